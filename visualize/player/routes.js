/* routes.js: the stops on the way through a pass: every step, all of a node, or all of a layer. */

import { counted, gradientName } from "./wording.js";

/** @import { Pass } from "./pass.js" */
/** @import { Model } from "./model.js" */

/** How much is told at once. @typedef {"edge" | "node" | "layer"} By */

/** @type {By[]} */
export const WAYS = ["edge", "node", "layer"];

const MOST_LEVELS = 2; // a sum and its activation are told together

/**
 * The way of a name, edge by edge for any other.
 * @param {string | null} name
 */
export function wayOf(name) {
  return WAYS.find((way) => way === name) ?? "edge";
}

/**
 * The stops of a route: steps that are told together; the last one's state is shown.
 * @param {Model} model @param {number | null} only as in Model.route @param {By} by
 * @returns {number[][]}
 */
export function stopsOf(model, only, by) {
  const route = model.route(only);
  if (by === "edge") return route.map((step) => [step]);
  const layers = by === "layer" ? layersOf(model) : null;
  /** @type {Map<string, number[]>} */
  const stops = new Map();
  for (const step of route) {
    const about = subject(model, layers, step);
    const stop = stops.get(about);
    if (stop) stop.push(step);
    else stops.set(about, [step]);
  }
  return [...stops.values()].sort((a, b) => a[a.length - 1] - b[b.length - 1]);
}

/**
 * What a step is about, the same for steps that are told together: forwards a layer, backwards the
 * node, or its layer, that sends its gradient on.
 * @param {Model} model @param {Layers | null} layers @param {number} step
 */
function subject(model, layers, step) {
  const [kind, node, edge] = model.steps[step];
  if (edge >= 0) {
    const from = model.edges[edge][1];
    return `back ${layers ? layers.back[from] : from}`;
  }
  return layers && kind === "forward" ? `to ${layers.to[node]}` : `step ${step}`;
}

/** By node: its layer in the forward pass, and in the backward one. @typedef {{ to: string[], back: string[] }} Layers */

/**
 * The layers of a graph: its parts, and within a part in which many levels are mixed, the levels:
 * forwards by the way to the output, backwards by the way from the leaves, which are the orders in
 * which these come to their ends.
 * @param {Model} model
 * @returns {Layers}
 */
function layersOf(model) {
  const ahead = waysAhead(model);
  const behind = waysBehind(model);
  const to = model.names.map(() => "");
  const back = model.names.map(() => "");
  for (const [i, part] of partsOf(model, ahead).entries()) {
    const levels = new Set(part.map((node) => ahead[node])).size;
    const mixed = levels > MOST_LEVELS && !sameHome(model, part);
    for (const node of part) {
      to[node] = mixed ? `${i}.${ahead[node]}` : `${i}`;
      back[node] = mixed ? `${i}.${behind[node]}` : `${i}`;
    }
  }
  return { to, back };
}

/**
 * The parts of the forward pass. One ends and the next begins where all that is computed lies further
 * from the output than all that is to come, unless both lie in one and the same module.
 * @param {Model} model @param {number[]} ahead
 */
function partsOf(model, ahead) {
  const order = model.steps.filter(([kind]) => kind === "forward").map(([, node]) => node);
  const most = order.map((node) => ahead[node]); // of this node and all after it
  for (let i = most.length - 2; i >= 0; i -= 1) most[i] = Math.max(most[i], most[i + 1]);
  /** @type {number[][]} */
  const parts = [];
  let least = Number.POSITIVE_INFINITY;
  for (const [i, node] of order.entries()) {
    const within = i > 0 && sameHome(model, [order[i - 1], node]);
    if (least > most[i] && !within) parts.push([node]);
    else parts[parts.length - 1].push(node);
    least = Math.min(least, ahead[node]);
  }
  return parts;
}

/**
 * The number of edges on the longest way from each node to the output.
 * @param {Model} model
 */
function waysAhead(model) {
  const ways = model.names.map(() => 0);
  for (const [operand, node] of model.edges.toReversed())
    ways[operand] = Math.max(ways[operand], ways[node] + 1);
  return ways;
}

/**
 * The number of edges on the longest way from a leaf to each node.
 * @param {Model} model
 */
function waysBehind(model) {
  const ways = model.names.map(() => 0);
  for (const [operand, node] of model.edges) ways[node] = Math.max(ways[node], ways[operand] + 1);
  return ways;
}

/**
 * Whether nodes lie in one and the same module.
 * @param {Model} model @param {number[]} nodes
 */
