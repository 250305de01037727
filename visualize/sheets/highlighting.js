/* highlighting.js: the words of a sheet in their colours, by the table of tokens that Python has. */

import { Decoration, MatchDecorator, ViewPlugin } from "@codemirror/view";

/** @import { DecorationSet, EditorView, ViewUpdate } from "@codemirror/view" */

/**
 * @param {[kind: string, pattern: string][]} tokens in the order in which they are tried
 */
export function highlighting(tokens) {
  const marks = new Map(tokens.map(([kind]) => [kind, Decoration.mark({ class: `tok-${kind}` })]));
  const matcher = new MatchDecorator({
    regexp: new RegExp(tokens.map(([kind, pattern]) => `(?<${kind}>${pattern})`).join("|"), "gm"),
    decoration: (match) => {
      const found = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined);
      return marks.get(found?.[0] ?? "") ?? null;
    },
  });
  return ViewPlugin.fromClass(
    class {
      /** @type {DecorationSet} */
      decorations;

      /** @param {EditorView} view */
      constructor(view) {
        this.decorations = matcher.createDeco(view);
      }

      /** @param {ViewUpdate} update */
      update(update) {
        this.decorations = matcher.updateDeco(update, this.decorations);
      }
    },
    { decorations: (plugin) => plugin.decorations },
  );
}
