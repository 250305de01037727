/* classic.js: first in the worker. A page opened from disk may have workers of the classic kind only.
   Pyodide refuses those where scripts can be imported later; here none ever is. */

/** @type {any} */ (globalThis).importScripts = () => {
  throw new Error("this worker loads nothing");
};
