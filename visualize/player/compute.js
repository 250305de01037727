/* compute.js: every number of a pass from the leaves' numbers, exactly or by hand, as the engine
   computes it. The rules come from the op table, translated; nothing here knows any op. */

import { numberOnPaper, productOnPaper, settled, sumOnPaper } from "./byhand.js";
import { exactly } from "./decimal.js";
import { caught } from "./faults.js";
import { shownNumber } from "./numerals.js";
import { domainMessage, messageOf } from "./program.js";

/** @import { Rounding } from "./byhand.js" */
/** @import { Computed, Program, Rule } from "./program.js" */

/**
 * The numbers of a pass, by node or by edge; a local derivative that does not exist is nan.
 * @typedef {{
 *   values: number[], partials: number[], gradients: number[],
 *   contributions: number[], befores: number[], afters: number[],
 * }} Numbers
 */

/** A pass that cannot be: at which node, and why in the engine's words. */
export class Refusal extends Error {
  /** @param {number} node @param {string} message */
  constructor(node, message) {
    super(message);
    this.node = node;
  }
}

/**
 * Every number of a pass.
 * @param {Program} program @param {Map<number, number>} edits the numbers of changed leaves
 * @param {Rounding | null} [rounding] null for the exact pass @param {number} [seed] the gradient of the output
 * @returns {Numbers}
 */
export function compute(program, edits, rounding = null, seed = 1) {
  const given = program.given.slice();
  for (const [leaf, number] of edits) given[leaf] = number;
  // The engine makes a pass by hand of a graph, so what has no exact pass has none by hand either.
  const exact = forward(program, given, null, []);
  const made = rounding ? forward(program, given, rounding, exact.partials) : exact;
  return { ...made, ...sentBack(program, made.partials, rounding, seed) };
}

/**
 * Every value and local derivative.
 * @param {Program} program @param {number[]} given @param {Rounding | null} rounding
 * @param {number[]} exact the local derivatives in the exact pass, for one by hand
 */
function forward(program, given, rounding, exact) {
  const values = given.slice();
  const partials = new Array(program.operands.length).fill(0);
  for (const computed of program.computed) {
    if (!computed.rule) takeFromPython(program, computed, rounding, values, partials);
    else if (rounding) settleByHand(program, computed, rounding, values, partials, exact);
    else settleExactly(program, computed, values, partials);
  }
  return { values, partials };
}

/** The name that Python gives a rounding. @param {Rounding | null} rounding */
function roundingKey(rounding) {
  return rounding ? `${rounding.places} ${rounding.mode} ${rounding.after}` : "exact";
}

/**
 * The numbers of a node that only Python can compute.
 * @param {Program} program @param {Computed} computed @param {Rounding | null} rounding
 * @param {number[]} values @param {number[]} partials
 */
function takeFromPython({ data }, { node, first }, rounding, values, partials) {
  const known = data.kept[roundingKey(rounding)]?.[node];
  if (!known) throw new Refusal(node, `only Python can compute ${quotedName(data.names[node])}`);
  for (const [place, number] of known.entries()) {
    if (place === 0) values[node] = Number(number);
    else partials[first + place - 1] = Number(number);
  }
}

/**
 * @param {Program} program @param {Computed} computed
 * @param {number[]} values @param {number[]} partials
 */
function settleExactly(program, computed, values, partials) {
  const { node, args, op, places, first } = computed;
  const rule = /** @type {Rule} */ (computed.rule);
  const numbers = program.numbersOf(computed, values);
  try {
    values[node] = Number(rule.value(program.floats, ...numbers));
  } catch (error) {
    const asked = args.map((arg) => program.described(arg, values));
    throw new Refusal(node, domainMessage(rule, op, asked, error));
  }
  for (let position = 0; position < places.length; position += 1) {
    try {
      partials[first + position] = Number(
        partialBy(computed, program.floats, places[position], numbers, values[node]),
      );
    } catch (error) {
      if (!isMissing(error)) throw new Refusal(node, `${op}: ${messageOf(error)}`);
      partials[first + position] = Number.NaN;
    }
  }
}

/** Whether a rule says that a local derivative does not exist. @param {unknown} error */
function isMissing(error) {
  return caught(error, "DomainError", "DivisionByZeroError", "ZeroDivisionError", "OverflowError");
}

/**
 * What the rule of a local derivative gives.
 * @param {Computed} computed @param {any} arithmetic @param {number} place
 * @param {any[]} numbers @param {any} value
 */
export function partialBy(computed, arithmetic, place, numbers, value) {
  const { partials, variadic } = /** @type {Rule} */ (computed.rule);
  const partial = partials[variadic ? 0 : place];
  if (typeof partial === "number") return partial;
  if (variadic) return partial(arithmetic, arithmetic.int(place), numbers, value);
  return partial(arithmetic, ...numbers, value);
}

/**
 * @param {Program} program @param {Computed} computed @param {Rounding} rounding
 * @param {number[]} values @param {number[]} partials
 * @param {number[]} exact the local derivatives in the exact pass
 */
