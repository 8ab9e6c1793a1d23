/** The window of days, as hands, keys and play move it. */

/**
 * @param {import("./strip.js").StripState} state
 * @param {() => import("./axis.js").Axis} axis
 * @param {() => void} moved
 */
export function createRange(state, axis, moved) {
  /** Days that an end can go to by hand: those in view, not past the other end if that is in view. */
  function limits(end) {
    const { first, last } = axis();
    if (state.mode === "on") return [first, last];
    if (end === "from") return [first, state.to < first ? last : Math.min(state.to, last)];
    return [state.from > last ? first : Math.max(state.from, first), last];
  }

  function moveEnd(end, day) {
    const [low, high] = limits(end);
    const next = Math.min(high, Math.max(low, day));
    if (next === state[end]) return;
    state[end] = next;
    if (state.mode === "on" || state.from > state.to) state.from = state.to = next;
    moved();
  }

  /** The day of playing. */
  function play(day) {
    state.to = day;
    if (state.mode === "on") state.from = day;
    moved();
  }

  function set(from, to) {
    if (from === state.from && to === state.to) return;
    [state.from, state.to] = [from, to];
    moved();
  }

  return { limits, moveEnd, play, set };
}
