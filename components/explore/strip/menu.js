/** What "…" opens: the controls that are rarely needed, and on a narrow screen those without room in the row. */

import { wordsOf } from "../data/days.js";
import { make, makeButton, makeGroup } from "../elements.js";
import { t } from "../words.js";
import { makeSelect, makeSignButton } from "./controls.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("./commands.js").Commands} Commands */

let made = 0;

export class Menu {
  /** @param {import("../types.js").RecordData} record @param {Commands} commands @param {() => void} help */
  constructor(record, commands, help) {
    this.button = makeSignButton("more", t("More for the dates"), () => this.show(this.host.hidden !== false), "tm-strip-more");
    /** Where the row puts what it has no room for. */
    this.top = make("div", "tm-strip-menu-top");
    this.speed = makeSelect(record.vocabulary.speeds, (key) => commands.setSpeed(key));
    this.loop = document.createElement("input");
    this.loop.type = "checkbox";
    this.loop.addEventListener("change", () => commands.setLoop(this.loop.checked));
    this.dates = makeDates(record.key_events, (day) => {
      this.show(false);
      commands.jump(day);
    });
    const zoom = makeGroup(t("Scale of the dates"), "tm-strip-steps",
      makeSignButton("minus", t("Zoom the dates out"), () => commands.zoom(2)),
      makeSignButton("plus", t("Zoom the dates in"), () => commands.zoom(0.5)));
    this.host = make("div", "tm-strip-menu", this.top, this.dates,
      makeLine(t("Speed"), this.speed),
      make("label", "tm-strip-line", make("span", "", t("Loop: at the end play again")), this.loop),
      make("div", "tm-strip-line", make("span", "", t("Scale of the dates")), zoom),
      makeButton("tm-strip-entry", t("Reset the dates"), t("Reset the dates"), () => commands.reset()),
      makeButton("tm-strip-entry", t("Keys and gestures"), t("Keys and gestures"), () => {
        this.show(false);
        help();
      }));
    made += 1;
    this.host.id = `tm-strip-menu-${made}`;
    this.host.setAttribute("role", "group");
    this.host.setAttribute("aria-label", t("More for the dates"));
    this.button.setAttribute("aria-controls", this.host.id);
    this.host.addEventListener("keydown", (event) => this.onKey(event));
    this.show(false);
  }

  /** @param {boolean} open */
  show(open) {
    this.host.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  }

  /** A press elsewhere closes it. @param {EventTarget | null} target */
  leave(target) {
    if (this.host.hidden || !(target instanceof Node)) return;
    if (!this.host.contains(target) && !this.button.contains(target)) this.show(false);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.show(false);
    this.button.focus({ preventScroll: true });
  }

  /** @param {State} state */
  draw({ speed, loop }) {
    if (this.speed.value !== speed) this.speed.value = speed;
    if (this.loop.checked !== loop) this.loop.checked = loop;
  }
}

/** @param {string} words @param {HTMLElement} control */
function makeLine(words, control) {
  return make("label", "tm-strip-line", make("span", "", words), make("span", "tm-strip-select", control));
}

/** The key events as a list to jump by, where the strip has no room for their labels. @param {import("../types.js").RecordData["key_events"]} events @param {(day: number) => void} jump */
function makeDates(events, jump) {
  const terms = events.map(({ day, label }) => ({ key: String(day), label: `${wordsOf(day)}: ${label}` }));
  const first = { key: "", label: t("choose") };
  const select = makeSelect([first, ...terms], (day) => {
    if (day !== "") jump(Number(day));
    select.value = "";
  });
  const line = makeLine(t("Go to"), select);
  line.classList.add("tm-strip-dates");
  return line;
}
