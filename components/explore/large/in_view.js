/** What the parts of the page have shown in the last drawing: other filters are shown when all of it has come. No DOM. */

/** @typedef {import("../types.js").State} State */
/** @typedef {import("./questions.js").Question<unknown>} Question */
/** @typedef {(query: string, state: State) => Question} Ask */

export class InView {
  /** @param {import("./questions.js").Questions} questions @param {Map<string, Ask>} first before anything was drawn */
  constructor(questions, first) {
    this.questions = questions;
    this.last = first;
    /** @type {Map<string, Ask>} */
    this.next = new Map();
  }

  /** A drawing begins. */
  begin() {
    if (!this.next.size) return;
    this.last = this.next;
    this.next = new Map();
  }

  /** @param {string} key @param {Ask} ask */
  add(key, ask) {
    this.next.set(key, ask);
  }

  /** Whether all that was shown has come for other filters; what has not is asked for. @param {string} query @param {State} state */
  isReady(query, state) {
    const missing = [...this.last.values()].map((ask) => ask(query, state))
      .filter((question) => !this.questions.hasFailed(question) && this.questions.want(question) === null);
    return missing.length === 0;
  }
}
