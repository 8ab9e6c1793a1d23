/** Keys on the strip: steps of days, play. Lists and fields keep the keys that they need themselves. */

/** @type {Record<string, number | "first" | "last">} */
const STEPS = {
  ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7, Home: "first", End: "last",
};

/** @param {HTMLElement} host @param {import("./commands.js").Commands} commands @param {AbortSignal} signal */
export function listenToKeys(host, commands, signal) {
  host.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (target.closest("select, input, .tm-strip-menu")) {
      if (event.key in STEPS || event.key === " ") event.stopPropagation();
      return;
    }
    if (event.key === " " && !target.closest("button")) commands.toggle();
    else if (event.key in STEPS) {
      const by = STEPS[event.key];
      const week = event.shiftKey && event.key.startsWith("Arrow") && typeof by === "number";
      commands.stepEnd(target.dataset.end === "from" ? "from" : "to", week ? by * 7 : by);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }, { signal });
}
