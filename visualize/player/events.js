/* events.js: buttons, menus, mouse, keys and paper. */

import { Player } from "./controls.js";
import { Model, unpack } from "./model.js";
import { find } from "./panel.js";

function toggleHidden(what) {
  find("picture").classList.toggle(`no-${what}`);
}

function connect(player) {
  const on = (id, kind, act) => find(id).addEventListener(kind, act);
  const press = (id, act) => on(id, "click", () => { player.pause(); act(); });
  press("first", () => player.go(0));
  press("back", () => player.move(-1));
  press("next", () => player.move(1));
  press("last", () => player.go(player.model.last));
  press("node-back", () => player.moveByNode(-1));
  press("node-next", () => player.moveByNode(1));
  press("border", () => player.toBorder());
  on("play", "click", () => player.play());
  on("slider", "input", (event) => { player.pause(); player.go(player.route[Number(event.target.value)]); });
  on("step", "change", (event) => { player.pause(); player.go(Number(event.target.value)); });
  on("places", "change", (event) => player.choosePass(event.target.value));
  on("only", "change", (event) => player.chooseOnly(event.target.value === "" ? null : Number(event.target.value)));
  on("predict", "click", () => player.setAsking(!player.asking));
  on("theme", "change", (event) => { document.documentElement.dataset.theme = event.target.value; });
  on("help", "click", () => toggleHelp());
  on("ask", "submit", (event) => { event.preventDefault(); player.answer(find("guess").value); });
  on("reveal", "click", () => player.reveal(`It is ${player.pass.results[player.upcoming]}.`));
  on("closer", "click", () => player.picture.zoom(1.25));
  on("further", "click", () => player.picture.zoom(0.8));
  on("fit", "click", () => player.picture.fit(true));
  on("open", "click", () => player.chooseLayout("*"));
  on("close", "click", () => player.chooseLayout(""));
  on("whole", "toggle", () => find("whole").open && player.drawTable());
  addEventListener("hashchange", () => { player.readHash(); player.draw(); });
  addEventListener("resize", () => player.picture.fit());
  for (const button of document.querySelectorAll("button[aria-label]")) button.title = button.getAttribute("aria-label");
  connectPicture(player);
  connectKeys(player);
  connectPrint(player);
}

function toggleHelp() {
  const keys = find("keys");
  keys.hidden = !keys.hidden;
  find("help").setAttribute("aria-expanded", !keys.hidden);
}

/* Drag to move, Ctrl and the wheel to zoom, click a module to open or close it. */
function connectPicture(player) {
  const host = find("picture");
  const toggleModule = (target) => {
    const module = target.closest?.("[data-module]");
    if (!module) return;
    const path = module.dataset.module, closed = module.dataset.closed === "true";
    const inside = Object.hasOwn(player.model.layouts, path) ? path : "*";
    player.chooseLayout(closed ? inside : path.split(".").slice(0, -1).join("."));
    player.picture.host.focus();
  };
  let held = null;
  host.addEventListener("pointerdown", (event) => {
    held = { x: event.clientX, y: event.clientY, moved: false };
  });
  host.addEventListener("pointermove", (event) => {
    if (!held || !event.buttons) return;
    const dx = event.clientX - held.x, dy = event.clientY - held.y;
    if (!held.moved && Math.hypot(dx, dy) < 4) return;
    if (!held.moved) host.setPointerCapture(event.pointerId);
    player.picture.pan(dx, dy);
    held = { x: event.clientX, y: event.clientY, moved: true };
  });
  host.addEventListener("click", (event) => { if (!held?.moved) toggleModule(event.target); held = null; });
  host.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const stage = host.getBoundingClientRect();
    player.picture.zoom(event.deltaY > 0 ? 0.87 : 1.15, event.clientX - stage.x, event.clientY - stage.y);
  }, { passive: false });
  host.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    if (!event.target.closest("[data-module]")) return;
    event.preventDefault();
    event.stopPropagation();
    toggleModule(event.target);
  });
}

function connectKeys(player) {
  const quiet = (act) => () => { player.pause(); act(); };
  const keys = {
    ArrowRight: quiet(() => player.move(1)), " ": quiet(() => player.move(1)), n: quiet(() => player.move(1)),
    PageDown: quiet(() => player.move(1)), ArrowLeft: quiet(() => player.move(-1)), b: quiet(() => player.move(-1)),
    PageUp: quiet(() => player.move(-1)), Home: quiet(() => player.go(0)), End: quiet(() => player.go(player.model.last)),
    "[": quiet(() => player.moveByNode(-1)), "]": quiet(() => player.moveByNode(1)), f: quiet(() => player.toBorder()),
    Enter: () => player.play(), g: () => find("step").select(), p: () => player.setAsking(!player.asking),
    v: () => toggleHidden("values"), l: () => toggleHidden("partials"), c: () => toggleHidden("colours"),
    "+": () => player.picture.zoom(1.25), "-": () => player.picture.zoom(0.8), 0: () => player.picture.fit(true),
    "?": toggleHelp,
    Escape: () => {
      if (!find("keys").hidden) toggleHelp();
      else if (player.asking) player.setAsking(false);
      else player.chooseOnly(null);
    },
  };
  keys.N = keys.n;
  keys.P = keys.b;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    const { tagName, type } = event.target;
    const typing = tagName === "SELECT" || tagName === "TEXTAREA" || (tagName === "INPUT" && type !== "range");
    if (typing && event.key === "Escape") { event.target.blur(); find("picture").focus(); return; }
    if (typing) return;
    if ((event.key === "Enter" || event.key === " ") && /^(BUTTON|SUMMARY)$/.test(tagName)) return;
    if (event.key === " " && event.shiftKey) { event.preventDefault(); keys.b(); }
    else if (/^[1-9]$/.test(event.key)) find("speed").value = event.key;
    else if (Object.hasOwn(keys, event.key)) { event.preventDefault(); keys[event.key](); }
  });
}

/* Paper gets the finished picture, whole, and the whole pass as a table. */
function connectPrint(player) {
  let before = null;
  addEventListener("beforeprint", () => {
    before = { step: player.step, open: find("whole").open };
    player.pause();
    player.step = player.model.last;
    player.drawTable();
    find("whole").open = true;
    player.picture.draw(player.pass, player.step, player.only);
  });
  addEventListener("afterprint", () => {
    if (!before) return;
    player.step = before.step;
    find("whole").open = before.open;
    player.draw();
    before = null;
  });
}

unpack(find("data").textContent).then((data) => {
  find("theme").value = document.documentElement.dataset.theme;
  connect(new Player(new Model(data)));
  document.documentElement.dataset.ready = "yes";
});
