/* editor.js: the card in which one leaf's number is changed. It lies over the picture. */

import { dim, element, field, menu, part } from "./elements.js";
import { nudged, reach, typed, written } from "./fields.js";
import { bracketed } from "./numerals.js";
import { beside } from "./placing.js";

/** @import { Live } from "./live.js" */
/** @import { LeafNumbers } from "./history.js" */

const STEPS = 100; // of the slider on each side of 0
const MOST_SEEN = 400; // cards that it tries not to hide
const LONGEST_NAME = 14;

/**
 * The state that a change is told against.
 * @typedef {object} Before
 * @property {LeafNumbers} numbers
 * @property {string} key of the pass
 * @property {number} loss
 * @property {string} shown the loss as it is shown
 * @property {number} gradient of the leaf
 */

export class Editor {
  /** @type {Live} */
  live;
  card = part("editor");
  /** The place of the leaf that is edited, −1 while closed. */
  place = -1;
  /** What the change is told against. @type {Before | null} */
  before = null;
  /** The gesture of the next change: a new one for each time something is taken in hand. */
  hand = 0;
  /** Where nothing was changed because a text was refused. @type {LeafNumbers | null} */
  refused = null;
  /** What is to be done at the next frame, or 0. */
  frame = 0;
  /** The step that the card has its place for. */
  step = -1;

  /** @param {Live} live */
  constructor(live) {
    this.live = live;
    const { maker } = live;
    for (const place of maker.leaves.keys()) {
      const option = new Option(live.nameOf(place), String(place));
      option.disabled = live.fixed(place) !== "";
      menu("leaf").append(option);
    }
    this.connect();
  }

  connect() {
    const { live, card } = this;
    card.addEventListener("submit", (event) => {
      event.preventDefault();
      this.close();
    });
    card.addEventListener("keydown", (event) => this.key(event));
    menu("leaf").addEventListener("change", () => this.open(Number(menu("leaf").value), "stay"));
    field("number").addEventListener("input", () => this.type(field("number").value));
    field("number").addEventListener("focus", () => this.take());
    field("reach").addEventListener("pointerdown", () => this.take());
    field("reach").addEventListener("input", () => this.slide());
    field("reach").addEventListener("change", () => this.range());
    /** @param {string} id @param {() => string} act */
    const click = (id, act) =>
      part(id).addEventListener("click", () => {
        this.refused = null;
        this.say(act());
      });
    click("undo", () => live.undo());
    click("redo", () => live.redo());
    click("reset", () => live.reset(this.place));
    click("reset-all", () => live.resetAll());
    part("editor-close").addEventListener("click", () => this.close());
  }

  get isOpen() {
    return this.place >= 0;
  }

  /** Something is taken in hand: what follows is one change, until something else is. */
  take() {
    this.hand += 1;
  }

  /**
   * Open the card for a leaf.
   * @param {number} place @param {"field" | "slider" | "stay"} focus what gets the focus
   */
  open(place, focus = "field") {
    this.take();
    this.place = place;
    this.before = null;
    this.refused = null;
    this.card.hidden = false;
    menu("leaf").value = String(place);
    this.say("");
    this.draw();
    this.range();
    this.settle();
    if (focus === "field") field("number").select();
    if (focus === "slider") field("reach").focus();
  }

  close() {
    if (!this.isOpen) return;
    const inside = this.card.contains(document.activeElement);
    this.place = -1;
    this.card.hidden = true;
    if (inside) this.live.player.picture.host.focus();
  }

  /** Put the card near its leaf, where it hides neither that nor the step, else over the panel. */
  settle() {
    const { picture, step } = this.live.player;
    this.step = step;
    const around = this.card.offsetParent;
    if (!around) return; // on a phone it is docked
    const stage = picture.host.getBoundingClientRect();
    const card = picture.cards[this.live.maker.leaves[this.place]];
    const near = card.getBoundingClientRect();
    const told = picture.svg.querySelectorAll("g.active, g.source, g.packet:not([hidden])");
    const dear = Array.from(told, (each) => each.getBoundingClientRect());
    const others = picture.svg.querySelectorAll("g.node .body");
    const rects = Array.from(others).slice(0, MOST_SEEN);
    const seen = rects.map((each) => each.getBoundingClientRect());
    const { offsetWidth: width, offsetHeight: height } = this.card;
    const panel = part("ledger").closest(".panel")?.getBoundingClientRect();
    const aside = panel && panel.left >= stage.right ? panel : null;
    const { left, top } = beside({ width, height }, near, dear, seen, stage, aside);
    const { x, y } = around.getBoundingClientRect();
    this.card.style.left = `${left - x}px`;
    this.card.style.top = `${top - y}px`;
  }

