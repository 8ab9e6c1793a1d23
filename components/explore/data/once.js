/** What is asked for once and kept; after a failure only those who ask for it by hand ask again. No DOM. */

/** @template T */
export class Once {
  /** @param {() => Promise<T>} ask @param {() => void} [told] that the answer has come, or failed to */
  constructor(ask, told = () => {}) {
    this.ask = ask;
    this.told = told;
    /** @type {Promise<T> | null} */
    this.asked = null;
    /** @type {T | null} */
    this.value = null;
    this.failed = false;
  }

  /** Ask, for the first time only. */
  want() {
    if (!this.asked) this.get().catch(() => {});
  }

  /** The answer, asked for again after a failure. @returns {Promise<T>} */
  get() {
    if (this.asked && !this.failed) return this.asked;
    this.failed = false;
    this.asked = this.ask();
    this.asked.then((value) => { this.value = value; }, () => { this.failed = true; }).then(this.told);
    return this.asked;
  }
}
