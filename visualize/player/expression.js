/* expression.js: what a learner types as an answer, read as a number: 0.29*0.2288, 1/4, σ(1,2).
 * A small grammar of its own; nothing typed is ever run.
 *
 *   sum     = [sign] product {("+" | "−") product}
 *   product = power {("·" | "/" | "") power}        "" where a bracket or a name follows: 2(3)
 *   power   = atom ["^" [sign] power]
 *   atom    = number | name | name atom | "(" sum ")"
 */

const MOST_LETTERS = 200; // characters
const DEEPEST = 40; // brackets, signs and powers inside one another

/** @type {Record<string, (x: number) => number>} */
const FUNCTIONS = {
  exp: Math.exp,
  tanh: Math.tanh,
  sigmoid: (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
  sqrt: Math.sqrt,
  ln: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  abs: Math.abs,
};

/** Other ways to write a name. @type {Record<string, string>} */
const MEANT = { σ: "sigmoid", "√": "sqrt", log: "ln", π: "pi" };

/** @type {Record<string, number>} */
const CONSTANTS = { e: Math.E, pi: Math.PI };

const TOKEN =
  /\s*(?:((?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][-+−]?\d+)?)|(\p{L}+|√)|(\*\*|[-+−·×*/:^()²³]))/uy;

/** What cannot be read, and why. */
export class Unread extends Error {}

/**
 * The number that an expression stands for.
 * @param {string} typed
 * @returns {number}
 * @throws {Unread} it is no expression, or has no value; the message says what to write
 */
export function evaluate(typed) {
  if (!typed.trim()) throw new Unread("Type a number such as −0.25, or a calculation such as 1/4.");
  if (typed.length > MOST_LETTERS) throw new Unread(`Type at most ${MOST_LETTERS} characters.`);
  const reader = new Reader(tokens(typed));
  const value = reader.sum(0);
  if (reader.next) throw new Unread(`“${reader.next}” is not expected there.`);
  if (!Number.isFinite(value)) throw new Unread("This calculation has no value.");
  return value + 0; // never −0
}

/** @param {string} typed */
function tokens(typed) {
  const found = [];
  const token = new RegExp(TOKEN);
  for (let at = 0; typed.slice(at).trim(); at = token.lastIndex) {
    token.lastIndex = at;
    const match = token.exec(typed);
    if (!match) {
      const first = [...typed.slice(at).trim()][0];
      throw new Unread(`“${first}” cannot be read; type numbers, + − · / ^ and brackets.`);
    }
    const number = match[1]?.replace(",", ".").replace("−", "-");
    found.push(number ?? match[2] ?? SIGNS[match[3]] ?? match[3]);
  }
  return found;
}

/** @type {Record<string, string>} */
const SIGNS = { "-": "−", "*": "·", "×": "·", ":": "/", "**": "^" };

class Reader {
  /** @type {string[]} */ tokens;
  at = 0;

  /** @param {string[]} found */
  constructor(found) {
    this.tokens = found;
  }

  get next() {
    return this.tokens[this.at] ?? "";
  }

  /**
   * Take the next token if it is one of these.
   * @param {string[]} wanted
   */
  took(...wanted) {
    if (!wanted.includes(this.next)) return "";
    this.at += 1;
    return this.tokens[this.at - 1];
  }

  /** @param {number} depth */
  sum(depth) {
    if (depth > DEEPEST) throw new Unread("These are too many brackets inside one another.");
    let value = this.signed(depth);
    for (;;) {
      if (this.took("+")) value += this.product(depth);
      else if (this.took("−")) value -= this.product(depth);
      else return value;
    }
  }

  /** @param {number} depth */
  signed(depth) {
    const sign = this.took("−", "+");
    const value = this.product(depth);
    return sign === "−" ? -value : value;
  }

  /** @param {number} depth */
  product(depth) {
    let value = this.power(depth);
    for (;;) {
      if (this.took("·")) value *= this.factor(depth);
      else if (this.took("/")) value /= this.factor(depth);
      else if (/^[(\p{L}√]/u.test(this.next)) value *= this.power(depth);
      else return value;
    }
  }

  /**
   * A factor after · or /, which may have a sign: 2·−3.
   * @param {number} depth
   * @returns {number}
   */
  factor(depth) {
    return this.took("−") ? -this.power(depth) : this.power(depth);
  }

  /**
   * @param {number} depth
   * @returns {number}
   */
  power(depth) {
    if (depth > DEEPEST) throw new Unread("These are too many powers inside one another.");
    const base = this.atom(depth);
    if (this.took("²")) return base ** 2;
    if (this.took("³")) return base ** 3;
    if (!this.took("^")) return base;
    return base ** (this.took("−") ? -this.power(depth + 1) : this.power(depth + 1));
  }

  /**
   * @param {number} depth
   * @returns {number}
   */
  atom(depth) {
    const token = this.next;
    this.at += 1;
    if (token === "(") {
      const value = this.sum(depth + 1);
      if (!this.took(")")) throw new Unread("A bracket is not closed.");
      return value;
    }
    if (/^[\d.]/.test(token)) return Number(token);
    const name = MEANT[token] ?? token.toLowerCase();
    if (Object.hasOwn(CONSTANTS, name)) return CONSTANTS[name];
    if (Object.hasOwn(FUNCTIONS, name)) {
      if (this.next !== "(") throw new Unread(`Write ${token} with a bracket: ${token}(0.5).`);
      return FUNCTIONS[name](this.atom(depth + 1));
    }
    if (!token) throw new Unread("Something is missing at the end.");
    if (/\p{L}/u.test(token)) {
      const known = Object.keys(FUNCTIONS).join(", ");
      throw new Unread(`“${token}” is not known; type numbers, or ${known} of a number.`);
    }
    throw new Unread(`“${token}” is not expected there.`);
  }
}
