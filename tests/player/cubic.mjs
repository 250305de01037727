/* The data of a small pass, by hand: p = x·w₁, L = p·x with x = 3, w₁ = −0.5, so that L = x²·w₁. */

import { Model } from "../../visualize/player/model.js";

const rules = {
  mul: {
    domain: "",
    value: ($, a, b) => $.mul(a, b),
    partials: [(_$, _a, b) => b, (_$, a) => a],
  },
};

export const data = {
  title: "",
  names: ["x", "w₁", "p", "L"],
  spelled: ["x", "w1", "p", "L"],
  homes: ["", "", "", ""],
  edges: [
    [0, 2],
    [1, 2],
    [2, 3],
    [0, 3],
  ],
  words: { given: "", forward: "", seed: "", edge: "", accumulate: "", done: "" },
  steps: [
    [0, 3, -1],
    [1, 2, -1],
    [1, 3, -1],
    [2, 3, -1],
    [3, 2, 2],
    [3, 0, 3],
    [3, 0, 0],
    [4, 0, 0],
    [3, 1, 1],
    [5, 3, -1],
  ],
  texts: {
    sentences: Array(10).fill("L is \uE000v3\uE001, p is \uE000v2n\uE001 and −\uE000v1n\uE001"),
    equations: Array(10).fill(["<mi>L</mi>", "<mn>\uE000v3n\uE001</mn>"]),
    latex: Array(10).fill(["L", "\uE000v3n\uE001", "\uE000v3n\uE001"]),
    local: Array(4).fill(["<mn>\uE000p1\uE001</mn>"]),
    like: [1, 0, 0, null],
  },
  program: {
    ops: ["mul"],
    nodes: [[-1], [-1], [0, 0, 1], [0, 2, 0]],
    constants: [],
    leaves: [3, -0.5, 0, 0],
    labels: ["x", "w₁", "p", "L"],
    names: ["x", "w₁", "p", "L"],
    fixed: {},
    kept: {},
    frozen: "",
  },
  seed: 1,
  choices: [
    { key: "exact", title: "exact", rounding: null },
    { key: "2", title: "2 decimals", rounding: { places: 2, mode: "half_up", after: "op" } },
  ],
  start: "exact",
  known: {
    exact: {
      values: [3, -0.5, -1.5, -4.5],
      gradients: [-3, 9, 3, 1],
      partials: [-0.5, 3, 3, -1.5],
      contributions: [-1.5, 9, 3, -1.5],
      befores: [-1.5, 0, 0, 0],
      afters: [-3, 9, 3, -1.5],
    },
  },
  quiz: {
    graph: "0123456789ab",
    slips: {
      sign: "The sign of {right}.",
      "factor left out": "{right} was left out.",
      "path left out": "Without {right}.",
      overwritten: "Only {wrong}.",
      neighbour: "{wrong} for {right}.",
      "operand for derivative": "{wrong} itself for {right}.",
      "factor two": "A factor 2.",
      "decimal point": "The decimal point.",
      "digits swapped": "Two digits.",
    },
    locals: ["∂p/∂x⁽¹⁾", "∂p/∂w₁", "∂L/∂p", "∂L/∂x⁽²⁾"],
    along: ["∂L/∂x⁽¹⁾", "∂L/∂w₁", "∂L/∂p", "∂L/∂x⁽²⁾"],
    trivial: Array(4).fill("mul operand"),
  },
  refused: {},
  layouts: { "*": { cards: [], lines: [], frames: [] }, "": { cards: [], lines: [], frames: [] } },
  first: "*",
};

/** A model of its own, for tests that change it. */
export const newModel = (other = {}) => new Model({ ...data, ...other }, rules);

export const model = newModel();
export const [EXACT, BY_HAND] = ["exact", "2"].map((key) => model.passes.of(key));
