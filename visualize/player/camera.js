/* camera.js: where the picture is seen from. A point p of it is seen at left + scale · p. */

/** @import { Box, Point } from "./boxes.js" */
/** @typedef {{ scale: number, left: number, top: number }} Lens */
/** @typedef {{ width: number, height: number }} Size of the picture or of the stage it is seen on */

const MOST_ENLARGED = 3; // a small graph is not blown up to more
const MARGIN = 6; // pixels that what must be in sight keeps from the stage's border

/**
 * The whole picture, in the middle; where its text would be too small to read, a part of it.
 * @param {Size} picture @param {Size} stage @param {number} least the scale at which text is readable
 * @returns {Lens}
 */
export function fitted(picture, stage, least) {
  const fits = Math.min(stage.width / picture.width, stage.height / picture.height);
  const scale = Math.max(Math.min(fits, Math.max(MOST_ENLARGED, least)), least);
  return withoutGaps({ scale, left: 0, top: 0 }, picture, stage);
}

/**
 * Nearer or further, while one point of the stage keeps showing the same.
 * @param {Lens} lens @param {number} factor @param {Point} at
 * @returns {Lens}
 */
export function zoomed(lens, factor, at) {
  const scale = Math.min(Math.max(lens.scale * factor, 0.01), 8);
  const grow = scale / lens.scale;
  return { scale, left: at.x - (at.x - lens.left) * grow, top: at.y - (at.y - lens.top) * grow };
}

/**
 * @param {Lens} lens @param {number} dx @param {number} dy
 * @returns {Lens}
 */
export function panned(lens, dx, dy) {
  return { ...lens, left: lens.left + dx, top: lens.top + dy };
}

/**
 * Where on the stage a box of the picture is seen.
 * @param {Lens} lens @param {Box} box
 * @returns {Box}
 */
export function seen(lens, box) {
  const { scale, left, top } = lens;
  return {
    left: left + box.left * scale,
    top: top + box.top * scale,
    right: left + box.right * scale,
    bottom: top + box.bottom * scale,
  };
}

/**
 * What of the picture the stage shows.
 * @param {Lens} lens @param {Size} stage
 * @returns {Box}
 */
export function shownPart(lens, stage) {
  const { scale, left, top } = lens;
  return {
    left: -left / scale,
    top: -top / scale,
    right: (stage.width - left) / scale,
    bottom: (stage.height - top) / scale,
  };
}

/**
 * Whether a box on the stage is all in sight.
 * @param {Box} box @param {Size} stage @param {number} [margin]
 */
export function inSight(box, stage, margin = 0) {
  const { left, top, right, bottom } = box;
  const across = left >= margin && right <= stage.width - margin;
  return across && top >= margin && bottom <= stage.height - margin;
}

/**
 * The view in which boxes are in sight, at the same scale. A view that shows them stays; one that
 * must move also shows what is around them if that fits, so that the next steps need no move.
 * One that does not fit together with those before it is left out; the first is always in sight.
 * @param {Lens} lens @param {Box[]} boxes @param {Box} around @param {Size} picture @param {Size} stage
 * @returns {Lens}
 */
export function following(lens, boxes, around, picture, stage) {
  const { scale } = lens;
  let box = boxes[0];
  for (const other of boxes) {
    const both = united([box, other]);
    const wide = (both.right - both.left) * scale;
    const tall = (both.bottom - both.top) * scale;
    if (wide <= stage.width - 2 * MARGIN && tall <= stage.height - 2 * MARGIN) box = both;
  }
  if (inSight(seen(lens, box), stage, MARGIN)) return lens;
  /** @param {number[]} ends */
  const times = (...ends) => ends.map((end) => end * scale);
  const across = times(lens.left / scale, box.left, box.right, around.left, around.right);
  const down = times(lens.top / scale, box.top, box.bottom, around.top, around.bottom);
  return {
    scale,
    left: begin(across, picture.width * scale, stage.width),
    top: begin(down, picture.height * scale, stage.height),
  };
}

/**
 * The same in one direction: where the picture begins on the stage.
 * @param {number[]} places where it began, the ends of the box, and of what is around it
 * @param {number} length of the picture @param {number} room on the stage
 */
function begin([start, low, high, lowest, highest], length, room) {
  if (start + low >= MARGIN && start + high <= room - MARGIN) return start;
  const all = highest - lowest <= room - 2 * MARGIN;
  const middle = all ? (lowest + highest) / 2 : (low + high) / 2;
  const wished = placedIn(room / 2 - middle, length, room);
  const beginning = MARGIN - low; // at the left or upper border, for a box larger than the stage
  return Math.max(Math.min(wished, room - MARGIN - high), beginning);
}

/**
 * Where a picture may begin so that no room is lost beside it; a smaller one stands in the middle.
 * @param {number} start @param {number} length @param {number} room
 */
function placedIn(start, length, room) {
  return length <= room ? (room - length) / 2 : Math.min(Math.max(start, room - length), 0);
}

/**
 * The view without room lost beside the picture.
 * @param {Lens} lens @param {Size} picture @param {Size} stage
 * @returns {Lens}
 */
export function withoutGaps(lens, picture, stage) {
  const { scale, left, top } = lens;
  return {
    scale,
    left: placedIn(left, picture.width * scale, stage.width),
    top: placedIn(top, picture.height * scale, stage.height),
  };
}

/**
 * The box around boxes.
 * @param {Box[]} boxes
 * @returns {Box}
 */
export function united(boxes) {
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}
