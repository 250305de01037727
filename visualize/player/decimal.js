/* decimal.js: decimal numbers of 40 digits, rounded half to even, as Python's `decimal` computes. */

import { fault } from "./faults.js";

const DIGITS = 40;

/** @type {bigint[]} */
const POWERS = [1n];

/** 10ⁿ, kept for small n. @param {number} n */
export function ten(n) {
  if (n > 1000) return 10n ** BigInt(n);
  while (POWERS.length <= n) POWERS.push(POWERS[POWERS.length - 1] * 10n);
  return POWERS[n];
}

const TOO_LONG = ten(DIGITS);

/** @param {bigint} n */
export function magnitude(n) {
  return n < 0n ? -n : n;
}

/** How many digits a whole number has. @param {bigint} n */
function length(n) {
  return magnitude(n).toString().length;
}

/** A finite decimal number: coefficient · 10^exponent. */
export class Decimal {
  /**
   * @param {bigint} coefficient @param {number} exponent
   * @param {boolean} [negativeZero] whether a 0 has the sign −
   */
  constructor(coefficient, exponent, negativeZero = false) {
    this.coefficient = coefficient;
    this.exponent = exponent;
    this.negativeZero = negativeZero;
  }

  get isNegative() {
    return this.coefficient < 0n || this.negativeZero;
  }

  /** The nearest double. @returns {number} */
  toNumber() {
    const { coefficient, exponent } = this;
    if (coefficient === 0n) return this.negativeZero ? -0 : 0;
    if (exponent > -23 && exponent < 23) {
      const whole = Number(coefficient); // a double, and so is the power of ten: one rounding
      if (Number.isSafeInteger(whole)) {
        return exponent < 0 ? whole / 10 ** -exponent : whole * 10 ** exponent;
      }
    }
    return Number(`${coefficient}e${exponent}`);
  }

  /** The exponent of its first digit. */
  get adjusted() {
    return this.exponent + length(this.coefficient) - 1;
  }
}

/**
 * The double as the decimal number that it prints as.
 * @param {number} x a finite one
 */
export function exactly(x) {
  const millionths = Math.round(x * 1e6);
  // Numbers of so few digits are told apart by doubles: what gives x back is what x prints as.
  if (Math.abs(millionths) < 1e15 && millionths / 1e6 === x) {
    return new Decimal(BigInt(millionths), -6, Object.is(x, -0));
  }
  const [mantissa, exponent] = String(x).split("e");
  const [whole, decimals = ""] = mantissa.split(".");
  return new Decimal(BigInt(whole + decimals), Number(exponent ?? 0) - decimals.length);
}

/** All digits of a double. @param {number} x a finite one */
export function inFull(x) {
  let halvings = 0;
  let whole = x;
  for (; !Number.isInteger(whole); halvings += 1) whole *= 2;
  return new Decimal(BigInt(whole) * 5n ** BigInt(halvings), -halvings, Object.is(x, -0));
}

/** A whole number. @param {bigint} n */
export function wholly(n) {
  return new Decimal(n, 0);
}

/**
 * n / d to the nearest whole number, in a tie to the even one.
 * @param {bigint} n @param {bigint} d a positive one @param {boolean} [inexact] whether n is cut off
 */
function divided(n, d, inexact = false) {
  const quotient = n / d;
  const twice = magnitude(n % d) * 2n;
  if (twice < d || (twice === d && !inexact && (quotient & 1n) === 0n)) return quotient;
  return n < 0n ? quotient - 1n : quotient + 1n;
}

/**
 * A result in 40 digits, or in another number of them.
 * @param {bigint} coefficient @param {number} exponent @param {boolean} [inexact] cut off after it
 * @param {number} [digits]
 */
export function kept(coefficient, exponent, inexact = false, digits = DIGITS) {
  if (coefficient < TOO_LONG && coefficient > -TOO_LONG) return new Decimal(coefficient, exponent);
  const excess = length(coefficient) - digits;
  if (excess <= 0) return new Decimal(coefficient, exponent);
  return new Decimal(divided(coefficient, ten(excess), inexact), exponent + excess);
}

