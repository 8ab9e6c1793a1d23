/** Asking the server: a broken transfer, a fault or a busy server is tried again, a refusal is final. */

import { t } from "../words.js";

/** Waits before the second and the third try, milliseconds. */
const WAITS = [300, 1200];
/** Tries while the server says that it is busy. */
const BUSY_TRIES = 6;
/** Longest wait that a server may ask for, milliseconds. */
const LONGEST_WAIT = 10_000;

/** The server does not hold this version of the record any more. */
export class StaleError extends Error {}

/** The server refuses the question. */
export class RefusedError extends Error {}

/** The server is busy, and says when to ask again. */
export class BusyError extends Error {
  /** @param {string} reason @param {number} wait milliseconds */
  constructor(reason, wait) {
    super(reason);
    this.wait = wait;
  }
}

/**
 * An answer whose body has arrived as a whole.
 * @param {string} url @param {AbortSignal} [signal] @returns {Promise<Response>}
 */
export async function fetchOften(url, signal) {
  for (let tried = 1; ; tried += 1) {
    try {
      return await fetchOnce(url, signal);
    } catch (error) {
      const wait = waitAfter(error, tried);
      if (wait === null || signal?.aborted) throw error;
      await pause(wait, signal);
    }
  }
}

/**
 * Milliseconds until the next try, null when there is none.
 * @param {unknown} error @param {number} tried
 */
function waitAfter(error, tried) {
  if (error instanceof StaleError || error instanceof RefusedError) return null;
  // Those who were sent away together do not come back together.
  if (error instanceof BusyError) return tried < BUSY_TRIES ? error.wait * (1 + Math.random() / 2) : null;
  return WAITS[tried - 1] ?? null;
}

/** Wait, until the end or until the question is given up. @param {number} wait @param {AbortSignal} [signal] */
function pause(wait, signal) {
  return /** @type {Promise<void>} */ (new Promise((go) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      go();
    };
    const timer = setTimeout(end, wait);
    signal?.addEventListener("abort", end);
  }));
}

/** @param {string} url @param {AbortSignal} [signal] */
async function fetchOnce(url, signal) {
  const answer = await fetch(url, { signal });
  if (answer.ok) return new Response(await answer.arrayBuffer(), answer);
  const reason = await reasonOf(answer);
  if (answer.status === 404) throw new StaleError(reason);
  const wait = busyWait(answer);
  if (wait !== null) throw new BusyError(reason, wait);
  if (answer.status < 500) throw new RefusedError(reason);
  throw new Error(reason);
}

/**
 * Milliseconds that a busy server asks to wait (`Retry-After` in seconds, RFC 9110), null when it does not.
 * @param {Response} answer
 */
function busyWait(answer) {
  const seconds = answer.headers.get("Retry-After") ?? "";
  if (![429, 503].includes(answer.status) || !/^\d+$/.test(seconds)) return null;
  return Math.min(LONGEST_WAIT, Number(seconds) * 1000);
}

/** @param {Response} answer */
async function reasonOf(answer) {
  const body = await answer.json().catch(() => ({}));
  return String(body.error ?? t("the server answered {status}", { status: answer.status }));
}
