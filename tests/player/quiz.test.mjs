import assert from "node:assert/strict";
import { test } from "node:test";
import { questionsOf } from "../../visualize/player/questions.js";
import { points, Quiz } from "../../visualize/player/quiz.js";
import { checksum, resultLine } from "../../visualize/player/result_line.js";
import { score, weakest } from "../../visualize/player/score.js";
import { BY_HAND, EXACT, model, newModel } from "./cubic.mjs";

const at = (step, base = EXACT, only = null) => ({
  asking: true,
  base,
  only,
  route: model.route(only),
  step,
});
const RIGHT = { done: true, say: "Right." };

/** A quiz that was entered at a step. */
function entered(step) {
  const quiz = new Quiz(model, EXACT);
  quiz.follow(at(step));
  return quiz;
}

/** The ids of the questions in their order, each answered at once. */
function answeredAll(quiz) {
  const asked = [];
  while (quiz.state.open) {
    asked.push(quiz.state.open.id);
    quiz.note("1", RIGHT);
    quiz.goOn();
  }
  return asked;
}

test("at each edge it asks which, local and product; the sum where there is something to add", () => {
  const { questions } = entered(0).state;

  assert.deepEqual(
    questions.map(({ id }) => id),
    [
      ...["which 4", "local 4", "which 5", "local 5"], // upstream 1: the product is no question
      ...["which 6", "local 6", "product 6", "sum 7"],
      ...["which 8", "local 8", "product 8"],
    ],
  );
});

test("no sum is asked for where 0 is added to something, or something to 0", () => {
  for (const zero of ["befores", "contributions"]) {
    const numbers = { ...EXACT.numbers, [zero]: [0, 0, 0, 0] };
    const pass = Object.assign(Object.create(EXACT), { numbers });
    const questions = questionsOf(model, pass, model.route(null), { from: 0, values: false });

    assert.ok(questions.length > 5);
    assert.ok(questions.every(({ topic }) => topic !== "sum"));
  }
});

test("values are asked for on demand, given ones never", () => {
  const quiz = entered(0);
  quiz.askValues(true);

  assert.deepEqual(
    quiz.state.questions.slice(0, 3).map(({ id }) => id),
    ["value 1", "value 2", "which 4"],
  );
  assert.equal(quiz.reach, 0);
});

test("after two right ones of a kind the next is skipped", () => {
  const quiz = entered(0);

  const asked = answeredAll(quiz);

  assert.deepEqual([...quiz.state.skipped], ["local 6", "local 8"]);
  assert.equal(asked.length, 9);
  assert.deepEqual(score(quiz).all, { got: 36, most: 36 });
});

test("a hint on the way breaks the row", () => {
  const quiz = entered(0);
  quiz.note("#2", RIGHT);
  quiz.note("?", { hints: 1 });
  quiz.note("3", RIGHT);

  answeredAll(quiz);

  assert.deepEqual([...quiz.state.skipped], ["local 8"]); // local 5 and 6 were the two in a row
});

test("one stands at the step before the open question, and nowhere beyond", () => {
  const quiz = new Quiz(model, EXACT);

  assert.equal(quiz.follow(at(0)), 3);
  assert.equal(quiz.follow(at(0)), 0); // back is free
  assert.equal(quiz.follow(at(9)), 3);
  quiz.note("#2", RIGHT);
  assert.equal(quiz.follow(at(9)), 3);
  quiz.note("3", RIGHT);
  assert.equal(quiz.follow(at(9)), 4);
});

test("an answer stays with its question until one goes on", () => {
  const quiz = entered(0);
  quiz.note("#2", RIGHT);

  assert.equal(quiz.question.id, "which 4");
  assert.equal(quiz.answerTo(quiz.question).say, "Right.");
  quiz.goOn();
  assert.equal(quiz.question.id, "local 4");
  assert.equal(quiz.answerTo(quiz.question).say, "");
});

test("what answers an open question is not told", () => {
  const quiz = entered(0);

  assert.deepEqual(quiz.told.partials, ["", "", "", ""]);
  assert.equal(quiz.told.results.length, 4);
  for (const step of [4, 9])
    assert.deepEqual(
      [quiz.told.sentence(step), quiz.told.equation(step), quiz.told.latex(step)],
      ["", [], ""],
    );
  assert.notEqual(quiz.told.sentence(3), "");
  assert.deepEqual(quiz.told.local(2), []);
  const { values, gradients, partials, contributions } = quiz.told.numbers;
  assert.deepEqual(values, EXACT.numbers.values);
  assert.deepEqual(gradients, [Number.NaN, Number.NaN, Number.NaN, 1]);
  assert.deepEqual([...partials, ...contributions], Array(8).fill(Number.NaN));
  quiz.note("#2", RIGHT);
  assert.equal(quiz.told.partials[2], "");
  quiz.note("3", RIGHT);
  assert.deepEqual(quiz.told.partials, ["", "", "×3", ""]);
  assert.equal(quiz.told.numbers.gradients[2], 3);
  answeredAll(quiz);
  assert.equal(quiz.told, EXACT);
});

