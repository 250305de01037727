/* motion.js: the picture tells an edge step: the upstream gradient is lit, and a packet with the
   product travels from there against the arrow. It is moved as a whole: nothing is laid out. */

import { boxOfText, pointsAlong, shift } from "./boxes.js";
import { shownPart } from "./camera.js";
import { menu } from "./elements.js";
import { boxAround, flight, PACKET, packetText } from "./packet.js";
import { label, setAttributes, shape } from "./shapes.js";

/** @import { Box } from "./boxes.js" */
/** @import { Size } from "./camera.js" */
/** @import { Player } from "./controls.js" */
/** @import { Picture } from "./picture.js" */

const TRAVEL = 900; // milliseconds that a packet travels

/** @param {Player} player */
export function connectMotion(player) {
  const motion = new Motion(player);
  player.watchers.push(() => motion.show());
  player.picture.view.watchers.push(() => motion.adapt());
  motion.show();
}

class Motion {
  /** @type {Player} */
  player;
  /** The packet: a plate with lines of text. */
  packet = shape("g", { class: "packet", "aria-hidden": "true" });
  plate = shape("rect", { class: "plate", rx: 4 });
  /** What lies behind the upstream gradient. */
  light = shape("rect", { class: "light", rx: 4 });
  /** @type {Animation[]} */
  running = [];
  step = -1;
  still = matchMedia("(prefers-reduced-motion: reduce)");
  /** The boxes of the labels, for the picture that they were read from. @type {Box[]} */
  labels = [];
  /** @type {SVGSVGElement | null} */
  svg = null;
  /** How much of the picture the view showed. */
  extent = "";

  /** @param {Player} player */
  constructor(player) {
    this.player = player;
  }

  /** Show the step: moving if it is the next one, else as it is at its end. */
  show() {
    const { model, pass, step, stop, route, place, picture } = this.player;
    const moves = step !== this.step && route[place - 1] === this.step && !this.still.matches;
    this.step = step;
    for (const each of this.running) each.cancel();
    this.running = [];
    if (this.svg !== picture.svg) this.enter();
    this.lightUp();
    const lines = stop.length === 1 ? packetText(model, pass, step) : [];
    this.packet.toggleAttribute("hidden", !lines.length);
    picture.packet = null;
    if (lines.length) this.send(lines, moves);
  }

  /** Where the view shows more or less than it did, the packet may need another place. */
  adapt() {
    const { lens, stage } = this.player.picture.view;
    const extent = `${lens.scale} ${stage.width} ${stage.height}`;
    if (extent === this.extent) return;
    this.extent = extent;
    if (this.svg === this.player.picture.svg) this.show();
  }

  /** Another picture is on the stage. */
  enter() {
    const { picture, pass } = this.player;
    this.svg = picture.svg;
    this.svg.append(this.packet);
    this.labels = picture.partials.flatMap((text, edge) =>
      text ? [boxOfText(text, pass.partials[edge])] : [],
    );
  }

  /** Light the upstream gradient of an edge step, on the card that it comes from. */
  lightUp() {
    const { model, step, picture } = this.player;
    const [kind, , edge] = model.steps[step];
    const from = kind === "edge" ? model.edges[edge][1] : -1;
    const text = picture.gradients[from];
    this.light.remove();
    if (!text) return;
    const box = boxOfText(text);
    const [dx, dy] = shift(picture.cards[from]);
    placeBox(
      this.light,
      boxAround(
        { x: (box.left + box.right) / 2 - dx, y: (box.top + box.bottom) / 2 - dy },
        { width: box.right - box.left + 8, height: box.bottom - box.top + 3 },
      ),
    );
    text.before(this.light);
  }

  /**
   * Bring the packet to its place.
   * @param {string[]} text @param {boolean} moves
   */
  send(text, moves) {
    const { model, step, picture } = this.player;
    const [, node, edge] = model.steps[step];
    const wire = wireOf(picture, edge);
    const { lens, stage } = picture.view;
    const cards = [...new Set(picture.cards)].map((card) => picture.boxAt(card));
    const crossed = wire.map((point) => boxAround(point, { width: 6, height: 6 }));
    const avoid = [...cards, ...this.labels, ...crossed];
    const { lines, size, at, way } = flight(
      text,
      wire,
      picture.needed,
      avoid,
      shownPart(lens, stage),
    );
    this.write(lines, size);
    this.packet.style.transform = `translate(${at.x}px, ${at.y}px)`;
    picture.packet = boxAround(at, size);
    if (!moves) return;
    const frames = way.map(({ x, y }) => ({ transform: `translate(${x}px, ${y}px)` }));
    const duration = this.pace;
    this.running.push(this.packet.animate(frames, { duration, easing: "ease-in-out" }));
    const gradient = picture.gradients[node];
    const comes = [{ opacity: 0 }, { opacity: 0, offset: 0.85 }, { opacity: 1 }];
    if (gradient && model.grown[node].includes(step))
      this.running.push(gradient.animate(comes, { duration }));
  }

  /** How many milliseconds a packet travels: it has landed before the next step is played. */
  get pace() {
    return this.player.timer ? Math.min(TRAVEL, 700 / Number(menu("speed").value)) : TRAVEL;
  }

  /**
   * Write on the packet.
   * @param {string[]} lines @param {Size} size
   */
  write(lines, size) {
    placeBox(this.plate, boxAround({ x: 0, y: 0 }, size));
    const top = (-lines.length * PACKET.leading) / 2;
    const texts = lines.map((line, i) => {
      const y = top + PACKET.leading * i + PACKET.font - 0.5;
      return label(line, { y, "font-size": PACKET.font, "text-anchor": "middle" });
    });
    this.packet.replaceChildren(this.plate, ...texts);
  }
}

/**
 * The points of an edge's wire from the operand on; inside a closed module, the top of its card.
 * @param {Picture} picture @param {number} edge
 */
function wireOf(picture, edge) {
  const line = picture.lines[edge];
  if (!line) {
    const { left, right, top } = picture.needed[0];
    return [{ x: (left + right) / 2, y: top }];
  }
  const [dx, dy] = shift(line);
  const data = line.querySelector(".wire")?.getAttribute("d") ?? "";
  return pointsAlong(data).map(({ x, y }) => ({ x: x + dx, y: y + dy }));
}

/**
 * Give a rectangle its place.
 * @param {SVGRectElement} rect @param {Box} box
 */
function placeBox(rect, { left, top, right, bottom }) {
  setAttributes(rect, { x: left, y: top, width: right - left, height: bottom - top });
}
