/* modules.js: which modules are open together. A layout shows one combination; where none shows the
   one that is wanted, the nearest is taken. */

/** @import { Layout } from "./data.js" */

/**
 * The layouts by name, and for each module the path of the one around it.
 * @typedef {{ layouts: Record<string, Layout>, modules: Record<string, string>, first: string }} Plan
 */

/**
 * The layout that a name asks for, or the nearest to it; the first one where it asks for none.
 * @param {Plan} plan @param {string} name the name of a layout, or modules to open: "a,b.0"
 */
export function layoutOf(plan, name) {
  if (Object.hasOwn(plan.layouts, name)) return name;
  const known = name.split(",").filter((path) => Object.hasOwn(plan.modules, path));
  const wanted = new Set(known.flatMap((path) => outward(plan, path)));
  return (known.length && nearestLayout(plan, wanted, () => true)) || plan.first;
}

/**
 * What becomes of a layout when a module is opened or closed in it: the name of the layout then, and
 * the modules that had to be closed or opened besides; null if no layout has it so.
 * @param {Plan} plan @param {string} name @param {string} path @param {boolean} opening
 */
export function switched(plan, name, path, opening) {
  const now = plan.layouts[name].frames;
  const wanted = opening
    ? new Set([...now, ...outward(plan, path)])
    : new Set(now.filter((each) => !outward(plan, each).includes(path)));
  const found = nearestLayout(plan, wanted, (frames) => frames.includes(path) === opening);
  if (found === null) return null;
  const { frames } = plan.layouts[found];
  return {
    name: found,
    closed: [...wanted].filter((each) => !frames.includes(each)),
    opened: frames.filter((each) => !wanted.has(each)),
  };
}

/**
 * The layout whose open modules differ least from those wanted, null if none will do; of several
 * the one with the fewest open.
 * @param {Plan} plan @param {Set<string>} wanted @param {(frames: string[]) => boolean} will do
 * @returns {string | null}
 */
function nearestLayout(plan, wanted, will) {
  /** @type {string | null} */
  let found = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [name, { frames }] of Object.entries(plan.layouts)) {
    const common = frames.filter((each) => wanted.has(each)).length;
    const apart = frames.length + wanted.size - 2 * common + frames.length / 1e6;
    if (will(frames) && apart < least) {
      found = name;
      least = apart;
    }
  }
  return found;
}

/**
 * A module and those around it.
 * @param {Plan} plan @param {string} path
 */
function outward(plan, path) {
  const found = [];
  for (let each = path; each; each = plan.modules[each]) found.push(each);
  return found;
}
