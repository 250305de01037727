/* program.js: a graph that can be computed again, and the rules its ops are computed by. */

import { Decimal } from "./decimal.js";
import { caught, Fault } from "./faults.js";
import { FLOATS } from "./floats.js";
import { MIXED_NUMBERS } from "./mixed.js";
import { shownNumber } from "./numerals.js";

/**
 * An op: its value and its local derivatives as functions of an arithmetic and the operands.
 * @typedef {{
 *   domain: string,
 *   value: (arithmetic: any, ...operands: any[]) => any,
 *   partials: (number | ((arithmetic: any, ...operands: any[]) => any))[],
 *   variadic?: boolean,
 * }} Rule
 */

/**
 * What Python writes of a graph; `program.py` says what each part is.
 * @typedef {{
 *   ops: string[],
 *   nodes: number[][],
 *   constants: (number | string)[],
 *   leaves: (number | string)[],
 *   labels: string[],
 *   names: string[],
 *   fixed: Record<string, string>,
 *   kept: Record<string, Record<string, (number | string)[]>>,
 *   frozen: string,
 * }} ProgramData
 */

/**
 * A node that an op makes: its op and rule (null where only Python can compute it), its arguments
 * (nodes, or constants as −1 − their place), which of them are nodes, and its first edge.
 * @typedef {{
 *   node: number, op: string, rule: Rule | null, args: number[], places: number[], first: number,
 * }} Computed
 */

export class Program {
  /** In the order in which they are computed. @type {Computed[]} */ computed = [];
  /** The operand of each edge. @type {number[]} */ operands = [];

  /** @param {ProgramData} data @param {Record<string, Rule>} rules */
  constructor(data, rules) {
    this.data = data;
    this.output = data.nodes.length - 1;
    this.given = data.leaves.map(Number);
    this.constants = data.constants.map(Number);
    this.floats = floatsWithOps(rules);
    this.mixed = mixedWithOps(rules, this.floats);
    for (const [node, [op, ...args]] of data.nodes.entries()) {
      if (op < 0) continue;
      const places = [...args.keys()].filter((place) => args[place] >= 0);
      const name = data.ops[op];
      const rule = node in data.fixed ? null : rules[name];
      this.computed.push({ node, op: name, rule, args, places, first: this.operands.length });
      for (const place of places) this.operands.push(args[place]);
    }
  }

  /** The numbers of a node's arguments. @param {Computed} computed @param {number[]} values */
  numbersOf({ args }, values) {
    return args.map((arg) => (arg < 0 ? this.constants[-1 - arg] : values[arg]));
  }

  /** An argument as the engine's messages show it. @param {number} arg @param {number[]} values */
  described(arg, values) {
    if (arg < 0) return shownNumber(this.constants[-1 - arg]);
    const { labels, nodes, ops } = this.data;
    const op = nodes[arg][0];
    const origin = labels[arg] ? `'${labels[arg]}'` : op < 0 ? "without label" : `of ${ops[op]}`;
    return `${shownNumber(values[arg])} (node ${origin})`;
  }
}

/**
 * Which nodes are leaves whose numbers can be changed: no fixed node depends on them.
 * @param {Program} program @returns {boolean[]}
 */
export function editable({ data, computed }) {
  const free = data.nodes.map(() => data.frozen === "");
  for (const { node, args } of [...computed].reverse()) {
    if (free[node] && !(node in data.fixed)) continue;
    for (const arg of args) if (arg >= 0) free[arg] = false;
  }
  return free.map((isFree, node) => isFree && data.nodes[node][0] < 0);
}

/** The arithmetic of floats in which rules can call ops. @param {Record<string, Rule>} rules */
function floatsWithOps(rules) {
  /** @type {Record<string, any>} */
  const floats = {
    ...FLOATS,
    rules,
    call: (/** @type {string} */ name, /** @type {number[]} */ ...operands) =>
      Number(applied(rules[name], name, floats, operands)),
  };
  return floats;
}

/**
 * The arithmetic of decimals in which rules can call ops: of decimals an op gives what its rule
 * gives, of anything else a float.
 * @param {Record<string, Rule>} rules @param {Record<string, any>} floats
 */
function mixedWithOps(rules, floats) {
  /** @type {Record<string, any>} */
  const mixed = {
    ...MIXED_NUMBERS,
    rules,
    call: (/** @type {string} */ name, /** @type {any[]} */ ...operands) =>
      operands.every((operand) => operand instanceof Decimal)
        ? applied(rules[name], name, mixed, operands)
        : floats.call(name, ...operands.map(mixed.float)),
  };
  return mixed;
}

/** @param {Rule} rule @param {string} name @param {any} arithmetic @param {any[]} operands */
function applied(rule, name, arithmetic, operands) {
  try {
    return rule.value(arithmetic, ...operands);
  } catch (error) {
    if (!caught(error, "ValueError", "ArithmeticError")) throw error;
    const isZero = caught(error, "ZeroDivisionError");
    const shown = operands.map((operand) => shownNumber(arithmetic.float(operand)));
    throw new Fault(
      isZero ? "DivisionByZeroError" : "DomainError",
      domainMessage(rule, name, shown, error),
    );
  }
}

/**
 * What was asked of an op, and what it needs instead.
 * @param {Rule} rule @param {string} name @param {string[]} operands @param {unknown} error
 */
export function domainMessage(rule, name, operands, error) {
  const asked = `${name} of ${operands.join(", ") || "nothing"}`;
  return `${asked}: ${rule.domain ? `${name} needs ${rule.domain}` : messageOf(error)}`;
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
