/* picture.js: the SVG that Python drew. Texts are filled in and classes set; nothing is laid out here. */

import { fitted, following, inSight, panned, seen, zoomed } from "./camera.js";
import { fit } from "./fit.js";
import { layoutOf } from "./modules.js";

/** @import { Lens, Point } from "./camera.js" */
/** @import { Layout } from "./data.js" */
/** @import { Model } from "./model.js" */
/** @import { Pass } from "./pass.js" */

export class Picture {
  /** The element that holds the picture. @type {HTMLElement} */
  host;
  /** @type {Model} */
  model;
  /** Which layout is on the stage. */
  name = "";
  /** @type {SVGSVGElement} */
  svg;
  /** The SVG that stands in the page. @type {SVGSVGElement} */
  firstSvg;
  /** By node. @type {Element[]} */
  cards = [];
  /** By edge. @type {(Element | null)[]} */
  lines = [];
  /** By node, as `gradients`. @type {(Element | null)[]} */
  values = [];
  /** @type {(Element | null)[]} */
  gradients = [];
  /** By edge. @type {(Element | null)[]} */
  partials = [];
  /** The card and the line of the step. @type {Element[]} */
  active = [];
  /** What a closed module tells of the step. @type {Element | null} */
  inside = null;
  /** What the picture shows now. @type {{ pass: Pass, step: number, only: number | null } | null} */
  shown = null;
  /** Whether the reader has zoomed or panned. */
  chosen = false;
  size = { width: 1, height: 1 };
  stage = { width: 1, height: 1 };
  lens = { scale: 1, left: 0, top: 0 };

  /** @param {HTMLElement} host @param {Model} model */
  constructor(host, model) {
    this.host = host;
    this.model = model;
    this.svg = /** @type {SVGSVGElement} */ (host.querySelector("svg"));
    this.firstSvg = /** @type {SVGSVGElement} */ (this.svg.cloneNode(true));
  }

  /**
   * Put another layout on the stage.
   * @param {string} name
   */
  open(name) {
    this.name = layoutOf(this.model, name);
    const layout = this.model.layouts[this.name];
    this.svg = this.parsed(layout);
    this.host.replaceChildren(this.svg);
    const groups = /** @type {NodeListOf<SVGGElement>} */ (this.svg.querySelectorAll("g[id]"));
    const byId = new Map([...groups].map((group) => [group.id, group]));
    this.cards = layout.cards.map((key) => /** @type {Element} */ (byId.get(key)));
    this.lines = layout.lines.map((key) => byId.get(key) ?? null);
    this.values = this.cards.map((card) => card.querySelector(".value"));
    this.gradients = this.cards.map((card) => card.querySelector(".gradient"));
    this.partials = this.lines.map((line) => line?.querySelector(".partial") ?? null);
    const modules = [...byId.values()].filter((group) => group.dataset.path);
    for (const group of modules) makeButton(group);
    if (modules.length) this.svg.setAttribute("role", "group"); // an image may have no buttons in it
    const { width, height } = this.svg.viewBox.baseVal;
    this.size = { width, height };
    this.svg.setAttribute("width", String(width));
    this.svg.setAttribute("height", String(height));
    this.svg.classList.add("live");
    this.shown = null;
    this.active = [];
    this.fit();
  }

  /**
   * A fresh copy of a layout's SVG; that of the first layout stands in the page itself.
   * @param {Layout} layout
   */
  parsed(layout) {
    if (layout.svg === undefined)
      return /** @type {SVGSVGElement} */ (this.firstSvg.cloneNode(true));
    const made = new DOMParser().parseFromString(layout.svg, "image/svg+xml").documentElement;
    return /** @type {SVGSVGElement} */ (/** @type {unknown} */ (document.importNode(made, true)));
  }

  /**
   * Show the state after a step; only what changed since the last state is touched.
   * @param {Pass} pass @param {number} step @param {number | null} only
   */
  draw(pass, step, only) {
    const { model, shown } = this;
    const before = shown?.pass === pass ? shown : null;
    const from = before ? Math.min(before.step, step) : -1;
    const to = before ? Math.max(before.step, step) : model.last;
    for (let i = from + 1; i <= to; i += 1) {
      const [kind, node] = model.steps[i];
      if (kind === "given") {
        for (const [leaf, text] of this.values.entries())
          if (model.isLeaf[leaf]) put(text, model.value(pass, leaf, step));
      } else if (kind === "forward") put(this.values[node], model.value(pass, node, step));
      else {
        const gradient = model.gradient(pass, node, step);
        put(this.gradients[node], gradient && `∂ ${gradient}`);
      }
    }
    if (from < model.border) {
      for (const [edge, text] of this.partials.entries())
        put(text, model.partial(pass, edge, step));
    }
    if (!before || before.only !== only) this.mark(only);
    this.activate(pass, step);
    this.shown = { pass, step, only };
  }

