import assert from "node:assert/strict";
import { test } from "node:test";
import { asks, judge, number, question } from "../../visualize/player/judge.js";
import { BY_HAND, EXACT, model } from "./cubic.mjs";

for (const [text, expected] of [
  ["−0.25", -0.25],
  ["-0,25", -0.25],
  ["×(−0.3)", -0.3],
  ["≈0.639427", 0.639427],
  [" 1e-3 ", 0.001],
  ["", Number.NaN],
  ["banana", Number.NaN],
]) {
  test(`"${text}" is read as ${expected}`, () => assert.equal(number(text), expected));
}

test("asked for are computed values, contributions and sums", () => {
  const asked = model.route(null).filter((step) => asks(model, step));

  assert.deepEqual(asked, [1, 2, 4, 5, 6, 7, 8]);
});

test("a question has no number of the answer in it", () => {
  assert.equal(question(model, 1), "Step 1: what is p?");
  assert.equal(question(model, 6), "Step 6: what does the edge x → p contribute to ∂L/∂x?");
  assert.equal(question(model, 7), "Step 7: what is ∂L/∂x now?");
});

for (const [pass, step, typed, right, say] of [
  [EXACT, 7, "-3", true, "Right."],
  [EXACT, 7, "3", false, "Check the sign."],
  [EXACT, 7, "-1,5", false, "That is the contribution alone; x has a gradient already, add to it."],
  [EXACT, 6, "-.5", false, "That is the local derivative alone; times the upstream gradient?"],
  [EXACT, 6, "3", false, "That is the upstream gradient alone; times the local derivative?"],
  [EXACT, 6, "7", false, "Not yet. Try again, or let it be shown."],
  [EXACT, 6, "seven", false, "Please type a number, such as −0.25."],
  [EXACT, 6, "-1.507", true, "Right."],
  [EXACT, 6, "-1.51", false, "Not yet. Try again, or let it be shown."],
  [BY_HAND, 6, "-1.50", true, "Right."],
  [BY_HAND, 6, "-1.51", true, "Right, up to the last place."],
  [BY_HAND, 6, "-1.52", false, "Not yet. Try again, or let it be shown."],
]) {
  test(`${typed} for step ${step}, ${pass.title}: ${say}`, () => {
    assert.deepEqual(judge(model, pass, step, typed), { right, say });
  });
}
