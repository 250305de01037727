/* results.js: the result: what went well, what to practise, what was missed, and a line to hand in. */

import { element, part } from "./elements.js";
import { line } from "./equation.js";
import { MOST_POINTS, points } from "./quiz.js";
import { resultLine } from "./result_line.js";
import { PRACTICE, score, weakest } from "./score.js";
import { slots } from "./slots.js";
import { askedFor, counted, edgeName } from "./wording.js";

/** @import { Question } from "./questions.js" */
/** @import { Answer, Quiz } from "./quiz.js" */
/** @import { Skill } from "./score.js" */

const MOST_MISSED = 40;

/**
 * Show the result of a quiz.
 * @param {Quiz} quiz
 * @param {() => void} back what goes on with the open question @param {() => void} again
 */
export function showResult(quiz, back, again) {
  const { questions, skipped, open } = quiz.state;
  const answered = questions.filter((question) => quiz.answerTo(question).done);
  const { all, skills } = score(quiz);
  const title = element("h2", `Result: ${all.got} of ${all.most} points`);
  title.id = "result-title";
  const left = questions.length - answered.length - skipped.size;
  const skips = skipped.size ? `, ${skipped.size} skipped as known` : "";
  const count = `${answered.length} of ${questions.length} questions answered${skips}.`;
  const practise = weakest(skills);
  const advice = practise
    ? `To practise: ${PRACTICE[practise]}.`
    : all.most
      ? "Nothing was missed."
      : "";
  const buttons = element("div", undefined, "acts");
  if (open) buttons.append(act(`Go on (${left} left)`, back));
  buttons.append(act("Start again", again));
  part("result").tabIndex = -1;
  part("result").replaceChildren(
    title,
    element("p", `${count} ${advice}`),
    skillTable(skills),
    buttons,
    valuesToo(quiz, back),
    handIn(resultLine(quiz)),
    ...missed(quiz, answered),
  );
}

/**
 * The choice to be asked for the values of the forward pass, too.
 * @param {Quiz} quiz @param {() => void} back
 */
function valuesToo(quiz, back) {
  const label = element("label", " Ask for the whole pass, values too");
  const box = element("input");
  box.type = "checkbox";
  box.checked = quiz.values;
  box.addEventListener("change", () => {
    quiz.askValues(box.checked);
    back();
  });
  label.prepend(box);
  return label;
}

/**
 * @param {string} text @param {() => void} click
 */
function act(text, click) {
  const made = element("button", text);
  made.type = "button";
  made.addEventListener("click", click);
  return made;
}

/** @param {Record<Skill, { got: number, most: number }>} skills */
function skillTable(skills) {
  const table = element("table");
  for (const [skill, { got, most }] of Object.entries(skills)) {
    if (!most) continue;
    const row = table.insertRow();
    const head = element("th", PRACTICE[/** @type {Skill} */ (skill)]);
    head.scope = "row";
    const bar = element("meter");
    bar.max = most;
    bar.value = got;
    bar.ariaLabel = `${got} of ${most}`;
    const cell = element("td");
    cell.append(bar);
    row.append(head, cell, element("td", `${got} of ${most}`));
  }
  return table;
}

/**
 * The line to hand in, with a button that copies it.
 * @param {string} text
 */
function handIn(text) {
  const made = element("div", undefined, "hand-in");
  const label = element("label", "To hand in (it cannot show who typed the answers)");
  const area = element("textarea");
  area.readOnly = true;
  area.rows = 3;
  area.value = text;
  label.append(area);
  const said = element("output");
  const copy = act("Copy the line", async () => {
    area.select();
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "Copied.";
    } catch {
      said.textContent = "It is selected: copy it with Ctrl-C.";
    }
  });
  made.append(label, copy, said);
  return made;
}

/**
 * The questions that cost points, each with what was answered and what is right.
 * @param {Quiz} quiz @param {Question[]} answered
 */
function missed(quiz, answered) {
  const lost = answered.filter((question) => points(quiz.answerTo(question)) < MOST_POINTS);
  if (!lost.length) return [];
  const list = element("ul");
  for (const question of lost.slice(0, MOST_MISSED)) {
    const item = element("li", missedText(quiz, question));
    const formulas = slots(quiz.model, quiz.pass, question, true, true);
    if (formulas.length) item.append(...formulas.map((each) => line(each)));
    else item.append(element("div", edgeName(quiz.model, question.edge), "line"));
    list.append(item);
  }
  const more = lost.length - MOST_MISSED;
  return [element("h2", "Missed"), list, ...(more > 0 ? [element("p", `and ${more} more.`)] : [])];
}

/**
 * @param {Quiz} quiz @param {Question} question
 */
function missedText({ model, sheet }, question) {
  const answer = /** @type {Answer} */ (sheet.answers.get(question.id));
  const { events, slips, hints } = answer;
  const typed = events.filter((event) => !/^[?!]/.test(event)).slice(0, answer.wrong);
  const named = typed.map((event) =>
    event[0] === "#" ? edgeName(model, Number(event.slice(1))) : event,
  );
  const words = [
    typed.length ? `answered ${named.join(", ")}` : "",
    slips.length ? [...new Set(slips)].join(", ") : "",
    hints ? counted(hints, "hint") : "",
    events.includes("!") ? "shown" : "",
  ];
  const asked = askedFor(model, question).split("?")[0];
  return `${asked}? ${words.filter(Boolean).join("; ")}`;
}
