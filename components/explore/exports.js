/** Addresses of what the server makes of a view for keeping: tables, and the record as one file. No DOM. */

import { isoOf } from "./data/days.js";
import { writeLink, writeQuery } from "./link.js";

/** @typedef {import("./types.js").Host} Host */
/** @typedef {import("./types.js").Scene} Scene */

/** A table of what is shown. @param {Host} host @param {Scene["state"]} state @param {"incidents" | "claims"} kind */
export function tableAddress(host, state, kind) {
  if (!host.ask) return null;
  const query = choose(host, state);
  if (state.known !== null) query.append("known", isoOf(state.known));
  return host.address(`download/${host.record.version}/${kind}.csv`, query.toString());
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
  return fileAddress(host, opening, large || part ? choose(host, state) : undefined);
}

/** The record as one file. @param {Pick<Host, "address" | "record">} host @param {string} opening the link that it opens with @param {URLSearchParams} [query] what of it the file holds */
export function fileAddress({ address, record }, opening, query = new URLSearchParams()) {
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
