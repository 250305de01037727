/* portrait.js: the picture of a step as a file of its own, with the colours that it has on the page. */

import { shape } from "./shapes.js";

const DRAWN = "path, rect, circle, ellipse, line, polygon, polyline, text, tspan";
const LONGEST_SIDE = 12_000; // pixels of a PNG's longer side; some browsers give up at 16,384

/** What a style sheet may say of a shape, and what SVG takes where nothing is said. */
const LOOKS = {
  fill: "rgb(0, 0, 0)",
  "fill-opacity": "1",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-opacity": "1",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "paint-order": "normal",
  opacity: "1",
  "font-size": "16px",
  "font-weight": "400",
  "font-style": "normal",
  "text-anchor": "start",
  "text-decoration-line": "none",
};

/**
 * A picture as SVG text that needs no style sheet: every shape says how it looks.
 * @param {SVGSVGElement} picture as it stands in the page
 * @param {string} title @param {string} telling what it shows, for those who do not see it
 */
export function portrait(picture, title, telling) {
  const copy = /** @type {SVGSVGElement} */ (picture.cloneNode(true));
  const made = copy.querySelectorAll("*");
  for (const [i, shown] of picture.querySelectorAll("*").entries()) dress(made[i], shown);
  for (const name of ["class", "style", "tabindex"]) copy.removeAttribute(name);
  copy.setAttribute("font-family", getComputedStyle(picture).fontFamily);
  copy.setAttribute("role", "img");
  for (const part of copy.querySelectorAll(":scope > title, :scope > desc")) part.remove();
  copy.prepend(worded("title", title), worded("desc", telling));
  return new XMLSerializer().serializeToString(copy);
}

/**
 * Write into a shape what the page's style sheet says of it; take out what is not seen.
 * @param {Element} made @param {Element} shown
 */
function dress(made, shown) {
  for (const { name } of [...made.attributes])
    if (/^(style|tabindex|role|aria-.*|data-.*)$/.test(name)) made.removeAttribute(name);
  const looks = getComputedStyle(shown);
  const text = shown.localName === "text";
  if (looks.display === "none" && (text || shown.localName === "g")) made.remove();
  if (looks.transform !== "none") made.setAttribute("transform", looks.transform);
  if (!shown.matches(DRAWN)) return;
  if (looks.visibility === "hidden" || (text && !shown.textContent)) made.remove();
  for (const [name, initial] of Object.entries(LOOKS)) {
    const look = looks.getPropertyValue(name);
    if (look === initial && shown.localName !== "tspan") made.removeAttribute(name);
    else made.setAttribute(name, look);
  }
}

/** @param {"title" | "desc"} kind @param {string} words */
function worded(kind, words) {
  const made = shape(kind);
  made.textContent = words;
  return made;
}

/**
 * An SVG as PNG, twice as large, so that it stays sharp on a slide.
 * @param {string} svg @param {{ width: number, height: number }} size
 * @returns {Promise<Blob>}
 */
export async function raster(svg, { width, height }) {
  const scale = Math.min(2, LONGEST_SIDE / Math.max(width, height));
  const image = new Image();
  const source = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  image.src = source;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(source);
  return new Promise((done, fail) => {
    canvas.toBlob((png) => (png ? done(png) : fail(new Error("too large to draw"))), "image/png");
  });
}
