/* judge.js: which numbers are asked for, how, and what is said to an answer. */

/** @import { Model } from "./model.js" */
/** @import { Pass } from "./pass.js" */

/**
 * A number as typed or as shown: true minus, decimal comma, ×(−0.3) and ≈0.3 are understood.
 * @param {string} text
 */
export function number(text) {
  const plain = text
    .replace(/[×≈()\s]|\+ …/g, "")
    .replace(/−/g, "-")
    .replace(",", ".");
  return plain === "" ? Number.NaN : Number(plain);
}

/**
 * Whether a step brings a number that can be asked for.
 * @param {Model} model @param {number} step
 */
export function asks(model, step) {
  const [kind, node] = model.steps[step];
  if (kind === "forward") return model.edges.some(([, made]) => made === node);
  return kind === "edge" || kind === "accumulate";
}

/**
 * The question for a step's number: the equation without its numbers.
 * @param {Model} model @param {number} step
 */
export function question(model, step) {
  const [kind, node, edge] = model.steps[step];
  const name = model.names[node];
  const gradient = `∂${model.names[model.output]}/∂${name}`;
  if (kind === "forward") return `Step ${step}: what is ${name}?`;
  if (kind === "accumulate") return `Step ${step}: what is ${gradient} now?`;
  const result = model.names[model.edges[edge][1]];
  return `Step ${step}: what does the edge ${name} → ${result} contribute to ${gradient}?`;
}

/**
 * What to say to an answer: whether it is right, and else what it looks like.
 * @param {Model} model @param {Pass} pass @param {number} step @param {string} typed
 * @returns {{ right: boolean, say: string }}
 */
export function judge(model, pass, step, typed) {
  const guess = number(typed);
  if (Number.isNaN(guess)) return { right: false, say: "Please type a number, such as −0.25." };
  const right = number(pass.results[step]);
  const places = Number(pass.key);
  if (near(guess, right, places)) {
    const exact = Math.abs(guess - right) < 0.5 * 10 ** -(places || 99);
    return { right: true, say: exact || !places ? "Right." : "Right, up to the last place." };
  }
  const slip = slips(model, pass, step).find(([x]) => near(guess, x, places));
  return { right: false, say: slip?.[1] ?? "Not yet. Try again, or let it be shown." };
}

/**
 * The wrong answers that are understood, and what to say to each.
 * @param {Model} model @param {Pass} pass @param {number} step
 * @returns {[number, string][]}
 */
function slips(model, pass, step) {
  const [kind, node, edge] = model.steps[step];
  /** @type {[number, string][]} */
  const known = [[-number(pass.results[step]), "Check the sign."]];
  if (kind === "edge") {
    const upstream = model.gradient(pass, model.edges[edge][1], step);
    known.push(
      [
        number(pass.partials[edge]),
        "That is the local derivative alone; times the upstream gradient?",
      ],
      [number(upstream), "That is the upstream gradient alone; times the local derivative?"],
    );
  }
  if (kind === "accumulate") {
    const name = model.names[node];
    const say = `That is the contribution alone; ${name} has a gradient already, add to it.`;
    known.push([number(pass.results[step - 1]), say]);
  }
  return known;
}

/**
 * Whether an answer is near enough: one unit in the last place, half a percent in the exact pass.
 * @param {number} guess @param {number} x @param {number} places not a number in the exact pass
 */
function near(guess, x, places) {
  const room = Number.isNaN(places) ? 0.005 * Math.abs(x) : 1.001 * 10 ** -places;
  return Math.abs(guess - x) <= room;
}
