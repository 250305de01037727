/* naming.js: what is written outside the page: names of files, links, the code of a frame. */

/**
 * The name of a file that holds one step, from the page's title: "three-sigmoids-step-33.svg".
 * @param {string} title @param {number} step @param {string} suffix
 */
export function fileName(title, step, suffix) {
  const plain = title.normalize("NFKC").toLowerCase(); // w₃ is w3
  const words = plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? ["pass"];
  return `${words.join("-").slice(0, 60)}-step-${step}.${suffix}`;
}

/**
 * The address of a state of the page.
 * @param {string} page the page's address, of whatever state @param {string} state
 */
export function linkTo(page, state) {
  return `${page.replace(/#.*/s, "")}#${state}`;
}

/**
 * HTML that shows the page within another one. From a file only its name is taken.
 * @param {string} page @param {string} state @param {string} title
 */
export function frameOf(page, state, title) {
  const near = page.startsWith("file:") ? page.replace(/#.*/s, "").replace(/.*\//s, "") : page;
  const source = quoted(linkTo(near, state));
  return (
    `<iframe src="${source}" title="${quoted(title)}" width="640" height="400" loading="lazy" ` +
    'allow="clipboard-write; fullscreen" style="border:0"></iframe>'
  );
}

/** A text for use within the quotes of an attribute. @param {string} text */
function quoted(text) {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
