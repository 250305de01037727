/* pass.js: one pass, exact or by hand: its numbers, and every text with them filled in.

   Python wrote each sentence and formula once, with slots for its numbers (slots.py). */

import { numberText } from "./byhand.js";
import { missingAlong } from "./missing.js";
import { bracketed, everyDigit, shownNumber, withMinus } from "./numerals.js";

/** @import { Rounding } from "./byhand.js" */
/** @import { Numbers } from "./compute.js" */
/** @import { Choice } from "./data.js" */
/** @import { Model } from "./model.js" */

const SLOT = /\uE000([a-z])(\d*)(\w*)\uE001/g;
const MATHML_SLOT = /<mn>\uE000([a-z])(\d*)(\w*)\uE001<\/mn>/g;
const TWICE = / = (\S+) = \1(?= )/g; // what is constant anyway: "= 0.5 = 0.5"
const NO_SLOPE = "no derivative";
const LONGEST = 12; // characters of a number that the picture has room for
const RAISED = new Map([..."-0123456789"].map((digit, place) => [digit, "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"[place]]));

export class Pass {
  /** @type {Model} */ model;
  /** "exact" or the number of decimals. */ key;
  /** What the menu calls it. */ title;
  /** @type {Rounding | null} */ rounding;
  /** What it computes with. @type {Numbers} */ numbers;
  /** What the picture shows: by node. @type {string[]} */ values;
  /** By edge, as factors: "×0.25". @type {string[]} */ partials;
  /** By step: the number that it brings. @type {string[]} */ results;

  /** @param {Model} model @param {Choice} choice @param {Numbers} numbers */
  constructor(model, { key, title, rounding }, numbers) {
    this.model = model;
    this.key = key;
    this.title = title;
    this.rounding = rounding;
    this.numbers = numbers;
    this.values = numbers.values.map((x, node) => this.brief(x, this.shown("v", node)));
    this.partials = numbers.partials.map((_, edge) => this.factor(edge));
    this.results = model.steps.map((_, step) => this.result(step));
  }

  /**
   * The number of a slot as the pass writes it, with a plain - for minus.
   * @param {string} kind @param {number} place
   * @returns {string}
   */
  shown(kind, place) {
    const { values, gradients, contributions, befores, afters } = this.numbers;
    switch (kind) {
      case "v":
        return this.model.isLeaf[place] ? this.given(values[place]) : this.number(values[place]);
      case "g":
        return this.number(gradients[place]);
      case "s":
        return this.given(gradients[this.model.output]);
      case "p":
        return this.partial(place);
      case "c":
        return this.number(contributions[place]);
      case "b":
        return this.number(befores[place]);
    }
    return this.number(afters[place]);
  }

  /** @param {number} x */
  number(x) {
    return numberText(x, this.rounding);
  }

  /** A given number: by hand with every digit, for with them the pass computes. @param {number} x */
  given(x) {
    return this.rounding ? everyDigit(x) : shownNumber(x);
  }

  /** A local derivative, written like the quantity or the constant that it equals. @param {number} edge @returns {string} */
  partial(edge) {
    const x = this.numbers.partials[edge];
    const like = this.model.texts.like[edge];
    if (Array.isArray(like)) return like[0] === x ? shownNumber(x) : this.number(x);
    if (like !== null && this.numbers.values[like] === x) return this.shown("v", like);
    return this.number(x);
  }

  /** A number as the picture writes it. @param {number} x @param {string} [shown] */
  brief(x, shown = this.number(x)) {
    const room = Math.max(LONGEST, (this.rounding?.places ?? 0) + 6);
    return shown.length <= room ? withMinus(shown) : `≈${withMinus(shownNumber(x))}`;
  }

  /** A local derivative as the factor that it is. @param {number} edge */
  factor(edge) {
    const shown = this.slope(edge);
    return shown === NO_SLOPE ? shown : `×${bracketed(shown)}`;
  }

  /** A local derivative alone, as the picture writes numbers. @param {number} edge */
  slope(edge) {
    const x = this.numbers.partials[edge];
    return Number.isNaN(x) ? NO_SLOPE : this.brief(x, this.partial(edge));
  }

  /** The number that a step brings. @param {number} step */
  result(step) {
    const [kind, node, edge] = this.model.steps[step];
    if (kind === "given") return "";
    if (kind === "forward") return this.values[node];
    if (kind === "edge") return this.brief(this.numbers.contributions[edge]);
    return this.grown(step);
  }

  /** The gradient of a step's node after it, with "+ …" while more is to be added. @param {number} step */
  grown(step) {
    const [kind, node, edge] = this.model.steps[step];
    if (edge < 0) {
      const seed = this.numbers.gradients[node];
      return kind === "seed" ? withMinus(shownNumber(seed)) : this.brief(seed);
    }
    const shown = this.brief(this.numbers.afters[edge]);
    return this.model.isComplete(step) ? shown : `${shown} + …`;
  }

  /** A step in words. @param {number} step */
  sentence(step) {
    const [kind, , edge] = this.model.steps[step];
    const missing = kind === "edge" && missingAlong(this, edge);
    if (missing) return missing;
    return this.filled(this.model.texts.sentences[step]).replace(TWICE, " = $1");
  }

  /**
   * The equation of a step in MathML: its name, its formula, the same with numbers, the value; no
   * part at all where the sentence says it.
   * @param {number} step
   */
  equation(step) {
    return this.model.texts.equations[step].map((part) => this.filledMathML(part));
  }

  /** How the local derivative of an edge comes about, in the same parts. @param {number} edge */
  local(edge) {
    return this.model.texts.local[edge].map((part) => this.filledMathML(part));
  }

  /** The equation of a step in LaTeX. @param {number} step */
  latex(step) {
    const parts = this.model.texts.latex[step].map((part) => this.filledLatex(part));
    return parts.filter((part, place) => part !== parts[place - 1]).join(" = ");
  }

  /** @param {string} text */
  filled(text) {
    return text.replace(SLOT, (_, kind, place, marks) => {
      const plain = this.shown(kind, Number(place));
      if (marks.includes("p")) return raisedText(plain);
      return marks.includes("n") && plain.startsWith("-")
        ? `(${withMinus(plain)})`
        : withMinus(plain);
    });
  }

  /** @param {string} text */
  filledMathML(text) {
    return text.replace(MATHML_SLOT, (_, kind, place, marks) => {
      const plain = this.shown(kind, Number(place));
      if (!plain.startsWith("-")) return `<mn>${withMinus(plain)}</mn>`;
      const signed = `<mrow><mo>−</mo><mn>${withMinus(plain.slice(1))}</mn></mrow>`;
      return marks.includes("n") ? `<mrow><mo>(</mo>${signed}<mo>)</mo></mrow>` : signed;
    });
  }

  /** @param {string} text */
  filledLatex(text) {
    return text.replace(SLOT, (_, kind, place, marks) => {
      const plain = this.shown(kind, Number(place));
      if (!/\d/.test(plain)) return `\\mathrm{${plain}}`; // inf, nan
      const [mantissa, exponent] = plain.split("e");
      const written = exponent ? `${mantissa} \\cdot 10^{${Number(exponent)}}` : plain;
      const negative = marks.includes("n") && plain.startsWith("-");
      const bracketed = negative || (marks.includes("e") && exponent);
      return bracketed ? `\\left(${written}\\right)` : written;
    });
  }
}

/** An exponent in plain text: raised where it is a whole number. @param {string} shown */
function raisedText(shown) {
  if (!/^-*\d+$/.test(shown)) return `^(${withMinus(shown)})`;
  return Array.from(shown, (digit) => RAISED.get(digit)).join("");
}
