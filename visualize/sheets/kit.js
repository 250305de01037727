/* kit.js: what the page holds packed: scripts of the workers, and all that Python is started from. */

import { part } from "../player/elements.js";

/**
 * @typedef {object} Kit what Python is started from
 * @property {WebAssembly.Module} module Python itself, compiled
 * @property {Uint8Array<ArrayBuffer>} library its standard library
 * @property {Uint8Array} code our own
 * @property {Uint8Array} snapshot its memory, once all of it was loaded
 */

/** @param {string} text in base64 @returns {Uint8Array<ArrayBuffer>} */
function bytesOf(text) {
  const quick = /** @type {any} */ (Uint8Array).fromBase64; // browsers of 2025 have it
  return quick ? quick(text) : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** A packed part of the page, as a response that unpacks it. @param {string} id @param {string} type */
function unpacked(id, type = "application/octet-stream") {
  const place = part(`part-${id}`);
  const stream = new Blob([bytesOf(place.textContent ?? "")]).stream();
  place.remove(); // the page is large enough as it is
  return new Response(stream.pipeThrough(new DecompressionStream("gzip")), {
    headers: { "content-type": type },
  });
}

/** @param {string} id */
const bytes = async (id) => new Uint8Array(await unpacked(id).arrayBuffer());

/** @returns {Promise<Kit>} */
export async function unpackedKit() {
  const [module, library, code, snapshot] = await Promise.all([
    WebAssembly.compileStreaming(unpacked("wasm", "application/wasm")),
    ...["library", "code", "snapshot"].map(bytes),
  ]);
  return { module, library, code, snapshot };
}

/**
 * What starts a worker from the script of a part, again and again; each is ready when it is given.
 * @param {string} id @param {Promise<unknown>} first the first message it gets
 */
export function hiring(id, first) {
  /** @type {Promise<string> | undefined} */
  let address;
  first.catch(() => {}); // who starts a worker is told
  return async () => {
    address ??= unpacked(id, "text/javascript").blob().then(URL.createObjectURL);
    const worker = new Worker(await address);
    const ready = new Promise((resolve, reject) => {
      worker.addEventListener("message", resolve, { once: true });
      worker.addEventListener("error", (event) => reject(event.message), { once: true });
    });
    worker.postMessage(await first);
    await ready;
    return worker;
  };
}
