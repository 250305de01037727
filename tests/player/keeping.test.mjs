import assert from "node:assert/strict";
import { test } from "node:test";
import { addressNames, readEdits, writeEdits } from "../../visualize/player/keeping.js";

const NAMES = addressNames(["w1", "b", "x"]);
const GIVEN = [0.5, 0, 3];
const KEYS = ["exact", "4"];
const FIRST = { numbers: GIVEN, eta: null, parameters: null, ways: [], at: 0 };

const read = (hash) =>
  readEdits(new URLSearchParams(hash), NAMES, GIVEN, (place) => place !== 2, KEYS);

function write(now, eta = null, parameters = null) {
  const words = new URLSearchParams();
  writeEdits(words, NAMES, GIVEN, now, eta, parameters);
  return decodeURIComponent(words.toString());
}

test("edits are short words, and nothing where nothing is edited", () => {
  assert.equal(write({ numbers: [0.75, -1e-7, 3], run: null }), "set=w1:0.75,b:-1e-7");
  assert.equal(write({ numbers: GIVEN, run: null }), "");
});

test("a run is kept as its start and its steps", () => {
  const way = { eta: 0.1, key: "4" };
  const points = [
    [0.75, 0, 3],
    [0.7, 0.1, 3],
    [0.65, 0.2, 3],
  ].map((numbers, i) => ({
    numbers,
    loss: 1,
    shown: "1",
    way: i ? way : null,
  }));
  const now = { numbers: points[1].numbers, run: { points, at: 1 } };

  const hash = write(now, 0.1, [1]);

  assert.equal(hash, "set=w1:0.75&eta=0.1&learn=b&run=0.1@4*2&at=1");
  assert.deepEqual(read(hash), {
    numbers: [0.75, 0, 3],
    eta: 0.1,
    parameters: [1],
    ways: [way, way],
    at: 1,
  });
});

for (const [hash, change] of [
  ["", {}],
  ["set=w1:0.8,b:-1e-7", { numbers: [0.8, -1e-7, 3] }],
  ["set=w1:0.8,b:x,nobody:3,w1,:4,b:", { numbers: [0.8, 0, 3] }],
  ["set=w1:1e999,b:Infinity", {}],
  ["set=x:5", {}],
  ["set=w1:1_0,b:0x10", {}],
  ["eta=-1&run=5&at=99", {}],
  ["eta=abc&learn=x,nobody,b", { parameters: [1] }],
  ["learn=", { parameters: [] }],
]) {
  test(`"${hash}" is read, and what is wrong in it ignored`, () =>
    assert.deepEqual(read(hash), { ...FIRST, ...change }));
}

test("leaves that share a name, or whose name has a comma, are found by their place", () => {
  assert.deepEqual(addressNames(["w", "w", "a,b", "c:d", "~7", ""]), [
    "w",
    "~1",
    "~2",
    "~3",
    "~4",
    "~5",
  ]);
});
