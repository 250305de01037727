/* menus.js: what can be chosen in the menus. */

import { button, menu } from "./elements.js";

/** @import { Model } from "./model.js" */

/** @param {Model} model */
export function fillMenus(model) {
  const { names, uses, edges, layouts } = model;
  const { choices, refused } = model.passes;
  for (const { key, title } of choices) {
    const option = new Option(refused[key] ? `${title}: impossible here` : title, key);
    option.disabled = key in refused;
    option.title = refused[key] ?? "";
    menu("places").append(option);
  }
  const computed = new Set(edges.map(([, node]) => node));
  const used = [...names.keys()].filter((node) => uses[node].length);
  const leavesFirst = [
    ...used.filter((node) => !computed.has(node)),
    ...used.filter((node) => computed.has(node)),
  ];
  for (const node of leavesFirst)
    menu("only").append(new Option(`paths of ${names[node]}`, String(node)));
  for (let each = 1; each <= 9; each += 1)
    menu("speed").append(new Option(`${each}/s`, String(each)));
  const several = Object.keys(layouts).length > 1;
  button("open").hidden = !several || !layouts["*"];
  button("close").hidden = !several || !layouts[""];
}
