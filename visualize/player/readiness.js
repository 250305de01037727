/* readiness.js: which edges the backward pass may take next. */

/** @import { Model } from "./model.js" */

export class Readiness {
  /** @type {Model} */
  model;
  /** The step in which each edge is used, Infinity for one that never is. @type {number[]} */
  used;

  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.used = model.edges.map(() => Infinity);
    for (const [step, [kind, , edge]] of model.steps.entries())
      if (kind === "edge") this.used[edge] = step;
  }

  /**
   * The uses of a node whose contributions are still to come after a step.
   * @param {number} node @param {number} step
   */
  missing(node, step) {
    return this.model.uses[node].filter((use) => {
      const when = this.used[use];
      return when > step && when !== Infinity;
    });
  }

  /**
   * Whether an edge may come next: the gradient of its node is complete, and it is not yet used.
   * @param {number} edge @param {number} step
   */
  isReady(edge, step) {
    const node = this.model.edges[edge][1];
    const when = this.used[edge];
    return when > step && when !== Infinity && !this.missing(node, step).length;
  }

  /**
   * Edges to choose from, not all of them ready, in the order of the graph.
   * @param {number} wanted one of them @param {number} step @param {number} most how many
   */
  choices(wanted, step, most) {
    const edges = [...this.model.edges.keys()].filter((edge) => this.used[edge] !== Infinity);
    const later = edges.filter((edge) => this.used[edge] > step && edge !== wanted);
    later.sort((a, b) => this.used[a] - this.used[b]);
    const ready = later.filter((edge) => this.isReady(edge, step));
    const soon = later.filter((edge) => !this.isReady(edge, step));
    const before = edges.filter((edge) => this.used[edge] <= step);
    before.sort((a, b) => this.used[b] - this.used[a]);
    const found = [wanted, ...ready.slice(0, 1), ...soon.slice(0, most - 3), ...before.slice(0, 1)];
    const all = new Set([...found, ...ready, ...soon, ...before]);
    return [...all].slice(0, most).sort((a, b) => a - b);
  }
}
