import assert from "node:assert/strict";
import { test } from "node:test";
import { cardsOf, touched } from "../../visualize/sheets/cards.js";

const GRAPH = {
  quantities: [
    { id: "x", shown: "x₁", uses: [] },
    { id: "h", shown: "h", uses: ["x"] },
    { id: "k", shown: "k", uses: ["x"] },
    { id: "L", shown: "L", uses: ["h", "k"] },
  ],
  lines: [
    { line: 1, name: "x", number: "-2" },
    { line: 2, name: "h", number: "" },
    { line: 3, name: "h", number: "4" },
    { line: 4, name: "k", number: "123456789.12345" },
    { line: 5, name: "L", number: "" },
    { line: 6, of: "L", wrt: "h", number: "1" },
    { line: 7, of: "k", wrt: "x", number: "9" },
    { line: 8, of: "L", wrt: "x", number: "" },
  ],
};
const LINES = [
  { line: 1, verdict: "ok" },
  { line: 2, verdict: "ok" },
  { line: 3, verdict: "slip" },
];
const cards = cardsOf({ summary: "", skipped: [], graph: GRAPH, lines: LINES });
const by = Object.fromEntries(cards.map((card) => [card.id, card]));

test("a card has the last number that was written for its quantity, and its line", () => {
  assert.deepEqual([by.x.number, by.h.number, by.L.number], ["−2", "4", ""]);
  assert.deepEqual([by.x.line, by.h.line, by.L.line], [1, 2, 5]);
});

test("a long number is cut short", () => {
  assert.equal(by.k.number, "123456789.1…");
});

test("a card has the derivative of the output that most lines are about, and no other", () => {
  assert.deepEqual([by.h.gradient, by.x.gradient], ["1", ""]);
});

test("what is wrong in any line of a quantity shows on its card", () => {
  assert.deepEqual([by.x.verdict, by.h.verdict, by.L.verdict], ["ok", "slip", ""]);
});

test("a quantity touches what it is computed from, and itself", () => {
  const { names, edges } = touched(cards, [{ line: 5, name: "L", number: "" }]);

  assert.deepEqual([[...names], [...edges]], [["L"], ["h L", "k L"]]);
});

test("a derivative touches all the ways from below to above", () => {
  const { names, edges } = touched(cards, [{ line: 8, of: "L", wrt: "x", number: "" }]);

  assert.deepEqual([...names], ["L", "x"]);
  assert.deepEqual([...edges].sort(), ["h L", "k L", "x h", "x k"]);
});

test("a quantity that is not on the sheet touches nothing", () => {
  const { names, edges } = touched(cards, [{ line: 9, name: "?", number: "" }]);

  assert.deepEqual([names.size, edges.size], [0, 0]);
});
