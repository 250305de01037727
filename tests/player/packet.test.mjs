import assert from "node:assert/strict";
import { test } from "node:test";
import { overlap, pointsAlong } from "../../visualize/player/boxes.js";
import {
  boxAround,
  flight,
  packetText,
  restingPlace,
  roomOf,
  wayAlong,
} from "../../visualize/player/packet.js";
import { EXACT, model } from "./cubic.mjs";

const BOUNDS = { left: 0, top: 0, right: 600, bottom: 400 };
const SIZE = { width: 120, height: 20 };

test("a packet says what its edge multiplies, and what two uses add up to", () => {
  const said = model.steps.map((_, step) => packetText(model, EXACT, step).join(" "));

  assert.deepEqual(
    new Set(said),
    new Set([
      "",
      "1 × 3 = 3",
      "1 × (−1.5) = −1.5",
      "3 × (−0.5) = −1.5",
      "−1.5 + (−1.5) = −3",
      "3 × 3 = 9",
    ]),
  );
});

test("a packet rests near its point where nothing stands", () => {
  const found = restingPlace(SIZE, { x: 300, y: 200 }, [], [], BOUNDS);

  assert.deepEqual(found, { at: { x: 300, y: 200 }, covered: 0 });
});

test("a packet rests on nothing, where there is room", () => {
  const card = { left: 200, top: 150, right: 320, bottom: 260 };
  const label = { left: 330, top: 190, right: 400, bottom: 210 };

  const { at, covered } = restingPlace(SIZE, { x: 300, y: 200 }, [card], [label], BOUNDS);

  const box = boxAround(at, SIZE);
  assert.equal(covered, 0);
  assert.equal(overlap(box, card) + overlap(box, label), 0);
  assert.ok(Math.hypot(at.x - 300, at.y - 200) < 100);
});

test("where there is no room a packet covers the least, never what may not be covered", () => {
  const never = { left: 0, top: 0, right: 600, bottom: 300 };
  const below = { left: 0, top: 300, right: 600, bottom: 400 };

  const { at, covered } = restingPlace(SIZE, { x: 300, y: 250 }, [never], [below], BOUNDS);

  assert.ok(covered > 0);
  assert.equal(overlap(boxAround(at, SIZE), never), 0);
});

test("a packet stays within its bounds", () => {
  const { at } = restingPlace(SIZE, { x: 595, y: 395 }, [], [], BOUNDS);

  const { right, bottom } = boxAround(at, SIZE);
  assert.ok(right <= 600 && bottom <= 400);
});

test("a packet takes two lines where one has no room", () => {
  const text = ["−0.0133042 × 0.155612", "= −0.00207029"];
  const wire = pointsAlong("M100,100C200,100 300,100 400,100");
  const walls = [
    { left: 0, top: 0, right: 180, bottom: 400 },
    { left: 360, top: 0, right: 600, bottom: 400 },
  ];

  assert.equal(flight(text, wire, [], [], BOUNDS).lines.length, 1);
  assert.equal(flight(text, wire, [], walls, BOUNDS).lines.length, 2);
  assert.ok(roomOf(text).width < roomOf([text.join(" ")]).width);
});

test("a packet travels from the node to where it rests beside the operand", () => {
  const wire = pointsAlong("M100,100C200,100 300,200 400,200");
  const node = { left: 400, top: 170, right: 500, bottom: 230 };
  const operand = { left: 0, top: 70, right: 100, bottom: 130 };

  const { way, at } = flight(["1 × 2", "= 2"], wire, [operand, node], [], BOUNDS);

  assert.deepEqual(way.at(-1), at);
  assert.ok(way[0].x > way.at(-1).x);
  const size = roomOf(["1 × 2 = 2"]);
  for (const point of [way[0], at])
    for (const card of [operand, node]) assert.equal(overlap(boxAround(point, size), card), 0);
});

test("a way keeps the form of its wire between other ends", () => {
  const wire = [0, 10, 20].map((x) => ({ x, y: 0 }));

  const way = wayAlong(wire, { x: 0, y: 4 }, { x: 20, y: 8 });

  assert.deepEqual(way, [
    { x: 0, y: 4 },
    { x: 10, y: 6 },
    { x: 20, y: 8 },
  ]);
});
