/** Asking the server: a broken transfer or a fault is tried again, a refusal is final. */

import { t } from "../words.js";

/** Waits before the second and the third try, milliseconds. */
const WAITS = [300, 1200];

/** The server does not hold this version of the record any more. */
export class StaleError extends Error {}

/** The server refuses the question. */
export class RefusedError extends Error {}

/**
 * An answer whose body has arrived as a whole.
 * @param {string} url @param {AbortSignal} [signal] @returns {Promise<Response>}
 */
export async function fetchOften(url, signal) {
  for (let tried = 0; ; tried += 1) {
    try {
      return await fetchOnce(url, signal);
    } catch (error) {
      const final = error instanceof StaleError || error instanceof RefusedError || signal?.aborted;
      if (final || tried === WAITS.length) throw error;
      await new Promise((go) => setTimeout(go, WAITS[tried]));
    }
  }
}

/** @param {string} url @param {AbortSignal} [signal] */
async function fetchOnce(url, signal) {
  const answer = await fetch(url, { signal });
  if (answer.ok) return new Response(await answer.arrayBuffer(), answer);
  const reason = await reasonOf(answer);
  if (answer.status === 404) throw new StaleError(reason);
  if (answer.status < 500) throw new RefusedError(reason);
  throw new Error(reason);
}

/** @param {Response} answer */
async function reasonOf(answer) {
  const body = await answer.json().catch(() => ({}));
  return String(body.error ?? t("the server answered {status}", { status: answer.status }));
}
