/* special.js: functions of Python's `math` that JavaScript has not, to the last place or nearly. */

import { Decimal, inFull } from "./decimal.js";
import { exponential, inUnits, UNITS } from "./powers.js";

/** 1/√π in units. */
const ONE_OVER_SQRT_PI =
  56418958354775628694807945156077258584405062932899885684408572171064246844149341n;

/** A number in units as a double. @param {bigint} units @param {number} [exponent] */
function asDouble(units, exponent = 0) {
  return new Decimal(units, exponent - 80).toNumber();
}

/** √π/2 · erf(x)/x = 1 − x²/3 + x⁴/(2!·5) − …, in units. @param {bigint} square x² in units */
function errorSeries(square) {
  let sum = 0n;
  let term = UNITS;
  for (let n = 0n; term !== 0n; n += 1n) {
    sum += term / (2n * n + 1n);
    term = (-term * square) / (UNITS * (n + 1n));
  }
  return sum;
}

/** The error function. @param {number} x */
export function erf(x) {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) > 6) return Math.sign(x);
  const given = inUnits(inFull(x));
  const series = errorSeries((given * given) / UNITS);
  const factor = (2n * ONE_OVER_SQRT_PI * series) / UNITS;
  const { coefficient, exponent } = inFull(x);
  return coefficient === 0n ? x : new Decimal(coefficient * factor, exponent - 80).toNumber();
}

/** 1 − erf x. @param {number} x */
export function erfc(x) {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) > 28) return x > 0 ? 0 : 2;
  const given = inUnits(inFull(x));
  const square = (given * given) / UNITS;
  if (x < 4) {
    const erfOfX = (2n * ONE_OVER_SQRT_PI * ((given * errorSeries(square)) / UNITS)) / UNITS;
    return asDouble(UNITS - erfOfX);
  }
  // e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 3/2/(x + …)))) [Abramowitz & Stegun 1964, 7.1.14]
  let below = given;
  for (let n = 120n; n > 0n; n -= 1n) below = given + (n * UNITS * UNITS) / (2n * below);
  const [units, exponent] = exponential(-square);
  return asDouble((ONE_OVER_SQRT_PI * units) / below, exponent);
}

/** The sum of doubles, rounded once. @param {number[]} terms */
export function fsum(terms) {
  const special = terms.reduce((sum, term) => sum + (Number.isFinite(term) ? 0 : term), 0);
  if (special !== 0) return special; // inf, −inf or nan
  let halvings = 0;
  let sum = 0n;
  for (const term of terms) {
    let [whole, behind] = [term, 0];
    for (; !Number.isInteger(whole); behind += 1) whole *= 2;
    if (behind > halvings) {
      sum <<= BigInt(behind - halvings);
      halvings = behind;
    }
    sum += BigInt(whole) << BigInt(halvings - behind);
  }
  return halved(sum, halvings);
}

/** n / 2^halvings as a double. @param {bigint} n @param {number} halvings */
function halved(n, halvings) {
  const excess = Math.max(0, n.toString(16).length * 4 - 200);
  const head = n >> BigInt(excess);
  const sticky = head << BigInt(excess) === n ? 0n : 1n; // something follows the digits kept
  const behind = halvings - excess;
  const once = Math.min(behind, 1000);
  return Number((head << 1n) | sticky) / 2 / 2 ** once / 2 ** (behind - once);
}

/** √(a² + b²) without overflow, to the last place. @param {number} a @param {number} b */
export function hypot(a, b) {
  const [first, second] = [Math.abs(a), Math.abs(b)];
  if (first === Infinity || second === Infinity) return Infinity;
  const largest = Math.max(first, second);
  if (!(largest > 0)) return largest;
  const scale = 2 ** Math.max(-1000, Math.min(1000, -Math.floor(Math.log2(largest))));
  const [x, y] = [first * scale, second * scale];
  const root = Math.sqrt(x * x + y * y);
  // One step of Newton's method with the error x² + y² − root² added up exactly.
  const error = fsum([...squared(x, 1), ...squared(y, 1), ...squared(root, -1)]);
  return (root + error / (2 * root)) / scale;
}

/** x² as the sum of a double and its rounding error. @param {number} x @param {number} sign */
function squared(x, sign) {
  const high = Math.fround(x);
  const low = x - high;
  return [sign * high * high, sign * 2 * high * low, sign * low * low];
}
