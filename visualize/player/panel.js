/* panel.js: the step in words and symbols, the running product, the ledger, the table, the questions. */

export const find = (id) => document.getElementById(id);

/* Formulas are MathML that Python wrote; it is parsed as XML, so nothing else can come in. */
function math(...parts) {
  const inner = parts.filter(Boolean).join("<mo>=</mo>");
  const text = `<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mrow>${inner}</mrow></math>`;
  const parsed = new DOMParser().parseFromString(text, "application/xml").documentElement;
  return document.importNode(parsed, true);
}

function element(tag, text, name) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (name) made.className = name;
  return made;
}

/* The equation of a step, one line for symbols, one for numbers, one for the value. */
export function equation(model, pass, step) {
  const [kind, , edge] = model.steps[step];
  const [name, symbols] = model.symbols[step];
  const [numbers, value] = pass.numbers[step];
  const lines = [];
  const line = (parts, label) => {
    const row = element("div", undefined, "line");
    if (label) row.append(element("span", label, "label"));
    row.append(math(...parts));
    lines.push(row);
  };
  if (kind === "edge") {
    const [local, rule] = model.local[edge];
    const parts = [local, rule, ...pass.local[edge]];
    line(parts.filter((part, i) => part !== parts[i - 1]), "local derivative");
    line([symbols], "contribution");
    line([" ", numbers, value]);
  } else if (kind === "accumulate") {
    line([name, numbers], "before + contribution");
    line([" ", value]);
  } else if (kind === "forward" && numbers !== value) {
    line([name, symbols]);
    line([" ", numbers]);
    line([" ", value]);
  } else line([name, value]);
  return lines;
}

/* In only-mode: the factors from the output down to this step's edge, and their product. */
export function runningProduct(model, pass, step) {
  const [kind, , edge] = model.steps[step];
  if (kind !== "edge" && kind !== "accumulate") return "";
  const { from, edges } = model.chain(edge);
  const upstream = model.gradient(pass, from, step);
  const factors = edges.map((each) => pass.partials[each]).join(" ").replace(/×/g, "× ");
  const contribution = pass.results[kind === "edge" ? step : step - 1];
  const several = model.uses[from].length > 1 ? ` (∂/∂${model.names[from]}, summed over ${model.uses[from].length} uses)` : "";
  return `${upstream}${several} ${factors} = ${contribution}`;
}

export class Ledger {
  constructor(body, model) {
    this.body = body;
    this.model = model;
    this.rows = model.names.map((name) => {
      const row = element("tr");
      const head = element("th", name);
      head.scope = "row";
      head.title = name.slice(0, 300);
      row.append(head, element("td"), element("td"));
      return row;
    });
    body.replaceChildren(...this.rows);
    this.shown = null;
  }

  draw(pass, step) {
    const { model, shown } = this;
    const all = !shown || shown.pass !== pass;
    const from = all ? -1 : Math.min(shown.step, step), to = all ? model.last : Math.max(shown.step, step);
    for (let i = from + 1; i <= to; i += 1) {
      const [kind, node] = model.steps[i];
      const cell = this.rows[node].cells[kind === "forward" ? 1 : 2];
      const text = kind === "forward" ? model.value(pass, node, step) : model.gradient(pass, node, step);
      if (cell.textContent !== text) cell.textContent = text;
      if (kind === "forward") this.rows[node].hidden = !text;
    }
    this.active?.classList.remove("active");
    this.active = this.rows[model.steps[step][1]];
    this.active.classList.add("active");
    const scroll = this.body.closest(".scroll");
    const top = this.active.offsetTop - scroll.clientHeight / 2;
    if (Math.abs(scroll.scrollTop - top) > scroll.clientHeight / 2 - 70) scroll.scrollTop = top;
    this.shown = { pass, step };
  }
}

/* Every step of the pass, for reading without the picture and for print; made when asked for. */
export function wholeTable(model, pass) {
  return pass.sentences.map((sentence, step) => {
    const row = element("tr");
    row.append(element("td", step), element("td", sentence), element("td", pass.results[step]));
    return row;
  });
}

/* The question for the next step's number: the equation without its numbers. */
export function question(model, pass, step) {
  const [kind, node, edge] = model.steps[step];
  const output = model.names[model.output], name = model.names[node];
  if (kind === "forward") return `Step ${step}: what is ${name}?`;
  if (kind === "accumulate") return `Step ${step}: what is ∂${output}/∂${name} now?`;
  return `Step ${step}: what does the edge ${name} → ${model.names[model.edges[edge][1]]} contribute to ∂${output}/∂${name}?`;
}
