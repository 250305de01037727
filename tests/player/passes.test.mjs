import assert from "node:assert/strict";
import { test } from "node:test";
import { data, model, newModel } from "./cubic.mjs";

test("with other leaves every number is another", () => {
  const edited = newModel();

  const pass = edited.passes.edit(new Map([[0, 2]]), "exact");

  assert.deepEqual(pass.values, ["2", "−0.5", "−1", "−2"]);
  assert.equal(edited.gradient(pass, 0, 9), "−2");
  assert.equal(edited.passes.of("2").values[3], "−2.00");
  assert.equal(edited.passes.edit(new Map(), "exact").values[3], "−4.5");
});

test("numbers that have no pass change nothing", () => {
  const edited = newModel();
  const before = edited.passes.of("exact");
  const broken = new Map([[0, Number.MAX_VALUE]]);
  edited.passes.program.computed[1] = {
    ...edited.passes.program.computed[1],
    rule: {
      domain: "",
      value: () => {
        throw new Error("no such number");
      },
      partials: [],
    },
  };

  assert.throws(() => edited.passes.edit(broken, "exact"));

  assert.equal(edited.passes.of("exact"), before);
});

test("a page that computes otherwise than Python says where, and edits nothing", () => {
  const known = { exact: { ...data.known.exact, values: [3, -0.5, -1.5, -4.75] } };

  assert.equal(model.passes.trouble, "");
  assert.equal(
    newModel({ known }).passes.trouble,
    "this browser computes L differently from Python",
  );
  const partials = { exact: { ...data.known.exact, partials: [-0.5, 3, 3, -1.25] } };
  assert.equal(
    newModel({ known: partials }).passes.trouble,
    "this browser computes x → L differently from Python",
  );
});

test("the last places of a number are no disagreement, nor what cancels but for them", () => {
  const { values, befores } = data.known.exact;
  const near = values.map((x) => x * (1 + 1e-14));
  const exact = { ...data.known.exact, values: near, befores: befores.map((x) => x - 1e-16) };

  assert.equal(newModel({ known: { exact } }).passes.trouble, "");
});
