/* menus.js: what can be chosen in the menus. */

import { button, menu } from "./elements.js";

/** @import { Model } from "./model.js" */

/** @param {Model} model */
export function fillMenus(model) {
  const { passes, refused, names, uses, edges, layouts } = model;
  for (const pass of passes) menu("places").append(new Option(pass.title, pass.key));
  for (const [key, reason] of Object.entries(refused)) {
    const option = new Option(`${key} decimals: impossible here`, key);
    option.disabled = true;
    option.title = reason;
    menu("places").append(option);
  }
  const computed = new Set(edges.map(([, node]) => node));
  const used = [...names.keys()].filter((node) => uses[node].length);
  const leavesFirst = [
    ...used.filter((node) => !computed.has(node)),
    ...used.filter((node) => computed.has(node)),
  ];
  for (const node of leavesFirst)
    menu("only").append(new Option(`on the paths of ${names[node]}`, String(node)));
  for (let each = 1; each <= 9; each += 1)
    menu("speed").append(new Option(`${each}/s`, String(each)));
  const several = Object.keys(layouts).length > 1;
  button("open").hidden = !several || !layouts["*"];
  button("close").hidden = !several || !layouts[""];
}
