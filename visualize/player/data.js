/* data.js: what Python wrote into the page: its types, and how it is unpacked. */

/** @import { Rounding } from "./byhand.js" */
/** @import { ProgramData } from "./program.js" */

/**
 * @typedef {"given" | "forward" | "seed" | "edge" | "accumulate" | "done"} Kind
 */

/**
 * A step: its kind, its node, and its edge or -1.
 * @typedef {[kind: Kind, node: number, edge: number]} Step
 */

/**
 * A pass that can be chosen: "exact" or its number of decimals, and what the menu calls it.
 * @typedef {{ key: string, title: string, rounding: Rounding | null }} Choice
 */

/**
 * Numbers by node or by edge as JSON holds them; see `Numbers` in compute.js.
 * @typedef {Record<"values" | "gradients" | "partials" | "contributions" | "befores" | "afters",
 *   (number | string)[]>} KnownNumbers
 */

/**
 * Sentences and formulas with slots for the numbers of a pass; see slots.py.
 * @typedef {object} Texts
 * @property {string[]} sentences by step
 * @property {string[][]} equations by step: the parts in MathML, without `<math>` around them
 * @property {string[][]} latex by step: the parts in LaTeX
 * @property {string[][]} local by edge: the parts of the local derivative's equation in MathML
 * @property {(number | [number] | null)[]} like by edge: the node or the constant that the local
 *   derivative is written like
 */

/**
 * A picture, and under which id each node and each edge stands in it.
 * @typedef {object} Layout
 * @property {number[]} [pieces] of its SVG; absent where the picture stands in the page itself
 * @property {string[]} cards by node
 * @property {string[]} lines by edge; "" for one inside a closed module
 * @property {string[]} frames the paths of the open modules
 */

/**
 * What the questions need to know beside the numbers.
 * @typedef {object} Asking
 * @property {string} graph stands for the graph and its given numbers
 * @property {Record<string, string>} slips the sentence of each slip, the commonest first
 * @property {string[]} locals by edge: what its local derivative is called in a text
 * @property {string[]} along by edge: what the contribution along it is called
 * @property {string[]} trivial by edge: local derivatives of one kind are soon known; "" for others
 */

/**
 * All that the page knows. Nodes, edges and steps are numbers, places in these lists.
 * @typedef {object} Data
 * @property {string} title
 * @property {string[]} names by node
 * @property {string[]} spelled by node, in plain letters
 * @property {string[]} homes by node: the path of the module that it lies in, "" for none
 * @property {[operand: number, node: number][]} edges
 * @property {Record<Kind, string>} words the kinds in their order, and what the page calls them
 * @property {[kind: number, node: number, edge: number][]} steps
 * @property {Texts} texts
 * @property {ProgramData} program what the page computes with
 * @property {number | string} seed the gradient of the output itself
 * @property {Choice[]} choices the passes that are offered
 * @property {string} start the key of the pass that is shown first
 * @property {Record<string, KnownNumbers>} known what Python computed, by the key of the pass
 * @property {Record<string, string>} refused passes that cannot be had, and why
 * @property {Record<string, string>} modules for each module's path that of the one around it
 * @property {string[]} pieces of the SVG of layouts
 * @property {number[]} parameters the leaves that gradient descent changes at first
 * @property {Asking} quiz
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
