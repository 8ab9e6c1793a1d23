/** The time strip: histogram, two handles, parts of the record, play and pause. */

import { Axis } from "./axis.js";
import { spanWords, wordsOf } from "./days.js";

const HEIGHT = 86;
const BASE = 58;
/** Play crosses the whole width of the strip in this time. */
const PLAY_MS = 22000;
const KEYS = {
  ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7,
};
/** @param {string} tag @param {string} className @param {...(Node|string)} children */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

/**
 * @param {HTMLElement} host where the strip is put
 * @param {import("./model.js").Model} model
 * @param {{from: number, to: number, span: string}} state the window and the key of the shown period
 * @param {{moved: () => void, rested: () => void}} tell
 */
export function createStrip(host, model, state, tell) {
  const periods = model.record.periods;
  const parts = periods.filter((p) => p.key !== "all");
  let palette;
  let axis;
  let bins = [];
  let playing = null;

  const controls = make("div", "tm-controls");
  const play = make("button", "tm-play");
  play.type = "button";
  const words = make("span", "tm-window");
  const presets = make("div", "tm-presets");
  presets.setAttribute("role", "group");
  presets.setAttribute("aria-label", "Part of the record");
  const track = make("div", "tm-track");
  const canvas = make("canvas", "tm-histogram");
  canvas.setAttribute("aria-hidden", "true");
  const body = make("div", "tm-body");
  const handles = { from: makeHandle("from", "From date"), to: makeHandle("to", "To date") };
  controls.append(play, words, presets);
  track.append(canvas, body, handles.from, handles.to);
  host.append(controls, track);

  const buttons = periods.map((period) => {
    const button = make("button", "tm-preset", period.label);
    button.type = "button";
    button.addEventListener("click", () => showPeriod(period));
    presets.append(button);
    return button;
  });
  play.addEventListener("click", () => (playing ? pause() : start()));

  function makeHandle(end, name) {
    const handle = make("div", `tm-handle tm-handle-${end}`);
    handle.setAttribute("role", "slider");
    handle.setAttribute("aria-label", name);
    handle.tabIndex = 0;
    handle.addEventListener("keydown", (event) => stepByKey(event, end));
    return handle;
  }

  function limits(end) {
    return end === "from" ? [axis.first, state.to] : [state.from, axis.last];
  }

  function stepByKey(event, end) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const [low, high] = limits(end);
    let day;
    if (event.key in KEYS) day = state[end] + KEYS[event.key] * (event.shiftKey ? 7 : 1);
    else if (event.key === "Home") day = low;
    else if (event.key === "End") day = high;
    else return;
    event.preventDefault();
    event.stopPropagation();
    pause();
    moveEnd(end, day);
    settle(250);
  }

  function moveEnd(end, day) {
    const [low, high] = limits(end);
    const next = Math.min(high, Math.max(low, day));
    if (next === state[end]) return;
    state[end] = next;
    tell.moved();
  }

  let timer = 0;
  function settle(wait) {
    clearTimeout(timer);
    timer = setTimeout(tell.rested, wait);
  }

  /** Drag a handle, or the window as a whole; a press beside them brings the nearer handle. */
  function grab(event) {
    if (event.button !== 0) return;
    pause();
    const left = track.getBoundingClientRect().left;
    let what = event.target === body ? "body" : event.target.dataset.end;
    const x0 = event.clientX - left;
    if (!what) {
      const [a, b] = [axis.x(state.from), axis.x(state.to + 1)];
      what = Math.abs(x0 - a) <= Math.abs(x0 - b) ? "from" : "to";
      moveTo(what, x0);
    }
    const [from0, to0] = [state.from, state.to];
    const bodyStart = axis.x(from0);
    const grip = what === "to" ? x0 - axis.x(to0 + 1) : x0 - axis.x(from0);
    const drag = (move) => {
      const x = move.clientX - left;
      if (what !== "body") moveTo(what, x - (event.target.dataset.end ? grip : 0));
      else moveWindow(axis.nearestStart(bodyStart + x - x0), to0 - from0);
    };
    const drop = () => {
      track.removeEventListener("pointermove", drag);
      settle(0);
    };
    track.setPointerCapture(event.pointerId);
    track.addEventListener("pointermove", drag);
    track.addEventListener("lostpointercapture", drop, { once: true });
    if (what !== "body") handles[what].focus({ preventScroll: true });
    event.preventDefault();
  }

  function moveTo(end, x) {
    moveEnd(end, end === "from" ? axis.nearestStart(x) : axis.nearestEnd(x));
  }

  function moveWindow(from, length) {
    const next = Math.min(axis.last - length, Math.max(axis.first, from));
    if (next === state.from) return;
    [state.from, state.to] = [next, next + length];
    tell.moved();
  }
  track.addEventListener("pointerdown", grab);
  handles.from.dataset.end = "from";
  handles.to.dataset.end = "to";

  function showPeriod(period) {
    pause();
    state.span = period.key;
    [state.from, state.to] = [period.start, period.end];
    layOut();
    tell.moved();
    settle(0);
  }

  /** Play: the end of the window runs from its start to where it stood. */
  function start() {
    const goal = state.to > state.from ? state.to : axis.last;
    playing = { goal, x: axis.x(state.from + 1), at: performance.now(), frame: 0 };
    state.to = state.from;
    tell.moved();
    playing.frame = requestAnimationFrame(advance);
    showPlay();
  }

  function advance(now) {
    const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const elapsed = now - playing.at;
    if (!reduced || elapsed >= 700) {
      playing.at = now;
      const ahead = axis.x(state.to + 2);
      playing.x = reduced ? ahead : playing.x + (axis.width * elapsed) / PLAY_MS;
      const day = Math.min(playing.goal, Math.max(state.to, axis.day(playing.x - 0.01)));
      if (day !== state.to) {
        state.to = day;
        tell.moved();
      }
    }
    if (state.to >= playing.goal) pause();
    else playing.frame = requestAnimationFrame(advance);
  }

  function pause() {
    if (!playing) return;
    cancelAnimationFrame(playing.frame);
    playing = null;
    showPlay();
    tell.moved();
    settle(0);
  }

  function showPlay() {
    play.textContent = playing ? "❚❚" : "▶";
    play.setAttribute("aria-label", playing ? "Pause" : "Play");
    play.title = playing ? "Pause (space)" : "Play (space)";
  }

  /** Fit the axis to the width and the shown period. */
  function layOut() {
    const width = Math.max(80, track.clientWidth);
    const shown = parts.filter((p) => state.span === "all" || p.key === state.span);
    axis = new Axis(shown.length ? shown : parts, width);
    state.from = Math.min(axis.last, Math.max(axis.first, state.from));
    state.to = Math.min(axis.last, Math.max(state.from, state.to));
    bins = axis.bins();
    countBins();
  }

  function countBins() {
    model.countBins(bins);
    drawBars();
  }

  function drawBars() {
    const scale = window.devicePixelRatio || 1;
    canvas.width = Math.ceil(axis.width * scale);
    canvas.height = Math.ceil(HEIGHT * scale);
    canvas.style.width = `${axis.width}px`;
    canvas.style.height = `${HEIGHT}px`;
    const ctx = canvas.getContext("2d");
    ctx.scale(scale, scale);
    const most = Math.max(4, ...bins.map((bin) => bin.counts.reduce((a, b) => a + b)));
    for (const bin of bins) {
      let y = BASE;
      bin.counts.forEach((count, kind) => {
        const height = (count * (BASE - 16)) / most;
        ctx.fillStyle = palette.bars[kind];
        ctx.fillRect(bin.x + 0.5, y - height, Math.max(1, bin.width - 1), height);
        y -= height;
      });
    }
    drawVague(ctx);
    ctx.fillStyle = palette.grid;
    ctx.fillRect(0, BASE, axis.width, 1);
    ctx.font = "11px system-ui, sans-serif";
    ctx.textBaseline = "bottom";
    for (const tick of axis.ticks(46)) {
      ctx.fillRect(tick.x, BASE, 1, 12);
      ctx.fillText(tick.text, Math.max(0, tick.x + 3), HEIGHT);
    }
    for (const section of axis.sections.slice(1)) {
      ctx.fillRect(section.left, 0, 1, BASE);
    }
    if (axis.sections.length > 1) {
      for (const s of axis.sections) ctx.fillText(s.label, s.left + 4, 12, s.width - 8);
    }
  }

  function drawVague(ctx) {
    const lanes = [];
    ctx.globalAlpha = 0.7;
    for (const span of model.spans()) {
      if (span.end < axis.first || span.start > axis.last) continue;
      const [a, b] = [axis.x(span.start), axis.x(span.end + 1)];
      const lane = lanes.findIndex((end) => end < a - 2);
      const k = lane < 0 ? lanes.length : lane;
      if (k >= 3) continue;
      lanes[k] = b;
      ctx.fillStyle = palette.bars[span.bar];
      ctx.fillRect(a, BASE + 3 + k * 3, Math.max(2, b - a), 2);
    }
    ctx.globalAlpha = 1;
  }

  /** Show the window; called once a frame. */
  function draw() {
    const [a, b] = [axis.x(state.from), axis.x(state.to + 1)];
    body.style.transform = `translateX(${a}px)`;
    body.style.width = `${Math.max(1, b - a)}px`;
    handles.from.style.transform = `translateX(${a}px)`;
    handles.to.style.transform = `translateX(${b}px)`;
    for (const end of ["from", "to"]) {
      const [low, high] = limits(end);
      const handle = handles[end];
      handle.setAttribute("aria-valuemin", low);
      handle.setAttribute("aria-valuemax", high);
      handle.setAttribute("aria-valuenow", state[end]);
      handle.setAttribute("aria-valuetext", wordsOf(state[end]));
    }
    words.textContent = spanWords(state.from, state.to);
    periods.forEach((period, k) => {
      const on = period.start === state.from && period.end === state.to;
      buttons[k].setAttribute("aria-pressed", String(on));
      buttons[k].classList.toggle("tm-shown", period.key === state.span);
    });
  }

  showPlay();
  return {
    draw,
    layOut,
    pause,
    toggle: () => (playing ? pause() : start()),
    isPlaying: () => playing !== null,
    countBins,
    setPalette(next) {
      palette = next;
    },
    destroy() {
      clearTimeout(timer);
      if (playing) cancelAnimationFrame(playing.frame);
    },
  };
}
