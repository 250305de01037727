/* store.js: what a reader chose once and keeps: the browser's own store, where there is one. */

const PREFIX = "chalkgrad.";

/**
 * A menu begins with what was chosen last, and what is chosen next is kept.
 * @param {HTMLSelectElement} choice @param {(value: string) => void} [act] what a choice does
 */
export function keep(choice, act) {
  const before = recall(choice.id);
  if ([...choice.options].some((option) => option.value === before)) choice.value = before;
  act?.(choice.value);
  choice.addEventListener("change", () => {
    act?.(choice.value);
    remember(choice.id, choice.value);
  });
}

/** What was kept under a name, "" for nothing. @param {string} name */
function recall(name) {
  try {
    return localStorage.getItem(PREFIX + name) ?? "";
  } catch {
    return ""; // a notebook's frame has no store, nor a browser that is told to keep nothing
  }
}

/** @param {string} name @param {string} value */
function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // it holds until the page is closed
  }
}
