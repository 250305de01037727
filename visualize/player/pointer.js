/* pointer.js: what mouse and fingers do on the picture: move it, zoom it, open its modules. */

import { toggleModule } from "./opening.js";

/** @import { Point } from "./boxes.js" */
/** @import { Player } from "./controls.js" */
/** @import { View } from "./view.js" */

const STILL = 4; // pixels that a pointer may stray and yet only press

/**
 * Drag to move, two fingers or Ctrl and the wheel to zoom, a press to open or close a module.
 * @param {Player} player
 */
export function connectPointer(player) {
  const { host } = player.picture;
  const hand = new Hand(player.picture.view);
  host.addEventListener("pointerdown", (event) => hand.down(event));
  host.addEventListener("pointermove", (event) => hand.move(event));
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"]))
    host.addEventListener(end, (event) => hand.up(event));
  host.addEventListener("click", (event) => {
    if (!hand.moved && toggleModule(player, event)) host.focus();
  });
  host.addEventListener("wheel", (event) => zoomByWheel(player, event), { passive: false });
}

/** The pointers that are held down on the picture. */
class Hand {
  /** @type {View} */
  view;
  /** Where each was last. @type {Map<number, Point>} */
  held = new Map();
  /** Whether they have moved since the first came down. */
  moved = false;

  /** @param {View} view */
  constructor(view) {
    this.view = view;
  }

  /** @param {PointerEvent} event */
  down(event) {
    if (!this.held.size) this.moved = false;
    this.held.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  /** @param {PointerEvent} event */
  up(event) {
    this.held.delete(event.pointerId);
  }

  /** @param {PointerEvent} event */
  move(event) {
    const before = this.held.get(event.pointerId);
    if (!before) return;
    if (!event.buttons) return this.up(event); // it was let go elsewhere
    const now = { x: event.clientX, y: event.clientY };
    if (!this.moved && Math.hypot(now.x - before.x, now.y - before.y) < STILL) return;
    this.moved = true;
    this.view.host.setPointerCapture(event.pointerId);
    const others = [...this.held].filter(([id]) => id !== event.pointerId);
    this.held.set(event.pointerId, now);
    if (!others.length) this.view.pan(now.x - before.x, now.y - before.y);
    else this.pinch(before, now, others[0][1]);
  }

  /**
   * One of two fingers has moved: what is between them stays between them.
   * @param {Point} before @param {Point} now @param {Point} other
   */
  pinch(before, now, other) {
    this.view.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    const wide = Math.hypot(before.x - other.x, before.y - other.y) || 1;
    const factor = Math.hypot(now.x - other.x, now.y - other.y) / wide;
    const stage = this.view.host.getBoundingClientRect();
    const at = { x: (now.x + other.x) / 2 - stage.x, y: (now.y + other.y) / 2 - stage.y };
    this.view.zoom(factor, at);
  }
}

/**
 * @param {Player} player @param {WheelEvent} event
 */
function zoomByWheel({ picture }, event) {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  const stage = picture.host.getBoundingClientRect();
  const at = { x: event.clientX - stage.x, y: event.clientY - stage.y };
  picture.view.zoom(event.deltaY > 0 ? 0.87 : 1.15, at);
}
