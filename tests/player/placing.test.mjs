import assert from "node:assert/strict";
import { test } from "node:test";
import { beside } from "../../visualize/player/placing.js";

const STAGE = { left: 0, top: 100, width: 800, height: 600 };
const CARD = { width: 300, height: 200 };
const rect = (left, top, width = 80, height = 50) => ({ left, top, width, height });
const place = (about, dear = [], others = []) => beside(CARD, about, dear, others, STAGE);

test("a card lies under what it is about, in the middle", () => {
  assert.deepEqual(place(rect(400, 200)), { left: 290, top: 258 });
});

test("it does not leave the stage", () => {
  assert.deepEqual(place(rect(0, 200)), { left: 8, top: 258 });
  assert.deepEqual(place(rect(750, 640)), { left: 492, top: 432 });
});

test("it goes elsewhere rather than hide the step", () => {
  assert.deepEqual(place(rect(400, 320), [rect(400, 400)]), { left: 290, top: 112 });
});

test("it hides rather another node than the step, and rather nothing", () => {
  const step = [rect(400, 400), rect(400, 200)];
  const others = [rect(500, 320)];

  assert.deepEqual(place(rect(400, 320), step, others), { left: 92, top: 245 });
});

test("a bit of the step counts more than much of other nodes", () => {
  const about = rect(400, 350);
  const others = [rect(0, 100, 800, 240), rect(0, 410, 800, 290), rect(0, 300, 390, 100)];

  assert.deepEqual(place(about, [], others), { left: 488, top: 275 });
  assert.deepEqual(place(about, [rect(600, 300, 40, 40)], others), { left: 290, top: 408 });
});

test("in a stage that is too small it keeps to the upper left corner", () => {
  const small = { left: 0, top: 0, width: 200, height: 100 };

  assert.deepEqual(beside(CARD, rect(90, 40), [], [], small), { left: 8, top: 8 });
});

test("rather than hide the step it lies over the end of another part of the page", () => {
  const aside = rect(800, 0, 400, 700);
  const free = beside(CARD, rect(400, 320), [], [], STAGE, aside);
  const all = beside(CARD, rect(400, 320), [rect(0, 100, 800, 600)], [], STAGE, aside);

  assert.deepEqual(free, { left: 290, top: 378 });
  assert.deepEqual(all, { left: 892, top: 492 });
});
