/* boxes.js: where things stand in the picture, read from their attributes: asking the browser would
   force a layout. */

import { lineWidth } from "./fit.js";

/** @typedef {{ x: number, y: number }} Point */
/** @typedef {{ left: number, top: number, right: number, bottom: number }} Box */

/**
 * The box of a card or of an open module's frame, in the picture's own units.
 * @param {Element} card
 * @returns {Box}
 */
export function boxOf(card) {
  const [dx, dy] = shift(card);
  const bodies = card.querySelectorAll(".body");
  const body = bodies[bodies.length - 1] ?? card.querySelector("rect"); // a closed module has two
  const at = numbersOf(body);
  const left = at("cx") - at("r") + at("x") + dx;
  const top = at("cy") - at("r") + at("y") + dy;
  return {
    left,
    top,
    right: left + at("width") + 2 * at("r"),
    bottom: top + at("height") + 2 * at("r"),
  };
}

/**
 * The box of a line of text, about.
 * @param {Element} text @param {string} [shown] what will stand there
 * @returns {Box}
 */
export function boxOfText(text, shown = text.textContent ?? "") {
  const [dx, dy] = shift(/** @type {Element} */ (text.parentNode));
  const at = numbersOf(text);
  const size = at("font-size");
  const wide = lineWidth(shown, size);
  const start = at("x") + dx - (text.getAttribute("text-anchor") === "start" ? 0 : wide / 2);
  const base = at("y") + dy;
  return { left: start, top: base - size * 0.85, right: start + wide, bottom: base + size * 0.25 };
}

/**
 * How far the group around the picture's parts is moved.
 * @param {Element} inner
 */
export function shift(inner) {
  const moved = /** @type {Element} */ (inner.parentNode).getAttribute("transform") ?? "";
  return (moved.match(/[-\d.]+/g) ?? [0, 0]).map(Number);
}

/** @param {Element | null} shape */
function numbersOf(shape) {
  return (/** @type {string} */ name) => Number(shape?.getAttribute(name) ?? 0);
}

/**
 * Points along a wire from its beginning at the operand to its end, equally many on each piece.
 * @param {string} data the path's `d`: a start and Bézier pieces
 * @param {number} [each] points per piece
 * @returns {Point[]}
 */
export function pointsAlong(data, each = 6) {
  const numbers = (data.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
  const ends = Array.from({ length: numbers.length >> 1 }, (_, i) =>
    numbers.slice(2 * i, 2 * i + 2),
  );
  const points = ends.slice(0, 1).map(([x, y]) => ({ x, y }));
  for (let from = 0; from + 3 < ends.length; from += 3) {
    for (let i = 1; i <= each; i += 1) {
      const t = i / each;
      const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
      /** @param {number} axis */
      const at = (axis) => weights.reduce((sum, w, k) => sum + w * ends[from + k][axis], 0);
      points.push({ x: at(0), y: at(1) });
    }
  }
  return points;
}

/**
 * How much two boxes have in common, as an area.
 * @param {Box} one @param {Box} other
 */
export function overlap(one, other) {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const tall = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return wide > 0 && tall > 0 ? wide * tall : 0;
}
