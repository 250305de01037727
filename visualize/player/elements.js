/* elements.js: finding and making the elements of the page. */

/**
 * The element of an id, of a kind: find("step", HTMLInputElement).
 * @template {HTMLElement} T
 * @param {string} id @param {new () => T} kind
 * @returns {T}
 */
export function find(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`the page has no ${kind.name} #${id}`);
  return found;
}

/** The part of the page of an id. @param {string} id */
export const part = (id) => find(id, HTMLElement);
/** A field to type into. @param {string} id */
export const field = (id) => find(id, HTMLInputElement);
/** A menu. @param {string} id */
export const menu = (id) => find(id, HTMLSelectElement);
/** A button. @param {string} id */
export const button = (id) => find(id, HTMLButtonElement);
/** The table of the whole pass, with its lid. */
export const whole = () => find("whole", HTMLDetailsElement);

/**
 * Show whether a button has anything to do now. It keeps its place and the focus, which a disabled
 * one would lose.
 * @param {string} id @param {boolean} idle
 */
export function dim(id, idle) {
  button(id).setAttribute("aria-disabled", String(idle));
}

/**
 * A new element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {string | number} [text] @param {string} [name] its class
 */
export function element(tag, text, name) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = String(text);
  if (name) made.className = name;
  return made;
}
