/* cards.js: what the graph shows of each quantity: name, the person's number, gradient, verdict. */

/** @import { About, Judged } from "./desk.js" */

/**
 * @typedef {object} Card
 * @property {string} id
 * @property {string} name
 * @property {string} number what the person wrote for it last, "" for nothing yet
 * @property {string} gradient and for the derivative of the output by it
 * @property {boolean} given whether it is computed from no other
 * @property {number} line the line it is worked out in
 * @property {string} verdict of that line
 * @property {string[]} uses
 */

const LONGEST = 12; // characters of a number or name that a card has room for

/** @param {string} text */
const short = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

/** @param {Judged} judged @returns {Card[]} */
export function cardsOf({ graph, lines }) {
  const output = outputOf(graph.lines);
  const verdicts = new Map(lines.map(({ line, verdict }) => [line, verdict]));
  return graph.quantities.map(({ id, shown, uses }) => {
    const own = graph.lines.filter(({ name }) => name === id);
    const slopes = graph.lines.filter(({ of, wrt }) => of === output && wrt === id);
    const line = own[0]?.line ?? 0;
    const worst = own.map((about) => verdicts.get(about.line)).find((verdict) => verdict !== "ok");
    return {
      id,
      name: short(shown),
      number: short(last(own)),
      gradient: short(last(slopes)),
      given: uses.length === 0,
      line,
      verdict: worst ?? verdicts.get(line) ?? "",
      uses,
    };
  });
}

/** The last number that lines give. @param {About[]} lines */
const last = (lines) => lines.findLast(({ number }) => number)?.number.replaceAll("-", "−") ?? "";

/** The quantity that most derivatives are taken of. @param {About[]} lines */
function outputOf(lines) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { of } of lines) if (of) counts.set(of, (counts.get(of) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/**
 * What a line is about: the cards, and the edges between them, on the ways from B to A for ∂A/∂B,
 * and the card with what it is computed from for a quantity.
 * @param {Card[]} cards @param {About[]} about
 */
export function touched(cards, about) {
  const byId = new Map(cards.map((card) => [card.id, card]));
  const names = about.flatMap(({ name }) => (name && byId.has(name) ? [name] : []));
  const edges = names.flatMap(
    (name) => byId.get(name)?.uses.map((used) => edgeId(used, name)) ?? [],
  );
  for (const { of, wrt } of about) {
    if (!of || !wrt) continue;
    const above = reached([wrt], (id) =>
      cards.filter(({ uses }) => uses.includes(id)).map((c) => c.id),
    );
    const below = reached([of], (id) => byId.get(id)?.uses ?? []);
    const between = new Set([...above].filter((id) => below.has(id)));
    names.push(of, wrt);
    for (const id of between)
      for (const used of byId.get(id)?.uses ?? [])
        if (between.has(used)) edges.push(edgeId(used, id));
  }
  return { names: new Set(names), edges: new Set(edges) };
}

/** @param {string} from @param {string} to */
export const edgeId = (from, to) => `${from} ${to}`;

/**
 * All that can be reached, step by step, the start included.
 * @param {string[]} start @param {(id: string) => string[]} next
 */
function reached(start, next) {
  const found = new Set(start);
  for (const id of found) for (const each of next(id)) found.add(each);
  return found;
}
