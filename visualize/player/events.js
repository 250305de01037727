/* events.js: buttons, menus and mouse; it starts the page. */

import { Player } from "./controls.js";
import { unpack } from "./data.js";
import { connectDetails } from "./details.js";
import { connectEdits } from "./edits.js";
import { field, menu, part, whole } from "./elements.js";
import { connectKeys } from "./keys.js";
import { Model } from "./model.js";
import { connectMotion } from "./motion.js";
import { connectModules } from "./opening.js";
import { connectOverview } from "./overview.js";
import { connectPaper } from "./paper.js";
import { connectPointer } from "./pointer.js";
import { connectPresenter } from "./presenter.js";
import { connectQuiz } from "./quiz_panel.js";
import { wayOf } from "./routes.js";
import { RULES } from "./rules.js";
import { connectShare } from "./share.js";
import { keep } from "./store.js";
import { connectTrail } from "./trail.js";

/** @param {Player} player */
function connectButtons(player) {
  const { picture } = player;
  /** @param {string} id @param {() => void} act */
  const click = (id, act) => part(id).addEventListener("click", act);
  /** @param {string} id @param {() => void} act */
  const press = (id, act) =>
    click(id, () => {
      player.pause();
      act();
    });
  press("first", () => player.go(0));
  press("back", () => player.move(-1));
  press("next", () => player.move(1));
  press("last", () => player.go(player.model.last));
  press("node-back", () => player.moveByNode(-1));
  press("node-next", () => player.moveByNode(1));
  press("border", () => player.toBorder());
  click("play", () => player.play());
  click("predict", () => player.setAsking(!player.asking));
  click("help", () => player.panes.toggle("keys"));
  click("closer", () => picture.view.zoom(1.25));
  click("further", () => picture.view.zoom(0.8));
  click("fit", () => picture.view.fitWhole());
  click("open", () => player.chooseLayout("*"));
  click("close", () => player.chooseLayout(""));
  for (const each of document.querySelectorAll("button"))
    if (each.ariaLabel) each.title = each.ariaLabel;
}

/** @param {Player} player */
function connectFields(player) {
  field("slider").addEventListener("input", () => {
    player.pause();
    player.go(player.route[Number(field("slider").value)]);
  });
  field("step").addEventListener("change", () => {
    player.pause();
    player.go(Number(field("step").value));
  });
  field("step").addEventListener("keydown", (event) => {
    if (event.key === "Enter") player.picture.host.focus(); // the arrow keys step again
  });
  menu("places").addEventListener("change", () => player.choosePass(menu("places").value));
  menu("only").addEventListener("change", () => {
    const { value } = menu("only");
    player.chooseOnly(value === "" ? null : Number(value));
  });
  menu("by").addEventListener("change", () => player.chooseBy(wayOf(menu("by").value)));
  keep(menu("speed"));
  whole().addEventListener("toggle", () => player.table.show(player.pass));
}

const root = document.documentElement;
root.dataset.started = "yes";
menu("theme").value = root.dataset.theme ?? "auto";
keep(menu("theme"), (theme) => {
  root.dataset.theme = theme;
});
unpack(part("data").textContent ?? "").then((data) => {
  const player = new Player(new Model(data, RULES));
  connectButtons(player);
  connectFields(player);
  connectPointer(player);
  connectEdits(player);
  connectKeys(player);
  connectModules(player);
  connectPaper(player);
  connectMotion(player);
  connectTrail(player);
  connectOverview(player);
  connectPresenter(player);
  connectDetails(player);
  connectShare(player);
  connectQuiz(player);
  addEventListener("hashchange", () => {
    player.pause();
    player.readHash();
    player.draw();
  });
  new ResizeObserver(() => player.picture.view.resize()).observe(player.picture.host);
  root.dataset.ready = "yes";
});
