/* panes.js: the panes of the panel. Each has a tab; one is shown, in a low window instead of the step. */

import { element, part } from "./elements.js";

const ROOM = matchMedia("(min-width: 901px) and (min-height: 561px)"); // as panel.css has it

export class Panes {
  /** The pane that was chosen. */
  chosen = "";
  /** The pane that is shown for a moment, "" for none. */
  passing = "";

  constructor() {
    ROOM.addEventListener("change", () => this.leave());
    for (const tab of allTabs())
      tab.addEventListener("click", () => this.choose(tab.dataset.tab ?? ""));
    const options = part("options");
    options.addEventListener("click", ({ target }) => {
      const pressed = target instanceof Element && target.closest("button");
      if (pressed && options.matches(":popover-open")) options.hidePopover();
    });
    const step = /** @type {HTMLElement} */ (document.querySelector("[data-pane=step]"));
    const end = step.appendChild(element("div", undefined, "end"));
    new IntersectionObserver(([seen]) => step.classList.toggle("more", !seen.isIntersecting), {
      root: step,
    }).observe(end);
    this.leave();
  }

  /** @param {string} name */
  choose(name) {
    this.chosen = name;
    this.passing = "";
    this.show();
  }

  /** Back to what is shown at first: the table under the step, or the step where room is scarce. */
  leave() {
    this.choose(ROOM.matches ? "table" : "step");
  }

  /**
   * Show a pane until "" comes, where that hides nothing of the step.
   * @param {string} name
   */
  peek(name) {
    if (!ROOM.matches || this.passing === name) return;
    this.passing = name;
    this.show();
  }

  show() {
    const shown = this.passing || this.chosen;
    for (const pane of /** @type {NodeListOf<HTMLElement>} */ (
      document.querySelectorAll("[data-pane]")
    )) {
      const { pane: name } = pane.dataset;
      pane.hidden = name !== shown && !(name === "step" && ROOM.matches);
    }
    for (const tab of allTabs())
      tab.setAttribute("aria-pressed", String(tab.dataset.tab === shown));
    part("help").setAttribute("aria-pressed", String(shown === "keys"));
  }

  /**
   * Choose a pane, or leave it where it is shown already.
   * @param {string} name
   */
  toggle(name) {
    if (this.chosen === name) this.leave();
    else this.choose(name);
  }
}

const allTabs = () =>
  /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-tab]"));
