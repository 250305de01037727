/* paper.js: the page printed: one page to hand out, or every step. */

import { find, part, whole } from "./elements.js";
import { fillHandout } from "./handout.js";

/** @import { Player } from "./controls.js" */

/**
 * Paper gets one page to hand out; where it was asked for, every step.
 * @param {Player} player
 */
export function connectPaper(player) {
  const root = document.documentElement;
  let wanted = "handout";
  let open = false;
  addEventListener("beforeprint", () => {
    player.pause();
    root.dataset.paper = wanted;
    open = whole().open;
    if (wanted === "all") everyStep(player);
    else fillHandout(player);
  });
  addEventListener("afterprint", () => {
    wanted = "handout";
    whole().open = open;
    player.draw();
  });
  /** @param {string} id @param {string} paper */
  const click = (id, paper) =>
    part(id).addEventListener("click", () => {
      wanted = paper;
      find("sharing", HTMLDialogElement).close();
      print();
    });
  click("print-handout", "handout");
  click("print-all", "all");
}

/**
 * The finished picture, and the whole pass as a table.
 * @param {Player} player
 */
function everyStep({ picture, pass, model, only, table }) {
  whole().open = true;
  table.show(pass);
  table.add(model.steps.length);
  picture.draw(pass, model.last, only);
}
