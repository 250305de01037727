/* editor.js: the editor that a sheet is typed into. */

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { highlighting } from "./highlighting.js";
import { verdicts } from "./verdicts.js";

/**
 * @typedef {object} Wishes what the editor is made with
 * @property {string} text
 * @property {[kind: string, pattern: string][]} tokens
 * @property {string} nonce allows its styles
 * @property {() => void} onEdit called when the text changed
 * @property {() => void} onMove called when the cursor is in another line
 */

/** @param {HTMLElement} parent @param {Wishes} wishes */
export function sheetEditor(parent, { text, tokens, nonce, onEdit, onMove }) {
  const listen = EditorView.updateListener.of(({ docChanged, startState, state }) => {
    if (docChanged) onEdit();
    if (lineOf(startState) !== lineOf(state)) onMove();
  });
  const extensions = [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSpecialChars(), // controls and marks of direction are seen, and change nothing
    placeholder("One line for each step, such as  z = 2 · 3 = 6"),
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    EditorView.cspNonce.of(nonce),
    EditorView.contentAttributes.of({ "aria-label": "Your sheet", spellcheck: "false" }),
    keymap.of([...defaultKeymap, ...historyKeymap]),
    highlighting(tokens),
    verdicts,
    listen,
  ];
  return new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
}

/** The number of the line that the cursor is in. @param {EditorState} state */
export function lineOf({ doc, selection }) {
  return doc.lineAt(selection.main.head).number;
}

/** Put the cursor at the end of a line, and the line where it is seen. @param {EditorView} view @param {number} line */
export function showLine(view, line) {
  const { to } = view.state.doc.line(Math.min(line, view.state.doc.lines));
  const free = { yMargin: innerHeight / 3 }; // in one column the lowest part of the screen is covered
  view.dispatch({ selection: { anchor: to }, effects: EditorView.scrollIntoView(to, free) });
}

/** The same, and go on typing there. @param {EditorView} view @param {number} line */
export function goToLine(view, line) {
  showLine(view, line);
  view.focus();
}

/** Put text where the cursor is. @param {EditorView} view @param {string} text */
export function insert(view, text) {
  view.dispatch(view.state.replaceSelection(text), { scrollIntoView: true, userEvent: "input" });
  view.focus();
}

/** Put another sheet in the place of this one; this can be undone. @param {EditorView} view @param {string} text */
export function replaceSheet(view, text) {
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert: text },
    selection: { anchor: 0 },
    userEvent: "input",
  });
  view.focus();
}
