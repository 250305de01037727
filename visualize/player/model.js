/* model.js: the graph, its steps, and what is known at a step. Nothing here touches the page. */

import { Passes } from "./passes.js";

/** @import { Asking, Data, Kind, Layout, Step, Texts } from "./data.js" */
/** @import { Pass } from "./pass.js" */
/** @import { Rule } from "./program.js" */

export class Model {
  /** @type {string[]} */ names;
  /** @type {string[]} */ spelled;
  /** @type {string[]} */ homes;
  /** @type {[operand: number, node: number][]} */ edges;
  /** @type {Record<Kind, string>} */ words;
  /** @type {Step[]} */ steps;
  /** @type {Texts} */ texts;
  /** For each module that around it. @type {Record<string, string>} */ modules;
  /** @type {string[]} */ pieces;
  /** @type {number[]} */ parameters;
  /** @type {Record<string, Layout>} */ layouts;
  /** @type {Asking} */ quiz;
  /** The layout that is shown first. */
  first;
  /** @type {Passes} */ passes;
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
  /** The step that takes a gradient back along each edge, Infinity where none does. @type {number[]} */
  sent;
  /** By node. @type {boolean[]} */
  isLeaf;

  /** @param {Data} data @param {Record<string, Rule>} rules those of the graph's ops */
  constructor(data, rules) {
    const kinds = /** @type {Kind[]} */ (Object.keys(data.words));
    this.names = data.names;
    this.spelled = data.spelled;
    this.homes = data.homes;
    this.edges = data.edges;
    this.words = data.words;
    this.steps = data.steps.map(([kind, node, edge]) => [kinds[kind], node, edge]);
    this.texts = data.texts;
    this.modules = data.modules;
    this.pieces = data.pieces;
    this.parameters = data.parameters;
    this.layouts = data.layouts;
    this.quiz = data.quiz;
    this.first = data.first;
    this.last = this.steps.length - 1;
    this.border = this.steps.findIndex(([kind]) => kind === "seed");
    this.output = this.steps[this.border][1];
    this.grown = this.names.map(() => []);
    this.uses = this.names.map(() => []);
    this.sent = this.edges.map(() => Number.POSITIVE_INFINITY);
    for (const [edge, [operand]] of this.edges.entries()) this.uses[operand].push(edge);
    this.isLeaf = this.names.map(() => true);
    for (const [, node] of this.edges) this.isLeaf[node] = false;
    for (const [step, [kind, node, edge]] of this.steps.entries()) {
      if (kind === "forward") this.made[node] = step;
      if (kind === "edge") this.sent[edge] = step;
      if (this.growsAt(step)) this.grown[node].push(step);
    }
    for (const [node, leaf] of this.isLeaf.entries()) if (leaf) this.made[node] = 0;
    this.passes = new Passes(this, data, rules);
  }

  /**
   * Whether a step changes the gradient of its node: the seed, the first contribution, a sum.
   * @param {number} step
   */
  growsAt(step) {
    const [kind] = this.steps[step];
    const sums = this.steps[step + 1]?.[0] === "accumulate";
    return kind === "seed" || kind === "accumulate" || (kind === "edge" && !sums);
  }

  /**
   * Whether a step leaves the gradient of its node complete.
   * @param {number} step
   */
  isComplete(step) {
    const grown = this.grown[this.steps[step][1]];
    return grown[grown.length - 1] <= step;
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
    return known ? pass.grown(steps[known - 1]) : "";
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
    if (kind === "given" || kind === "done") return "";
    const name = this.names[node].slice(0, 12);
    if (kind === "forward") return `${name} = ${pass.values[node]}`;
    return this.growsAt(step)
      ? `∂ ${name} = ${pass.grown(step)}`
      : `∂ ${name} + ${pass.results[step]}`;
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
   * The factors from the output down to an edge step's edge, multiplied one by one: each product
   * is the gradient that the next node sends on.
   * @param {Pass} pass @param {number} step
   */
  runningProduct(pass, step) {
    const [kind, , edge] = this.steps[step];
    if (kind !== "edge" && kind !== "accumulate") return "";
    const { from, edges } = this.chain(edge);
    const upstream = this.gradient(pass, from, step);
    const products = edges.map((each) => {
      const product = pass.brief(pass.numbers.contributions[each]);
      return `${pass.partials[each].replace("×", "× ")} = ${product}`;
    });
    const uses = this.uses[from].length;
    const several = uses > 1 ? ` (∂/∂${this.names[from]}, summed over ${uses} uses)` : "";
    return `${upstream}${several} ${products.join(" ")}`;
  }
}
