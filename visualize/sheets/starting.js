/* starting.js: how Python is started, here to take its snapshot and in the page to go on from it. */

const ARCHIVE = "/code.zip"; // where Python finds our code

/**
 * Python that can import what is in an archive, and fetches nothing.
 * @param {(options: object) => Promise<any>} load Pyodide's own
 * @param {object} info for which platform it is built
 * @param {Uint8Array} code the archive
 * @param {object} options
 */
export function startPython(load, info, code, options) {
  return load({
    lockFileContents: { info, packages: {} },
    packageBaseUrl: "none:",
    fsInit: (/** @type {any} */ files) => files.writeFile(ARCHIVE, code),
    env: { PYTHONPATH: ARCHIVE },
    ...options,
  });
}
