import assert from "node:assert/strict";
import { test } from "node:test";
import { BY_HAND, EXACT, newModel } from "./cubic.mjs";

test("a sentence has its numbers, negative ones in brackets where they need them", () => {
  assert.equal(EXACT.sentence(2), "L is −4.5, p is (−1.5) and −(−0.5)");
  assert.equal(BY_HAND.sentence(2), "L is −4.50, p is (−1.50) and −(−0.5)");
});

test("a formula writes the sign of a number as a sign", () => {
  const [, number] = EXACT.equation(2);

  assert.equal(number, "<mrow><mo>(</mo><mrow><mo>−</mo><mn>4.5</mn></mrow><mo>)</mo></mrow>");
});

test("a step in LaTeX repeats no part", () => {
  assert.equal(EXACT.latex(2), "L = \\left(-4.5\\right)");
});

test("a local derivative is written like the node that it equals", () => {
  const edited = newModel();
  const fine = edited.passes.edit(new Map([[0, 0.123456789]]), "2");

  assert.equal(BY_HAND.partial(1), "3");
  assert.equal(fine.partial(1), "0.12"); // by hand it is rounded: no longer x itself
});

test("a number of many digits is shortened in the picture, not in the text", () => {
  const edited = newModel();
  const fine = edited.passes.edit(new Map([[1, 0.6394267984578837]]), "2");

  assert.equal(fine.values[1], "≈0.639427");
  assert.match(fine.sentence(0), /−0\.6394267984578837/);
});
