/* exponentials.js: exponential, logarithm and power rounded to the nearest double but for one time in
   some thousand, as good C libraries do; the browser's own are one place off every tenth time.

   A number of twice the digits is held as a sum of two doubles, high + low [Dekker 1971]. */

/** @typedef {[high: number, low: number]} Pair */

/** ln 2 in three parts; a whole number below 2¹³ times the first is a double. */
const LN_2 = [0.6931471805592082, 7.371002565167799e-13, 1.94704509238075e-31];

/** a + b with what the addition loses. @param {number} a @param {number} b @returns {Pair} */
function exactSum(a, b) {
  const sum = a + b;
  const part = sum - a;
  return [sum, a - (sum - part) + (b - part)];
}

/** a · b with what the multiplication loses. @param {number} a @param {number} b @returns {Pair} */
function exactProduct(a, b) {
  const product = a * b;
  const [ah, al] = halves(a);
  const [bh, bl] = halves(b);
  return [product, al * bl - (product - ah * bh - al * bh - ah * bl)];
}

/** A double as the sum of two with half the digits. @param {number} x @returns {Pair} */
function halves(x) {
  const scaled = 134217729 * x; // 2²⁷ + 1
  const high = scaled - (scaled - x);
  return [high, x - high];
}

/** x · 2^k, in steps that do not overflow. @param {number} x @param {number} k */
function scaled(x, k) {
  const half = Math.trunc(k / 2);
  return x * 2 ** half * 2 ** (k - half);
}

/**
 * p and k with e^(high + low) = (1 + p)·2^k.
 * @param {number} high @param {number} low @returns {[p: Pair, k: number]}
 */
function grown(high, low) {
  const k = Math.round(high / Math.LN2);
  const [middle, behind] = exactProduct(k, LN_2[1]);
  let [x, rest] = exactSum(high - k * LN_2[0], -middle);
  [x, rest] = exactSum(x, rest + low - behind - k * LN_2[2]);
  x /= 64; // so that e^x − 1 = x + x²/2 + … is soon exact; then it is squared six times
  rest /= 64;
  const [square, lost] = exactProduct(x, x);
  const tail = x * square * (1 / 6 + x * (1 / 24 + x * (1 / 120 + x * (1 / 720 + x / 5040))));
  let [p, fine] = exactSum(x, square / 2);
  [p, fine] = exactSum(p, fine + rest + lost / 2 + x * rest + tail);
  for (let time = 0; time < 6; time += 1) {
    const [product, error] = exactProduct(p, p);
    const [sum, more] = exactSum(2 * p, product);
    [p, fine] = exactSum(sum, more + 2 * fine + error + 2 * p * fine);
  }
  return [[p, fine], k];
}

/** Whether a result is far from overflow and from losing digits. @param {number} y */
function isOrdinary(y) {
  return y > 1e-290 && y < 1e300;
}

/** e^(high + low), which is nearly `near`. @param {number} high @param {number} low @param {number} near */
function raised(high, low, near) {
  if (!isOrdinary(near)) return near;
  const [[p, fine], k] = grown(high, low);
  const [sum, lost] = exactSum(1, p);
  return scaled(sum + (lost + fine), k);
}

/** ln x, of an ordinary x. @param {number} x @returns {Pair} */
function logarithmPair(x) {
  const near = Math.log(x);
  const [[p, fine], k] = grown(-near, 0);
  const mantissa = scaled(x, k); // x·e^(−near) = mantissa·(1 + p) is 1 + what near lacks
  const [product, error] = exactProduct(mantissa, p);
  const [sum, lost] = exactSum(mantissa - 1, product);
  return [near, sum + (lost + error + mantissa * fine)];
}

/** e^x. @param {number} x */
export function accurateExp(x) {
  return raised(x, 0, Math.exp(x));
}

/** ln x. @param {number} x */
export function accurateLog(x) {
  if (!isOrdinary(x)) return Math.log(x);
  const [high, low] = logarithmPair(x);
  return high + low;
}

/** a^b, of a negative a for whole b only. @param {number} a @param {number} b */
export function accuratePow(a, b) {
  const near = a ** b;
  const base = Math.abs(a);
  if (!isOrdinary(base) || !isOrdinary(Math.abs(near))) return near;
  const [high, low] = logarithmPair(base);
  const [product, lost] = exactProduct(b, high);
  const size = raised(product, lost + b * low, Math.abs(near));
  return near < 0 ? -size : size;
}
