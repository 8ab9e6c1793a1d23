/** The lessons that are not the record's: one that is being made, those that came with the file, one of the link. */

import { checkLesson, problemOf, problemWords } from "../data/lesson_check.js";
import { packLesson, unpackLesson } from "../data/lesson_link.js";
import { lessonOf, listRests, showOf, tidyLesson } from "../data/lesson_table.js";
import { openingState } from "../state.js";
import { t } from "../words.js";
import { Draft, tabStorage } from "./draft.js";
import { readLesson, readLessonFile } from "./lesson_file.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Lesson} Lesson */
/** @typedef {import("../types.js").LessonTable} LessonTable */
/** @typedef {import("../data/lesson_check.js").Problem} Problem */
/** @typedef {{table: LessonTable, lesson: Lesson, from: string}} Kept from: in words, where it comes from */

/** The lesson of the link, and those of the file. */
const LINKED = "own-link";
const FILED = "own-file-";

export class OwnLessons {
  /** @param {App} app @param {unknown[]} given lessons that came with the page, as they stand in files */
  constructor(app, given) {
    this.app = app;
    this.given = given;
    /** @type {import("../types.js").LessonRules | null} */
    this.rules = null;
    /** @type {ReturnType<typeof listRests>} */
    this.rests = new Map();
    /** @type {Map<string, import("../types.js").CardData>} */
    this.cards = new Map();
    /** @type {Map<string, import("../types.js").ClaimData>} */
    this.claims = new Map();
    /** @type {Kept[]} */
    this.kept = [];
    /** What is wrong with lessons that came with the page. @type {string[]} */
    this.problems = [];
    /** The lesson of the link that was read last. @type {string | null} */
    this.link = null;
    this.draft = new Draft(tabStorage(), () => app.redraw());
    /** The draft as it is presented, with its version. @type {{version: number, lesson: Lesson} | null} */
    this.made = null;
    /** Of a file that could not be opened: its problems. @type {string[]} */
    this.refused = [];
    this.begun = () => {};
    /** @type {Promise<void>} */
    this.ready = new Promise((resolve) => { this.begun = resolve; });
  }

  /** The rules have come; read what came with the page and with the link. @param {import("../types.js").LessonRules} rules */
  async begin(rules) {
    const detail = await this.app.detail.whole?.();
    if (detail) {
      this.rests = listRests(detail);
      this.cards = new Map(detail.cards.map((card) => [card.id, card]));
      this.claims = new Map(detail.cards.flatMap(({ groups }) => groups.flatMap(({ claims }) => claims.map((claim) => [claim.id, claim]))));
    }
    this.rules = rules;
    this.kept = [];
    this.problems = [];
    this.given.forEach((table, k) => {
      const name = t("Lesson {n} of this file", { n: k + 1 });
      const read = readLesson(JSON.stringify(table), this.facts(rules));
      if (read.table) this.keep(`${FILED}${k + 1}`, read.table, t("Came with this file"));
      this.problems.push(...tell(rules, name, read.problems));
    });
    await this.follow();
    this.begun();
  }

  /** The link brings another lesson. */
  async follow() {
    const { app, rules } = this;
    const { made } = app.state;
    if (!rules || made === this.link) return;
    this.link = made;
    if (made === null) return;
    const text = await unpackLesson(made).catch(() => "");
    if (app.state.made !== made) return;
    const { table, problems } = readLesson(text, this.facts(rules));
    if (table) this.keep(LINKED, table, t("Came with the link"));
    else {
      app.notice(problemWords("made", problems[0]));
      app.change({ made: null, ...(app.state.lesson === LINKED ? { lesson: null, step: 1, speaker: false, present: false } : {}) });
    }
    app.redraw();
  }

  /** @param {import("../types.js").LessonRules} rules */
  facts(rules) {
    return { rules, record: this.app.record, rests: this.rests };
  }

  /** @param {string} id @param {LessonTable} table @param {string} from */
  keep(id, table, from) {
    this.kept = [...this.kept.filter(({ lesson }) => lesson.id !== id), { table, lesson: lessonOf(id, table, this.app.record, this.rests), from }];
  }

  /** All of them, each with where it comes from. @returns {Array<Pick<Kept, "lesson" | "from">>} */
  list() {
    const { draft, app, rests, rules } = this;
    if (!rules || !draft.table.steps.length) return this.kept;
    if (this.made?.version !== draft.version) this.made = { version: draft.version, lesson: lessonOf(draft.id, draft.table, app.record, rests) };
    return [{ lesson: this.made.lesson, from: t("Your lesson") }, ...this.kept];
  }

  /** What is wrong with the lesson that is being made. @returns {Problem[]} */
  check() {
    return this.rules ? checkLesson(tidyLesson(this.draft.table), this.facts(this.rules)) : [];
  }

  /** Add what the page shows as a step. @returns {number} its number */
  addView() {
    const { app, draft } = this;
    const number = draft.add(this.show());
    app.say(app.state.text ? t("Step {n} added to your lesson, without the words that are searched for.", { n: number }) : t("Step {n} added to your lesson.", { n: number }));
    return number;
  }

  /** What the page shows, as the fields of a step. */
  show() {
    const { app, rules } = this;
    const zoom = rules?.step.find(({ name }) => name === "zoom");
    return showOf(app.state, app.record, zoom ? [zoom.least, zoom.most] : [0, app.record.limits.zoom]);
  }

  /** Open a file in the place of the lesson that is being made, or tell what is wrong with it. @param {File} file */
  async openFile(file) {
    this.app.change({ dialog: "maker" });
    this.app.lessons.want();
    await this.ready;
    const { rules, draft } = this;
    if (!rules) return;
    const { table, problems } = await readLessonFile(file, this.facts(rules));
    this.refused = tell(rules, file.name, problems);
    if (table) draft.replace(withRows(table), t("The lesson that was open is put away."));
  }

  /** The address that opens the lesson, presented; its lesson may be too long for one. @returns {Promise<{link: string, letters: number}>} */
  async writeLink() {
    const { app, draft } = this;
    const made = await packLesson(tidyLesson(draft.table));
    return { link: app.link({ ...openingState(app.record), made, lesson: LINKED, present: true }), letters: made.length };
  }

  /** The record as one file with the lesson in it, before those that it has. @returns {Promise<string> | null} */
  writeFile() {
    const { app, draft, kept } = this;
    const others = kept.filter(({ lesson }) => lesson.id.startsWith(FILED)).map(({ table }) => table);
    return app.writeCopy?.([tidyLesson(draft.table), ...others], `lesson=${FILED}1&present=yes`) ?? null;
  }
}

/** Problems in lines, the first of many. @param {import("../types.js").LessonRules} rules @param {string} file @param {Problem[]} problems */
function tell(rules, file, problems) {
  const count = problems.length - rules.told;
  const told = count > 0 ? [...problems.slice(0, rules.told), problemOf(rules, "", "more", "", { count })] : problems;
  return told.map((problem) => problemWords(file, problem));
}

/** A lesson of a file as the form writes into it. @param {LessonTable} table @returns {LessonTable} */
function withRows(table) {
  return { ...table, steps: table.steps.map((step) => ({ sentences: [], ...step })) };
}
