/* byhand.js: rounding as on paper, by the rules of the engine's `Rounding`. */

import { Decimal, exactly, plus, quantized, times } from "./decimal.js";
import { fault } from "./faults.js";
import { everyDigit, shownNumber } from "./numerals.js";

/**
 * How many decimals are kept, which way, and after what: every op, or only what has a name.
 * @typedef {{ places: number, mode: "half_up" | "half_even" | "truncate", after: "op" | "line" }} Rounding
 */

/** Where doubles have no decimals any more. */
const LARGE = 1e18;

/** A number rounded by a rule. @param {number | Decimal} x @param {Rounding} rounding */
export function rounded(x, rounding) {
  const near = typeof x === "number" ? x : x.toNumber();
  if (!(Math.abs(near) < LARGE)) return near;
  const clear = clearly(near, rounding);
  if (clear !== null) return clear;
  return quantized(typeof x === "number" ? exactly(x) : x, rounding.places, rounding.mode);
}

/**
 * A number rounded by a rule, if a double is exact enough to see which way; else null.
 * @param {number} x @param {Rounding} rounding
 */
function clearly(x, { places, mode }) {
  const unit = 10 ** places;
  const units = Math.abs(x) * unit;
  if (units > 1e9) return null;
  const whole = Math.floor(units);
  const part = units - whole;
  const border = mode === "truncate" ? Math.min(part, 1 - part) : Math.abs(part - 0.5);
  if (border < 1e-5) return null;
  const result = (mode === "truncate" || part < 0.5 ? whole : whole + 1) / unit;
  return x < 0 ? 0 - result : result;
}

/**
 * A result as a pass by hand keeps it: rounded after ops, or after named lines only.
 * @param {number | Decimal} x @param {boolean} named @param {Rounding} rounding
 */
export function settled(x, named, rounding) {
  if (named || rounding.after === "op") return rounded(x, rounding);
  return typeof x === "number" ? x : x.toNumber();
}

/** What a rule gave, as a decimal or a double. @param {any} x @returns {number | Decimal} */
export function numberOnPaper(x) {
  return x instanceof Decimal ? x : Number(x);
}

/** a × b on paper. @param {number} a @param {number} b @returns {number | Decimal} */
export function productOnPaper(a, b) {
  if (Number.isFinite(a) && Number.isFinite(b)) return times(exactly(a), exactly(b));
  return onPaper(a * b, a, b, "×");
}

/** a + b on paper. @param {number} a @param {number} b @returns {number | Decimal} */
export function sumOnPaper(a, b) {
  if (Number.isFinite(a) && Number.isFinite(b)) return plus(exactly(a), exactly(b));
  return onPaper(a + b, a, b, "+");
}

/** @param {number} result @param {number} a @param {number} b @param {string} sign */
function onPaper(result, a, b, sign) {
  if (!Number.isNaN(result) || Number.isNaN(a) || Number.isNaN(b)) return result;
  throw fault("InvalidOperation", `${shownNumber(a)} ${sign} ${shownNumber(b)} is no number`);
}

/**
 * A number as a pass writes it: in six digits, by hand with its places; where the pass by hand kept
 * it unrounded, with every digit.
 * @param {number} x @param {Rounding | null} rounding
 */
export function numberText(x, rounding) {
  if (!rounding) return shownNumber(x);
  const kept = rounding.after === "line" && rounded(x, rounding) !== x;
  return kept ? everyDigit(x) : shownNumber(x, rounding.places);
}
