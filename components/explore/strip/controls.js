/** The row of controls above the bars: play and steps, modes, period, the headline, and the rest behind "…". */

import { make, makeButton, makeGroup } from "../elements.js";
import { t } from "../words.js";
import { makeSign, setSign } from "./signs.js";

/** @typedef {import("../types.js").State} State */
/** @typedef {import("../types.js").RecordData} RecordData */
/** @typedef {import("./commands.js").Commands} Commands */

let made = 0;

/** @param {string} sign @param {string} name @param {() => void} act @param {string} [className] */
export function makeSignButton(sign, name, act, className = "") {
  const button = makeButton(`tm-strip-button ${className}`, "", name, act);
  button.append(makeSign(sign));
  return button;
}

/** @param {Array<{key: string, label: string}>} terms @param {(key: string) => void} choose */
export function makeSelect(terms, choose) {
  const select = document.createElement("select");
  select.append(...terms.map(({ key, label }) => new Option(label, key)));
  select.addEventListener("change", () => choose(select.value));
  return select;
}

export class Controls {
  /** @param {RecordData} record @param {Commands} commands @param {HTMLElement} headline @param {import("./menu.js").Menu} menu */
  constructor(record, commands, headline, menu) {
    const sign = makeSign("play");
    this.play = makeButton("tm-play", "", t("Play"), () => commands.toggle());
    this.play.append(sign);
    this.sign = sign;
    this.modes = new Modes(record, (mode) => commands.setMode(mode));
    this.period = new Periods(record, (key) => commands.setPeriod(key));
    this.incidents = [
      makeSignButton("incident back", t("Previous incident"), () => commands.stepIncident(-1), "tm-strip-previous"),
      makeSignButton("incident", t("Next day with an incident"), () => commands.stepIncident(1)),
    ];
    this.days = makeGroup(t("Days"), "tm-strip-steps",
      makeSignButton("back", t("Previous day"), () => commands.step(-1)),
      makeSignButton("forth", t("Next day"), () => commands.step(1)));
    this.steps = makeGroup(t("Steps by incident"), "tm-strip-steps", ...this.incidents);
    this.menu = menu;
    this.row = make("div", "tm-strip-row", this.play, this.days, this.steps, this.modes.host, this.period.host,
      headline, menu.button, menu.host);
    /** @type {boolean | null} */
    this.compact = null;
    this.playing = false;
  }

  /** Without room in the row modes, period and steps by incident stand in the menu. @param {boolean} compact */
  arrange(compact) {
    if (compact === this.compact) return;
    this.compact = compact;
    const parts = [this.steps, this.modes.host, this.period.host];
    if (compact) this.menu.top.replaceChildren(...parts);
    else this.days.after(...parts);
  }

  /** Whether the row is wider than its place. */
  get isCut() {
    return this.row.scrollWidth > this.row.clientWidth;
  }

  /** @param {State} state */
  draw({ playing, mode, span }) {
    this.modes.show(mode);
    this.period.show(span);
    // A step by incident from a range goes to its first one.
    this.incidents[0].hidden = mode === "between";
    if (playing === this.playing) return;
    this.playing = playing;
    setSign(this.sign, playing ? "pause" : "play");
    const name = playing ? t("Pause") : t("Play");
    this.play.setAttribute("aria-label", name);
    this.play.title = name;
  }
}

/** The modes as a row of which one is on. */
class Modes {
  /** @param {RecordData} record @param {(mode: State["mode"]) => void} choose */
  constructor(record, choose) {
    this.host = make("div", "tm-strip-modes");
    this.host.setAttribute("role", "radiogroup");
    this.host.setAttribute("aria-label", t("Which days are shown"));
    made += 1;
    this.inputs = record.vocabulary.modes.map(({ key, label }) => {
      const input = document.createElement("input");
      input.type = "radio";
      input.name = `tm-mode-${made}`;
      input.value = key;
      input.addEventListener("change", () => choose(/** @type {State["mode"]} */ (key)));
      this.host.append(make("label", "tm-strip-mode", input, make("span", "", label)));
      return input;
    });
  }

  /** @param {string} mode */
  show(mode) {
    for (const input of this.inputs) {
      if (input.checked !== (input.value === mode)) input.checked = input.value === mode;
    }
  }
}

/** The part of the record that the axis shows. */
class Periods {
  /** @param {RecordData} record @param {(key: string) => void} choose */
  constructor(record, choose) {
    this.select = makeSelect(record.periods, choose);
    this.select.setAttribute("aria-label", t("Period"));
    this.other = new Option(t("part of the record"), "");
    this.other.disabled = true;
    this.select.append(this.other);
    this.host = make("label", "tm-strip-period tm-strip-select", this.select);
  }

  /** @param {string} span */
  show(span) {
    if (this.select.value === span) return;
    this.other.hidden = span !== "";
    this.select.value = span;
  }
}