  /* ----- changes ----- */

  /** @param {string} text */
  type(text) {
    const { number, say } = typed(text);
    this.change(number === null ? say : this.live.edit(this.place, number, `type ${this.hand}`));
  }

  slide() {
    if (this.frame) return; // as often as there is something to see, not more
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (!this.isOpen) return;
      const number = Number(field("reach").value);
      this.refused = null;
      this.change(this.live.edit(this.place, number, `slide ${this.hand}`));
    });
  }

  /** @param {string} why the change was refused, or "" */
  change(why) {
    this.refused = why ? this.live.numbers : null;
    this.say(why);
  }

  /** @param {string} why */
  say(why) {
    part("editor-say").textContent = why;
    part("effect").hidden = why !== ""; // a message takes its place
    field("number").setAttribute("aria-invalid", String(why !== ""));
  }

  /** Let the slider reach further where its number is at its end. */
  range() {
    const slider = field("reach");
    const number = this.live.numbers[this.place];
    const far = Math.max(reach(number), reach(this.live.maker.given[this.place]));
    slider.min = String(-far);
    slider.max = String(far);
    slider.step = String(Number((far / STEPS).toPrecision(1)));
    slider.value = String(number);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    event.stopPropagation(); // in here no key steps through the pass
    const up = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === "Escape") this.close();
    else if (up && event.target === field("number")) {
      const text = nudged(field("number").value, event.shiftKey ? 10 * up : up);
      field("number").value = text;
      this.type(text);
    } else return;
    event.preventDefault();
  }

  /* ----- showing it ----- */

  /** Show the state, after every change of it. */
  draw() {
    if (!this.isOpen) return;
    const { live, place } = this;
    if (this.step !== live.player.step) this.settle();
    const number = live.numbers[place];
    const text = field("number");
    if (this.refused !== live.numbers) {
      if (this.refused) this.change("");
      if (typed(text.value).number !== number) text.value = written(number);
    }
    const slider = field("reach");
    if (Math.abs(number) > Number(slider.max)) this.range();
    if (document.activeElement !== slider) slider.value = String(number);
    slider.setAttribute("aria-valuetext", written(number));
    const given = live.maker.given[place];
    part("given").textContent = Object.is(number, given) ? "as given" : `given: ${written(given)}`;
    dim("undo", !live.history.past.length);
    dim("redo", !live.history.future.length);
    dim("reset", Object.is(number, given));
    dim("reset-all", !live.edited.length);
    this.drawEffect();
  }

  /** The state before the leaf was changed; another one begins when anything else changes. */
  get base() {
    const { live, place, before } = this;
    const { key } = live.player.pass;
    const { numbers } = live;
    const goesOn =
      before?.key === key &&
      numbers.every((number, i) => i === place || Object.is(number, before.numbers[i]));
    if (before && goesOn) return before;
    const gradient = live.maker.gradients(numbers, key)[place];
    this.before = { numbers, key, ...live.maker.loss(numbers, key), gradient };
    return this.before;
  }

  /** What the change does to the output, and what the gradient foretold. */
  drawEffect() {
    const { live, place } = this;
    const { model, pass, asking } = live.player;
    if (asking) {
      part("effect").replaceChildren(element("dt", "What this does is told after the questions."));
      return;
    }
    const { base } = this;
    const output = model.names[model.output].slice(0, LONGEST_NAME);
    const name = live.nameOf(place).slice(0, LONGEST_NAME);
    const delta = live.numbers[place] - base.numbers[place];
    const now = live.maker.loss(live.numbers, pass.key);
    /** @param {number} x */
    const show = (x) => live.maker.shown(x, "exact");
    const factors = `${live.maker.shown(base.gradient, pass.key)} · ${bracketed(show(delta))}`;
    part("effect").replaceChildren(
      telling(output, delta ? `${base.shown} → ${now.shown}` : base.shown),
      telling(`Δ${output}`, show(now.loss - base.loss)),
      telling(`∂${output}/∂${name} · Δ${name}`, factors, `= ${show(base.gradient * delta)}`),
    );
  }
}

/** @param {string} term @param {string[]} lines what is said of it */
function telling(term, ...lines) {
  const made = element("div");
  const said = element("dd");
  said.append(...lines.map((line) => element("span", line)));
  made.append(element("dt", term), said);
  return made;
}
