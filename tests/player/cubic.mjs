/* The data of a small pass, by hand: p = x·w₁, L = p·x with x = 3, w₁ = −0.5, so that L = x²·w₁. */

import { Model } from "../../visualize/player/model.js";

const exact = {
  key: "exact",
  title: "exact",
  values: ["3", "−0.5", "−1.5", "−4.5"],
  partials: ["×(−0.5)", "×3", "×3", "×(−1.5)"],
  results: ["3", "−0.5", "−1.5", "−4.5", "1", "3", "3", "−1.5", "−1.5", "−1.5", "−3", "9", "9", ""],
  sentences: Array.from({ length: 14 }, (_, step) => `sentence ${step}`),
  numbers: Array(14).fill(["", ""]),
  local: Array(4).fill(["", ""]),
};

/* Every number as with two decimals by hand; the given ones stay as they are. */
const byHand = {
  ...exact,
  key: "2",
  title: "2 decimals",
  values: ["3", "−0.5", "−1.50", "−4.50"],
  results: exact.results.map((text, step) =>
    step > 1 && text ? Number(text.replace("−", "-")).toFixed(2).replace("-", "−") : text,
  ),
};

export const data = {
  title: "",
  names: ["x", "w₁", "p", "L"],
  spelled: ["x", "w1", "p", "L"],
  edges: [
    [0, 2],
    [1, 2],
    [2, 3],
    [0, 3],
  ],
  words: { forward: "Forward", seed: "Seed", edge: "Edge", accumulate: "Sum", done: "Done" },
  steps: [
    ...[0, 1, 2, 3].map((node) => [0, node, -1]),
    [1, 3, -1],
    ...[2, 3, 0, 1].flatMap((edge) => [2, 3].map((kind) => [kind, [0, 1, 2, 0][edge], edge])),
    [4, 3, -1],
  ],
  symbols: Array(14).fill(["", ""]),
  local: Array(4).fill(["", ""]),
  passes: [exact, byHand],
  refused: {},
  start: 0,
  layouts: { "*": { cards: [], lines: [], frames: [] }, "": { cards: [], lines: [], frames: [] } },
  first: "*",
};

export const model = new Model(data);
export const [EXACT, BY_HAND] = model.passes;
