/* main.js: starts the page. */

import { button, element, menu, part } from "../player/elements.js";
import { keep } from "../player/store.js";
import { Clerk } from "./clerk.js";
import { Desk } from "./desk.js";
import { insert, sheetEditor, showLine } from "./editor.js";
import { connectGraph } from "./graph.js";
import { connectKeeping, recalled } from "./keeping.js";
import { hiring, unpackedKit } from "./kit.js";
import { connectPanel, goOn } from "./panel.js";
import { connectSaving } from "./saving.js";

/** @import { Config } from "./desk.js" */

const SECONDS = 12; // until the judge is ended; by itself it stops after 10
const SECONDS_TO_DRAW = 5;
const SIGNS = ["∂", "σ", "Σ", "δ", "η", "ŷ", "·", "−", "²", "₁", "₂", "ᵀ", "√"];
const root = document.documentElement;

/** @param {Desk} desk */
function connectKeys(desk) {
  const act = (/** @type {KeyboardEvent} */ event) => {
    const { key, shiftKey, ctrlKey, metaKey } = event;
    if (key === "Enter" && (ctrlKey || metaKey)) desk.askHint();
    else if (key === "F8") goOn(desk, shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("keydown", act, { capture: true }); // before the editor, which knows Ctrl+Enter
}

/** @param {Desk} desk */
function connectSigns(desk) {
  part("signs").append(
    ...SIGNS.map((sign) => {
      const key = element("button", sign);
      key.type = "button";
      key.addEventListener("click", () => insert(desk.view, sign));
      return key;
    }),
  );
}

/** What is said of the sheet as a whole, above it. @param {Desk} desk */
function drawSummary(desk) {
  const { trouble, upToDate, judged } = desk;
  const { lines, summary } = judged;
  const right = lines.filter(({ mark }) => mark.startsWith("✓")).length;
  part("summary").textContent = trouble ? `Not judged: ${trouble}` : summary;
  part("count").textContent = lines.length ? `${right} of ${lines.length} lines ✓` : "";
  root.dataset.judging = upToDate ? "no" : "yes";
  const slips = lines.some(({ verdict }) => verdict === "slip");
  root.dataset.state = slips ? "slip" : right && right === lines.length ? "right" : "open";
}

function start() {
  const config = /** @type {Config} */ (JSON.parse(part("config").textContent ?? ""));
  const judge = new Clerk(hiring("python", unpackedKit()), SECONDS);
  const drawer = new Clerk(hiring("layout", Promise.resolve("")), SECONDS_TO_DRAW);
  const view = sheetEditor(part("editor"), {
    text: recalled(config.sheet),
    tokens: config.tokens,
    nonce: config.nonce,
    onEdit: () => desk.edited(),
    onMove: () => desk.draw(),
  });
  const desk = new Desk(config, judge, view);
  connectPanel(desk);
  connectGraph(desk, drawer);
  connectSaving(desk);
  connectKeeping(desk);
  connectKeys(desk);
  connectSigns(desk);
  desk.watchers.push(() => drawSummary(desk));
  desk.judge().then(() => {
    const line = desk.first();
    if (line && !view.hasFocus) showLine(view, line); // who types already is left alone
    root.dataset.ready = "yes";
  });
  judge.ready.catch((error) => {
    part("trouble").hidden = false;
    part("trouble").textContent = `Sheets cannot be judged in this browser: ${error}`;
  });
  Object.assign(globalThis, { desk }); // for the console of those who try things out, and for tests
}

root.dataset.started = "yes";
menu("theme").value = root.dataset.theme ?? "auto";
keep(menu("theme"), (theme) => {
  root.dataset.theme = theme;
});
button("hint").setAttribute("aria-keyshortcuts", "Control+Enter");
for (const each of document.querySelectorAll("button"))
  if (each.ariaLabel) each.title = each.ariaLabel;
addEventListener("DOMContentLoaded", () => {
  if (!root.dataset.trouble) start(); // else the guard has said why not
});
