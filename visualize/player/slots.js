/* slots.js: the formula of a question, with the numbers it needs and an empty slot for each other. */

/** @import { Model } from "./model.js" */
/** @import { Pass } from "./pass.js" */
/** @import { Question } from "./questions.js" */

const ASKED = "<mtext>⬚</mtext>"; // the slot that is asked for
const EMPTY = "<mtext>□</mtext>"; // one that comes later

/**
 * Lines of formulas as MathML, those of a line joined by "="; an empty one goes on from the line
 * before.
 * @param {Model} model @param {Pass} pass @param {Question} question
 * @param {boolean} done whether the question is answered
 * @param {boolean} [all] whether what comes after it may be shown, too
 * @returns {string[][]}
 */
export function slots(model, pass, { topic, node, edge, step }, done, all = false) {
  if (topic === "which") return [];
  /** @param {string} text @param {boolean} known */
  const slot = (text, known) => (known ? mathOf(text) : ASKED);
  const [name, symbols, numbers] = pass.equation(step);
  if (topic === "value")
    return [
      [name, symbols],
      ["", numbers, slot(pass.values[node], done)],
    ];
  if (topic === "sum") {
    const formulas = name === symbols ? [name] : [name, symbols];
    return [formulas, ["", numbers, slot(pass.results[step], done)]];
  }
  const made = model.edges[edge][1];
  const local = pass.slope(edge);
  const upstream = mathOf(model.gradient(pass, made, step - 1));
  const factor = topic === "local" ? slot(local, done) : mathOf(local, true);
  const product = topic === "local" && !all ? EMPTY : slot(pass.results[step], done);
  const factors = [`${upstream}<mo>·</mo>${factor}`, product];
  if (topic === "product")
    return [
      [name, symbols],
      ["", ...factors],
    ];
  const given = pass.equation(model.made[made]);
  if (model.quiz.trivial[edge]) return [given, [pass.local(edge)[0], slot(local, done)]];
  return [given, [name, symbols], ["", ...factors]];
}

/**
 * A shown number as MathML.
 * @param {string} text @param {boolean} [inside] whether it stands in a product or sum
 */
function mathOf(text, inside = false) {
  const plain = text.replace(/^[−-]/, "").replace(/[&<>]/g, "");
  if (plain === text) return `<mn>${plain}</mn>`;
  const negative = `<mrow><mo>−</mo><mn>${plain}</mn></mrow>`;
  return inside ? `<mrow><mo>(</mo>${negative}<mo>)</mo></mrow>` : negative;
}
