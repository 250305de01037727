/* guard.js: says in words why the page does not start. It stands apart from the other scripts, in
   words that older browsers know, so that it still runs where those cannot even be read. */

(() => {
  const root = document.documentElement;
  const NEWER = "Chrome or Edge 109, Firefox 119, Safari 16.4 or anything newer will do.";
  const NEEDED = ["BigInt", "DecompressionStream", "IntersectionObserver", "ResizeObserver"];

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

  /** @param {string} error what the browser says of it */
  function explain(error) {
    const missing = NEEDED.filter((name) => !(name in window));
    if (missing.length)
      say(`Stepping needs a newer browser: this one has no ${missing.join(", no ")}. ${NEWER}`);
    else say(`This page is damaged; please make or download it again (${error}).`);
  }

  addEventListener("error", (event) => {
    if (event.error instanceof SyntaxError)
      say(`Stepping needs a newer browser: this one cannot read the page's script. ${NEWER}`);
    else explain(event.message);
  });
  addEventListener("unhandledrejection", (event) => explain(String(event.reason)));
  addEventListener("load", () => {
    if (!root.dataset.started) explain("its script did not run");
  });
})();
