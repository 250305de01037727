/* clerk.js: a worker that is asked one question at a time, and ended where it takes too long. */

/**
 * @typedef {object} Waiting
 * @property {string} question
 * @property {(answer: string | null) => void} resolve
 * @property {(error: Error) => void} reject
 */

export class Clerk {
  /** Questions by their kind. @type {Map<string, Waiting>} */
  #waiting = new Map();
  #busy = false;
  #hire;
  #seconds;
  #worker;

  /**
   * @param {() => Promise<Worker>} hire starts a worker and waits until it is ready
   * @param {number} seconds how long an answer may take
   */
  constructor(hire, seconds) {
    this.#hire = hire;
    this.#seconds = seconds;
    this.#worker = hire();
    this.#worker.catch(() => {}); // who asks is told
  }

  /** Whether it can be asked; rejected where it cannot even be started. */
  get ready() {
    return this.#worker;
  }

  /**
   * The answer to a question; null where a newer one of its kind came before its turn.
   * @param {string} kind @param {string} question
   * @returns {Promise<string | null>}
   */
  ask(kind, question) {
    this.#waiting.get(kind)?.resolve(null);
    return new Promise((resolve, reject) => {
      this.#waiting.set(kind, { question, resolve, reject });
      this.#work();
    });
  }

  async #work() {
    const [next] = this.#waiting;
    if (this.#busy || !next) return;
    const [kind, { question, resolve, reject }] = next;
    this.#waiting.delete(kind);
    this.#busy = true;
    await this.#answer(question).then(resolve, reject);
    this.#busy = false;
    this.#work();
  }

  /** @param {string} question @returns {Promise<string>} */
  async #answer(question) {
    const worker = await this.#worker;
    return new Promise((resolve, reject) => {
      /** @param {string} why */
      const dismiss = (why) => {
        clearTimeout(timer);
        worker.terminate();
        this.#worker = this.#hire();
        reject(new Error(why));
      };
      const late = `this takes longer than ${this.#seconds} s; make the sheet shorter`;
      const timer = setTimeout(() => dismiss(late), 1000 * this.#seconds);
      worker.onerror = (event) => dismiss(`it could not be judged (${event.message})`);
      worker.onmessage = ({ data }) => {
        clearTimeout(timer);
        resolve(data);
      };
      worker.postMessage(question);
    });
  }
}
