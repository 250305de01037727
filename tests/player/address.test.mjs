import assert from "node:assert/strict";
import { test } from "node:test";
import { onRoute, readAddress, writeAddress } from "../../visualize/player/address.js";
import { BY_HAND, EXACT, model } from "./cubic.mjs";

const FIRST = { step: 0, only: null, pass: EXACT, asking: false, open: "*" };

test("an address gives back the state it was written for", () => {
  for (const state of [
    FIRST,
    { step: 11, only: 1, pass: BY_HAND, asking: true, open: "" },
    { step: 13, only: 0, pass: EXACT, asking: false, open: "*" },
  ])
    assert.deepEqual(readAddress(model, `#${writeAddress(model, state)}`), state);
});

test("an address is short", () => {
  assert.equal(writeAddress(model, FIRST), "s=0");
  assert.equal(
    writeAddress(model, { step: 11, only: 1, pass: BY_HAND, asking: true, open: "" }),
    "s=11&only=w1&places=2&predict=1&open=",
  );
});

for (const hash of [
  "",
  "#",
  "#s=-4",
  "#s=1e9",
  "#s=99999999999",
  "#only=L&places=77",
  "#%E0%A4%A",
]) {
  test(`"${hash}" is the first state`, () => {
    assert.deepEqual(readAddress(model, hash), FIRST);
  });
}

test("an address says all: what it leaves out is as at first", () => {
  assert.deepEqual(readAddress(model, "#s=3"), { ...FIRST, step: 3 });
});

test("a step off the route becomes the next one on it", () => {
  assert.equal(readAddress(model, "#s=7&only=w1").step, 11);
  assert.equal(onRoute([4, 5, 13], 20), 13);
});
