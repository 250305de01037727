import assert from "node:assert/strict";
import { test } from "node:test";
import { BY_HAND, EXACT, model } from "./cubic.mjs";

test("a value is blank before its step", () => {
  assert.equal(model.value(EXACT, 2, 0), "");
  assert.equal(model.value(EXACT, 2, 1), "−1.5");
});

test("all that is given is known from the first step on", () => {
  assert.deepEqual(
    [0, 1, 2].map((node) => model.value(EXACT, node, 0)),
    ["3", "−0.5", ""],
  );
});

test("a gradient is blank first, then as far as it has grown", () => {
  const grown = [4, 5, 6, 7, 9].map((step) => model.gradient(EXACT, 0, step));

  assert.deepEqual(grown, ["", "−1.5 + …", "−1.5 + …", "−3", "−3"]);
});

test("the one contribution that a node receives is its gradient", () => {
  assert.equal(model.gradient(EXACT, 1, 7), "");
  assert.equal(model.gradient(EXACT, 1, 8), "9");
  assert.equal(model.isComplete(8), true);
  assert.equal(model.isComplete(5), false);
});

test("a local derivative is known with the value of its result", () => {
  assert.equal(model.partial(EXACT, 2, 1), "");
  assert.equal(model.partial(EXACT, 2, 2), "×3");
});

test("a route follows the paths of one node", () => {
  assert.deepEqual(model.route(null), [...Array(10).keys()]);
  assert.deepEqual(model.route(1), [3, 4, 8, 9]);
  assert.deepEqual(model.route(0), [3, 4, 5, 6, 7, 9]);
});

test("a chain ends at the output or at a node of several uses", () => {
  assert.deepEqual(model.chain(1), { from: 3, edges: [2, 1] });
  assert.deepEqual(model.chain(3), { from: 3, edges: [3] });
});

test("a running product shows every product on the way, rounded as it is sent on", () => {
  assert.equal(model.runningProduct(EXACT, 8), "1 × 3 = 3 × 3 = 9");
  assert.equal(model.runningProduct(BY_HAND, 6), "1 × 3 = 3.00 × (−0.5) = −1.50");
  assert.equal(model.runningProduct(EXACT, 2), "");
});

test("a node is found by its name and by its name in plain letters", () => {
  assert.equal(model.find("w₁"), 1);
  assert.equal(model.find("w1"), 1);
  assert.equal(model.find("nobody"), null);
  assert.equal(model.shortName(1), "w1");
});

test("the next node is that of the next edge's result", () => {
  const route = model.route(null);

  assert.equal(model.otherNode(route, 3, 1), 4);
  assert.equal(model.otherNode(route, 4, 1), 6);
  assert.equal(model.otherNode(route, 6, -1), 5);
  assert.equal(model.otherNode(route, 9, 1), 9);
});

test("the card of a closed module tells what a step brings", () => {
  assert.deepEqual(
    [0, 1, 5, 6, 7, 9].map((step) => model.brings(EXACT, step)),
    ["", "p = −1.5", "∂ x = −1.5 + …", "∂ x + −1.5", "∂ x = −3", ""],
  );
});
