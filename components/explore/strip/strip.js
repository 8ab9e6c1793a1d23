/**
 * The time strip: bars of incidents, the window of days with its handles, the part of the axis in view,
 * modes and play. Zoom changes what is in view and never the window; all else changes the window.
 */

import { Axis } from "./axis.js";
import { ROWS, drawStrip } from "./bars.js";
import { createControls } from "./controls.js";
import { createRange } from "./window.js";
import { spanWords, wordsOf } from "../data/days.js";
import { createDrags } from "./drags.js";
import { make } from "../elements.js";
import { listenToHands } from "./gestures.js";
import { createKeyEvents } from "./key_events.js";
import { createKeyHelp } from "./key_help.js";
import { createPlayer } from "./play.js";

const KEYS = {
  ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7,
};
/** Keys that native controls need themselves. */
const NATIVE = /^(Arrow|Home|End|Page| |Enter)/;
/** A key may be followed by more of them, and a turn of the wheel by more turns. */
const KEY_REST_MS = 250;
const ZOOM_REST_MS = 400;

/** @typedef {"from"|"to"} End */
/**
 * @typedef {object} StripState shared with the host
 * @property {number} from first day of the window
 * @property {number} to last day, inside
 * @property {string} span key of the period in view, "" when it is another part of the axis
 * @property {"on"|"upto"|"between"} mode
 * @property {string} speed key of SPEEDS
 * @property {boolean} loop
 */

/**
 * @param {HTMLElement} host where the strip is put
 * @param {import("../data/events.js").Model} model
 * @param {StripState} state
 * @param {{moved: () => void, rested: () => void}} tell
 */
