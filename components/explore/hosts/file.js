/** The copy: the app as one file that opens from disk, or as a folder on any static server. It has no server. */

import { ExploreApp } from "../app.js";
import { fetchOften } from "../data/fetch.js";
import { Once } from "../data/once.js";
import { readLetters, unpack } from "../data/unpack.js";
import { keepAddress } from "./address.js";
import { readLessons, writePage } from "./copy.js";
import { showFault } from "./fault.js";
import { followScheme } from "./scheme.js";

/** @typedef {{detail: import("../types.js").DetailData, known: import("../types.js").KnownData, lessons: import("../types.js").LessonsData}} Rest */
/**
 * @typedef {object} Given what the page hands over
 * @property {import("../types.js").Copy} copy
 * @property {string} opening the link that it opens with
 * @property {string | null} rest address of what comes after the first picture; null where the page holds it
 */

/** @param {string} id */
export const textOf = (id) => document.getElementById(id)?.textContent ?? "";

/** Show the app. @param {import("../types.js").Host["drawGround"]} drawGround */
export async function start(drawGround) {
  try {
    (await openApp(drawGround)).start();
  } catch (error) {
    showFault(findRoot(), error, () => start(drawGround));
  }
}

/** The app with the record of the page, before it draws. @param {import("../types.js").Host["drawGround"]} drawGround */
export async function openApp(drawGround) {
  const record = JSON.parse(await open(readLetters(textOf("explore-record"))).text());
  return new ExploreApp(makeHost(findRoot(), record, drawGround), null);
}

const findRoot = () => /** @type {HTMLElement} */ (document.getElementById("explore"));

/**
 * @param {HTMLElement} root @param {import("../types.js").RecordData} record
 * @param {import("../types.js").Host["drawGround"]} drawGround
 * @returns {import("../types.js").Host}
 */
function makeHost(root, record, drawGround) {
  /** @type {Given} */
  const given = JSON.parse(textOf("explore-data"));
  const { protocol, search } = window.location;
  const lasting = protocol.startsWith("http");
  const rest = new Once(() => loadRest(given.rest));
  return {
    root, drawGround, ...followScheme(),
    ...keepAddress({ inHash: !lasting, opening: new URLSearchParams((!lasting && search) || given.opening) }),
    L: /** @type {any} */ (window).L,
    record,
    copy: { ...given.copy, lasting },
    ask: null,
    address: (path) => path,
    loadDetail: async () => (await rest.get()).detail,
    loadKnown: async () => (await rest.get()).known,
    loadLessons: async () => (await rest.get()).lessons,
    given: readLessons(document),
    // The page of a folder is none that stands alone.
    writeCopy: given.rest === null ? async (lessons, link) => writePage(document, lessons, link) : null,
    pages: [],
    go() {},
    stale() {},
    fault: "",
    view: null,
    framed: false,
  };
}

/** @param {string | null} address @returns {Promise<Rest>} */
async function loadRest(address) {
  const packed = address === null ? readLetters(textOf("explore-rest")) : await (await fetchOften(new URL(address, document.baseURI).href)).arrayBuffer();
  return unpack(await open(packed).json());
}

/** What is packed as gzip. @param {BlobPart} packed */
function open(packed) {
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")));
}