/** @param {Decimal} a @param {Decimal} b */
export function plus(a, b) {
  const exponent = Math.min(a.exponent, b.exponent);
  const sum = shifted(a, exponent) + shifted(b, exponent);
  if (sum === 0n) return new Decimal(0n, exponent, a.negativeZero && b.negativeZero);
  return kept(sum, exponent);
}

/** The coefficient that a number has with this exponent. @param {Decimal} a @param {number} to */
function shifted(a, to) {
  return a.exponent === to ? a.coefficient : a.coefficient * ten(a.exponent - to);
}

/** −a as the operator gives it: 0 has no sign then. @param {Decimal} a */
export function negative(a) {
  return new Decimal(-a.coefficient, a.exponent);
}

/** @param {Decimal} a @param {Decimal} b */
export function minus(a, b) {
  return plus(a, new Decimal(-b.coefficient, b.exponent, b.coefficient === 0n && !b.negativeZero));
}

/** @param {Decimal} a @param {Decimal} b */
export function times(a, b) {
  const product = a.coefficient * b.coefficient;
  if (product === 0n) return zero(a, b);
  return kept(product, a.exponent + b.exponent);
}

/** 0 with a sign. @param {boolean} isNegative */
export function zeroDecimal(isNegative) {
  return new Decimal(0n, 0, isNegative);
}

/** 0 with the sign of a product. @param {Decimal} a @param {Decimal} b */
function zero(a, b) {
  return zeroDecimal(a.isNegative !== b.isNegative);
}

/** @param {Decimal} a @param {Decimal} b */
export function over(a, b) {
  refuseZero(a, b);
  if (a.coefficient === 0n) return zero(a, b);
  const shift = Math.max(0, DIGITS + 2 + length(b.coefficient) - length(a.coefficient));
  const [above, below] = [a.coefficient * ten(shift), b.coefficient];
  return kept(above / below, a.exponent - b.exponent - shift, above % below !== 0n);
}

/** @param {Decimal} a @param {Decimal} b */
function refuseZero(a, b) {
  if (b.coefficient !== 0n) return;
  if (a.coefficient === 0n) throw fault("InvalidOperation", "0 / 0");
  throw fault("ZeroDivisionError", "division by zero");
}

/** a // b cut off towards 0. @param {Decimal} a @param {Decimal} b */
export function wholePart(a, b) {
  refuseZero(a, b);
  return split(a, b)[0];
}

/** What a // b leaves, with the sign of a. @param {Decimal} a @param {Decimal} b */
export function rest(a, b) {
  if (b.coefficient === 0n) throw fault("InvalidOperation", "rest of a division by 0");
  return split(a, b)[1];
}

/** @param {Decimal} a @param {Decimal} b @returns {[Decimal, Decimal]} */
function split(a, b) {
  const exponent = Math.min(a.exponent, b.exponent);
  const [above, below] = [shifted(a, exponent), shifted(b, exponent)];
  const [quotient, remainder] = [above / below, above % below];
  if (magnitude(quotient) >= TOO_LONG) throw fault("InvalidOperation", "too many digits");
  return [
    quotient === 0n ? zero(a, b) : new Decimal(quotient, 0),
    remainder === 0n ? zeroDecimal(a.isNegative) : kept(remainder, exponent),
  ];
}

/** Below 0 where a < b, 0 where they are equal. @param {Decimal} a @param {Decimal} b */
export function order(a, b) {
  const exponent = Math.min(a.exponent, b.exponent);
  const [first, second] = [shifted(a, exponent), shifted(b, exponent)];
  return first < second ? -1 : Number(first > second);
}

/**
 * With so many decimals, as a double.
 * @param {Decimal} x @param {number} places @param {string} mode half_up, half_even or truncate
 */
export function quantized(x, places, mode) {
  const drop = -places - x.exponent;
  let n = x.coefficient;
  if (drop <= 0) return x.toNumber() + 0;
  if (mode === "half_even") {
    n = divided(n, ten(drop));
  } else {
    const half = mode === "half_up" ? ten(drop) / 2n : 0n;
    n = (n < 0n ? n - half : n + half) / ten(drop);
  }
  return new Decimal(n, -places).toNumber();
}
