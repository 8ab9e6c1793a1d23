/** The address of the page as its hosts keep it: where the link stands in it, and what of it is not the app's. */

/** Name of the number, in the state of an entry of the history, of own entries below it. */
const BELOW = "timemapBelow";

/** @typedef {Pick<import("../types.js").Host, "readLink" | "writeLink" | "linkTo" | "entriesBelow" | "leave" | "onLink">} KeptAddress */

/**
 * @param {object} [settings]
 * @param {URLSearchParams | null} [settings.opening] what an address without a link shows at first
 * @param {boolean} [settings.inHash] the link stands behind `#`: browsers let a file on disk change no other part
 * @param {string[]} [settings.own] parameters of the host, which stay in the address and are in no link
 * @returns {KeptAddress}
 */
export function keepAddress({ opening = null, inHash = false, own = [] } = {}) {
  const { pathname } = window.location;
  const here = () => window.location.pathname === pathname;
  let first = opening;
  /** @param {URL} url @param {URLSearchParams} parameters */
  const put = (url, parameters) => {
    if (inHash) url.hash = parameters.toString();
    else url.search = parameters.toString();
    return url.href;
  };
  const read = () => new URLSearchParams(inHash ? window.location.hash.slice(1) : window.location.search);
  return {
    readLink() {
      const found = read();
      for (const name of own) found.delete(name);
      const shown = found.size || !first ? found : first;
      first = null;
      return shown;
    },
    writeLink(parameters, entry) {
      if (!here()) return;
      const present = read();
      const written = new URLSearchParams(parameters);
      for (const name of own) if (present.has(name)) written.set(name, present.get(name) ?? "");
      const href = put(new URL(window.location.href), written);
      if (entry === "new") window.history.pushState({ ...window.history.state, [BELOW]: entriesBelow() + 1 }, "", href);
      else if (href !== window.location.href) window.history.replaceState(window.history.state, "", href);
    },
    linkTo(parameters) {
      const url = new URL(window.location.href);
      url.hash = "";
      return put(url, parameters);
    },
    entriesBelow,
    leave: () => window.history.back(),
    onLink(heard) {
      // Another page of the app has another path; the host goes there.
      const onState = () => here() && heard();
      window.addEventListener("popstate", onState);
      return () => window.removeEventListener("popstate", onState);
    },
  };
}

/** @returns {number} */
function entriesBelow() {
  return window.history.state?.[BELOW] ?? 0;
}
