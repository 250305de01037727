/* placing.js: where a card lies over the picture. */

/** @typedef {{ left: number, top: number, width: number, height: number }} Rect */

const AWAY = 8; // pixels between a card and what it is about
const DEAR = 50; // hiding a part of the step is so much worse than hiding another part

/**
 * The place for a card, inside the stage: beside what it is about, or in a corner, where it hides
 * nothing or the least. Where it would hide what should stay in sight, it lies over the end of
 * another part of the page, if there is one.
 * @param {{ width: number, height: number }} card @param {Rect} about
 * @param {Rect[]} dear what should stay in sight @param {Rect[]} others @param {Rect} stage
 * @param {Rect | null} [aside]
 */
export function beside(card, about, dear, others, stage, aside = null) {
  const middle = about.left + (about.width - card.width) / 2;
  const side = about.top + (about.height - card.height) / 2;
  const left = stage.left + AWAY;
  const top = stage.top + AWAY;
  const right = stage.left + stage.width - card.width - AWAY;
  const bottom = stage.top + stage.height - card.height - AWAY;
  const found = [
    [middle, about.top + about.height + AWAY],
    [middle, about.top - card.height - AWAY],
    [about.left + about.width + AWAY, side],
    [about.left - card.width - AWAY, side],
    [left, bottom],
    [right, bottom],
    [left, top],
    [right, top],
  ].map(([x, y]) => ({
    left: Math.max(Math.min(x, right), left),
    top: Math.max(Math.min(y, bottom), top),
  }));
  /** @param {{ left: number, top: number }} at @param {Rect[]} rects */
  const hidden = (at, rects) =>
    rects.reduce((sum, each) => sum + commonArea({ ...at, ...card }, each), 0);
  const costs = found.map((at) => DEAR * hidden(at, [about, ...dear]) + hidden(at, others));
  const best = found[costs.indexOf(Math.min(...costs))];
  if (!aside || !hidden(best, dear)) return best;
  return {
    left: aside.left + aside.width - card.width - AWAY,
    top: aside.top + aside.height - card.height - AWAY,
  };
}

/**
 * The area that two have in common.
 * @param {Rect} one @param {Rect} other
 */
function commonArea(one, other) {
  const right = Math.min(one.left + one.width, other.left + other.width);
  const bottom = Math.min(one.top + one.height, other.top + other.height);
  const wide = right - Math.max(one.left, other.left);
  const high = bottom - Math.max(one.top, other.top);
  return Math.max(wide, 0) * Math.max(high, 0);
}
