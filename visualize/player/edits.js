/* edits.js: how the leaves' numbers are taken in hand: by click, by key, from the address. */

import { Editor } from "./editor.js";
import { menu, part } from "./elements.js";
import { connectDescent } from "./learning.js";
import { Live } from "./live.js";
import { Maker, refusal } from "./maker.js";
import { label } from "./shapes.js";
import { counted } from "./wording.js";

/** @import { Player } from "./controls.js" */

/**
 * Make the numbers of the page live.
 * @param {Player} player
 */
export function connectEdits(player) {
  const live = new Live(player, new Maker(player.model));
  const editor = new Editor(live);
  connectCards(live, editor);
  connectMenu(live);
  connectDescent(live);
  part("reset-edits").addEventListener("click", () => live.resetAll());
  Object.assign(player.shortcuts, {
    e: () => openAtStep(live, editor),
    z: () => say(live.undo()),
    Z: () => say(live.redo()),
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !editor.isOpen || event.defaultPrevented) return;
    editor.close();
    event.preventDefault();
  });
  const marks = new Marks(live);
  let seen = { step: player.step, base: player.base };
  player.watchers.push(() => {
    const { step, base } = player;
    if (seen.step !== step || seen.base !== base) say(""); // it was about what is gone
    seen = { step, base };
    editor.draw();
    marks.draw();
  });
  player.keepers.push(live);
  player.readHash();
  player.draw();
}

/** What cannot be done, over the picture. @param {string} why */
function say(why) {
  part("live-say").textContent = why;
}

/**
 * The leaf of the step, else the one edited last, else the first that can be edited.
 * @param {Live} live @param {Editor} editor
 */
function openAtStep(live, editor) {
  const { model, step } = live.player;
  const places = [...live.maker.leaves.keys()];
  const able = places.find((place) => !live.fixed(place));
  const place = live.places.get(model.steps[step][1]) ?? live.edited.at(-1) ?? able ?? 0;
  say(live.fixed(place));
  if (!live.fixed(place)) editor.open(place);
}

/**
 * A click on a leaf's card, or on its row in the table, opens the editor.
 * @param {Live} live @param {Editor} editor
 */
function connectCards(live, editor) {
  const { picture, ledger } = live.player;
  /** @param {number} node @param {PointerEvent | MouseEvent} event */
  const open = (node, event) => {
    const place = live.places.get(node);
    if (place === undefined) return;
    say(live.fixed(place));
    const finger = event instanceof PointerEvent && event.pointerType === "touch";
    if (!live.fixed(place)) editor.open(place, finger ? "slider" : "field");
  };
  picture.host.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const card = target.closest("g.node.leaf:not(.group)");
    if (card) open(picture.cards.indexOf(card), event);
  });
  ledger.body.addEventListener("click", (event) => {
    const row = /** @type {Element} */ (event.target).closest("tr");
    if (row) open(ledger.rows.indexOf(row), event);
  });
}

/**
 * The menu of passes says which ones the present numbers have.
 * @param {Live} live
 */
function connectMenu(live) {
  const { model } = live.player;
  const look = () => {
    for (const option of menu("places").options) {
      const why = refusal(() => model.passes.of(option.value));
      option.disabled = why !== "";
      option.title = why;
    }
  };
  for (const event of ["pointerdown", "focus"]) menu("places").addEventListener(event, look);
}

/** Which leaves can be edited, and which are. */
class Marks {
  /** @type {Live} */
  live;
  /** The picture that is marked. @type {SVGSVGElement | null} */
  svg = null;
  /** The cards, of leaves or closed modules, and the rows of edited leaves. @type {Set<Element>} */
  marked = new Set();

  /** @param {Live} live */
  constructor(live) {
    this.live = live;
    for (const node of live.places.keys()) live.player.ledger.rows[node].classList.add("given");
  }

  draw() {
    const { live, marked } = this;
    const { picture, ledger } = live.player;
    if (picture.svg !== this.svg) {
      this.svg = picture.svg;
      for (const [node, place] of live.places) {
        const { classList } = picture.cards[node];
        classList.toggle("editable", !live.fixed(place) && !classList.contains("group"));
      }
    }
    const nodes = live.edited.map((place) => live.maker.leaves[place]);
    this.marked = new Set(nodes.flatMap((node) => [picture.cards[node], ledger.rows[node]]));
    for (const each of marked) if (!this.marked.has(each)) mark(each, false);
    for (const each of this.marked) if (!marked.has(each)) mark(each, true);
    part("edits").hidden = !nodes.length;
    part("edits-count").textContent = `${counted(nodes.length, "number")} edited`;
  }
}

/**
 * Mark a card or a row as edited, or no longer.
 * @param {Element} each @param {boolean} on
 */
function mark(each, on) {
  each.classList.toggle("edited", on);
  each.querySelector(".pen")?.remove();
  if (on && each instanceof SVGElement) each.append(pen(each));
}

/**
 * A pen for the upper right corner of a card.
 * @param {SVGElement} card
 */
function pen(card) {
  const body = [...card.querySelectorAll(".body")].at(-1); // a closed module has two
  /** @param {string} name */
  const at = (name) => Number(body?.getAttribute(name) ?? 0);
  const place = { x: at("x") + at("width") - 10, y: at("y") + 15 };
  return label("✎", { class: "pen", "font-size": 13, "text-anchor": "middle", ...place });
}
