/* keeping.js: what was typed survives closing the page, where the browser has a store. */

/** @import { Desk } from "./desk.js" */

const PREFIX = "chalkgrad.sheet.";

/** A short name for a sheet as it was given. @param {string} text */
function nameOf(text) {
  let sum = 0;
  for (const letter of text) sum = (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) | 0;
  return PREFIX + (sum >>> 0).toString(36);
}

/** What was typed into a sheet before, or the sheet as it was given. @param {string} given */
export function recalled(given) {
  try {
    return localStorage.getItem(nameOf(given)) ?? given;
  } catch {
    return given; // a browser that is told to keep nothing
  }
}

/** Keep what is typed. @param {Desk} desk */
export function connectKeeping(desk) {
  let kept = desk.text;
  desk.watchers.push(() => {
    const { text } = desk;
    if (text === kept) return;
    kept = text;
    try {
      if (text === desk.config.sheet) localStorage.removeItem(nameOf(desk.config.sheet));
      else localStorage.setItem(nameOf(desk.config.sheet), text);
    } catch {
      // it holds until the page is closed
    }
  });
}
