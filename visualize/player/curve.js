/* curve.js: the loss over the steps of a run, with its axes. */

import { withMinus } from "./numerals.js";
import { label, shape } from "./shapes.js";
import { counted } from "./wording.js";

/** @typedef {{ width: number, height: number, left: number, right: number, top: number, bottom: number }} Frame */

const MOST_DOTS = 60; // with more points dots would be a band

/**
 * Round numbers that divide a range into at most so many parts: they begin at or under `low` and
 * end at or above `high`.
 * @param {number} low @param {number} high @param {number} parts
 */
export function ticks(low, high, parts) {
  const rough = (high - low) / parts || Math.abs(high) / parts || 1;
  const ten = 10 ** Math.floor(Math.log10(rough));
  const unit = ([1, 2, 5].find((each) => each * ten >= rough * (1 - 1e-9)) ?? 10) * ten;
  const first = Math.floor(low / unit + 1e-9);
  const last = Math.max(Math.ceil(high / unit - 1e-9), first + 1);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * unit).toPrecision(12)),
  );
}

/** Whether a loss has a place on an axis; above, its differences overflow. @param {number} loss */
const isDrawn = (loss) => Math.abs(loss) < 1e300;

/**
 * The lines of the loss axis: from 0, where that does not press the curve flat.
 * @param {number[]} losses
 */
export function levels(losses) {
  const drawn = losses.filter(isDrawn);
  const high = Math.max(...drawn);
  const low = Math.min(...drawn);
  if (!drawn.length) return [0, 1];
  return ticks(low >= 0 && low <= high / 2 ? 0 : low, high, 3);
}

/**
 * The step whose point is the nearest to a place on the step axis.
 * @param {number} x @param {Frame} frame @param {number} last the last step
 */
export function stepAt(x, frame, last) {
  const part = (x - frame.left) / (frame.width - frame.left - frame.right);
  return Math.min(Math.max(Math.round(part * last), 0), last);
}

/**
 * A run in words, for who does not see its curve.
 * @param {string} name of the loss @param {string[]} shown its numbers @param {number[]} losses
 */
export function inWords(name, shown, losses) {
  const last = shown.length - 1;
  if (!last) return `${name} at the start: ${shown[0]}.`;
  const least = losses.indexOf(Math.min(...losses.filter(isDrawn)));
  const low = least === last || least < 0 ? "" : `; least after step ${least}: ${shown[least]}`;
  return `${name} over ${counted(last, "step")}: from ${shown[0]} to ${shown[last]}${low}.`;
}

export class Curve {
  /** @type {SVGSVGElement} */
  svg;
  last = 0;

  /**
   * @param {SVGSVGElement} svg
   * @param {(step: number) => void} choose what a click on a step does
   */
  constructor(svg, choose) {
    this.svg = svg;
    svg.addEventListener("click", (event) => {
      const x = event.clientX - svg.getBoundingClientRect().x;
      if (this.last) choose(stepAt(x, this.frame, this.last));
    });
  }

  /** @returns {Frame} */
  get frame() {
    const { width, height } = this.svg.getBoundingClientRect();
    const letter = Number.parseFloat(getComputedStyle(this.svg).fontSize);
    return {
      width,
      height,
      left: letter * 4,
      right: letter,
      top: letter,
      bottom: letter * 2.4,
    };
  }

  /**
   * @param {string} name of the loss
   * @param {readonly { loss: number, shown: string }[]} points @param {number} at
   */
  draw(name, points, at) {
    const { frame } = this;
    const losses = points.map(({ loss }) => loss);
    const lines = levels(losses);
    const [low, high] = [lines[0], lines[lines.length - 1]];
    this.last = points.length - 1;
    /** @param {number} step */
    const x = (step) =>
      frame.left + (step / Math.max(this.last, 1)) * (frame.width - frame.left - frame.right);
    /** @param {number} loss */
    const y = (loss) =>
      frame.height -
      frame.bottom -
      ((loss - low) / (high - low)) * (frame.height - frame.bottom - frame.top);
    const seen = [...losses.keys()].filter((step) => isDrawn(losses[step]));
    const places = seen.map((step) => [x(step), y(losses[step])]);
    const path = places.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`);
    const dots = points.length <= MOST_DOTS ? places : [];
    const words = points.map(({ shown }) => shown);
    this.svg.setAttribute("aria-label", inWords(name, words, losses));
    this.svg.replaceChildren(
      ...axes(
        frame,
        lines.map((loss) => [y(loss), loss]),
        stepTicks(this.last),
        x,
      ),
      shape("polyline", { class: "loss", points: path.join(" ") }),
      ...dots.map(([cx, cy]) => shape("circle", { class: "dot", cx, cy, r: 2.5 })),
      shape("line", {
        class: "here",
        x1: x(at),
        x2: x(at),
        y1: frame.top,
        y2: frame.height - frame.bottom,
      }),
      ...(isDrawn(losses[at])
        ? [shape("circle", { class: "now", cx: x(at), cy: y(losses[at]), r: 5 })]
        : []),
    );
  }
}

/**
 * The steps that are written under the axis.
 * @param {number} last
 */
function stepTicks(last) {
  return last < 2 ? [0, 1] : ticks(0, last, 5).filter((step) => step <= last && step % 1 === 0);
}

/**
 * @param {Frame} frame @param {number[][]} lines place and loss of each level
 * @param {number[]} steps @param {(step: number) => number} x
 */
function axes(frame, lines, steps, x) {
  const base = frame.height - frame.bottom;
  const end = frame.width - frame.right;
  return [
    ...lines.flatMap(([y, loss]) => [
      shape("line", { class: "level", x1: frame.left, x2: end, y1: y, y2: y }),
      label(brief(loss), { x: frame.left - 6, y, "text-anchor": "end", dy: ".35em" }),
    ]),
    ...steps.map((step) =>
      label(String(step), { x: x(step), y: base, "text-anchor": "middle", dy: "1.2em" }),
    ),
    label("step", { x: end, y: frame.height, "text-anchor": "end", dy: "-.2em" }),
  ];
}

/**
 * A number on an axis.
 * @param {number} x
 */
function brief(x) {
  return withMinus(String(Number(x.toPrecision(3))));
}
