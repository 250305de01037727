/* telling.js: a stop in words and formulas, in the pane of the step. */

import { element, part } from "./elements.js";
import { equation } from "./equation.js";
import { told } from "./routes.js";

/** @import { Pass } from "./pass.js" */
/** @import { Model } from "./model.js" */
/** @import { By, Told } from "./routes.js" */

const MOST_ROWS = 12; // of a longer table so many are shown, the others on demand

/**
 * Tell a stop: a single step by its sentence and its equation, several by a table.
 * @param {Model} model @param {Pass} pass @param {number[]} stop @param {By} by
 */
export function tell(model, pass, stop, by) {
  const step = stop[stop.length - 1];
  const word = model.words[model.steps[step][0]];
  if (stop.length === 1) {
    part("kind").textContent = `Step ${step} · ${word}`;
    part("sentence").textContent = pass.sentence(step);
    part("equation").replaceChildren(...equation(model, pass, step));
    return;
  }
  const all = told(model, pass, stop, by);
  const apart = step - stop[0] >= stop.length; // steps of others lie between these
  const steps = apart ? `${stop.length} steps up to ${step}` : `Steps ${stop[0]} to ${step}`;
  part("kind").textContent = `${steps} · ${word.split(":")[0]}`;
  part("sentence").textContent = all.sentence;
  part("equation").replaceChildren(table(model, all));
}

/**
 * A row for each node; many of them only on demand.
 * @param {Model} model @param {Pick<Told, "head" | "rows">} all
 */
export function table(model, { head, rows }) {
  const made = element("table", undefined, "told");
  const top = made.createTHead().insertRow();
  for (const text of head) {
    const cell = top.appendChild(element("th", text));
    cell.scope = "col";
  }
  const body = made.createTBody();
  const short = rows.length > MOST_ROWS + 1;
  const fill = (/** @type {Told["rows"]} */ some) => {
    for (const { node, cells } of some) {
      const row = body.insertRow();
      const name = row.appendChild(element("th", model.names[node]));
      name.scope = "row";
      row.append(...cells.map((text) => element("td", text)));
    }
  };
  fill(short ? rows.slice(0, MOST_ROWS) : rows);
  if (!short) return made;
  const line = element("div", undefined, "line");
  const more = element("button", `… ${rows.length - MOST_ROWS} more`);
  more.type = "button";
  more.addEventListener("click", () => {
    fill(rows.slice(MOST_ROWS));
    line.remove();
  });
  line.append(more);
  const both = element("div");
  both.append(made, line);
  return both;
}
