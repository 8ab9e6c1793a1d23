/** A list of any length of which only the rows in view exist. Arrow keys move in it; it is one stop of the tab key. */

import { rowByKey, rowsInView, scrollToRow } from "./windowing.js";

/** Rows that a page key passes over. */
const PAGE_ROWS = 8;

/**
 * A row as it is drawn; `button` takes the focus.
 * @typedef {{element: HTMLElement, button: HTMLElement}} Row
 */

/**
 * @template {Row} T
 */
export class WindowedRows {
  /**
   * @param {HTMLElement} host the list; its rows are placed from its top
   * @param {HTMLElement} scroller @param {number} rowHeight CSS pixels
   * @param {{make: () => T, fill: (row: T, index: number) => void, covered: () => number}} rows
   *   `covered`: pixels at the top of the scroller that a heading covers
   */
  constructor(host, scroller, rowHeight, rows) {
    this.host = host;
    this.scroller = scroller;
    this.rowHeight = rowHeight;
    this.rows = rows;
    this.total = 0;
    this.top = 0;
    this.seen = 0;
    /** How far it is scrolled, as it was last heard: to ask for it costs a layout. */
    this.scrolled = 0;
    /** Row that has the focus, -1 for none. */
    this.focused = -1;
    /** @type {Array<{index: number, row: T}>} */
    this.drawn = [];
    /** @type {T[]} */
    this.spare = [];
    /** Whether it goes to paper, which does not scroll: all rows exist. */
    this.printing = false;
    this.listening = new AbortController();
    const { signal } = this.listening;
    host.addEventListener("keydown", (event) => this.onKey(event), { signal });
    host.addEventListener("focusin", (event) => { this.focused = this.indexOf(event.target); }, { signal });
    host.addEventListener("focusout", () => { this.focused = -1; }, { signal });
    addEventListener("beforeprint", () => this.setPrinting(true), { signal });
    addEventListener("afterprint", () => this.setPrinting(false), { signal });
  }

  /** Read where the list stands and how much is seen; costs a layout. */
  measure() {
    this.top = this.host.offsetTop;
    this.seen = this.scroller.clientHeight;
  }

  /** @param {number} total rows of the list */
  setTotal(total) {
    if (total === this.total) return;
    this.total = total;
    this.host.style.height = `${total * this.rowHeight}px`;
  }

  /** @param {boolean} printing */
  setPrinting(printing) {
    this.printing = printing;
    // A list that is not shown does not follow what is shown meanwhile, and is not printed.
    if (!this.host.closest("[hidden]")) this.draw();
  }

  /** Draw the rows in view, all of them anew from what they stand for. */
  draw() {
    // A list that became shorter ends in view, as the browser scrolls back by itself.
    const top = Math.min(this.scrolled - this.top, Math.max(0, this.total * this.rowHeight - this.seen));
    const [first, end] = this.printing ? [0, this.total] : rowsInView({ top, height: this.seen }, this.rowHeight, this.total);
    const kept = Math.min(this.focused, this.total - 1);
    const wanted = Array.from({ length: end - first }, (_, k) => first + k);
    if (kept >= 0 && kept < first) wanted.unshift(kept);
    if (kept >= end) wanted.push(kept);
    const lost = this.focused >= this.total && this.total > 0;
    this.place(wanted);
    const stop = kept >= 0 ? kept : Math.max(first, Math.min(end - 1, Math.ceil(top / this.rowHeight)));
    for (const { index, row } of this.drawn) {
      this.rows.fill(row, index);
      row.button.tabIndex = index === stop ? 0 : -1;
    }
    if (lost) this.focus(kept);
  }

  /** Give every wanted row an element, in order; the elements of rows that stay are not moved. @param {number[]} wanted */
  place(wanted) {
    const known = new Map(this.drawn.map(({ index, row }) => [index, row]));
    for (const index of wanted) known.delete(index);
    for (const row of known.values()) {
      row.element.remove();
      this.spare.push(row);
    }
    const staying = this.drawn.filter(({ index }) => !known.has(index));
    const rows = [];
    let next = 0;
    for (const index of wanted) {
      if (staying[next]?.index === index) {
        rows.push(staying[next]);
        next += 1;
        continue;
      }
      const row = this.spare.pop() ?? this.rows.make();
      row.element.style.transform = `translateY(${index * this.rowHeight}px)`;
      this.host.insertBefore(row.element, staying[next]?.row.element ?? null);
      rows.push({ index, row });
    }
    this.drawn = rows;
  }

  /** The row that holds an element, -1 for none. @param {EventTarget | null} target */
  indexOf(target) {
    const found = this.drawn.find(({ row }) => row.element.contains(/** @type {Node | null} */ (target)));
    return found ? found.index : -1;
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (this.focused < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rowByKey(event.key, this.focused, this.total, PAGE_ROWS);
    if (row === null) return;
    event.preventDefault();
    this.focus(row);
  }

  /** Bring a row into view and give it the focus. @param {number} index */
  focus(index) {
    this.reveal(index);
    this.focused = index;
    this.draw();
    this.drawn.find((one) => one.index === index)?.row.button.focus({ preventScroll: true });
  }

  /** @param {number} index */
  reveal(index) {
    const top = this.top + index * this.rowHeight;
    const { scroller, seen, rowHeight } = this;
    const wanted = scrollToRow(scroller.scrollTop, seen, top, rowHeight, this.rows.covered());
    if (wanted !== scroller.scrollTop) scroller.scrollTop = wanted;
    this.scrolled = scroller.scrollTop;
  }

  destroy() {
    this.listening.abort();
  }
}
