/* fields.js: numbers in fields that people type into: −0,25, 1/4, 0.29*0.2288. */

import { evaluate, Unread } from "./expression.js";
import { withMinus } from "./numerals.js";

const MOST_PLACES = 6; // nobody wants to move the last place of a number with more
const PLAIN = /^\s*[-+−]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+−]?\d+)?\s*$/;

/**
 * The number that was typed, or what to say instead.
 * @param {string} text
 * @returns {{ number: number, say: "" } | { number: null, say: string }}
 */
export function typed(text) {
  try {
    const number = evaluate(text);
    // a computed number keeps the digits that are sure: 0.1 + 0.2 is 0.3
    return { number: PLAIN.test(text) ? number : Number(number.toPrecision(15)), say: "" };
  } catch (error) {
    if (error instanceof Unread) return { number: null, say: error.message };
    throw error;
  }
}

/**
 * A number as it stands in a field to type into: all its digits, with a true minus.
 * @param {number} x
 */
export function written(x) {
  return withMinus(String(x));
}

/**
 * The number in a field, moved by so many units of the last place that is shown there.
 * @param {string} text @param {number} by
 */
export function nudged(text, by) {
  const number = typed(text).number ?? 0;
  const shown = text.trim().match(/^[-+−–]?\d*(?:[.,](\d*))?$/);
  const places = shown ? (shown[1] ?? "").length : 99;
  if (places <= MOST_PLACES) return withPlaces(number, places, by);
  const digits = 2 - Math.floor(Math.log10(Math.abs(number) || 1)); // three of a long number
  return withPlaces(number, Math.min(Math.max(digits, 0), 15), by);
}

/** @param {number} number @param {number} places @param {number} by */
function withPlaces(number, places, by) {
  const unit = 10 ** places;
  const moved = (Math.round(number * unit) + by) / unit;
  return withMinus((moved + 0).toFixed(places));
}

/**
 * How far a slider reaches on both sides of 0, for a number on it: 1, 2 or 5 and noughts.
 * @param {number} x
 */
export function reach(x) {
  const least = Math.abs(x) >= 0.01 || x === 0 ? 1 : 0;
  const wanted = Math.min(Math.max(2 * Math.abs(x), least, 1e-300), 1e300);
  const ten = 10 ** Math.floor(Math.log10(wanted));
  const digit = [1, 2, 5].find((each) => each * ten >= wanted * (1 - 1e-9)) ?? 10;
  return Number((digit * ten).toPrecision(1));
}