  /**
   * Stress the paths of one node.
   * @param {number | null} only
   */
  mark(only) {
    const on = only === null ? new Set() : this.model.above(only);
    for (const group of [...this.cards, ...this.lines]) group?.classList.remove("path");
    for (const node of on) this.cards[node].classList.add("path");
    for (const [edge, [operand]] of this.model.edges.entries()) {
      if (on.has(operand)) this.lines[edge]?.classList.add("path");
    }
  }

  /**
   * Stress the node and the edge of a step.
   * @param {Pass} pass @param {number} step
   */
  activate(pass, step) {
    const [kind, node, edge] = this.model.steps[step];
    for (const group of this.active) group.classList.remove("active");
    this.inside?.replaceChildren();
    this.active = [];
    if (kind === "given") return;
    this.inside = this.cards[node].querySelector(".inside"); // a closed module tells what happens in it
    put(this.inside, this.model.brings(pass, step));
    const line = edge >= 0 ? this.lines[edge] : null;
    this.active = kind === "done" ? [] : [this.cards[node], ...(line ? [line] : [])];
    for (const group of this.active) group.classList.add("active");
    this.keepInSight();
  }

  /** The whole picture; where that would be too small to read, a readable part of it. */
  fit(whole = false) {
    this.chosen = false;
    this.stage = { width: this.host.clientWidth, height: this.host.clientHeight };
    this.look(fitted(this.size, this.stage, whole));
    this.keepInSight();
  }

  /** The stage has another size: a view that was chosen keeps its scale and its middle. */
  resize() {
    const { width, height } = this.stage;
    this.stage = { width: this.host.clientWidth, height: this.host.clientHeight };
    const dx = (this.stage.width - width) / 2;
    const dy = (this.stage.height - height) / 2;
    if (this.chosen) this.look(panned(this.lens, dx, dy));
    else this.look(fitted(this.size, this.stage, false));
    this.keepInSight();
  }

  /**
   * The picture is moved as a whole, which costs the browser no new layout of its texts.
   * @param {Lens} lens
   */
  look(lens) {
    this.lens = lens;
    this.svg.style.transform = `translate(${lens.left}px, ${lens.top}px) scale(${lens.scale})`;
  }

  /**
   * Zoom around a place of the stage; without one, around the node of the step.
   * @param {number} factor @param {Point} [at]
   */
  zoom(factor, at) {
    this.chosen = true;
    if (!at) this.keepInSight();
    const { width, height } = this.stage;
    const middle = { x: width / 2, y: height / 2 };
    const node = this.active.length ? seen(this.lens, middleOf(this.active[0])) : middle;
    this.look(zoomed(this.lens, factor, at ?? (inSight(node, this.stage) ? node : middle)));
    if (!at) this.keepInSight();
  }

  /** @param {number} dx @param {number} dy */
  pan(dx, dy) {
    this.chosen = true;
    this.look(panned(this.lens, dx, dy));
  }

  /**
   * Bring a module into sight, open or closed.
   * @param {string} path
   */
  focusOn(path) {
    const groups = /** @type {NodeListOf<SVGElement>} */ (this.svg.querySelectorAll("[data-path]"));
    const group = [...groups].find((each) => each.dataset.path === path);
    if (group) this.look(following(this.lens, middleOf(group), this.size, this.stage));
  }

  /** Bring the node of the step into sight, where it is not. */
  keepInSight() {
    if (!this.active.length) return;
    const point = middleOf(this.active[0]);
    this.look(following(this.lens, point, this.size, this.stage));
  }
}

/**
 * A module is opened and closed by mouse and by keyboard.
 * @param {SVGGElement} group
 */
function makeButton(group) {
  const closed = group.classList.contains("group");
  const path = group.dataset.path;
  const target = /** @type {SVGElement} */ (closed ? group : group.querySelector(".handle"));
  target.setAttribute("role", "button");
  target.setAttribute("tabindex", "0");
  target.setAttribute("aria-label", `${closed ? "Open" : "Close"} ${path}`);
  target.dataset.module = path;
  target.dataset.closed = String(closed);
}

/**
 * The middle of a card, read from its outline: asking the browser would force a layout.
 * @param {Element} card
 * @returns {Point}
 */
function middleOf(card) {
  const body = card.querySelector(".body, rect");
  const moved = /** @type {Element} */ (card.parentNode).getAttribute("transform") ?? "";
  const [dx, dy] = (moved.match(/[-\d.]+/g) ?? [0, 0]).map(Number);
  /** @param {string} name */
  const at = (name) => Number(body?.getAttribute(name) ?? 0);
  return {
    x: at("x") + at("width") / 2 + at("cx") + dx,
    y: at("y") + at("height") / 2 + at("cy") + dy,
  };
}

/** @param {Element | null} text @param {string} shown */
function put(text, shown) {
  if (!text || text.textContent === shown) return;
  text.textContent = shown;
  fit(text, shown);
}
