/* judge.js: whether an answer is right, and if not, which slip of the sheet checker explains it. */

import { partialBy } from "./compute.js";
import { evaluate, Unread } from "./expression.js";
import { alongName, counted, edgeName, gradientName, localName } from "./wording.js";

/** @import { Model } from "./model.js" */
/** @import { Pass } from "./pass.js" */
/** @import { Question } from "./questions.js" */
/** @import { Readiness } from "./readiness.js" */

const ASKED_DIGITS = 4; // significant digits asked for in the exact pass

/**
 * What is said of an answer. `event` is what is noted of it, "" for what could not be read.
 * @typedef {{ right: boolean, say: string, event: string, slip?: string }} Verdict
 */

/**
 * A wrong answer that is understood: the slip, its number, and the words for its sentence.
 * @typedef {{ slip: string, value: number, wrong?: string, right?: string }} Mutant
 */

/**
 * The number that a question asks for, NaN for one that asks for an edge.
 * @param {Pass} pass @param {Question} question
 */
function answerOf(pass, { topic, node, edge }) {
  if (topic === "value") return pass.numbers.values[node];
  if (topic === "local") return pass.numbers.partials[edge];
  if (topic === "product") return pass.numbers.contributions[edge];
  return topic === "sum" ? pass.numbers.afters[edge] : Number.NaN;
}

/** The decimals that a pass keeps, null in the exact pass. @param {Pass} pass */
const placesOf = (pass) => pass.rounding?.places ?? null;

/**
 * One unit in the last place that is asked for.
 * @param {number} x the right number @param {number | null} places
 */
function unitOf(x, places) {
  if (places !== null) return 10 ** -places;
  return x === 0 ? 0 : 10 ** (Math.floor(Math.log10(Math.abs(x))) + 1 - ASKED_DIGITS);
}

/**
 * Whether an answer is right: up to one unit in the last place, and 0 only where 0 is right.
 * @param {number} guess @param {number} x @param {number | null} places
 */
export function isRight(guess, x, places) {
  const unit = unitOf(x, places);
  if (Math.abs(guess - x) > unit * 1.0001) return false;
  return x === 0 || guess === x || (guess * x > 0 && Math.round(Math.abs(guess) / unit) > 0);
}

/** What a question wants to be typed. @param {Pass} pass */
export function wanted(pass) {
  const places = placesOf(pass);
  if (places === null) return `${ASKED_DIGITS} significant digits`;
  return counted(places, "decimal");
}

/**
 * Judge a typed answer.
 * @param {Model} model @param {Pass} pass @param {Question} question @param {string} typed
 * @returns {Verdict}
 */
export function judge(model, pass, question, typed) {
  let guess = 0;
  try {
    guess = evaluate(typed);
  } catch (error) {
    if (!(error instanceof Unread)) throw error;
    return { right: false, say: error.message, event: "" };
  }
  const x = answerOf(pass, question);
  const places = placesOf(pass);
  const event = String(Number(guess.toPrecision(12)));
  if (isRight(guess, x, places))
    return { right: true, say: praise(model, pass, question, guess), event };
  const near = (/** @type {Mutant} */ { value }) => value !== x && isRight(guess, value, places);
  const found = mutants(model, pass, question).find(near);
  if (!found) return { right: false, say: "Not yet. Try again, or take a hint.", event };
  const sentence = model.quiz.slips[found.slip]
    .replaceAll("{wrong}", () => found.wrong ?? "")
    .replaceAll("{right}", () => found.right ?? "");
  return { right: false, say: sentence, event, slip: found.slip };
}

/**
 * What to say to a right answer; it may be right but for its last place.
 * @param {Model} model @param {Pass} pass @param {Question} question @param {number} guess
 */
function praise(model, pass, question, guess) {
  const x = answerOf(pass, question);
  const places = placesOf(pass);
  const unit = unitOf(x, places);
  if (places === null || Math.abs(guess - x) < 0.5 * unit) return "Right.";
  const full = unrounded(model, pass, question);
  const cut = Math.trunc(full / unit + Math.sign(full) * 1e-9) * unit;
  const truncated = Math.abs(guess - cut) < unit / 100 && Math.abs(full - cut) >= unit / 100;
  return truncated
    ? "Right, but truncated: the digit after the last one was cut off, not rounded."
    : "Right, up to the last place.";
}

/**
 * A product or a sum before it is rounded, else NaN.
 * @param {Model} model @param {Pass} pass @param {Question} question
 */
function unrounded(model, pass, { topic, edge }) {
  const { gradients, partials, contributions, befores } = pass.numbers;
  if (topic === "product") return gradients[model.edges[edge][1]] * partials[edge];
  return topic === "sum" ? befores[edge] + contributions[edge] : Number.NaN;
}

/**
 * The wrong answers that are understood, the commonest slip first.
 * @param {Model} model @param {Pass} pass @param {Question} question
 * @returns {Mutant[]}
 */
