/**
 * Reading the map by pointer and by keys: the name of the incident under the pointer, the list of
 * several at one point, and a list box that steps through what is shown, in order of date.
 */

import { make } from "./strip.js";
import { symbolIcon } from "./symbols.js";

/**
 * @param {HTMLElement} stage
 * @param {HTMLElement} mapElement
 * @param {object} map Leaflet map
 * @param {import("./model.js").Model} model
 * @param {ReturnType<import("./layer.js").createIncidentLayer>} layer
 * @param {{from: number, to: number}} now
 * @param {{choose: (i: number) => void, invalidate: () => void, groundWords: (event: PointerEvent) => string}} tell
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

  const title = (i) => `${model.events.when[i]}: ${model.events.title[i]}`;

  function describe(g) {
    const members = model.members(g, now.from, now.to);
    tip.replaceChildren();
    if (members.length > 1) tip.append(make("strong", "", `${members.length} incidents here`));
    for (const i of members.slice(0, 4)) tip.append(make("div", "", title(i)));
    if (members.length > 4) tip.append(make("div", "", "Select to list all"));
  }

  function showTip(g) {
    placeTip(layer.position(model.groups[g]));
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
    const members = model.members(g, now.from, now.to);
    if (members.length === 1) tell.choose(members[0]);
    else list(g, members);
  }

  /** All incidents of one point as a list of buttons. */
  function list(g, members) {
    panel.replaceChildren();
    const head = make("div", "tm-several-head");
    const shut = make("button", "tm-close", "×");
    shut.type = "button";
    shut.setAttribute("aria-label", "Close the list");
    shut.addEventListener("click", close);
    head.append(make("strong", "", `${members.length} incidents here`), shut);
    const items = make("ul", "");
    const scale = window.devicePixelRatio || 1;
    for (const i of members.slice(0, 200)) {
      const button = make("button", "tm-several-item");
      button.type = "button";
      const words = make("span", "");
      words.append(make("small", "", model.events.when[i]), make("span", "", model.events.title[i]));
      button.append(symbolIcon(model.shape[i], model.fill[i], palette, scale), words);
      button.addEventListener("click", () => {
        close();
        tell.choose(i);
      });
      const item = make("li", "");
      item.append(button);
      items.append(item);
    }
    if (members.length > 200) items.append(make("li", "", "The first 200; a shorter range shows fewer."));
    panel.append(head, items);
    panel.hidden = false;
    const at = layer.position(model.groups[g]);
    const size = map.getSize();
    const left = Math.min(Math.max(6, at.x + 18), Math.max(6, size.x - panel.offsetWidth - 6));
    const top = Math.min(Math.max(6, at.y - 30), Math.max(6, size.y - panel.offsetHeight - 6));
    panel.style.transform = `translate(${left}px, ${top}px)`;
    items.querySelector("button").focus({ preventScroll: true });
  }

  function close() {
    panel.hidden = true;
  }

  function visible() {
    const rows = [];
    for (let i = 0; i < model.size; i += 1) {
      if (model.groupOf[i] >= 0 && model.isVisible(i, now.from, now.to)) rows.push(i);
    }
    return rows;
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
    option.textContent = i < 0 ? "No incident recorded in these dates" : title(i);
    option.setAttribute("aria-selected", "true");
    option.setAttribute("aria-posinset", k + 1);
    option.setAttribute("aria-setsize", size);
    box.setAttribute("aria-activedescendant", option.id);
    if (i < 0) return leave();
    tip.replaceChildren(make("strong", "", `${k + 1} of ${size}`), make("div", "", title(i)));
    showTip(model.groupOf[i]);
  }

  function onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    if (event.key in steps) step(steps[event.key]);
    else if (event.key === "Home") step(0, 0);
    else if (event.key === "End") step(0, Infinity);
    else if (event.key === "Enter" && current >= 0) tell.choose(current);
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
      if (hovered >= 0 && !model.counts[hovered]) leave();
      if (!panel.hidden && !panel.contains(document.activeElement)) close();
    },
    destroy() {
      stage.removeEventListener("pointermove", onMove);
      stage.removeEventListener("pointerleave", leave);
      stage.removeEventListener("keydown", onEscape);
    },
  };
}
