/* events.js: buttons, menus, mouse and paper; it starts the page. */

import { Player } from "./controls.js";
import { unpack } from "./data.js";
import { field, menu, part, whole } from "./elements.js";
import { connectKeys, toggleHelp } from "./keys.js";
import { Model } from "./model.js";
import { connectMotion } from "./motion.js";
import { connectModules, toggleModule } from "./opening.js";
import { connectOverview } from "./overview.js";
import { connectPresenter } from "./presenter.js";
import { RULES } from "./rules.js";
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
  click("help", toggleHelp);
  click("reveal", () => player.reveal());
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
  menu("theme").addEventListener("change", () => {
    document.documentElement.dataset.theme = menu("theme").value;
  });
  part("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    player.answer(field("guess").value);
  });
  whole().addEventListener("toggle", () => player.table.show(player.pass));
}

/**
 * Drag to move, Ctrl and the wheel to zoom, click a module to open or close it.
 * @param {Player} player
 */
function connectPicture(player) {
  const { picture } = player;
  const { host } = picture;
  /** @type {{ x: number, y: number, moved: boolean } | null} */
  let held = null;
  host.addEventListener("pointerdown", (event) => {
    held = { x: event.clientX, y: event.clientY, moved: false };
  });
  host.addEventListener("pointermove", (event) => {
    if (!held || !event.buttons) return;
    const dx = event.clientX - held.x;
    const dy = event.clientY - held.y;
    if (!held.moved && Math.hypot(dx, dy) < 4) return;
    if (!held.moved) host.setPointerCapture(event.pointerId);
    picture.view.pan(dx, dy);
    held = { x: event.clientX, y: event.clientY, moved: true };
  });
  host.addEventListener("click", (event) => {
    if (!held?.moved && toggleModule(player, event)) host.focus();
    held = null;
  });
  host.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const stage = host.getBoundingClientRect();
      const at = { x: event.clientX - stage.x, y: event.clientY - stage.y };
      picture.view.zoom(event.deltaY > 0 ? 0.87 : 1.15, at);
    },
    { passive: false },
  );
}

/**
 * Paper gets the finished picture, whole, and the whole pass as a table.
 * @param {Player} player
 */
function connectPrint(player) {
  /** @type {{ step: number, open: boolean } | null} */
  let before = null;
  addEventListener("beforeprint", () => {
    before = { step: player.step, open: whole().open };
    player.pause();
    player.step = player.model.last;
    whole().open = true;
    player.table.show(player.pass);
    player.table.add(player.model.steps.length);
    player.picture.draw(player.pass, player.step, player.only);
  });
  addEventListener("afterprint", () => {
    if (!before) return;
    player.step = before.step;
    whole().open = before.open;
    player.draw();
    before = null;
  });
}

unpack(part("data").textContent ?? "").then((data) => {
  menu("theme").value = document.documentElement.dataset.theme ?? "auto";
  const player = new Player(new Model(data, RULES));
  connectButtons(player);
  connectFields(player);
  connectPicture(player);
  connectKeys(player);
  connectModules(player);
  connectPrint(player);
  connectMotion(player);
  connectTrail(player);
  connectOverview(player);
  connectPresenter(player);
  addEventListener("hashchange", () => {
    player.readHash();
    player.draw();
  });
  new ResizeObserver(() => player.picture.view.resize()).observe(player.picture.host);
  document.documentElement.dataset.ready = "yes";
});
