/* saving.js: the sheet and its report as files, and a sheet that is opened or begun anew. */

import { button, field, part } from "../player/elements.js";
import { replaceSheet } from "./editor.js";

/** @import { Desk } from "./desk.js" */

const TYPES = /** @type {Record<string, string>} */ ({
  chalk: "text/plain",
  md: "text/markdown",
  json: "application/json",
});
const LARGEST = 200_000; // bytes of a sheet, as Python has it

/** @param {Desk} desk */
export function connectSaving(desk) {
  button("save-sheet").addEventListener("click", () => saveFile(desk, "chalk", desk.text));
  for (const format of ["md", "json"])
    button(`save-${format}`).addEventListener("click", () => saveReport(desk, format));
  button("anew").addEventListener("click", () => replaceSheet(desk.view, desk.config.sheet));
  button("open").addEventListener("click", () => field("file").click());
  field("file").addEventListener("change", async () => {
    const [file] = field("file").files ?? [];
    field("file").value = "";
    if (!file) return;
    if (file.size > LARGEST) say(`${file.name} is larger than a sheet may be.`);
    else replaceSheet(desk.view, await file.text());
  });
}

/** @param {string} text */
function say(text) {
  part("said").textContent = text;
}

/** @param {Desk} desk @param {string} format */
async function saveReport(desk, format) {
  try {
    const said = await desk.ask("save", { sheet: desk.text, format });
    if (said) saveFile(desk, format, said.text);
  } catch (error) {
    say(`The report could not be made: ${error instanceof Error ? error.message : error}`);
  }
}

/** @param {Desk} desk @param {string} suffix @param {string} text */
function saveFile(desk, suffix, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: TYPES[suffix] }));
  link.download = `${nameOf(desk.text)}.${suffix}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say(`Saved ${link.download}.`);
}

/** A name for files, from the sheet's title and whose it is. @param {string} sheet */
function nameOf(sheet) {
  const words = ["title", "student"].map(
    (word) => new RegExp(`^\\s*${word}\\s*:(.*)$`, "im").exec(sheet)?.[1] ?? "",
  );
  const name = words
    .join(" ")
    .trim()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-");
  return name.replaceAll(/^-+|-+$/g, "").slice(0, 60) || "sheet";
}
