/* quiz_panel.js: the card of a question: it asks, takes the answer, and says what it thinks of it. */

import { EdgeChoice } from "./edge_choice.js";
import { dim, element, field, part } from "./elements.js";
import { line } from "./equation.js";
import { hintsFor, STAGES } from "./hints.js";
import { judge, judgeChoice, wanted } from "./judge.js";
import { showResult } from "./results.js";
import { score } from "./score.js";
import { slots } from "./slots.js";
import { askedFor, edgeName } from "./wording.js";

/** @import { Player } from "./controls.js" */
/** @import { Verdict } from "./judge.js" */
/** @import { Question } from "./questions.js" */

const MOST_CHOICES = 6;
const MANY = 120; // questions: more than one sits through

/** @param {Player} player */
export function connectQuiz(player) {
  recallAnswers(player);
  const panel = new QuizPanel(player);
  player.ahead = () => panel.forward();
  player.watchers.push(() => panel.draw());
  part("reply").addEventListener("submit", (event) => {
    event.preventDefault();
    panel.submit();
  });
  part("aid").addEventListener("click", () => panel.hint());
  part("score").addEventListener("click", () => panel.showScore(true));
  for (const id of ["ask", "result"])
    part(id).addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      player.setAsking(false);
      part("predict").focus();
    });
  player.draw();
}

/** The answers of before a reload, and from now on those to be kept for one. @param {Player} player */
function recallAnswers({ quiz, model, watchers }) {
  const name = `chalkgrad.answers.${model.quiz.graph}`;
  try {
    quiz.recall(sessionStorage.getItem(name) ?? "[false, []]");
  } catch {
    // a frame of a notebook has no store, and another page may have left what is none of ours
  }
  watchers.push(() => {
    try {
      if (quiz.asking) sessionStorage.setItem(name, quiz.kept());
    } catch {
      // no store, or a full one: the answers hold until the page is closed
    }
  });
}

class QuizPanel {
  /** @type {Player} */
  player;
  /** The question that stands there. @type {Question | null} */
  shown = null;
  /** Whether the result is looked at before the last question. */
  scored = false;
  /** Whether questions were asked when it was last drawn. @type {boolean} */
  asking;
  /** @type {EdgeChoice} */
  edges;

  /** @param {Player} player */
  constructor(player) {
    this.player = player;
    this.asking = player.asking;
    this.edges = new EdgeChoice(player, (edges) => this.choose(edges));
  }

  get quiz() {
    return this.player.quiz;
  }

  /* ----- what happens ----- */

  /** Check what is typed; of a question that is answered, go on to the next. */
  submit() {
    const { quiz } = this;
    const { question } = quiz;
    if (!question || quiz.answerTo(question).done) this.next();
    else if (question.topic !== "which")
      this.take(question, judge(quiz.model, quiz.pass, question, field("guess").value));
  }

  /** @param {number[]} edges those that a line of the picture stands for */
  choose(edges) {
    const { quiz, player } = this;
    const { question } = quiz;
    if (question?.topic !== "which" || quiz.answerTo(question).done || this.scored) return;
    const { model, readiness, reach } = quiz;
    const walked = new Set(player.route.map((step) => model.steps[step][2]));
    this.take(question, judgeChoice(model, readiness, question, edges, reach, walked));
  }

  /**
   * @param {Question} question @param {Verdict} verdict
   */
  take(question, { right, say, event, slip }) {
    if (!event) {
      part("verdict").textContent = say; // what cannot be read costs nothing
      field("guess").select();
      return;
    }
    const { wrong } = this.quiz.answerTo(question);
    this.quiz.note(event, right ? { done: true, say } : { wrong: wrong + 1, say }, slip);
    this.moved(question);
    if (right) part(question.topic === "which" ? "check" : "guess").focus();
    else if (question.topic !== "which") field("guess").select();
  }

  /** The next hint; after the last one the answer. */
  hint() {
    const { quiz } = this;
    const { question } = quiz;
    if (!question || quiz.answerTo(question).done) return;
    const { hints } = quiz.answerTo(question);
    if (hints < STAGES.length) quiz.note("?", { hints: hints + 1 });
    else quiz.note("!", { done: true, say: `It is ${this.answerText(question)}.` });
    this.moved(question);
  }

  /** @param {Question} question */
  answerText({ topic, node, edge, step }) {
    const { model, pass } = this.quiz;
    if (topic === "which") return edgeName(model, edge);
    if (topic === "local") return pass.slope(edge);
    return topic === "value" ? pass.values[node] : pass.results[step];
  }

  /**
   * Show what came of a question: its step, where it is told now.
   * @param {Question} question
   */
  moved(question) {
    const told = this.quiz.answerTo(question).done && question.completes;
    this.player.go(told ? question.step : this.player.step);
  }