test("without questions everything is told", () => {
  const quiz = entered(0);
  quiz.follow({ ...at(0), asking: false });

  assert.equal(quiz.told, EXACT);
  assert.equal(quiz.question, null);
});

test("who comes back finds the answers, the open question, and other numbers asked anew", () => {
  const quiz = entered(0);
  quiz.note("#2", RIGHT);
  quiz.goOn();

  quiz.follow({ ...at(9), asking: false });
  assert.equal(quiz.follow(at(9)), 3);
  assert.equal(quiz.state.open.id, "local 4");
  assert.equal(quiz.follow(at(3, BY_HAND)), 3);
  assert.equal(quiz.state.open.id, "which 4");
  quiz.follow(at(3));
  assert.equal(quiz.state.open.id, "local 4");
  quiz.reset();
  assert.equal(quiz.state.open.id, "which 4");
});

test("answers are kept as a text, and recalled", () => {
  const quiz = entered(0);
  quiz.note("#2", RIGHT);
  quiz.note("-3", { wrong: 1 }, "sign");

  const again = new Quiz(model, EXACT);
  again.recall(quiz.kept());
  again.follow(at(7));

  assert.equal(again.state.open.id, "local 4");
  assert.equal(resultLine(again), resultLine(quiz));
  assert.equal(again.kept(), quiz.kept());
});

test("entered in the middle it asks from there, at the end from the beginning", () => {
  assert.equal(entered(5).state.questions[0].id, "which 6");
  assert.equal(entered(9).state.questions[0].id, "which 4");
});

test("along one node's paths only their edges are asked", () => {
  const quiz = new Quiz(model, EXACT);
  quiz.follow(at(0, EXACT, 1)); // w₁

  assert.deepEqual([...new Set(quiz.state.questions.map(({ step }) => step))], [4, 8]);
  assert.equal(quiz.reach, 3);
});

test("wrong answers and hints cost a point each, a shown answer all", () => {
  const answer = { events: ["2", "?", "3"], wrong: 1, slips: [], hints: 1, done: true, say: "" };

  assert.equal(points(answer), 2);
  assert.equal(points({ ...answer, wrong: 7 }), 0);
  assert.equal(points({ ...answer, events: ["!"] }), 0);
  assert.equal(points({ ...answer, done: false }), 0);
});

test("the score tells skills apart, and which to practise", () => {
  const quiz = entered(0);
  quiz.note("#2", RIGHT);
  quiz.note("-3", { wrong: 1 }, "sign");
  quiz.note("3", RIGHT);
  answeredAll(quiz);
  const { skills } = score(quiz);

  assert.deepEqual(skills.upstream, { got: 16, most: 16 });
  assert.deepEqual(skills.rule, { got: 11, most: 12 });
  assert.deepEqual(skills.sign, { got: 20, most: 24 });
  assert.equal(weakest(skills), "sign");
  assert.equal(weakest({ ...skills, rule: skills.sum, sign: skills.sum }), null);
});

test("the result line holds what happened at every question", () => {
  const quiz = entered(0);
  quiz.note("#2", RIGHT);
  quiz.note("-3", { wrong: 1 }, "sign");
  quiz.note("?", { hints: 1 });

  const text = "chalkgrad-result-1 graph=0123456789ab pass=exact seed=1 from=0 answers=#2,-3/?";
  assert.equal(resultLine(quiz), `${text} check=${checksum(text)}`);
});

test("the result line names changed numbers and the paths walked", () => {
  const other = newModel();
  const quiz = new Quiz(other, other.passes.edit(new Map([[0, 2]]), "exact"));
  quiz.follow(at(0, quiz.pass, 1));

  assert.match(resultLine(quiz), / edits=0:2 only=1 from=0 answers= check=/);
});

test("the checksum is FNV-1a", () => {
  assert.equal(checksum("a"), "e40c292c");
  assert.equal(checksum(""), "811c9dc5");
});

test("every edge that may be chosen is offered, among others that may not", () => {
  const { readiness } = entered(0);

  assert.deepEqual(readiness.choices(2, 3, 6), [0, 1, 2, 3]);
  assert.deepEqual(
    [0, 1, 2, 3].map((edge) => readiness.isReady(edge, 3)),
    [false, false, true, true],
  );
});
