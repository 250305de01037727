import assert from "node:assert/strict";
import { test } from "node:test";
import {
  advanced,
  EXACT,
  ending,
  readWays,
  stepped,
  updates,
  writeWays,
} from "../../visualize/player/descent.js";

const way = { eta: 0.25, key: "exact" };
const point = (loss, by = way) => ({ numbers: [], loss, shown: `${loss}`, way: by });
const start = { points: [point(4, null)], at: 0 };

/* L = w²·x with x = 2: ∂L/∂w = 4w, ∂L/∂x = w². */
const gradients = ([w, x]) => [2 * w * x, w * w];

test("a step takes η times the gradient from each parameter, and leaves the others", () => {
  const made = updates([3, 2], gradients([3, 2]), [0], 0.125, EXACT);

  assert.deepEqual(made, [{ leaf: 0, old: 3, gradient: 12, change: 1.5, next: 1.5 }]);
  assert.deepEqual(stepped([3, 2], made), [1.5, 2]);
});

test("a step by hand rounds the product and the difference", () => {
  const cents = (x) => Math.round(x * 100) / 100;
  const paper = { times: (a, b) => cents(a * b), minus: (a, b) => cents(a - b) };

  const [made] = updates([1], [0.36], [0], 0.1, paper);

  assert.deepEqual([made.change, made.next], [0.04, 0.96]);
});

test("a run goes on from the point that is shown", () => {
  const three = advanced(advanced(start, point(3)), point(2));

  assert.deepEqual(
    three.points.map(({ loss }) => loss),
    [4, 3, 2],
  );
  const branched = advanced({ ...three, at: 1 }, point(9));
  assert.deepEqual(
    branched.points.map(({ loss }) => loss),
    [4, 3, 9],
  );
  assert.equal(branched.at, 2);
});

const moving = [{ leaf: 0, old: 1, gradient: 4, change: 1, next: 0 }];
for (const [what, run, next, says] of [
  ["goes on", start, moving, /^$/],
  ["has no parameter", start, [], /choose at least one/],
  ["is at rest", start, [{ ...moving[0], gradient: 0, change: 0, next: 1 }], /Every gradient is 0/],
  ["is rounded away", start, [{ ...moving[0], change: 0, next: 1 }], /rounded away/],
  ["diverges", advanced(start, point(5000)), moving, /smaller η/],
  ["comes back", advanced(advanced(start, point(6000)), point(5000)), moving, /^$/],
  ["is long", { points: Array(1001).fill(point(1)), at: 1000 }, moving, /1000 steps/],
]) {
  test(`a run that ${what} says so`, () => assert.match(ending(run, next), says));
}

test("a run is written as its legs and read again", () => {
  const ways = [
    ...Array(12).fill({ eta: 0.5, key: "exact" }),
    ...Array(3).fill({ eta: 1e-7, key: "4" }),
  ];
  const run = ways.reduce((each, by) => advanced(each, point(1, by)), start);

  assert.equal(writeWays(run), "0.5*12,1e-7@4*3");
  assert.deepEqual(readWays(writeWays(run), ["exact", "4"]), ways);
});

for (const word of ["", "0.5", "0.5*x", "-1*3", "0*3", "1e999*3", "0.5@9*3", "0.5*12;0.5*3"]) {
  test(`"${word}" is no run`, () => assert.deepEqual(readWays(word, ["exact"]), []));
}

test("a run from an address is not endless", () => {
  assert.equal(readWays("0.5*9999,0.5*9999", ["exact"]).length, 1000);
});
