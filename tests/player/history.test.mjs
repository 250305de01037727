import assert from "node:assert/strict";
import { test } from "node:test";
import {
  begun,
  changed,
  edited,
  redone,
  replaced,
  undone,
} from "../../visualize/player/history.js";

const moment = (...numbers) => ({ numbers, run: null });
const numbers = (history) => history.now.numbers;

test("edits are undone and redone in turn", () => {
  const two = changed(changed(begun([1, 2]), moment(5, 2)), moment(5, 7));

  assert.deepEqual(numbers(two), [5, 7]);
  assert.deepEqual(numbers(undone(two)), [5, 2]);
  assert.deepEqual(numbers(undone(undone(two))), [1, 2]);
  assert.deepEqual(numbers(redone(undone(undone(two)))), [5, 2]);
  assert.deepEqual(numbers(redone(redone(undone(undone(two))))), [5, 7]);
});

test("at either end undo and redo change nothing", () => {
  const start = begun([1]);

  assert.equal(undone(start), start);
  assert.equal(redone(start), start);
});

test("an edit after an undo forgets what was undone", () => {
  const history = changed(undone(changed(begun([1]), moment(2))), moment(3));

  assert.equal(redone(history), history);
  assert.deepEqual(numbers(undone(history)), [1]);
});

test("the changes of one gesture are undone at once", () => {
  let history = changed(begun([1]), moment(2));
  for (const x of [3, 4, 5]) history = changed(history, moment(x), "slide w");

  assert.deepEqual(numbers(undone(history)), [2]);
});

test("a gesture ends with another one and with an undo", () => {
  const first = changed(begun([1]), moment(2), "slide w");

  assert.deepEqual(numbers(undone(changed(first, moment(3), "slide b"))), [2]);
  const again = changed(redone(undone(first)), moment(4), "slide w");
  assert.deepEqual(numbers(undone(again)), [2]);
});

test("a history is not endless", () => {
  let history = begun([0]);
  for (let x = 1; x <= 600; x += 1) history = changed(history, moment(x));

  assert.equal(history.past.length, 500);
  assert.deepEqual(numbers(undone(history)), [599]);
});

test("edited are the places that are not as given, to the last bit", () => {
  const given = [1, 0.1 + 0.2, 3];

  assert.deepEqual(edited(replaced(given, 1, 0.3), given), [1]);
  assert.deepEqual(edited(replaced(given, 2, 3), given), []);
});
