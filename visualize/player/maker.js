/* maker.js: what the graph gives for other numbers of its leaves. */

import { numberText, productOnPaper, settled, sumOnPaper } from "./byhand.js";
import { compute, Refusal } from "./compute.js";
import { EXACT } from "./descent.js";
import { edited } from "./history.js";
import { everyDigit, shownNumber, withMinus } from "./numerals.js";

/** @import { Numbers } from "./compute.js" */
/** @import { Arithmetic } from "./descent.js" */
/** @import { LeafNumbers } from "./history.js" */
/** @import { Model } from "./model.js" */

const MOST_SEEN_DIGITS = 24; // characters of a number: one by hand can have hundreds
const KEPT = 3; // passes: of the numbers now, before an edit, and before a step

export class Maker {
  /** @type {Model} */
  model;
  /** The nodes that are given. @type {number[]} */
  leaves;
  /** Their numbers at first. @type {LeafNumbers} */
  given;
  /** The places among them of those that are learned unless others are chosen. @type {number[]} */
  parameters;
  /** What was computed last. @type {{ leaves: LeafNumbers, key: string, numbers: Numbers }[]} */
  latest = [];

  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.leaves = [...model.names.keys()].filter((node) => model.isLeaf[node]);
    this.given = this.leaves.map((node) => model.passes.program.given[node]);
    const learned = new Set(model.parameters);
    this.parameters = [...this.leaves.keys()].filter((place) => learned.has(this.leaves[place]));
  }

  /** Why no leaf can be edited, "" if they can. */
  get off() {
    return this.model.passes.trouble && `Numbers cannot be changed: ${this.model.passes.trouble}.`;
  }

  /**
   * Why a leaf cannot be edited, "" if it can.
   * @param {number} place
   */
  fixed(place) {
    const { model, leaves } = this;
    const leaf = leaves[place];
    if (this.off || model.passes.canEdit[leaf]) return this.off;
    const { fixed } = model.passes.program.data;
    const above = model.above(leaf);
    const node = Number(Object.keys(fixed).find((each) => above.has(Number(each))));
    const [name, on] = [model.names[leaf], model.names[node]];
    return `${name} cannot be changed: ${on} depends on it, which only Python can compute (${fixed[node]}).`;
  }

  /** @param {string} key */
  rounding(key) {
    return this.model.passes.choices.find((each) => each.key === key)?.rounding ?? null;
  }

  /**
   * The leaves that are not as given, with their numbers.
   * @param {LeafNumbers} numbers
   */
  edits(numbers) {
    const places = edited(numbers, this.given);
    return new Map(places.map((place) => [this.leaves[place], numbers[place]]));
  }

  /**
   * The pass that the page shows from now on.
   * @param {LeafNumbers} leaves @param {string} key
   * @throws {Refusal} there is none; then nothing is changed
   */
  pass(leaves, key) {
    const pass = this.model.passes.edit(this.edits(leaves), key);
    this.keep({ leaves, key, numbers: pass.numbers });
    return pass;
  }

  /** @param {{ leaves: LeafNumbers, key: string, numbers: Numbers }} made */
  keep(made) {
    this.latest = [made, ...this.latest.slice(0, KEPT - 1)];
  }

  /**
   * Every number of a pass.
   * @param {LeafNumbers} leaves @param {string} key
   * @returns {Numbers}
   * @throws {Refusal} it has none
   */
  numbers(leaves, key) {
    const known = this.latest.find((each) => each.leaves === leaves && each.key === key);
    if (known) return known.numbers;
    const { program, seed } = this.model.passes;
    const numbers = compute(program, this.edits(leaves), this.rounding(key), seed);
    this.keep({ leaves, key, numbers });
    return numbers;
  }

  /**
   * The gradient of each leaf.
   * @param {LeafNumbers} leaves @param {string} key
   */
  gradients(leaves, key) {
    const { gradients } = this.numbers(leaves, key);
    return this.leaves.map((node) => gradients[node]);
  }

  /**
   * The loss, as a number and as it is shown.
   * @param {LeafNumbers} leaves @param {string} key
   */
  loss(leaves, key) {
    const loss = this.numbers(leaves, key).values[this.model.output];
    return { loss, shown: this.shown(loss, key) };
  }

  /**
   * How a pass computes.
   * @param {string} key
   * @returns {Arithmetic}
   */
  arithmetic(key) {
    const rounding = this.rounding(key);
    if (!rounding) return EXACT;
    return {
      times: (a, b) => settled(productOnPaper(a, b), false, rounding),
      minus: (a, b) => settled(sumOnPaper(a, -b), true, rounding),
    };
  }

  /**
   * A number as a pass shows it.
   * @param {number} x @param {string} key
   */
  shown(x, key) {
    const text = numberText(x, this.rounding(key));
    return withMinus(text.length > MOST_SEEN_DIGITS ? `≈${shownNumber(x)}` : text);
  }

  /**
   * A leaf's number as a pass shows it: by hand with every digit, for with them it computes.
   * @param {number} x @param {string} key
   */
  shownLeaf(x, key) {
    const text = this.rounding(key) ? everyDigit(x) : shownNumber(x);
    return withMinus(text.length > MOST_SEEN_DIGITS ? `≈${shownNumber(x)}` : text);
  }
}

/**
 * Why numbers have no value, "" if what is done with them can be done.
 * @param {() => void} act
 */
export function refusal(act) {
  try {
    act();
    return "";
  } catch (error) {
    if (error instanceof Refusal) return error.message.replace(/-(?=[\d(])/g, "−");
    throw error;
  }
}
