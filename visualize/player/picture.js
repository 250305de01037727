/* picture.js: the SVG that Python drew. Texts are filled in and classes set; nothing is laid out here. */

import { boxOf, boxOfText } from "./boxes.js";
import { united } from "./camera.js";
import { fit } from "./fit.js";
import { layoutOf } from "./modules.js";
import { touched } from "./routes.js";
import { View } from "./view.js";

/** @import { Box } from "./boxes.js" */
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
  /** The card that an edge step comes from. @type {Element | null} */
  source = null;
  /** What of the step may not be covered: its node, its label, its other end. @type {Box[]} */
  needed = [];
  /** Where the packet of the step lies. @type {Box | null} */
  packet = null;
  /** What a closed module tells of the step. @type {Element | null} */
  inside = null;
  /** What the picture shows now. @type {{ pass: Pass, step: number, only: number | null } | null} */
  shown = null;
  /** Where it is seen from. @type {View} */
  view;
  /** The edges that enter each node. @type {number[][]} */
  inputs;
  /** The boxes of cards asked for so far. @type {Map<Element, Box>} */
  boxes = new Map();

  /** @param {HTMLElement} host @param {Model} model */
  constructor(host, model) {
    this.host = host;
    this.model = model;
    this.svg = /** @type {SVGSVGElement} */ (host.querySelector("svg"));
    this.firstSvg = /** @type {SVGSVGElement} */ (this.svg.cloneNode(true));
    this.view = new View(host, this.svg);
    this.inputs = model.names.map(() => []);
    for (const [edge, [, node]] of model.edges.entries()) this.inputs[node].push(edge);
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
    this.shown = null;
    this.active = [];
    this.boxes.clear();
    this.view.show(this.svg);
  }

  /**
   * A fresh copy of a layout's SVG; that of the first layout stands in the page itself.
   * @param {Layout} layout
   */
  parsed(layout) {
    if (!layout.pieces) return /** @type {SVGSVGElement} */ (this.firstSvg.cloneNode(true));
    const text = layout.pieces.map((piece) => this.model.pieces[piece]).join("\n");
    const made = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    return /** @type {SVGSVGElement} */ (/** @type {unknown} */ (document.importNode(made, true)));
  }

  /**
   * Show the state after a step; only what changed since the last state is touched.
   * @param {Pass} pass @param {number[]} stop @param {number | null} only
   */
  draw(pass, stop, only) {
    const step = stop[stop.length - 1];
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
    this.activate(pass, stop);
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
   * Stress the nodes and the edges of a stop.
   * @param {Pass} pass @param {number[]} stop
   */
  activate(pass, stop) {
    const step = stop[stop.length - 1];
    const [kind, node, edge] = this.model.steps[step];
    const { nodes, edges } = touched(this.model, stop);
    for (const group of this.active) group.classList.remove("active");
    this.host.dataset.kind = kind;
    this.source?.classList.remove("source");
    this.source = kind === "edge" ? this.cards[this.model.edges[edge][1]] : null;
    this.source?.classList.add("source");
    this.inside?.replaceChildren();
    this.active = [];
    this.needed = [];
    if (kind === "given") return;
    this.inside = this.cards[node].querySelector(".inside"); // a closed module tells what happens in it
    put(this.inside, this.model.brings(pass, step));
    const lines = edges.map((each) => this.lines[each]).filter((line) => line !== null);
    this.active = kind === "done" ? [] : [...nodes.map((each) => this.cards[each]), ...lines];
    for (const group of this.active) group.classList.add("active");
    if (kind !== "done") this.follow(node, edge);
  }

  /**
   * Bring the node of a step into sight, its other end and its edge's local derivative.
   * @param {number} node @param {number} edge or -1
   */
  follow(node, edge) {
    const { model, cards, partials } = this;
    const end = edge >= 0 ? model.edges[edge][1] : node;
    const label = edge >= 0 ? partials[edge] : null;
    const wanted = [this.boxAt(cards[node])];
    if (end !== node) wanted.push(this.boxAt(cards[end]));
    if (label) wanted.push(boxOfText(label));
    const others = this.inputs[end].map((each) => this.boxAt(cards[model.edges[each][0]]));
    this.needed = wanted;
    this.view.follow(wanted, united([...wanted, ...others]), this.shown !== null);
  }

  /**
   * Look where a module was opened or closed: at all of it, else at its beginning.
   * @param {string} path
   */
  focusOn(path) {
    const groups = /** @type {NodeListOf<SVGElement>} */ (this.svg.querySelectorAll("[data-path]"));
    const module = [...groups].find((each) => each.dataset.path === path);
    if (module) this.view.follow([this.boxAt(module)], this.boxAt(module), false);
  }

  /** @param {Element} card */
  boxAt(card) {
    const box = this.boxes.get(card) ?? boxOf(card);
    this.boxes.set(card, box);
    return box;
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

/** @param {Element | null} text @param {string} shown */
function put(text, shown) {
  if (!text || text.textContent === shown) return;
  text.textContent = shown;
  fit(text, shown);
}