  next() {
    this.quiz.goOn();
    this.player.go(this.quiz.reach);
    this.focus();
  }

  /** A step forward: the next question, where this one is answered; whether it took the step. */
  forward() {
    const { quiz, player } = this;
    if (!quiz.asking) return false;
    if (quiz.sheet.last) this.next();
    else if (player.step < quiz.reach || !quiz.state.open) return false;
    else this.focus();
    return true;
  }

  /** @param {boolean} on */
  showScore(on) {
    this.scored = on;
    this.player.go(Math.min(this.player.step, this.quiz.reach));
    this.focus();
  }

  focus() {
    const { question } = this.quiz;
    if (!question || this.scored) part("result").focus();
    else part(question.topic === "which" ? "question" : "guess").focus();
  }

  /* ----- showing it ----- */

  draw() {
    const { quiz, player } = this;
    const { question } = quiz;
    const ended = this.scored || !question;
    if (!quiz.asking) this.scored = false;
    document.body.toggleAttribute("data-asking", quiz.asking);
    part("ask").hidden = !quiz.asking || ended;
    part("result").hidden = !quiz.asking || !ended;
    if (quiz.asking && ended)
      showResult(
        quiz,
        () => this.showScore(false),
        () => this.again(),
      );
    else if (question) this.drawQuestion(question);
    this.edges.draw(question);
    const entered = quiz.asking && !this.asking;
    this.asking = player.asking;
    if (entered) this.focus();
  }

  again() {
    this.scored = false;
    this.quiz.reset();
    this.next();
  }

  /** @param {Question} question */
  drawQuestion(question) {
    const { model, pass, state } = this.quiz;
    const answer = this.quiz.answerTo(question);
    const { all } = score(this.quiz);
    const which = question.topic === "which";
    const place = state.questions.findIndex(({ id }) => id === question.id);
    part("place").textContent = `Question ${place + 1} of ${state.questions.length}`;
    part("points").textContent = `${all.got} of ${all.most} points`;
    part("question").textContent = `${askedFor(model, question)}${this.remark(place)}`;
    const formulas = slots(model, pass, question, answer.done);
    part("slots").replaceChildren(...formulas.map((each) => line(each)));
    part("slots").hidden = which;
    part("choices").hidden = !which;
    part("guess").classList.toggle("idle", which);
    field("guess").readOnly = answer.done;
    field("guess").disabled = which;
    part("guess-label").textContent = which ? "" : `Your answer: ${wanted(pass)}, or a calculation`;
    if (this.shown?.id !== question.id) field("guess").value = "";
    if (which) this.drawChoices(question, answer.done);
    part("check").textContent = answer.done ? "Next question" : "Check";
    dim("check", which && !answer.done);
    part("aid").textContent = aid(answer.hints);
    dim("aid", answer.done);
    part("verdict").textContent = answer.say;
    part("verdict").className = answer.done ? "right" : "wrong";
    this.drawHints(question, answer.hints);
    this.shown = question;
  }

  /** What else is said of a question. @param {number} place */
  remark(place) {
    const { questions, skipped } = this.quiz.state;
    if (place === 0 && questions.length > MANY && this.quiz.only === null)
      return " (For fewer questions choose the paths of one node.)";
    let count = 0;
    while (skipped.has(questions[place - 1 - count]?.id)) count += 1;
    return count ? ` (Skipped ${count} before it: two of the same kind were right in a row.)` : "";
  }

  /**
   * @param {Question} question @param {boolean} done
   */
  drawChoices(question, done) {
    const { model, readiness } = this.quiz;
    const before = question.step - 1;
    const buttons = readiness.choices(question.edge, before, MOST_CHOICES).map((edge) => {
      const made = element("button", edgeName(model, edge));
      made.type = "button";
      made.title = edgeName(model, edge).slice(0, 300);
      made.disabled = done;
      made.addEventListener("click", () => this.choose([edge]));
      return made;
    });
    const focused = [...part("choices").children].indexOf(document.activeElement ?? document.body);
    part("choices").replaceChildren(...buttons);
    if (focused >= 0) buttons[focused]?.focus();
  }

  /**
   * @param {Question} question @param {number} count
   */
  drawHints(question, count) {
    const { model, pass } = this.quiz;
    const hints = hintsFor(model, pass, question).slice(0, count);
    const rows = hints.map((hint) => {
      const row = element("li", typeof hint === "string" ? hint : undefined);
      if (typeof hint !== "string") row.append(line(hint));
      return row;
    });
    part("hints").replaceChildren(...rows);
  }
}

/**
 * What the button for hints says.
 * @param {number} hints how many were taken
 */
function aid(hints) {
  return hints < STAGES.length ? `Hint: ${STAGES[hints]} (−1 point)` : "Show it (0 points)";
}
