/* overview.js: a small map of the whole picture, while not all of it is in sight. */

import { overlap } from "./boxes.js";
import { seen, shownPart } from "./camera.js";
import { button, part } from "./elements.js";
import { setAttributes, shape } from "./shapes.js";

/** @import { Box } from "./boxes.js" */
/** @import { Size } from "./camera.js" */
/** @import { Player } from "./controls.js" */
/** @import { Picture } from "./picture.js" */

const CLEAR = 8; // pixels kept free around it: the boxes of texts are known only about
const CORNERS = ["bottom right", "bottom left", "top right", "top left"];
const MAP = { share: 0.26, width: 220, height: 150, gap: 8 }; // of the stage, and at most
const LOW = 320; // pixels: in a lower stage no card can be spared for the map
const LEAST = 240; // nor is there any room for it

/** @param {Player} player */
export function connectOverview(player) {
  const overview = new Overview(player.picture, part("overview"));
  const show = () => overview.show();
  player.picture.view.watchers.push(show);
  player.watchers.push(() => overview.show(true));
  button("map").addEventListener("click", () => {
    overview.wanted = !overview.wanted;
    show();
  });
  overview.show(true);
}

class Overview {
  /** @type {Picture} */
  picture;
  /** The element that holds the map. @type {HTMLElement} */
  host;
  map = shape("svg");
  cards = shape("path", { class: "map-cards" });
  wires = shape("path", { class: "map-wires" });
  active = shape("path", { class: "map-active" });
  frame = shape("rect", { class: "map-frame" });
  /** Whether the reader wants it. */
  wanted = true;
  /** The picture that is drawn. @type {SVGSVGElement | null} */
  svg = null;
  /** Whether a pointer is down on it: then it stays under that. */
  led = false;
  /** The boxes of that picture's cards. @type {Box[]} */
  boxes = [];

  /** @param {Picture} picture @param {HTMLElement} host */
  constructor(picture, host) {
    this.picture = picture;
    this.host = host;
    this.map.append(this.wires, this.cards, this.active, this.frame);
    host.append(this.map);
    host.addEventListener("pointerdown", (event) => {
      host.setPointerCapture(event.pointerId);
      this.led = true;
      this.lead(event);
    });
    host.addEventListener("pointermove", (event) => event.buttons && this.lead(event));
    host.addEventListener("lostpointercapture", () => {
      this.led = false;
    });
  }

  /** @param {boolean} [stepped] whether it may take a better corner; not while the view is moved */
  show(stepped = false) {
    const { picture, host } = this;
    button("map").setAttribute("aria-pressed", String(this.wanted));
    host.hidden = !this.wanted || picture.view.showsAll;
    if (host.hidden) return;
    if (this.svg !== picture.svg) this.drawWhole();
    const { lens, stage } = picture.view;
    const boxes = [picture.active[0], picture.source].flatMap((card) =>
      card ? [picture.boxAt(card)] : [],
    );
    this.active.setAttribute("d", boxes.map(outline).join(""));
    const { left, top, right, bottom } = shownPart(lens, stage);
    setAttributes(this.frame, { x: left, y: top, width: right - left, height: bottom - top });
    const packet = picture.packet ? [picture.packet] : [];
    const step = [...picture.needed, ...packet].map((box) => seen(lens, box));
    this.settle(step, stepped);
  }

  /** Draw all cards and wires, small. */
  drawWhole() {
    const { picture } = this;
    this.svg = picture.svg;
    const { width, height } = picture.view.size;
    this.map.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.boxes = [...new Set(picture.cards)].map((card) => picture.boxAt(card));
    this.cards.setAttribute("d", this.boxes.map(outline).join(""));
    const ends = picture.model.edges.map((edge) =>
      edge.map((node) => picture.boxAt(picture.cards[node])),
    );
    const lines = ends.map(([from, to]) => `M${from.right},${mid(from)}L${to.left},${mid(to)}`);
    this.wires.setAttribute("d", [...new Set(lines)].join(""));
  }

  /**
   * Take a corner of the stage where the map covers nothing of the step and the least of other
   * cards: the same if it can.
   * @param {Box[]} boxes of the step, on the stage @param {boolean} stepped
   */
  settle(boxes, stepped) {
    const { host, map } = this;
    const { size, stage, lens } = this.picture.view;
    const room = {
      width: Math.min(MAP.width, stage.width * MAP.share),
      height: Math.min(MAP.height, stage.height * MAP.share),
    };
    const scale = Math.min(room.width / size.width, room.height / size.height);
    const own = { width: size.width * scale, height: size.height * scale };
    setAttributes(map, own);
    if (this.led) return;
    const cards = this.boxes.map((box) => seen(lens, box));
    let best = { corner: "", covered: Number.POSITIVE_INFINITY };
    const now = host.dataset.corner ?? CORNERS[0];
    for (const corner of [now, ...CORNERS]) {
      const place = boxIn(corner, own, stage);
      const around = {
        left: place.left - CLEAR,
        top: place.top - CLEAR,
        right: place.right + CLEAR,
        bottom: place.bottom + CLEAR,
      };
      if (boxes.some((box) => overlap(box, around))) continue;
      const stays = corner === now && !stepped;
      const covered = stays ? 0 : cards.reduce((sum, box) => sum + overlap(box, place), 0);
      if (covered < best.covered) best = { corner, covered };
    }
    const spared = stage.height >= LOW || (stage.height >= LEAST && best.covered === 0);
    if (best.corner) host.dataset.corner = best.corner;
    host.classList.toggle("away", !best.corner || !spared);
  }

  /**
   * Bring to the middle of the stage what is under the pointer on the map.
   * @param {PointerEvent} event
   */
  lead(event) {
    const { view } = this.picture;
    const map = this.map.getBoundingClientRect();
    const grow = view.lens.scale * (view.size.width / map.width);
    const x = view.lens.left + (event.clientX - map.x) * grow;
    const y = view.lens.top + (event.clientY - map.y) * grow;
    view.pan(view.stage.width / 2 - x, view.stage.height / 2 - y);
  }
}

/** @param {Box} box */
const outline = ({ left, top, right, bottom }) => `M${left},${top}H${right}V${bottom}H${left}Z`;

/** @param {Box} box */
const mid = ({ top, bottom }) => (top + bottom) / 2;

/**
 * Where on the stage a corner's map lies.
 * @param {string} corner @param {Size} map @param {Size} stage
 * @returns {Box}
 */
function boxIn(corner, map, stage) {
  const { gap } = MAP;
  const left = corner.includes("left") ? gap : stage.width - gap - map.width;
  const top = corner.includes("top") ? gap : stage.height - gap - map.height;
  return { left, top, right: left + map.width, bottom: top + map.height };
}
