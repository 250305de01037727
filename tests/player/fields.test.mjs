import assert from "node:assert/strict";
import { test } from "node:test";
import { nudged, reach, typed, written } from "../../visualize/player/fields.js";

test("a typed number keeps all its digits, a computed one those that are sure", () => {
  assert.deepEqual(typed(" −0,8444218515250481 "), { number: -0.8444218515250481, say: "" });
  assert.equal(typed("0.1+0.2").number, 0.3);
  assert.equal(typed("0.29*0.2288").number, 0.066352);
  assert.equal(typed("1/4").number, 0.25);
});

test("what is no number is answered by what to write", () => {
  for (const text of ["", "banana", "1/0", "1e999"]) {
    const { number, say } = typed(text);
    assert.equal(number, null);
    assert.match(say, /^(Type|“banana”|This calculation).*\.$/);
  }
});

test("a number is written with all its digits and a true minus", () => {
  assert.equal(written(-0.8444218515250481), "−0.8444218515250481");
  assert.equal(written(1e-7), "1e−7");
  assert.equal(typed(written(-1e-7)).number, -1e-7);
});

for (const [text, by, expected] of [
  ["0.24", 1, "0.25"],
  ["0.29", 1, "0.30"],
  ["0.30", 10, "0.40"],
  ["3", -1, "2"],
  ["−0,2", 1, "−0.1"],
  ["0.1", -1, "0.0"],
  ["−0.8444218515250481", 1, "−0.843"],
  ["0.0001234567", 1, "0.000124"],
  ["1e−7", 1, "0.000000101"],
  ["1/4", 1, "0.251"],
  ["nonsense", 1, "0.01"],
]) {
  test(`${text} moved by ${by} in its last place is ${expected}`, () =>
    assert.equal(nudged(text, by), expected));
}

for (const [x, expected] of [
  [0, 1],
  [0.24, 1],
  [-0.63, 2],
  [1, 2],
  [3, 10],
  [-250, 500],
  [0.0003, 0.001],
  [1e308, 1e300],
  [5e-324, 1e-300],
]) {
  test(`the slider of ${x} reaches to ${expected}`, () => assert.equal(reach(x), expected));
}
