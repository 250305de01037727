import assert from "node:assert/strict";
import { test } from "node:test";
import { boxOf, boxOfText, overlap, pointsAlong } from "../../visualize/player/boxes.js";

/** An element of a picture that a browser need not lay out. */
function drawn(attributes, bodies = [], parent = null, text = "") {
  return {
    getAttribute: (name) => (name in attributes ? String(attributes[name]) : null),
    querySelectorAll: () => bodies,
    querySelector: () => bodies[0] ?? null,
    parentNode: parent,
    textContent: text,
  };
}

const INNER = drawn({ transform: "translate(10.0 20.5)" });

test("a card's box is that of its outline, moved with the picture", () => {
  const rect = drawn({ x: 5, y: 6, width: 100, height: 40 });
  const circle = drawn({ cx: 50, cy: 40, r: 30 });

  assert.deepEqual(boxOf(drawn({}, [rect], INNER)), {
    left: 15,
    top: 26.5,
    right: 115,
    bottom: 66.5,
  });
  assert.deepEqual(boxOf(drawn({}, [circle], INNER)), {
    left: 30,
    top: 30.5,
    right: 90,
    bottom: 90.5,
  });
});

test("of the two sheets of a closed module the front one counts", () => {
  const sheets = [4, 0].map((x) => drawn({ x, y: -x, width: 10, height: 10 }));

  assert.equal(boxOf(drawn({}, sheets, INNER)).left, 10);
});

test("a text's box lies around its middle, or begins where it begins", () => {
  const wire = drawn({}, [], INNER);
  const place = { x: 100, y: 50, "font-size": 10 };

  const middle = boxOfText(drawn({ ...place, "text-anchor": "middle" }, [], wire, "0.25"));
  const start = boxOfText(drawn({ ...place, "text-anchor": "start" }, [], wire, "0.25"));

  assert.equal((middle.left + middle.right) / 2, 110);
  assert.equal(start.left, 110);
  assert.equal(start.right - start.left, middle.right - middle.left);
  assert.ok(middle.top < 70.5 && middle.bottom > 70.5);
});

test("the points along a wire begin and end with it, and lie on its curve", () => {
  const points = pointsAlong("M0,0C10,0 20,0 30,0 30,10 30,20 30.5,-30", 2);

  assert.deepEqual(points, [
    { x: 0, y: 0 },
    { x: 15, y: 0 },
    { x: 30, y: 0 },
    { x: 30.0625, y: 7.5 },
    { x: 30.5, y: -30 },
  ]);
});

test("boxes that touch have nothing in common", () => {
  const box = { left: 0, top: 0, right: 10, bottom: 10 };

  assert.equal(overlap(box, { left: 10, top: 0, right: 20, bottom: 10 }), 0);
  assert.equal(overlap(box, { left: 8, top: 7, right: 20, bottom: 20 }), 6);
});
