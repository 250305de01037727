/* opening.js: modules are opened and closed in the picture, each for itself. */

import { sayHint } from "./menus.js";
import { switched } from "./modules.js";

/** @import { Player } from "./controls.js" */

/** Click a module to open or close it, or press Enter on it. @param {Player} player */
export function connectModules(player) {
  const { host } = player.picture;
  host.addEventListener("keydown", (event) => {
    const presses = event.key === "Enter" || event.key === " ";
    const path = presses && toggleModule(player, event);
    if (!path) return;
    event.preventDefault();
    const handles = /** @type {NodeListOf<SVGElement>} */ (host.querySelectorAll("[data-module]"));
    const same = [...handles].find((handle) => handle.dataset.module === path);
    (same ?? host).focus();
  });
  host.addEventListener("focusin", (event) => {
    const target = /** @type {SVGElement} */ (event.target);
    const { module } = target.dataset; // by mouse it is in sight, and must not move from under it
    if (module && target.matches(":focus-visible")) player.picture.focusOn(module);
  });
}

/**
 * Open or close the module that an event is about, and look there; its path, "" if there is none.
 * @param {Player} player @param {Event} event
 */
export function toggleModule(player, event) {
  const target = /** @type {Element} */ (event.target);
  const handle = /** @type {SVGElement | null} */ (target.closest("[data-module]"));
  if (!handle) return "";
  const { model, picture } = player;
  const path = handle.dataset.module ?? "";
  const opening = handle.dataset.closed === "true";
  const change = Object.hasOwn(model.modules, path)
    ? switched(model, picture.name, path, opening)
    : { name: "*", closed: [], opened: [] }; // what stands for nodes without a module
  if (!change || !Object.hasOwn(model.layouts, change.name)) {
    sayHint(`${path} is too large to be drawn ${opening ? "open" : "closed"} here.`);
    return path;
  }
  player.chooseLayout(change.name);
  picture.focusOn(path);
  if (change.closed.length)
    sayHint(`No picture has all of these open; closed: ${fewOf(change.closed)}.`);
  else if (change.opened.length)
    sayHint(`No picture has all others closed; opened: ${fewOf(change.opened)}.`);
  return path;
}

/** @param {string[]} paths */
function fewOf(paths) {
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : "";
  return paths.slice(0, 3).join(", ") + more;
}
