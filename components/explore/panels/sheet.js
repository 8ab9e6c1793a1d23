/** On a narrow screen the panel is a sheet of three heights over map and strip; the hand or a button moves it. */

import { make } from "../elements.js";
import { t } from "../words.js";
import { countWords } from "./counts.js";
import { restingHeight, sheetHeights } from "./sheet_heights.js";
import { rootOf } from "./popover.js";

/** A press that moves less than this is a tap, CSS pixels. */
const TAP_PX = 6;

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").Sheet} SheetHeight */

/** @param {App} app @param {HTMLElement} host the panel @returns {import("../types.js").View} */
export function createSheet(app, host) {
  return new Sheet(app, host);
}

class Sheet {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    this.host = host;
    this.root = rootOf(host);
    this.grip = /** @type {HTMLButtonElement} */ (make("button", "tm-grip"));
    this.grip.type = "button";
    this.words = make("strong", "tm-sheet-title");
    this.hint = make("span", "tm-quiet", t("Swipe up for the list"));
    this.head = make("div", "tm-sheet-head", this.grip, make("div", "tm-sheet-line", this.words, this.hint));
    host.prepend(this.head);
    /** Where a hand has taken hold: its height on the screen, and that of the sheet. @type {{y: number, height: number, moved: boolean} | null} */
    this.held = null;
    this.listen();
  }

  listen() {
    this.listening = new AbortController();
    const { signal } = this.listening;
    const { head } = this;
    head.addEventListener("pointerdown", (event) => this.take(event), { signal });
    head.addEventListener("pointermove", (event) => this.move(event), { signal });
    head.addEventListener("pointerup", (event) => this.release(event), { signal });
    head.addEventListener("pointercancel", () => this.settle(this.app.state.sheet), { signal });
    // A tap is answered when the finger leaves; what a key presses has no finger.
    this.grip.addEventListener("click", (event) => { if (event.detail === 0) this.turn(); }, { signal });
    this.host.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || !this.isNarrow() || this.app.state.sheet === "peek") return;
      this.settle("peek");
      this.grip.focus({ preventScroll: true });
    }, { signal });
  }

  isNarrow() {
    return this.root.hasAttribute("data-narrow");
  }

  /** The next height up; from the top back to the peek. */
  turn() {
    const { sheet } = this.app.state;
    this.settle(sheet === "peek" ? "half" : sheet === "half" ? "full" : "peek");
  }

  /** @param {PointerEvent} event */
  take(event) {
    if (event.button !== 0) return;
    this.head.setPointerCapture(event.pointerId);
    this.held = { y: event.clientY, height: this.host.offsetHeight, moved: false };
  }

  /** @param {PointerEvent} event */
  move(event) {
    const { held } = this;
    if (!held) return;
    const up = held.y - event.clientY;
    if (!held.moved && Math.abs(up) < TAP_PX) return;
    held.moved = true;
    const { peek, full } = sheetHeights(this.root.clientHeight);
    this.host.dataset.moving = "";
    this.host.style.height = `${Math.min(full, Math.max(peek, held.height + up))}px`;
  }

  /** @param {PointerEvent} event */
  release(event) {
    const { held } = this;
    if (!held) return;
    if (!held.moved) this.turn();
    else this.settle(restingHeight(held.height + held.y - event.clientY, held.height, this.root.clientHeight));
  }

  /** @param {SheetHeight} sheet */
  settle(sheet) {
    this.held = null;
    delete this.host.dataset.moving;
    this.host.style.height = "";
    this.app.change({ sheet });
  }

  /** @param {Scene} next @param {Scene | null} last */
  draw(next, last) {
    const { state, shown } = next;
    if (state.sheet !== last?.state.sheet) {
      this.host.dataset.sheet = state.sheet;
      this.grip.setAttribute("aria-expanded", String(state.sheet !== "peek"));
      this.grip.setAttribute("aria-label", gripWords(state.sheet));
    }
    if (shown === last?.shown && state.event === last.state.event) return;
    const item = state.event === null ? null : this.app.selection.find(state.event);
    this.words.textContent = item ? item.title : shown.counted || shown.pending ? countWords(shown) : t("No incidents");
    this.words.toggleAttribute("data-record", item !== null);
    this.hint.hidden = item !== null;
  }

  destroy() {
    this.listening?.abort();
  }
}

/** What a press on the grip does. @param {SheetHeight} sheet */
function gripWords(sheet) {
  if (sheet === "peek") return t("Open the list");
  return sheet === "half" ? t("Make the list higher") : t("Close the list");
}
