/** What is shown as a table: the same incidents, sortable, with columns to choose. */

import { spanWords } from "../data/days.js";
import { make, makeButton } from "../elements.js";
import { grouped, t } from "../words.js";
import { apartWords, countWords } from "./counts.js";
import { makeColumnChooser } from "./column_chooser.js";
import { makeDownloads } from "./downloads.js";
import { cellOf, keepShown, orderRows, readSort, sortValue } from "./order.js";
import { gridOf, makeHead, TableRow } from "./table_cells.js";
import { WindowedRows } from "./windowed_rows.js";

const ROW_PX = 46;
/** The column that names a row, and is always there. */
const NAMING = "title";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Item} Item */

/** @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createTable(app, host) {
  return new TableView(app, host);
}

class TableView {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    /** A larger record comes from the server, in the order of days. */
    this.paged = app.record.events === null;
    this.body = make("tbody", "");
    this.body.setAttribute("role", "rowgroup");
    this.heads = make("tr", "");
    this.heads.setAttribute("role", "row");
    this.caption = make("h2", "tm-table-count");
    this.apart = make("p", "tm-quiet");
    this.chooser = makeColumnChooser(app, NAMING);
    this.downloads = makeDownloads(app);
    this.table = this.makeTable();
    this.scroller = make("div", "tm-table-scroller", this.table);
    this.pages = this.makePages();
    host.append(make("div", "tm-table-head", make("div", "", this.caption, this.apart), this.downloads.element, this.chooser.element), this.scroller, this.pages.element);
    /** @type {WindowedRows<TableRow> | null} */
    this.rows = null;
    /** Rows in their order; all rows by the way they are sorted. @type {number[]} */
    this.shown = [];
    /** @type {Map<string, number[]>} */
    this.orders = new Map();
    this.listening = new AbortController();
    this.scroller.addEventListener("scroll", () => this.onScroll(), { passive: true, signal: this.listening.signal });
    this.sizes = new ResizeObserver(() => this.onSize());
    this.sizes.observe(this.scroller);
  }

  makeTable() {
    const head = make("thead", "", this.heads);
    head.setAttribute("role", "rowgroup");
    const table = make("table", "tm-grid", head, this.body);
    table.setAttribute("role", "table");
    table.setAttribute("aria-describedby", "tm-table-count");
    this.caption.id = "tm-table-count";
    table.setAttribute("aria-label", t("Incidents"));
    return table;
  }

  makePages() {
    const { app } = this;
    const turn = (/** @type {number} */ by) => {
      this.scroller.scrollTop = 0;
      app.change({ page: Math.max(0, app.state.page + by * app.record.limits.listed) });
    };
    const earlier = /** @type {HTMLButtonElement} */ (makeButton("tm-button", t("Earlier"), t("Earlier"), () => turn(-1)));
    const later = /** @type {HTMLButtonElement} */ (makeButton("tm-button", t("Later"), t("Later"), () => turn(1)));
    const words = make("span", "tm-quiet");
    return { element: make("div", "tm-pages", earlier, words, later), earlier, later, words };
  }

  /** @param {Scene} next @param {Scene | null} last */
  draw(next, last) {
    const { state, shown } = next;
    if (state.show !== "table") return;
    const was = last && last.state.show === "table" ? last.state : null;
    const headed = was && was.columns === state.columns && was.sort === state.sort;
    if (!headed) this.drawHeads(state);
    if (headed && shown === last?.shown && shown.passes && was.event === state.event && was.page === state.page) return;
    this.drawWords(next);
    if (!this.paged && (!headed || shown !== last?.shown)) this.shown = this.sortRows(state.sort, shown.rows);
    const rows = /** @type {WindowedRows<TableRow>} */ (this.rows);
    const { listed } = this.app.record.limits;
    rows.setTotal(this.paged ? Math.max(0, Math.min(listed, shown.counted - state.page)) : this.shown.length);
    this.table.setAttribute("aria-rowcount", String(rows.total + 1));
    if (!was) rows.measure();
    rows.draw();
    if (was?.event && !state.event) this.returnTo(was.event);
  }

  /** The columns as they are chosen, in the order of the record. @param {import("../types.js").State} state */
  drawHeads(state) {
    const { app } = this;
    const columns = app.record.vocabulary.columns.filter(({ key }) => key === NAMING || state.columns.includes(key));
    const sample = app.record.events?.id.length ? app.selection.item(0) : null;
    const { template, width } = gridOf(columns, (key) => sample !== null && typeof cellOf(sample, key) === "number");
    this.table.style.setProperty("--tm-columns", template);
    this.table.style.minWidth = `${width}px`;
    const held = this.heads.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.column : null;
    this.heads.replaceChildren(...columns.map((column) => makeHead(app, column, !this.paged, state.sort)));
    if (held) /** @type {HTMLElement | null} */ (this.heads.querySelector(`[data-column="${held}"]`))?.focus({ preventScroll: true });
    this.rows?.destroy();
    this.body.replaceChildren();
    const open = (/** @type {string} */ event) => app.change({ event }, "new");
    this.rows = new WindowedRows(this.body, this.scroller, ROW_PX, {
      make: () => new TableRow(columns, NAMING, open),
      covered: () => this.heads.offsetHeight,
      fill: (row, index) => row.fill(this.itemAt(index), index, app.scene.state.event),
    });
    this.rows.measure();
    this.rows.scrolled = this.scroller.scrollTop;
    this.chooser.draw(state);
  }

  /** @param {Scene} scene */
  drawWords({ state, shown }) {
    const counted = shown.counted || shown.pending ? countWords(shown) : t("No incidents");
    this.caption.textContent = t("{incidents}, {days}", { incidents: counted, days: spanWords(state.from, state.to) });
    this.apart.textContent = apartWords(shown);
    this.downloads.draw();
    const { pages } = this;
    const { listed } = this.app.record.limits;
    pages.element.hidden = !this.paged || shown.counted <= listed;
    pages.earlier.disabled = state.page === 0;
    pages.later.disabled = state.page + listed >= shown.counted;
    pages.words.textContent = t("{first} to {last}", { first: grouped(state.page + 1), last: grouped(Math.min(shown.counted, state.page + listed)) });
  }

  /** @param {string} sort @param {number[]} rows in reading order */
  sortRows(sort, rows) {
    const { key, down } = readSort(sort);
    const { events, vocabulary } = this.app.record;
    if ((key === "date" && !down) || !events) return rows;
    let order = this.orders.get(sort);
    if (!order) {
      order = orderRows(events.reading, (row) => sortValue(this.app.selection.item(row), key, vocabulary), down);
      this.orders.set(sort, order);
    }
    return keepShown(order, rows);
  }

  /** @param {number} index @returns {Item | null} */
  itemAt(index) {
    const { app } = this;
    if (!this.paged) return app.selection.item(this.shown[index]);
    return app.selection.list(app.scene, app.scene.state.page + index, 1).items[0] ?? null;
  }

  /** The card was closed: its row has the focus again. @param {string} event */
  returnTo(event) {
    const root = /** @type {Document | ShadowRoot} */ (this.scroller.getRootNode());
    const holder = root.activeElement;
    if (holder && holder !== document.body && !holder.closest("[hidden]")) return;
    const index = this.shown.indexOf(this.app.selection.row(event));
    if (index >= 0) this.rows?.focus(index);
  }

  onScroll() {
    if (!this.rows) return;
    this.rows.scrolled = this.scroller.scrollTop;
    this.rows.draw();
  }

  onSize() {
    if (this.app.scene.state.show !== "table") return;
    this.rows?.measure();
    this.rows?.draw();
  }

  destroy() {
    this.listening.abort();
    this.sizes.disconnect();
    this.rows?.destroy();
    this.chooser.destroy();
  }
}