function sameHome(model, nodes) {
  const home = model.homes[nodes[0]];
  return home !== "" && nodes.every((node) => model.homes[node] === home);
}

/**
 * The steps at which a route stops.
 * @param {number[][]} stops
 */
export function ends(stops) {
  return stops.map((stop) => stop[stop.length - 1]);
}

/**
 * The nodes and the edges that a stop is about; the node of its last step first.
 * @param {Model} model @param {number[]} stop
 */
export function touched(model, stop) {
  const steps = stop.map((step) => model.steps[step]).reverse();
  return {
    nodes: [...new Set(steps.map(([, node]) => node))],
    edges: [...new Set(steps.map(([, , edge]) => edge))].filter((edge) => edge >= 0),
  };
}

/**
 * What a stop of several steps brings: a sentence, and a row for each node that it tells of.
 * @typedef {{ sentence: string, head: string[], rows: { node: number, cells: string[] }[] }} Told
 */

/**
 * @param {Model} model @param {Pass} pass @param {number[]} stop @param {By} by
 * @returns {Told}
 */
export function told(model, pass, stop, by) {
  if (by === "node") return nodeTold(model, pass, stop);
  const forward = model.steps[stop[0]][0] === "forward";
  return forward ? layerMade(model, pass, stop) : layerPassed(model, pass, stop);
}

/**
 * A node sends its gradient back along its edges.
 * @param {Model} model @param {Pass} pass @param {number[]} stop
 * @returns {Told}
 */
function nodeTold(model, pass, stop) {
  const last = stop[stop.length - 1];
  const edges = stop.filter((step) => model.steps[step][0] === "edge");
  const from = model.edges[model.steps[last][2]][1];
  const name = model.names[from];
  const upstream = model.gradient(pass, from, last);
  const rows = edges.map((step) => {
    const [, node, edge] = model.steps[step];
    const gradient = model.gradient(pass, node, last);
    return { node, cells: [pass.partials[edge], pass.results[step], gradient] };
  });
  const summed = rows.some(({ cells: [, adds, gradient] }) => adds !== gradient);
  return {
    sentence: `${name} has the gradient ${gradientName(model, from)} = ${upstream}. Times each local derivative, it goes back along ${counted(edges.length, "edge")}.`,
    head: summed ? ["To", "× local", "= adds", "Sum so far"] : ["To", "× local", "= gradient"],
    rows: summed ? rows : rows.map((row) => ({ ...row, cells: row.cells.slice(0, 2) })),
  };
}

/**
 * A layer computes; told are those of its values that are used outside.
 * @param {Model} model @param {Pass} pass @param {number[]} stop
 * @returns {Told}
 */
function layerMade(model, pass, stop) {
  const { nodes } = touched(model, stop);
  const inside = new Set(nodes);
  const goesOut = (/** @type {number} */ node) =>
    node === model.output || model.uses[node].some((edge) => !inside.has(model.edges[edge][1]));
  const outputs = nodes.filter(goesOut).reverse();
  return {
    sentence: `${place(model, nodes)}: ${counted(nodes.length, "node")} ${nodes.length === 1 ? "gets its value" : "get their values"}. These go on:`,
    head: ["Node", "Value"],
    rows: outputs.map((node) => ({ node, cells: [pass.values[node]] })),
  };
}

/**
 * A layer passes gradients back; told are those that arrive outside of it.
 * @param {Model} model @param {Pass} pass @param {number[]} stop
 * @returns {Told}
 */
function layerPassed(model, pass, stop) {
  const last = stop[stop.length - 1];
  const { nodes, edges } = touched(model, stop);
  const inside = new Set(edges.map((edge) => model.edges[edge][1]));
  const reached = nodes.filter((node) => !inside.has(node)).reverse();
  return {
    sentence: `Back through ${place(model, [...inside])}: ${counted(edges.length, "edge")}. Gradients arrive at:`,
    head: ["Node", "Gradient so far"],
    rows: reached.map((node) => ({ node, cells: [model.gradient(pass, node, last)] })),
  };
}

/**
 * The modules of some nodes; without any, the nodes' names.
 * @param {Model} model @param {number[]} nodes
 */
function place(model, nodes) {
  const modules = [...new Set(nodes.map((node) => model.homes[node]))].filter(Boolean).sort();
  const found = modules.length ? modules : nodes.map((node) => model.names[node]).reverse();
  return found.length > 4 ? `${found.slice(0, 3).join(", ")} …` : found.join(", ");
}
