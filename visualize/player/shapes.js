/* shapes.js: new shapes for the picture. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * A new shape: shape("rect", { class: "light", rx: 4 }).
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag @param {Record<string, string | number>} [attributes]
 */
export function shape(tag, attributes = {}) {
  const made = document.createElementNS(SVG, tag);
  setAttributes(made, attributes);
  return made;
}

/** A text in a picture. @param {string} text @param {Record<string, string | number>} attributes */
export function label(text, attributes) {
  const made = shape("text", attributes);
  made.textContent = text;
  return made;
}

/**
 * @param {SVGElement} drawn @param {Record<string, string | number>} attributes
 */
export function setAttributes(drawn, attributes) {
  for (const [name, value] of Object.entries(attributes)) drawn.setAttribute(name, String(value));
}
