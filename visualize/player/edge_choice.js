/* edge_choice.js: the picture while one is asked: where to click, and which edge is meant. */

/** @import { Player } from "./controls.js" */
/** @import { Question } from "./questions.js" */

export class EdgeChoice {
  /** @type {Player} */
  player;
  /** The pictures whose edges can be hit. @type {WeakSet<SVGSVGElement>} */
  hit = new WeakSet();

  /**
   * @param {Player} player
   * @param {(edges: number[]) => void} choose what is done with the edges that a line stands for
   */
  constructor(player, choose) {
    this.player = player;
    player.picture.host.addEventListener("click", ({ target }) => {
      const { lines } = player.picture;
      const group = /** @type {Element} */ (target).closest("g.edge");
      const edges = [...lines.keys()].filter((edge) => lines[edge] === group);
      if (group && edges.length) choose(edges);
    });
  }

  /**
   * The edge that is asked about is stressed; where an edge is to be clicked, each can be hit.
   * @param {Question | null} question
   */
  draw(question) {
    const { picture, pass, quiz, step } = this.player;
    const open = question !== null && !quiz.answerTo(question).done;
    const choosing = open && question.topic === "which";
    picture.host.classList.toggle("choosing", choosing);
    if (open && !choosing && question.step > step) picture.activate(pass, [question.step]);
    if (!choosing || this.hit.has(picture.svg)) return;
    this.hit.add(picture.svg);
    for (const wire of picture.svg.querySelectorAll("g.edge .wire")) {
      const broad = /** @type {SVGElement} */ (wire.cloneNode());
      broad.setAttribute("class", "hit");
      wire.before(broad);
    }
  }
}
