/* address.js: the state of the page as the part of its address after #: s=17&only=w3&places=4 */

import { ends, stopsOf, wayOf } from "./routes.js";

/** @import { Model } from "./model.js" */
/** @import { By } from "./routes.js" */

/**
 * What can be chosen in the page.
 * @typedef {object} State
 * @property {number} step
 * @property {number | null} only the node whose paths are walked, null for the whole pass
 * @property {number | null} chosen the node that is pinned
 * @property {By} by how much is told at once
 * @property {string} places the key of the pass
 * @property {boolean} asking whether the next number is asked for
 * @property {string} open the layout on the stage
 * @property {string} view "embed" within another page, else ""
 */

/**
 * What keeps a part of the state of its own: it takes from the words what it has written there.
 * @typedef {object} Keeper
 * @property {(words: URLSearchParams) => void} read
 * @property {(words: URLSearchParams) => void} write
 */

/**
 * The state that an address names; whatever is absent or wrong in it is as at first.
 * @param {Model} model @param {string} hash
 * @returns {State}
 */
export function readAddress(model, hash) {
  const words = new URLSearchParams(hash.replace(/^#/, ""));
  const only = model.find(words.get("only") ?? "");
  const state = {
    step: 0,
    only: only !== null && model.uses[only].length ? only : null,
    chosen: model.find(words.get("node") ?? ""),
    by: wayOf(words.get("by")),
    places:
      model.passes.choices.find(({ key }) => key === words.get("places"))?.key ??
      model.passes.start,
    asking: words.get("predict") === "1",
    open: words.get("open") ?? model.first,
    view: words.get("view") === "embed" ? "embed" : "",
  };
  const step = words.get("s") ?? "";
  const wanted = /^\d{1,9}$/.test(step) && Number(step) <= model.last ? Number(step) : 0;
  state.step = onRoute(ends(stopsFor(model, state)), wanted);
  return state;
}

/**
 * The address of a state, without #; what is as at first is left out.
 * @param {Model} model @param {State} state
 */
export function writeAddress(model, state) {
  const words = new URLSearchParams({ s: String(state.step) });
  if (state.only !== null) words.set("only", model.shortName(state.only));
  if (state.chosen !== null) words.set("node", model.shortName(state.chosen));
  if (state.by !== "edge") words.set("by", state.by);
  if (state.places !== model.passes.start) words.set("places", state.places);
  if (state.asking) words.set("predict", "1");
  if (state.open !== model.first) words.set("open", state.open);
  if (state.view) words.set("view", state.view);
  return legible(words);
}

/**
 * Words as an address has them; the signs that need no code in it stand as they are.
 * @param {URLSearchParams} words
 */
export function legible(words) {
  return words.toString().replace(/%(?:3A|2C|40|7E)/g, decodeURIComponent);
}

/**
 * The stops of a state: questions are asked at every edge.
 * @param {Model} model @param {{ only: number | null, by: By, asking: boolean }} state
 */
export function stopsFor(model, { only, by, asking }) {
  return stopsOf(model, only, asking ? "edge" : by);
}

/**
 * The first step of a route that is not before a step; else the route's last one.
 * @param {number[]} route @param {number} step
 */
export function onRoute(route, step) {
  return route.find((each) => each >= step) ?? route[route.length - 1];
}
