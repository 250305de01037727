import assert from "node:assert/strict";
import { test } from "node:test";
import {
  fitted,
  following,
  inSight,
  panned,
  seen,
  shownPart,
  united,
  withoutGaps,
  zoomed,
} from "../../visualize/player/camera.js";

const STAGE = { width: 800, height: 600 };
const SMALL = { width: 1000, height: 300 };
const LARGE = { width: 4000, height: 3000 };

/** A card of the usual size around a point. */
const card = (x, y) => ({ left: x - 50, top: y - 30, right: x + 50, bottom: y + 30 });

test("a picture is shown whole, in the middle of the stage", () => {
  assert.deepEqual(fitted(SMALL, STAGE, 0.7), { scale: 0.8, left: 0, top: 180 });
  assert.equal(fitted({ width: 40, height: 30 }, STAGE, 0.7).scale, 3);
});

test("of a picture too large to read a part is shown, or all where no text need be read", () => {
  assert.deepEqual(fitted(LARGE, STAGE, 1.3), { scale: 1.3, left: 0, top: 0 });
  assert.deepEqual(fitted(LARGE, STAGE, 4), { scale: 4, left: 0, top: 0 });
  assert.deepEqual(fitted(LARGE, STAGE, 0), { scale: 0.2, left: 0, top: 0 });
});

test("zooming keeps what is seen at one place of the stage", () => {
  const at = { x: 100, y: 50 };
  const before = { scale: 0.5, left: 20, top: 30 };
  const point = { left: 160, top: 40, right: 160, bottom: 40 };
  const there = { left: 100, top: 50, right: 100, bottom: 50 };
  assert.deepEqual(seen(before, point), there);

  const after = zoomed(before, 2, at);

  assert.equal(after.scale, 1);
  assert.deepEqual(seen(after, point), there);
});

test("zooming has an end on both sides", () => {
  const lens = { scale: 1, left: 0, top: 0 };

  assert.equal(zoomed(lens, 1000, { x: 0, y: 0 }).scale, 8);
  assert.equal(zoomed(lens, 0.00001, { x: 0, y: 0 }).scale, 0.01);
});

test("what the stage shows is the part whose corners are seen at its corners", () => {
  const lens = { scale: 2, left: -100, top: -40 };

  assert.deepEqual(shownPart(lens, STAGE), { left: 50, top: 20, right: 450, bottom: 320 });
});

test("a view that shows all boxes stays", () => {
  const lens = { scale: 1, left: -100, top: -100 };
  const boxes = [card(300, 300), card(700, 500)];

  assert.equal(following(lens, boxes, united(boxes), LARGE, STAGE), lens);
});

test("a view that must move shows both boxes and what is around them", () => {
  const lens = { scale: 1, left: 0, top: 0 };
  const boxes = [card(2000, 300), card(2200, 400)];
  const around = united([...boxes, card(2300, 500)]);

  const after = following(lens, boxes, around, LARGE, STAGE);

  assert.equal(inSight(seen(after, around), STAGE), true);
  assert.equal(after.scale, 1);
  assert.equal(after.top, 0, "up and down there was no need to move");
});

test("of boxes that do not fit together those are in sight that fit with the first", () => {
  const lens = { scale: 1, left: 0, top: 0 };
  const [operand, label, node] = [card(2000, 1000), card(2500, 1010), card(2200, 2500)];
  const boxes = [operand, node, label];

  const after = following(lens, boxes, operand, LARGE, STAGE);

  assert.equal(inSight(seen(after, united([operand, label])), STAGE), true);
  assert.equal(inSight(seen(after, node), STAGE), false);
});

test("a box larger than the stage is seen from its beginning", () => {
  const box = { left: 1000, top: 1000, right: 2000, bottom: 2500 };

  const at = seen(following({ scale: 1, left: 0, top: 0 }, [box], box, LARGE, STAGE), box);

  assert.ok(at.left >= 0 && at.left < 20 && at.top >= 0 && at.top < 20);
});

test("no room is lost beside a picture, and a small one stands in the middle", () => {
  assert.deepEqual(withoutGaps({ scale: 1, left: 50, top: -9000 }, LARGE, STAGE), {
    scale: 1,
    left: 0,
    top: -2400,
  });
  assert.equal(withoutGaps({ scale: 0.5, left: -90, top: 0 }, SMALL, STAGE).left, 150);
});

test("a view that was pushed aside comes back to its node", () => {
  const lens = fitted(SMALL, STAGE, 0.5);
  const box = card(60, 150);

  assert.equal(following(lens, [box], box, SMALL, STAGE), lens);
  const away = panned(lens, -700, 0);
  assert.equal(inSight(seen(following(away, [box], box, SMALL, STAGE), box), STAGE), true);
});
