/* layout.js: the worker that lays graphs out: DOT text in, Graphviz's JSON text out. */

import { instance } from "@viz-js/viz";

const graphviz = instance();

addEventListener("message", async ({ data }) => {
  const viz = await graphviz;
  postMessage(data ? viz.renderString(data, { format: "json0" }) : "ready");
});
