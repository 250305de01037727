/* graph.js: the quantities of the sheet as a graph; those the line of the cursor is about are lit. */

import { element, part } from "../player/elements.js";
import { cardsOf, touched } from "./cards.js";
import { dotOf, drawn } from "./drawing.js";
import { goToLine } from "./editor.js";

/** @import { Card } from "./cards.js" */
/** @import { Clerk } from "./clerk.js" */
/** @import { Desk } from "./desk.js" */

const MOST = 150; // quantities in a picture; more cannot be told apart
const LEAST_SCALE = 0.8; // below it the graph is scrolled rather than made smaller
const MOST_SCALE = 1.3;

/**
 * @param {Desk} desk
 * @param {Clerk} clerk lays graphs out
 */
export function connectGraph(desk, clerk) {
  let shown = "";
  desk.watchers.push(async () => {
    const cards = cardsOf(desk.judged);
    const wanted = JSON.stringify(cards);
    if (wanted !== shown) {
      shown = wanted;
      const picture = await pictureOf(cards, clerk);
      if (wanted !== shown || !picture) return; // another one is on its way
      part("graph").replaceChildren(picture);
      fit();
    }
    light(desk, cards);
  });
  new ResizeObserver(fit).observe(part("graph"));
  part("graph").addEventListener("click", ({ target }) => {
    const card = target instanceof Element ? target.closest("g.card") : null;
    const line = card instanceof SVGElement ? Number(card.dataset.line) : 0;
    if (line) goToLine(desk.view, line);
  });
}

/** @param {Card[]} cards @param {Clerk} clerk @returns {Promise<Element | null>} */
async function pictureOf(cards, clerk) {
  if (cards.length === 0)
    return element("p", "Here stands the graph of what you work out.", "empty");
  if (cards.length > MOST)
    return element("p", `${cards.length} quantities are too many to draw.`, "empty");
  try {
    const layout = await clerk.ask("graph", dotOf(cards));
    return layout ? drawn(cards, JSON.parse(layout)) : null;
  } catch {
    return element("p", "This graph could not be drawn.", "empty");
  }
}

/** As large as there is room, and as can be read. */
function fit() {
  const place = part("graph");
  const svg = place.querySelector("svg");
  if (!svg) return;
  const { width, height } = svg.viewBox.baseVal;
  const letters = Number.parseFloat(getComputedStyle(place).fontSize) / 16;
  const room = Math.min((place.clientWidth - 16) / width, (place.clientHeight - 16) / height);
  const scale = Math.min(Math.max(room, LEAST_SCALE * letters), MOST_SCALE * letters);
  svg.setAttribute("width", String(scale * width));
  svg.setAttribute("height", String(scale * height));
}

/** Light what the line of the cursor is about, and bring it into view. @param {Desk} desk @param {Card[]} cards */
function light(desk, cards) {
  const about = desk.judged.graph.lines.filter(({ line }) => line === desk.line);
  const { names, edges } = touched(cards, about);
  const place = part("graph");
  for (const group of place.querySelectorAll("g.card, g.wire")) {
    if (!(group instanceof SVGElement)) continue;
    const { id, edge } = group.dataset;
    group.classList.toggle("lit", id ? names.has(id) : edges.has(edge ?? ""));
  }
  place.dataset.about = about.some(({ of }) => of) ? "derivative" : "quantity";
  const lit = place.querySelector("g.card.lit");
  if (lit && !isWithin(lit, place)) lit.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** @param {Element} inner @param {Element} outer */
function isWithin(inner, outer) {
  const a = inner.getBoundingClientRect();
  const b = outer.getBoundingClientRect();
  return a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
}
