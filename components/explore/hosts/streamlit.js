/** The mount in Streamlit: data that does not change in a visit; one word to Python, that the version is stale. */

import { StaleError } from "../data/fetch.js";
import { showFault } from "./fault.js";
import { startApp } from "./server.js";

/**
 * @typedef {object} Component what Streamlit passes
 * @property {any} data @property {HTMLElement} parentElement
 * @property {(name: string, value: unknown) => void} setTriggerValue
 */
/** @typedef {{version: string, component: Component, themes: Set<() => void>, app: Promise<{destroy: () => void} | null>}} Live */

/** Live apps by their element: only another version of the record starts a second one. @type {WeakMap<HTMLElement, Live>} */
const live = new WeakMap();

/** The view that was left for another page: the way to the map leads back to it. @type {URLSearchParams | null} */
let left = null;

/**
 * @param {Component} component @param {Promise<Response> | null} record the answer of the record route
 * @returns {Promise<() => void>}
 */
export async function bind(component, record) {
  const root = /** @type {HTMLElement} */ (component.parentElement.querySelector(".tm-host"));
  const known = live.get(root);
  if (known && known.version === component.data.paths.record) {
    known.component = component;
    for (const heard of known.themes) heard();
  } else {
    (await known?.app)?.destroy();
    /** @type {Live} */
    const fresh = { version: component.data.paths.record, component, themes: new Set(), app: Promise.resolve(null) };
    live.set(root, fresh);
    fresh.app = start(root, fresh, record);
  }
  await live.get(root)?.app;
  return () => requestAnimationFrame(async () => {
    if (root.isConnected) return;
    (await live.get(root)?.app)?.destroy();
    live.delete(root);
  });
}

/**
 * @param {HTMLElement} root @param {Live} held @param {Promise<Response> | null} record
 * @returns {Promise<{destroy: () => void} | null>}
 */
async function start(root, held, record) {
  const { data } = held.component;
  const scheme = matchMedia("(prefers-color-scheme: dark)");
  try {
    return await startApp({
      root, base: document.baseURI, paths: data.paths, pages: data.pages, fault: data.fault, left, record,
      go(page, parameters, from) {
        left = from;
        showPage(data.pages.find((/** @type {{key: string}} */ { key }) => key === page)?.href ?? "", parameters);
      },
      stale: () => held.component.setTriggerValue("stale", held.version),
      dark: () => (held.component.data.theme ? held.component.data.theme === "dark" : scheme.matches),
      onTheme(heard) {
        held.themes.add(heard);
        scheme.addEventListener("change", heard);
        return () => {
          held.themes.delete(heard);
          scheme.removeEventListener("change", heard);
        };
      },
    });
  } catch (error) {
    if (error instanceof StaleError) held.component.setTriggerValue("stale", held.version);
    else {
      showFault(root, error, () => {
        held.app = start(root, held, null);
      });
    }
    return null;
  }
}

/**
 * Go to another page of Streamlit as the browser does when it goes back or forth: one entry, no new load.
 * @param {string} href @param {Record<string, string> | URLSearchParams} parameters
 */
function showPage(href, parameters) {
  const url = new URL(href, document.baseURI);
  url.search = new URLSearchParams(parameters).toString();
  window.history.pushState({}, "", url);
  window.dispatchEvent(new PopStateEvent("popstate"));
}
