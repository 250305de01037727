/* picture.js: the SVG that Python drew. Texts are filled in and classes set; nothing is laid out here. */

export class Picture {
  constructor(host, model) {
    this.host = host;
    this.model = model;
    this.layout = null;
    this.shown = null; // what the picture shows now: pass and step
    this.follow = false;
  }

  /* Put another layout on the stage. */
  open(name) {
    const { layouts } = this.model;
    this.name = Object.hasOwn(layouts, name) ? name : this.model.first;
    this.layout = layouts[this.name];
    this.svg = this.parsed(this.name);
    this.host.replaceChildren(this.svg);
    const byId = new Map([...this.svg.querySelectorAll("g[id]")].map((g) => [g.id, g]));
    this.cards = this.layout.cards.map((key) => byId.get(key));
    this.lines = this.layout.lines.map((key) => byId.get(key) ?? null);
    const part = (group, name) => group && group.querySelector(`.${name}`);
    this.values = this.cards.map((card) => part(card, "value"));
    this.gradients = this.cards.map((card) => part(card, "gradient"));
    this.partials = this.lines.map((line) => part(line, "partial"));
    const modules = [...byId.values()].filter((group) => group.dataset.path);
    modules.forEach((group) => this.makeButton(group));
    if (modules.length) this.svg.setAttribute("role", "group"); // an image may have no buttons in it
    const { width, height } = this.svg.viewBox.baseVal;
    this.size = { width, height };
    this.svg.setAttribute("width", width);
    this.svg.setAttribute("height", height);
    this.svg.classList.add("live");
    this.shown = null;
    this.fit();
  }

  /* A fresh copy of a layout's SVG; that of the first layout stands in the page itself. */
  parsed(name) {
    this.firstSvg ??= this.host.querySelector("svg").cloneNode(true);
    if (name === this.model.first) return this.firstSvg.cloneNode(true);
    const made = new DOMParser().parseFromString(this.layout.svg, "image/svg+xml");
    return document.importNode(made.documentElement, true);
  }

  /* A module is opened and closed by mouse and by keyboard. */
  makeButton(group) {
    const closed = group.classList.contains("group");
    const target = closed ? group : group.querySelector(".module");
    target.setAttribute("role", "button");
    target.setAttribute("tabindex", "0");
    target.setAttribute("aria-label", `${closed ? "Open" : "Close"} ${group.dataset.path}`);
    target.dataset.module = group.dataset.path;
    target.dataset.closed = closed;
  }

  /* Show the state after a step; only what changed since the last state is touched. */
  draw(pass, step, only) {
    const before = this.shown;
    const all = !before || before.pass !== pass;
    const [from, to] = all ? [-1, this.model.last]
      : [Math.min(before.step, step), Math.max(before.step, step)];
    for (let i = from + 1; i <= to; i += 1) {
      const [kind, node] = this.model.steps[i];
      if (kind === "forward") put(this.values[node], this.model.value(pass, node, step));
      else {
        const gradient = this.model.gradient(pass, node, step);
        put(this.gradients[node], gradient && `∂ ${gradient}`);
      }
    }
    if (all || from < this.model.border)
      this.partials.forEach((text, edge) => put(text, this.model.partial(pass, edge, step)));
    if (all || before.only !== only) this.mark(only);
    this.activate(pass, step);
    this.shown = { pass, step, only };
  }

  /* Stress the paths of one node. */
  mark(only) {
    const on = only === null ? new Set() : this.model.above(only);
    this.cards.forEach((card) => card.classList.remove("path"));
    this.lines.forEach((line) => line?.classList.remove("path"));
    this.cards.forEach((card, node) => on.has(node) && card.classList.add("path"));
    this.lines.forEach((line, edge) => {
      if (line && on.has(this.model.edges[edge][0])) line.classList.add("path");
    });
  }

  /* Stress the node and the edge of a step. */
  activate(pass, step) {
    const [kind, node, edge] = this.model.steps[step];
    for (const group of this.active ?? []) group.classList.remove("active");
    this.inside?.replaceChildren();
    this.inside = this.cards[node].querySelector(".inside"); // a closed module tells what happens in it
    if (this.inside) this.inside.textContent = this.model.brings(pass, step);
    this.active = kind === "done" ? [] : [this.cards[node], edge >= 0 ? this.lines[edge] : null].filter(Boolean);
    for (const group of this.active) group.classList.add("active");
    if (this.follow) this.bringIntoView(this.cards[node]);
  }

  /* The whole picture; where that would be too small to read, a readable part of it. */
  fit(whole = false) {
    const { clientWidth: wide, clientHeight: tall } = this.host;
    this.stage = { wide, tall };
    const { width, height } = this.size;
    const scale = Math.min(wide / width, tall / height);
    this.follow = !whole && scale < 0.45;
    const used = this.follow ? 0.85 : scale;
    const spare = [wide - width * used, tall - height * used].map((room) => Math.max(room / 2, 0));
    this.look({ scale: used, left: spare[0], top: spare[1] });
    if (this.follow && this.active?.length) this.bringIntoView(this.active[0]);
  }

  /* The picture is moved as a whole, which costs the browser no new layout of its texts. */
  look(lens) {
    this.lens = lens;
    this.svg.style.transform = `translate(${lens.left}px, ${lens.top}px) scale(${lens.scale})`;
  }

  /* Zoom around a point of the stage, by default its middle. */
  zoom(factor, x = this.stage.wide / 2, y = this.stage.tall / 2) {
    const { scale, left, top } = this.lens;
    const to = Math.min(Math.max(scale * factor, 0.01), 8), grow = to / scale;
    this.look({ scale: to, left: x - (x - left) * grow, top: y - (y - top) * grow });
  }

  pan(dx, dy) {
    this.look({ ...this.lens, left: this.lens.left + dx, top: this.lens.top + dy });
  }

  /* The middle of a card, read from its outline: asking the browser would force a layout. */
  middleOf(card) {
    const body = card.querySelector(".body");
    const at = (name) => Number(body.getAttribute(name) ?? 0);
    const [dx, dy] = card.parentNode.getAttribute("transform").match(/[-\d.]+/g).map(Number);
    return [at("x") + at("width") / 2 + at("cx") + dx, at("y") + at("height") / 2 + at("cy") + dy];
  }

  bringIntoView(card) {
    const [x, y] = this.middleOf(card), { scale, left, top } = this.lens, { wide, tall } = this.stage;
    const dx = wide / 2 - (left + x * scale), dy = tall / 2 - (top + y * scale);
    if (Math.abs(dx) > wide / 2 - 70 || Math.abs(dy) > tall / 2 - 60) this.pan(dx, dy);
  }
}

function put(text, shown) {
  if (text && text.textContent !== shown) text.textContent = shown;
}
