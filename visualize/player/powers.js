/* powers.js: powers of decimals in 40 digits, by logarithm and exponential in 80. */

import { Decimal, inFull, kept, magnitude, negative, ten, zeroDecimal } from "./decimal.js";
import { fault } from "./faults.js";

const DEPTH = 80;
/** 1 as a whole number of units of 10⁻⁸⁰. */
export const UNITS = ten(DEPTH);
const LN_TEN = 230258509299404568401799145468436420760110148862877297603332790096757260967735248n;
/** The largest exponent of a number's first digit, and the smallest; Python's own bounds. */
const LARGEST = 999_999;
const SMALLEST = -1_000_038;

/** A decimal in units, cut off. @param {Decimal} x */
export function inUnits(x) {
  const shift = DEPTH + x.exponent;
  return shift < 0 ? x.coefficient / ten(-shift) : x.coefficient * ten(shift);
}

/** e^x as units · 10^exponent. @param {bigint} x in units @returns {[bigint, number]} */
export function exponential(x) {
  const exponent = x / LN_TEN;
  const small = (x - exponent * LN_TEN) / 256n;
  let sum = UNITS;
  let term = UNITS;
  for (let n = 1n; term !== 0n; n += 1n) {
    term = (term * small) / (UNITS * n);
    sum += term;
  }
  for (let doubling = 0; doubling < 8; doubling += 1) sum = (sum * sum) / UNITS;
  return [sum, Number(exponent)];
}

/** ln x in units, of a positive number. @param {Decimal} x */
function logarithm(x) {
  const digits = x.coefficient.toString().length;
  const mantissa = inUnits(new Decimal(x.coefficient, 1 - digits)); // 1 ≤ it < 10
  const guess = inUnits(inFull(Math.log(Number(mantissa) / Number(UNITS))));
  // ln m = guess + ln(m·e^(−guess)), and that is ln(1 + d) with d as small as a double is exact
  const [inverse, exponent] = exponential(-guess);
  const product = (mantissa * inverse) / UNITS;
  const d = (exponent < 0 ? product / ten(-exponent) : product) - UNITS;
  let sum = 0n;
  for (let power = d, n = 1n; power !== 0n; power = (-power * d) / UNITS, n += 1n) sum += power / n;
  return guess + sum + BigInt(x.exponent + digits - 1) * LN_TEN;
}

/** A power a^b in 40 digits, or a double where it is infinite. @param {Decimal} a @param {Decimal} b */
export function power(a, b) {
  const whole = wholeOf(b);
  const odd = whole !== null && whole % 2n !== 0n;
  if (a.coefficient === 0n) {
    if (b.coefficient === 0n) throw fault("InvalidOperation", "0 ** 0");
    const turned = odd && a.negativeZero;
    if (b.coefficient > 0n) return zeroDecimal(turned);
    return turned ? -Infinity : Infinity; // Python's decimals have an infinity here, and no error
  }
  if (whole !== null && magnitude(whole) < 1_000_000n) return wholePower(a, Number(whole));
  if (a.coefficient < 0n) {
    if (whole === null) throw fault("InvalidOperation", "a negative base has no such power");
    const turned = rootedPower(negative(a), b);
    return odd ? negative(turned) : turned;
  }
  return rootedPower(a, b);
}

/** The whole number that b is, null if it is none. @param {Decimal} b */
function wholeOf({ coefficient, exponent }) {
  if (exponent >= 0) return coefficient * ten(exponent);
  return coefficient % ten(-exponent) === 0n ? coefficient / ten(-exponent) : null;
}

/** a^n by squaring, with some digits more. @param {Decimal} a @param {number} n */
function wholePower(a, n) {
  const digits = 40 + String(Math.abs(n)).length + 4;
  let base = a;
  if (n < 0) {
    const shift = digits + a.coefficient.toString().length;
    base = new Decimal(ten(shift) / a.coefficient, -shift - a.exponent);
  }
  let result = new Decimal(1n, 0);
  for (let left = Math.abs(n); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = product(result, base, digits);
    if (left > 1) base = product(base, base, digits);
  }
  return within(kept(result.coefficient, result.exponent));
}

/** @param {Decimal} a @param {Decimal} b @param {number} digits */
function product(a, b, digits) {
  return kept(a.coefficient * b.coefficient, a.exponent + b.exponent, false, digits);
}

/** e^(b·ln a) for a > 0. @param {Decimal} a @param {Decimal} b */
function rootedPower(a, b) {
  const ln = logarithm(a);
  const size = Math.abs((Number(ln) / Number(UNITS)) * b.toNumber());
  if (size > 3e6) {
    if (ln > 0n === b.coefficient > 0n) throw fault("InvalidOperation", "the power is too large");
    return zeroDecimal(false);
  }
  const turned = new Decimal(ln * b.coefficient, b.exponent - DEPTH);
  const [units, exponent] = exponential(inUnits(turned));
  return within(kept(units, exponent - DEPTH));
}

/** A result, if it is neither too large nor too small. @param {Decimal} x */
function within(x) {
  if (x.adjusted > LARGEST) throw fault("InvalidOperation", "the power is too large");
  return x.adjusted < SMALLEST ? zeroDecimal(false) : x;
}
