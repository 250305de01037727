import assert from "node:assert/strict";
import { test } from "node:test";
import { fitted, following, inSight, panned, seen, zoomed } from "../../visualize/player/camera.js";

const STAGE = { width: 800, height: 600 };
const SMALL = { width: 1000, height: 300 };
const LARGE = { width: 4000, height: 3000 };

test("a picture is shown whole, in the middle of the stage", () => {
  assert.deepEqual(fitted(SMALL, STAGE, false), { scale: 0.8, left: 0, top: 180 });
});

test("of a picture too large to read a part is shown, or all where that is asked for", () => {
  assert.deepEqual(fitted(LARGE, STAGE, false), { scale: 0.85, left: 0, top: 0 });
  assert.deepEqual(fitted(LARGE, STAGE, true), { scale: 0.2, left: 0, top: 0 });
});

test("zooming keeps what is seen at one place of the stage", () => {
  const at = { x: 100, y: 50 };
  const before = { scale: 0.5, left: 20, top: 30 };
  const point = { x: 160, y: 40 };
  assert.deepEqual(seen(before, point), at);

  const after = zoomed(before, 2, at);

  assert.equal(after.scale, 1);
  assert.deepEqual(seen(after, point), at);
});

test("zooming has an end on both sides", () => {
  const lens = { scale: 1, left: 0, top: 0 };

  assert.equal(zoomed(lens, 1000, { x: 0, y: 0 }).scale, 8);
  assert.equal(zoomed(lens, 0.00001, { x: 0, y: 0 }).scale, 0.01);
});

test("the view follows a point that is out of sight, and only then", () => {
  const lens = { scale: 1, left: 0, top: 0 };

  assert.equal(following(lens, { x: 400, y: 300 }, LARGE, STAGE), lens);
  const moved = following(lens, { x: 3000, y: 20 }, LARGE, STAGE);
  assert.deepEqual(seen(moved, { x: 3000, y: 20 }), { x: 400, y: 300 });
});

test("a view that shows the whole picture stays, even for a node at its border", () => {
  const lens = fitted(SMALL, STAGE, false);

  assert.equal(inSight(seen(lens, { x: 5, y: 5 }), STAGE), false);
  assert.equal(following(lens, { x: 5, y: 5 }, SMALL, STAGE), lens);
  const away = panned(lens, -700, 0);
  assert.notEqual(following(away, { x: 5, y: 5 }, SMALL, STAGE), away);
});
