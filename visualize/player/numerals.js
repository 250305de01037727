/* numerals.js: numbers as the engine writes them, with a plain - for minus. */

/**
 * A number with `places` decimals, or in six digits.
 * @param {number} x @param {number | null} [places]
 */
export function shownNumber(x, places = null) {
  if (!Number.isFinite(x)) return Number.isNaN(x) ? "nan" : x < 0 ? "-inf" : "inf";
  if (places === null) return inSixDigits(x + 0);
  const shown = fixed(Math.abs(x), places);
  return x < 0 && /[1-9]/.test(shown) ? `-${shown}` : shown;
}

/** A number with all the digits that tell it apart from every other double. @param {number} x */
export function everyDigit(x) {
  if (!Number.isFinite(x)) return shownNumber(x);
  if (x === 0) return "0";
  const [mantissa, exponent] = x.toExponential().split("e");
  return laidOut(mantissa, Number(exponent), 16);
}

/** A number with the minus sign that people read. @param {string} shown */
export function withMinus(shown) {
  return shown.replace(/-/g, "−");
}

/** A shown number as a factor or a term: a negative one in brackets. @param {string} shown */
export function bracketed(shown) {
  return /^≈?−/.test(shown) ? `(${shown})` : shown;
}

/** @param {number} x */
function inSixDigits(x) {
  if (x === 0) return "0";
  const [mantissa, exponent] = x.toExponential(5).split("e");
  const power = Number(exponent);
  const even = isTie(Math.abs(x), 5 - power) ? evened(mantissa) : mantissa;
  return laidOut(even.replace(/\.?0+$/, ""), power, 6);
}

/** @param {number} x not below 0 @param {number} places */
function fixed(x, places) {
  if (x >= 1e21) return BigInt(x) + (places ? `.${"0".repeat(places)}` : "");
  const shown = x.toFixed(places);
  return isTie(x, places) ? evened(shown) : shown;
}

/**
 * Whether a double lies just between two decimals of so many places: JavaScript then takes the
 * larger, Python the even one.
 * @param {number} x not below 0 @param {number} places below 0 for tens, hundreds, …
 */
function isTie(x, places) {
  if (places < 0) {
    const unit = 10n ** BigInt(-places);
    return Number.isInteger(x) && (BigInt(x) * 2n) % (unit * 2n) === unit;
  }
  return Math.abs((x * 2 ** (places + 1)) % 2) === 1; // exact: what is left behind the point is ½
}

/** Decimals that were rounded up in a tie, with an even last digit. @param {string} digits */
function evened(digits) {
  const last = Number(digits.at(-1));
  return last % 2 ? digits.slice(0, -1) + (last - 1) : digits;
}

/**
 * A mantissa and its power of ten as Python lays them out.
 * @param {string} mantissa @param {number} power @param {number} most from where on a power is shown
 */
function laidOut(mantissa, power, most) {
  if (power < -4 || power >= most) {
    const size = String(Math.abs(power)).padStart(2, "0");
    return `${mantissa}e${power < 0 ? "-" : "+"}${size}`;
  }
  const sign = mantissa.startsWith("-") ? "-" : "";
  const digits = mantissa.replace(/[-.]/g, "");
  if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${digits}`;
  const whole = digits.slice(0, power + 1).padEnd(power + 1, "0");
  const decimals = digits.slice(power + 1);
  return sign + whole + (decimals && `.${decimals}`);
}
