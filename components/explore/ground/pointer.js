/**
 * Reading the map by pointer and by keys: the name of the incident under the pointer, the list of
 * several at one point, and a list box that steps through what is shown, in order of date.
 */

import { Symbols } from "../data/events.js";
import { grouped, make } from "../elements.js";
import { symbolIcon } from "./symbols.js";

/** So many incidents are listed at most. */
const MOST_LISTED = 200;
/** How much nearer a fuller cell is looked at, zoom levels. */
const NEARER = 1.5;
/** Words of the four bars. */
const BAR_WORDS = [
  "independently documented", "reported by news agencies", "stated by one side or disputed",
  "documents or analysis",
];

/**
 * @param {HTMLElement} stage
 * @param {HTMLElement} mapElement
 * @param {object} map Leaflet map
 * @param {import("../data/events.js").Model} model
 * @param {ReturnType<import("./canvas.js").createIncidentLayer>} layer
 * @param {{from: number, to: number}} now
 * @param {{choose: (event: object) => void, groundWords: (event: PointerEvent) => string,
 *   listCell: (tile: string, from: number, to: number, limit: number) => Promise<object>}} tell
 */
export function createReader(stage, mapElement, map, model, layer, now, tell) {
  const tip = make("div", "tm-tip");
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;
  const panel = make("div", "tm-several");
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", "Incidents at this point");
  panel.hidden = true;
  const box = make("div", "tm-listbox");
  box.tabIndex = 0;
  box.setAttribute("role", "listbox");
  box.setAttribute("aria-label", "Incidents on the map: arrow keys step, Enter opens");
  const option = make("div", "tm-option", "No incident chosen yet");
  option.setAttribute("role", "option");
  option.id = "timemap-option";
  box.append(option);
  stage.prepend(box);
  stage.append(tip, panel);
  let palette;
  let current = -1;
  let hovered = -1;

  const title = (event) => `${event.when}: ${event.title}`;
  const describeAll = (rows) => rows.map((i) => model.symbols.describe(i));
  const membersOf = (g) => describeAll(model.symbols.members(g, now.from, now.to));

  function describe(g) {
    tip.replaceChildren();
    if (model.cells) return describeCell(g);
    const members = membersOf(g);
    if (members.length > 1) tip.append(make("strong", "", `${members.length} incidents here`));
    for (const event of members.slice(0, 4)) tip.append(make("div", "", title(event)));
    if (members.length > 4) tip.append(make("div", "", "Select to list all"));
  }

  /** How many incidents a cell holds in the window, and how well they are evidenced. */
  function describeCell(g) {
    tip.append(make("strong", "", cellWords(g)));
    BAR_WORDS.forEach((words, k) => {
      const count = model.cells.bars[4 * g + k];
      if (count) tip.append(make("div", "", `${grouped(count)} ${words}`));
    });
    tip.append(make("div", "tm-tip-act", mayList(g) ? "Select to list them" : "Select to come nearer"));
  }

  function cellWords(g) {
    const count = model.cells.counts[g];
    return `${grouped(count)} ${count === 1 ? "incident" : "incidents"} in this cell`;
  }

  const mayList = (g) => model.cells.counts[g] <= MOST_LISTED || map.getZoom() >= map.getMaxZoom();

  function showTip(g) {
    placeTip(layer.position(model.drawn.groups[g]));
  }

  function placeTip(at) {
    const size = map.getSize();
    tip.hidden = false;
    const left = Math.min(Math.max(4, at.x + 16), Math.max(4, size.x - tip.offsetWidth - 4));
    const above = at.y - tip.offsetHeight - 14;
    tip.style.transform = `translate(${left}px, ${above > 4 ? above : at.y + 18}px)`;
  }

  function onMove(event) {
    if (!mapElement.contains(event.target) || event.target.closest("button")) return leave();
    const at = map.mouseEventToContainerPoint(event);
    const g = layer.groupAt(at);
    mapElement.style.cursor = g < 0 ? "" : "pointer";
    if (g < 0) return showGround(tell.groundWords(event), at);
    if (g === hovered) return;
    hovered = g;
    describe(g);
    showTip(g);
  }

  /** The words for the ground under the pointer, if there are any. */
  function showGround(words, at) {
    leave();
    if (!words) return;
    tip.replaceChildren(words);
    placeTip(at);
  }

  function leave() {
    hovered = -1;
    tip.hidden = true;
  }

  function onClick(event) {
    close();
    const g = layer.groupAt(event.containerPoint);
    if (g < 0) return;
    leave();
    open(g);
  }

  /** Open a symbol or a cell: the incident, the list of several, or a nearer view. */
  function open(g) {
    if (model.cells) return openCell(g);
    const members = membersOf(g);
    if (members.length === 1) tell.choose(members[0]);
    else list(layer.position(model.symbols.groups[g]), members, members.length);
  }

  function openCell(g) {
    const cell = model.cells.groups[g];
    if (!mayList(g)) {
      const zoom = Math.min(map.getMaxZoom(), map.getZoom() + NEARER);
      return map.setView(map.unproject([cell.x, cell.y], map.getZoom()), zoom);
    }
    const at = layer.position(cell);
    return tell.listCell(cell.tile, now.from, now.to, MOST_LISTED)
      .then(({ total, events }) => list(at, describeColumns(events), total))
      .catch((error) => list(at, [], 0, `The list could not be loaded: ${error.message}.`));
  }

  function describeColumns(events) {
    const listed = new Symbols(events, model.record);
    return events.id.map((_, i) => listed.describe(i));
  }

  /** Incidents of one point as a list of buttons, `members` the first of `total`. */
  function list(at, members, total, fault = "") {
    panel.replaceChildren();
    const head = make("div", "tm-several-head");
    const shut = make("button", "tm-close", "×");
    shut.type = "button";
    shut.setAttribute("aria-label", "Close the list");
    shut.addEventListener("click", close);
    head.append(make("strong", "", fault || `${grouped(total)} incidents here`), shut);
    const items = make("ul", "");
    const scale = window.devicePixelRatio || 1;
    for (const event of members.slice(0, MOST_LISTED)) {
      const button = make("button", "tm-several-item");
      button.type = "button";
      const words = make("span", "");
      words.append(make("small", "", event.when), make("span", "", event.title));
      button.append(symbolIcon(event.shape, event.fill, palette, scale), words);
      button.addEventListener("click", () => {
        close();
        tell.choose(event);
      });
      const item = make("li", "");
      item.append(button);
      items.append(item);
    }
    if (total > MOST_LISTED) {
      items.append(make("li", "", `The first ${MOST_LISTED}; a shorter range shows fewer.`));
    }
    panel.append(head, items);
    panel.hidden = false;
    const size = map.getSize();
    const left = Math.min(Math.max(6, at.x + 18), Math.max(6, size.x - panel.offsetWidth - 6));
    const top = Math.min(Math.max(6, at.y - 30), Math.max(6, size.y - panel.offsetHeight - 6));
    panel.style.transform = `translate(${left}px, ${top}px)`;
    (items.querySelector("button") ?? shut).focus({ preventScroll: true });
  }

  function close() {
    panel.hidden = true;
  }

  /** What the list box steps through: events in order of date, or cells, the fullest first. */
  function visible() {
    const { symbols, cells } = model;
    if (cells) {
      return cells.groups.map((_, g) => g).filter((g) => cells.counts[g] > 0)
        .sort((a, b) => cells.counts[b] - cells.counts[a]);
    }
    return symbols.events.id.map((_, i) => i)
      .filter((i) => symbols.groupOf[i] >= 0 && symbols.isVisible(i, now.from, now.to));
  }

  function step(by, absolute) {
    const rows = visible();
    if (!rows.length) return say(-1, 0, 0);
    const at = rows.indexOf(current);
    const wanted = absolute ?? (at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by);
    const k = Math.min(rows.length - 1, Math.max(0, wanted));
    current = rows[k];
    say(current, k, rows.length);
  }

  function say(i, k, size) {
    const words = i >= 0 && (model.cells ? cellWords(i) : title(model.symbols.describe(i)));
    option.textContent = words || "No incident recorded in these dates";
    option.setAttribute("aria-selected", "true");
    option.setAttribute("aria-posinset", k + 1);
    option.setAttribute("aria-setsize", size);
    box.setAttribute("aria-activedescendant", option.id);
    if (i < 0) return leave();
    tip.replaceChildren(make("strong", "", `${k + 1} of ${size}`), make("div", "", words));
    showTip(model.cells ? i : model.symbols.groupOf[i]);
  }

  function enter() {
    if (model.cells) openCell(current);
    else tell.choose(model.symbols.describe(current));
  }

  function onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    if (event.key in steps) step(steps[event.key]);
    else if (event.key === "Home") step(0, 0);
    else if (event.key === "End") step(0, Infinity);
    else if (event.key === "Enter" && current >= 0) enter();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onEscape(event) {
    if (event.key !== "Escape" || panel.hidden) return;
    close();
    box.focus({ preventScroll: true });
    event.stopPropagation();
  }

  box.addEventListener("keydown", onKey);
  box.addEventListener("focus", () => step(0, Math.max(0, visible().indexOf(current))));
  box.addEventListener("blur", leave);
  stage.addEventListener("pointermove", onMove);
  stage.addEventListener("pointerleave", leave);
  stage.addEventListener("keydown", onEscape);
  map.on("click", onClick);
  map.on("movestart zoomstart", () => {
    leave();
    close();
  });

  return {
    setPalette(next) {
      palette = next;
    },
    /** After a drawing: a name whose incident is gone goes too. */
    refresh() {
      if (hovered >= 0 && !model.drawn.counts[hovered]) leave();
      if (!panel.hidden && !panel.contains(document.activeElement)) close();
    },
    /** The symbols are others now. */
    forget() {
      current = -1;
      leave();
      close();
    },
    destroy() {
      stage.removeEventListener("pointermove", onMove);
      stage.removeEventListener("pointerleave", leave);
      stage.removeEventListener("keydown", onEscape);
    },
  };
}
