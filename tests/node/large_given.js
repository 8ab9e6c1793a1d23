/** A small record that is not here, and a server that answers when it is told to. */

import { openingState } from "../../components/explore/state.js";

/** @typedef {import("../../components/explore/types.js").RecordData} RecordData */
/** @typedef {import("../../components/explore/types.js").State} State */
/** @typedef {{start: number, end: number, class: number, count: number, off?: number}} Span */
/** @typedef {Array<[number, number]>} Days day and how many incidents are of it */

const SIZES = { u1: 1, u4: 4, i4: 4, f4: 4, u8: 8 };

/**
 * A body as the server packs it. @param {Record<string, unknown>} header
 * @param {Record<string, [keyof typeof SIZES, Array<number | bigint>]>} arrays
 */
export function pack(header, arrays) {
  let offset = 0;
  const entries = Object.entries(arrays).map(([name, [type, values]]) => {
    const entry = { name, type, offset, length: values.length };
    offset += Math.ceil((values.length * SIZES[type]) / 8) * 8;
    return entry;
  });
  let text = JSON.stringify({ ...header, arrays: entries });
  while ((4 + new TextEncoder().encode(text).length) % 8) text += " ";
  const words = new TextEncoder().encode(text);
  const body = new DataView(new ArrayBuffer(4 + words.length + offset));
  body.setUint32(0, words.length, true);
  new Uint8Array(body.buffer, 4, words.length).set(words);
  entries.forEach(({ name, type, offset: from }) => arrays[name][1].forEach((value, k) => {
    const at = 4 + words.length + from + k * SIZES[type];
    if (typeof value === "bigint") body.setBigUint64(at, value, true);
    else if (type === "u1") body.setUint8(at, value);
    else if (type === "f4") body.setFloat32(at, value, true);
    else if (type === "i4") body.setInt32(at, value, true);
    else body.setUint32(at, value, true);
  }));
  return body.buffer;
}

/** Running totals of lists. @param {Days[]} lists @returns {Record<string, ["u4" | "i4", number[]]>} */
function packDays(lists) {
  const [ptr, day, total] = [[0], /** @type {number[]} */ ([]), /** @type {number[]} */ ([])];
  for (const days of lists) {
    let sum = 0;
    for (const [at, count] of days) {
      sum += count;
      day.push(at);
      total.push(sum);
    }
    ptr.push(day.length);
  }
  return { day_ptr: ["u4", ptr], day: ["i4", day], day_total: ["u4", total] };
}

/** @param {string} name @param {Span[]} spans @returns {Record<string, ["u1" | "u4" | "i4", number[]]>} */
function packSpans(name, spans) {
  return {
    [`${name}_start`]: ["i4", spans.map(({ start }) => start)], [`${name}_end`]: ["i4", spans.map(({ end }) => end)],
    [`${name}_class`]: ["u1", spans.map((span) => span.class)], [`${name}_count`]: ["u4", spans.map(({ count }) => count)],
  };
}

/** The counts route's answer. @param {Days[]} lists of each bar, then off the map @param {Span[]} spans @param {Span[]} [sums] @param {number} [onMap] */
export function packCounts(lists, spans, sums = [], onMap = 5000) {
  const off = { span_off: /** @type {["u4", number[]]} */ (["u4", spans.map((span) => span.off ?? 0)]) };
  const passing = [...lists.slice(0, -1).flat().map(([, n]) => n), ...spans.map(({ count }) => count)].reduce((a, b) => a + b, 0);
  return pack({ passing, on_map: onMap }, { ...packDays(lists), ...packSpans("span", spans), ...off, ...packSpans("sum", sums) });
}

/** The cells route's answer. @param {Array<{cell: bigint, lon: number, lat: number, lists: Days[], spans: Span[]}>} cells */
export function packCells(cells) {
  const ptr = cells.reduce((ends, { spans }) => [...ends, ends[ends.length - 1] + spans.length], [0]);
  const lon = cells.map((cell) => cell.lon);
  const lat = cells.map((cell) => cell.lat);
  return pack({}, {
    cell: ["u8", cells.map(({ cell }) => cell)], lon: ["f4", lon], lat: ["f4", lat],
    centre_lon: ["f4", lon], centre_lat: ["f4", lat], ...packDays(cells.flatMap(({ lists }) => lists)),
    span_ptr: ["u4", ptr], ...packSpans("span", cells.flatMap(({ spans }) => spans)),
  });
}

