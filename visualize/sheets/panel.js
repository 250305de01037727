/* panel.js: what is said of the line that the cursor is in, and its hints, one at a time. */

import { button, element, part } from "../player/elements.js";
import { isOther } from "./desk.js";
import { goToLine } from "./editor.js";

/** @import { Desk, Told } from "./desk.js" */

const NOTHING = { verdict: "", mark: "" };

/** @param {Desk} desk */
export function connectPanel(desk) {
  button("hint").addEventListener("click", () => desk.askHint());
  for (const [id, by] of /** @type {const} */ ([
    ["before", -1],
    ["after", 1],
  ]))
    button(id).addEventListener("click", () => goOn(desk, by));
  desk.watchers.push(() => drawPanel(desk));
}

/** To the next line to look at, or the one before. @param {Desk} desk @param {number} by */
export function goOn(desk, by) {
  const line = desk.next(by);
  if (line) goToLine(desk.view, line);
}

/** @param {Desk} desk */
function drawPanel(desk) {
  const told = desk.told(desk.line);
  const typed = told && desk.isTyped(told);
  part("line-name").textContent = `Line ${desk.line}`;
  const { verdict, mark } = told ? desk.besideLine(told) : NOTHING;
  part("line-mark").textContent = mark;
  part("line-mark").dataset.verdict = verdict;
  const remarks = told ? (typed ? [] : remarksOn(told)) : [unjudged(desk)];
  part("remarks").replaceChildren(...remarks.map((remark) => element("p", remark)));
  drawHints(desk, typed ? undefined : told);
  const none = desk.next(1) === undefined;
  for (const id of ["before", "after"]) button(id).setAttribute("aria-disabled", String(none));
}

/** @param {Told} told */
function remarksOn(told) {
  if (isOther(told)) return ["This follows, but the key has another number here."];
  const remarks = told.verdict === "ok" ? ["This line is right."] : told.remarks;
  return told.agrees ? [...remarks, "The key has the same number."] : remarks;
}

/** What is said of a line without a verdict. @param {Desk} desk */
function unjudged({ judged, line, upToDate }) {
  if (judged.skipped.includes(line))
    return "There is no calculation on this line, so it is not read.";
  return upToDate ? "There is nothing to judge on this line." : "";
}

/** @param {Desk} desk @param {Told | undefined} told */
function drawHints(desk, told) {
  const hints = told?.hints ?? [];
  const shown = told ? desk.hinted(told) : [];
  part("hints").replaceChildren(...shown.map((hint) => element("li", hint)));
  const more = button("hint");
  more.hidden = hints.length === 0;
  const all = shown.length === hints.length;
  more.setAttribute("aria-disabled", String(all));
  more.textContent = all ? "No more hints" : `Hint ${shown.length + 1} of ${hints.length}`;
}
