import assert from "node:assert/strict";
import { test } from "node:test";
import { onRoute, readAddress, writeAddress } from "../../visualize/player/address.js";
import { model } from "./cubic.mjs";

const FIRST = {
  step: 0,
  only: null,
  chosen: null,
  by: "edge",
  places: "exact",
  asking: false,
  open: "*",
  view: "",
};
const OTHER = {
  step: 8,
  only: 1,
  chosen: 2,
  by: "node",
  places: "2",
  asking: true,
  open: "",
  view: "embed",
};

test("an address gives back the state it was written for", () => {
  for (const state of [FIRST, OTHER, { ...FIRST, step: 9, only: 0, by: "layer" }])
    assert.deepEqual(readAddress(model, `#${writeAddress(model, state)}`), state);
});

test("an address is short", () => {
  assert.equal(writeAddress(model, FIRST), "s=0");
  assert.equal(
    writeAddress(model, OTHER),
    "s=8&only=w1&node=p&by=node&places=2&predict=1&open=&view=embed",
  );
});

for (const hash of [
  "",
  "#",
  "#s=-4",
  "#s=1e9",
  "#s=99999999999",
  "#only=L&places=77&view=presenter",
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
  assert.equal(readAddress(model, "#s=5&only=w1").step, 8);
  assert.equal(onRoute([3, 4, 9], 20), 9);
});
