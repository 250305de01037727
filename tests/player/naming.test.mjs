import assert from "node:assert/strict";
import { test } from "node:test";
import { fileName, frameOf, linkTo } from "../../visualize/player/naming.js";

const PAGE = "https://school.example/nets/xor.html?y=1#s=3&only=w1";

test("a file is named after the title and the step", () => {
  assert.equal(fileName("Three sigmoids", 33, "svg"), "three-sigmoids-step-33.svg");
  assert.equal(fileName("Weight w₃: ∂L/∂w₃", 0, "png"), "weight-w3-l-w3-step-0.png");
  assert.equal(fileName("Übung 4", 7, "svg"), "übung-4-step-7.svg");
  assert.equal(fileName("नेटवर्क", 7, "svg"), "नेटवर्क-step-7.svg");
});

test("no title makes a path, a hidden file or a name too long", () => {
  assert.equal(fileName("../../etc/x\\y:z", 1, "svg"), "etc-x-y-z-step-1.svg");
  assert.equal(fileName("…∂·", 1, "svg"), "pass-step-1.svg");
  assert.equal(fileName("", 1, "svg"), "pass-step-1.svg");
  assert.ok(fileName("a".repeat(500), 1, "svg").length < 80);
});

test("a link changes the state and nothing else of the address", () => {
  assert.equal(linkTo(PAGE, "s=9"), "https://school.example/nets/xor.html?y=1#s=9");
  assert.equal(linkTo("file:///a%20b/L.html", "s=9"), "file:///a%20b/L.html#s=9");
});

test("a frame's code holds its address and title as text", () => {
  assert.match(
    frameOf(PAGE, "s=9&only=w1", 'a "b" <c>'),
    /^<iframe src="https:[^"]*#s=9&amp;only=w1"/,
  );
  assert.match(frameOf(PAGE, "s=9", 'a "b" <c>'), /title="a &quot;b&quot; &lt;c&gt;"/);
});

test("a frame of a file takes it from the folder of the page around it", () => {
  assert.match(frameOf("file:///home/x/a%20b.html#s=1", "s=9", "a"), /src="a%20b.html#s=9"/);
});
