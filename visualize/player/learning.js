/* learning.js: the pane of gradient descent: the learning rate, its steps in numbers, the curve. */

import { Curve } from "./curve.js";
import { button, element, field, find, menu, part } from "./elements.js";
import { typed, written } from "./fields.js";
import { bracketed } from "./numerals.js";

/** @import { Update } from "./descent.js" */
/** @import { Live } from "./live.js" */

const MOST_UPDATES = 60; // of the table at once

class Learning {
  /** @type {Live} */
  live;
  pane = part("descent");
  /** @type {Curve} */
  curve;
  /** The next step while the run goes on by itself, or 0. */
  timer = 0;
  /** The gesture of a run that goes on by itself: it is undone as one. */
  runs = 0;
  /** Why the run does not go on, "" if it does. */
  why = "";

  /** @param {Live} live */
  constructor(live) {
    this.live = live;
    const svg = /** @type {SVGSVGElement} */ (this.pane.querySelector("svg"));
    this.curve = new Curve(svg, (step) => this.goTo(step));
    part("rule").textContent = `w ← w − η · ∂${this.output}/∂w`;
    this.connect();
    this.list();
  }

  get output() {
    const { model } = this.live.player;
    return model.names[model.output];
  }

  connect() {
    const { live } = this;
    part("descend").addEventListener("click", () => {
      this.pause();
      this.step();
    });
    part("run").addEventListener("click", () => (this.timer ? this.pause() : this.play()));
    field("eta").addEventListener("change", () => this.rate());
    field("run-step").addEventListener("input", () => this.goTo(Number(field("run-step").value)));
    this.pane.addEventListener("keydown", (event) => {
      const target = /** @type {HTMLElement} */ (event.target);
      if (target.tagName === "INPUT" && event.key !== "Escape") event.stopPropagation();
      if (target === field("eta") && event.key === "Enter") this.rate();
    });
    part("parameters").addEventListener("change", () => {
      const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (
        part("parameters").querySelectorAll("input:checked")
      );
      this.pause();
      this.why = "";
      live.setParameters(Array.from(boxes, (box) => Number(box.value)));
    });
    new ResizeObserver(() => this.draw()).observe(this.curve.svg);
  }

  /** The leaves, each to be chosen or not. */
  list() {
    const { live } = this;
    const boxes = live.maker.leaves.map((_, place) => {
      const label = element("label");
      const box = element("input");
      box.type = "checkbox";
      box.value = String(place);
      box.disabled = live.fixed(place) !== "";
      label.append(box, ` ${live.nameOf(place)}`);
      return label;
    });
    part("parameters").replaceChildren(...boxes);
  }

  rate() {
    const { number, say } = typed(field("eta").value);
    const wrong = number === null ? say : number > 0 ? "" : "η is a number above 0, such as 0.1.";
    field("eta").setAttribute("aria-invalid", String(wrong !== ""));
    this.why = wrong;
    if (number !== null && !wrong) this.live.setRate(number);
    else this.draw();
  }

  /** @param {number} at */
  goTo(at) {
    this.pause();
    this.why = this.live.goTo(at);
    this.draw();
  }

  /** @param {string} [gesture] */
  step(gesture) {
    this.why = "";
    this.why = this.live.step(gesture);
    this.draw();
  }

  play() {
    this.runs += 1;
    this.tick();
  }

  tick() {
    this.timer = window.setTimeout(() => this.tick(), 1000 / Number(menu("pace").value));
    this.step(`run ${this.runs}`);
    if (this.why) this.pause();
  }

  pause() {
    this.stop();
    this.draw();
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = 0;
  }

  /* ----- showing it ----- */

  /** Show the state, after every change of it. */
  draw() {
    if (this.live.player.asking) this.stop(); // a question is about numbers that stay
    if (this.pane.hidden || !this.pane.clientWidth) return;
    const { live } = this;
    const { asking, pass } = live.player;
    const { run } = live;
    const { off } = live.maker;
    part("descent-off").textContent =
      off || (asking ? "Questions are open: what a step does is told after them." : "");
    part("descent-body").hidden = off !== "" || asking;
    if (off || asking) return;
    const points = run?.points ?? [live.point(live.numbers, pass.key, null)];
    const at = run?.at ?? 0;
    if (document.activeElement !== field("eta")) field("eta").value = written(live.eta);
    part("run").textContent = this.timer ? "Pause" : "Play";
    this.curve.draw(this.output, points, at);
    field("run-step").max = String(points.length - 1);
    field("run-step").value = String(at);
    field("run-step").setAttribute(
      "aria-valuetext",
      `Step ${at}, ${this.output} = ${points[at].shown}`,
    );
    part("descent-say").textContent = this.why || said(this.output, points, at);
    this.drawParameters();
    this.drawTable();
  }

