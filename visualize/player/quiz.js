/* quiz.js: which question is open, what has been answered, and what may be shown meanwhile. */

import { questionsOf } from "./questions.js";
import { Readiness } from "./readiness.js";
import { editsOf, roundingOf } from "./result_line.js";

/** @import { Model } from "./model.js" */
/** @import { Pass } from "./pass.js" */
/** @import { Question } from "./questions.js" */

export const MOST_POINTS = 4; // points of a question; every wrong answer and every hint costs one
const KNOWN = 2; // so many right answers in a row, and the next question of the series is skipped

/**
 * What became of a question.
 * @typedef {object} Answer
 * @property {string[]} events each answer as a number or #edge, "?" for a hint, "!" for shown
 * @property {number} wrong how many wrong answers were given
 * @property {string[]} slips what they look like
 * @property {number} hints how many hints were taken
 * @property {boolean} done whether it is answered or was shown
 * @property {string} say what was said of the last answer
 */

/**
 * The answers to one pass: from which step on it asks, and what was answered.
 * @typedef {{ from: number, answers: Map<string, Answer>, last: Question | null }} Sheet
 */

/** The points for an answer. @param {Answer} answer */
export function points(answer) {
  const shown = answer.events.includes("!");
  return answer.done && !shown ? Math.max(0, MOST_POINTS - answer.wrong - answer.hints) : 0;
}

export class Quiz {
  /** @type {Model} */
  model;
  /** @type {Readiness} */
  readiness;
  /** Whether questions are asked. */
  asking = false;
  /** Whether values are asked for too. */
  values = false;
  /** @type {Pass} */
  pass;
  /** @type {number | null} */
  only = null;
  /** @type {number[]} */
  route = [];
  /** What was answered, by the pass and the paths. @type {Map<string, Sheet>} */
  sheets = new Map();
  /** The sheet of the pass that is asked. @type {Sheet} */
  sheet;
  /** @type {{ questions: Question[], skipped: Set<string>, open: Question | null }} */
  state = { questions: [], skipped: new Set(), open: null };
  /** What may be shown. @type {Pass} */
  told;

  /** @param {Model} model @param {Pass} pass the one that is shown first */
  constructor(model, pass) {
    this.model = model;
    this.readiness = new Readiness(model);
    this.pass = pass;
    this.told = pass;
    this.sheet = this.sheetOf();
  }

  /** The sheet of a pass, and of the node whose paths are walked. @returns {Sheet} */
  sheetOf() {
    const { model, pass, only } = this;
    const name = `${roundingOf(pass)} ${editsOf(model).join(" ")} ${only ?? ""}`;
    const sheet = this.sheets.get(name) ?? { from: 0, answers: new Map(), last: null };
    this.sheets.set(name, sheet);
    return sheet;
  }

  /** All answers as a text, to be kept over a reload. */
  kept() {
    const sheets = [...this.sheets].map(([name, { from, answers }]) => [name, from, [...answers]]);
    return JSON.stringify([this.values, sheets]);
  }

  /** Go on from what was kept. @param {string} kept */
  recall(kept) {
    const [values, sheets] = JSON.parse(kept);
    /** @type {[string, Sheet][]} */
    const found = [];
    for (const [name, from, answers] of sheets) {
      const whole = answers.map((/** @type {[string, Partial<Answer>]} */ [id, answer]) => [
        id,
        { ...blank(), ...answer },
      ]);
      found.push([
        name,
        { from: Number.isInteger(from) ? from : -1, answers: new Map(whole), last: null },
      ]);
    }
    this.values = values === true;
    for (const [name, sheet] of found) this.sheets.set(name, sheet);
    this.sheet = this.sheetOf();
    this.update();
  }

  /**
   * Follow what is chosen; gives the step to stand at, never beyond the open question.
   * @param {{ asking: boolean, base: Pass, only: number | null, route: number[], step: number }} chosen
   */
  follow(chosen) {
    const { asking, base, only, route, step } = chosen;
    const before = this.asking && this.pass === base && this.only === only;
    const entered = asking && !before;
    const changed = this.asking !== asking || this.pass !== base || this.only !== only;
    Object.assign(this, { asking, pass: base, only, route });
    if (changed) this.sheet = this.sheetOf();
    if (entered && !this.sheet.answers.size) this.sheet.from = this.beginning(step);
    if (changed) this.update();
    if (!asking) return step;
    return entered ? this.reach : Math.min(step, this.reach);
  }

  /**
   * From which step on to ask, standing at a step: from there, or all where nothing is left.
   * @param {number} step
   */
  beginning(step) {
    const { model, pass, route, values } = this;
    return questionsOf(model, pass, route, { from: step, values }).length ? step : -1;
  }

