/** What is said of asking: what failed, else that the server takes long. No DOM. */

import { StaleError } from "../data/fetch.js";
import { grouped, t } from "../words.js";

/** A wait longer than this is said. */
const PATIENCE_MS = 1000;

export class Notice {
  /**
   * @param {number} size incidents of the record
   * @param {{report: (words: string, again?: () => void) => void, stale: () => void, again: () => void}} tell
   */
  constructor(size, tell) {
    this.size = size;
    this.tell = tell;
    /** What has failed and was not answered since, by what was asked for. @type {Map<string, string>} */
    this.faults = new Map();
    this.said = "";
    this.slow = false;
    /** @type {ReturnType<typeof setTimeout> | null} */
    this.timer = null;
  }

  /** @param {string} key @param {unknown} error */
  fail(key, error) {
    if (error instanceof DOMException && error.name === "AbortError") return;
    if (error instanceof StaleError) {
      this.tell.stale();
      return;
    }
    this.faults.set(key, error instanceof Error ? error.message : String(error));
    this.say();
  }

  /** @param {string} key */
  heal(key) {
    if (this.faults.delete(key)) this.say();
  }

  /** Other filters: what failed before does not matter any more. */
  forget() {
    this.faults.clear();
    this.say();
  }

  /** Whether all wait for the server. @param {boolean} on */
  wait(on) {
    if (on === (this.timer !== null || this.slow)) return;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.slow = false;
    if (on) {
      this.timer = setTimeout(() => {
        this.timer = null;
        this.slow = true;
        this.say();
      }, PATIENCE_MS);
    }
    this.say();
  }

  say() {
    const [reason] = this.faults.values();
    let words = "";
    if (reason !== undefined) words = t("The counts could not be loaded: {reason}.", { reason });
    else if (this.slow) words = t("Counting {n} incidents …", { n: grouped(this.size) });
    if (words === this.said) return;
    this.said = words;
    this.tell.report(words, reason === undefined ? undefined : () => {
      this.forget();
      this.tell.again();
    });
  }
}