/** Columns of incidents of one day each. @param {string[]} ids @param {number} day */
export function columns(ids, day) {
  const all = (/** @type {unknown} */ value) => ids.map(() => value);
  return {
    id: ids, title: ids, when: all(""), where: all(""), start: all(day), end: all(day), date_precision: all(0),
    place_precision: all(0), lon: all(47), lat: all(40), place: all(-1), district: all(-1), category: all(0),
    evidence: all(0), harmed: all([]), accused: all([]), contests: all([]), source_kinds: all([]), overview: all(false), claims: all(1),
    toll: all(""), reading: all(0),
  };
}

const term = (/** @type {string} */ key) => ({ key, label: key });

/** Two fills, one filter, days 0 to 100. */
export const RECORD = /** @type {RecordData} */ (/** @type {unknown} */ ({
  version: "v1", size: 9000, events: null, places: [], opening_period: "all",
  periods: [{ key: "all", label: "All", shorter: [], share: 0, start: 0, end: 100 }],
  limits: { sent: 3000, singles: 10000, listed: 200, text: 200, zoom: 13, cells: [3, 9, 6] },
  link: [{ key: "category", field: "filters.categories", kind: "list", values: ["a", "b"], default: null, former: [] }],
  vocabulary: {
    fills: [term("full"), term("hollow")], facets: [{ ...term("categories"), group: "what", question: "" }], columns: [],
    speeds: [], categories: [{ ...term("a"), shape: "circle", harm: true }], evidence: [{ ...term("sure"), fill: "full", rule: "" }],
    harmed: [], accused: [], contests: [], place_precisions: [{ ...term("town"), soft: false }], date_precisions: [{ ...term("day"), exact: true }],
  },
}));

/** @param {Partial<State>} [patch] @returns {State} */
export const stateWith = (patch = {}) => ({ ...openingState(RECORD), ...patch });

/** What follows from an answer has happened: bodies are read in several turns. */
export async function turns() {
  for (let k = 0; k < 30; k += 1) await new Promise((go) => setImmediate(go));
}

/** A server whose answers wait until they are let go. */
export class GivenServer {
  constructor() {
    /** What was asked since this was last read. @type {string[]} */
    this.asked = [];
    /** @type {Array<{address: string, answer: (body: unknown) => void, refuse: (error: Error) => void}>} */
    this.waiting = [];
    this.ask = this.ask.bind(this);
  }

  /** @param {string} path @param {string} [query] @param {AbortSignal} [signal] @returns {Promise<Response>} */
  ask(path, query = "", signal) {
    const address = query ? `${path}?${query}` : path;
    this.asked.push(address);
    return new Promise((resolve, reject) => {
      const answer = (/** @type {any} */ body) => resolve(new Response(body instanceof ArrayBuffer ? body : JSON.stringify(body)));
      this.waiting.push({ address, answer, refuse: reject });
      signal?.addEventListener("abort", () => {
        this.waiting = this.waiting.filter((one) => one.address !== address);
        reject(new DOMException("given up", "AbortError"));
      });
    });
  }

  /** Addresses of what waits for an answer. */
  get open() {
    return this.waiting.map(({ address }) => address);
  }

  /** What was asked since the last call. */
  news() {
    const { asked } = this;
    this.asked = [];
    return asked;
  }

  /** Answer what waits, as far as its address begins so. @param {string} start @param {unknown} body */
  async answer(start, body) {
    for (const one of this.waiting.filter(({ address }) => address.startsWith(start))) {
      this.waiting.splice(this.waiting.indexOf(one), 1);
      if (body instanceof Error) one.refuse(body);
      else one.answer(body);
    }
    await turns();
  }
}
