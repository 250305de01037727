/* missing.js: a local derivative that does not exist, in the engine's words. */

import { quotedName } from "./compute.js";
import { shownNumber } from "./numerals.js";

/** @import { Pass } from "./pass.js" */

/**
 * Why no contribution comes along an edge, "" where one does. A derivative of finite operands that
 * is nan is one that its rule refuses; of others it may be nan as a number.
 * @param {Pass} pass @param {number} edge
 */
export function missingAlong({ model, numbers }, edge) {
  const [operand, node] = model.edges[edge];
  if (!Number.isNaN(numbers.partials[edge])) return "";
  const { computed } = model.passes.program;
  const made = computed.find((each) => each.node === node);
  const operands = [...new Set(made?.args.filter((arg) => arg >= 0))];
  const given = operands.map((each) => numbers.values[each]);
  if (!given.every(Number.isFinite)) return "";
  const at = operands.map((each, i) => `${model.names[each]} = ${signed(given[i])}`);
  const by = quotedName(model.names[operand]);
  return `${made?.op} has no derivative with respect to ${by} at ${at.join(", ")}, so no contribution comes along this edge.`;
}

/** @param {number} x */
const signed = (x) => shownNumber(x).replace(/-/g, "−");
