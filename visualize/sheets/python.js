/* python.js: the worker that judges. Its first message is the kit that Python is started from; each
   one after it is a question as JSON text, and what it posts back is the answer. */

import "./classic.js";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { loadPyodide } from "pyodide/pyodide.mjs";
import { info } from "pyodide/pyodide-lock.json";
import { startPython } from "./starting.js";

/** @import { Kit } from "./kit.js" */

const NOWHERE = "file:///nowhere/"; // an address is asked for, and never used
const PAGE = 65536; // bytes, as WebAssembly counts memory
const MOST_MEMORY = 512 * 2 ** 20; // bytes; a sheet that needs more gets a MemoryError

/** What Python answers. @type {((question: string) => string) | undefined} */
let answer;

/** Refuse to grow beyond the limit: then Python itself sees that there is no more memory. */
function boundMemory() {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE > MOST_MEMORY)
      throw new RangeError("too much memory");
    return grow.call(this, pages);
  };
}

/** What Pyodide would fetch is in the kit. @param {Kit} kit */
function serve({ module, library }) {
  const { instantiate } = WebAssembly;
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module,
    instance: await instantiate(module, imports),
  });
  globalThis.fetch = async (address) =>
    new Response(String(address).endsWith(".zip") ? library : null);
}

/** @param {Kit} kit */
async function start(kit) {
  boundMemory();
  serve(kit);
  const python = await startPython(loadPyodide, info, kit.code, {
    _loadSnapshot: kit.snapshot,
    indexURL: NOWHERE,
    createPyodideModule: async (/** @type {object} */ settings) => {
      const made = await createPyodideModule(settings);
      const lacks = kit.snapshot.length - made.HEAP8.length;
      if (lacks > 0) made._malloc(lacks); // so that the memory grows; the snapshot overwrites it
      return made;
    },
  });
  const answering = python.pyimport("visualize.sheets.answering");
  answering.wake();
  return answering.answer;
}

addEventListener("message", async ({ data }) => {
  if (answer) postMessage(answer(data));
  else {
    answer = await start(data);
    postMessage("ready");
  }
});
