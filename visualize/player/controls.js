/* controls.js: the state (step, route, pass, questions), and all that changes it. */

const hashes = !/^(about|blob|data):/.test(location.href); // a notebook's frame has no address

class Player {
  constructor(model) {
    this.model = model;
    this.picture = new Picture(find("picture"), model);
    this.ledger = new Ledger(find("ledger").tBodies[0], model);
    this.pass = model.passes[model.start];
    this.only = null;
    this.route = model.route(null);
    this.step = 0;
    this.asking = false;
    this.timer = 0;
    this.fillMenus();
    this.picture.open(model.first);
    this.readHash();
    this.draw();
  }

  fillMenus() {
    const { passes, refused, names, uses, made, edges } = this.model;
    const places = find("places"), only = find("only"), speed = find("speed");
    passes.forEach((pass) => places.append(new Option(pass.title, pass.key)));
    for (const [key, reason] of Object.entries(refused)) {
      const option = new Option(`${key} decimals: impossible here`, key);
      option.disabled = true;
      option.title = reason;
      places.append(option);
    }
    const computed = new Set(edges.map(([, node]) => node));
    const leaf = made.map((_, node) => node).filter((node) => uses[node].length);
    leaf.sort((a, b) => computed.has(a) - computed.has(b) || a - b);
    leaf.forEach((node) => only.append(new Option(`on the paths of ${names[node]}`, node)));
    for (let each = 1; each <= 9; each += 1) speed.append(new Option(`${each}/s`, each, each === 1, each === 1));
    const several = Object.keys(this.model.layouts).length > 1;
    find("open").hidden = !several || !this.model.layouts["*"];
    find("close").hidden = !several || !this.model.layouts[""];
  }

  /* ----- state ----- */

  go(step) {
    const { route } = this;
    const wanted = Math.min(Math.max(Number.isFinite(step) ? Math.round(step) : 0, 0), this.model.last);
    this.step = route.find((each) => each >= wanted) ?? route.at(-1);
    this.draw();
  }

  get place() { return this.route.indexOf(this.step); }

  move(by) {
    if (by > 0 && this.asking && this.upcoming !== undefined) {
      find("guess").focus();
      return;
    }
    const place = Math.min(Math.max(this.place + by, 0), this.route.length - 1);
    this.go(this.route[place]);
  }

  /* To the next or previous step that is about another node. */
  moveByNode(by) {
    const about = (step) => {
      const [kind, node, edge] = this.model.steps[step];
      return edge >= 0 ? `b${this.model.edges[edge][1]}` : `${kind}.${node}`;
    };
    let place = this.place;
    const here = about(this.route[place]);
    while (this.route[place + by] !== undefined && about(this.route[place]) === here) place += by;
    this.go(this.route[place]);
  }

  toBorder() {
    this.go(this.step === this.model.border - 1 ? this.model.border : this.model.border - 1);
  }

  choosePass(key) {
    this.pass = this.model.passes.find((pass) => pass.key === key) ?? this.pass;
    this.draw();
  }

  chooseOnly(node) {
    this.only = node;
    this.route = this.model.route(node);
    this.go(this.step);
  }

  chooseLayout(name) {
    this.picture.open(name);
    this.draw();
  }

  setAsking(on) {
    this.pause();
    this.asking = on;
    this.draw();
    if (on && this.upcoming !== undefined) find("guess").focus();
  }

  /* In predict mode the step whose number is asked for; steps that bring nothing new are skipped. */
  get upcoming() {
    const next = this.route[this.place + 1];
    return this.asking && next !== undefined && this.model.asks(next) ? next : undefined;
  }

  answer(typed) {
    const verdict = this.model.judge(this.pass, this.upcoming, typed);
    if (!verdict.right) {
      find("verdict").textContent = verdict.say;
      find("guess").select();
      return;
    }
    this.reveal(`${verdict.say} It is ${this.pass.results[this.upcoming]}.`);
  }

  reveal(say) {
    this.go(this.upcoming);
    while (this.asking && this.upcoming === undefined && this.place < this.route.length - 1
      && this.model.steps[this.route[this.place + 1]][0] !== DONE) this.go(this.route[this.place + 1]);
    find("verdict").textContent = say;
  }

  play() {
    if (this.timer) return this.pause();
    if (this.asking) return undefined;
    if (this.place === this.route.length - 1) this.go(this.route[0]);
    const tick = () => {
      this.move(1);
      if (this.place < this.route.length - 1) this.timer = setTimeout(tick, 1000 / Number(find("speed").value));
      else this.pause();
    };
    find("sentence").setAttribute("aria-live", "off");
    this.timer = setTimeout(tick, 1000 / Number(find("speed").value));
    return this.showPlaying();
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = 0;
    find("sentence").setAttribute("aria-live", "polite");
    this.showPlaying();
  }

