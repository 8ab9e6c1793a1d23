/** Addresses of what the server makes of a view for keeping: tables, and the record as one file. No DOM. */

import { isoOf } from "./data/days.js";
import { writeLink, writeQuery } from "./link.js";

/** @typedef {import("./types.js").Host} Host */
/** @typedef {import("./types.js").Scene} Scene */

/** @typedef {Array<[string, string]> | null} More further parameters; null for none at all, not even those of what is shown */

/** A file of what is shown. @param {Host} host @param {Scene["state"]} state @param {string} file such as incidents.csv @param {More} more */
export function fileAddress(host, state, file, more) {
  return host.ask && host.address(`download/${host.record.version}/${file}`, ask(host, state, more));
}

/** The address of the same for scripts, which stays when the record changes. @param {Host} host @param {Scene["state"]} state @param {string} file @param {More} more */
export function scriptAddress(host, state, file, more) {
  if (!host.ask || host.view === null) return null;
  const url = new URL(`../api/${file}`, host.view);
  url.search = ask(host, state, more);
  return url.href;
}

/** @param {Host} host @param {Scene["state"]} state @param {More} more */
function ask(host, state, more) {
  if (more === null) return "";
  const query = choose(host, state);
  if (state.known !== null) query.append("known", isoOf(state.known));
  for (const [key, value] of more) query.append(key, value);
  return query.toString();
}

/**
 * The whole record as one file that opens with the view; of a large record what is shown, if that is not too much.
 * @param {Host} host @param {Scene} scene @param {boolean} part only what is shown of a small record, too
 */
export function copyAddress(host, { state, shown }, part) {
  if (!host.ask) return null;
  const { record } = host;
  const large = record.events === null;
  if (large && shown.counted + shown.possible + shown.sums > record.limits.sent) return null;
  // A lesson of the link is in no file that the server makes.
  const opening = writeLink(state.made === null ? state : { ...state, made: null, lesson: null, step: 1 }, record).toString();
  return onefileAddress(host, opening, large || part ? choose(host, state) : undefined);
}

/** The record as one file. @param {Pick<Host, "address" | "record">} host @param {string} opening the link that it opens with @param {URLSearchParams} [query] what of it the file holds */
export function onefileAddress({ address, record }, opening, query = new URLSearchParams()) {
  if (opening) query.append("open", opening);
  return address(`onefile/${record.version}.html`, query.toString());
}

/** Filters and dates as the routes of the server take them. @param {Host} host @param {Scene["state"]} state */
function choose({ record }, state) {
  const query = new URLSearchParams(writeQuery(state, record));
  query.append("from", isoOf(state.from));
  query.append("to", isoOf(state.to));
  return query;
}
