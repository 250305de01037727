/* ledger.js: what is computed so far, a row per node. */

import { element } from "./elements.js";

/** @import { Model } from "./model.js" */
/** @import { Pass } from "./pass.js" */

export class Ledger {
  /** @type {HTMLTableSectionElement} */
  body;
  /** @type {Model} */
  model;
  /** By node. @type {HTMLTableRowElement[]} */
  rows;
  /** @type {HTMLTableRowElement | null} */
  active = null;
  /** What it shows now. @type {{ pass: Pass, step: number } | null} */
  shown = null;

  /** @param {HTMLTableElement} table @param {Model} model */
  constructor(table, model) {
    this.body = table.tBodies[0];
    this.model = model;
    this.rows = model.names.map((name) => {
      const row = element("tr");
      const head = element("th");
      head.scope = "row";
      head.title = name.slice(0, 300);
      const choose = head.appendChild(element("button", name));
      choose.type = "button";
      choose.tabIndex = -1; // one row is a stop for the tab key: the active one
      row.append(head, element("td"), element("td"));
      return row;
    });
    this.body.replaceChildren(...this.rows);
  }

  /**
   * Show the state after a step; only what changed since the last state is touched.
   * @param {Pass} pass @param {number} step
   */
  draw(pass, step) {
    const { model } = this;
    const before = this.shown?.pass === pass ? this.shown.step : null;
    const from = before === null ? -1 : Math.min(before, step);
    const to = before === null ? model.last : Math.max(before, step);
    for (let i = from + 1; i <= to; i += 1) {
      const [kind, node] = model.steps[i];
      if (kind === "given") {
        for (const [leaf, row] of this.rows.entries())
          if (model.isLeaf[leaf]) row.cells[1].textContent = model.value(pass, leaf, step);
        continue;
      }
      const forward = kind === "forward";
      const cell = this.rows[node].cells[forward ? 1 : 2];
      const text = forward ? model.value(pass, node, step) : model.gradient(pass, node, step);
      if (cell.textContent !== text) cell.textContent = text;
      if (forward) this.rows[node].hidden = !text;
    }
    this.stress(this.rows[model.steps[step][1]]);
    this.shown = { pass, step };
  }

  /** @param {HTMLTableRowElement} row */
  stress(row) {
    this.active?.classList.remove("active");
    this.active?.querySelector("button")?.setAttribute("tabindex", "-1");
    this.active = row;
    row.classList.add("active");
    row.querySelector("button")?.setAttribute("tabindex", "0");
    const scroll = /** @type {HTMLElement} */ (this.body.closest(".pane"));
    const top = row.offsetTop - scroll.clientHeight / 2;
    if (Math.abs(scroll.scrollTop - top) > scroll.clientHeight / 2 - 70) scroll.scrollTop = top;
  }
}
