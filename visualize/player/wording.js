/* wording.js: what an edge, a derivative and so many things are called in a text. */

/** @import { Model } from "./model.js" */
/** @import { Question } from "./questions.js" */

/** So many of a thing: 1 step, 2 steps. @param {number | string} many @param {string} thing */
export function counted(many, thing) {
  return `${many} ${thing}${String(many) === "1" ? "" : "s"}`;
}

/** ∂L/∂w₃: the gradient of a node. @param {Model} model @param {number} node */
export function gradientName(model, node) {
  return `∂${model.names[model.output]}/∂${model.names[node]}`;
}

/** ∂Σ₂/∂w₃: the local derivative of an edge. @param {Model} model @param {number} edge */
export const localName = (model, edge) => model.quiz.locals[edge];

/** ∂L/∂w₃, or ∂L/∂x⁽¹⁾: what comes along an edge. @param {Model} model @param {number} edge */
export const alongName = (model, edge) => model.quiz.along[edge];

/** w₃ → Σ₂: an edge. @param {Model} model @param {number} edge */
export function edgeName(model, edge) {
  const [operand, node] = model.edges[edge];
  const uses = model.uses[operand];
  const use = uses.length > 1 ? `, use ${uses.indexOf(edge) + 1} of ${uses.length}` : "";
  return `${model.names[operand]} → ${model.names[node]}${use}`;
}

/**
 * A question in a sentence.
 * @param {Model} model @param {Question} question
 */
export function askedFor(model, { topic, node, edge, step }) {
  if (topic === "value") return `What is the value of ${model.names[node]}?`;
  if (topic === "which")
    return "Which edge comes next? Click it in the picture, or choose it here.";
  const along = `Edge ${edgeName(model, edge)}:`;
  if (topic === "local") return `${along} what is the local derivative ${localName(model, edge)}?`;
  if (topic === "product")
    return `${along} what is ${alongName(model, edge)}, upstream × local derivative?`;
  const uses = model.uses[node].length;
  if (model.isComplete(step))
    return `What is ${gradientName(model, node)}, the sum over the ${uses} uses of ${model.names[node]}?`;
  return `What is the sum so far? ${model.names[node]} has ${uses} uses, and more is to come.`;
}
