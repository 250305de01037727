/* controls.js: the state (step, route, pass, questions), how it changes, and how it shows. */

import { legible, onRoute, readAddress, stopsFor, writeAddress } from "./address.js";
import { find, menu, part, whole } from "./elements.js";
import { Ledger } from "./ledger.js";
import { fillMenus, showHint, showState } from "./menus.js";
import { Panes } from "./panes.js";
import { Picture } from "./picture.js";
import { messageOf } from "./program.js";
import { Quiz } from "./quiz.js";
import { ends } from "./routes.js";
import { WholeTable } from "./table.js";
import { tell } from "./telling.js";

/** @import { Keeper, State } from "./address.js" */
/** @import { Model } from "./model.js" */
/** @import { Pass } from "./pass.js" */
/** @import { By } from "./routes.js" */

export const hashes = !/^(about|blob|data):/.test(location.href); // a notebook's frame has no address

export class Player {
  /** @type {Model} */
  model;
  /** @type {Picture} */
  picture;
  /** @type {Ledger} */
  ledger;
  /** @type {WholeTable} */
  table;
  panes = new Panes();
  /** The pass that is chosen. @type {Pass} */
  base;
  /** What is asked in predict mode. @type {Quiz} */
  quiz;
  /** What a step forward does instead, where it does: see quiz_panel.js. */
  ahead = () => false;
  /** The node whose paths are walked, null for the whole pass. @type {number | null} */
  only = null;
  /** The node that is pinned. @type {number | null} */
  chosen = null;
  /** How much is told at once. @type {By} */
  by = "edge";
  /** The steps that are told together, stop by stop. @type {number[][]} */
  stops = [];
  /** The last step of each stop. @type {number[]} */
  route = [];
  step = 0;
  /** Why the pass that was asked for is not shown, "" if it is. */
  refused = "";
  /** Whether one is asked for what comes next. */
  asking = false;
  /** "embed" within another page, else "". */
  view = "";
  /** The next tick while playing, or 0. */
  timer = 0;
  /** The next writing of the address, or 0. */
  writing = 0;
  /** When the address was last written. */
  written = -1000;
  /** What else shows the state: each is called after every change. @type {(() => void)[]} */
  watchers = [];
  /** What else keeps its state in the address. @type {Keeper[]} */
  keepers = [];
  /** Keys that others gave a meaning before the keys were connected. @type {Record<string, () => void>} */
  shortcuts = {};

  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.picture = new Picture(part("picture"), model);
    this.ledger = new Ledger(find("ledger", HTMLTableElement), model);
    this.table = new WholeTable(whole());
    this.base = model.passes.of(model.passes.start);
    this.quiz = new Quiz(model, this.base);
    fillMenus(model);
    this.picture.open(model.first);
    this.findRoute();
    this.readHash();
    showHint(this.picture);
    this.draw();
  }

  /* ----- state ----- */

  /** The pass as it may be shown: without the answers to open questions. */
  get pass() {
    return this.quiz.pass === this.base ? this.quiz.told : this.base;
  }

  set pass(pass) {
    this.base = pass;
  }

  /** @param {number} step */
  go(step) {
    this.refuse("");
    const wanted = Number.isFinite(step) ? Math.round(step) : 0;
    this.step = onRoute(this.route, wanted);
    this.draw();
  }

  get place() {
    return this.route.indexOf(this.step);
  }

  /** The steps that are told now. */
  get stop() {
    return this.stops[this.place];
  }

  get atEnd() {
    return this.place === this.route.length - 1;
  }

  /** @param {number} by */
  move(by) {
    if (by > 0 && this.ahead()) return;
    this.go(this.route[Math.min(Math.max(this.place + by, 0), this.route.length - 1)]);
  }

  /**
   * To the next or previous step that is about another node.
   * @param {number} by
   */
  moveByNode(by) {
    this.go(this.model.otherNode(this.route, this.place, by));
  }

  toBorder() {
    const { border } = this.model;
    this.go(this.step === border - 1 ? border : border - 1);
  }

  /** @param {string} key */
  choosePass(key) {
    this.takePass(key);
    this.draw();
  }

  /**
   * The pass of a key; where its numbers cannot be had, the one before stays, and the page says why.
   * @param {string} key
   */
  takePass(key) {
    try {
      this.pass = this.model.passes.of(key);
      this.refuse("");
    } catch (error) {
      this.refuse(messageOf(error));
    }
  }

  /**
   * Say over the picture why a pass cannot be had, "" once it is about that no longer.
   * @param {string} why
   */
  refuse(why) {
    if (!why && !this.refused) return; // the hint is about something else
    this.refused = why;
    showHint(this.picture);
    if (!why) return;
    part("hint").hidden = false;
    part("hint").textContent = why;
  }

  /** @param {number | null} node */
  chooseOnly(node) {
    this.only = node;
    this.walkAnew();
  }

  /** @param {By} by */
  chooseBy(by) {
    this.by = by;
    this.walkAnew();
  }

  /** Another way from here on: from where the stop that is told begins. */
  walkAnew() {
    const [first] = this.stop;
    this.findRoute();
    this.go(first);
  }

  findRoute() {
    this.stops = stopsFor(this.model, this);
    this.route = ends(this.stops);
  }

  /** @param {string} name */
  chooseLayout(name) {
    this.picture.open(name);
    showHint(this.picture);
    this.draw();
  }

  /** @param {boolean} on */
  setAsking(on) {
    this.pause();
    this.asking = on;
    this.walkAnew();
  }

  play() {
    if (this.timer) this.pause();
    else if (!this.asking) {
      if (this.atEnd) this.go(this.route[0]);
      part("sentence").setAttribute("aria-live", "off");
      this.wait();
      this.showPlaying();
    }
  }

  wait() {
    this.timer = window.setTimeout(() => this.tick(), 1000 / Number(menu("speed").value));
  }

  tick() {
    this.move(1);
    if (this.atEnd) this.pause();
    else this.wait();
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
    part("sentence").setAttribute("aria-live", "polite");
    this.showPlaying();
  }

  showPlaying() {
    const says = this.timer ? "Pause" : "Play";
    part("play").textContent = this.timer ? "❚❚" : "►";
    part("play").setAttribute("aria-label", says);
    part("play").title = says;
  }

  /* ----- showing it ----- */

  draw() {
    this.step = this.quiz.follow(this);
    const { model, pass, step, only } = this;
    this.picture.draw(pass, this.stop, only);
    this.ledger.draw(pass, step);
    tell(model, pass, this.stop, this.by);
    const product = only === null ? "" : model.runningProduct(pass, step);
    part("product").hidden = !product;
    part("product").textContent = product && `Running product: ${product}`;
    showState(this);
    this.writeHash();
    this.table.show(pass);
    for (const watch of this.watchers) watch();
  }

  /* ----- the address ----- */

  /** @returns {State} */
  get state() {
    const { step, only, chosen, by, base, asking, picture, view } = this;
    return { step, only, chosen, by, places: base.key, asking, open: picture.name, view };
  }

  /**
   * The address of all that is chosen, without #.
   * @param {Partial<State>} [change] what is to be otherwise
   */
  address(change) {
    const words = new URLSearchParams(writeAddress(this.model, { ...this.state, ...change }));
    for (const each of this.keepers) each.write(words);
    return legible(words);
  }

  readHash() {
    if (!hashes) return;
    const state = readAddress(this.model, location.hash);
    const words = new URLSearchParams(location.hash.replace(/^#/, ""));
    for (const each of this.keepers) each.read(words);
    this.takePass(state.places);
    this.only = state.only;
    this.chosen = state.chosen;
    this.by = state.by;
    this.asking = state.asking;
    this.findRoute();
    this.step = state.step;
    this.view = state.view;
    document.documentElement.dataset.view = state.view;
    if (state.open !== this.picture.name) this.picture.open(state.open);
  }

  /** Browsers allow only so many changes of the address in a while: at most three a second. */
  writeHash() {
    if (!hashes || this.writing) return;
    const wait = Math.max(0, 350 - (performance.now() - this.written));
    this.writing = window.setTimeout(() => {
      this.writing = 0;
      this.written = performance.now();
      const hash = `#${this.address()}`;
      if (hash !== location.hash) history.replaceState(null, "", hash);
    }, wait);
  }
}
