/* paper.js: the page printed: one page to hand out, filled in or to fill in, or every step. */

import { find, part, whole } from "./elements.js";
import { fillHandout } from "./handout.js";
import { announce } from "./share.js";

/** @import { Player } from "./controls.js" */

const NO_ANSWERS = "While you predict, only the page to fill in can be printed.";

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
    const paper = player.asking ? "blank" : wanted; // the answers are not to be printed
    root.dataset.paper = paper === "all" ? "all" : "page";
    open = whole().open;
    if (paper === "all") everyStep(player);
    else fillHandout(player, paper === "blank");
  });
  addEventListener("afterprint", () => {
    wanted = "handout";
    whole().open = open;
    player.draw();
  });
  /** @param {string} id @param {string} paper */
  const click = (id, paper) =>
    part(id).addEventListener("click", () => {
      if (player.asking && paper !== "blank") announce(NO_ANSWERS);
      else {
        wanted = paper;
        find("sharing", HTMLDialogElement).close();
        print();
      }
    });
  click("print-handout", "handout");
  click("print-blank", "blank");
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
  picture.draw(pass, [model.last], only);
}
