/** Present: what is shown fills the screen, in type for the back row, with one caption; keys and buttons step on. */

import { make, makeButton } from "../elements.js";
import { placeOf } from "../panels/card_place.js";
import { t } from "../words.js";
import { Bar } from "./bar.js";
import { CaptionCard } from "./caption_card.js";
import { makeClaims } from "./claims.js";
import { actionOf } from "./keys.js";
import { makeTotals } from "./totals_view.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("./keys.js").Action} Action */

/** @param {App} app @param {{root: HTMLElement, stage: HTMLElement, bar: HTMLElement}} frame @returns {import("../types.js").View} */
export function createPresent(app, { root, stage, bar }) {
  return new Present(app, root, stage, bar);
}

class Present {
  /** @param {App} app @param {HTMLElement} root @param {HTMLElement} stage @param {HTMLElement} bar */
  constructor(app, root, stage, bar) {
    this.app = app;
    this.root = root;
    this.bar = new Bar(app, bar, (action) => this.act(action));
    this.caption = new CaptionCard(app);
    this.over = make("section", "tm-present-over");
    this.blank = make("div", "tm-present-blank");
    this.blank.addEventListener("click", () => app.change({ blank: false }));
    this.back = makeButton("tm-button tm-main-button tm-back-to-lesson", t("Back to the lesson"), t("Back to the lesson"), () => app.lessons.back());
    // The map is measured before this is drawn for the first time: it has the room, and keeps clear only of what is shown.
    bar.hidden = !app.state.present;
    this.over.hidden = this.blank.hidden = this.back.hidden = true;
    stage.append(this.caption.element, this.back);
    root.append(this.over, this.blank);
    /** What lies over the map was made of this. */
    this.covered = "";
    /** Whether the page had the whole screen. */
    this.wasFull = false;
    this.listening = new AbortController();
    const { signal } = this.listening;
    root.ownerDocument.addEventListener("keydown", (event) => this.onKey(event), { signal, capture: true });
    root.ownerDocument.addEventListener("fullscreenchange", () => {
      if (!root.ownerDocument.fullscreenElement && this.wasFull) this.leave();
      this.wasFull = root.ownerDocument.fullscreenElement === root;
    }, { signal });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const { state } = this.app;
    const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
    if (state.dialog !== "" || target.closest?.("input, select, textarea, dialog")) return;
    if (!state.present) {
      const begins = event.key === "f" && !event.ctrlKey && !event.metaKey && !event.altKey && this.root.contains(target.ownerDocument.activeElement === target.ownerDocument.body ? this.root : target);
      if (!begins) return;
      event.preventDefault();
      return this.app.change({ present: true }, "new");
    }
    // What a button is pressed with is its own.
    if (target.closest?.("button") && event.key === " ") return;
    const action = actionOf(event);
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    this.act(action);
  }

  /** @param {Action} action */
  act(action) {
    const { app } = this;
    const { state } = app;
    if (state.blank && action !== "leave") return app.change({ blank: false });
    switch (action) {
      case "next": return state.lesson === null ? this.step(1) : this.moveOn(1);
      case "before": return state.lesson === null ? this.step(-1) : this.moveOn(-1);
      case "answer": return app.lessons.answer();
      case "day": return this.stepDay(1);
      case "day-before": return this.stepDay(-1);
      case "play": return app.change({ playing: !state.playing });
      // How well the incidents are evidenced is what the class judges first.
      case "totals": return app.change({ over: state.over === "totals" || state.judging ? "" : "totals" });
      case "claims": return app.change({ over: state.over === "claims" || state.event === null ? "" : "claims" });
      case "key": return app.change({ keyed: !state.keyed });
      case "blank": return app.change({ blank: true });
      case "leave": return state.over ? app.change({ over: "" }) : this.leave();
      default: return undefined;
    }
  }

  /** @param {1 | -1} by */
  moveOn(by) {
    this.app.change({ over: "" });
    this.app.lessons.move(by);
  }

  /** To the incident after or before the one that is told, in the order of the list. @param {1 | -1} by */
  step(by) {
    const { app } = this;
    const { state, scene } = app;
    app.change({ over: "" });
    if (state.event !== null) {
      const { before, after } = placeOf({ ...scene, state }, app.selection, state.event, app.record.limits.listed);
      const next = by > 0 ? after : before;
      if (next) return app.change({ event: next });
      return app.say(by > 0 ? t("No later incident") : t("No earlier incident"));
    }
    const { items } = app.selection.list({ ...scene, state }, by > 0 ? 0 : Math.max(0, scene.shown.counted - 1), 1);
    const id = items[0]?.id;
    return id ? app.change({ event: id }) : app.say(t("No incidents"));
  }

  /** To the next day that has an incident; its first one is told. @param {1 | -1} by */
  stepDay(by) {
    const { app } = this;
    const { state } = app;
    const from = state.mode === "between" && state.from < state.to ? (by > 0 ? state.from - 1 : state.to + 1) : state.to;
    const day = app.selection.nextDay(from, by);
    if (day === null) return app.say(by > 0 ? t("No later incident") : t("No earlier incident"));
    return app.change({ mode: "on", from: day, to: day, event: null, playing: false, over: "" }, "new");
  }

  leave() {
    const { ownerDocument } = this.root;
    // The end of the whole screen comes later, when something else may be presented.
    this.wasFull = false;
    if (ownerDocument.fullscreenElement === this.root) ownerDocument.exitFullscreen().catch(() => {});
    if (this.app.state.lesson !== null) this.app.lessons.end();
    else if (this.app.state.present) this.app.change({ present: false, over: "", blank: false, playing: false }, "new");
  }

  /** @param {Scene} next @param {Scene | null} last */
  draw(next, last) {
    const { state } = next;
    this.back.hidden = state.present || state.speaker || this.app.lessons.find(state.lesson) === null;
    this.bar.host.hidden = this.caption.element.hidden = !state.present;
    this.root.toggleAttribute("data-keyed", state.keyed);
    this.over.hidden = !state.present || state.over === "";
    this.blank.hidden = !state.present || !state.blank;
    if (!state.present) return;
    // As long as the press counts as the reader's own wish.
    if (last && !last.state.present) this.root.requestFullscreen?.().catch(() => {});
    this.bar.draw(state);
    this.caption.draw(next);
    this.drawOver(next, last);
  }

  /** What lies over the map: totals of both sides, or all claims. @param {Scene} next @param {Scene | null} last */
  drawOver(next, last) {
    const { state, shown } = next;
    const card = state.event === null ? null : this.app.detail.card(state.event);
    const covered = `${state.over} ${state.event} ${card !== null} ${state.known}`;
    if (covered === this.covered && (state.over !== "totals" || shown === last?.shown)) return;
    this.covered = covered;
    if (state.over === "totals") this.over.replaceChildren(...makeTotals(this.app, shown));
    else if (state.over === "claims" && card) this.over.replaceChildren(...makeClaims(card));
    else this.over.replaceChildren();
    this.over.setAttribute("aria-label", state.over === "totals" ? t("Totals of both sides") : t("Claims"));
  }

  resize() {
    this.caption.forget();
  }

  destroy() {
    this.listening.abort();
    this.over.remove();
    this.blank.remove();
    this.caption.destroy();
    this.back.remove();
    this.bar.destroy();
  }
}
