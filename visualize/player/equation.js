/* equation.js: the equation of a step. It breaks at "=", between terms, and within long ones. */

import { element } from "./elements.js";

/** @import { Model } from "./model.js" */
/** @import { Pass } from "./pass.js" */

const MATHML = "http://www.w3.org/1998/Math/MathML";
const MOST_TERMS = 4; // of a longer sum three are shown, the others on demand
const LONG = 24; // so many characters have room in the narrowest panel

/**
 * The equation of a step, one line for symbols, one for numbers, one for the value.
 * @param {Model} model @param {Pass} pass @param {number} step
 */
export function equation(model, pass, step) {
  const [kind, node, edge] = model.steps[step];
  const [name, symbols, numbers, value] = pass.equation(step);
  if (name === undefined) return [];
  if (kind === "edge") {
    return [
      line(distinct(pass.local(edge)), "local derivative"),
      line([name, symbols], model.uses[node].length > 1 ? "contribution" : "gradient"),
      line(["", numbers, value]),
    ];
  }
  if (kind === "accumulate")
    return [line(distinct([name, symbols]), "sum of contributions"), line(["", numbers, value])];
  if (kind === "forward" && numbers !== value)
    return [line([name, symbols]), line(["", numbers]), line(["", value])];
  return [line([name, value])];
}

/**
 * Formulas without those that only repeat the one before.
 * @param {string[]} formulas
 */
function distinct(formulas) {
  return formulas.filter((formula, i) => formula !== formulas[i - 1]);
}

/**
 * Formulas joined by "="; an empty one at the beginning goes on from the line before.
 * @param {string[]} formulas @param {string} [label]
 */
export function line(formulas, label) {
  const made = element("div", undefined, "line");
  if (label) made.append(element("span", label, "label"));
  for (const [i, formula] of formulas.entries()) {
    if (!formula) continue;
    const [first, ...others] = terms(parsed(formula)).map(pieces);
    if (i > 0) first[0] = [sign("="), row(first[0])];
    const shown = [first, ...others].map((term) => term.map(math));
    made.append(...(shown.length > MOST_TERMS ? shortened(shown) : shown.flat()));
  }
  return made;
}

/**
 * MathML that Python wrote; it is parsed as XML, so nothing else can come in.
 * @param {string} formula
 */
function parsed(formula) {
  const text = `<math xmlns="${MATHML}">${formula}</math>`;
  return [...new DOMParser().parseFromString(text, "application/xml").documentElement.children];
}

/**
 * The terms of a sum, however its rows are nested, each but the first beginning with its sign.
 * @param {Element[]} sum
 */
export function terms(sum) {
  const found = [];
  let rest = sum;
  for (;;) {
    const at = rest.findLastIndex(adds);
    if (at > 0) {
      found.push([sign(rest[at].textContent ?? ""), ...rest.slice(at + 1)]);
      rest = rest.slice(0, at);
    } else if (rest.length === 1 && [...rest[0].children].some(adds)) rest = [...rest[0].children];
    else return [rest, ...found.reverse()];
  }
}

/**
 * A term in pieces that each have room: a long one is broken before · + − and after a comma.
 * @param {Element[]} term
 */
function pieces(term) {
  if (term.map((part) => part.textContent).join("").length <= LONG) return [term];
  /** @type {Element[][]} */
  const found = [[]];
  for (const part of term.flatMap(flat)) {
    const before = found[found.length - 1];
    const text = part.localName === "mo" ? (part.textContent ?? "") : "";
    const last = before[before.length - 1]?.textContent ?? "(";
    const first = /[(·,+−]$/.test(last); // so a sign here belongs to the number after it
    if (/^[+−]$/.test(text)) part.setAttribute("form", first ? "prefix" : "infix");
    if (last === "," || (/^[·+−]$/.test(text) && !first)) found.push([part]);
    else before.push(part);
  }
  return found;
}

/**
 * What stands in a row, without the rows within it; a fraction without room is written with a slash.
 * @param {Element} part
 * @returns {Element[]}
 */
function flat(part) {
  if (part.localName === "mrow") return [...part.children].flatMap(flat);
  if (part.localName !== "mfrac" || (part.textContent ?? "").length <= LONG) return [part];
  const [above, below] = [...part.children].map(sideways);
  return [...above, sign("/"), ...below];
}

/**
 * A side of a fraction as it stands beside a slash.
 * @param {Element} side
 */
function sideways(side) {
  const parts = flat(side);
  return parts.length > 1 ? [sign("(", "prefix"), ...parts, sign(")", "postfix")] : parts;
}

/**
 * Whether a part of a row is a plus or minus that something stands before.
 * @param {Element} part @param {number} place
 */
function adds(part, place) {
  return place > 0 && part.localName === "mo" && /^[+−]$/.test(part.textContent ?? "");
}

/**
 * Parts as one, so that a sign before the first stays with it.
 * @param {Element[]} parts
 */
function row(parts) {
  const made = document.createElementNS(MATHML, "mrow");
  made.append(...parts);
  return made;
}

/**
 * A sign between two formulas, spaced as such although it begins its piece.
 * @param {string} shown @param {string} [form]
 */
function sign(shown, form = "infix") {
  const made = document.createElementNS(MATHML, "mo");
  made.textContent = shown;
  made.setAttribute("form", form);
  return made;
}

/** @param {Element[]} parts */
function math(parts) {
  const made = document.createElementNS(MATHML, "math");
  made.setAttribute("displaystyle", "true");
  made.append(...parts);
  return made;
}

/**
 * A long sum: its first terms, and a button for the others.
 * @param {MathMLElement[][]} sum
 */
function shortened(sum) {
  const others = element("span");
  others.hidden = true;
  others.append(...sum.slice(MOST_TERMS - 1).flat());
  const more = element("button", "+ …");
  more.type = "button";
  more.ariaLabel = `and ${sum.length - MOST_TERMS + 1} more terms`;
  more.addEventListener("click", () => {
    others.hidden = false;
    more.remove();
  });
  return [...sum.slice(0, MOST_TERMS - 1).flat(), more, others];
}
