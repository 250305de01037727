/* handout.js: the pass on one page of paper: the finished picture, and as much in tables as fits. */

import { element, part } from "./elements.js";
import { line } from "./equation.js";

/** @import { Player } from "./controls.js" */
/** @typedef {HTMLTableRowElement[]} Rows */

const SIZES = [10, 9, 8, 7]; // points; smaller is not read
const PICTURE = [0.36, 0.2]; // at least this part of the page, if the picture can fill it
const COLUMNS = [
  [2, 1],
  [3, 1],
  [2, 2],
  [3, 2],
]; // of given and of computed nodes
const COMPUTED = ".node .gradient, .edge .partial, .node:not(.leaf) .value"; // texts of the picture
const SMALL = 80; // nodes; of a larger graph long sums are shortened, so that more of them fit
const MOST_PRINTED = 150; // of each kind; no page holds more

/**
 * Fill the handout with the pass as it stands.
 * @param {Player} player @param {boolean} blank whether what is computed is left for the reader
 */
export function fillHandout(player, blank) {
  const { model } = player;
  const sheet = part("handout");
  sheet.classList.add("measured"); // laid out as on paper, before the browser does it
  sheet.classList.toggle("blank", blank);
  sheet.classList.toggle("every-term", model.names.length <= SMALL);
  part("handout-picture").replaceChildren(finished(player, blank));
  const nodes = [...model.names.keys()];
  const given = nodes.filter((node) => model.isLeaf[node]);
  const computed = nodes.filter((node) => !model.isLeaf[node]);
  arrange(
    given.slice(0, MOST_PRINTED).map((node) => givenRow(player, node, blank)),
    computed.slice(0, MOST_PRINTED).map((node) => computedRow(player, node, blank)),
    nodes.length,
  );
  sheet.classList.remove("measured");
}

/**
 * The picture after the last step, apart from the page's.
 * @param {Player} player @param {boolean} blank
 */
function finished({ picture, model, pass, only }, blank) {
  picture.draw(pass, [model.last], only);
  const copy = /** @type {SVGSVGElement} */ (picture.svg.cloneNode(true));
  if (blank) for (const text of copy.querySelectorAll(COMPUTED)) text.textContent = "";
  for (const each of [copy, ...copy.querySelectorAll("[id], [tabindex]")])
    for (const name of ["id", "tabindex", "role", "aria-label"]) each.removeAttribute(name);
  for (const name of ["class", "style", "width", "height"]) copy.removeAttribute(name);
  return copy;
}

/** @param {Player} player @param {number} node @param {boolean} blank */
function givenRow(player, node, blank) {
  const { model, pass } = player;
  return rowOf(model.names[node], pass.values[node], blank ? "" : gradientOf(player, node));
}

/** @param {Player} player @param {number} node @param {boolean} blank */
function computedRow(player, node, blank) {
  const { model, pass } = player;
  const name = model.names[node];
  const [, symbols, numbers] = pass.equation(model.made[node]);
  if (blank) return rowOf(name, line([symbols]), "", "");
  const formula = line([symbols, numbers]);
  return rowOf(name, formula, pass.values[node], gradientOf(player, node));
}

/**
 * A node's gradient as upstream times local derivative, summed over its uses.
 * @param {Player} player @param {number} node
 */
function gradientOf({ model, pass }, node) {
  const products = model.uses[node]
    .map((edge) => model.sent[edge])
    .sort((one, other) => one - other)
    .map((step) => pass.equation(step)[2])
    .map((product, place) => (place ? inBrackets(product) : product));
  const last = model.grown[node].at(-1);
  const value = last === undefined ? "" : pass.equation(last)[3];
  return line(products.length ? [products.join("<mo>+</mo>"), value] : [value]);
}

/** A term that can stand after a plus: a negative one in brackets. @param {string} term */
function inBrackets(term) {
  const negative = /^(<mrow>)*<mo>−/.test(term);
  return negative ? `<mrow><mo>(</mo>${term}<mo>)</mo></mrow>` : term;
}

/** @param {string} name @param {(string | HTMLElement)[]} cells */
function rowOf(name, ...cells) {
  const made = element("tr");
  const head = element("th", name);
  head.scope = "row";
  made.append(head);
  for (const cell of cells) made.insertCell().append(cell);
  return made;
}

/**
 * Put as many rows on the page as fit beside the picture, as large as they fit.
 * @param {Rows} given @param {Rows} computed @param {number} all how many there are
 */
function arrange(given, computed, all) {
  const sheet = part("handout");
  const stage = part("handout-picture");
  const height = naturalHeight(stage);
  const every = given.length + computed.length;
  const least = { size: SIZES[SIZES.length - 1], picture: PICTURE[PICTURE.length - 1] };
  /** Whether so many rows fit. @param {number} count @param {{ size: number, picture: number }} way */
  const fit = (count, { size, picture }) => {
    const wanted = Math.min(height, sheet.clientHeight * picture) - 1;
    const some = given.slice(0, Math.ceil((given.length * count) / every));
    const others = computed.slice(0, count - some.length);
    sheet.style.fontSize = `${size}pt`;
    part("handout-rest").hidden = count === all;
    part("handout-count").textContent = String(all - count);
    return COLUMNS.some(([left, right]) => {
      const whole = lay(part("handout-given"), some, left);
      if (!lay(part("handout-computed"), others, right) || !whole) return false;
      return sheet.scrollHeight <= sheet.clientHeight && stage.clientHeight >= wanted;
    });
  };
  const ways = PICTURE.flatMap((picture) => SIZES.map((size) => ({ size, picture })));
  if (every === all && ways.some((way) => fit(every, way))) return;
  let fits = 0; // how many rows fit at the smallest size, by halving
  let beyond = every;
  while (beyond - fits > 1) {
    const half = (fits + beyond) >> 1;
    if (fit(half, least)) fits = half;
    else beyond = half;
  }
  fit(fits, least);
}

/**
 * How high the picture is where it is as wide as the page; where that is too much, it shrinks.
 * @param {HTMLElement} stage
 */
function naturalHeight(stage) {
  const { width, height } = /** @type {SVGSVGElement} */ (stage.firstElementChild).viewBox.baseVal;
  const full = (stage.clientWidth * height) / width;
  stage.style.flexBasis = `${full}px`;
  return full;
}

/**
 * Lay rows out in tables beside each other; gives whether they are no wider than the page.
 * @param {HTMLElement} place @param {Rows} rows @param {number} most columns
 */
function lay(place, rows, most) {
  const head = /** @type {HTMLTemplateElement} */ (place.querySelector("template"));
  const columns = Math.max(1, Math.min(most, rows.length));
  const each = Math.ceil(rows.length / columns);
  const tables = Array.from({ length: columns }, (_, i) => {
    const made = element("table");
    made.append(head.content.cloneNode(true));
    made.createTBody().append(...rows.slice(i * each, (i + 1) * each));
    return made;
  });
  place.replaceChildren(head, ...tables);
  return tables.every((made) => made.scrollWidth <= place.clientWidth / columns);
}
