/* passes.js: the passes that can be chosen, made when asked for, anew when leaves are edited. */

import { compute, firstDifference } from "./compute.js";
import { Pass } from "./pass.js";
import { editable, messageOf, Program } from "./program.js";

/** @import { Numbers } from "./compute.js" */
/** @import { Choice, Data, KnownNumbers } from "./data.js" */
/** @import { Model } from "./model.js" */
/** @import { Rule } from "./program.js" */

export class Passes {
  /** @type {Model} */ model;
  /** @type {Choice[]} */ choices;
  /** Those that cannot be had, and why. @type {Record<string, string>} */ refused;
  /** The key of the first one. @type {string} */ start;
  /** What Python computed, by key. @type {Record<string, Numbers>} */ known = {};
  /** Those made so far, by key, all with the same edits. @type {Map<string, Pass>} */
  made = new Map();
  /** The numbers of leaves that were edited. @type {Map<number, number>} */
  edits = new Map();
  /** Whether a node is a leaf that can be edited. @type {boolean[]} */
  canEdit;
  /** Why nothing can be edited, "" where something can. @type {string} */
  trouble;

  /** @param {Model} model @param {Data} data @param {Record<string, Rule>} rules */
  constructor(model, data, rules) {
    this.model = model;
    this.choices = data.choices;
    this.refused = data.refused;
    this.start = data.start;
    this.seed = Number(data.seed);
    this.program = new Program(data.program, rules);
    for (const [key, numbers] of Object.entries(data.known)) this.known[key] = asNumbers(numbers);
    this.trouble = data.program.frozen || this.disagreement();
    this.canEdit = editable(this.program).map((can) => can && !this.trouble);
  }

  /**
   * The pass of a key; the first one where there is none of that key.
   * @param {string} key
   * @returns {Pass}
   * @throws {Refusal} it cannot be had with these numbers
   */
  of(key) {
    const made = this.made.get(key);
    if (made) return made;
    const choice = this.choices.find((each) => each.key === key);
    if (!choice) return this.of(this.start);
    const pass = new Pass(this.model, choice, this.numbers(choice));
    this.made.set(key, pass);
    return pass;
  }

  /** @param {Choice} choice @returns {Numbers} */
  numbers({ key, rounding }) {
    if (!this.edits.size && this.known[key]) return this.known[key];
    return compute(this.program, this.edits, rounding, this.seed);
  }

  /**
   * Give leaves other numbers; those not named have theirs from the beginning.
   * @param {Map<number, number>} edits @param {string} key the pass that must be possible with them
   * @throws {Refusal} it is not; then nothing is changed
   */
  edit(edits, key) {
    const before = { edits: this.edits, made: this.made };
    this.edits = new Map(edits);
    this.made = new Map();
    try {
      return this.of(key);
    } catch (error) {
      Object.assign(this, before);
      throw error;
    }
  }

  /** Where the page's own numbers are others than Python's, "" if nowhere. */
  disagreement() {
    try {
      for (const choice of this.choices.filter(({ key }) => this.known[key])) {
        const where = this.difference(choice);
        if (where) return `this browser computes ${where} differently from Python`;
      }
    } catch (error) {
      return `this browser cannot compute it: ${messageOf(error)}`;
    }
    return "";
  }

  /** The first node or edge with another number than Python's. @param {Choice} choice */
  difference({ key, rounding }) {
    const ours = compute(this.program, new Map(), rounding, this.seed);
    const found = firstDifference(ours, this.known[key]);
    if (!found) return "";
    const { names, edges } = this.model;
    const ends = /values|gradients/.test(found.list) ? [found.place] : edges[found.place];
    return ends.map((node) => names[node]).join(" → ");
  }
}

/**
 * What Python computed as numbers: JSON has no nan and no infinity.
 * @param {KnownNumbers} known
 */
function asNumbers(known) {
  const lists = Object.entries(known).map(([kind, list]) => [kind, list.map(Number)]);
  return /** @type {Numbers} */ (Object.fromEntries(lists));
}
