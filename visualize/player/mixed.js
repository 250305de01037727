/* mixed.js: the arithmetic in which rules run by hand, on decimals as Python's `decimal` mixes them
   with its other numbers.

   A whole number of Python is a bigint here, a float is a number, and between a decimal and a float
   there is no arithmetic: the TypeError sends the rule back to floats, as in the engine. */

import {
  Decimal,
  inFull,
  minus,
  negative,
  order,
  over,
  plus,
  rest,
  times,
  wholePart,
  wholly,
} from "./decimal.js";
import { fault } from "./faults.js";
import { compensated, FLOATS, LISTS, listed } from "./floats.js";
import { power } from "./powers.js";

/** @typedef {Decimal | number | bigint | boolean} Mixed */

/** @param {Mixed} x @returns {number} */
function asFloat(x) {
  return x instanceof Decimal ? x.toNumber() : Number(x);
}

/** @param {Mixed} x @returns {Decimal} */
function asDecimal(x) {
  if (x instanceof Decimal) return x;
  if (typeof x === "number") throw fault("TypeError", "a decimal and a float do not mix");
  return wholly(BigInt(x));
}

/**
 * An operator on every kind of number.
 * @param {(a: Decimal, b: Decimal) => Decimal | number} ofDecimals
 * @param {(a: number, b: number) => number} ofFloats
 * @param {(a: bigint, b: bigint) => Mixed} ofWholes
 */
function operator(ofDecimals, ofFloats, ofWholes) {
  return (/** @type {Mixed} */ a, /** @type {Mixed} */ b) => {
    if (a instanceof Decimal || b instanceof Decimal) {
      if (isInfinite(a) || isInfinite(b)) return valid(ofFloats(asFloat(a), asFloat(b)));
      return ofDecimals(asDecimal(a), asDecimal(b));
    }
    if (typeof a === "number" || typeof b === "number") return ofFloats(Number(a), Number(b));
    return ofWholes(BigInt(a), BigInt(b));
  };
}

/** Whether this is the infinity that a power of decimals can be. @param {Mixed} x */
function isInfinite(x) {
  return x === Infinity || x === -Infinity;
}

/** @param {number} x */
function valid(x) {
  if (Number.isNaN(x)) throw fault("InvalidOperation", "not a number");
  return x;
}

/**
 * A comparison of every kind of number; between a decimal and a float it is exact.
 * @param {(sign: number) => boolean} test @param {(a: number, b: number) => boolean} ofFloats
 */
function comparison(test, ofFloats) {
  return (/** @type {Mixed} */ a, /** @type {Mixed} */ b) => {
    if (!(a instanceof Decimal || b instanceof Decimal)) return ofFloats(Number(a), Number(b));
    if ([a, b].some((x) => typeof x === "number" && !Number.isFinite(x))) {
      return ofFloats(asFloat(a), asFloat(b));
    }
    return test(order(comparable(a), comparable(b)));
  };
}

/** @param {Mixed} x */
function comparable(x) {
  return typeof x === "number" ? inFull(x) : asDecimal(x);
}

/** @param {bigint} a @param {bigint} b */
function wholeQuotient(a, b) {
  if (b === 0n) throw fault("ZeroDivisionError", "integer division or modulo by zero");
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

const ADD = operator(plus, FLOATS.add, (a, b) => a + b);
const LT = comparison((sign) => sign < 0, FLOATS.lt);
const GT = comparison((sign) => sign > 0, FLOATS.gt);
const EQ = comparison((sign) => sign === 0, FLOATS.eq);

/** A function of floats on every kind of number. @param {(...x: number[]) => any} f */
function onFloats(f) {
  return (/** @type {Mixed[]} */ ...numbers) => f(...numbers.map(asFloat));
}

const BY_FLOATS = Object.fromEntries(
  Object.entries(FLOATS)
    .filter(([name]) => !(name in LISTS) && typeof FLOATS[name] === "function")
    .map(([name, f]) => [name, onFloats(f)]),
);

/** The arithmetic of decimals beside floats and whole numbers. @type {Record<string, any>} */
export const MIXED_NUMBERS = {
  ...BY_FLOATS,
  ...LISTS,
  fault,
  caught: FLOATS.caught,
  int: (/** @type {Mixed} */ x) => BigInt(Math.trunc(asFloat(x))),
  add: ADD,
  sub: operator(minus, FLOATS.sub, (a, b) => a - b),
  mul: operator(times, FLOATS.mul, (a, b) => a * b),
  div: operator(over, FLOATS.div, (a, b) => FLOATS.div(Number(a), Number(b))),
  floordiv: operator(wholePart, FLOATS.floordiv, wholeQuotient),
  mod: operator(rest, FLOATS.mod, (a, b) => a - b * wholeQuotient(a, b)),
  pow: operator(power, FLOATS.pow, (a, b) => (b < 0n ? FLOATS.pow(Number(a), Number(b)) : a ** b)),
  neg: (/** @type {Mixed} */ x) =>
    x instanceof Decimal ? negative(x) : typeof x === "number" ? -x : -BigInt(x),
  pos: (/** @type {Mixed} */ x) => (x instanceof Decimal ? plus(x, wholly(0n)) : x),
  lt: LT,
  le: comparison((sign) => sign <= 0, FLOATS.le),
  gt: GT,
  ge: comparison((sign) => sign >= 0, FLOATS.ge),
  eq: EQ,
  ne: (/** @type {Mixed} */ a, /** @type {Mixed} */ b) => !EQ(a, b),
  truth: (/** @type {any} */ x) =>
    Array.isArray(x) ? x.length > 0 : x instanceof Decimal ? x.coefficient !== 0n : Boolean(x),
  is: (/** @type {any} */ x, /** @type {string} */ kind) =>
    kind === "int" ? typeof x === "bigint" : FLOATS.is(x, kind),
  bool: (/** @type {any} */ x) => MIXED_NUMBERS.truth(x),
  any: (/** @type {any[]} */ items) => items.some(MIXED_NUMBERS.truth),
  all: (/** @type {any[]} */ items) => items.every(MIXED_NUMBERS.truth),
  len: (/** @type {any[]} */ items) => BigInt(items.length),
  enumerate: (/** @type {any[]} */ items) => items.map((item, place) => [BigInt(place), item]),
  range: (/** @type {Mixed[]} */ ...ends) => FLOATS.range(...ends.map(Number)).map(BigInt),
  abs: (/** @type {Mixed} */ x) => {
    if (x instanceof Decimal) return x.coefficient < 0n ? negative(x) : plus(x, wholly(0n));
    return typeof x === "number" ? Math.abs(x) : BigInt(x) < 0n ? -BigInt(x) : BigInt(x);
  },
  min: (/** @type {any[]} */ ...items) => listed(items).reduce((a, b) => (LT(b, a) ? b : a)),
  max: (/** @type {any[]} */ ...items) => listed(items).reduce((a, b) => (GT(b, a) ? b : a)),
  sum: (/** @type {Mixed[]} */ terms) => terms.reduce(ADD, 0n),
  compensated: (/** @type {Mixed[]} */ terms) =>
    terms.every((term) => typeof term === "number") ? compensated(terms) : terms.reduce(ADD, 0n),
  fsum: (/** @type {Mixed[]} */ terms) => FLOATS.fsum(terms.map(asFloat)),
  factorial: (/** @type {Mixed} */ n) => BigInt(FLOATS.factorial(asFloat(n))),
};
