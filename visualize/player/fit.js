/* fit.js: a number that has become longer than its room is set narrower. Its height stays, for it
   is to be read from afar. */

/**
 * @param {Element} text a line whose room Python has measured
 * @param {string} shown what stands there now
 */
export function fit(text, shown) {
  const room = Number(text.getAttribute("data-room") ?? Number.POSITIVE_INFINITY);
  if (lineWidth(shown, Number(text.getAttribute("font-size"))) > room) {
    text.setAttribute("textLength", String(room));
    text.setAttribute("lengthAdjust", "spacingAndGlyphs");
  } else {
    text.removeAttribute("textLength");
    text.removeAttribute("lengthAdjust");
  }
}

/**
 * The width of a line in the widest font that a page may show it in: measuring it in the page would
 * force a layout.
 * @param {string} shown @param {number} size
 */
export function lineWidth(shown, size) {
  let width = 0;
  for (const letter of shown) width += NARROW[letter] ?? (/\d/.test(letter) ? 0.64 : 0.84);
  return width * size;
}

/** Parts of the font size. @type {Record<string, number>} */
const NARROW = {
  " ": 0.32,
  ".": 0.32,
  ",": 0.32,
  "(": 0.39,
  ")": 0.39,
  "∂": 0.52,
  e: 0.62,
  "…": 1,
};
