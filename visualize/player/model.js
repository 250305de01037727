/* model.js: what is known at a step. Nothing here touches the page, nothing computes a number. */

/** @import { Data, Formulas, Kind, Layout, Pass, Step } from "./data.js" */

export class Model {
  /** @type {string[]} */ names;
  /** @type {string[]} */ spelled;
  /** @type {[operand: number, node: number][]} */ edges;
  /** @type {Record<Kind, string>} */ words;
  /** @type {Step[]} */ steps;
  /** @type {Formulas[]} */ symbols;
  /** @type {Formulas[]} */ local;
  /** @type {Pass[]} */ passes;
  /** @type {Record<string, string>} */ refused;
  /** @type {Record<string, Layout>} */ layouts;
  /** The layout that is shown first. */
  first;
  /** The pass that is shown first. */
  start;
  /** The last step. */
  last;
  /** The first step of the backward pass. */
  border;
  /** @type {number} */ output;
  /** The step in which each node gets its value. @type {number[]} */
  made = [];
  /** The steps in which each node's gradient changes. @type {number[][]} */
  grown;
  /** The edges that leave each node. @type {number[][]} */
  uses;

  /** @param {Data} data */
  constructor(data) {
    const kinds = /** @type {Kind[]} */ (Object.keys(data.words));
    this.names = data.names;
    this.spelled = data.spelled;
    this.edges = data.edges;
    this.words = data.words;
    this.steps = data.steps.map(([kind, node, edge]) => [kinds[kind], node, edge]);
    this.symbols = data.symbols;
    this.local = data.local;
    this.passes = data.passes;
    this.refused = data.refused;
    this.layouts = data.layouts;
    this.first = data.first;
    this.start = data.passes[data.start];
    this.last = this.steps.length - 1;
    this.border = this.steps.findIndex(([kind]) => kind === "seed");
    this.output = this.steps[this.border][1];
    this.grown = this.names.map(() => []);
    this.uses = this.names.map(() => []);
    for (const [edge, [operand]] of this.edges.entries()) this.uses[operand].push(edge);
    for (const [step, [kind, node]] of this.steps.entries()) {
      if (kind === "forward") this.made[node] = step;
      if (kind === "seed" || kind === "accumulate") this.grown[node].push(step);
    }
  }

  /**
   * A node's value, "" before its step.
   * @param {Pass} pass @param {number} node @param {number} step
   */
  value(pass, node, step) {
    return this.made[node] <= step ? pass.values[node] : "";
  }

  /**
   * A node's gradient as far as it has grown, "" before its first step.
   * @param {Pass} pass @param {number} node @param {number} step
   */
  gradient(pass, node, step) {
    const steps = this.grown[node];
    let known = 0; // the number of changes up to this step, by halving
    let beyond = steps.length;
    while (known < beyond) {
      const half = (known + beyond) >> 1;
      if (steps[half] <= step) known = half + 1;
      else beyond = half;
    }
    return known ? pass.results[steps[known - 1]] : "";
  }

  /**
   * An edge's local derivative, "" before the step of its result.
   * @param {Pass} pass @param {number} edge @param {number} step
   */
  partial(pass, edge, step) {
    return this.made[this.edges[edge][1]] <= step ? pass.partials[edge] : "";
  }

  /**
   * The nodes on some path from a node to the output, in order.
   * @param {number} source
   */
  above(source) {
    const found = new Set([source]);
    for (const [operand, node] of this.edges) if (found.has(operand)) found.add(node);
    return found;
  }

  /**
   * The steps to walk through: all, or those along the paths of one node, as Trace.of gives them.
   * @param {number | null} only
   */
  route(only) {
    const every = this.steps.map((_, step) => step);
    if (only === null) return every;
    const on = this.above(only);
    return every.filter((step) => {
      const [kind, , edge] = this.steps[step];
      return kind === "seed" || kind === "done" || (edge >= 0 && on.has(this.edges[edge][0]));
    });
  }

  /**
   * The chain of edges from the output, or from the nearest node of several uses, down to an edge.
   * @param {number} edge
   */
  chain(edge) {
    const edges = [edge];
    let node = this.edges[edge][1];
    while (this.uses[node].length === 1) {
      edges.unshift(this.uses[node][0]);
      node = this.edges[edges[0]][1];
    }
    return { from: node, edges };
  }

  /**
   * A node from the page's address: its name, or its name in plain letters.
   * @param {string} name
   */
  find(name) {
    const exact = this.names.indexOf(name);
    const found = exact >= 0 ? exact : this.spelled.indexOf(name);
    return found >= 0 ? found : null;
  }

  /**
   * The name of a node for the page's address: in plain letters where they find it.
   * @param {number} node
   */
  shortName(node) {
    const spelled = this.spelled[node];
    return this.find(spelled) === node ? spelled : this.names[node];
  }

  /**
   * What a step brings, in short, for the card of a closed module.
   * @param {Pass} pass @param {number} step
   */
  brings(pass, step) {
    const [kind, node] = this.steps[step];
    if (kind === "done") return "";
    const name = this.names[node].slice(0, 12);
    return `${kind === "forward" ? "" : "∂ "}${name}${kind === "edge" ? " +" : " ="} ${pass.results[step]}`;
  }

  /**
   * From a step to the next or previous one of a route that is about another node.
   * @param {number[]} route @param {number} place @param {number} by
   */
  otherNode(route, place, by) {
    /** @param {number} step */
    const about = (step) => {
      const [kind, node, edge] = this.steps[step];
      return edge >= 0 ? `b${this.edges[edge][1]}` : `${kind}.${node}`;
    };
    const here = about(route[place]);
    let found = place;
    while (route[found + by] !== undefined && about(route[found]) === here) found += by;
    return route[found];
  }

  /**
   * The factors from the output down to an edge step's edge, and their product.
   * @param {Pass} pass @param {number} step
   */
  runningProduct(pass, step) {
    const [kind, , edge] = this.steps[step];
    if (kind !== "edge" && kind !== "accumulate") return "";
    const { from, edges } = this.chain(edge);
    const upstream = this.gradient(pass, from, step);
    const factors = edges.map((each) => pass.partials[each]).join(" ");
    const contribution = pass.results[kind === "edge" ? step : step - 1];
    const uses = this.uses[from].length;
    const several = uses > 1 ? ` (∂/∂${this.names[from]}, summed over ${uses} uses)` : "";
    return `${upstream}${several} ${factors.replace(/×/g, "× ")} = ${contribution}`;
  }
}
