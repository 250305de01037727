/* Tells what the page would say, for a test in Python: standard input has the page's data and the
   rules, a path in a line each; for every pass it prints all texts, or why it cannot be had. */

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Model } from "../../visualize/player/model.js";

const [data, rules] = readFileSync(0, "utf-8").trim().split("\n");
const { RULES } = await import(pathToFileURL(rules).href);
const model = new Model(JSON.parse(readFileSync(data, "utf-8")), RULES);
const steps = [...model.steps.keys()];

function told(key) {
  const pass = model.passes.of(key);
  return {
    values: pass.values,
    partials: pass.partials,
    results: pass.results,
    grown: steps.map((step) => (model.growsAt(step) ? pass.grown(step) : "")),
    sentences: steps.map((step) => pass.sentence(step)),
    equations: steps.map((step) => pass.equation(step)),
    latex: steps.map((step) => pass.latex(step)),
    local: model.edges.map((_, edge) => pass.local(edge)),
  };
}

const answer = { trouble: model.passes.trouble };
model.passes.known = {}; // what the page says of numbers that it has computed itself
for (const { key } of model.passes.choices) {
  try {
    answer[key] = told(key);
  } catch (error) {
    answer[key] = { refused: error.message };
  }
}
console.log(JSON.stringify(answer));
