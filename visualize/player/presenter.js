/* presenter.js: the page for a room: the picture, and below it what the step says, large. */

import { button } from "./elements.js";

/** @import { Player } from "./controls.js" */

/** @param {Player} player */
export function connectPresenter(player) {
  const root = document.documentElement;
  /** @param {boolean} on */
  const present = (on) => {
    if (root.classList.contains("presenting") === on) return;
    root.classList.toggle("presenting", on);
    button("present").setAttribute("aria-pressed", String(on));
    player.picture.view.fit();
    if (on)
      root.requestFullscreen?.().catch(() => {}); // a frame may not; it goes without
    else if (document.fullscreenElement) document.exitFullscreen();
    if (document.activeElement?.matches("#present, #leave")) player.picture.host.focus();
  };
  button("present").addEventListener("click", () => present(!root.matches(".presenting")));
  button("leave").addEventListener("click", () => present(false));
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement) present(false); // Escape was pressed
  });
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Escape" || !root.matches(".presenting")) return;
      event.preventDefault();
      present(false);
    },
    true,
  );
}
