/* data.js: what Python wrote into the page: its types, and how it is unpacked. */

/**
 * @typedef {"forward" | "seed" | "edge" | "accumulate" | "done"} Kind
 */

/**
 * A step: its kind, its node, and its edge or -1.
 * @typedef {[kind: Kind, node: number, edge: number]} Step
 */

/**
 * Two formulas as MathML without `<math>` around them.
 * @typedef {[string, string]} Formulas
 */

/**
 * The numbers of a pass, exact or by hand; each list is by step, by node or by edge.
 * @typedef {object} Pass
 * @property {string} key "exact" or the number of decimals
 * @property {string} title what the menu calls it
 * @property {string[]} values by node
 * @property {string[]} partials by edge, as factors: "×0.25"
 * @property {string[]} results by step
 * @property {string[]} sentences by step
 * @property {Formulas[]} numbers by step: with the numbers put in, and the value
 * @property {Formulas[]} local by edge: the local derivative likewise
 */

/**
 * A picture, and under which id each node and each edge stands in it.
 * @typedef {object} Layout
 * @property {string} [svg] absent where the picture stands in the page itself
 * @property {string[]} cards by node
 * @property {string[]} lines by edge; "" for one inside a closed module
 * @property {string[]} frames the paths of the open modules
 */

/**
 * All that the page knows. Nodes, edges and steps are numbers, places in these lists.
 * @typedef {object} Data
 * @property {string} title
 * @property {string[]} names by node
 * @property {string[]} spelled by node, in plain letters
 * @property {[operand: number, node: number][]} edges
 * @property {Record<Kind, string>} words the kinds in their order, and what the page calls them
 * @property {[kind: number, node: number, edge: number][]} steps
 * @property {Formulas[]} symbols by step: the name and the formula
 * @property {Formulas[]} local by edge: the local derivative and its rule
 * @property {Pass[]} passes
 * @property {Record<string, string>} refused numbers of decimals that cannot be had, and why
 * @property {number} start the pass that is shown first
 * @property {Record<string, Layout>} layouts
 * @property {string} first the layout that is shown first
 */

/**
 * The data as they stand in the page: JSON, deflated, in base 64.
 * @param {string} text
 * @returns {Promise<Data>}
 */
export async function unpack(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}
