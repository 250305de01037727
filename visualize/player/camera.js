/* camera.js: where the picture is seen from. A point p of it is seen at left + scale · p. */

/** @typedef {{ scale: number, left: number, top: number }} Lens */
/** @typedef {{ width: number, height: number }} Size of the picture or of the stage it is seen on */
/** @typedef {{ x: number, y: number }} Point */

const READABLE = 0.45; // at a smaller scale a part is shown, since nobody could read the whole
const CLOSE = 0.85;
const MARGIN = { x: 70, y: 60 }; // so near to the stage's border a node counts as out of sight

/**
 * The whole picture; where that would be too small to read, a readable part of it.
 * @param {Size} picture @param {Size} stage @param {boolean} whole whether to show all even so
 * @returns {Lens}
 */
export function fitted(picture, stage, whole) {
  const fits = Math.min(stage.width / picture.width, stage.height / picture.height);
  const scale = fits < READABLE && !whole ? CLOSE : fits;
  return {
    scale,
    left: Math.max((stage.width - picture.width * scale) / 2, 0),
    top: Math.max((stage.height - picture.height * scale) / 2, 0),
  };
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
 * Where on the stage a point of the picture is seen.
 * @param {Lens} lens @param {Point} point
 * @returns {Point}
 */
export function seen(lens, point) {
  return { x: lens.left + point.x * lens.scale, y: lens.top + point.y * lens.scale };
}

/**
 * Whether a place is on the stage, and not at its very border.
 * @param {Point} at @param {Size} stage
 */
export function inSight(at, stage) {
  const dx = Math.abs(stage.width / 2 - at.x);
  const dy = Math.abs(stage.height / 2 - at.y);
  return dx <= stage.width / 2 - MARGIN.x && dy <= stage.height / 2 - MARGIN.y;
}

/**
 * The view in which a point is in sight, in the middle if it was not; one that shows all stays.
 * @param {Lens} lens @param {Point} point @param {Size} picture @param {Size} stage
 * @returns {Lens}
 */
export function following(lens, point, picture, stage) {
  const { scale, left, top } = lens;
  const right = left + picture.width * scale;
  const bottom = top + picture.height * scale;
  const all = left >= -1 && top >= -1 && right <= stage.width + 1 && bottom <= stage.height + 1;
  const at = seen(lens, point);
  if (all || inSight(at, stage)) return lens;
  return panned(lens, stage.width / 2 - at.x, stage.height / 2 - at.y);
}
