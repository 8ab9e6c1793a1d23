/** What both hosts that have a server share: bring the record and the app, start it, watch the server. */

import { ExploreApp } from "../app.js";
import { fetchOften } from "../data/fetch.js";
import { onefileAddress } from "../exports.js";
import { t } from "../words.js";
import { keepAddress } from "./address.js";
import { putLessons } from "./copy.js";

/** The first and the longest wait before a lost server is asked again. */
const AGAIN_MS = [2000, 30000];
/** The parameter of a page that stands in a frame. */
export const FRAMED = "embed";

/**
 * @typedef {object} Paths addresses, relative to the root of the app
 * @property {string} leaflet @property {string} ground @property {string} record @property {string} detail @property {string} known @property {string} lessons
 * @property {string} api @property {string} alive
 */
/**
 * @typedef {object} Settings
 * @property {HTMLElement} root
 * @property {string} base absolute address of the root of the app
 * @property {Paths} paths
 * @property {Promise<Response> | null} record the answer that is on its way
 * @property {import("../types.js").Host["pages"]} pages
 * @property {string} fault
 * @property {URLSearchParams | null} left the parameters of the view that was left for another page
 * @property {boolean} [framed] the page stands in a frame of another one
 * @property {import("../types.js").Host["go"]} go
 * @property {() => void} stale
 * @property {() => boolean} dark
 * @property {(heard: () => void) => () => void} onTheme
 */

/**
 * Start the app. @param {Settings} settings
 * @returns {Promise<{destroy: () => void}>}
 */
export async function startApp(settings) {
  const { base, paths, root } = settings;
  const at = (/** @type {string} */ path) => new URL(path, base).href;
  const [record, { drawGround }] = await Promise.all([
    readRecord(settings.record, at(paths.record)),
    import(at(paths.ground)),
    import(at(paths.leaflet)),
  ]);
  const large = record.events === null ? (await import("../large/selection.js")).createLargeSelection : null;
  const app = new ExploreApp(makeHost(settings, record, drawGround, at), large);
  app.start();
  const stopWatching = watchServer(at(paths.alive), (lost) => app.report(
    lost ? t("The server does not answer. What is here goes on; downloads and other pages need it.") : "",
  ));
  return {
    destroy() {
      stopWatching();
      app.destroy();
      root.replaceChildren();
    },
  };
}

/**
 * @param {Settings} settings @param {import("../types.js").RecordData} record
 * @param {import("../types.js").Host["drawGround"]} drawGround @param {(path: string) => string} at
 * @returns {import("../types.js").Host}
 */
function makeHost(settings, record, drawGround, at) {
  const { paths, root, pages, fault, go, stale, dark, onTheme } = settings;
  const address = (/** @type {string} */ path, query = "") => at(`${paths.api}${path}`) + (query && `?${query}`);
  return {
    root, pages, fault, go, stale, dark, onTheme, record, drawGround, address, view: at("view/"),
    L: /** @type {any} */ (window).L,
    ask: (path, query, signal) => fetchOften(address(path, query), signal),
    loadDetail: async () => (await fetchOften(at(paths.detail))).json(),
    loadLessons: record.events === null ? null : async () => (await fetchOften(at(paths.lessons))).json(),
    given: [],
    writeCopy: record.events === null ? null : async (lessons, opening) => putLessons(await (await fetchOften(onefileAddress({ address, record }, opening))).text(), lessons),
    loadKnown: record.events === null ? null : async () => (await fetchOften(at(paths.known))).json(),
    ...keepAddress({ opening: settings.left, own: settings.framed ? [FRAMED] : [] }),
    copy: null,
    framed: settings.framed ?? false,
  };
}

/**
 * The record from the answer that is on its way; asked for again when that one breaks.
 * @param {Promise<Response> | null} answer @param {string} url
 */
async function readRecord(answer, url) {
  try {
    const first = await answer;
    if (first?.ok) return await first.json();
  } catch {
    // A broken transfer: the next line asks again.
  }
  return (await fetchOften(url)).json();
}

/**
 * Tell when the server is lost and when it is there again: by a connection on which nothing is said.
 * @param {string} url @param {(lost: boolean) => void} tell @returns {() => void} ends the watching
 */
function watchServer(url, tell) {
  let ended = false;
  let wait = AGAIN_MS[0];
  let timer = 0;
  /** @type {WebSocket} */
  let socket;
  function open() {
    socket = new WebSocket(url.replace(/^http/, "ws"));
    socket.addEventListener("open", () => {
      wait = AGAIN_MS[0];
      tell(false);
    });
    socket.addEventListener("close", () => {
      if (ended) return;
      tell(true);
      timer = window.setTimeout(open, wait);
      wait = Math.min(AGAIN_MS[1], wait * 2);
    });
  }
  open();
  return () => {
    ended = true;
    clearTimeout(timer);
    socket.close();
  };
}
