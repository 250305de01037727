import assert from "node:assert/strict";
import { test } from "node:test";
import { Model } from "../../visualize/player/model.js";
import { ends, stopsOf, told, touched, wayOf } from "../../visualize/player/routes.js";
import { model as cubic, EXACT } from "./cubic.mjs";

const KINDS = ["given", "forward", "seed", "edge", "accumulate", "done"];

/**
 * The model of a graph, each node with its operands in the order of the forward pass.
 * @param {Record<string, string>} operands "a b" by node, "" for a leaf
 * @param {Record<string, string>} homes the modules of the nodes that have one
 */
function graph(operands, homes = {}) {
  const names = Object.keys(operands);
  const edges = names.flatMap((name, node) =>
    operands[name]
      .split(" ")
      .filter(Boolean)
      .map((operand) => [names.indexOf(operand), node]),
  );
  const output = names.length - 1;
  const computed = names.map((_, node) => node).filter((node) => operands[names[node]]);
  const reached = new Set();
  const back = computed.toReversed().flatMap((node) =>
    edges.flatMap(([operand, user], edge) => {
      if (user !== node) return [];
      const again = reached.has(operand);
      reached.add(operand);
      return [[3, operand, edge], ...(again ? [[4, operand, edge]] : [])];
    }),
  );
  const steps = [
    [0, output, -1],
    ...computed.map((node) => [1, node, -1]),
    [2, output, -1],
    ...back,
    [5, output, -1],
  ];
  const program = { ops: [], nodes: [], constants: [], leaves: [], fixed: {}, kept: {} };
  const parts = {
    names,
    spelled: names,
    homes: names.map((name) => homes[name] ?? ""),
    edges,
    words: Object.fromEntries(KINDS.map((kind) => [kind, kind])),
    steps,
    program: { ...program, frozen: "nothing is computed" },
    known: {},
    layouts: {},
  };
  return new Model(parts, {});
}

/* Two neurons side by side on x, and one on top. */
const net = { x: "", w: "", v: "", a: "x w", s: "a", b: "x v", t: "b", y: "s t" };

/** The stops as words, a step by its node, an edge by its two nodes. */
function words(model, only, by) {
  const name = (node) => model.names[node];
  return stopsOf(model, only, by).map((stop) =>
    stop
      .map((step) => {
        const [kind, node, edge] = model.steps[step];
        if (kind === "edge") return `${name(node)}←${name(model.edges[edge][1])}`;
        return kind === "forward" ? name(node) : kind;
      })
      .join(" "),
  );
}

/** The layers of the forward pass. */
function forward(model) {
  return words(model, null, "layer").slice(1, words(model, null, "layer").indexOf("seed"));
}

test("edge by edge every step is a stop", () => {
  const model = graph(net);

  assert.deepEqual(ends(stopsOf(model, null, "edge")), model.route(null));
});

test("node by node all edges of a node are told together", () => {
  assert.deepEqual(words(graph(net), null, "node"), [
    "given",
    ..."asbty",
    "seed",
    "s←y t←y",
    "b←t",
    "x←b v←b",
    "a←s",
    "x←a accumulate w←a",
    "done",
  ]);
});

test("without modules a layer is what lies side by side", () => {
  assert.deepEqual(words(graph(net), null, "layer"), [
    "given",
    "a s b t",
    "y",
    "seed",
    "s←y t←y",
    "b←t x←b v←b a←s x←a accumulate w←a",
    "done",
  ]);
});

test("a layer does not end within a module", () => {
  const chain = { x: "", a: "x", b: "a", c: "b", d: "c", y: "d" };
  const norm = { a: "norm", b: "norm", c: "norm", d: "norm" };

  assert.deepEqual(forward(graph(chain)), ["a", "b", "c", "d", "y"]);
  assert.deepEqual(forward(graph(chain, norm)), ["a b c d", "y"]);
});

test("where many levels are mixed each is a layer, forwards and backwards", () => {
  // two convolutions in a row, each with two or three places
  const model = graph({
    ...{ x: "", a: "x", s: "a", b: "x", t: "b", p: "s t" },
    ...{ c: "x", r: "c", q: "t r", L: "p q" },
  });
  const all = words(model, null, "layer");

  assert.deepEqual(all.slice(1, 5), ["a b c", "s t r", "p q", "L"]);
  assert.deepEqual(all.slice(6, 10), [
    "p←L q←L",
    "t←q r←q s←p t←p accumulate",
    "c←r b←t a←s",
    "x←c x←b accumulate x←a accumulate",
  ]);
  assert.equal(stopsOf(model, null, "layer").flat().length, model.steps.length);
});

test("an operand that skips layers belongs to the lower one", () => {
  assert.deepEqual(forward(graph({ x: "", a: "x", b: "a", c: "a b" })), ["a", "b", "c"]);
});

test("the paths of one node are walked in the same portions", () => {
  assert.deepEqual(words(graph(net), 1, "layer"), ["seed", "s←y", "a←s w←a", "done"]);
  assert.deepEqual(words(graph(net), 1, "node"), ["seed", "s←y", "a←s", "w←a", "done"]);
});

test("a stop touches the node of its last step first", () => {
  const model = graph(net);
  const [stop] = stopsOf(model, null, "node").filter((each) => each.length === 3);

  const { nodes, edges } = touched(model, stop);

  assert.deepEqual(
    nodes.map((node) => model.names[node]),
    ["w", "x"],
  );
  assert.equal(edges.length, 2);
});

test("a node's stop tells its gradient and what it adds to each sum", () => {
  const stop = stopsOf(cubic, null, "node").find(([first]) => cubic.steps[first][2] === 0);

  const { sentence, head, rows } = told(cubic, EXACT, stop, "node");

  assert.equal(
    sentence,
    "p has the gradient ∂L/∂p = 3. Times each local derivative, it goes back along 2 edges.",
  );
  assert.deepEqual(head, ["To", "× local", "= adds", "Sum so far"]);
  assert.deepEqual(rows, [
    { node: 0, cells: ["×(−0.5)", "−1.5", "−3"] },
    { node: 1, cells: ["×3", "9", "9"] },
  ]);
});

test("a layer's stop tells what goes out of it", () => {
  const stop = stopsOf(cubic, null, "layer").find(([first]) => cubic.steps[first][1] === 2);

  const { rows } = told(cubic, EXACT, stop, "layer");

  assert.deepEqual(rows, [{ node: 2, cells: ["−1.5"] }]);
});

test("any other word means edge by edge", () => {
  assert.deepEqual(["node", "layer", "constructor", null].map(wayOf), [
    "node",
    "layer",
    "edge",
    "edge",
  ]);
});
