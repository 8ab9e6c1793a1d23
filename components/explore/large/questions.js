/** What is asked of the server: each question once, the last answers kept. No DOM. */

/** Answers that are kept. */
const KEPT = 120;

/**
 * @template T
 * @typedef {object} Question
 * @property {string} path of the route @property {string} query
 * @property {(answer: Response) => Promise<T>} read
 * @property {string} [lane] of the questions in one lane only those of one turn are worth an answer
 * @property {string} [turn]
 */
/**
 * @typedef {object} Asked
 * @property {Promise<unknown>} promise @property {unknown} value null while it is on its way
 * @property {string} lane @property {string} turn @property {AbortController} ending
 * @property {boolean} said whether a failure of it will be said
 */

/** @param {Question<unknown>} question */
export const addressOf = ({ path, query }) => `${path}?${query}`;

export class Questions {
  /**
   * @param {NonNullable<import("../types.js").Host["ask"]>} send
   * @param {() => void} arrived an answer has come @param {import("./notice.js").Notice} notice
   */
  constructor(send, arrived, notice) {
    this.send = send;
    this.arrived = arrived;
    this.notice = notice;
    /** By address, those used last at the end. @type {Map<string, Asked>} */
    this.known = new Map();
  }

  /** The answer, if it has come. @template T @param {Question<T>} question @returns {T | null} */
  peek(question) {
    return /** @type {T | null} */ (this.known.get(addressOf(question))?.value ?? null);
  }

  /** Ask, unless it was asked. @template T @param {Question<T>} question @returns {Promise<T>} */
  ask(question) {
    const address = addressOf(question);
    const asked = this.known.get(address) ?? this.begin(address, question);
    this.known.delete(address);
    this.known.set(address, asked);
    if (this.known.size > KEPT) this.known.delete(/** @type {string} */ (this.known.keys().next().value));
    return /** @type {Promise<T>} */ (asked.promise);
  }

  /** The answer, if it has come; else it is asked for, and a failure is said: then nobody asks until it is forgotten. @template T @param {Question<T>} question @returns {T | null} */
  want(question) {
    const address = addressOf(question);
    const value = this.peek(question);
    if (value !== null || this.hasFailed(question)) return value;
    const answer = this.ask(question);
    const asked = /** @type {Asked} */ (this.known.get(address));
    if (!asked.said) answer.then(() => this.notice.heal(address), (error) => this.notice.fail(address, error));
    asked.said = true;
    return null;
  }

  /** Whether it was asked for in vain. @param {Question<unknown>} question */
  hasFailed(question) {
    return this.notice.faults.has(addressOf(question));
  }

  /** @param {string} address @param {Question<unknown>} question @returns {Asked} */
  begin(address, { path, query, read, lane = "", turn = "" }) {
    if (lane) this.leave(lane, turn);
    const ending = new AbortController();
    /** @type {Asked} */
    const asked = { promise: Promise.resolve(), value: null, lane, turn, ending, said: false };
    asked.promise = this.send(path, query, ending.signal).then(read).then((value) => {
      asked.value = value;
      this.arrived();
      return value;
    });
    asked.promise.catch(() => {
      if (this.known.get(address) === asked) this.known.delete(address);
    });
    return asked;
  }

  /** Give up what is under way in a lane, of other turns. @param {string} lane @param {string} turn */
  leave(lane, turn) {
    for (const [address, asked] of this.known) {
      if (asked.lane !== lane || asked.turn === turn || asked.value !== null) continue;
      asked.ending.abort();
      this.known.delete(address);
    }
  }
}
