/* keys.js: what each key does. */

import { pin } from "./details.js";
import { button, field, menu, part } from "./elements.js";
import { WAYS } from "./routes.js";

/** @import { Player } from "./controls.js" */
/** @import { By } from "./routes.js" */

const STRIDE = 80; // pixels that a key moves the picture

/** What a key means together with Shift, where it means something else. @type {Record<string, string>} */
const SHIFTED = {
  " ": "b",
  ArrowLeft: "pan left",
  ArrowRight: "pan right",
  ArrowUp: "pan up",
  ArrowDown: "pan down",
};

/** @param {Player} player */
export function connectKeys(player) {
  const keys = { ...keysOf(player), ...player.shortcuts };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.key === "Escape" && document.querySelector(":popover-open")) return; // it closes that
    const target = /** @type {HTMLElement} */ (event.target);
    if (takes(target, event.key)) {
      if (event.key !== "Escape") return;
      target.blur();
      part("picture").focus();
      return;
    }
    const presses = event.key === "Enter" || event.key === " ";
    if (presses && /^(BUTTON|SUMMARY)$/.test(target.tagName)) return;
    const name = event.shiftKey ? (SHIFTED[event.key] ?? event.key) : event.key;
    if (!Object.hasOwn(keys, name)) return;
    event.preventDefault();
    keys[name]();
  });
}

/**
 * Whether an element takes a key for itself: a field every one, a menu all but those that step.
 * @param {HTMLElement} target @param {string} key
 */
function takes(target, key) {
  if (target instanceof HTMLInputElement) return target.type !== "range";
  return target instanceof HTMLSelectElement && key !== "ArrowLeft" && key !== "ArrowRight";
}

/**
 * @param {Player} player
 * @returns {Record<string, () => void>}
 */
function keysOf(player) {
  return { ...keysOfSteps(player), ...keysOfPicture(player), ...keysOfPage(player) };
}

/** @param {Player} player */
function keysOfSteps(player) {
  /** @param {() => void} act */
  const quiet = (act) => () => {
    player.pause();
    act();
  };
  const next = quiet(() => player.move(1));
  const back = quiet(() => player.move(-1));
  const speeds = Array.from("123456789", (digit) => [
    digit,
    () => {
      menu("speed").value = digit;
      menu("speed").dispatchEvent(new Event("change"));
    },
  ]);
  return {
    ...Object.fromEntries(["ArrowRight", " ", "n", "N", "PageDown"].map((key) => [key, next])),
    ...Object.fromEntries(["ArrowLeft", "b", "P", "PageUp"].map((key) => [key, back])),
    ...Object.fromEntries(speeds),
    Home: quiet(() => player.go(0)),
    End: quiet(() => player.go(player.model.last)),
    "[": quiet(() => player.moveByNode(-1)),
    "]": quiet(() => player.moveByNode(1)),
    f: quiet(() => player.toBorder()),
    g: () => field("step").select(),
    Enter: () => {
      if (!player.atEnd) player.play(); // who pauses a moment too late keeps the end
    },
    s: () => player.chooseBy(after(player.by)),
  };
}

/** @param {Player} player */
function keysOfPicture(player) {
  const { view } = player.picture;
  return {
    i: () => pin(player, player.model.steps[player.step][1]),
    ",": () => pinNext(player, -1),
    ".": () => pinNext(player, 1),
    "+": () => view.zoom(1.25),
    "-": () => view.zoom(0.8),
    0: () => view.fitWhole(),
    "pan left": () => view.pan(STRIDE, 0),
    "pan right": () => view.pan(-STRIDE, 0),
    "pan up": () => view.pan(0, STRIDE),
    "pan down": () => view.pan(0, -STRIDE),
    m: () => button("map").click(),
    v: () => toggleClass("no-values"),
    l: () => toggleClass("no-partials"),
    c: () => toggleClass("no-colours"),
    w: () => toggleClass("widths"),
  };
}

/** @param {Player} player */
function keysOfPage(player) {
  return {
    p: () => player.setAsking(!player.asking),
    t: () => button("present").click(),
    "?": () => player.panes.toggle("keys"),
    Escape: () => leave(player),
  };
}

/**
 * The way of walking after this one.
 * @param {By} by
 */
function after(by) {
  return WAYS[(WAYS.indexOf(by) + 1) % WAYS.length];
}

/**
 * Pin the node after or before the one that is pinned or stepped to.
 * @param {Player} player @param {number} by
 */
function pinNext(player, by) {
  const { chosen, model, step } = player;
  const many = model.names.length;
  pin(player, ((chosen ?? model.steps[step][1]) + by + many) % many);
}

/** @param {Player} player */
function leave(player) {
  if (player.panes.chosen === "keys") player.panes.leave();
  else if (player.asking) player.setAsking(false);
  else if (player.chosen !== null) pin(player, player.chosen);
  else player.chooseOnly(null);
}

/** Show the picture otherwise, as stage.css has it, or again as before. @param {string} name */
function toggleClass(name) {
  part("picture").classList.toggle(name);
}
