/* controls.js: the state (step, route, pass, questions), how it changes, and how it shows. */

import { equation, find, Ledger, question, runningProduct, wholeTable } from "./panel.js";
import { Picture } from "./picture.js";

const hashes = !/^(about|blob|data):/.test(location.href); // a notebook's frame has no address

export class Player {
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
    this.showHint();
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
    this.showHint();
    this.draw();
  }

  /* What a closed module is for. */
  showHint() {
    const closed = this.picture.svg.querySelectorAll("g.group").length;
    find("hint").hidden = !closed || !this.model.layouts["*"];
    find("hint").textContent = `${this.model.names.length} nodes, drawn collapsed: click a stacked box to open it`;
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
      && this.model.steps[this.route[this.place + 1]][0] !== "done") this.go(this.route[this.place + 1]);
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
    find("kind").textContent = `Step ${step} · ${model.words[model.steps[step][0]]}`;
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

  /* Browsers allow only so many changes of the address in a while: at most three a second. */
  writeHash() {
    if (!hashes || this.writing) return;
    const wait = Math.max(0, 350 - (performance.now() - (this.written ?? -350)));
    this.writing = setTimeout(() => {
      this.writing = 0;
      this.written = performance.now();
      const words = this.hash();
      if (`#${words}` !== location.hash) history.replaceState(null, "", `#${words}`);
    }, wait);
  }

  hash() {
    const words = new URLSearchParams({ s: this.step });
    if (this.only !== null) words.set("only", this.shortName(this.only));
    if (this.pass !== this.model.passes[this.model.start]) words.set("places", this.pass.key);
    if (this.asking) words.set("predict", "1");
    if (this.picture.name !== this.model.first) words.set("open", this.picture.name);
    return words;
  }

  shortName(node) {
    const spelled = this.model.spelled[node];
    return this.model.find(spelled) === node ? spelled : this.model.names[node];
  }
}
