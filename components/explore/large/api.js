/** Counts, cells and events from the server: kept, asked again when broken, and never of two versions. */

import { readTotals } from "./running_totals.js";
import { unpack } from "./binary.js";

/** Waits before the second and the third try, milliseconds. */
const WAITS = [300, 1200];
const KEPT = 80;

/** The server does not hold this version of the record any more. */
export class StaleError extends Error {}

/**
 * @param {string} recordUrl address of the record's version; the other routes lie beside it
 */
export function createFeed(recordUrl) {
  const version = recordUrl.match(/([^/]+)\.json$/)[1];
  const answers = new Map();

  /** One address once, as long as it is among the last that were used. */
  function ask(path, parameters, read) {
    const url = new URL(`../${path}`, recordUrl);
    url.search = parameters.filter(Boolean).join("&");
    const known = answers.get(url.href);
    answers.delete(url.href);
    const answer = known ?? fetchOften(url.href).then(read);
    answers.set(url.href, answer);
    if (!known) answer.catch(() => answers.delete(url.href));
    if (answers.size > KEPT) answers.delete(answers.keys().next().value);
    return answer;
  }

  return {
    /** @param {string} query the filters @returns {Promise<import("./running_totals.js").Totals>} */
    counts: (query) => ask(`counts/${version}.bin`, [query], async (answer) =>
      readTotals(unpack(await answer.arrayBuffer()))),

    /** @param {string} query @param {number} resolution of h3 @param {string} [tile] h3 index */
    cells: (query, resolution, tile) => ask(
      `cells/${version}/${resolution}.bin`, [query, tile && `tile=${tile}`],
      async (answer) => unpack(await answer.arrayBuffer()),
    ),

    /**
     * @param {string} query
     * @param {{tile?: string, start?: number, end?: number, limit: number}} within
     * @returns {Promise<{total: number, events: object}>} columns as in the record
     */
    events: (query, within) => ask(
      `events/${version}.json`,
      [query, ...Object.entries(within).filter(([, v]) => v !== undefined).map((pair) => pair.join("="))],
      (answer) => answer.json(),
    ),
  };
}

/** Ask up to three times; a refusal is final. */
export async function fetchOften(url) {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = await fetch(url);
      if (answer.ok) return await whole(answer);
      if (answer.status === 404) throw new StaleError(await reasonOf(answer));
      if (answer.status < 500) throw new RangeError(await reasonOf(answer));
      throw new Error(await reasonOf(answer));
    } catch (error) {
      const final = error instanceof StaleError || error instanceof RangeError;
      if (final || attempt === WAITS.length) throw error;
      await new Promise((go) => setTimeout(go, WAITS[attempt]));
    }
  }
}

/** Read the body now, so that a transfer that breaks off is tried again too. */
async function whole(answer) {
  return new Response(await answer.arrayBuffer(), answer);
}

async function reasonOf(answer) {
  const body = await answer.json().catch(() => ({}));
  return body.error ?? `the server answered ${answer.status}`;
}
