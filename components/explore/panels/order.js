/** Rows of the table in the order of a column. No DOM. */

/** @typedef {import("../types.js").Item} Item */
/** @typedef {import("../types.js").Vocabulary} Vocabulary */

/** Columns whose order is that of days; a toll is a sentence, and has none. */
const DATE = "date";
const UNORDERED = "toll";

/** @param {string} sort key of a column, "-" before it for descending @returns {{key: string, down: boolean}} */
export function readSort(sort) {
  return sort.startsWith("-") ? { key: sort.slice(1), down: true } : { key: sort, down: false };
}

/** What a click on the head of a column asks for. @param {string} sort @param {string} key */
export function turnSort(sort, key) {
  return sort === key ? `-${key}` : key;
}

/** @param {string} key of a column */
export const isSortable = (key) => key !== UNORDERED;

/** What stands in a cell. @param {Item} item @param {string} key of the column @returns {string | number} */
export function cellOf(item, key) {
  const value = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (item))[key === DATE ? "when" : key];
  if (typeof value === "number" || typeof value === "string") return value;
  return typeof value === "object" && value !== null && "label" in value ? String(value.label) : "";
}

/**
 * By what a row is put in order: the place in a closed list, a number, or words.
 * @param {Item} item @param {string} key @param {Vocabulary} vocabulary @returns {string | number}
 */
export function sortValue(item, key, vocabulary) {
  if (key === DATE) return item.start;
  if (key === "evidence") return vocabulary.evidence.indexOf(item.evidence);
  if (key === "category") return vocabulary.categories.indexOf(item.category);
  return cellOf(item, key);
}

/**
 * All rows in the order of their values; rows of one value stay as they stand, empty words come last.
 * @param {number[]} rows in reading order @param {(row: number) => string | number} valueOf @param {boolean} down
 */
export function orderRows(rows, valueOf, down) {
  const values = new Map(rows.map((row) => [row, valueOf(row)]));
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const sign = down ? -1 : 1;
  const value = (/** @type {number} */ row) => values.get(row) ?? "";
  return [...rows].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (typeof x === "number" && typeof y === "number") return sign * (x - y);
    if (x === "" || y === "") return Number(x === "") - Number(y === "");
    return sign * compare(String(x), String(y));
  });
}

/** The rows that are shown, in an order of all rows. @param {number[]} order @param {number[]} shown */
export function keepShown(order, shown) {
  const wanted = new Set(shown);
  return order.filter((row) => wanted.has(row));
}
