/* questions.js: what is asked of a pass, and in which order.
 *
 * At each edge: which edge comes next, its local derivative, the product; then the sum, where the
 * operand has a gradient already. What would only be copied is not asked: a product with a factor 1.
 */

/** @import { Model } from "./model.js" */
/** @import { Pass } from "./pass.js" */

/**
 * @typedef {"value" | "which" | "local" | "product" | "sum"} Topic
 */

/**
 * @typedef {object} Question
 * @property {string} id
 * @property {Topic} topic
 * @property {number} step the step that its answer leads to
 * @property {number} node the node that gets a value, or receives along the edge
 * @property {number} edge the edge, or -1
 * @property {string} series questions of one series are alike; "" for one that is like no other
 * @property {boolean} completes whether its step is told once it is answered
 */

/**
 * What is asked for: from which step on, and whether values are asked for too.
 * @typedef {{ from: number, values: boolean }} Scope
 */

/**
 * All questions about the steps of a route.
 * @param {Model} model @param {Pass} pass @param {number[]} route @param {Scope} scope
 * @returns {Question[]}
 */
export function questionsOf(model, pass, route, scope) {
  const steps = route.filter((step) => step > scope.from);
  return steps.flatMap((step) => {
    const [kind, node, edge] = model.steps[step];
    const topics = kind === "forward" && !scope.values ? [] : topicsOf(model, pass, step);
    return topics.map((topic, i) => ({
      id: `${topic} ${step}`,
      topic,
      step,
      node,
      edge,
      series: seriesOf(model, topic, edge),
      completes: i === topics.length - 1,
    }));
  });
}

/**
 * What is asked about a step, in order.
 * @param {Model} model @param {Pass} pass @param {number} step
 * @returns {Topic[]}
 */
function topicsOf(model, pass, step) {
  const [kind, node, edge] = model.steps[step];
  const { values, gradients, partials, contributions, befores, afters } = pass.numbers;
  if (kind === "forward") return Number.isFinite(values[node]) ? ["value"] : [];
  if (kind === "accumulate") {
    return Number.isFinite(afters[edge]) && befores[edge] && contributions[edge] ? ["sum"] : [];
  }
  if (kind !== "edge") return [];
  if (!Number.isFinite(contributions[edge])) return ["which"];
  const factors = [partials[edge], gradients[model.edges[edge][1]]];
  return factors.includes(1) ? ["which", "local"] : ["which", "local", "product"];
}

/**
 * @param {Model} model @param {Topic} topic @param {number} edge
 */
function seriesOf(model, topic, edge) {
  if (topic === "which") return `out of ${model.edges[edge][1]}`;
  return topic === "local" ? model.quiz.trivial[edge] : "";
}
