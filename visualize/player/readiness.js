/* readiness.js: which edges the backward pass may take next. */

/** @import { Model } from "./model.js" */

export class Readiness {
  /** @type {Model} */
  model;

  /** @param {Model} model */
  constructor(model) {
    this.model = model;
  }

  /**
   * The uses of a node whose contributions are still to come after a step.
   * @param {number} node @param {number} step
   */
  missing(node, step) {
    const { uses, sent } = this.model;
    return uses[node].filter((use) => {
      const when = sent[use];
      return when > step && when !== Infinity;
    });
  }

  /**
   * Whether an edge may come next: the gradient of its node is complete, and it is not yet used.
   * @param {number} edge @param {number} step
   */
  isReady(edge, step) {
    const { edges, sent } = this.model;
    const node = edges[edge][1];
    const when = sent[edge];
    return when > step && when !== Infinity && !this.missing(node, step).length;
  }

  /**
   * Edges to choose from, not all of them ready, in the order of the graph.
   * @param {number} wanted one of them @param {number} step @param {number} most how many
   */
  choices(wanted, step, most) {
    const { sent } = this.model;
    const edges = [...sent.keys()].filter((edge) => sent[edge] !== Infinity);
    const later = edges.filter((edge) => sent[edge] > step && edge !== wanted);
    later.sort((a, b) => sent[a] - sent[b]);
    const ready = later.filter((edge) => this.isReady(edge, step));
    const soon = later.filter((edge) => !this.isReady(edge, step));
    const before = edges.filter((edge) => sent[edge] <= step);
    before.sort((a, b) => sent[b] - sent[a]);
    const found = [wanted, ...ready.slice(0, 1), ...soon.slice(0, most - 3), ...before.slice(0, 1)];
    const all = new Set([...found, ...ready, ...soon, ...before]);
    return [...all].slice(0, most).sort((a, b) => a - b);
  }
}