function mutants(model, pass, question) {
  const { topic, node, edge } = question;
  const x = answerOf(pass, question);
  const { gradients, partials, contributions, befores } = pass.numbers;
  const right = {
    value: () => model.names[node],
    local: () => localName(model, edge),
    product: () => alongName(model, edge),
    sum: () => gradientName(model, node),
    which: () => "",
  }[topic]();
  /** @type {Mutant[]} */
  const found = [{ slip: "sign", value: -x, right }];
  if (topic === "local") found.push(...mutantsOfLocal(model, pass, edge, right));
  if (topic === "product") {
    const made = model.edges[edge][1];
    found.push(
      { slip: "factor left out", value: partials[edge], right: gradientName(model, made) },
      { slip: "factor left out", value: gradients[made], right: localName(model, edge) },
    );
  }
  if (topic === "sum") {
    const made = edgeName(model, edge);
    const [before, contribution] = [befores[edge], contributions[edge]];
    found.push({ slip: "overwritten", value: contribution, wrong: made });
    if (before !== contribution) found.push({ slip: "path left out", value: before, right: made });
    found.push({ slip: "sign", value: before - contribution, right: "the contribution" });
    found.push({ slip: "sign", value: contribution - before, right: "the gradient so far" });
  }
  found.push(...[2, 0.5].map((factor) => ({ slip: "factor two", value: factor * x, right })));
  found.push(...slipsOfThePen(x));
  const rank = Object.keys(model.quiz.slips);
  return found
    .filter(({ slip }) => rank.includes(slip))
    .sort((a, b) => rank.indexOf(a.slip) - rank.indexOf(b.slip));
}

/**
 * Wrong local derivatives.
 * @param {Model} model @param {Pass} pass @param {number} edge @param {string} right
 * @returns {Mutant[]}
 */
function mutantsOfLocal(model, pass, edge, right) {
  const [operand, node] = model.edges[edge];
  const others = model.edges.filter(([other, made]) => made === node && other !== operand);
  const alone = others.length === 0;
  /** @param {number} at */
  const value = (at) => pass.numbers.values[at];
  /** @type {Mutant[]} */
  const found = [
    { slip: "operand for derivative", value: value(operand), wrong: model.names[operand], right },
    ...others.map(([other]) => ({
      slip: "neighbour",
      value: value(other),
      wrong: model.names[other],
      right,
    })),
  ];
  if (!alone) return found;
  return [
    ...found,
    { slip: "value for derivative", value: value(node), right },
    { slip: "derivative at output", value: slopeAtOutput(model, pass, edge), right },
  ];
}

/**
 * The local derivative of a function of one operand, taken at the function's value; NaN where
 * there is none.
 * @param {Model} model @param {Pass} pass @param {number} edge
 */
function slopeAtOutput({ edges, passes }, pass, edge) {
  const { program } = passes;
  const [, node] = edges[edge];
  const computed = program.computed.find((each) => each.node === node);
  if (!computed?.rule || computed.places.length !== 1) return Number.NaN;
  const numbers = program.numbersOf(computed, pass.numbers.values);
  numbers[computed.places[0]] = pass.numbers.values[node];
  try {
    const value = computed.rule.value(program.floats, ...numbers);
    return Number(partialBy(computed, program.floats, computed.places[0], numbers, Number(value)));
  } catch {
    return Number.NaN; // the function or its derivative does not exist there
  }
}

/**
 * A number with its decimal point moved, or with two digits swapped.
 * @param {number} x
 * @returns {Mutant[]}
 */
function slipsOfThePen(x) {
  const found = [10, 0.1, 100, 0.01].map((shift) => ({ slip: "decimal point", value: x * shift }));
  const digits = String(Number(x.toPrecision(6)));
  for (let i = 0; i + 1 < digits.length; i += 1) {
    const [a, b] = [digits[i], digits[i + 1]];
    if (!/^\d\d$/.test(a + b) || a === b) continue;
    const value = Number(digits.slice(0, i) + b + a + digits.slice(i + 2));
    found.push({ slip: "digits swapped", value });
  }
  return found;
}

/**
 * Judge a choice of edges: one line of the picture may stand for several.
 * @param {Model} model @param {Readiness} readiness @param {Question} question
 * @param {number[]} edges @param {number} step the step at which one stands
 * @param {Set<number>} onRoute the edges that are walked
 * @returns {Verdict}
 */
export function judgeChoice(model, readiness, question, edges, step, onRoute) {
  const ready = edges.filter((edge) => readiness.isReady(edge, step));
  const chosen = ready.includes(question.edge) ? question.edge : ready.find((e) => onRoute.has(e));
  if (chosen === undefined) {
    const edge = ready[0] ?? edges[0];
    const say = ready.length
      ? `${edgeName(model, edge)} is ready, but it lies on no path that is walked now.`
      : whyNot(model, readiness, edge, step);
    return { right: false, say, event: ready.length ? "" : `#${edge}` };
  }
  const complete = `Right: ${gradientName(model, model.edges[chosen][1])} is complete.`;
  const other = ` The page goes on with ${edgeName(model, question.edge)}, which is ready too.`;
  return {
    right: true,
    say: complete + (chosen === question.edge ? "" : other),
    event: `#${chosen}`,
  };
}

/**
 * Why an edge cannot come next.
 * @param {Model} model @param {Readiness} readiness @param {number} edge @param {number} step
 */
function whyNot(model, readiness, edge, step) {
  if (model.sent[edge] <= step)
    return `${edgeName(model, edge)} is used already: its contribution is counted.`;
  const node = model.edges[edge][1];
  const name = model.names[node];
  const uses = model.uses[node];
  const missing = readiness.missing(node, step);
  const gradient = gradientName(model, node);
  if (uses.length === 1)
    return `${gradient} is not known yet: ${edgeName(model, uses[0])} comes before it.`;
  const times = uses.length === 2 ? "twice" : `${uses.length} times`;
  const left = missing
    .map((use) => edgeName(model, use))
    .slice(0, 3)
    .join(", ");
  const still = missing.length > 3 ? `${left}, …` : left;
  return `${gradient} is not complete yet: ${name} is used ${times}, and ${still} ${missing.length > 1 ? "are" : "is"} still to come.`;
}
