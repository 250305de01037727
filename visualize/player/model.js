/* model.js: what is known at a step. Nothing here touches the page, nothing computes a number. */

export async function unpack(text) {
  const bytes = Uint8Array.from(atob(text.trim()), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text());
}

export class Model {
  constructor(data) {
    Object.assign(this, data);
    const kinds = Object.keys(this.words);
    this.steps = this.steps.map(([kind, node, edge]) => [kinds[kind], node, edge]);
    this.last = this.steps.length - 1;
    this.border = this.steps.findIndex(([kind]) => kind === "seed");
    this.made = [];                        // the step in which each node gets its value
    this.grown = this.names.map(() => []); // the steps in which each gradient changes
    this.uses = this.names.map(() => []);  // the edges that leave each node
    this.edges.forEach(([operand], edge) => this.uses[operand].push(edge));
    this.steps.forEach(([kind, node], step) => {
      if (kind === "forward") this.made[node] = step;
      if (kind === "seed" || kind === "accumulate") this.grown[node].push(step);
    });
    this.output = this.steps[this.border][1];
  }

  value(pass, node, step) {
    return this.made[node] <= step ? pass.values[node] : "";
  }

  gradient(pass, node, step) {
    const steps = this.grown[node];
    let known = 0, beyond = steps.length; // the number of changes up to this step, by halving
    while (known < beyond) {
      const half = (known + beyond) >> 1;
      if (steps[half] <= step) known = half + 1; else beyond = half;
    }
    return known ? pass.results[steps[known - 1]] : "";
  }

  partial(pass, edge, step) {
    return this.made[this.edges[edge][1]] <= step ? pass.partials[edge] : "";
  }

  /* The nodes on some path from a node to the output, in order. */
  above(source) {
    const found = new Set([source]);
    for (const [operand, node] of this.edges) if (found.has(operand)) found.add(node);
    return found;
  }

  /* The steps to walk through: all, or those along the paths of one node, as Trace.of gives them. */
  route(only) {
    const every = this.steps.map((_, step) => step);
    if (only === null) return every;
    const on = this.above(only);
    return every.filter((step) => {
      const [kind, , edge] = this.steps[step];
      return kind === "seed" || kind === "done" || (edge >= 0 && on.has(this.edges[edge][0]));
    });
  }

  /* The chain of edges from the output, or from the nearest node of several uses, down to an edge. */
  chain(edge) {
    const edges = [edge];
    let node = this.edges[edge][1];
    while (this.uses[node].length === 1) {
      edges.unshift(this.uses[node][0]);
      node = this.edges[edges[0]][1];
    }
    return { from: node, edges };
  }

  /* A node from the page's address: its name, or its name in plain letters. */
  find(name) {
    const exact = this.names.indexOf(name);
    const found = exact >= 0 ? exact : this.spelled.indexOf(name);
    return found >= 0 ? found : null;
  }

  /* What a step brings, in short, for the card of a closed module. */
  brings(pass, step) {
    const [kind, node] = this.steps[step];
    if (kind === "done") return "";
    const name = this.names[node].slice(0, 12);
    return `${kind === "forward" ? "" : "∂ "}${name}${kind === "edge" ? " +" : " ="} ${pass.results[step]}`;
  }

  /* Whether a step brings a number that can be asked for. */
  asks(step) {
    const [kind, node] = this.steps[step];
    if (kind === "forward") return this.edges.some(([, made]) => made === node);
    return kind === "edge" || kind === "accumulate";
  }

  /* What to say to a guess: whether it is right, and else what it looks like. */
  judge(pass, step, typed) {
    const guess = number(typed), right = number(pass.results[step]);
    if (Number.isNaN(guess)) return { right: false, say: "Please type a number, such as −0.25." };
    const [kind, node, edge] = this.steps[step];
    const places = Number(pass.key);
    const near = (x) => Number.isNaN(places)
      ? Math.abs(guess - x) <= 0.005 * Math.abs(x)
      : Math.abs(guess - x) <= 1.001 * 10 ** -places;
    if (near(right)) {
      const exact = Math.abs(guess - right) < 0.5 * 10 ** -(places || 99);
      return { right: true, say: exact || !places ? "Right." : "Right, up to the last place." };
    }
    if (near(-right)) return { right: false, say: "Check the sign." };
    if (kind === "edge") {
      if (near(number(pass.partials[edge])))
        return { right: false, say: "That is the local derivative alone; times the upstream gradient?" };
      if (near(number(this.gradient(pass, this.edges[edge][1], step))))
        return { right: false, say: "That is the upstream gradient alone; times the local derivative?" };
    }
    if (kind === "accumulate" && near(number(pass.results[step - 1])))
      return { right: false, say: `That is the contribution alone; ${this.names[node]} has a gradient already, add to it.` };
    return { right: false, say: "Not yet. Try again, or let it be shown." };
  }
}

/* A number as typed or as shown: true minus, decimal comma, and ×(−0.3) are understood. */
export function number(text) {
  const plain = text.replace(/[×()\s]/g, "").replace(/−/g, "-").replace(",", ".");
  return plain === "" ? NaN : Number(plain);
}