  showPlaying() {
    find("play").textContent = this.timer ? "❚❚" : "►";
    find("play").setAttribute("aria-label", this.timer ? "Pause" : "Play");
    find("play").title = this.timer ? "Pause" : "Play";
  }

  /* ----- showing it ----- */

  draw() {
    const { model, pass, step } = this;
    this.picture.draw(pass, step, this.only);
    this.ledger.draw(pass, step);
    find("kind").textContent = `Step ${step} · ${KIND[model.steps[step][0]]}`;
    find("sentence").textContent = pass.sentences[step];
    find("equation").replaceChildren(...equation(model, pass, step));
    const product = this.only === null ? "" : runningProduct(model, pass, step);
    find("product").hidden = !product;
    find("product").textContent = product && `Running product: ${product}`;
    this.drawControls();
    this.drawQuestion();
    this.writeHash();
    if (find("whole").open) this.drawTable();
  }

  drawControls() {
    const { place, route, step, pass } = this;
    const slider = find("slider");
    slider.max = route.length - 1;
    slider.value = place;
    const tell = this.timer ? "" : `: ${pass.sentences[step]}`;
    slider.setAttribute("aria-valuetext", `Step ${step} of ${this.model.last}${tell}`);
    find("step").max = this.model.last;
    find("step").value = step;
    find("count").textContent = `of ${this.model.last}`;
    for (const id of ["first", "back", "node-back"]) find(id).disabled = place === 0;
    for (const id of ["last", "next", "node-next"]) find(id).disabled = place === route.length - 1;
    find("border").disabled = this.only !== null;
    find("play").disabled = this.asking;
    find("places").value = pass.key;
    find("only").value = this.only ?? "";
    find("predict").setAttribute("aria-pressed", this.asking);
  }

  drawQuestion() {
    const { upcoming } = this;
    const moved = this.asked !== `${upcoming} ${this.pass.key}`;
    this.asked = `${upcoming} ${this.pass.key}`;
    find("ask").hidden = upcoming === undefined;
    if (upcoming === undefined || !moved) return;
    find("question").textContent = question(this.model, this.pass, upcoming);
    find("guess").value = "";
    find("verdict").textContent = "";
  }

  drawTable() {
    if (this.tabled === this.pass) return;
    this.tabled = this.pass;
    find("whole").querySelector("tbody").replaceChildren(...wholeTable(this.model, this.pass));
  }

  /* ----- the address: #s=17&only=w3&places=4 ----- */

  readHash() {
    if (!hashes) return;
    let words;
    try { words = new URLSearchParams(location.hash.slice(1)); } catch { return; }
    const places = words.get("places");
    if (places !== null) this.pass = this.model.passes.find((pass) => pass.key === places) ?? this.pass;
    this.only = this.model.find(words.get("only") ?? "");
    if (this.only !== null && !this.model.uses[this.only].length) this.only = null;
    this.route = this.model.route(this.only);
    this.asking = words.get("predict") === "1";
    if (words.has("open") && words.get("open") !== this.picture.name) this.picture.open(words.get("open"));
    const step = words.get("s") ?? "0";
    this.step = 0;
    const wanted = /^\d{1,9}$/.test(step) && Number(step) <= this.model.last ? Number(step) : 0;
    this.step = this.route.find((each) => each >= wanted) ?? this.route.at(-1);
  }

  writeHash() {
    if (!hashes) return;
    const words = new URLSearchParams({ s: this.step });
    if (this.only !== null) words.set("only", this.shortName(this.only));
    if (this.pass !== this.model.passes[this.model.start]) words.set("places", this.pass.key);
    if (this.asking) words.set("predict", "1");
    if (this.picture.name !== this.model.first) words.set("open", this.picture.name);
    if (`#${words}` !== location.hash) history.replaceState(null, "", `#${words}`);
  }

  shortName(node) {
    const spelled = this.model.spelled[node];
    return this.model.find(spelled) === node ? spelled : this.model.names[node];
  }
}

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
    player.chooseLayout(closed ? path : path.split(".").slice(0, -1).join("."));
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
    "?": toggleHelp, Escape: () => { if (player.asking) player.setAsking(false); else player.chooseOnly(null); },
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
    if (/^[1-9]$/.test(event.key)) find("speed").value = event.key;
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
