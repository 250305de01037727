/* share.js: the dialog that hands a step on: as a link, as LaTeX, as a picture. */

import { hashes } from "./controls.js";
import { find, part } from "./elements.js";
import { fileName, frameOf, linkTo } from "./naming.js";
import { portrait, raster } from "./portrait.js";

/** @import { Player } from "./controls.js" */

const NO_ADDRESS = "A notebook's page has no address: write the page to a file first.";

/** @param {Player} player */
export function connectShare(player) {
  const dialog = find("sharing", HTMLDialogElement);
  part("share").addEventListener("click", () => {
    player.pause();
    announce("");
    dialog.showModal();
  });
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => event.stopPropagation()); // the page keeps its step
  part("sharing-close").addEventListener("click", () => dialog.close());
  /** @param {string} id @param {() => Promise<string> | string} act gives what to say */
  const click = (id, act) =>
    part(id).addEventListener("click", async () => {
      announce("");
      announce(await act());
    });
  click("copy-link", () => copyLink(player));
  click("copy-latex", () => copy(player.pass.latex(player.step), "The equation"));
  click("copy-embed", () => copyEmbedCode(player));
  click("save-svg", () => save(player, "svg", (svg) => new Blob([svg], { type: "image/svg+xml" })));
  click("save-png", () =>
    save(player, "png", (svg) => raster(svg, player.picture.svg.viewBox.baseVal)),
  );
  const full = find("full", HTMLAnchorElement); // out of a frame, to the whole page
  const lead = () => {
    if (player.view) full.href = linkTo(location.href, player.address({ view: "" }));
  };
  player.watchers.push(lead);
  lead();
}

/** @param {Player} player */
function copyLink(player) {
  if (!hashes) return NO_ADDRESS;
  const link = linkTo(location.href, player.address({ view: "" }));
  const local = location.protocol === "file:" ? " It leads to this file, on this computer." : "";
  return copy(link, "The link", local);
}

/** @param {Player} player */
function copyEmbedCode(player) {
  if (!hashes) return NO_ADDRESS;
  const code = frameOf(location.href, player.address({ view: "embed" }), document.title);
  const local =
    location.protocol === "file:" ? " Put this file into the folder of the page around it." : "";
  return copy(code, "The code", local);
}

/**
 * Copy a text, and show it. What happened, in words.
 * @param {string} text @param {string} what @param {string} [more]
 */
async function copy(text, what, more = "") {
  const shown = find("copied", HTMLTextAreaElement);
  shown.hidden = false;
  shown.value = text;
  shown.select();
  const done = await navigator.clipboard?.writeText(text).then(
    () => true,
    () => false,
  );
  // a notebook's frame has no clipboard of its own, but may copy what is selected
  if (done || document.execCommand("copy")) return `${what} is copied.${more}`;
  return `${what} is selected below: copy it with Ctrl-C or ⌘-C.${more}`;
}

/**
 * Give the picture of the step to the browser as a file.
 * @param {Player} player @param {string} suffix
 * @param {(svg: string) => Blob | Promise<Blob>} made
 */
async function save(player, suffix, made) {
  const { picture, pass, step } = player;
  const name = fileName(document.title, step, suffix);
  const svg = portrait(picture.svg, `${document.title}, step ${step}`, pass.sentence(step));
  const link = document.createElement("a");
  link.download = name;
  try {
    link.href = URL.createObjectURL(await made(svg));
  } catch (error) {
    return `The browser could not make ${name}: ${error}.`;
  }
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // the browser may ask where to put it
  return `${name} is with the browser's downloads.`;
}

/** Say what happened. @param {string} words */
export function announce(words) {
  part("shared").textContent = words;
  if (!words) part("copied").hidden = true;
}
