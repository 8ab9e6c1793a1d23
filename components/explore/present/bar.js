/** The bar of Present: its buttons, the ones that go with a lesson or with an incident. */

import { makeButton } from "../elements.js";
import { icon } from "../panels/icons.js";
import { t } from "../words.js";
import { openSpeaker } from "./speaker.js";

/** @typedef {import("./keys.js").Action} Action */

export class Bar {
  /** @param {import("../types.js").App} app @param {HTMLElement} host @param {(action: Action) => void} act */
  constructor(app, host, act) {
    this.host = host;
    const button = (/** @type {string} */ words, /** @type {string} */ name, /** @type {Action} */ action) =>
      makeButton("tm-button", words, name, () => act(action));
    const sign = (/** @type {Parameters<typeof icon>[0]} */ of, /** @type {string} */ name, /** @type {Action} */ action) => {
      const made = makeButton("tm-button tm-icon-only", "", name, () => act(action));
      made.append(icon(of));
      return made;
    };
    this.buttons = {
      before: sign("left", t("Incident before"), "before"), next: sign("right", t("Next incident"), "next"),
      totals: button(t("Totals"), t("Totals of both sides (A)"), "totals"),
      claims: button(t("Claims"), t("Claims on this incident (C)"), "claims"),
      key: button(t("Key"), t("Key (H)"), "key"),
      explore: makeButton("tm-button", t("Explore"), t("Look around, and come back to the lesson"), () => app.lessons.explore()),
      notes: makeButton("tm-button", t("Notes"), t("Notes for the speaker, in a second window"), () => openSpeaker(app)),
      handout: makeButton("tm-button", t("Print"), t("Print a handout of the lesson"), () => printLesson(app)),
      leave: sign("close", t("Leave Present (Esc)"), "leave"),
    };
    host.append(...Object.values(this.buttons));
  }

  /** @param {import("../types.js").State} state */
  draw({ event, over, keyed, lesson }) {
    const { totals, claims, key, explore, notes, handout } = this.buttons;
    claims.setAttribute("aria-disabled", String(event === null));
    totals.setAttribute("aria-pressed", String(over === "totals"));
    claims.setAttribute("aria-pressed", String(over === "claims"));
    key.setAttribute("aria-pressed", String(keyed));
    explore.hidden = notes.hidden = handout.hidden = lesson === null;
    totals.hidden = lesson !== null;
  }

  destroy() {
    this.host.replaceChildren();
  }
}

/** @param {import("../types.js").App} app */
function printLesson(app) {
  const { lesson } = app.state;
  if (app.lessons.find(lesson)) app.change({ dialog: "handout", handout: lesson, playing: false });
}
