import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutOf, switched } from "../../visualize/player/modules.js";

/** A net with two layers, and a loss beside it; the layers are never open together. */
const plan = {
  first: "",
  modules: { net: "", "net.0": "net", "net.1": "net", loss: "" },
  layouts: Object.fromEntries(
    [[], ["net"], ["loss"], ["net", "loss"], ["net", "net.0"], ["net", "net.1"]]
      .concat([["net", "net.0", "loss"]])
      .map((frames) => [frames.join("+"), { cards: [], lines: [], frames }]),
  ),
};

test("a layout is found by its name", () => {
  assert.equal(layoutOf(plan, "net+net.0"), "net+net.0");
});

test("modules named together are open with those around them, in any order", () => {
  assert.equal(layoutOf(plan, "loss,net.0"), "net+net.0+loss");
  assert.equal(layoutOf(plan, "net.0,loss,nobody"), "net+net.0+loss");
});

test("a combination that no layout has becomes the nearest, and nonsense the first", () => {
  assert.equal(layoutOf(plan, "net.1,loss"), "net+loss");
  assert.equal(layoutOf(plan, "nobody"), "");
  assert.equal(layoutOf(plan, "toString"), "");
});

test("opening a module keeps the others open", () => {
  assert.deepEqual(switched(plan, "net+net.0", "loss", true), {
    name: "net+net.0+loss",
    closed: [],
    opened: [],
  });
});

test("closing a module closes only it and what is inside", () => {
  assert.equal(switched(plan, "net+net.0+loss", "loss", false).name, "net+net.0");
  assert.equal(switched(plan, "net+net.0+loss", "net", false).name, "loss");
});

test("where the combination is missing, what was opened is open and the rest is told", () => {
  assert.deepEqual(switched(plan, "net+net.0", "net.1", true), {
    name: "net+net.1",
    closed: ["net.0"],
    opened: [],
  });
});

test("where the combination is missing, what was closed is closed and the rest is told", () => {
  const { loss, ...layouts } = plan.layouts;

  assert.deepEqual(switched({ ...plan, layouts }, "net+loss", "net", false), {
    name: "",
    closed: ["loss"],
    opened: [],
  });
});

test("a module that no layout has open cannot be opened", () => {
  const without = { ...plan, modules: { ...plan.modules, big: "" } };

  assert.equal(switched(without, "net", "big", true), null);
});
