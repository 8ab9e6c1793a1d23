/** The lesson that is being made: its steps, one way back, kept for as long as the tab is open. No DOM. */

/** @typedef {import("../types.js").LessonTable} LessonTable */
/** @typedef {import("../types.js").StepTable} StepTable */

const KEY = "timemap-lesson";

/** Where the tab keeps what is typed; null where the browser allows none. @returns {Storage | null} */
export function tabStorage() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

export class Draft {
  /** @param {Pick<Storage, "getItem" | "setItem"> | null} storage @param {() => void} changed */
  constructor(storage, changed) {
    this.storage = storage;
    this.changed = changed;
    /** Two tabs of one browser present different lessons. */
    this.id = `own-${Math.random().toString(36).slice(2, 10)}`;
    /** @type {LessonTable} */
    this.table = { steps: [] };
    /** What the last change took away: its words, and how it was before. @type {{words: string, table: LessonTable} | null} */
    this.undone = null;
    this.version = 0;
    this.restore();
  }

  restore() {
    try {
      const { id, table } = JSON.parse(this.storage?.getItem(KEY) ?? "");
      if (Array.isArray(table.steps)) Object.assign(this, { id, table });
    } catch {
      // Nothing was kept.
    }
  }

  /** Something else was written into the table. */
  save() {
    this.version += 1;
    try {
      this.storage?.setItem(KEY, JSON.stringify({ id: this.id, table: this.table }));
    } catch {
      // No room, or not allowed: the lesson stays for as long as the page does.
    }
    this.changed();
  }

  isEmpty() {
    const { title, summary, steps } = this.table;
    return !title && !summary && !steps.length;
  }

  /** Put another lesson in the place of this one. @param {LessonTable} table @param {string} words what was taken away */
  replace(table, words) {
    this.undone = this.isEmpty() ? null : { words, table: this.table };
    this.table = table;
    this.save();
  }

  /** @param {StepTable} show what the step shows @returns {number} its number */
  add(show) {
    this.table.steps.push({ ...show, sentences: [emptySentence(), emptySentence()] });
    this.save();
    return this.table.steps.length;
  }

  /** @param {number} number from 1 */
  copy(number) {
    this.table.steps.splice(number, 0, structuredClone(this.table.steps[number - 1]));
    this.save();
  }

  /** @param {number} number from 1 @param {string} words */
  remove(number, words) {
    this.replace({ ...this.table, steps: this.table.steps.filter((_, k) => k !== number - 1) }, words);
  }

  /** @param {number} number from 1 @param {1 | -1} by @returns {number} where it stands then */
  move(number, by) {
    const { steps } = this.table;
    const other = number + by;
    if (other < 1 || other > steps.length) return number;
    [steps[number - 1], steps[other - 1]] = [steps[other - 1], steps[number - 1]];
    this.save();
    return other;
  }

  undo() {
    if (this.undone) this.table = this.undone.table;
    this.undone = null;
    this.save();
  }
}

export const emptySentence = () => ({ text: "", rests_on: /** @type {string[]} */ ([]) });
