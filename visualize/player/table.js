/* table.js: every step of the pass in words, for reading without the picture and for print. */

import { element } from "./elements.js";

/** @import { Pass } from "./pass.js" */

const CHUNK = 200; // rows made at once: more than a screen has, few enough to come at once

export class WholeTable {
  /** What opens and closes it. @type {HTMLDetailsElement} */
  lid;
  /** @type {HTMLTableSectionElement} */
  body;
  /** The pass that it shows. @type {Pass | null} */
  pass = null;

  /** @param {HTMLDetailsElement} lid */
  constructor(lid) {
    this.lid = lid;
    this.body = /** @type {HTMLTableSectionElement} */ (lid.querySelector("tbody"));
    const end = element("div");
    lid.append(end);
    const near = { rootMargin: "600px" };
    new IntersectionObserver(([seen]) => seen.isIntersecting && this.add(CHUNK), near).observe(end);
  }

  /**
   * Show a pass, where the table is open; the first rows now, the others when scrolled to.
   * @param {Pass} pass
   */
  show(pass) {
    if (!this.lid.open || this.pass === pass) return;
    this.pass = pass;
    this.body.replaceChildren();
    this.add(CHUNK);
  }

  /**
   * Make the next rows.
   * @param {number} count
   */
  add(count) {
    const { pass, body } = this;
    if (!pass) return;
    const from = body.rows.length;
    const rows = pass.results.slice(from, from + count).map((result, i) => {
      const row = element("tr");
      const sentence = pass.sentence(from + i);
      row.append(element("td", from + i), element("td", sentence), element("td", result));
      return row;
    });
    body.append(...rows);
  }
}
