/* packet.js: what travels over an edge, and where it comes to rest. Nothing here touches the page. */

import { overlap } from "./boxes.js";
import { lineWidth } from "./fit.js";
import { bracketed } from "./numerals.js";

/** @import { Box, Point } from "./boxes.js" */
/** @import { Size } from "./camera.js" */
/** @import { Model } from "./model.js" */
/** @import { Pass } from "./pass.js" */

export const PACKET = { font: 12, leading: 15, padding: 5 };
const BOLD = 1.1; // so much wider is the packet's text than that of the cards
const GAP = 3; // between the packet and what it may not cover
const ACROSS = Array.from({ length: 45 }, (_, i) => (i - 22) * 12);
const DOWN = Array.from({ length: 61 }, (_, i) => (i - 30) * 6);
/** Ways off from a point, the nearest first. */
const OFFSETS = ACROSS.flatMap((x) => DOWN.map((y) => ({ x, y }))).sort(
  (one, other) => Math.hypot(one.x, one.y) - Math.hypot(other.x, other.y),
);

/**
 * What an edge step computes, as "−0.0133 × 0.1556" and "= −0.0021"; likewise a sum; else nothing.
 * @param {Model} model @param {Pass} pass @param {number} step
 */
export function packetText(model, pass, step) {
  const [kind, , edge] = model.steps[step];
  const { befores, contributions, afters } = pass.numbers;
  const contribution = () => pass.brief(contributions[edge]);
  if (kind === "accumulate")
    return [
      `${pass.brief(befores[edge])} + ${bracketed(contribution())}`,
      equals(pass.brief(afters[edge])),
    ];
  if (kind !== "edge") return [];
  const upstream = model.gradient(pass, model.edges[edge][1], step);
  return [`${upstream} ${pass.partials[edge].replace("×", "× ")}`, equals(contribution())];
}

/** @param {string} number */
const equals = (number) => (number.startsWith("≈") ? number.replace("≈", "≈ ") : `= ${number}`);

/**
 * The room that lines of text take.
 * @param {string[]} lines
 * @returns {Size}
 */
export function roomOf(lines) {
  const { font, leading, padding } = PACKET;
  return {
    width: Math.max(...lines.map((line) => lineWidth(line, font))) * BOLD + 2 * padding,
    height: lines.length * leading + padding,
  };
}

/**
 * A place near a point that is free, as far as can be: never on some boxes, within bounds; and how
 * much of other boxes it covers.
 * @param {Size} size @param {Point} near @param {Box[]} never @param {Box[]} avoid @param {Box} bounds
 */
export function restingPlace(size, near, never, avoid, bounds) {
  const reach = { width: size.width + 2 * 264, height: size.height + 2 * 180 };
  const region = boxAround(near, reach);
  const close = avoid.filter((box) => overlap(box, region) > 0);
  let best = { at: near, covered: Number.POSITIVE_INFINITY };
  for (const offset of OFFSETS) {
    const at = { x: near.x + offset.x, y: near.y + offset.y };
    const box = boxAround(at, { width: size.width + 2 * GAP, height: size.height + 2 * GAP });
    if (!inside(box, bounds) || never.some((other) => overlap(box, other) > 0)) continue;
    const covered = close.reduce((sum, other) => sum + overlap(box, other), 0);
    if (covered < best.covered) best = { at, covered };
    if (!covered) break;
  }
  return best;
}

/**
 * How a packet flies along a wire: as one line or two, whichever has more room where it lands.
 * @param {string[]} text @param {Point[]} wire from the operand on
 * @param {Box[]} never what it may not cover @param {Box[]} avoid @param {Box} bounds
 */
export function flight(text, wire, never, avoid, bounds) {
  const near = nearest(wire[Math.floor(wire.length / 3)], bounds);
  const ways = [[text.join(" ")], text].map((lines) => {
    const size = roomOf(lines);
    return { lines, size, ...restingPlace(size, near, never, avoid, bounds) };
  });
  const best = ways[1].covered < ways[0].covered ? ways[1] : ways[0];
  const from = wire[wire.length - 1];
  const aside = { x: from.x + best.at.x - wire[0].x, y: from.y + best.at.y - wire[0].y };
  const start = restingPlace(best.size, nearest(aside, bounds), never, [], bounds).at;
  return { ...best, way: wayAlong([...wire].reverse(), start, best.at) };
}

/**
 * The point of a box that is nearest to a point.
 * @param {Point} point @param {Box} box
 * @returns {Point}
 */
function nearest({ x, y }, { left, top, right, bottom }) {
  return { x: Math.min(Math.max(x, left), right), y: Math.min(Math.max(y, top), bottom) };
}

/**
 * @param {Point} at @param {Size} size
 * @returns {Box}
 */
export function boxAround(at, { width, height }) {
  const [x, y] = [width / 2, height / 2];
  return { left: at.x - x, top: at.y - y, right: at.x + x, bottom: at.y + y };
}

/**
 * @param {Box} box @param {Box} bounds
 */
function inside(box, bounds) {
  const across = box.left >= bounds.left && box.right <= bounds.right;
  return across && box.top >= bounds.top && box.bottom <= bounds.bottom;
}

/**
 * The way of a packet: along a wire, its distance from it passing from that of its start to that
 * of its end.
 * @param {Point[]} wire from the packet's start on @param {Point} start @param {Point} end
 * @returns {Point[]}
 */
export function wayAlong(wire, start, end) {
  const last = wire[wire.length - 1];
  const first = { x: start.x - wire[0].x, y: start.y - wire[0].y };
  const final = { x: end.x - last.x, y: end.y - last.y };
  return wire.map(({ x, y }, i) => {
    const t = i / (wire.length - 1 || 1);
    return { x: x + first.x * (1 - t) + final.x * t, y: y + first.y * (1 - t) + final.y * t };
  });
}
