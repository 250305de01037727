import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords, levels, stepAt, ticks } from "../../visualize/player/curve.js";

for (const [low, high, parts, expected] of [
  [0, 0.0848, 3, [0, 0.05, 0.1]],
  [0, 9, 5, [0, 2, 4, 6, 8, 10]],
  [-1, 1, 4, [-1, -0.5, 0, 0.5, 1]],
  [0, 0.3, 3, [0, 0.1, 0.2, 0.3]],
  [4, 4, 3, [4, 6]],
  [0, 0, 3, [0, 1]],
  [0, 1e-7, 2, [0, 5e-8, 1e-7]],
]) {
  test(`a range from ${low} to ${high} has the ticks ${expected}`, () =>
    assert.deepEqual(ticks(low, high, parts), expected));
}

test("the loss axis begins at 0 unless that would press the curve flat", () => {
  assert.deepEqual(levels([0.9, 0.4]), [0, 0.5, 1]);
  assert.deepEqual(levels([5.01, 5.0]), [5, 5.005, 5.01]);
  assert.deepEqual(levels([-1, 2]), [-1, 0, 1, 2]);
});

test("a loss without a place on an axis is left out of it", () => {
  assert.deepEqual(levels([Number.NaN, 1, 2, Infinity, 1e308]), levels([1, 2]));
  assert.deepEqual(levels([Number.NaN]), [0, 1]);
  assert.equal(inWords("L", ["nan", "1"], [Number.NaN, 1]), "L over 1 step: from nan to 1.");
  assert.equal(
    inWords("L", ["nan", "inf"], [Number.NaN, Infinity]),
    "L over 1 step: from nan to inf.",
  );
});

test("a click finds the nearest step", () => {
  const frame = { width: 140, height: 100, left: 30, right: 10, top: 0, bottom: 0 };

  assert.deepEqual(
    [0, 30, 44, 46, 130, 200].map((x) => stepAt(x, frame, 10)),
    [0, 0, 1, 2, 10, 10],
  );
});

test("a run is told in words", () => {
  assert.equal(inWords("L", ["4"], [4]), "L at the start: 4.");
  assert.equal(inWords("L", ["4", "1"], [4, 1]), "L over 1 step: from 4 to 1.");
  assert.equal(
    inWords("L", ["4", "−1", "2"], [4, -1, 2]),
    "L over 2 steps: from 4 to 2; least after step 1: −1.",
  );
});
