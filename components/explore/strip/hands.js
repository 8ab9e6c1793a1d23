/** Hands on the strip: drag a handle, the window or empty strip; wheel and two fingers zoom. */

import { scaleOf } from "../scale.js";
import { takeHold } from "./grips.js";

/** A pointer that moved less than this was a press. */
const PRESS_PX = 4;
/** Zoom of one pixel of the wheel; two fingers on a touch pad send small steps with Ctrl. */
const WHEEL = 0.0016;
const PAD = 0.01;
/** Turns of the wheel within this time are one gesture. */
const GESTURE_MS = 400;
/** Pixels of a step of the wheel, by `deltaMode`. */
const UNITS = [1, 16, 400];
/** Two fingers nearer than this do not zoom. */
const NEAREST_PX = 12;

/** @typedef {import("./window.js").End} End */
/** @typedef {import("./grips.js").Grip & {x0: number, started: boolean, before: {from: number, to: number}}} Drag */

export class Hands {
  /**
   * @param {import("./track.js").Track} track @param {import("./commands.js").Commands} commands
   * @param {import("./player.js").Player} player @param {AbortSignal} signal ends the listening
   */
  constructor(track, commands, player, signal) {
    this.track = track;
    this.commands = commands;
    this.player = player;
    this.app = commands.app;
    /** Pixel of each finger. @type {Map<number, number>} */
    this.fingers = new Map();
    this.left = 0;
    /** @type {Drag | null} */
    this.drag = null;
    /** @type {Array<{id: number, place: number}> | null} */
    this.pinch = null;
    this.lastTurn = -Infinity;
    const { host } = track;
    host.addEventListener("pointerdown", (event) => this.down(event), { signal });
    host.addEventListener("pointermove", (event) => this.move(event), { signal });
    host.addEventListener("pointerup", (event) => this.up(event), { signal });
    host.addEventListener("pointercancel", (event) => this.up(event), { signal });
    host.addEventListener("wheel", (event) => this.turn(event), { passive: false, signal });
  }

  get axis() {
    return this.commands.axis;
  }

  /** @param {PointerEvent} event */
  down(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.button !== 0 || target.closest("button")) return;
    this.left = this.track.host.getBoundingClientRect().left;
    const x = this.xOf(event);
    this.fingers.set(event.pointerId, x);
    this.track.host.setPointerCapture(event.pointerId);
    event.preventDefault();
    if (this.fingers.size === 2) this.startPinch();
    else if (this.fingers.size === 1) this.grab(target, x);
  }

  /** Where on the track a pointer is, CSS pixels of the page. @param {MouseEvent} event */
  xOf(event) {
    return (event.clientX - this.left) / scaleOf(this.track.host);
  }

  /** @param {HTMLElement} target @param {number} x */
  grab(target, x) {
    const { state } = this.app;
    const grip = takeHold(this.track.partOf(target), x, { axis: this.axis, state, edge: this.track.edge(state) });
    this.drag = { ...grip, x0: x, started: false, before: { from: state.from, to: state.to } };
    if (!grip.end) return;
    this.player.clock.hold();
    this.track.focus(grip.end);
  }

  startPinch() {
    if (this.drag) this.drop(this.drag, false);
    this.drag = null;
    this.pinch = [...this.fingers].map(([id, x]) => ({ id, place: this.axis.place(x) }));
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.fingers.has(event.pointerId)) return;
    const x = this.xOf(event);
    this.fingers.set(event.pointerId, x);
    const { drag } = this;
    if (this.pinch) this.spread(this.pinch);
    else if (drag && (drag.started || !drag.press || Math.abs(x - drag.x0) >= PRESS_PX)) {
      if (!drag.started) this.begin(drag);
      this.commands.move(drag.move(x, this.app.state));
    }
  }

  /** @param {Drag} drag */
  begin(drag) {
    drag.started = true;
    if (drag.anew && this.player.isRunning) this.commands.move(this.commands.halt());
    else this.player.clock.hold();
  }

  /** What was under each finger stays under it. @param {Array<{id: number, place: number}>} pinch */
  spread(pinch) {
    const [a, b] = pinch.map(({ id, place }) => ({ x: this.fingers.get(id) ?? 0, place }));
    if (Math.abs(b.x - a.x) < NEAREST_PX) return;
    const perPixel = Math.abs((b.place - a.place) / (b.x - a.x));
    const u0 = (a.place + b.place) / 2 - ((a.x + b.x) / 2) * perPixel;
    this.commands.show(this.axis.fit(u0, u0 + perPixel * this.axis.width));
  }

  /** @param {PointerEvent} event */
  up(event) {
    if (!this.fingers.delete(event.pointerId)) return;
    this.pinch = null;
    const { drag } = this;
    this.drag = null;
    if (!drag) return;
    if (event.type === "pointerup" && drag.press && !drag.started) {
      const { days, end } = drag.press(this.app.state);
      this.commands.move(days);
      this.track.focus(end);
    }
    this.drop(drag, true);
  }

  /** @param {Drag} drag @param {boolean} done whether it counts; not when another gesture took over */
  drop({ before }, done) {
    const { from, to } = this.app.state;
    const moved = before.from !== from || before.to !== to;
    if (!done) this.commands.move(before);
    if (moved) this.player.clock.forget();
    if (this.player.isRunning) this.player.release();
    else if (moved && done) this.commands.choose();
  }

  /** @param {WheelEvent} event */
  turn(event) {
    const { axis } = this;
    const unit = UNITS[event.deltaMode] ?? 1;
    const sideways = !event.ctrlKey && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY));
    const [u0, u1] = sideways
      ? axis.moved((event.deltaX || event.deltaY) * unit)
      : axis.zoomed(this.pointerX(event), Math.exp(event.deltaY * unit * (event.ctrlKey ? PAD : WHEEL)));
    const still = u0 === axis.u0 && u1 === axis.u1;
    // At the end of the axis a new gesture scrolls the page around an embedded app.
    if (still && event.timeStamp - this.lastTurn > GESTURE_MS) return;
    this.lastTurn = event.timeStamp;
    event.preventDefault();
    event.stopPropagation();
    if (!still) this.commands.show([u0, u1]);
  }

  /** @param {WheelEvent} event */
  pointerX(event) {
    this.left = this.track.host.getBoundingClientRect().left;
    const x = this.xOf(event);
    return Math.min(this.axis.width, Math.max(0, x));
  }
}
