import assert from "node:assert/strict";
import { test } from "node:test";
import { countPaths, shownCount, usesAt } from "../../visualize/player/uses.js";
import { EXACT, model } from "./cubic.mjs";

test("a gradient is told as what came back from each use", () => {
  assert.deepEqual(usesAt(model, EXACT, 0, model.last), [
    { node: 2, cells: ["3", "×(−0.5)", "−1.5"] },
    { node: 3, cells: ["1", "×(−1.5)", "−1.5"] },
  ]);
});

test("what has not come back yet is blank, and nothing is known before the first step", () => {
  const cells = (step) => usesAt(model, EXACT, 1, step).flatMap((use) => use.cells);

  assert.deepEqual(cells(model.border), ["", "×3", ""]);
  assert.deepEqual(cells(-1), ["", "", ""]);
});

test("paths to the output are counted, in numbers of any size", () => {
  const many = 100;
  const names = Array.from({ length: many + 1 }, (_, i) => `v${i}`);
  const edges = Array.from({ length: 2 * many }, (_, i) => [i >> 1, (i >> 1) + 1]);

  assert.deepEqual(countPaths(model), [2n, 1n, 1n, 1n]);
  assert.equal(countPaths({ names, edges, output: many })[0], 2n ** 100n);
});

for (const [many, shown] of [
  [1n, "1"],
  [1_234_567n, "1\u202f234\u202f567"],
  [2n ** 100n, "1.2·10^30"],
]) {
  test(`${many} is shown as ${shown}`, () => assert.equal(shownCount(many), shown));
}
