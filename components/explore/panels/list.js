/** The incidents that are shown, in reading order; those that may be of these days, and the sums, folded below. */

import { make, makeButton, setText } from "../elements.js";
import { startOver } from "../state.js";
import { grouped, t } from "../words.js";
import { countWords, possibleWords, sumsWords } from "./counts.js";
import { makeDownloads } from "./downloads.js";
import { icon } from "./icons.js";
import { ListRow } from "./list_row.js";
import { yearOf } from "./row_days.js";
import { makeWholeLink } from "./whole_link.js";
import { WindowedRows } from "./windowed_rows.js";

const ROW_PX = 54;

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Item} Item */
/** @typedef {{head: HTMLButtonElement, words: HTMLElement, rows: WindowedRows<ListRow>, host: HTMLElement}} Fold */

/** @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createList(app, host) {
  return new ListView(app, host);
}

class ListView {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    this.scroller = /** @type {HTMLElement} */ (host.parentElement);
    this.scroller.dataset.scroll = "";
    this.count = make("h2", "tm-list-count");
    this.head = make("div", "tm-list-head", this.count);
    this.counted = this.makeRows(false, (row) => this.itemAt(row));
    this.counted.host.setAttribute("aria-label", t("Incidents, by date"));
    this.none = make("p", "tm-none", t("No incident recorded for these dates and filters. The record is not complete."), " ",
      makeButton("tm-link", t("Start over"), t("Start over"), () => app.change(startOver(app.record), "new")));
    this.pages = this.makePages();
    this.possible = this.makeFold((scene) => scene.shown.possibleRows, () => app.change({ more: !app.state.more }));
    this.sums = this.makeFold((scene) => scene.shown.sumRows, () => app.change({ sums: !app.state.sums }));
    this.downloads = makeDownloads(app);
    const about = makeButton("tm-link", t("About this record"), t("About this record"), () => app.change({ dialog: "about" }));
    this.whole = app.framed ? makeWholeLink(app) : null;
    const copy = app.copy ? [make("p", "tm-quiet", app.copy.line)] : [];
    this.foot = make("div", "tm-list-foot", this.downloads.element, about, ...copy, ...(this.whole ? [this.whole.element] : []));
    host.append(this.head, this.counted.host, this.none, this.pages.element, ...this.possible.parts, ...this.sums.parts, this.foot);
    /** @type {Array<Item | null>} */
    this.items = [];
    this.first = 0;
    this.scrolled = 0;
    this.dirty = true;
    this.listening = new AbortController();
    this.scroller.addEventListener("scroll", () => this.onScroll(), { passive: true, signal: this.listening.signal });
    this.sizes = new ResizeObserver(() => this.onSize());
    this.sizes.observe(this.scroller);
    if (host.previousElementSibling) this.sizes.observe(host.previousElementSibling);
  }

  /** @param {boolean} faint @param {(row: number) => Item | null} itemAt */
  makeRows(faint, itemAt) {
    const host = make("ul", "tm-rows");
    host.setAttribute("role", "list");
    const open = (/** @type {string} */ event) => this.app.change({ event }, "new");
    /** @type {WindowedRows<ListRow>} */
    const rows = new WindowedRows(host, this.scroller, ROW_PX, {
      make: () => new ListRow(open),
      covered: () => this.head.offsetHeight,
      fill: (row, index) => row.fill(itemAt(index), {
        before: index > 0 ? itemAt(index - 1) : null, withYear: this.withYear(faint), number: index + 1, total: rows.total, faint,
      }),
    });
    return rows;
  }

  /** @param {(scene: Scene) => number[]} rowsOf @param {() => void} toggle */
  makeFold(rowsOf, toggle) {
    const words = make("span", "");
    const head = /** @type {HTMLButtonElement} */ (make("button", "tm-fold", icon("down"), words));
    head.type = "button";
    head.addEventListener("click", toggle);
    const rows = this.makeRows(true, (index) => this.app.selection.item(rowsOf(this.app.scene)[index]));
    return { head, words, rows, parts: [head, rows.host] };
  }

  makePages() {
    const { app } = this;
    const turn = (/** @type {number} */ by) => {
      app.change({ page: Math.max(0, app.state.page + by * app.record.limits.listed) });
      this.scrollTo(0);
    };
    const earlier = /** @type {HTMLButtonElement} */ (makeButton("tm-button", t("Earlier"), t("Earlier"), () => turn(-1)));
    const later = /** @type {HTMLButtonElement} */ (makeButton("tm-button", t("Later"), t("Later"), () => turn(1)));
    const words = make("span", "tm-quiet");
    return { element: make("div", "tm-pages", earlier, words, later), earlier, later, words };
  }

  /** @param {Scene} next @param {Scene | null} last */
  draw(next, last) {
    const { state } = next;
    if (state.event !== null || state.tab !== "incidents") {
      this.dirty = true;
      return;
    }
    const returned = last !== null && last.state.event !== null;
    if (last && !this.dirty && next.shown === last.shown && next.shown.passes && sameParts(state, last.state)) return;
    this.drawWords(next);
    this.dirty ||= !last || state.lead !== last.state.lead || state.more !== last.state.more || state.sums !== last.state.sums || state.more || state.sums;
    if (this.dirty) this.measure();
    if (returned) this.scrollTo(this.scrolled);
    this.follow(next, last);
    this.drawRows();
    if (returned && state.show === "map") this.returnTo(last.state.event ?? "");
  }

  /** @param {Scene} scene */
  drawWords({ state, shown }) {
    const { possible, sums, pages, app } = this;
    const words = shown.counted || shown.pending ? countWords(shown) : t("No incidents");
    setText(this.count, words);
    this.none.hidden = shown.counted > 0 || shown.pending;
    this.counted.host.hidden = shown.counted === 0;
    const paged = app.record.events === null;
    const { listed } = app.record.limits;
    this.counted.setTotal(paged ? Math.max(0, Math.min(listed, shown.counted - state.page)) : shown.counted);
    pages.element.hidden = !paged || shown.counted <= listed;
    pages.earlier.disabled = state.page === 0;
    pages.later.disabled = state.page + listed >= shown.counted;
    pages.words.textContent = t("{first} to {last}", {
      first: grouped(state.page + 1), last: grouped(Math.min(shown.counted, state.page + listed)),
    });
    drawFold(possible, shown.possible, shown.possibleRows.length, state.more, possibleWords);
    drawFold(sums, shown.sums, shown.sumRows.length, state.sums, sumsWords);
    this.downloads.draw();
    this.whole?.draw();
  }

  /** While the war is played, the newest of the list stays in view; of a larger record only the first ones are here. @param {Scene} next @param {Scene | null} last */
  follow({ state, shown }, last) {
    if (!state.playing || !last || !shown.passes || shown.counted === last.shown.counted) return;
    const { counted } = this;
    this.scrollTo(Math.max(0, counted.top + counted.total * ROW_PX - counted.seen));
  }

  /** @param {number} top */
  scrollTo(top) {
    this.scroller.scrollTop = top;
    this.hear(top);
  }

  /** @param {number} top how far the list is scrolled */
  hear(top) {
    this.scrolled = top;
    for (const rows of [this.counted, this.possible.rows, this.sums.rows]) rows.scrolled = top;
  }

  drawRows() {
    const { scene } = this.app;
    if (!this.counted.host.hidden) {
      this.itemsFrom(scene);
      this.counted.draw();
    }
    if (!this.possible.rows.host.hidden) this.possible.rows.draw();
    if (!this.sums.rows.host.hidden) this.sums.rows.draw();
  }

  /** Fetch what is about to be drawn in one piece. @param {Scene} scene */
  itemsFrom(scene) {
    const { counted, app } = this;
    const first = Math.max(0, Math.floor((this.scrolled - counted.top) / ROW_PX) - 5);
    const count = Math.min(Math.ceil(counted.seen / ROW_PX) + 10, Math.max(0, counted.total - first));
    const page = app.record.events === null ? scene.state.page : 0;
    this.first = first;
    this.items = app.selection.list(scene, page + first, count).items;
  }

  /** @param {number} row */
  itemAt(row) {
    const { app, first, items } = this;
    const known = items[row - first];
    if (known !== undefined) return known;
    const page = app.record.events === null ? app.scene.state.page : 0;
    return app.selection.list(app.scene, page + row, 1).items[0] ?? null;
  }

  /** @param {boolean} faint */
  withYear(faint) {
    const { from, to } = this.app.scene.state;
    return faint || yearOf(from) !== yearOf(to);
  }

  /** The card was closed: its row has the focus again. @param {string} event */
  returnTo(event) {
    const root = /** @type {Document | ShadowRoot} */ (this.scroller.getRootNode());
    const holder = root.activeElement;
    if (holder && holder !== document.body && !holder.closest("[hidden]")) return;
    const row = this.app.scene.shown.rows.indexOf(this.app.selection.row(event));
    if (row >= 0) this.counted.focus(row);
  }

  measure() {
    for (const rows of [this.counted, this.possible.rows, this.sums.rows]) rows.measure();
    this.dirty = this.counted.seen === 0;
  }

  onScroll() {
    if (this.app.scene.state.event !== null || this.scroller.hidden) return;
    this.hear(this.scroller.scrollTop);
    this.drawRows();
  }

  onSize() {
    if (this.app.scene.state.event !== null) return;
    this.measure();
    this.drawRows();
  }

  destroy() {
    this.listening.abort();
    this.sizes.disconnect();
    for (const rows of [this.counted, this.possible.rows, this.sums.rows]) rows.destroy();
  }
}

/** @param {import("../types.js").State} a @param {import("../types.js").State} b */
function sameParts(a, b) {
  return a.more === b.more && a.sums === b.sums && a.lead === b.lead && a.page === b.page && a.event === b.event && a.tab === b.tab;
}

/**
 * @param {{head: HTMLButtonElement, words: HTMLElement, rows: WindowedRows<ListRow>}} fold
 * @param {number} count @param {number} rows of them that can be listed @param {boolean} open
 * @param {(n: number) => string} wordsOf
 */
function drawFold({ head, words, rows: list }, count, rows, open, wordsOf) {
  head.hidden = count === 0;
  head.disabled = rows === 0;
  head.setAttribute("aria-expanded", String(open && rows > 0));
  const said = wordsOf(count);
  setText(words, said);
  list.host.hidden = !open || rows === 0;
  list.host.setAttribute("aria-label", said);
  list.setTotal(rows);
}
