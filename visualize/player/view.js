/* view.js: the picture seen through the camera: it is moved as a whole, never laid out anew. */

import { fitted, following, inSight, panned, seen, withoutGaps, zoomed } from "./camera.js";

/** @import { Box, Point } from "./boxes.js" */
/** @import { Lens, Size } from "./camera.js" */

export class View {
  /** The element that holds the picture; its font size is the least that text may be seen at. */
  host;
  /** @type {SVGSVGElement} */
  svg;
  /** The size of the smallest text in the picture. */
  smallest = 1;
  /** Whether the reader has chosen the scale. */
  chosen = false;
  /** What is to be in sight, the most needed first, and what is around it. @type {Box[]} */
  wanted = [];
  /** @type {Box | null} */
  around = null;
  /** The size of the picture. @type {Size} */
  size = { width: 1, height: 1 };
  /** @type {Size} */
  stage = { width: 1, height: 1 };
  /** @type {Lens} */
  lens = { scale: 1, left: 0, top: 0 };
  /** Called after every move. @type {(() => void)[]} */
  watchers = [];

  /** @param {HTMLElement} host @param {SVGSVGElement} svg */
  constructor(host, svg) {
    this.host = host;
    this.svg = svg;
  }

  /**
   * Look at another picture.
   * @param {SVGSVGElement} svg
   */
  show(svg) {
    const { width, height } = svg.viewBox.baseVal;
    svg.setAttribute("width", String(width));
    svg.setAttribute("height", String(height));
    svg.classList.add("live");
    this.svg = svg;
    this.size = { width, height };
    const texts = [...svg.querySelectorAll(".node text, .edge text")];
    this.smallest = Math.min(...texts.map((text) => Number(text.getAttribute("font-size"))));
    this.wanted = [];
    this.fit();
  }

  /** The scale at which every text can be read. */
  get least() {
    return Number.parseFloat(getComputedStyle(this.host).fontSize) / this.smallest;
  }

  /** Whether nothing of the picture is out of sight. */
  get showsAll() {
    const all = { left: 0, top: 0, right: this.size.width, bottom: this.size.height };
    return inSight(seen(this.lens, all), this.stage, -1);
  }

  /** The readable view. */
  fit() {
    this.chosen = false;
    this.stage = { width: this.host.clientWidth, height: this.host.clientHeight };
    this.look(this.kept(fitted(this.size, this.stage, this.least)));
  }

  /** The whole picture, readable or not; when it is in sight, the readable view again. */
  fitWhole() {
    if (this.showsAll) return this.fit();
    this.chosen = true;
    this.look(fitted(this.size, this.stage, 0));
  }

  /** The stage has another size: the view keeps its middle, and the scale if it was chosen. */
  resize() {
    const { width, height } = this.stage;
    this.stage = { width: this.host.clientWidth, height: this.host.clientHeight };
    const fit = fitted(this.size, this.stage, this.least);
    const middle = { x: this.stage.width / 2, y: this.stage.height / 2 };
    const same = panned(this.lens, middle.x - width / 2, middle.y - height / 2);
    const grow = this.chosen ? 1 : fit.scale / this.lens.scale;
    this.look(this.kept(withoutGaps(zoomed(same, grow, middle), this.size, this.stage)));
  }

  /**
   * @param {Lens} lens
   * @param {boolean} [gliding] whether the eye is led there
   */
  look(lens, gliding = false) {
    this.lens = lens;
    this.host.classList.toggle("gliding", gliding);
    this.svg.style.transform = `translate(${lens.left}px, ${lens.top}px) scale(${lens.scale})`;
    for (const watch of this.watchers) watch();
  }

  /**
   * Zoom around a place of the stage; without one, around what is to be in sight.
   * @param {number} factor @param {Point} [at]
   */
  zoom(factor, at) {
    this.chosen = true;
    if (at) this.look(zoomed(this.lens, factor, at));
    else {
      const { width, height } = this.stage;
      const box = this.wanted.length ? seen(this.lens, this.wanted[0]) : null;
      const middle = { x: width / 2, y: height / 2 };
      const about = box && inSight(box, this.stage) ? middleOf(box) : middle;
      this.look(this.kept(zoomed(this.lens, factor, about)));
    }
  }

  /** @param {number} dx @param {number} dy */
  pan(dx, dy) {
    this.chosen = true;
    this.look(panned(this.lens, dx, dy));
  }

  /**
   * Bring boxes into sight, where they are not.
   * @param {Box[]} boxes the most needed first
   * @param {Box} around what else is of interest
   * @param {boolean} gliding whether the eye is led there
   */
  follow(boxes, around, gliding) {
    this.wanted = boxes;
    this.around = around;
    const next = this.kept(this.lens);
    if (next !== this.lens) this.look(next, gliding);
  }

  /**
   * The view in which all that is wanted is in sight.
   * @param {Lens} lens
   */
  kept(lens) {
    const { wanted, around, size, stage } = this;
    return around && wanted.length ? following(lens, wanted, around, size, stage) : lens;
  }
}

/**
 * @param {Box} box
 * @returns {Point}
 */
function middleOf(box) {
  return { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 };
}
