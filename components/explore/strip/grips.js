/**
 * What a press on the strip takes hold of, and what moving it does to the window of days. No DOM.
 *
 * A grip answers for each pixel where the hand is; `press` is for a hand that went off without moving.
 */

import { endAt, moveEnd } from "./window.js";

/** @typedef {import("./axis.js").Axis} Axis */
/** @typedef {import("./window.js").Days} Days */
/** @typedef {import("./window.js").End} End */
/** @typedef {import("./window.js").Window} Window */
/**
 * @typedef {object} Grip
 * @property {(x: number, state: Window) => Days} move
 * @property {((state: Window) => {days: Days, end: End}) | null} press null: it moves from the first pixel on, and a press does nothing
 * @property {boolean} anew whether this ends a run of play, rather than holds it
 * @property {End | null} end that has the focus from the beginning
 */
/** @typedef {{axis: Axis, state: Window, edge: number}} Held the strip when it is taken hold of; `edge`: moment of the last handle */

/**
 * @param {End | "body" | "track"} part under the hand @param {number} x @param {Held} held
 * @returns {Grip}
 */
export function takeHold(part, x, held) {
  const { axis, state } = held;
  if (part === "from" || part === "to") return gripHandle(part, x, held);
  if (state.mode !== "between") return scrub(x, axis);
  const whole = state.from <= axis.first && state.to >= axis.last;
  if (part === "body" && !whole) return gripWindow(x, held);
  return select(x, axis, part === "track");
}

/** @param {End} end @param {number} x0 @param {Held} held @returns {Grip} */
function gripHandle(end, x0, { axis, state, edge }) {
  const aside = x0 - axis.x(end === "from" ? state.from : edge);
  return { move: (x, now) => bring(now, axis, end, x - aside), press: null, anew: false, end };
}

/** @param {number} x0 @param {Axis} axis @returns {Grip} */
function scrub(x0, axis) {
  return {
    move: (x, now) => bring(now, axis, "to", x),
    press: (now) => ({ days: bring(now, axis, "to", x0), end: "to" }),
    anew: false,
    end: null,
  };
}

/** @param {number} x0 @param {Held} held @returns {Grip} */
function gripWindow(x0, { axis, state: { from, to } }) {
  const left = axis.at(from);
  const low = Math.min(axis.first, from);
  const high = Math.max(axis.last, to) - (to - from);
  return {
    move(x) {
      const next = Math.min(high, Math.max(low, axis.nearestStart(left + x - x0)));
      return { from: next, to: next + to - from };
    },
    press: (now) => ({ days: now, end: "to" }),
    anew: false,
    end: null,
  };
}

/** From where the hand went down to where it is; a press alone brings the nearer handle. @param {number} x0 @param {Axis} axis @param {boolean} empty */
function select(x0, axis, empty) {
  const inView = (/** @type {number} */ x) => axis.nearest(axis.day(x));
  /** @type {Grip} */
  const grip = {
    move(x) {
      const [a, b] = [inView(x0), inView(x)];
      return { from: Math.min(a, b), to: Math.max(a, b) };
    },
    press(now) {
      if (!empty) return { days: now, end: "to" };
      const end = Math.abs(x0 - axis.at(now.from)) <= Math.abs(x0 - axis.at(now.to + 1)) ? "from" : "to";
      return { days: bring(now, axis, end, x0), end };
    },
    anew: true,
    end: null,
  };
  return grip;
}

/** An end comes to the day whose edge is nearest to a pixel. @param {Window} state @param {Axis} axis @param {End} end @param {number} x */
function bring(state, axis, end, x) {
  if (state.mode === "on") return endAt(state, axis.nearest(axis.day(x)));
  return moveEnd(state, axis, end, end === "from" ? axis.nearestStart(x) : axis.nearestEnd(x));
}
