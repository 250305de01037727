import assert from "node:assert/strict";
import { test } from "node:test";
import { fit, lineWidth } from "../../visualize/player/fit.js";

/** A stand-in for a line of text in the picture. @param {Record<string, string>} attributes */
function line(attributes) {
  return /** @type {any} */ ({
    attributes,
    getAttribute: (/** @type {string} */ name) => attributes[name] ?? null,
    setAttribute: (/** @type {string} */ name, /** @type {string} */ value) => {
      attributes[name] = value;
    },
    removeAttribute: (/** @type {string} */ name) => delete attributes[name],
  });
}

test("a number that fits stays as it is", () => {
  const text = line({ "data-room": "70", "font-size": "12" });

  fit(text, "−0.12");

  assert.equal(text.attributes.textLength, undefined);
});

test("a number that is too long becomes as wide as its room, and a short one free again", () => {
  const text = line({ "data-room": "70", "font-size": "12" });

  fit(text, "−1.23457e−05");
  assert.equal(text.attributes.textLength, "70");
  fit(text, "0.5");
  assert.equal(text.attributes.textLength, undefined);
});

test("a line without a room is left alone", () => {
  const text = line({ "font-size": "12" });

  fit(text, "−1.23457e−05 and much more");

  assert.equal(text.attributes.textLength, undefined);
});

test("a width is about that of the pictures' font", () => {
  assert.ok(Math.abs(lineWidth("−0.123456", 12) - 67.2) < 1);
});
