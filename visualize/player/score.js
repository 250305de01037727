/* score.js: what was earned, skill by skill. */

import { MOST_POINTS, points } from "./quiz.js";

/** @import { Topic } from "./questions.js" */
/** @import { Quiz } from "./quiz.js" */

/** @typedef {"rule" | "upstream" | "sum" | "arithmetic" | "sign"} Skill */

/** The skill that a question asks for most. @type {Record<Topic, Skill>} */
const SKILLS = {
  which: "upstream",
  local: "rule",
  product: "arithmetic",
  sum: "sum",
  value: "arithmetic",
};

/** What each skill is. @type {Record<Skill, string>} */
export const PRACTICE = {
  upstream: "Upstream: which gradient is complete, and which edge comes next",
  rule: "Rule: the local derivative of an edge",
  arithmetic: "Arithmetic: multiplying and computing values",
  sum: "Sum: adding up the contributions of all uses",
  sign: "Sign: plus and minus",
};

/**
 * Points of those that could be had.
 * @typedef {{ got: number, most: number }} Points
 */

/**
 * The points in all and by skill for the questions that are answered. A sign is right in an answer
 * that never had the wrong one.
 * @param {Quiz} quiz
 */
export function score(quiz) {
  const all = { got: 0, most: 0 };
  /** @type {Record<Skill, Points>} */
  const skills = {
    upstream: { got: 0, most: 0 },
    rule: { got: 0, most: 0 },
    arithmetic: { got: 0, most: 0 },
    sum: { got: 0, most: 0 },
    sign: { got: 0, most: 0 },
  };
  for (const question of quiz.state.questions) {
    const answer = quiz.answerTo(question);
    if (!answer.done) continue;
    for (const each of [all, skills[SKILLS[question.topic]]]) {
      each.got += points(answer);
      each.most += MOST_POINTS;
    }
    if (question.topic === "which") continue;
    skills.sign.most += MOST_POINTS;
    if (!answer.slips.includes("sign") && !answer.events.includes("!"))
      skills.sign.got += MOST_POINTS;
  }
  return { all, skills };
}

/**
 * The skill to practise: the one with the smallest share of its points; null where none was lost.
 * @param {Record<Skill, Points>} skills
 */
export function weakest(skills) {
  const names = /** @type {Skill[]} */ (Object.keys(skills));
  const lost = names.filter((name) => skills[name].got < skills[name].most);
  /** @param {Skill} name */
  const share = (name) => skills[name].got / skills[name].most;
  return lost.sort((a, b) => share(a) - share(b))[0] ?? null;
}
