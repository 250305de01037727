/* history.js: what was edited, kept so that it can be undone. Nothing in it is ever changed. */

/** @import { Run } from "./descent.js" */

/**
 * One number for each leaf, in the order of the leaves.
 * @typedef {readonly number[]} LeafNumbers
 */

/**
 * The state that edits lead to: the numbers, and the descent that they are a point of.
 * @typedef {{ numbers: LeafNumbers, run: Run | null }} Moment
 */

/**
 * The moments before, the present one, and those undone. Changes of one gesture are one change.
 * @typedef {{ past: Moment[], now: Moment, future: Moment[], gesture: string }} History
 */

const MOST_KEPT = 500; // moments kept

/**
 * A history that begins with these numbers.
 * @param {LeafNumbers} numbers
 * @returns {History}
 */
export function begun(numbers) {
  return { past: [], now: { numbers, run: null }, future: [], gesture: "" };
}

/**
 * The history with one more change. Changes with the same gesture, one after another, are one:
 * a slider that is dragged is undone at once.
 * @param {History} history @param {Moment} now @param {string} [gesture]
 * @returns {History}
 */
export function changed(history, now, gesture = "") {
  const goesOn = gesture !== "" && gesture === history.gesture;
  const past = goesOn ? history.past : [...history.past, history.now].slice(-MOST_KEPT);
  return { past, now, future: [], gesture };
}

/**
 * @param {History} history
 * @returns {History}
 */
export function undone(history) {
  const now = history.past.at(-1);
  if (!now) return history;
  const past = history.past.slice(0, -1);
  return { past, now, future: [history.now, ...history.future], gesture: "" };
}

/**
 * @param {History} history
 * @returns {History}
 */
export function redone(history) {
  const [now, ...future] = history.future;
  if (!now) return history;
  return { past: [...history.past, history.now], now, future, gesture: "" };
}

/**
 * The numbers with another one in one place.
 * @param {LeafNumbers} numbers @param {number} place @param {number} number
 * @returns {LeafNumbers}
 */
export function replaced(numbers, place, number) {
  return numbers.with(place, number);
}

/**
 * The places where numbers are not as given.
 * @param {LeafNumbers} numbers @param {LeafNumbers} given
 */
export function edited(numbers, given) {
  return [...numbers.keys()].filter((place) => !Object.is(numbers[place], given[place]));
}
