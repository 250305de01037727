/* keeping.js: the edits as words of the page's address: set=w1:0.75,b:0&eta=0.1&run=0.1*12 */

import { isRate, readWays, writeWays } from "./descent.js";
import { edited } from "./history.js";

/** @import { Way } from "./descent.js" */
/** @import { Moment, LeafNumbers } from "./history.js" */

/**
 * What an address says of the leaves.
 * @typedef {object} Kept
 * @property {LeafNumbers} numbers those that the run begins with
 * @property {number | null} eta the learning rate, null for the usual one
 * @property {number[] | null} parameters places of leaves, null for the usual ones
 * @property {Way[]} ways the steps of the run
 * @property {number} at the point of the run that is shown
 */

/**
 * The names of the leaves in an address: in it, they find each leaf again.
 * @param {string[]} names by leaf, in plain letters
 */
export function addressNames(names) {
  return names.map((name, place) =>
    /^[^,:~]+$/.test(name) && names.indexOf(name) === place ? name : `~${place}`,
  );
}

/**
 * Put what was edited into the words of an address; what is as at first is left out.
 * @param {URLSearchParams} words @param {string[]} names @param {LeafNumbers} given
 * @param {Moment} now @param {number | null} eta @param {number[] | null} parameters
 */
export function writeEdits(words, names, given, now, eta, parameters) {
  const start = now.run ? now.run.points[0].numbers : now.numbers;
  const set = edited(start, given).map((place) => `${names[place]}:${start[place]}`);
  if (set.length) words.set("set", set.join(","));
  if (eta !== null) words.set("eta", String(eta));
  if (parameters) words.set("learn", parameters.map((place) => names[place]).join(","));
  if (!now.run || now.run.points.length < 2) return;
  words.set("run", writeWays(now.run));
  if (now.run.at < now.run.points.length - 1) words.set("at", String(now.run.at));
}

/**
 * What an address says; parts that are wrong are as if they were absent.
 * @param {URLSearchParams} words @param {string[]} names @param {LeafNumbers} given
 * @param {(place: number) => boolean} editable @param {string[]} keys the passes that there are
 * @returns {Kept}
 */
export function readEdits(words, names, given, editable, keys) {
  const places = new Map(names.map((name, place) => [name, place]));
  const numbers = [...given];
  for (const word of parts(words, "set")) {
    const at = word.lastIndexOf(":");
    const place = places.get(word.slice(0, at));
    const number = word.slice(at + 1);
    if (place === undefined || !editable(place) || !NUMBER.test(number)) continue;
    if (Number.isFinite(Number(number))) numbers[place] = Number(number) + 0;
  }
  const eta = words.get("eta") ?? "";
  const learn = parts(words, "learn").map((name) => places.get(name) ?? -1);
  const ways = readWays(words.get("run") ?? "", keys);
  const at = words.get("at") ?? "";
  return {
    numbers,
    eta: NUMBER.test(eta) && isRate(Number(eta)) ? Number(eta) : null,
    parameters: words.has("learn") ? learn.filter((place) => place >= 0 && editable(place)) : null,
    ways,
    at: /^\d{1,4}$/.test(at) ? Math.min(Number(at), ways.length) : ways.length,
  };
}

const NUMBER = /^-?[\d.]+(?:e[+-]?\d+)?$/; // as String writes it

/**
 * The parts of a word of the address, none if it is absent.
 * @param {URLSearchParams} words @param {string} name
 */
function parts(words, name) {
  return (words.get(name) ?? "").split(",").filter(Boolean);
}