function settleByHand(program, computed, rounding, values, partials, exact) {
  const { node, op, places, first } = computed;
  const rule = /** @type {Rule} */ (computed.rule);
  const { labels, names } = program.data;
  const named = labels[node] !== "" || node === program.output;
  const numbers = program.numbersOf(computed, values);
  const decimals = numbers.every(Number.isFinite) ? numbers.map(exactly) : null;
  const more = `; keep more than ${rounding.places} places`;
  try {
    const given = inDecimals(decimals && (() => rule.value(program.mixed, ...decimals)), () =>
      rule.value(program.floats, ...numbers),
    );
    values[node] = settled(numberOnPaper(given), named, rounding);
  } catch (error) {
    const at = numbers.map((x) => shownNumber(x, rounding.places)).join(", ");
    const where = `at ${at} (node ${quotedName(names[node])})`;
    throw new Refusal(node, wording(error, `${op} has no value by hand ${where}${more}`));
  }
  const value = values[node];
  const result = Number.isFinite(value) ? exactly(value) : value;
  for (let position = 0; position < places.length; position += 1) {
    const place = places[position];
    try {
      const partial = inDecimals(
        decimals && (() => partialBy(computed, program.mixed, place, decimals, result)),
        () => partialBy(computed, program.floats, place, numbers, value),
      );
      partials[first + position] = settled(numberOnPaper(partial), named, rounding);
    } catch (error) {
      const edge = first + position;
      if (!Number.isNaN(exact[edge])) {
        const by = `with respect to ${quotedName(names[program.operands[edge]])}`;
        const where = `${quotedName(names[node])} = ${shownNumber(value, rounding.places)}`;
        const message = `${op} has no derivative by hand ${by} where ${where}${more}`;
        throw new Refusal(node, wording(error, message));
      }
      partials[edge] = Number.NaN; // it does not exist exactly either
    }
  }
}

/** @param {unknown} error @param {string} message the engine's, for an error of numbers */
function wording(error, message) {
  return caught(error, "ValueError", "ArithmeticError") ? message : messageOf(error);
}

/**
 * What a rule gives in decimals, or in floats where decimals will not do.
 * @param {(() => any) | null} decimally @param {() => any} inFloats
 */
function inDecimals(decimally, inFloats) {
  if (decimally) {
    try {
      return decimally();
    } catch (error) {
      if (!caught(error, "TypeError", "ArithmeticError")) throw error;
    }
  }
  return inFloats();
}

/**
 * The chain rule: nodes from the last to the first hand each operand upstream × partial.
 * @param {Program} program @param {number[]} partials @param {Rounding | null} rounding
 * @param {number} seed
 */
function sentBack({ computed, data, operands, output }, partials, rounding, seed) {
  const gradients = data.nodes.map(() => 0);
  gradients[output] = seed;
  const contributions = partials.slice();
  const befores = partials.slice();
  const afters = partials.slice();
  for (let each = computed.length - 1; each >= 0; each -= 1) {
    const { node, places, first } = computed[each];
    const upstream = gradients[node];
    for (let edge = first; edge < first + places.length; edge += 1) {
      const operand = operands[edge];
      const before = gradients[operand];
      const partial = partials[edge];
      befores[edge] = before;
      if (rounding) {
        try {
          const named = data.labels[operand] !== "";
          contributions[edge] = settled(productOnPaper(upstream, partial), named, rounding);
          afters[edge] = settled(sumOnPaper(before, contributions[edge]), named, rounding);
        } catch (error) {
          throw new Refusal(
            operand,
            `∂ of ${quotedName(data.names[operand])}: ${messageOf(error)}`,
          );
        }
      } else {
        contributions[edge] = upstream * partial;
        afters[edge] = before + contributions[edge];
      }
      gradients[operand] = afters[edge];
    }
  }
  return { gradients, contributions, befores, afters };
}

/** A name in the quotes that Python puts it in. @param {string} name */
export function quotedName(name) {
  const quote = name.includes("'") && !name.includes('"') ? '"' : "'";
  const escaped = name.replaceAll("\\", "\\\\");
  return quote + (quote === "'" ? escaped.replaceAll("'", "\\'") : escaped) + quote;
}

/**
 * Where the numbers of a pass are not those that Python wrote, null if nowhere. The last places may
 * differ, since the functions of Python's library and of the browser do; also near 0, where larger
 * numbers of the same list have cancelled.
 * @param {Numbers} found @param {Record<string, (number | string)[]>} written some of the same lists
 * @returns {{ list: string, place: number } | null}
 */
export function firstDifference(found, written) {
  for (const [list, listed] of Object.entries(written)) {
    const wanted = listed.map(Number);
    const given = found[/** @type {keyof Numbers} */ (list)];
    const largest = Math.max(...wanted.map(Math.abs).filter(Number.isFinite), 0);
    const isNear = (/** @type {number} */ x, /** @type {number} */ y) =>
      Number.isFinite(x) && Math.abs(x - y) <= 1e-9 * Math.abs(x) + 1e-14 * largest;
    const place = wanted.findIndex((x, at) => !Object.is(x, given[at]) && !isNear(x, given[at]));
    if (place >= 0) return { list, place };
  }
  return null;
}
