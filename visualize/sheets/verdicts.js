/* verdicts.js: the verdict beside each line of the editor, and the columns that a hint points at. */

import { RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, GutterMarker, gutter } from "@codemirror/view";
import { element } from "../player/elements.js";

/** @import { EditorState } from "@codemirror/state" */

/**
 * @typedef {object} Beside what stands beside a line
 * @property {number} line
 * @property {string} verdict
 * @property {string} mark
 * @property {number[]} columns what is underlined in the line: from, to; none at all by []
 */

/** What stands beside the lines from now on. @type {import("@codemirror/state").StateEffectType<Beside[]>} */
const setVerdicts = StateEffect.define();

class Mark extends GutterMarker {
  /** @param {string} verdict @param {string} mark */
  constructor(verdict, mark) {
    super();
    this.verdict = verdict;
    this.mark = mark;
  }

  /** @param {GutterMarker} other */
  eq(other) {
    return other instanceof Mark && other.verdict === this.verdict && other.mark === this.mark;
  }

  toDOM() {
    const [glyph, ...words] = this.mark.split(" ");
    const place = element("span", glyph, "verdict");
    place.dataset.verdict = this.verdict;
    if (words.length) place.append(element("span", ` ${words.join(" ")}`, "words"));
    return place;
  }
}

/**
 * The marks and underlines of a state; lines that are no longer there have none.
 * @param {EditorState} state @param {Beside[]} lines
 */
function placed({ doc }, lines) {
  const there = lines.filter(({ line }) => line <= doc.lines);
  const marks = there.map(({ line, verdict, mark }) =>
    new Mark(verdict, mark).range(doc.line(line).from),
  );
  const underlines = there.flatMap(({ line, verdict, columns: [first, last] }) => {
    const { from, to } = doc.line(line);
    const start = Math.min(from + first, to);
    const end = Math.min(from + last, to);
    if (!(start < end)) return [];
    return [
      Decoration.mark({ class: "pointed", attributes: { "data-verdict": verdict } }).range(
        start,
        end,
      ),
    ];
  });
  return { marks: RangeSet.of(marks, true), underlines: Decoration.set(underlines, true) };
}

const field = StateField.define({
  create: (state) => placed(state, []),
  update(shown, { effects, changes, docChanged, state }) {
    for (const effect of effects) if (effect.is(setVerdicts)) return placed(state, effect.value);
    if (!docChanged) return shown;
    return { marks: shown.marks.map(changes), underlines: shown.underlines.map(changes) };
  },
  provide: (it) => EditorView.decorations.from(it, ({ underlines }) => underlines),
});

const SPACER = new Mark("", "✓ carried");

/** What the editor needs to have verdicts. */
export const verdicts = [
  field,
  gutter({
    class: "cm-verdicts",
    side: "after",
    markers: (view) => view.state.field(field).marks,
    initialSpacer: () => SPACER,
  }),
];

/** Put verdicts beside the lines. @param {EditorView} view @param {Beside[]} lines */
export function showVerdicts(view, lines) {
  view.dispatch({ effects: setVerdicts.of(lines) });
}
