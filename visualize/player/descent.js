/* descent.js: gradient descent, w ← w − η·∂L/∂w, and the run that its steps make. */

/** @import { LeafNumbers } from "./history.js" */

/**
 * How a step is made: the learning rate, and the key of the pass whose gradients it takes.
 * @typedef {{ eta: number, key: string }} Way
 */

/**
 * Where a run has been: the numbers, the loss there, and how one came there, null at the start.
 * @typedef {{ numbers: LeafNumbers, loss: number, shown: string, way: Way | null }} Point
 */

/**
 * The points of a run and the one that is shown. Never changed, only replaced.
 * @typedef {{ points: readonly Point[], at: number }} Run
 */

/**
 * What a step does to one leaf: new = old − η·gradient.
 * @typedef {{ leaf: number, old: number, gradient: number, change: number, next: number }} Update
 */

/**
 * How a pass computes: exactly, or rounded as its numbers are.
 * @typedef {{ times: (a: number, b: number) => number, minus: (a: number, b: number) => number }} Arithmetic
 */

/** The pass that computes as the machine does. @type {Arithmetic} */
export const EXACT = { times: (a, b) => a * b, minus: (a, b) => a - b };

const MOST = 1000; // steps of a run
const BLOWN = 1000; // a loss so many times that of the start will hardly come back

/**
 * What the next step does to each parameter.
 * @param {LeafNumbers} numbers @param {LeafNumbers} gradients by leaf @param {Iterable<number>} parameters
 * @param {number} eta @param {Arithmetic} arithmetic
 * @returns {Update[]}
 */
export function updates(numbers, gradients, parameters, eta, arithmetic) {
  return Array.from(parameters, (leaf) => {
    const old = numbers[leaf];
    const change = arithmetic.times(eta, gradients[leaf]);
    return { leaf, old, gradient: gradients[leaf], change, next: arithmetic.minus(old, change) };
  });
}

/**
 * The numbers after a step.
 * @param {LeafNumbers} numbers @param {Update[]} made
 * @returns {LeafNumbers}
 */
export function stepped(numbers, made) {
  const next = [...numbers];
  for (const { leaf, next: number } of made) next[leaf] = number;
  return next;
}

/**
 * A run that goes on from the point that is shown; what came after it is forgotten.
 * @param {Run} run @param {Point} point
 * @returns {Run}
 */
export function advanced(run, point) {
  return { points: [...run.points.slice(0, run.at + 1), point], at: run.at + 1 };
}

/**
 * Why a run does not go on, or "" if it does.
 * @param {Run} run @param {Update[]} next what its next step would do
 */
export function ending({ points, at }, next) {
  if (!next.length) return "No leaf is chosen: choose at least one that may change.";
  if (next.every(({ old, next: number }) => old === number))
    return next.every(({ gradient }) => gradient === 0)
      ? "Every gradient is 0: there is nothing to step down."
      : "Nothing moves: every η·∂ is rounded away. A larger η or more decimals would.";
  if (next.some(({ next: number }) => !Number.isFinite(number)))
    return "A gradient is no finite number here: there is no step down it.";
  const [start, here] = [points[0].loss, points[at].loss];
  if (here > BLOWN * Math.max(Math.abs(start), 1e-9) && here > points[at - 1].loss)
    return "It runs away: each step jumps over the valley and up the other side. Take a smaller η.";
  return at >= MOST ? `${MOST} steps are made. Begin anew to go on.` : "";
}

/**
 * The steps up to a run's last point as a word for the address: 0.5*12,0.1@4*3 is twelve steps
 * with η = 0.5 exactly, then three with η = 0.1 and four decimals.
 * @param {Run} run
 */
export function writeWays({ points }) {
  /** @type {{ way: string, count: number }[]} */
  const legs = [];
  for (const { way } of points) {
    if (!way) continue;
    const word = way.key === "exact" ? `${way.eta}` : `${way.eta}@${way.key}`;
    const leg = legs.at(-1);
    if (leg?.way === word) leg.count += 1;
    else legs.push({ way: word, count: 1 });
  }
  return legs.map(({ way, count }) => `${way}*${count}`).join(",");
}

/**
 * The steps that such a word names; none if it is no such word.
 * @param {string} word @param {string[]} keys the passes that there are
 * @returns {Way[]}
 */
export function readWays(word, keys) {
  /** @type {Way[]} */
  const ways = [];
  for (const leg of word.split(",")) {
    const [, eta, key = "exact", count] = leg.match(/^([\d.e+-]+)(?:@(\w+))?\*(\d{1,4})$/) ?? [];
    if (!isRate(Number(eta)) || !keys.includes(key)) return [];
    for (let i = 0; i < Number(count) && ways.length < MOST; i += 1)
      ways.push({ eta: Number(eta), key });
  }
  return ways;
}

/**
 * Whether a number can be a learning rate.
 * @param {number | undefined} eta
 */
export function isRate(eta) {
  return eta !== undefined && Number.isFinite(eta) && eta > 0;
}
