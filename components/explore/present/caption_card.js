/** The caption on the map of a projector: the incident that is told, or the step of a lesson. */

import { make, makeButton, makeRecord } from "../elements.js";
import { markIcon } from "../panels/mark.js";
import { t, tn } from "../words.js";
import { captionOf } from "./caption.js";
import { makeLessonCard } from "./lesson_card.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").CardData} CardData */
/** @typedef {import("../types.js").Scene} Scene */

const MARK_PX = 20;
/** Room on the map that a caption may need, width and height in CSS pixels. */
const RESERVE = "350 250";
/** Ways to set a step, the largest first; see the style sheet. */
const FITS = ["", "close", "closest"];

export class CaptionCard {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.element = make("section", "tm-caption-card");
    this.element.setAttribute("aria-label", t("Caption"));
    this.element.setAttribute("aria-live", "polite");
    this.element.dataset.cover = "";
    this.element.dataset.reserve = RESERVE;
    // The first view of the map keeps clear of it only where it is shown.
    this.element.hidden = !app.state.present;
    /** What it was made of. */
    this.told = "";
  }

  /** @param {Scene} scene */
  draw({ state, shown }) {
    const { app } = this;
    if (state.lesson !== null) return this.drawLesson(state);
    const card = state.event === null ? null : app.detail.card(state.event);
    if (!this.isOther(card ? `${card.id} ${state.known}` : `${state.event} ${shown.counted}`)) return undefined;
    this.element.classList.remove("tm-caption-lesson");
    if (card) return this.element.replaceChildren(...this.incidentParts(card));
    if (state.event !== null) return this.element.replaceChildren(make("p", "tm-caption-line", app.detail.fault() || "…"));
    const words = shown.counted ? tn("{n} incident in these days", "{n} incidents in these days", shown.counted) : t("No incidents");
    return this.element.replaceChildren(make("p", "tm-caption-toll", words), make("p", "tm-caption-line", t("Arrow keys step through them.")));
  }

  /** @param {CardData} card */
  incidentParts(card) {
    const { categories, evidence: levels } = this.app.record.vocabulary;
    const category = categories[card.category];
    const evidence = levels[card.evidence];
    const { title, toll, level, lines } = captionOf(card, evidence.label);
    const mark = { shape: category.shape, fill: evidence.fill, harm: category.harm, soft: false, split: card.split };
    return [
      makeRecord("h3", "tm-caption-title", title), make("p", "tm-caption-when", [card.when, card.where].filter(Boolean).join(" · ")),
      ...(toll ? [makeRecord("p", "tm-caption-toll", toll)] : []),
      make("p", "tm-caption-level", markIcon(mark, MARK_PX), makeRecord("span", "", level)),
      ...lines.map((line) => makeRecord("p", "tm-caption-line", line)),
    ];
  }

  /** @param {import("../types.js").State} state */
  drawLesson({ lesson, step, asked }) {
    const { detail, lessons } = this.app;
    const found = lessons.find(lesson);
    const written = lessons.step();
    if (!this.isOther(`${lesson} ${step} ${asked} ${written !== null} ${lessons.fault} ${detail.sourceCount()}`)) return undefined;
    this.element.classList.add("tm-caption-lesson");
    if (found && written) {
      this.element.replaceChildren(...makeLessonCard(this.app, found, written, step, asked, () => lessons.answer()));
      return this.fit();
    }
    const again = lessons.fault ? [makeButton("tm-button", t("Try again"), t("Try again"), () => lessons.again())] : [];
    return this.element.replaceChildren(make("p", "tm-caption-line", lessons.fault || "…"), ...again);
  }

  /** Set the step as large as it fits; an answer that still does not is brought into sight. */
  fit() {
    const { element } = this;
    for (const fit of FITS) {
      element.dataset.fit = fit;
      if (element.scrollHeight <= element.clientHeight) return;
    }
    if (this.app.state.asked) element.scrollTop = element.scrollHeight;
  }

  /** Make it anew at the next drawing: there is another size. */
  forget() {
    this.told = "";
  }

  /** Whether it is to be made anew. @param {string} told what it is made of */
  isOther(told) {
    const other = told !== this.told;
    this.told = told;
    return other;
  }

  destroy() {
    this.element.remove();
  }
}
