/** Hands on the strip: drag a handle, the window or empty strip; wheel and two fingers zoom. */

/** A pointer that moved less than this was a press. */
const PRESS_PX = 4;
/** Zoom of one pixel of the wheel; two fingers on a touch pad send small steps with Ctrl. */
const WHEEL = 0.0016;
const PAD = 0.01;
/** Turns of the wheel within this time are one gesture. */
const GESTURE_MS = 400;

/** @typedef {{move: (x: number) => void, press?: () => void, started?: boolean}} Drag */

/**
 * @param {HTMLElement} track
 * @param {object} strip
 * @param {() => import("./axis.js").Axis} strip.axis
 * @param {(target: EventTarget, x: number) => Drag} strip.grab what a press at pixel x takes hold of
 * @param {(dropped: boolean) => void} strip.drop the hand is off; false: another gesture took over
 * @param {(view: [number, number]) => void} strip.view show another part of the axis
 * @param {AbortSignal} signal ends the listening
 */
export function listenToHands(track, strip, signal) {
  const fingers = new Map();
  let left = 0;
  /** @type {(Drag & {x0: number}) | null} */
  let drag = null;
  let pinch = null;

  function down(event) {
    if (event.button !== 0 || event.target.closest(".tm-key")) return;
    left = track.getBoundingClientRect().left;
    const x = event.clientX - left;
    fingers.set(event.pointerId, x);
    track.setPointerCapture(event.pointerId);
    event.preventDefault();
    if (fingers.size === 2) startPinch();
    else if (fingers.size === 1) drag = { ...strip.grab(event.target, x), x0: x };
  }

  function startPinch() {
    if (drag) strip.drop(false);
    drag = null;
    const axis = strip.axis();
    pinch = [...fingers].map(([id, x]) => ({ id, place: axis.place(x) }));
  }

  function move(event) {
    if (!fingers.has(event.pointerId)) return;
    const x = event.clientX - left;
    fingers.set(event.pointerId, x);
    if (pinch) spread();
    else if (drag && (drag.started || !drag.press || Math.abs(x - drag.x0) >= PRESS_PX)) {
      drag.started = true;
      drag.move(x);
    }
  }

  /** What was under each finger stays under it. */
  function spread() {
    const [a, b] = pinch.map(({ id, place }) => ({ x: fingers.get(id), place }));
    if (Math.abs(b.x - a.x) < 12) return;
    const axis = strip.axis();
    const perPixel = Math.abs((b.place - a.place) / (b.x - a.x));
    const u0 = (a.place + b.place) / 2 - ((a.x + b.x) / 2) * perPixel;
    strip.view(axis.fit(u0, u0 + perPixel * axis.width));
  }

  function up(event) {
    if (!fingers.delete(event.pointerId)) return;
    pinch = null;
    if (!drag) return;
    const { press, started } = drag;
    drag = null;
    if (event.type === "pointerup" && press && !started) press();
    strip.drop(true);
  }

  let lastTurn = -Infinity;
  function turn(event) {
    const axis = strip.axis();
    const unit = [1, 16, 400][event.deltaMode] ?? 1;
    const sideways = !event.ctrlKey && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY));
    const view = sideways
      ? axis.moved((event.deltaX || event.deltaY) * unit)
      : axis.zoomed(pointerX(event), Math.exp(event.deltaY * unit * (event.ctrlKey ? PAD : WHEEL)));
    const still = view[0] === axis.u0 && view[1] === axis.u1;
    // At the end of the axis a new gesture scrolls the page, so that the strip is no trap.
    if (still && event.timeStamp - lastTurn > GESTURE_MS) return;
    lastTurn = event.timeStamp;
    event.preventDefault();
    event.stopPropagation();
    if (!still) strip.view(view);
  }

  function pointerX(event) {
    const x = event.clientX - track.getBoundingClientRect().left;
    return Math.min(strip.axis().width, Math.max(0, x));
  }

  track.addEventListener("pointerdown", down, { signal });
  track.addEventListener("pointermove", move, { signal });
  track.addEventListener("pointerup", up, { signal });
  track.addEventListener("pointercancel", up, { signal });
  track.addEventListener("wheel", turn, { passive: false, signal });
}
