/**
 * The time strip: bars of incidents, the window of days with its handles, the part of the axis in view,
 * modes and play. Zoom changes what is in view and never the window; all else changes the window.
 */

import { partsOf } from "../data/days.js";
import { make } from "../elements.js";
import { scaleOf } from "../scale.js";
import { t } from "../words.js";
import { PartInView } from "./axis.js";
import { countBeyond } from "./bars.js";
import { binAt, makeBins, perUnit } from "./bins.js";
import { Commands } from "./commands.js";
import { Controls } from "./controls.js";
import { drawStrip, readLook, rowsOf } from "./draw.js";
import { Hands } from "./hands.js";
import { Headline } from "./headline.js";
import { KeyEvents } from "./key_events.js";
import { KeyHelp } from "./key_help.js";
import { listenToKeys } from "./keys.js";
import { Menu } from "./menu.js";
import { Player } from "./player.js";
import { Tooltip } from "./tooltip.js";
import { Track } from "./track.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").View} View */

/** A strip narrower than this has its modes and periods in the menu. */
const COMPACT_PX = 560;

/** @param {App} app @param {HTMLElement} host @returns {Strip} */
export function createStrip(app, host) {
  return new Strip(app, host);
}

/** @implements {View} */
class Strip {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    this.host = host;
    const { vocabulary, periods, key_events: keyEvents } = app.record;
    this.fills = vocabulary.fills;
    this.part = new PartInView(periods, app.state.span);
    this.span = app.state.span;
    const axis = () => this.part.axis;
    this.track = new Track(axis, () => this.player.clock.moment);
    this.player = new Player(app, axis, (moment) => this.track.glide(app.state, moment));
    this.commands = new Commands(app, this.part, this.player);
    this.help = new KeyHelp(() => this.closeHelp());
    this.menu = new Menu(app.record, this.commands, () => app.change({ dialog: "keys" }, "same"));
    this.headline = new Headline(app, (event) => this.commands.read(event));
    this.controls = new Controls(app.record, this.commands, this.headline.host, this.menu);
    this.keyEvents = new KeyEvents(this.track.host, keyEvents, (day) => this.commands.jump(day));
    this.tooltip = new Tooltip(this.fills);
    this.caption = make("p", "tm-caption tm-unseen");
    const field = make("div", "tm-strip-field", this.track.host, this.tooltip.host, this.caption);
    host.append(this.controls.row, field, this.help.host);
    /** @type {import("./bins.js").Bin[]} */
    this.bins = [];
    /** @type {import("./bars.js").Span[]} */
    this.spans = [];
    /** The incident whose days are framed. @type {import("../types.js").Item | null} */
    this.framed = null;
    this.marks = keyEvents.map(({ day }) => day);
    /** The bars have other counts than those that are drawn. */
    this.counted = false;
    /** The axis that bars and labels were laid out on. @type {import("./axis.js").Axis | null} */
    this.laidOut = null;
    this.rows = rowsOf(80, false);
    this.listen();
  }

  listen() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    this.hands = new Hands(this.track, this.commands, this.player, signal);
    listenToKeys(this.host, this.commands, signal);
    const hover = (/** @type {PointerEvent} */ event) => this.hover(event);
    for (const kind of ["pointermove", "pointerdown", "pointerleave"]) {
      this.track.host.addEventListener(kind, /** @type {EventListener} */ (hover), { signal });
    }
    document.addEventListener("pointerdown", (event) => this.menu.leave(event.composedPath()[0]), { signal, capture: true });
    this.host.addEventListener("focusout", (event) => this.menu.leave(event.relatedTarget), { signal });
  }

  // --- drawing

  /** @param {Scene} next @param {Scene | null} last */
  draw(next, last) {
    const { state } = next;
    this.follow(state);
    if (!last) this.measure();
    const anew = this.laidOut !== this.part.axis;
    if (anew) this.layOut();
    else if (isCountedAnew(next, last)) this.count();
    this.track.draw(state, anew);
    const framed = state.event === null ? null : this.app.selection.find(state.event);
    if (anew || !last || framed !== this.framed) this.track.frame(framed);
    this.framed = framed;
    this.controls.draw(state);
    this.menu.draw(state);
    this.headline.draw(next, last, this.isWithinYear());
    this.help.draw(state.dialog === "keys");
  }

  depart() {
    this.track.depart();
  }

  /** @param {number} share */
  fly(share) {
    const { state } = this.app.scene;
    if (share < 1) this.track.fly(state, share * share * (3 - 2 * share));
    else this.track.draw(state, true);
  }

  /** What another part of the page has changed: the period of a link, playing. @param {State} state */
  follow({ span, playing }) {
    if (span !== this.span) {
      this.span = span;
      if (span !== "" && span !== this.part.axis.key) this.part.show(this.part.axis.partOf(span));
    }
    this.player.follow(playing);
  }

  /** Read sizes, colours and font; the only place that does. */
  measure() {
    const narrow = this.host.closest("[data-narrow]") !== null;
    this.arrange(narrow || this.host.clientWidth < COMPACT_PX);
    // The words of another language may be longer.
    if (this.controls.isCut) this.arrange(true);
    const { width, height } = this.track.size;
    this.rows = rowsOf(height, narrow);
    this.look = readLook(this.host, this.fills.length);
    this.headline.measure(this.look.family);
    this.host.style.setProperty("--tm-bars-top", `${this.rows.top}px`);
    this.host.style.setProperty("--tm-bars-height", `${this.rows.base - this.rows.top}px`);
    const top = this.host.getBoundingClientRect().top - (this.host.parentElement?.getBoundingClientRect().top ?? 0);
    this.host.style.setProperty("--tm-room-above", `${top / scaleOf(this.host)}px`);
    this.part.fitTo(width);
  }

  /** @param {boolean} compact */
  arrange(compact) {
    this.host.toggleAttribute("data-compact", compact);
    this.controls.arrange(compact);
  }

  layOut() {
    const { axis } = this.part;
    this.laidOut = axis;
    this.bins = makeBins(axis);
    if (this.rows.narrow) this.keyEvents.hide();
    else this.keyEvents.place(axis, this.look?.family ?? "");
    this.track.host.dataset.first = String(axis.first);
    this.track.host.dataset.last = String(axis.last);
    this.count();
  }

  count() {
    const { selection } = this.app;
    selection.countBins(this.bins);
    this.spans = selection.spans();
    this.counted = true;
    this.tooltip.show(null, () => 0, 0);
  }

  /** Draw the bars; writing on a canvas costs a look at all styles that have changed. */
  finish() {
    if (!this.counted || !this.look) return;
    this.counted = false;
    const { bins, spans, rows } = this;
    const marks = rows.narrow ? this.marks : [];
    const scales = drawStrip(this.track.canvas, this.part.axis, { bins, spans, marks }, rows, this.look);
    this.caption.textContent = scales.map(({ unit, highest, names }) => (
      t("{period}: bars of incidents {unit}, the highest {n}.", { period: names[0], unit: perUnit(unit), n: highest })
    )).join(" ");
  }

  /** @param {PointerEvent} event */
  hover(event) {
    const { left, top } = this.track.host.getBoundingClientRect();
    const away = event.type !== "pointermove" || event.pointerType === "touch" || event.buttons !== 0
      || event.clientY < top + this.rows.top * scaleOf(this.host);
    this.tooltip.show(away ? null : binAt(this.bins, (event.clientX - left) / scaleOf(this.host)), (bin) => this.beyond(bin), this.part.axis.width);
  }

  /** Whether all days in view are of one year, which then need not be said. */
  isWithinYear() {
    const { first, last } = this.part.axis;
    return partsOf(first)[0] === partsOf(last)[0];
  }

  /** Of a larger record the lines are not all spans. @param {import("./bins.js").Bin} bin */
  beyond(bin) {
    return this.app.selection.beyond?.(bin) ?? countBeyond(this.spans, bin);
  }

  closeHelp() {
    if (this.app.state.dialog === "keys") this.app.change({ dialog: "" }, "same");
    this.menu.button.focus({ preventScroll: true });
  }

  resize() {
    this.measure();
  }

  toggle() {
    this.commands.toggle();
  }

  destroy() {
    this.listening?.abort();
    this.headline.destroy();
    this.commands.destroy();
    this.host.replaceChildren();
  }
}

/** Whether the bars may be others: filters and words, or an answer of the server. @param {Scene} next @param {Scene | null} last */
function isCountedAnew(next, last) {
  if (!last || next.shown.passes !== last.shown.passes) return true;
  if (next.state.filters !== last.state.filters || next.state.text !== last.state.text) return true;
  const sameWindow = next.state.from === last.state.from && next.state.to === last.state.to;
  return next.shown.pending !== last.shown.pending || (next.shown !== last.shown && sameWindow);
}
