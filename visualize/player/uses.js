/* uses.js: what a node's gradient is the sum of, and how many paths lead from it to the output. */

/** @import { Pass } from "./pass.js" */
/** @import { Model } from "./model.js" */

/**
 * The uses of a node as they are known at a step: by which node, its gradient, the local
 * derivative, and what came back along that edge; "" for what is not yet known.
 * @param {Model} model @param {Pass} pass @param {number} node @param {number} step
 */
export function usesAt(model, pass, node, step) {
  return model.uses[node].map((edge) => {
    const [, by] = model.edges[edge];
    const sent = model.sent[edge];
    const known = sent <= step;
    const upstream = known ? model.gradient(pass, by, step) : "";
    const adds = known ? pass.results[sent] : "";
    return { node: by, cells: [upstream, model.partial(pass, edge, step), adds] };
  });
}

/**
 * How many paths lead from each node to the output; in deep graphs more than a number can count.
 * @param {Model} model
 */
export function countPaths(model) {
  const counts = model.names.map((_, node) => (node === model.output ? 1n : 0n));
  for (const [operand, node] of model.edges.toReversed()) counts[operand] += counts[node];
  return counts;
}

/**
 * A count that can be read: to twelve digits as it is, a larger one by its power of ten.
 * @param {bigint} many
 */
export function shownCount(many) {
  const digits = String(many);
  if (digits.length <= 12) return digits.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  return `${digits[0]}.${digits[1]}·10^${digits.length - 1}`;
}
