/** The dialog "Print a handout": draws the map of each step, then gives the pages to the browser's own print. */

import { make, makeButton } from "../elements.js";
import { stateOfLink } from "../link.js";
import { Modal } from "../panels/modal.js";
import { t } from "../words.js";
import { makeHandout } from "./handout_pages.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Lesson} Lesson */

/** Of the map of a step, CSS pixels: as wide as its names can still be read on a sheet. */
const MAP = { width: 940, height: 390 };

/** The words of what opens it. @param {App} app @param {Lesson} lesson */
export function makeHandoutButton(app, lesson) {
  return makeButton("tm-button", t("Print a handout"), t("Print a handout: {title}", { title: lesson.title }), () => app.change({ dialog: "handout", handout: lesson.id }));
}

/** @param {App} app @param {HTMLElement} root @returns {import("../types.js").View} */
export function createHandout(app, root) {
  return new Handout(app, root);
}

class Handout {
  /** @param {App} app @param {HTMLElement} root */
  constructor(app, root) {
    this.app = app;
    this.status = make("p", "");
    this.status.setAttribute("role", "status");
    this.answers = /** @type {HTMLInputElement} */ (make("input", ""));
    this.answers.type = "checkbox";
    this.answers.checked = true;
    this.answers.addEventListener("change", () => this.turnAnswers());
    this.print = /** @type {HTMLButtonElement} */ (makeButton("tm-button tm-main-button", t("Print"), t("Print"), () => window.print()));
    this.cancel = makeButton("tm-button", t("Cancel"), t("Cancel"), () => app.change({ dialog: "" }));
    this.again = makeButton("tm-button", t("Try again"), t("Try again"), () => this.begin());
    this.modal = new Modal(app, root, { key: "handout", title: t("Print a handout"), parts: () => this.open(), closed: () => this.end() });
    /** The making that still counts: a later one, or the end, takes its place. @type {object | null} */
    this.making = null;
    /** @type {HTMLElement | null} */
    this.pages = null;
    /** Name of the page before it was that of the handout, which printers and files are given. */
    this.named = "";
  }

  /** @param {import("../types.js").Scene} next */
  draw(next) {
    this.modal.draw(next);
  }

  open() {
    const { app } = this;
    const lesson = app.lessons.find(app.state.handout);
    const about = make("p", "", t("Each step with its map, its question and its sources, for A4 or Letter, also in grey."));
    const label = make("label", "tm-handout-choice", this.answers, make("span", "", t("With the answers, on a page of their own")));
    this.print.dataset.first = "";
    this.begin();
    return [make("h3", "tm-lesson-title", lesson?.title ?? ""), about, label, this.status, make("div", "tm-share-buttons", this.print, this.again, this.cancel)];
  }

  async begin() {
    const making = {};
    this.end();
    this.making = making;
    this.say(t("The maps are being drawn …"), false);
    try {
      const pages = await this.makePages(() => this.making === making);
      if (!pages) return;
      this.pages = pages;
      this.turnAnswers();
      document.body.append(pages);
      document.documentElement.dataset.handout = "";
      this.named = document.title;
      document.title = this.lesson.title;
      this.say(t("The handout is ready."), true);
    } catch (error) {
      if (this.making !== making) return;
      this.say(t("The handout could not be made: {reason}.", { reason: error instanceof Error ? error.message : String(error) }), false);
      this.again.hidden = false;
    }
  }

  get lesson() {
    const { state, lessons } = this.app;
    return /** @type {Lesson} */ (lessons.find(state.handout));
  }

  /** The pages, with all that they show; null when they are not wanted any more. @param {() => boolean} isWanted */
  async makePages(isWanted) {
    const { app, lesson } = this;
    const views = lesson.steps.map(({ link, judge }) => ({ ...stateOfLink(link, app.record).state, judging: judge }));
    const still = await app.openStill(MAP, views.some(({ known }) => known !== null));
    const maps = [];
    try {
      for (const [k, view] of views.entries()) {
        this.say(t("Drawing the map of step {n} of {total} …", { n: k + 1, total: views.length }), false);
        await pause();
        if (!isWanted()) return null;
        const { about, svg } = still.show(view, (scene, map) => {
          const picture = app.drawPicture(scene, map, true);
          return { about: picture.about, svg: picture.svg() };
        });
        maps.push({ about, address: await readAddress(svg) });
      }
    } finally {
      still.destroy();
    }
    // What names the sources comes after the first picture of the page.
    await app.detail.whole?.();
    const pages = makeHandout(app, lesson, maps);
    await Promise.all([...pages.querySelectorAll("img")].map((picture) => picture.decode()));
    return isWanted() ? pages : null;
  }

  /** @param {string} words @param {boolean} ready */
  say(words, ready) {
    this.status.textContent = words;
    this.print.disabled = !ready;
    this.again.hidden = true;
    this.cancel.hidden = ready;
    if (ready) this.print.focus({ preventScroll: true });
  }

  turnAnswers() {
    this.pages?.toggleAttribute("data-no-answers", !this.answers.checked);
  }

  /** The page as it was before. */
  end() {
    this.making = null;
    if (!this.pages) return;
    this.pages.remove();
    this.pages = null;
    delete document.documentElement.dataset.handout;
    document.title = this.named;
  }

  destroy() {
    this.end();
    this.modal.destroy();
  }
}

/** Let the page be drawn in between. */
const pause = () => new Promise((resolve) => { setTimeout(resolve, 0); });

/** A file as an address that holds it: the pages may show no other pictures. @param {Blob} file @returns {Promise<string>} */
function readAddress(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
