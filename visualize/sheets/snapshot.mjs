/* snapshot.mjs: the state of Python once our code is loaded and has judged a first sheet, to a file.
   Node.js runs it when a page is built: node snapshot.mjs MODULES CODE.ZIP OUTPUT */

import { readFile, writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { startPython } from "./starting.js";

const [modules, code, output] = process.argv.slice(2);
const { loadPyodide } = await import(String(pathToFileURL(`${modules}/pyodide/pyodide.mjs`)));
const { info } = JSON.parse(await readFile(`${modules}/pyodide/pyodide-lock.json`, "utf8"));
const python = await startPython(loadPyodide, info, await readFile(code), { _makeSnapshot: true });
python.pyimport("visualize.sheets.answering").warm_up();
python.runPython("import gc; gc.collect()");
await writeFile(output, python.makeMemorySnapshot());
