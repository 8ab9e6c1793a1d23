/** Rows and heads of the table. */

import { make } from "../elements.js";
import { grouped } from "../words.js";
import { icon } from "./icons.js";
import { markIcon } from "./mark.js";
import { cellOf, isSortable, readSort, turnSort } from "./order.js";

/** Narrowest widths of columns in CSS pixels, and their shares of what is left. */
const NUMBER = { width: 76, share: 0.3 };
const WORDS = { width: 118, share: 1 };
const WIDE = new Map([["title", { width: 220, share: 2.4 }], ["where", { width: 150, share: 1.3 }], ["toll", { width: 150, share: 1.3 }]]);
/** Columns that name something of the record. */
const NAMED = ["title", "where"];

/** @typedef {import("../types.js").Item} Item */
/** @typedef {import("../types.js").App} App */
/** @typedef {{key: string, label: string}} Column */

/** The grid in which all rows of the table stand. @param {Column[]} columns @param {(key: string) => boolean} isNumber */
export function gridOf(columns, isNumber) {
  const sizes = columns.map(({ key }) => WIDE.get(key) ?? (isNumber(key) ? NUMBER : WORDS));
  return {
    template: sizes.map(({ width, share }) => `minmax(${width}px, ${share}fr)`).join(" "),
    width: sizes.reduce((sum, size) => sum + size.width, 0),
  };
}

/** The head of a column. @param {App} app @param {Column} column @param {boolean} sortable @param {string} sort */
export function makeHead(app, { key, label }, sortable, sort) {
  const cell = make("th", "");
  cell.setAttribute("role", "columnheader");
  cell.setAttribute("scope", "col");
  if (!sortable || !isSortable(key)) {
    cell.append(make("span", "", label));
    return cell;
  }
  const { key: by, down } = readSort(sort);
  cell.setAttribute("aria-sort", by !== key ? "none" : down ? "descending" : "ascending");
  const button = /** @type {HTMLButtonElement} */ (make("button", "tm-sort", make("span", "", label)));
  button.type = "button";
  button.dataset.column = key;
  if (by === key) button.append(icon(down ? "down" : "up", 14));
  button.addEventListener("click", () => app.change({ sort: turnSort(app.state.sort, key) }, "new"));
  cell.append(button);
  return cell;
}

export class TableRow {
  /** @param {Column[]} columns @param {string} named the column that names the row @param {(id: string) => void} open */
  constructor(columns, named, open) {
    this.columns = columns;
    this.named = named;
    this.id = "";
    this.button = /** @type {HTMLButtonElement} */ (make("button", "tm-cell-button"));
    this.button.type = "button";
    this.button.dataset.record = "";
    this.cells = columns.map(({ key }) => this.makeCell(key));
    this.element = make("tr", "tm-table-row", ...this.cells);
    this.element.setAttribute("role", "row");
    this.element.addEventListener("click", () => this.id && open(this.id));
  }

  /** @param {string} key */
  makeCell(key) {
    const naming = key === this.named;
    const cell = naming ? make("th", "", this.button) : make("td", "", make("span", ""));
    cell.setAttribute("role", naming ? "rowheader" : "cell");
    if (naming) cell.setAttribute("scope", "row");
    if (NAMED.includes(key)) cell.dataset.record = "";
    return cell;
  }

  /** @param {Item | null} item null: on its way @param {number} index @param {string | null} selected id */
  fill(item, index, selected) {
    this.element.setAttribute("aria-rowindex", String(index + 2));
    const current = item !== null && item.id === selected;
    if (current) this.button.setAttribute("aria-current", "true");
    else this.button.removeAttribute("aria-current");
    this.element.classList.toggle("tm-table-current", current);
    if (item && item.id === this.id) return;
    this.id = item ? item.id : "";
    this.columns.forEach(({ key }, k) => fillCell(this.cells[k], item, key));
  }
}

/** @param {HTMLElement} cell @param {Item | null} item @param {string} key */
function fillCell(cell, item, key) {
  const target = /** @type {HTMLElement} */ (cell.firstElementChild);
  const value = item ? cellOf(item, key) : "…";
  const words = typeof value === "number" ? grouped(value) : value;
  target.textContent = words;
  target.title = words;
  if (key === "category" && item) {
    const { shape, harm } = item.category;
    target.prepend(markIcon({ shape, fill: item.evidence.fill, harm, soft: false, split: item.split }, 18), " ");
  }
}
