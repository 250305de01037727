/* trail.js: which edges the forward and the backward pass have used, and how much went over each. */

import { shape } from "./shapes.js";

/** @import { Player } from "./controls.js" */
/** @import { Model } from "./model.js" */
/** @import { Pass } from "./pass.js" */

const HEAVIEST = 9; // the width of the wire with the largest contribution

/**
 * A line of the picture: the steps from which on it is used, and what marks it now.
 * @typedef {{ line: SVGGElement, edges: number[], forth: number, back: number, mark: string }} Track
 */

/** @param {Player} player */
export function connectTrail(player) {
  const { model, picture } = player;
  /** @type {Track[]} */
  let tracks = [];
  /** @type {SVGSVGElement | null} */
  let svg = null;
  /** @type {Pass | null} */
  let weighed = null;
  const show = () => {
    if (svg !== picture.svg) {
      svg = picture.svg;
      weighed = null;
      svg.append(backTip());
      tracks = tracksOf(picture.lines, model);
    }
    if (weighed !== player.pass) weigh(tracks, player.pass);
    weighed = player.pass;
    for (const track of tracks) markLine(track, model, player.step);
  };
  player.watchers.push(show);
  show();
}

/**
 * A line stands for several edges where a module is closed: it is used when the first of them is.
 * @param {(Element | null)[]} lines by edge @param {Model} model
 * @returns {Track[]}
 */
function tracksOf(lines, model) {
  /** @type {Map<SVGGElement, Track>} */
  const tracks = new Map();
  for (const [edge, found] of lines.entries()) {
    const line = /** @type {SVGGElement | null} */ (found);
    if (!line) continue;
    const track = tracks.get(line) ?? {
      line,
      edges: [],
      forth: Infinity,
      back: Infinity,
      mark: "",
    };
    track.edges.push(edge);
    track.forth = Math.min(track.forth, model.made[model.edges[edge][1]]);
    track.back = Math.min(track.back, model.sent[edge]);
    tracks.set(line, track);
  }
  return [...tracks.values()];
}

/**
 * @param {Track} track @param {Model} model @param {number} step
 */
function markLine(track, model, step) {
  const [kind, node] = model.steps[step];
  const feeds = kind === "forward" && track.edges.some((edge) => model.edges[edge][1] === node);
  const used = track.back <= step ? "back" : track.forth <= step ? "forth" : "";
  const wanted = feeds ? "feeds" : used;
  if (wanted === track.mark) return;
  if (track.mark) track.line.classList.remove(track.mark);
  if (wanted) track.line.classList.add(wanted);
  track.mark = wanted;
}

/**
 * Give each line the width that its contribution asks for; it shows where the reader wants it.
 * @param {Track[]} tracks @param {Pass} pass
 */
function weigh(tracks, pass) {
  const sizes = pass.numbers.contributions.map((each) => Math.abs(each) || 0);
  const largest = sizes.reduce((most, each) => Math.max(most, each), 0) || 1;
  for (const { line, edges } of tracks) {
    const share = Math.max(...edges.map((edge) => sizes[edge])) / largest;
    line.style.setProperty("--weight", (0.6 + HEAVIEST * share).toFixed(2));
  }
}

/** An arrow head at the beginning of a wire that the backward pass has used. */
function backTip() {
  const marker = shape("marker", {
    id: "back-tip",
    viewBox: "0 0 10 8",
    refX: 10,
    refY: 4,
    markerWidth: 10,
    markerHeight: 8,
    markerUnits: "userSpaceOnUse",
    orient: "auto-start-reverse",
  });
  marker.append(shape("path", { d: "M0,0L10,4L0,8Z" }));
  return marker;
}
