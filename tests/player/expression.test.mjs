import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluate, Unread } from "../../visualize/player/expression.js";

const S = 1 / (1 + Math.exp(-1.2));

for (const [typed, expected] of [
  ["−0.25", -0.25],
  ["-0,25", -0.25],
  ["+.5", 0.5],
  [" 1e-3 ", 0.001],
  ["2,5e−3", 0.0025],
  ["0.29*0.2288", 0.29 * 0.2288],
  ["1/4", 0.25],
  ["8:4/2", 1],
  ["1 - 2 − 3", -4],
  ["2 + 3 · 4 × 5", 62],
  ["-2^2", -4],
  ["(-2)²", 4],
  ["2^-1", 0.5],
  ["2^3^2", 512],
  ["2**3", 8],
  ["2·−3", -6],
  ["0.5(-0.3)", -0.15],
  ["(1)(2)(3)", 6],
  ["2σ(0)", 1],
  ["σ(1.2)(1-σ(1.2))", S * (1 - S)],
  ["1 - tanh(0,5)^2", 1 - Math.tanh(0.5) ** 2],
  ["Sqrt(16) + √(9) + ln(e) + exp(0)", 9],
  ["0 · -1", 0],
]) {
  test(`${typed} is ${expected}`, () => assert.equal(evaluate(typed), expected));
}

for (const [typed, why] of [
  ["", /Type a number such as −0\.25/],
  ["banana", /“banana” is not known; type numbers, or exp, tanh/],
  ["alert(1)", /“alert” is not known/],
  ["constructor(1)", /“constructor” is not known/],
  ["1,234.5", /“\.5” is not expected there/],
  ["1 2", /“2” is not expected there/],
  ["2 *", /missing at the end/],
  ["(1", /not closed/],
  ["1)", /“\)” is not expected/],
  ["tanh 1", /with a bracket: tanh\(0\.5\)/],
  ["1/0", /no value/],
  ["sqrt(-1)", /no value/],
  ["9^9^9", /no value/],
  ["$x", /“\$” cannot be read/],
  ["1".repeat(300), /at most 200 characters/],
  ["(".repeat(90), /too many brackets/],
  ["2^".repeat(90), /too many powers/],
]) {
  test(`"${typed.slice(0, 20)}" is refused: ${why}`, () => {
    assert.throws(
      () => evaluate(typed),
      (error) => error instanceof Unread && why.test(error.message),
    );
  });
}