  /** Find the open question, and what may be shown while it is open. */
  update() {
    this.told = this.pass;
    if (!this.asking) return;
    const { from, answers } = this.sheet;
    const { model, pass, route, values } = this;
    const questions = questionsOf(model, pass, route, { from, values });
    this.state = { questions, ...firstOpen(questions, answers) };
    if (this.state.open) this.told = this.covered(this.state.open);
  }

  /** The question that is asked: the one just answered, until one goes on, or the open one. */
  get question() {
    return this.asking ? (this.sheet.last ?? this.state.open) : null;
  }

  /** The furthest step that may be shown. */
  get reach() {
    const { open } = this.state;
    if (!open) return this.route[this.route.length - 1];
    return this.route[Math.max(this.route.indexOf(open.step) - 1, 0)];
  }

  /** The answer to a question, an empty one where there is none. @param {Question} question */
  answerTo({ id }) {
    return this.sheet.answers.get(id) ?? blank();
  }

  /**
   * Note what happened to the open question.
   * @param {string} event @param {Partial<Answer>} outcome @param {string} [slip]
   */
  note(event, outcome, slip) {
    const { open } = this.state;
    if (!open) return;
    const answer = this.answerTo(open);
    answer.events.push(event);
    if (slip) answer.slips.push(slip);
    Object.assign(answer, outcome);
    this.sheet.answers.set(open.id, answer);
    if (!answer.done) return;
    this.sheet.last = open;
    this.update();
  }

  /** Go on from the question just answered. */
  goOn() {
    this.sheet.last = null;
  }

  /** Forget all answers to this pass, and begin again where it began. */
  reset() {
    this.sheet.answers.clear();
    this.sheet.last = null;
    this.update();
  }

  /** Ask for the whole pass, values too, or for the backward pass. @param {boolean} on */
  askValues(on) {
    this.values = on;
    this.sheet.from = -1;
    this.sheet.last = null;
    this.update();
  }

  /**
   * Whether the local derivative of an edge may be shown.
   * @param {number} edge
   */
  isKnown(edge) {
    const { open, questions, skipped } = this.state;
    if (!open || this.model.sent[edge] < open.step) return true;
    if (edge !== open.edge || open.topic === "which") return false;
    const local = questions.find(({ topic, step }) => topic === "local" && step === open.step);
    return !!local && (skipped.has(local.id) || this.answerTo(local).done);
  }

  /**
   * The pass without what would answer the open question or a later one: whatever shows the pass
   * finds nothing there.
   * @param {Question} open
   * @returns {Pass}
   */
  covered({ step: open }) {
    const { pass } = this;
    const known = pass.partials.map((_, edge) => this.isKnown(edge));
    const used = pass.partials.map((_, edge) => this.model.sent[edge] < open);
    /** @param {number[]} numbers @param {boolean[]} shown */
    const only = (numbers, shown) => numbers.map((x, i) => (shown[i] ? x : Number.NaN));
    const { values, gradients, partials, contributions, befores, afters } = pass.numbers;
    /** @type {Pass} */
    const told = Object.assign(Object.create(pass), {
      partials: pass.partials.map((text, edge) => (known[edge] ? text : "")),
      results: pass.results.slice(0, open),
      numbers: {
        values,
        gradients: only(
          gradients,
          gradients.map((_, node) => !this.readiness.missing(node, open - 1).length),
        ),
        partials: only(partials, known),
        contributions: only(contributions, used),
        befores: only(befores, used),
        afters: only(afters, used),
      },
    });
    const beyond = (/** @type {number} */ step) => step >= open;
    told.grown = (step) => (beyond(step) ? "" : pass.grown(step));
    told.sentence = (step) => (beyond(step) ? "" : pass.sentence(step));
    told.equation = (step) => (beyond(step) ? [] : pass.equation(step));
    told.latex = (step) => (beyond(step) ? "" : pass.latex(step));
    told.local = (edge) => (known[edge] ? pass.local(edge) : []);
    return told;
  }
}

/** @returns {Answer} */
function blank() {
  return { events: [], wrong: 0, slips: [], hints: 0, done: false, say: "" };
}

/**
 * The first question without an answer, and those before it that were skipped: like two others in
 * a row that were answered at once.
 * @param {Question[]} questions @param {Map<string, Answer>} answers
 */
function firstOpen(questions, answers) {
  /** @type {Map<string, number>} */
  const known = new Map();
  /** @type {Set<string>} */
  const skipped = new Set();
  for (const question of questions) {
    const { id, series } = question;
    const answer = answers.get(id);
    const row = known.get(series) ?? 0;
    if (answer?.done) {
      if (series) known.set(series, points(answer) === MOST_POINTS ? row + 1 : 0);
    } else if (row >= KNOWN) skipped.add(id);
    else return { skipped, open: question };
  }
  return { skipped, open: null };
}
