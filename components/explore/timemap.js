/**
 * Map, legend and time strip as one thing. Knows Leaflet and a data object, not who hosts it.
 *
 * After each drawing the root element gets `data-from`, `data-to`, `data-shown` and the event
 * `timemap:painted` with `{from, to, shown}`.
 */

import { isoOf, spanWords } from "./data/days.js";
import { grouped, make, makeButton, makeSwitch } from "./elements.js";
import { createHolders } from "./ground/districts.js";
import { createIncidentLayer } from "./ground/canvas.js";
import { createLabels } from "./ground/place_names.js";
import { createLoader, MOST_ASKED, MOST_SINGLES } from "./large/choose.js";
import { createLegend } from "./ground/legend.js";
import { Model } from "./data/events.js";
import { createReader } from "./ground/pointer.js";
import { createStrip } from "./strip/strip.js";
import { PALETTES } from "./ground/symbols.js";
import { createTiles } from "./ground/tiles.js";

/** Names keep clear of symbols up to this many. */
const MOST_AVOIDED = 400;
/** The ground shows nothing more beyond this; links carry no nearer view. */
const NEAREST_ZOOM = 13;
/** Room for the date above and the buttons below. */
const CLEAR = { paddingTopLeft: [6, 50], paddingBottomRight: [6, 50] };

/**
 * @typedef {{id: string, title: string, lon: number|null, lat: number|null, start: number, end: number,
 *   passes: boolean}} Chosen the selected event; `passes`: the filters leave it in
 */

/**
 * @typedef {object} Options
 * @property {object} L Leaflet
 * @property {(element: HTMLElement) => object} drawGround makes the Leaflet map with the ground
 * @property {object} record the answer of the record route
 * @property {object} feed what else the server tells of this version of the record
 * @property {{from: number, to: number, span: string, selected: Chosen|null, place: string|null,
 *   rows: number[]|null, query: string, view: [number, number, number]|null, held: boolean,
 *   mode: string}} state
 * @property {(window: [string, string], span: string, mode: string) => void} onWindow the window came to rest
 * @property {(id: string|null) => void} onSelect an event was chosen, or none
 * @property {(id: string|null) => void} onPlace a place was chosen, or none
 * @property {(view: [number, number, number]) => void} onView the map came to rest
 * @property {(on: boolean) => void} onHeld the colouring of districts was switched
 * @property {(on: boolean) => void} onPlay playing began or ended
 * @property {() => void} onStale the server does not hold this version of the record any more
 * @property {() => void} onRead the card of the selected event is wanted, where it is out of sight
 */

