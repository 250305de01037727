/* drawing.js: the graph as DOT text to lay out, and as SVG on the places that Graphviz gave. */

import { edgeId } from "./cards.js";

/** @import { Card } from "./cards.js" */

const DOTS = 72; // Graphviz counts sizes in inches of so many points
const PAD = 10;
const ROW = { name: 17, number: 16, gradient: 16 }; // heights in points
const measure = document.createElement("canvas").getContext("2d");

/** @param {string} text @param {string} font */
function widthOf(text, font) {
  if (!measure) return 8 * text.length;
  measure.font = font;
  return measure.measureText(text).width;
}

/** How large a card is; in steps, so that typing a digit seldom moves the graph. @param {Card} card */
function sizeOf({ name, number, gradient }) {
  const widest = Math.max(
    widthOf(name, "600 14px system-ui"),
    ...[number, gradient && `∂ ${gradient}`].map((text) => widthOf(text, "12.5px system-ui")),
  );
  const height = ROW.name + ROW.number + (gradient ? ROW.gradient : 0) + PAD;
  return [Math.max(48, 16 * Math.ceil((widest + 2 * PAD) / 16)), height];
}

/** @param {Card[]} cards */
export function dotOf(cards) {
  const places = new Map(cards.map(({ id }, place) => [id, place]));
  const nodes = cards.map((card, place) => {
    const [wide, high] = sizeOf(card);
    return `n${place} [width=${(wide / DOTS).toFixed(3)}, height=${(high / DOTS).toFixed(3)}]`;
  });
  const edges = cards.flatMap(({ uses }, place) =>
    uses.filter((id) => places.has(id)).map((id) => `n${places.get(id)} -> n${place}`),
  );
  const head = 'rankdir=LR; nodesep=0.16; ranksep=0.42; node [shape=box, fixedsize=true, label=""]';
  return `digraph { ${[head, ...nodes, ...edges].join("; ")} }`;
}

/**
 * @typedef {object} Layout what Graphviz says in JSON
 * @property {string} bb
 * @property {{ name: string, pos: string, width: string, height: string }[]} [objects]
 * @property {{ tail: number, head: number, pos: string }[]} [edges]
 */

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag @param {Record<string, string | number>} attributes @param {(Node | string)[]} inside
 */
function shape(tag, attributes, ...inside) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...inside);
  return made;
}

/** @param {Card[]} cards @param {Layout} layout */
export function drawn(cards, { bb, objects = [], edges = [] }) {
  const [, , wide, high] = bb.split(",").map(Number);
  const size = [wide + 2 * PAD, high + 2 * PAD];
  const svg = shape("svg", {
    viewBox: `${-PAD} ${-PAD} ${size.join(" ")}`,
    width: size[0],
    height: size[1],
  });
  for (const { tail, head, pos } of edges) {
    const group = wire(pos, high);
    group.dataset.edge = edgeId(cards[tail].id, cards[head].id);
    svg.append(group);
  }
  objects.forEach(({ pos, width, height }, place) => {
    const [x, y] = pos.split(",").map(Number);
    svg.append(card(cards[place], x, high - y, DOTS * Number(width), DOTS * Number(height)));
  });
  return svg;
}

/** @param {string} pos as Graphviz writes it: the tip, then a curve @param {number} high */
function wire(pos, high) {
  const [tip, ...curve] = pos
    .replace("e,", "")
    .split(" ")
    .map((point) => {
      const [x, y] = point.split(",").map(Number);
      return [x, high - y];
    });
  const [start, ...rest] = curve;
  const d = `M${start} C${rest.join(" ")}`;
  const [x, y] = rest[rest.length - 1];
  const angle = Math.atan2(tip[1] - y, tip[0] - x);
  const corner = (/** @type {number} */ turn) =>
    [tip[0] - 9 * Math.cos(angle + turn), tip[1] - 9 * Math.sin(angle + turn)].map((a) =>
      a.toFixed(1),
    );
  return shape(
    "g",
    { class: "wire" },
    shape("path", { class: "line", d }),
    shape("path", { class: "tip", d: `M${tip} L${corner(0.4)} L${corner(-0.4)} Z` }),
  );
}

const GLYPHS = /** @type {Record<string, string>} */ ({
  slip: "✗",
  unread: "?",
  "cannot be judged": "?",
  "not creditable": "–",
  "": "",
});

/** @param {Card} card @param {number} x @param {number} y @param {number} wide @param {number} high */
function card({ id, name, number, gradient, given, line, verdict }, x, y, wide, high) {
  const left = x - wide / 2;
  const top = y - high / 2;
  const body = shape("rect", {
    class: "body",
    x: left,
    y: top,
    width: wide,
    height: high,
    rx: given ? 3 : 10,
  });
  const rows = [
    ["name", name],
    ["number", number],
    ["gradient", gradient && `∂ ${gradient}`],
  ];
  const texts = rows.map(([kind, text], row) =>
    shape("text", { class: kind, x, y: top + PAD / 2 + 14 + 16 * row }, text),
  );
  const title = shape(
    "title",
    {},
    `${name}${line ? `, line ${line}` : ""}${verdict && verdict !== "ok" ? `: ${verdict}` : ""}`,
  );
  const glyph = GLYPHS[verdict] ?? "✓";
  const group = shape("g", { class: given ? "card given" : "card" }, title, body, ...texts);
  if (!given && glyph)
    group.append(
      shape("circle", { class: "seal", cx: left + wide - 4, cy: top + 4, r: 8 }),
      shape("text", { class: "glyph", x: left + wide - 4, y: top + 8 }, glyph),
    );
  group.dataset.id = id;
  group.dataset.line = String(line);
  group.dataset.verdict = verdict;
  return group;
}
