/* menus.js: what can be chosen in the menus, and what they and the controls show. */

import { button, dim, field, menu, part } from "./elements.js";

/** @import { Player } from "./controls.js" */
/** @import { Model } from "./model.js" */
/** @import { Picture } from "./picture.js" */

/** @param {Model} model */
export function fillMenus(model) {
  const { names, uses, isLeaf, layouts } = model;
  const { choices, refused } = model.passes;
  for (const { key, title } of choices) {
    const option = new Option(refused[key] ? `${title}: impossible here` : title, key);
    option.disabled = key in refused;
    option.title = refused[key] ?? "";
    menu("places").append(option);
  }
  const used = [...names.keys()].filter((node) => uses[node].length);
  const leavesFirst = [
    ...used.filter((node) => isLeaf[node]),
    ...used.filter((node) => !isLeaf[node]),
  ];
  for (const node of leavesFirst)
    menu("only").append(new Option(`paths of ${names[node]}`, String(node)));
  for (let each = 1; each <= 9; each += 1)
    menu("speed").append(new Option(`${each}/s`, String(each)));
  const several = Object.keys(layouts).length > 1;
  button("open").hidden = !several || !layouts["*"];
  button("close").hidden = !several || !layouts[""];
}

/**
 * Say what a closed module is for, where there is one.
 * @param {Picture} picture
 */
export function showHint({ svg, model }) {
  const closed = svg.querySelectorAll("g.group").length;
  part("hint").hidden = !closed || !model.layouts["*"];
  part("hint").textContent =
    `${model.names.length} nodes, drawn collapsed: click a stacked box to open it`;
}

/** Say something beside the buttons of the picture. @param {string} said */
export function sayHint(said) {
  part("hint").hidden = false;
  part("hint").textContent = said;
}

/**
 * Show the state in the controls and the menus.
 * @param {Player} player
 */
export function showState(player) {
  const { model, place, route, step, pass } = player;
  const tell = player.timer ? "" : `: ${part("sentence").textContent}`;
  field("slider").max = String(route.length - 1);
  field("slider").value = String(place);
  part("slider").setAttribute("aria-valuetext", `Step ${step} of ${model.last}${tell}`);
  field("step").max = String(model.last);
  field("step").value = String(step);
  part("count").textContent = `of ${model.last}`;
  for (const id of ["first", "back", "node-back"]) dim(id, place === 0);
  for (const id of ["last", "next", "node-next"]) dim(id, player.atEnd);
  button("border").disabled = player.only !== null;
  button("play").disabled = player.asking;
  menu("places").value = pass.key;
  menu("by").value = player.by;
  menu("by").disabled = player.asking;
  menu("only").value = String(player.only ?? "");
  part("predict").setAttribute("aria-pressed", String(player.asking));
}