/** @param {HTMLElement} root @param {Options} options */
export function createTimeMap(root, options) {
  const {
    L, drawGround, record, feed, state, onWindow, onSelect, onPlace, onView, onHeld, onPlay, onStale, onRead,
  } = options;
  const model = new Model(record);
  const now = {
    from: state.from, to: state.to, span: state.span, mode: state.mode, speed: "strip", loop: false,
  };
  /** @type {Chosen | null} */
  let selected = null;
  let place = null;
  let frame = 0;
  let plays = false;

  root.classList.add("tm-root");
  const stage = make("div", "tm-stage");
  stage.setAttribute("role", "region");
  stage.setAttribute("aria-label", "Map");
  const mapElement = make("div", "tm-map");
  const date = make("div", "tm-date");
  const dateWords = make("strong", "tm-date-words");
  const countWords = make("span", "tm-count-words");
  date.append(dateWords, countWords);
  const strip = make("section", "tm-strip");
  strip.setAttribute("aria-label", "Dates");
  const more = make("button", "tm-more");
  more.type = "button";
  more.hidden = true;
  more.addEventListener("click", onRead);
  const notice = make("div", "tm-notice tm-loading");
  notice.setAttribute("role", "status");
  stage.append(mapElement, date, more, make("div", "tm-credit", record.credit));
  root.append(stage);

  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  L.Map.mergeOptions({ zoomAnimation: !still, fadeAnimation: !still, inertia: !still });
  const map = drawGround(mapElement);
  const opening = L.latLngBounds(record.opening);
  const region = L.latLngBounds(record.region);
  const layer = createIncidentLayer(L, map, model);
  const labels = createLabels(L, map, record, (id) => choosePlace(id === place ? null : id));
  root.append(strip);
  const legend = createLegend(root, !model.complete);
  const time = createStrip(strip, model, now, { moved: invalidate, rested: rest });
  const holders = createHolders(map, record.control, root, state.held, (on) => {
    if (on) legend.host.open = true;
    onHeld(on);
    invalidate();
  });
  legend.host.append(holders.list);
  stage.append(holders.key);
  const groundWords = (event) => holders.wordsAt(event.clientX, event.clientY, now.to);
  const loader = model.complete ? null : createLoader(map, model, feed, { loaded, say, busy, stale: onStale });
  const listCell = (...asked) => loader.list(...asked);
  const reader = createReader(stage, mapElement, map, model, layer, now, { choose, groundWords, listCell });
  const tiles = createTiles(L, map, stage);
  L.control.scale({ imperial: false }).addTo(map);
  addButtons();

  function addButtons() {
    const bar = make("div", "tm-buttons");
    const everything = L.latLngBounds(record.extent);
    bar.append(
      button("⤢", "Show all", () => map.fitBounds(everything, { padding: [30, 30] })),
      button("⌂", "Opening view", () => map.fitBounds(opening, CLEAR)),
      button("⤡", "Full screen", () => {
        if (document.fullscreenElement) document.exitFullscreen();
        else root.requestFullscreen();
      }),
      holders.control,
      tiles.control,
    );
    if (loader) {
      stage.append(notice);
      bar.append(singlesSwitch());
    }
    stage.append(bar);
  }

  /** Symbols one by one also where cells would be easier to read, as long as they can be sent. */
  function singlesSwitch() {
    const { control, box } = makeSwitch("Single symbols", `Single symbols, up to ${grouped(MOST_ASKED)}`);
    box.addEventListener("change", () => loader.setSingles(box.checked));
    control.title = `Up to ${grouped(MOST_ASKED)} incidents one by one; else cells from ${grouped(MOST_SINGLES)} on`;
    return control;
  }

  /** What was asked of the server is here. */
  function loaded(counted) {
    if (counted) time.countBins();
    reader.forget();
    layOutAll();
  }

  function busy(on) {
    stage.setAttribute("aria-busy", String(on));
  }

  /** Say what is being waited for, or what failed, with the way to try again. */
  function say(words, again) {
    notice.replaceChildren(words);
    if (again) notice.append(" ", makeButton("tm-button", "Try again", "Try again", again));
  }

  function button(glyph, name, act) {
    const element = make("button", "tm-button");
    element.type = "button";
    element.setAttribute("aria-label", name);
    element.title = name;
    const sign = make("span", "", glyph);
    sign.setAttribute("aria-hidden", "true");
    element.append(sign, make("span", "tm-button-text", name));
    element.addEventListener("click", act);
    return element;
  }

  function rest() {
    arrangeNames();
    onWindow([isoOf(now.from), isoOf(now.to)], time.linkSpan(), now.mode);
  }

  function invalidate() {
    if (!frame) frame = requestAnimationFrame(paint);
  }

  function paint() {
    frame = 0;
    if (!model.totals) return;
    layer.draw(now);
    holders.draw(now.to);
    time.draw();
    const { shown, offMap } = model.count(now.from, now.to);
    dateWords.textContent = spanWords(now.from, now.to);
    if (plays !== time.isPlaying()) {
      plays = time.isPlaying();
      onPlay(plays);
    }
    const follows = time.isPlaying() ? " (the list follows at a pause)" : "";
    countWords.textContent = shown === 0
      ? "no incident recorded"
      : `${grouped(shown)} of ${grouped(model.size)}${offMap ? `; ${grouped(offMap)} not on the map` : ""}${follows}`;
    reader.refresh();
    root.dataset.from = isoOf(now.from);
    root.dataset.to = isoOf(now.to);
    root.dataset.shown = String(shown);
    const detail = { from: root.dataset.from, to: root.dataset.to, shown };
    root.dispatchEvent(new CustomEvent("timemap:painted", { bubbles: true, detail }));
  }

  /** Select an event that is shown; tells the host. */
  function choose(event) {
    select({ ...event, passes: true });
    onSelect(event.id);
  }

  /** @param {Chosen | null} event */
  function select(event) {
    selected = event;
    layer.select(event);
    if (event) {
      more.textContent = `Read: ${event.title}`;
      if (event.lon !== null && event.passes) reveal([event.lat, event.lon]);
    }
    offerCard();
    invalidate();
  }

  /** The way to the card, unless the filters leave the selected event out. */
  function offerCard() {
    more.hidden = !selected?.passes;
  }

  function reveal(point) {
    const at = map.latLngToContainerPoint(point);
    const size = map.getSize();
    if (at.x > 40 && at.y > 40 && at.x < size.x - 40 && at.y < size.y - 40) return;
    map.panTo(point, { animate: false });
  }

  function choosePlace(id) {
    showPlace(id);
    onPlace(id);
  }

  function showPlace(id) {
    place = id;
    labels.choose(id);
    arrangeNames();
  }

  function arrangeNames() {
    const frameBox = stage.getBoundingClientRect();
    const covers = [date, ...stage.querySelectorAll(".tm-buttons, .tm-credit, .leaflet-control")]
      .map((element) => element.getBoundingClientRect())
      .map((b) => [b.left - frameBox.left, b.top - frameBox.top, b.right - frameBox.left, b.bottom - frameBox.top]);
    if (!model.cells) model.symbols.tally(now.from, now.to);
    const { groups, counts } = model.drawn;
    const drawn = groups.map((_, g) => g).filter((g) => counts[g] > 0);
    const symbols = drawn.length > MOST_AVOIDED ? [] : drawn.map((g) => layer.boxOf(g));
    labels.layOut(symbols, covers, model.cells !== null);
  }

  function layOutAll() {
    layer.layOut();
    // Names keep clear of cells, whose sizes follow from what is drawn.
    if (model.cells) layer.draw(now);
    arrangeNames();
    invalidate();
  }

  function fitRegion() {
    map.setMinZoom(0);
    map.setMaxBounds(region);
    map.setMinZoom(map.getBoundsZoom(region, true));
    map.setMaxZoom(NEAREST_ZOOM);
  }

  function usePalette() {
    const dark = isDark(root.parentElement);
    root.dataset.theme = dark ? "dark" : "light";
    const palette = PALETTES[root.dataset.theme];
    layer.setPalette(palette);
    time.setPalette(palette);
    legend.setPalette(palette);
    reader.setPalette(palette);
  }

  function onMoveEnd() {
    arrangeNames();
    loader?.refresh();
    const centre = map.getCenter();
    onView([round(centre.lat, 4), round(centre.lng, 4), round(map.getZoom(), 2)]);
  }

  const themeWatch = new MutationObserver(checkTheme);
  function checkTheme() {
    if ((root.dataset.theme === "dark") === isDark(root.parentElement)) return;
    usePalette();
    time.layOut();
    invalidate();
  }

  const sizes = () => `${mapElement.clientWidth} ${mapElement.clientHeight} ${strip.clientWidth}`;
  let lastSize = "";
  const sizeWatch = new ResizeObserver(() => {
    const size = sizes();
    if (size === lastSize || !mapElement.clientWidth) return;
    lastSize = size;
    map.invalidateSize({ animate: false });
    fitRegion();
    layer.resize();
    time.layOut();
    layOutAll();
    invalidate();
  });

  function onKey(event) {
    if (event.key !== " " || event.target.closest("button, input, [role=option], summary")) return;
    event.preventDefault();
    time.toggle();
  }

  usePalette();
  fitRegion();
  if (state.view) map.setView([state.view[0], state.view[1]], state.view[2], { animate: false });
  else map.fitBounds(opening, { ...CLEAR, animate: false });
  if (model.complete) model.setMask(state.rows);
  time.layOut();
  labels.choose(state.place);
  place = state.place;
  layer.layOut();
  if (state.selected) select(state.selected);
  if (model.complete) paint();
  else loader.setQuery(state.query);
  arrangeNames();
  lastSize = sizes();
  map.on("zoomend", layOutAll);
  map.on("move", invalidate);
  map.on("moveend", onMoveEnd);
  root.addEventListener("keydown", onKey);
  sizeWatch.observe(stage);
  sizeWatch.observe(strip);
  for (const element of [document.documentElement, document.body, root.parentElement]) {
    themeWatch.observe(element, { attributes: true, attributeFilter: ["class", "style"] });
  }
  const schemeQuery = matchMedia("(prefers-color-scheme: dark)");
  schemeQuery.addEventListener("change", checkTheme);

  return {
    /** What passes the filters: rows of a complete record, null for all, or the filters to ask with. */
    setFilters(rows, query) {
      if (!model.complete) return loader.setQuery(query);
      model.setMask(rows);
      time.countBins();
      return layOutAll();
    },
    /** @param {Chosen | null} event */
    select(event) {
      if (event?.id !== selected?.id) return select(event);
      selected = event;
      return offerCard();
    },
    showPlace(id) {
      if (id !== place) showPlace(id);
    },
    checkTheme,
    destroy() {
      cancelAnimationFrame(frame);
      schemeQuery.removeEventListener("change", checkTheme);
      themeWatch.disconnect();
      sizeWatch.disconnect();
      root.removeEventListener("keydown", onKey);
      time.destroy();
      reader.destroy();
      layer.destroy();
      map.remove();
      root.replaceChildren();
    },
  };
}

function round(value, digits) {
  return Number(value.toFixed(digits));
}

/** Whether the host's theme is dark: its text is light. */
function isDark(element) {
  const [r, g, b] = getComputedStyle(element).color.match(/[\d.]+/g).map(Number);
  return 0.299 * r + 0.587 * g + 0.114 * b > 140;
}
