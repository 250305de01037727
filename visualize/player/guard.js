/* guard.js: says in words why the page does not start. It stands apart from the other scripts, in
   words that older browsers know, so that it still runs where those cannot even be read. */

(() => {
  const root = document.documentElement;
  const DOING = root.dataset.doing || "Stepping"; // what the page is for
  const NEWER = "Chrome or Edge 114, Firefox 125, Safari 17 or anything newer will do.";
  const NEEDED = ["BigInt", "DecompressionStream", "IntersectionObserver", "ResizeObserver"];
  /** What is needed of others than the window. @type {[string, object][]} */
  const ALSO = [
    ["popover", HTMLElement.prototype],
    ["toReversed", Array.prototype],
  ];

  /** @param {string} why */
  function say(why) {
    if (root.dataset.ready || root.dataset.trouble) return;
    root.dataset.trouble = "yes";
    const place =
      document.getElementById("trouble") || document.body.appendChild(document.createElement("p"));
    const picture = document.querySelector("#picture > svg");
    place.textContent = picture ? `${why} The picture shows the finished pass.` : why;
    place.hidden = false;
  }

  /** What this browser does not have. */
  const lacking = () => [
    ...NEEDED.filter((name) => !(name in window)),
    ...ALSO.filter(([name, place]) => !(name in place)).map(([name]) => name),
  ];

  /** @param {string} error what the browser says of it */
  function explain(error) {
    const missing = lacking();
    if (missing.length)
      say(`${DOING} needs a newer browser: this one has no ${missing.join(", no ")}. ${NEWER}`);
    else say(`This page is damaged; please make or download it again (${error}).`);
  }

  addEventListener("error", (event) => {
    if (event.error instanceof SyntaxError)
      say(`${DOING} needs a newer browser: this one cannot read the page's script. ${NEWER}`);
    else explain(event.message);
  });
  addEventListener("unhandledrejection", (event) => explain(String(event.reason)));
  addEventListener("DOMContentLoaded", () => {
    if (lacking().length) explain(""); // a menu that cannot open gives no error
  });
  addEventListener("load", () => {
    if (!root.dataset.started) explain("its script did not run");
  });
})();
