/** The plain page: the app without Streamlit, at `view/`. */

import { StaleError } from "../data/fetch.js";
import { showFault } from "./fault.js";
import { followScheme } from "./scheme.js";
import { FRAMED, startApp } from "./server.js";

const root = /** @type {HTMLElement} */ (document.getElementById("explore"));
const data = JSON.parse(document.getElementById("explore-data")?.textContent ?? "{}");
const base = new URL("..", document.baseURI.split(/[?#]/)[0]).href;
const framed = new URLSearchParams(window.location.search).get(FRAMED) === "1";

/** @type {import("../types.js").Host["go"]} */
function go(page, parameters) {
  const found = data.pages.find((/** @type {{key: string}} */ { key }) => key === page);
  const url = new URL(found?.href ?? "", base);
  url.search = new URLSearchParams(parameters).toString();
  window.location.assign(url);
}

async function start() {
  try {
    await startApp({
      root, base, paths: data.paths, fault: data.fault, left: null, go,
      pages: data.pages.map((/** @type {{href: string}} */ page) => ({ ...page, href: new URL(page.href, base).href })),
      record: fetch(new URL(data.paths.record, base)),
      stale: () => window.location.reload(),
      framed,
      ...followScheme(),
    });
  } catch (error) {
    if (error instanceof StaleError) window.location.reload();
    else showFault(root, error, start);
  }
}

start();