export function createStrip(host, model, state, tell) {
  const { periods, key_events: keyEvents = [] } = model.record;
  const parts = periods.filter((p) => p.key !== "all");
  const opening = periods.find((p) => p.key === state.span) ?? periods.at(-1);
  const listening = new AbortController();
  const { signal } = listening;
  let palette;
  let axis = new Axis(parts, 80);
  let view = axis.viewOf(state.span);
  let bins = [];
  let stale = true;
  let drawn = "";
  let family = "sans-serif";
  let crowded = false;
  /** First day that stood before another mode took it away. */
  let stood = null;

  const handles = { from: makeHandle("from", "From date"), to: makeHandle("to", "To date") };
  const canvas = make("canvas", "tm-histogram");
  canvas.setAttribute("aria-hidden", "true");
  const body = make("div", "tm-body");
  const track = make("div", "tm-track", canvas, body, handles.from, handles.to);
  track.style.height = `${ROWS.height}px`;
  const words = make("div", "tm-window");
  const unit = make("span", "tm-unit");
  const caption = make("p", "tm-caption", unit,
    make("span", "tm-lines", "Lines below: longer than two days; dotted: day not known."));
  const help = createKeyHelp();
  const range = createRange(state, () => axis, tell.moved);
  const player = createPlayer(state, {
    axis: () => axis, setDay: range.play, glide, changed: showPlay, ended: () => settle(0),
  });
  const controls = createControls(state, periods, {
    toggle, step, mode: setMode, period: showPeriod, zoom: zoomBy, reset,
    speed(key) { state.speed = key; },
    loop() {
      state.loop = !state.loop;
      controls.show(player.isPlaying());
    },
  });
  controls.zoom.append(help.button);
  host.append(...controls.rows, words, track, caption, help.list);
  const events = createKeyEvents(track, keyEvents, jump);
  const drags = createDrags(state, range, {
    axis: () => axis, handles, body, player, edge, stopPlay, settle,
  });
  listenToHands(track, { axis: () => axis, view: setView, ...drags }, signal);
  host.addEventListener("keydown", onKey, { signal });

  /** @param {End} end @param {string} name */
  function makeHandle(end, name) {
    const handle = make("div", `tm-handle tm-handle-${end}`);
    handle.setAttribute("role", "slider");
    handle.setAttribute("aria-label", name);
    handle.tabIndex = 0;
    handle.dataset.end = end;
    return handle;
  }

  // --- the window of days

  function step(count) {
    player.pause();
    range.moveEnd("to", state.to + count);
    settle(KEY_REST_MS);
  }

  function setMode(mode) {
    if (mode === state.mode) return;
    stopPlay();
    if (state.mode === "between") stood = state.from;
    state.mode = mode;
    if (mode === "on") state.from = state.to;
    else if (mode === "upto") state.from = Math.min(axis.first, state.to);
    else if (stood !== null && stood <= state.to) state.from = stood;
    controls.show(false);
    tell.moved();
    settle(0);
  }

  function showPeriod(period) {
    stopPlay();
    setView(axis.viewOf(period.key));
    stood = null;
    if (state.mode === "on") {
      const day = Math.min(period.end, Math.max(period.start, state.to));
      range.set(day, day);
    } else range.set(period.start, period.end);
    settle(0);
  }

  function reset() {
    stopPlay();
    state.mode = "between";
    controls.show(false);
    showPeriod(opening);
  }

  /** To the day of a key event; a window of two dates gives way to that day alone. */
  function jump(day) {
    stopPlay();
    if (state.mode === "between") setMode("on");
    range.set(state.mode === "on" ? day : Math.min(state.from, day), day);
    settle(0);
  }

  let timer = 0;
  function settle(wait) {
    clearTimeout(timer);
    timer = setTimeout(tell.rested, wait);
  }

  // --- keys

  function onKey(event) {
    if (event.key === "Escape" && help.close()) return use(event);
    if (event.altKey || event.ctrlKey || event.metaKey || !NATIVE.test(event.key)) return;
    const { target } = event;
    if (target.closest("select, input")) return event.stopPropagation();
    const button = target.closest("button");
    if (event.key === "Enter" || (event.key === " " && button)) return;
    if (event.key === " ") {
      use(event);
      return toggle();
    }
    stepByKey(event, target.dataset.end ?? "to");
  }

  /** @param {End} end */
  function stepByKey(event, end) {
    const [low, high] = range.limits(end);
    let day = event.key === "Home" ? low : high;
    if (event.key in KEYS) {
      day = state[end] + KEYS[event.key] * (event.shiftKey && event.key.startsWith("Arrow") ? 7 : 1);
    }
    use(event);
    stopPlay();
    range.moveEnd(end, day);
    settle(KEY_REST_MS);
  }

  function use(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  // --- play

  function toggle() {
    if (player.isPlaying()) player.pause();
    else player.start();
  }

  /** Stop for good: the next run is a new one. */
  function stopPlay() {
    player.pause();
    player.forget();
  }

  function showPlay() {
    controls.show(player.isPlaying());
    drawn = "";
    tell.moved();
  }

  // --- the part of the axis in view

  /** @param {[number, number]} next */
  function setView(next) {
    view = next;
    axis = new Axis(parts, axis.width, view);
    if (state.span !== axis.key) settle(ZOOM_REST_MS);
    state.span = axis.key;
    stale = true;
    tell.moved();
  }

  /** Zoom around the day, or the middle of two dates, if that is in view. */
  function zoomBy(factor) {
    const first = state.mode === "between" ? state.from : state.to;
    const middle = (axis.at(first) + axis.at(state.to + 1)) / 2;
    const inView = middle >= 0 && middle <= axis.width;
    setView(axis.zoomed(inView ? middle : axis.width / 2, factor));
  }

  /** Fit the axis to the width. The only place that reads sizes. */
  function layOut() {
    axis = new Axis(parts, Math.max(80, track.clientWidth), view);
    family = getComputedStyle(host).fontFamily;
    state.from = Math.min(axis.end, Math.max(axis.start, state.from));
    state.to = Math.min(axis.end, Math.max(state.from, state.to));
    rebuild();
  }

  function rebuild() {
    stale = false;
    bins = axis.bins();
    crowded = events.place(axis, family);
    countBins();
    track.dataset.first = String(axis.first);
    track.dataset.last = String(axis.last);
    drawn = "";
  }

  function countBins() {
    model.countBins(bins);
    const top = crowded ? ROWS.keys * 2 : ROWS.keys;
    const highest = drawStrip(canvas, axis, bins, model.spans(), { palette, family, top });
    unit.textContent = `Bars: incidents ${axis.unitWords()}; the highest: ${highest}. `;
  }

  // --- drawing

  /** Where the hand of the last day is: at its end, on a single day in the middle. */
  function edge() {
    return player.moment() ?? state.to + (state.mode === "on" ? 0.5 : 1);
  }

  /** Show the window; called once a frame. */
  function draw() {
    if (stale) rebuild();
    const { from, to, mode, span } = state;
    glide(edge());
    const now = [from, to, mode, span].join(" ");
    if (now === drawn) return;
    drawn = now;
    handles.from.hidden = mode !== "between";
    handles.from.style.transform = `translateX(${axis.x(from)}px)`;
    nameHandle("from", axis.at(from));
    nameHandle("to", axis.at(edge()));
    words.textContent = spanWords(from, to);
    controls.showPeriods(span, from, to);
  }

  /** Put the last day's handle at a moment, by transforms alone. */
  function glide(moment) {
    const a = axis.x(state.from);
    const b = axis.x(state.mode === "on" ? state.to + 1 : moment);
    body.style.transform = `translateX(${a}px) scaleX(${Math.max(1, b - a)})`;
    handles.to.style.transform = `translateX(${axis.x(moment)}px)`;
  }

  /** @param {End} end */
  function nameHandle(end, x) {
    const handle = handles[end];
    const day = state[end];
    const [low, high] = range.limits(end);
    const side = x < -0.5 ? "left" : x > axis.width + 0.5 ? "right" : "";
    handle.setAttribute("aria-valuemin", String(Math.min(low, day)));
    handle.setAttribute("aria-valuemax", String(Math.max(high, day)));
    handle.setAttribute("aria-valuenow", String(day));
    handle.setAttribute("aria-valuetext", wordsOf(day) + (side ? ", outside the part in view" : ""));
    handle.dataset.outside = side;
    handle.title = side ? `${wordsOf(day)}, outside the part in view` : "";
  }

  if (state.mode === "on") state.from = state.to;
  controls.show(false);
  return {
    draw,
    layOut,
    countBins,
    step,
    toggle,
    pause: player.pause,
    isPlaying: player.isPlaying,
    /** The period that a link names: the one in view if it holds the window, else the whole record. */
    linkSpan() {
      const period = periods.find((p) => p.key === state.span);
      return period && period.start <= state.from && period.end >= state.to ? period.key : "all";
    },
    setPalette(next) {
      palette = next;
    },
    destroy() {
      clearTimeout(timer);
      listening.abort();
      player.destroy();
    },
  };
}
