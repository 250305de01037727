/* desk.js: the state of the page (what is typed, what was said of it) and how it changes. */

import { lineOf } from "./editor.js";
import { showVerdicts } from "./verdicts.js";

/** @import { EditorView } from "@codemirror/view" */
/** @import { Clerk } from "./clerk.js" */

/**
 * @typedef {object} Told what is said of a line
 * @property {number} line
 * @property {string} verdict
 * @property {string} mark
 * @property {string[]} remarks
 * @property {string[]} hints the gentlest first
 * @property {number[]} columns what the first hint points at
 * @property {boolean | null} [agrees] whether its number is the key's
 *
 * @typedef {{ id: string, shown: string, uses: string[] }} Quantity
 * @typedef {{ line: number, name?: string, of?: string, wrt?: string, number: string }} About
 *
 * @typedef {object} Judged
 * @property {string} summary
 * @property {Told[]} lines
 * @property {number[]} skipped lines without a calculation
 * @property {{ quantities: Quantity[], lines: About[] }} graph
 *
 * @typedef {object} Config what the page was made with
 * @property {string} sheet
 * @property {string} reveal
 * @property {[string, string][]} tokens
 * @property {string} nonce
 * @property {object | null} fingerprint of the key
 */

const PAUSE = 120; // milliseconds without a key after which the sheet is judged
const PATIENCE = 1200; // and after which the line that is typed is called wrong
const BAD = new Set(["slip", "unread", "cannot be judged", "not creditable"]);

export class Desk {
  /** @type {Judged} */
  judged = { summary: "", lines: [], skipped: [], graph: { quantities: [], lines: [] } };
  /** Why the sheet could not be judged. */
  trouble = "";
  /** Whether what is said holds for what stands there. */
  upToDate = false;
  /** Called after each change, to draw. @type {(() => void)[]} */
  watchers = [];
  /** How many hints of a line were asked for, by its hints. @type {Map<string, number>} */
  #asked = new Map();
  #timer = 0;
  #typed = -PATIENCE;

  /** @param {Config} config @param {Clerk} clerk @param {EditorView} view */
  constructor(config, clerk, view) {
    this.config = config;
    this.clerk = clerk;
    this.view = view;
  }

  get text() {
    return this.view.state.doc.toString();
  }

  /** The line that the cursor is in. */
  get line() {
    return lineOf(this.view.state);
  }

  /** What is said of a line, if it was judged. @param {number} line */
  told(line) {
    return this.judged.lines.find((told) => told.line === line);
  }

  /** Judge soon: when no key was pressed for a moment. */
  edited() {
    this.#typed = performance.now();
    this.upToDate = false;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.judge(), PAUSE);
    this.draw();
  }

  async judge() {
    const { text } = this;
    try {
      const judged = await this.ask("judge", { sheet: text });
      if (!judged || text !== this.text) return; // a newer sheet is on its way
      this.judged = judged;
      this.trouble = "";
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
    this.upToDate = true;
    this.draw();
    setTimeout(() => this.draw(), PATIENCE);
    if (!this.trouble) await this.#compare(text);
  }

  /** Ask which numbers are the key's; that takes longer than judging. @param {string} sheet */
  async #compare(sheet) {
    const { fingerprint } = this.config;
    if (!fingerprint) return;
    const said = await this.ask("compare", { sheet, fingerprint }).catch(() => null);
    if (!said || sheet !== this.text) return;
    for (const told of this.judged.lines) told.agrees = said.agrees[told.line];
    this.draw();
  }

  /**
   * Ask Python; null where the same was asked again meanwhile.
   * @param {string} ask @param {object} about
   */
  async ask(ask, about) {
    const question = JSON.stringify({ ask, reveal: this.config.reveal, ...about });
    const answer = await this.clerk.ask(ask, question);
    const said = answer && JSON.parse(answer);
    if (said?.trouble) throw new Error(said.trouble);
    return said;
  }

  /** Whether a line is still being typed: then it is not yet called wrong. @param {Told} told */
  isTyped({ line, verdict }) {
    const pause = performance.now() - this.#typed;
    return line === this.line && BAD.has(verdict) && pause < PATIENCE;
  }

  /** The hints of a line that were asked for. @param {Told} told */
  hinted({ hints }) {
    return hints.slice(0, this.#asked.get(hints.join("\n")) ?? 0);
  }

  /** One hint more for the line of the cursor. */
  askHint() {
    const told = this.told(this.line);
    if (!told || this.hinted(told).length === told.hints.length) return;
    this.#asked.set(told.hints.join("\n"), this.hinted(told).length + 1);
    this.draw();
  }

  /** The next line to look at, or the one before; undefined where all are right. @param {number} by */
  next(by) {
    const bad = this.judged.lines.filter(isToLookAt).map(({ line }) => line);
    const beyond =
      by > 0 ? bad.find((line) => line > this.line) : bad.findLast((line) => line < this.line);
    return beyond ?? bad.at(by > 0 ? 0 : -1);
  }

  /** Where to begin: the first line to look at, or if all are right the first one judged. */
  first() {
    const { lines } = this.judged;
    return (lines.find(isToLookAt) ?? lines[0])?.line;
  }

  draw() {
    if (this.upToDate && !this.trouble) showVerdicts(this.view, this.#beside());
    for (const watch of this.watchers) watch();
  }

  #beside() {
    const { lines, skipped } = this.judged;
    const unread = skipped.map((line) => ({
      line,
      verdict: "skipped",
      mark: "· not read",
      columns: [],
    }));
    return [...unread, ...lines.map((told) => this.besideLine(told))];
  }

  /** What stands beside a line. @param {Told} told */
  besideLine(told) {
    const { line, verdict, mark, columns } = told;
    if (this.isTyped(told)) return { line, verdict: "typed", mark: "…", columns: [] };
    if (isOther(told)) return { line, verdict: "other", mark: "≠ key", columns: [] };
    const pointed = BAD.has(verdict) && (verdict !== "slip" || this.hinted(told).length > 0);
    return { line, verdict, mark, columns: pointed ? columns : [] };
  }
}

/** Whether a line is right by itself, and its number is not the key's. @param {Told} told */
export const isOther = ({ verdict, agrees }) =>
  agrees === false && !BAD.has(verdict) && verdict !== "carried";

/** @param {Told} told */
const isToLookAt = (told) => BAD.has(told.verdict) || isOther(told);
