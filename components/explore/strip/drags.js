/** What a hand on the strip takes hold of, and what that does to the window of days. */

/** @typedef {"from"|"to"} End */
/** @typedef {import("./gestures.js").Drag} Drag */

/**
 * @param {import("./strip.js").StripState} state
 * @param {ReturnType<typeof import("./window.js").createRange>} range
 * @param {object} strip
 * @param {() => import("./axis.js").Axis} strip.axis
 * @param {Record<End, HTMLElement>} strip.handles
 * @param {HTMLElement} strip.body
 * @param {ReturnType<typeof import("./play.js").createPlayer>} strip.player
 * @param {() => number} strip.edge the moment where the last day's handle is
 * @param {() => void} strip.stopPlay
 * @param {(wait: number) => void} strip.settle
 */
export function createDrags(state, range, strip) {
  const { axis, handles, body, player } = strip;
  let before = [state.from, state.to];

  /** What a press at pixel x takes hold of. */
  function grab(target, x) {
    const end = target === handles.from ? "from" : target === handles.to ? "to" : null;
    before = [state.from, state.to];
    if (end) return dragHandle(end, x);
    if (state.mode !== "between") return scrub(x);
    const whole = state.from <= axis().first && state.to >= axis().last;
    if (target === body && !whole) return dragWindow(x);
    return selectRange(x, target !== body);
  }

  /** @param {End} end */
  function dragHandle(end, x0) {
    const grip = x0 - axis().x(end === "from" ? state.from : strip.edge());
    player.hold();
    handles[end].focus({ preventScroll: true });
    return { move: (x) => moveTo(end, x - grip) };
  }

  function scrub(x0) {
    const move = (x) => {
      player.hold();
      moveTo("to", x);
    };
    return { move, press: () => pressAt("to", x0) };
  }

  function dragWindow(x0) {
    const [from, to] = before;
    const left = axis().at(from);
    player.hold();
    return {
      move(x) {
        const low = Math.min(axis().first, from);
        const high = Math.max(axis().last, to) - (to - from);
        const next = Math.min(high, Math.max(low, axis().nearestStart(left + x - x0)));
        range.set(next, next + to - from);
      },
      press() {},
    };
  }

  /** From where the hand went down to where it is; a press alone brings the nearer handle. */
  function selectRange(x0, empty) {
    const inView = (x) => Math.min(axis().last, Math.max(axis().first, axis().day(x)));
    const nearer = () => {
      const end = Math.abs(x0 - axis().at(state.from)) <= Math.abs(x0 - axis().at(state.to + 1)) ? "from" : "to";
      pressAt(end, x0);
    };
    return {
      move(x) {
        strip.stopPlay();
        const [a, b] = [inView(x0), inView(x)];
        range.set(Math.min(a, b), Math.max(a, b));
      },
      press: empty ? nearer : () => {},
    };
  }

  /** @param {End} end */
  function pressAt(end, x) {
    player.hold();
    moveTo(end, x);
    handles[end].focus({ preventScroll: true });
  }

  /** @param {End} end */
  function moveTo(end, x) {
    if (state.mode === "on") range.moveEnd(end, axis().day(x));
    else range.moveEnd(end, end === "from" ? axis().nearestStart(x) : axis().nearestEnd(x));
  }

  function drop(done) {
    const moved = before[0] !== state.from || before[1] !== state.to;
    if (!done) range.set(before[0], before[1]);
    if (moved) player.forget();
    if (player.isPlaying()) player.release();
    else if (moved && done) strip.settle(0);
  }

  return { grab, drop };
}
