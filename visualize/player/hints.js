/* hints.js: what helps with a question, stage by stage: where, rule, factors, and the answer. */

import { edgeName, gradientName, localName } from "./wording.js";

/** @import { Model } from "./model.js" */
/** @import { Pass } from "./pass.js" */
/** @import { Question } from "./questions.js" */

export const STAGES = ["where", "rule", "factors"];

/**
 * A hint in words, or as formulas joined by "=".
 * @typedef {string | string[]} Hint
 */

/**
 * The hints before the answer itself.
 * @param {Model} model @param {Pass} pass @param {Question} question
 * @returns {Hint[]}
 */
export function hintsFor(model, pass, { topic, node, edge, step }) {
  if (topic === "value") {
    const [name, symbols, numbers] = pass.equation(step);
    return [
      `${model.names[node]} is computed from the values of its operands.`,
      [name, symbols],
      [name, numbers],
    ];
  }
  const made = model.edges[edge][1];
  const [upstream, contribution] = [gradientName(model, made), edgeName(model, edge)];
  if (topic === "which")
    return [
      "Begin at the output and go against the arrows: where does a gradient stand already?",
      "An edge is ready when the gradient of its node is complete: every use has contributed.",
      `${upstream} is complete, and not every edge into ${model.names[made]} is used.`,
    ];
  if (topic === "local") {
    const [name, rule, numbers] = pass.local(edge);
    return [
      `How does ${model.names[made]} change with ${model.names[node]}, all else kept?`,
      [name, rule],
      [name, numbers],
    ];
  }
  const [, symbols, numbers] = pass.equation(step);
  if (topic === "product")
    return [
      `Take the gradient that stands at ${model.names[made]}, and what the edge ${contribution} multiplies it by.`,
      `upstream × local derivative: ${upstream} times ${localName(model, edge)}.`,
      [symbols, numbers],
    ];
  return [
    `${model.names[node]} is used ${model.uses[node].length} times: look at what it has received already.`,
    `The gradient is the sum over all uses: before + contribution.`,
    [symbols, numbers],
  ];
}
