import assert from "node:assert/strict";
import { test } from "node:test";
import { isRight, judge, judgeChoice, wanted } from "../../visualize/player/judge.js";
import { questionsOf } from "../../visualize/player/questions.js";
import { Readiness } from "../../visualize/player/readiness.js";
import { BY_HAND, EXACT, model } from "./cubic.mjs";

const QUESTIONS = questionsOf(model, EXACT, model.route(null), { from: -1, values: true });
const asked = (topic, edge) => QUESTIONS.find((q) => q.topic === topic && q.edge === edge);
const [PL, XL, XP, WP] = [2, 3, 0, 1]; // p → L, x → L, x → p, w₁ → p

for (const [guess, x, places, right] of [
  [0.1556, 0.1556, 4, true],
  [0.15555, 0.1556, 4, true],
  [0.1557, 0.1556, 4, true],
  [0.1558, 0.1556, 4, false],
  [0, 0.0001, 4, false],
  [0.00001, 0.0001, 4, false],
  [0.0002, 0.0001, 4, true],
  [-0.00006, 0.00004, 4, false],
  [0, 0, 4, true],
  [-0.3, -0.3, 1, true],
  [0.00005, 0.00005, 4, true], // a given number that has more places than are asked for
  [0.6215, 0.621578, null, true],
  [0.6217, 0.621578, null, false],
  [0.62, 0.621578, null, false],
  [0, 1e-12, null, false],
  [1e-12, 1e-12, null, true],
  [0, 0, null, true],
]) {
  const title = `${guess} for ${x} with ${places ?? "all"} places is ${right ? "right" : "wrong"}`;
  test(title, () => assert.equal(isRight(guess, x, places), right));
}

test("the wanted decimals are said", () => {
  assert.equal(wanted(BY_HAND), "2 decimals");
  assert.equal(wanted(EXACT), "4 significant digits");
});

for (const [pass, topic, edge, typed, right, say, slip] of [
  [EXACT, "local", XP, "-0,5", true, "Right."],
  [EXACT, "local", XP, "-1/2", true, "Right."],
  [EXACT, "local", XP, "1/2", false, "The sign of ∂p/∂x⁽¹⁾.", "sign"],
  [EXACT, "local", XP, "3", false, "x itself for ∂p/∂x⁽¹⁾.", "operand for derivative"],
  [EXACT, "local", WP, "-.5", false, "w₁ itself for ∂p/∂w₁.", "operand for derivative"],
  [EXACT, "local", WP, "30", false, "The decimal point.", "decimal point"],
  [EXACT, "product", XP, "-.5", false, "∂L/∂p was left out.", "factor left out"],
  [EXACT, "product", XP, "3", false, "∂p/∂x⁽¹⁾ was left out.", "factor left out"],
  [EXACT, "product", XP, "-3", false, "A factor 2.", "factor two"],
  [EXACT, "product", XP, "7", false, "Not yet. Try again, or take a hint."],
  [EXACT, "product", XP, "3 · (-0.5)", true, "Right."],
  [EXACT, "product", XP, "-1.507", false, "Not yet. Try again, or take a hint."],
  [EXACT, "sum", XP, "-1.5 - 1.5", true, "Right."],
  [EXACT, "sum", XP, "0", false, "The sign of the contribution.", "sign"],
  [EXACT, "sum", XP, "-1.5", false, "Only x → p, use 1 of 2.", "overwritten"],
  [BY_HAND, "product", XP, "-1.51", true, "Right, up to the last place."],
  [BY_HAND, "product", XP, "-1.52", false, "Not yet. Try again, or take a hint."],
]) {
  test(`${typed} for the ${topic} at edge ${edge}, ${pass.title}: ${say}`, () => {
    const said = judge(model, pass, asked(topic, edge), typed);

    assert.deepEqual([said.right, said.say, said.slip], [right, say, slip]);
    assert.ok(Number.isFinite(Number(said.event)) && said.event !== "");
  });
}

test("what cannot be read is no answer", () => {
  const said = judge(model, EXACT, asked("sum", XP), "three");

  assert.equal(said.event, "");
  assert.match(said.say, /“three” is not known/);
});

test("a truncated product is right, and is called truncated", () => {
  const numbers = {
    ...BY_HAND.numbers,
    gradients: [0, 0, 3.05, 1],
    partials: [-0.337, 3, 3, -1.5],
  };
  const pass = Object.assign(Object.create(BY_HAND), { numbers });
  const said = (x) => {
    numbers.contributions = [x, 0, 0, 0];
    return judge(model, pass, asked("product", XP), "-1.02").say; // 3.05 · −0.337 = −1.02785
  };

  assert.match(said(-1.03), /^Right, but truncated/);
  numbers.gradients[2] = 3.01; // −1.01437
  assert.equal(said(-1.01), "Right, up to the last place.");
  assert.equal(said(-1.02), "Right.");
});

const readiness = new Readiness(model);
const walked = new Set([PL, XL, XP, WP]);
for (const [edges, step, right, say] of [
  [[PL], 3, true, "Right: ∂L/∂L is complete."],
  [[XL], 3, true, "Right: ∂L/∂L is complete. The page goes on with p → L, which is ready too."],
  [[WP], 3, false, "∂L/∂p is not known yet: p → L comes before it."],
  [[XP, PL], 3, true, "Right: ∂L/∂L is complete."],
  [[PL], 4, false, "p → L is used already: its contribution is counted."],
  [
    [WP],
    6,
    true,
    "Right: ∂L/∂p is complete. The page goes on with x → L, use 2 of 2, which is ready too.",
  ],
]) {
  test(`choosing ${edges} after step ${step}: ${say}`, () => {
    const question = asked("which", step === 3 ? PL : XL);
    const said = judgeChoice(model, readiness, question, edges, step, walked);

    assert.deepEqual([said.right, said.say], [right, say]);
    assert.match(said.event, /^#\d$/);
  });
}
