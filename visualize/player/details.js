/* details.js: all about one node: its formula, what its gradient is the sum of, its paths lit. */

import { button, element, part } from "./elements.js";
import { equation } from "./equation.js";
import { table } from "./telling.js";
import { countPaths, shownCount, usesAt } from "./uses.js";
import { counted, gradientName } from "./wording.js";

/** @import { Player } from "./controls.js" */

const PAUSE = 120; // milliseconds on a node before it is told, so that crossing one does not flicker
const NEAR = 5; // pixels that a click may move

class Details {
  /** @type {Player} */
  player;
  /** By node: the paths to the output. @type {bigint[]} */
  paths;
  /** The node that is pointed at. @type {number | null} */
  pointed = null;
  /** What is lit in the picture. @type {Element[]} */
  lit = [];
  /** The node that was pinned when it was last shown. @type {number | null} */
  before = null;

  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    this.paths = countPaths(player.model);
  }

  /** @param {number | null} node */
  point(node) {
    const { panes, asking } = this.player;
    this.pointed = asking ? null : node;
    panes.peek(this.pointed === null ? "" : "node");
    this.show();
  }

  /** Show the node that is pointed at, else the pinned one, else that of the step. */
  show() {
    const { chosen, panes, model, step, asking } = this.player;
    if (chosen !== this.before) {
      if (chosen !== null) panes.choose("node");
      else if (panes.chosen === "node") panes.leave();
      this.before = chosen;
    }
    this.light(asking ? null : (this.pointed ?? chosen));
    part("node-pane").classList.toggle("asking", asking);
    if (asking || part("node-pane").hidden) return;
    this.tell(this.pointed ?? chosen ?? model.steps[step][1]);
  }

  /** @param {number} node */
  tell(node) {
    const { model, pass, step, chosen } = this.player;
    const name = model.names[node];
    part("node-name").textContent = name;
    part("node-kind").textContent = this.kindOf(node);
    button("walk").disabled = !model.uses[node].length;
    button("pin").setAttribute("aria-pressed", String(chosen === node));
    button("pin").value = button("walk").value = String(node);
    const value = model.value(pass, node, step);
    const computed = value && !model.isLeaf[node];
    part("node-formula").replaceChildren(
      ...(computed
        ? equation(model, pass, model.made[node])
        : [
            element("p", value ? `${name} = ${value} is given.` : "Its value is not yet computed."),
          ]),
    );
    const whole = gradientName(model, node);
    const uses = usesAt(model, pass, node, step);
    const known = model.grown[node].filter((each) => each <= step).length;
    const gradient = model.gradient(pass, node, step);
    const growing = known < uses.length ? ` (${known} of ${uses.length} uses)` : "";
    part("node-gradient").textContent = gradient
      ? `${whole} = ${gradient}${growing}`
      : `${whole} is not yet computed.`;
    const head = ["Used by", "Upstream", "× local", "= adds"];
    part("node-uses").replaceChildren(...(uses.length ? [table(model, { head, rows: uses })] : []));
  }

  /** @param {number} node */
  kindOf(node) {
    const { model } = this.player;
    const { uses, homes, output, names } = model;
    const home = homes[node] && ` in ${homes[node]}`;
    if (node === output) return `The output${home}; its gradient is the seed.`;
    const many = uses[node].length === 1 ? "used once" : `used ${uses[node].length} times`;
    const paths = shownCount(this.paths[node]);
    return `${many}${home}; ${counted(paths, "path")} to ${names[output]}`;
  }

  /**
   * Light a node and all its paths to the output.
   * @param {number | null} node
   */
  light(node) {
    for (const group of this.lit) group.classList.remove("lit", "chosen");
    this.lit = [];
    if (node === null) return;
    const { picture, model } = this.player;
    const on = model.above(node);
    for (const each of on) this.lit.push(picture.cards[each]);
    for (const [edge, [operand]] of model.edges.entries()) {
      const line = on.has(operand) ? picture.lines[edge] : null;
      if (line) this.lit.push(line);
    }
    for (const group of this.lit) group.classList.add("lit");
    picture.cards[node].classList.add("chosen");
  }
}

/**
 * Tell all about a node, or no longer, if it is told already.
 * @param {Player} player @param {number} node
 */
export function pin(player, node) {
  player.chosen = player.chosen === node ? null : node;
  player.draw();
}

/**
 * Pointing shows a node, a click or a key pins it.
 * @param {Player} player
 */
export function connectDetails(player) {
  const details = new Details(player);
  player.watchers.push(() => details.show());
  connectPointing(player, details);
  const chosen = (/** @type {Event} */ event) =>
    Number(/** @type {HTMLButtonElement} */ (event.currentTarget).value);
  button("walk").addEventListener("click", (event) => player.chooseOnly(chosen(event)));
  button("pin").addEventListener("click", (event) => pin(player, chosen(event)));
  for (const tab of document.querySelectorAll("[data-tab]"))
    tab.addEventListener("click", () => details.show());
  connectLedger(player);
  details.show();
}

/**
 * @param {Player} player @param {Details} details
 */
function connectPointing(player, details) {
  const { host } = player.picture;
  /** @param {Event} event */
  const nodeAt = (event) => {
    const card = /** @type {Element} */ (event.target).closest("g.node:not(.group)");
    const node = card ? player.picture.cards.indexOf(card) : -1;
    return node < 0 ? null : node;
  };
  let waiting = 0;
  host.addEventListener("pointerover", (event) => {
    clearTimeout(waiting);
    if (event.pointerType !== "mouse" || event.buttons) return;
    const node = nodeAt(event);
    if (node === details.pointed) return;
    waiting = window.setTimeout(() => details.point(node), PAUSE);
  });
  host.addEventListener("pointerleave", () => {
    clearTimeout(waiting);
    if (details.pointed !== null) details.point(null);
  });
  let down = { x: 0, y: 0 };
  host.addEventListener("pointerdown", (event) => {
    down = { x: event.clientX, y: event.clientY };
  });
  host.addEventListener("click", (event) => {
    const node = nodeAt(event);
    const moved = Math.hypot(event.clientX - down.x, event.clientY - down.y);
    if (node === null || moved > NEAR) return;
    clearTimeout(waiting);
    if (player.chosen === node) details.point(null);
    pin(player, node);
  });
}

/**
 * A row of the table chooses its node; the arrow keys go from row to row.
 * @param {Player} player
 */
function connectLedger(player) {
  const { body, rows } = player.ledger;
  /** @param {Event} event */
  const rowOf = (event) =>
    /** @type {HTMLTableRowElement | null} */ (/** @type {Element} */ (event.target).closest("tr"));
  body.addEventListener("click", (event) => {
    const row = rowOf(event);
    if (row) pin(player, rows.indexOf(row));
  });
  body.addEventListener("keydown", (event) => {
    const row = rowOf(event);
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!row || !by) return;
    event.preventDefault();
    let to = rows.indexOf(row) + by;
    while (rows[to]?.hidden) to += by;
    rows[to]?.querySelector("button")?.focus();
  });
}
