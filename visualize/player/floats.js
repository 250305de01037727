/* floats.js: Python's arithmetic of floats, which raises where JavaScript's goes on with inf or nan.

   Whole numbers are doubles here too: rules hold them to small numbers. */

import { accurateExp, accurateLog, accuratePow } from "./exponentials.js";
import { caught, fault } from "./faults.js";
import { everyDigit } from "./numerals.js";
import { erf, erfc, fsum, hypot } from "./special.js";

/** What Python makes of a root of a negative number; nothing can be computed with it. */
const COMPLEX = Symbol("a complex number");

/** @param {number} a @param {number} b */
export function divide(a, b) {
  if (b === 0) throw fault("ZeroDivisionError", "float division by zero");
  return a / b;
}

/** a % b with the sign of b. @param {number} a @param {number} b */
function modulo(a, b) {
  if (b === 0) throw fault("ZeroDivisionError", "float modulo by zero");
  const left = a % b;
  if (left === 0) return b < 0 ? -0 : 0;
  return left < 0 !== b < 0 ? left + b : left;
}

/** a // b as CPython computes it. @param {number} a @param {number} b */
function floorDivide(a, b) {
  if (b === 0) throw fault("ZeroDivisionError", "float floor division by zero");
  const left = a % b;
  let quotient = (a - left) / b;
  if (left !== 0 && left < 0 !== b < 0) quotient -= 1;
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** a ** b. @param {number} a @param {number} b @returns {any} */
function raise(a, b) {
  if (b === 2) return finiteOr(a * a, a);
  if (a === 1 || b === 0) return 1; // nan too
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN;
  if (Math.abs(b) === Infinity) return Math.abs(a) === 1 ? 1 : Math.abs(a) ** b;
  if (a === 0 && b < 0) {
    throw fault("ZeroDivisionError", "0.0 cannot be raised to a negative power");
  }
  if (a < 0 && Number.isFinite(a) && !Number.isInteger(b)) {
    finiteOr((-a) ** b, a);
    return COMPLEX;
  }
  return finiteOr(accuratePow(a, b), a);
}

/** @param {number} result @param {number} a */
function finiteOr(result, a) {
  if (Math.abs(result) === Infinity && Math.abs(a) !== Infinity) {
    throw fault("OverflowError", "(34, 'Numerical result out of range')");
  }
  return result;
}

/**
 * A function of `Math` that raises as Python's does.
 * @param {(x: number) => number} f @param {boolean} [grows] whether inf means an overflow
 */
function careful(f, grows = false) {
  return (/** @type {number} */ x) => {
    const y = f(x);
    if (y - y === 0) return y;
    if (Number.isNaN(y) ? Number.isNaN(x) : !Number.isFinite(x)) return y;
    if (grows && !Number.isNaN(y)) throw fault("OverflowError", "math range error");
    throw fault("ValueError", "math domain error");
  };
}

/** The numbers given one by one, or as a list. @param {any[]} numbers */
export function listed(numbers) {
  return numbers.length === 1 && Array.isArray(numbers[0]) ? numbers[0] : numbers;
}

/** @param {any[]} numbers */
function largest(...numbers) {
  return listed(numbers).reduce((most, x) => (x > most ? x : most));
}

/** @param {any[]} numbers */
function smallest(...numbers) {
  return listed(numbers).reduce((least, x) => (x < least ? x : least));
}

/** @param {number} n */
function factorial(n) {
  let product = 1n;
  for (let k = 2n; k <= n; k += 1n) product *= k;
  return Number(product);
}

/** The sum with its rounding errors, as Python's own `sum` from 3.12 on. @param {number[]} terms */
export function compensated(terms) {
  let sum = 0;
  let lost = 0;
  for (const term of terms) {
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return Number.isFinite(lost) ? sum + lost : sum;
}

/** @param {number} begin @param {number} [end] @param {number} [stride] */
function range(begin, end, stride = 1) {
  const [first, behind] = end === undefined ? [0, begin] : [begin, end];
  return Array.from(
    { length: Math.max(0, Math.ceil((behind - first) / stride)) },
    (_, k) => first + k * stride,
  );
}

/** What rules do with lists, whatever the numbers in them. */
export const LISTS = {
  at: (/** @type {any[]} */ list, /** @type {number | bigint} */ place) => list.at(Number(place)),
  slice: (/** @type {any[]} */ list, /** @type {any} */ from, /** @type {any} */ to) =>
    list.slice(
      from === undefined ? undefined : Number(from),
      to === undefined ? undefined : Number(to),
    ),
  list: (/** @type {any[]} */ items) => [...items],
  map: (/** @type {(...items: any[]) => any} */ f, /** @type {any[][]} */ ...lists) =>
    LISTS.zip(...lists).map((items) => f(...items)),
  zip: (/** @type {any[][]} */ ...lists) =>
    Array.from({ length: Math.min(...lists.map((list) => list.length)) }, (_, place) =>
      lists.map((list) => list[place]),
    ),
  reversed: (/** @type {any[]} */ items) => [...items].reverse(),
};

/** The arithmetic of floats. @type {Record<string, any>} */
export const FLOATS = {
  ...LISTS,
  fault,
  caught,
  int: (/** @type {number} */ x) => Math.trunc(x),
  add: (/** @type {number} */ a, /** @type {number} */ b) => a + b,
  sub: (/** @type {number} */ a, /** @type {number} */ b) => a - b,
  mul: (/** @type {number} */ a, /** @type {number} */ b) => a * b,
  div: divide,
  floordiv: floorDivide,
  mod: modulo,
  pow: raise,
  neg: (/** @type {number} */ x) => -x,
  pos: (/** @type {number} */ x) => x,
  lt: (/** @type {number} */ a, /** @type {number} */ b) => a < b,
  le: (/** @type {number} */ a, /** @type {number} */ b) => a <= b,
  gt: (/** @type {number} */ a, /** @type {number} */ b) => a > b,
  ge: (/** @type {number} */ a, /** @type {number} */ b) => a >= b,
  eq: (/** @type {any} */ a, /** @type {any} */ b) => a === b || Number(a) === Number(b),
  ne: (/** @type {any} */ a, /** @type {any} */ b) => a !== b && Number(a) !== Number(b),
  truth: (/** @type {any} */ x) => (Array.isArray(x) ? x.length > 0 : x !== 0 && x !== false),
  is: (/** @type {any} */ x, /** @type {string} */ kind) =>
    kind === "complex" ? x === COMPLEX : kind === "float" && typeof x === "number",
  str: everyDigit,
  float: Number,
  bool: (/** @type {any} */ x) => FLOATS.truth(x),
  any: (/** @type {any[]} */ items) => items.some(FLOATS.truth),
  all: (/** @type {any[]} */ items) => items.every(FLOATS.truth),
  len: (/** @type {any[]} */ items) => items.length,
  enumerate: (/** @type {any[]} */ items) => items.map((item, place) => [place, item]),
  range,
  abs: Math.abs,
  min: smallest,
  max: largest,
  sum: (/** @type {number[]} */ terms) => terms.reduce((sum, term) => sum + term, 0),
  compensated,
  fsum,
  factorial,
  fabs: Math.abs,
  isnan: Number.isNaN,
  isinf: (/** @type {number} */ x) => Math.abs(x) === Infinity,
  isfinite: Number.isFinite,
  copysign: (/** @type {number} */ x, /** @type {number} */ y) =>
    y < 0 || Object.is(y, -0) ? -Math.abs(x) : Math.abs(x),
  hypot,
  atan2: Math.atan2,
  fmod: (/** @type {number} */ a, /** @type {number} */ b) => careful((x) => x % b)(a),
  exp: careful(accurateExp, true),
  exp2: careful((x) => accuratePow(2, x), true),
  expm1: careful(Math.expm1, true),
  log: careful(accurateLog),
  log2: careful(Math.log2),
  log10: careful(Math.log10),
  log1p: careful(Math.log1p),
  sqrt: careful(Math.sqrt),
  cbrt: Math.cbrt,
  sin: careful(Math.sin),
  cos: careful(Math.cos),
  tan: careful(Math.tan),
  asin: careful(Math.asin),
  acos: careful(Math.acos),
  atan: Math.atan,
  sinh: careful(Math.sinh, true),
  cosh: careful(Math.cosh, true),
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: careful(Math.acosh),
  atanh: careful(Math.atanh),
  erf,
  erfc,
};
