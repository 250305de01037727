declare module "pyodide/pyodide.asm.mjs" {
  export default function createPyodideModule(settings: object): Promise<any>;
}
declare module "pyodide/pyodide.mjs" {
  export function loadPyodide(options: object): Promise<any>;
}