  drawParameters() {
    const { live } = this;
    const chosen = new Set(live.parameters);
    const count = live.maker.leaves.length;
    part("learned").textContent = `${chosen.size} of ${count} leaves are learned`;
    for (const box of part("parameters").querySelectorAll("input"))
      box.checked = chosen.has(Number(box.value));
  }

  /** The step that was made, number by number; before the first, the one to come. */
  drawTable() {
    const { live } = this;
    const { run } = live;
    const at = run?.at ?? 0;
    const way = (run && at ? run.points[at].way : null) ?? {
      eta: live.eta,
      key: live.player.pass.key,
    };
    const from = run && at ? run.points[at - 1].numbers : live.numbers;
    const updates = live.updates({ numbers: from, run: null }, way);
    const rows = updates.slice(0, MOST_UPDATES).map((update) => this.row(update, way.key, way.eta));
    if (updates.length > MOST_UPDATES) rows.push(more(updates.length - MOST_UPDATES));
    part("updates-title").textContent = at ? `Step ${at}, as it was made` : "Step 1, to come";
    find("updates", HTMLTableElement).tBodies[0].replaceChildren(...rows);
  }

  /**
   * @param {Update} update @param {string} key @param {number} eta
   */
  row({ leaf, old, gradient, change, next }, key, eta) {
    const { live } = this;
    /** @param {number} x */
    const show = (x) => live.maker.shown(x, key);
    const row = element("tr");
    const head = element("th", live.nameOf(leaf));
    head.scope = "row";
    const product = `${written(eta)} · ${bracketed(show(gradient))}`;
    const [before, after] = [old, next].map((x) => element("td", live.maker.shownLeaf(x, key)));
    row.append(head, before, element("td"), after);
    row.cells[2].append(element("span", product, "factors"), ` = ${show(change)}`);
    return row;
  }
}

/**
 * The pane, the button and the key that open it.
 * @param {Live} live
 */
export function connectDescent(live) {
  const { player } = live;
  const learning = new Learning(live);
  const { pane } = learning;
  /** @param {boolean} open */
  const show = (open) => {
    pane.hidden = !open;
    button("learn").setAttribute("aria-expanded", String(open));
    if (!open) learning.pause();
    learning.draw();
  };
  button("learn").addEventListener("click", () => {
    show(pane.hidden !== false);
    if (part("options").matches(":popover-open")) part("options").hidePopover();
    const idle = part("descent-body").hidden;
    if (!pane.hidden) button(idle ? "descent-close" : "descend").focus();
  });
  const close = () => {
    show(false);
    button("learn").focus();
  };
  part("descent-close").addEventListener("click", close);
  pane.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    close();
  });
  player.shortcuts.d = () => button("learn").click();
  let { asking } = player;
  player.watchers.push(() => {
    if (player.asking && !asking)
      show(false); // it would lie over the questions
    else learning.draw();
    asking = player.asking;
  });
}

/**
 * What a step did to the loss.
 * @param {string} name @param {readonly { loss: number, shown: string }[]} points @param {number} at
 */
function said(name, points, at) {
  if (!at) return `At the start ${name} = ${points[0].shown}.`;
  const [before, after] = [points[at - 1], points[at]];
  if (after.loss === before.loss) return `Step ${at}: ${name} stays ${after.shown}.`;
  const how = after.loss < before.loss ? "falls" : "rises";
  return `Step ${at}: ${name} ${how} from ${before.shown} to ${after.shown}.`;
}

/** @param {number} count */
function more(count) {
  const row = element("tr");
  const cell = element("td", `and ${count} more`);
  cell.colSpan = 4;
  row.append(cell);
  return row;
}
