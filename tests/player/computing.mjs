/* Computes what a test in Python asks on standard input, a job per line, and answers line by line.
   The first line is the path of the rules that Python wrote. */

import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { numberText, rounded } from "../../visualize/player/byhand.js";
import { compute, firstDifference, Refusal } from "../../visualize/player/compute.js";
import {
  Decimal,
  exactly,
  minus,
  over,
  plus,
  rest,
  times,
  wholePart,
} from "../../visualize/player/decimal.js";
import { caught } from "../../visualize/player/faults.js";
import { FLOATS } from "../../visualize/player/floats.js";
import { everyDigit, shownNumber } from "../../visualize/player/numerals.js";
import { power } from "../../visualize/player/powers.js";
import { editable, Program } from "../../visualize/player/program.js";

/** Numbers that JSON has no word for, as Python's float() reads them. */
function written(_key, value) {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}

const OF_DECIMALS = { plus, minus, times, over, wholePart, rest, power };

/** What a float or an infinite decimal is called, and the digits of a finite one. */
function spelled(x) {
  return x instanceof Decimal ? `${x.coefficient}E${x.exponent}` : String(x);
}

let rules;
/** @type {Program} */ let program;

const jobs = {
  rules: async (path) => {
    ({ RULES: rules } = await import(pathToFileURL(path).href));
  },
  program: (data) => {
    program = new Program(data, rules);
    return editable(program);
  },
  compute: ({ edits, rounding, seed }) => {
    const given = edits.map(([leaf, number]) => [leaf, Number(number)]);
    return compute(program, new Map(given), rounding, seed);
  },
  texts: ({ edits, rounding, seed }) => {
    const numbers = jobs.compute({ edits, rounding, seed });
    const asText = (list) => list.map((x) => numberText(x, rounding)).join(" ");
    return Object.fromEntries(Object.entries(numbers).map(([name, list]) => [name, asText(list)]));
  },
  difference: ({ found, written }) =>
    firstDifference({ ...found, values: found.values.map(Number) }, written),
  shown: (asked) => asked.map(([x, places]) => [shownNumber(x, places), everyDigit(x)]),
  rounded: (asked) => asked.map(([x, rounding]) => rounded(x, rounding)),
  decimals: (asked) =>
    asked.map(([name, ...numbers]) => {
      try {
        return spelled(OF_DECIMALS[name](...numbers.map(exactly)));
      } catch (error) {
        if (!caught(error, "ArithmeticError")) throw error;
        return caught(error, "ZeroDivisionError") ? "division by zero" : "invalid";
      }
    }),
  floats: (asked) =>
    asked.map(([name, ...numbers]) => {
      try {
        return FLOATS[name](...numbers);
      } catch (error) {
        return error.kind;
      }
    }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [job, given] = JSON.parse(line);
  let answer;
  try {
    answer = (await jobs[job](given)) ?? null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    answer = { refused: error.node, message: error.message };
  }
  console.log(JSON.stringify(answer, written));
}
