/** Binds the time map to a Streamlit components-v2 mount. */

import { dayOf } from "../data/days.js";
import { createFeed, fetchOften, StaleError } from "../large/api.js";
import { createTimeMap } from "../timemap.js";

/** What only the browser knows, kept while another page of the app is shown. */
const kept = {};

/**
 * Live maps by their element, with the address of their record: a change of data updates the map, only
 * another version of the record mounts a second one.
 * @type {WeakMap<HTMLElement, {record: string, map: Promise<object>}>}
 */
const live = new WeakMap();

/** How the dates are meant where a link does not say. */
const MODE = "between";

const absolute = (path) => new URL(path, document.baseURI).href;

/**
 * @param {object} component what Streamlit passes: `data`, `parentElement`, `setStateValue`
 * @param {Promise<Response> | null} record the answer of the record route, null for a live map
 */
export async function bind(component, record) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".tm-host");
  const known = live.get(root);
  if (known?.record === data.record) known.map.then((held) => held.update(component), () => {});
  else {
    await known?.map.then((held) => held.destroy(), () => {});
    live.set(root, { record: data.record, map: start(root, component, record) });
  }
  await live.get(root).map;
  return () => requestAnimationFrame(() => {
    if (root.isConnected || !live.has(root)) return;
    live.get(root).map.then((held) => held.destroy(), () => {});
    live.delete(root);
  });
}

async function start(root, first, answer) {
  const { data } = first;
  const [record, { drawGround }] = await Promise.all([
    readRecord(answer, absolute(data.record), () => first.setTriggerValue("stale", data.record)),
    import(absolute(data.ground)),
    import(absolute(data.leaflet)),
  ]);
  let component = first;
  let { order, link } = data;
  const shown = { from: data.window[0], to: data.window[1], span: data.span,
    event: data.selected, view: data.view, held: data.held, mode: data.mode, ...kept };

  const timeMap = createTimeMap(root, {
    L: window.L,
    drawGround: (element) => drawGround(window.L, element),
    record,
    feed: createFeed(absolute(data.record)),
    state: {
      from: dayOf(shown.from), to: dayOf(shown.to), span: shown.span,
      selected: data.selected_event, place: data.place, rows: data.rows, query: data.query,
      view: shown.view, held: shown.held, mode: shown.mode,
    },
    onWindow(window, span, mode) {
      [shown.from, shown.to] = window;
      Object.assign(shown, { span, mode });
      Object.assign(kept, { span, mode });
      writeLink();
      component.setStateValue("window", window);
    },
    onSelect(id) {
      shown.event = id;
      writeLink();
      component.setStateValue("selected", id);
    },
    onPlace(id) {
      component.setStateValue("place", id ?? "");
    },
    onPlay(on) {
      document.documentElement.toggleAttribute("data-map-plays", on);
    },
    onStale() {
      component.setTriggerValue("stale", record.version);
    },
    onRead() {
      const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
      document.querySelector(`.${data.card}`)?.scrollIntoView({ behavior, block: "start" });
    },
    onView(view) {
      shown.view = view;
      kept.view = view;
      writeLink();
    },
    onHeld(on) {
      shown.held = on;
      kept.held = on;
      writeLink();
    },
  });
  nameRegions(data.regions);
  const regionWatch = new MutationObserver((changes) => {
    if (changes.some(({ target }) => !root.contains(target))) nameRegions(data.regions);
  });
  regionWatch.observe(document.body, { childList: true, subtree: true });

  /** The one place that writes the address: what a link to this view needs, and nothing at its default. */
  function writeLink() {
    const url = new URL(window.location.href);
    for (const key of data.link_keys) url.searchParams.delete(key);
    const set = (key, value) => value && url.searchParams.set(key, value);
    if (shown.from !== data.defaults.from) set("from", shown.from);
    if (shown.to !== data.defaults.to) set("to", shown.to);
    if (shown.span !== data.defaults.span) set("span", shown.span);
    if (shown.mode !== MODE) set("mode", shown.mode);
    set("event", shown.event);
    if (shown.view) set("view", shown.view.join(","));
    if (shown.held) set("held", "yes");
    for (const [key, values] of Object.entries(link)) {
      for (const value of values) url.searchParams.append(key, value);
    }
    if (url.href !== window.location.href) window.history.replaceState(window.history.state, "", url);
  }

  async function update(next) {
    component = next;
    const { data: fresh } = next;
    ({ link } = fresh);
    timeMap.setFilters(fresh.rows, fresh.query);
    timeMap.checkTheme();
    if (fresh.order !== order) {
      ({ order } = fresh);
      shown.event = fresh.selected;
      timeMap.select(fresh.selected_event);
      timeMap.showPlace(fresh.place);
    }
    writeLink();
  }

  function destroy() {
    regionWatch.disconnect();
    document.documentElement.removeAttribute("data-map-plays");
    timeMap.destroy();
  }

  writeLink();
  return { update, destroy };
}

/** The record from the answer that is on its way; asked for again when that one breaks. */
async function readRecord(answer, url, onStale) {
  try {
    const first = await answer;
    if (first?.ok) return await first.json();
  } catch {
    // A broken transfer: the next lines ask again.
  }
  try {
    return await (await fetchOften(url)).json();
  } catch (error) {
    if (error instanceof StaleError) onStale();
    throw error;
  }
}

/** Give Streamlit's keyed containers, as they come, the region names that screen readers say. */
function nameRegions(regions) {
  for (const [className, name] of Object.entries(regions)) {
    const element = document.querySelector(`.${className}:not([role="region"])`);
    element?.setAttribute("role", "region");
    element?.setAttribute("aria-label", name);
  }
}
