/* live.js: the numbers of the leaves, as they are now. Everything that is shown follows them. */

import { advanced, ending, isRate, stepped, updates } from "./descent.js";
import { begun, changed, edited, redone, replaced, undone } from "./history.js";
import { addressNames, readEdits, writeEdits } from "./keeping.js";
import { refusal } from "./maker.js";

/** @import { Player } from "./controls.js" */
/** @import { Point, Way } from "./descent.js" */
/** @import { History, Moment, LeafNumbers } from "./history.js" */
/** @import { Maker } from "./maker.js" */

const USUAL_RATE = 0.1;
const PATIENCE = 3000; // milliseconds for making a run of the address again

export class Live {
  /** @type {Player} */
  player;
  /** @type {Maker} */
  maker;
  /** @type {History} */
  history;
  /** The leaves' names in the address. */
  names;
  /** The learning rate. */
  eta = USUAL_RATE;
  /** The places of the leaves that a step changes. @type {readonly number[]} */
  parameters;
  /** The place of each leaf by its node. @type {Map<number, number>} */
  places;

  /** @param {Player} player @param {Maker} maker */
  constructor(player, maker) {
    this.player = player;
    this.maker = maker;
    this.history = begun(maker.given);
    this.names = addressNames(maker.leaves.map((node) => player.model.shortName(node)));
    this.parameters = this.usual;
    this.places = new Map(maker.leaves.map((node, place) => [node, place]));
  }

  get numbers() {
    return this.history.now.numbers;
  }

  get run() {
    return this.history.now.run;
  }

  /** The places of the leaves that are not as given. */
  get edited() {
    return edited(this.numbers, this.maker.given);
  }

  /** The parameters before any are chosen. */
  get usual() {
    return this.maker.parameters.filter((place) => !this.fixed(place));
  }

  /**
   * Why a leaf cannot be edited, "" if it can.
   * @param {number} place
   */
  fixed(place) {
    return this.maker.off || this.maker.fixed(place);
  }

  /** @param {number} place */
  nameOf(place) {
    return this.player.model.names[this.maker.leaves[place]];
  }

  /* ----- changes: each gives "" or says why there is none ----- */

  /**
   * @param {number} place @param {number} number @param {string} [gesture] its changes are one
   */
  edit(place, number, gesture) {
    if (this.fixed(place)) return this.fixed(place);
    if (Object.is(this.numbers[place], number)) return "";
    const numbers = replaced(this.numbers, place, number);
    return this.take(changed(this.history, { numbers, run: null }, gesture));
  }

  undo() {
    return this.take(undone(this.history));
  }

  redo() {
    return this.take(redone(this.history));
  }

  /** @param {number} place */
  reset(place) {
    return this.edit(place, this.maker.given[place]);
  }

  resetAll() {
    if (!this.edited.length) return "";
    return this.take(changed(this.history, { numbers: this.maker.given, run: null }));
  }

  /**
   * Go to a point of the run.
   * @param {number} at
   */
  goTo(at) {
    const { run } = this;
    if (!run || at === run.at || !run.points[at]) return "";
    const { numbers } = run.points[at];
    return this.take(changed(this.history, { numbers, run: { ...run, at } }, "walk"));
  }

  /**
   * A step down the gradient.
   * @param {string} [gesture]
   */
  step(gesture) {
    const way = { eta: this.eta, key: this.player.pass.key };
    const { now, why } = this.after(this.history.now, way);
    if (why) return why;
    return this.take(changed(this.history, now, gesture));
  }

  /** @param {number} eta */
  setRate(eta) {
    if (!isRate(eta)) return;
    this.eta = eta;
    this.player.draw();
  }

  /** @param {readonly number[]} places */
  setParameters(places) {
    this.parameters = [...places].sort((a, b) => a - b);
    const { numbers } = this; // a run keeps its parameters, so another one begins here
    this.take(changed(this.history, { numbers, run: null }, "choose"));
  }

  /**
   * Make a history the present one, if its numbers have a value in the pass that is shown.
   * @param {History} history
   */
  take(history) {
    if (history === this.history) return "";
    const { player, maker } = this;
    const why = refusal(() => {
      player.pass = maker.pass(history.now.numbers, player.pass.key);
    });
    if (why) return why;
    this.history = history;
    player.refuse("");
    player.draw();
    return "";
  }

  /* ----- gradient descent ----- */

  /**
   * What a step from a moment does to each parameter.
   * @param {Moment} moment @param {Way} way
   */
  updates({ numbers }, { eta, key }) {
    const { maker, parameters } = this;
    const gradients = maker.gradients(numbers, key);
    return updates(numbers, gradients, parameters, eta, maker.arithmetic(key));
  }

  /**
   * The moment after a step, or why there is none.
   * @param {Moment} moment @param {Way} way
   */
  after(moment, way) {
    let now = moment;
    let why = "";
    const said = refusal(() => {
      const run = moment.run ?? { points: [this.point(moment.numbers, way.key, null)], at: 0 };
      const made = this.updates(moment, way);
      why = ending(run, made);
      if (why) return;
      const numbers = stepped(moment.numbers, made);
      now = { numbers, run: advanced(run, this.point(numbers, way.key, way)) };
    });
    if (said) why = `The step leads to where there is no loss: ${said} Try a smaller η.`;
    return { now, why };
  }

  /**
   * @param {LeafNumbers} numbers @param {string} key @param {Way | null} way
   * @returns {Point}
   */
  point(numbers, key, way) {
    return { numbers, ...this.maker.loss(numbers, key), way };
  }

  /* ----- the address ----- */

  /** @param {URLSearchParams} words */
  write(words) {
    const { names, maker, history, parameters } = this;
    const eta = this.eta === USUAL_RATE ? null : this.eta;
    const chosen = this.usual.join() === parameters.join() ? null : [...parameters];
    writeEdits(words, names, maker.given, history.now, eta, chosen);
  }

  /**
   * Take what an address says; numbers that have no value are as if they were absent.
   * @param {URLSearchParams} words
   */
  read(words) {
    const { maker, player } = this;
    const keys = player.model.passes.choices.map((choice) => choice.key);
    const kept = readEdits(words, this.names, maker.given, (place) => !this.fixed(place), keys);
    this.eta = kept.eta ?? USUAL_RATE;
    this.parameters = kept.parameters ?? this.usual;
    this.history = begun(maker.given);
    if (edited(kept.numbers, maker.given).length)
      this.history = changed(this.history, { numbers: kept.numbers, run: null });
    const { run } = this.again(kept.ways);
    if (run) {
      const at = Math.min(kept.at, run.at);
      const now = { numbers: run.points[at].numbers, run: { ...run, at } };
      this.history = changed(this.history, now, "walk");
    }
    this.settle([words.get("places") ?? player.model.passes.start, ...keys]);
  }

  /**
   * Show the present numbers in the first pass that they have; in none, those given.
   * @param {string[]} keys
   */
  settle(keys) {
    const { player, maker } = this;
    for (const key of keys) {
      const why = refusal(() => {
        player.pass = maker.pass(this.numbers, key);
      });
      if (!why) return;
    }
    this.history = begun(maker.given);
    player.pass = maker.pass(maker.given, player.model.passes.start);
  }

  /**
   * The moment after the steps of an address.
   * @param {Way[]} ways
   */
  again(ways) {
    const end = performance.now() + PATIENCE;
    let { now } = this.history;
    for (const way of ways) {
      const next = this.after(now, way);
      if (next.why || performance.now() > end) break;
      now = next.now;
    }
    return now;
  }
}
