/* faults.js: the errors that a rule meets, named and told apart as Python's are. */

/** What each kind of error also is. @type {Record<string, string[]>} */
const KINDS_OF_FAULT = {
  ZeroDivisionError: ["ArithmeticError"],
  OverflowError: ["ArithmeticError"],
  InvalidOperation: ["ArithmeticError"],
  DomainError: ["ValueError"],
  DivisionByZeroError: ["ValueError", "ZeroDivisionError", "ArithmeticError"],
  MissingDerivativeError: ["ArithmeticError"],
};

/** An error of a kind that Python knows. */
export class Fault extends Error {
  /** @param {string} kind @param {string} message */
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

/** @param {string} kind @param {string} message */
export function fault(kind, message) {
  return new Fault(kind, message);
}

/**
 * Whether an error is of one of these kinds. JavaScript's own TypeError counts as Python's.
 * @param {unknown} error @param {string[]} kinds
 */
export function caught(error, ...kinds) {
  if (!(error instanceof Fault)) return error instanceof TypeError && kinds.includes("TypeError");
  const all = [error.kind, ...(KINDS_OF_FAULT[error.kind] ?? [])];
  return kinds.some((kind) => all.includes(kind));
}
