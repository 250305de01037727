/* result_line.js: all answers to a pass in one line to hand in, which `chalkgrad result` reads.
 *
 *   chalkgrad-result-1 graph=94cfd73e2096 pass=4,half_up,op seed=1 from=17 answers=#15,-0.3/0.2,? check=1c9e6c55
 *
 * Questions are parted by commas, what happened at each by slashes: an answer, #edge, ? for a hint,
 * ! for shown; nothing for one that was skipped. Nodes and edges are places in the graph's order.
 */

/** @import { Model } from "./model.js" */
/** @import { Pass } from "./pass.js" */
/** @import { Quiz } from "./quiz.js" */

const FORMAT = "chalkgrad-result-1";

/**
 * The line of what was answered.
 * @param {Quiz} quiz
 */
export function resultLine(quiz) {
  const { model, pass, only, values, state, sheet } = quiz;
  const events = state.questions.map((question) => quiz.answerTo(question).events.join("/"));
  const last = events.findLastIndex((each) => each !== "");
  const edits = editsOf(model);
  const words = [
    FORMAT,
    `graph=${model.quiz.graph}`,
    `pass=${roundingOf(pass)}`,
    `seed=${pass.numbers.gradients[model.output]}`,
    ...(edits.length ? [`edits=${edits.join(",")}`] : []),
    ...(only === null ? [] : [`only=${only}`]),
    ...(values ? ["values=1"] : []),
    `from=${sheet.from}`,
    `answers=${events.slice(0, last + 1).join(",")}`,
  ];
  const text = words.join(" ");
  return `${text} check=${checksum(text)}`;
}

/** How a pass rounds, as Python names it: "4,half_up,op", or "exact". @param {Pass} pass */
export function roundingOf({ rounding }) {
  return rounding ? `${rounding.places},${rounding.mode},${rounding.after}` : "exact";
}

/** The given numbers that were changed in the page: "3:0.5" for node 3. @param {Model} model */
export function editsOf(model) {
  return [...model.passes.edits].map(([node, value]) => `${node}:${value}`);
}

/**
 * The checksum of a text: FNV-1a in 32 bits. It finds what is changed by accident or by hand; it
 * is no signature.
 * @param {string} text
 */
export function checksum(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
