/**
 * The app: one state, one way to change it, one frame that draws what follows from it. After each drawing,
 * and at the end of each flight, the root has `data-from`, `data-to`, `data-shown` and gets the event
 * `timemap:painted`.
 */

import { isoOf } from "./data/days.js";
import { createDetail } from "./data/detail.js";
import { Known } from "./data/known.js";
import { Once } from "./data/once.js";
import { WholeSelection } from "./data/selection.js";
import { copyAddress, fileAddress, scriptAddress } from "./exports.js";
import { Flight } from "./flight.js";
import { createFrame, createNotices, measure } from "./frame.js";
import { createGround } from "./ground/map.js";
import { Still } from "./ground/still.js";
import { Address } from "./history.js";
import { clip, readLink, stateOfLink, writeLink } from "./link.js";
import { createCard } from "./panels/card.js";
import { createAbout, createMethod, createTabs } from "./panels/dialogs.js";
import { createFilters } from "./panels/filters.js";
import { createHeader } from "./panels/header.js";
import { createHeadline } from "./panels/headline.js";
import { createLead } from "./panels/lead.js";
import { createList } from "./panels/list.js";
import { createSheet } from "./panels/sheet.js";
import { createSources } from "./panels/sources.js";
import { createTable } from "./panels/table.js";
import { createMaker } from "./lesson_maker/maker.js";
import { OwnLessons } from "./lesson_maker/own.js";
import { createHandout } from "./present/handout.js";
import { createLessonList } from "./present/lesson_list.js";
import { Lessons } from "./present/lessons.js";
import { createPresent } from "./present/present.js";
import { createSpeaker } from "./present/speaker.js";
import { createShare } from "./share/dialog.js";
import { makePicture } from "./share/picture.js";
import { createTake } from "./share/take.js";
import { describeView, sourceWords } from "./share/view_words.js";
import { isAway, openingState, settle } from "./state.js";
import { createStrip } from "./strip/strip.js";
import { t, useWords } from "./words.js";

/** @typedef {import("./types.js").App} App */
/** @typedef {import("./types.js").Host} Host */
/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").View} View */

/** What closes again when a choice is made on a narrow screen, and what only the screen knows. */
const KEPT_BY_BACK = ["drawer", "dialog", "sheet", "lead"];

/** @implements {App} */
export class ExploreApp {
  /**
   * @param {Host} host
   * @param {typeof import("./large/selection.js").createLargeSelection | null} large for a record that is not here
   */
  constructor(host, large) {
    this.host = host;
    this.record = host.record;
    this.pages = host.pages;
    this.copy = host.copy;
    this.framed = host.framed;
    useWords(this.record.language, this.record.words);
    this.frame = createFrame(host.root);
    host.root.toggleAttribute("data-framed", host.framed);
    this.notices = createNotices(this.frame.notices);
    this.whole = this.record.events === null ? null : new WholeSelection(this.record, this.record.events);
    const asked = this.whole ? null : this.openLarge(large);
    this.selection = this.whole ?? /** @type {NonNullable<typeof asked>} */ (asked);
    /** @type {() => void} */
    this.painted = () => {};
    this.firstPaint = new Promise((resolve) => { this.painted = () => resolve(null); });
    /** @type {import("./types.js").Detail} */
    this.detail = asked?.detail ?? createDetail(() => this.loadDetail(), this.selection, () => this.redraw());
    const { patch, notices } = readLink(host.readLink(), this.record);
    const opening = openingState(this.record);
    const filters = { ...opening.filters, ...patch.filters };
    const lead = !patch.event && !patch.filters && patch.show !== "table";
    this.state = settle({ ...opening, lead, ...patch, filters, sheet: patch.event ? "half" : "peek" }, this.record);
    if (notices.length) this.notices.say("link", t("Left out of the link:"), { list: notices });
    this.frameAsked = 0;
    this.flight = new Flight(host.root, (share) => { for (const view of this.views) view.fly?.(share); }, () => this.announce());
    this.lessons = new Lessons(this, host.loadLessons, () => this.redraw());
    this.own = new OwnLessons(this, host.given);
    this.writeCopy = host.writeCopy;
    /** What was known on each day, asked for when somebody wants a day. */
    this.known = new Once(() => this.loadKnown(), () => this.takeKnown());
    /** @type {Scene | null} */
    this.drawn = null;
    this.scene = { state: this.state, shown: this.selection.shown(this.state) };
    this.address = new Address(host, (found, back) => this.goTo(found, back));
    /** @type {View[]} */
    this.views = [];
    /** Of the root and of its main part, CSS pixels. */
    this.size = "";
  }

  /** @param {typeof import("./large/selection.js").createLargeSelection | null} create */
  openLarge(create) {
    if (!create) throw new Error("a large record needs its own selection");
    return create(this.host, {
      redraw: () => this.redraw(),
      report: (/** @type {string} */ words, /** @type {(() => void) | undefined} */ again) => this.report(words, again),
    });
  }

  /** Build the views, and draw. */
  start() {
    const { frame, host } = this;
    measure(frame.root, this.state.present);
    this.useTheme();
    this.ground = createGround(this, frame.stage, { L: host.L, drawGround: host.drawGround });
    this.strip = createStrip(this, frame.strip);
    this.views = [
      createHeader(this, frame.header), createHeadline(this, frame.headline),
      // The map keeps clear of the caption of Present as it is now.
      createPresent(this, frame), this.ground, this.strip,
      // What stands in the sheet takes the focus as soon as the sheet is high enough to show it.
      createSheet(this, frame.panel), createTabs(this, frame.tabs), createLead(this, frame.lead), createList(this, frame.list),
      createCard(this, frame.card), createSources(this, frame.sources), createTable(this, frame.table),
      createFilters(this, frame.drawer), createAbout(this, frame.root), createMethod(this, frame.root), createShare(this, frame.root),
      createTake(this, frame.root), createSpeaker(this, frame.root), createLessonList(this, frame.root), createHandout(this, frame.root),
      createMaker(this, frame),
    ];
    this.listening = new AbortController();
    this.stopTheme = host.onTheme(() => this.useTheme());
    frame.root.addEventListener("keydown", (event) => this.onKey(event), { signal: this.listening.signal });
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(frame.root);
    this.sizes.observe(frame.main);
    this.address.begin(this.state);
    this.sayFaults();
    this.paint();
    this.size = this.sizeNow();
    // What is needed later waits until the picture is on the screen; a page that nobody sees has no frames.
    if (document.hidden) this.painted();
    else requestAnimationFrame(() => setTimeout(this.painted));
  }

  /** What is wrong with the files of the record. */
  sayFaults() {
    const { fault } = this.host;
    const { problems } = this.record;
    const stale = t("The files of the record have changed and cannot be used; what is shown is the last good record.");
    if (fault) this.notices.say("fault", stale, { list: [fault] });
    const { words, causes, following } = problems;
    if (!words) return;
    this.notices.say("problems", words, { folds: [[t("see why"), causes], [t("rows that need one of these"), following]] });
  }

  /** What is needed after the first picture: it comes first. */
  async loadDetail() {
    await this.firstPaint;
    const detail = await this.host.loadDetail();
    this.whole?.setSearch(detail.search);
    this.checkSource(detail.sources);
    this.redraw();
    return detail;
  }

  async loadKnown() {
    await this.firstPaint;
    return this.host.loadKnown?.() ?? null;
  }

  /** What was known on each day has come, or failed to. */
  takeKnown() {
    const { whole, known } = this;
    if (!whole) return;
    if (known.failed) this.report(t("What was known on that day could not be loaded."), () => known.get().catch(() => {}));
    else this.report("");
    if (known.value) whole.known = new Known(whole.today, known.value);
    whole.asked = null;
    this.redraw();
  }

  /** A source of the link that is none of the record's is named: only now its sources are known. @param {Array<{id: string}>} sources */
  checkSource(sources) {
    const { source } = this.state;
    if (source === null || sources.some(({ id }) => id === source)) return;
    this.notices.say("source", t("Left out of the link:"), { list: [`source=${clip(source)}: ${t("no source has this id")}`] });
    this.change({ source: null });
  }

  /** @param {Partial<State>} patch @param {"new" | "same"} [entry] */
  change(patch, entry = "same") {
    const next = settle({ ...this.state, ...follow(this.state, patch) }, this.record);
    const moved = /** @type {Array<keyof State>} */ (Object.keys(next)).some((key) => next[key] !== this.state[key]);
    const covered = this.isCovered();
    this.state = next;
    if (!covered && this.isCovered()) this.address.cover();
    this.address.follow(next, entry);
    if (moved) this.redraw();
  }

  /** Whether something lies over the page that Back takes away. */
  isCovered() {
    const { drawer, dialog, sheet } = this.state;
    return drawer || dialog !== "" || (sheet !== "peek" && this.frame.root.hasAttribute("data-narrow"));
  }

  /** The reader went back or forth. @param {Partial<State>} found @param {boolean} back */
  goTo(found, back) {
    const opening = openingState(this.record);
    /** @type {Partial<State>} */
    const kept = Object.fromEntries(Object.entries(this.state).filter(([key]) => !this.isLinked(key)));
    const next = { ...opening, ...kept, ...found, filters: { ...opening.filters, ...found.filters } };
    const there = settle({ ...next, playing: false }, this.record);
    this.address.settle(there);
    if (back && this.isCovered()) return this.uncover();
    if (back && this.address.isSame(there, this.state)) return this.host.leave();
    this.state = there;
    return this.redraw();
  }

  /** What lies over the page closes, and the entry that was left is there again. */
  uncover() {
    const { drawer, dialog } = this.state;
    /** @type {Partial<State>} */
    const closed = drawer || dialog ? { drawer: false, choosing: false, dialog: "" } : { sheet: "peek" };
    this.state = { ...this.state, ...closed };
    this.address.follow(this.state, "new");
    this.redraw();
  }

  /** @param {string} key */
  isLinked(key) {
    return !KEPT_BY_BACK.includes(key) && this.record.link.some(({ field }) => field.split(".")[0] === key);
  }

  redraw() {
    this.flight.ask();
    // An answer may come after the end.
    if (this.frameAsked || this.listening?.signal.aborted) return;
    this.frameAsked = requestAnimationFrame(() => this.paint());
  }

  paint() {
    cancelAnimationFrame(this.frameAsked);
    this.frameAsked = 0;
    const { state, whole } = this;
    if (state.known !== null && whole && !whole.known) this.known.want();
    if (state.lesson !== null || state.made !== null || ["lessons", "maker"].includes(state.dialog) || !this.own.draft.isEmpty()) this.lessons.want();
    if (state.made !== this.own.link) this.own.follow();
    const next = { state, shown: this.selection.shown(state) };
    if (whole) this.detail.showKnown?.(whole.known && state.known !== null ? { known: whole.known, day: state.known } : null);
    const flies = this.flight.prepare(this.drawn?.state ?? null, state);
    if (flies) for (const view of this.views) view.depart?.();
    const turned = this.drawn !== null && this.drawn.state.present !== state.present;
    this.scene = next;
    if (turned) this.refit();
    this.arrange(state);
    for (const view of this.views) view.draw(next, this.drawn);
    for (const view of this.views) view.finish?.();
    this.drawn = next;
    if (flies) this.flight.begin(this.ground?.setOff() ?? 0);
    else if (this.flight.isOn) this.flight.again();
    else this.announce();
  }

  /** Tell that all is drawn and stands still. */
  announce() {
    const { frame, scene: { state, shown } } = this;
    if (shown.pending) return;
    const detail = { from: isoOf(state.from), to: isoOf(state.to), shown: shown.counted };
    Object.assign(frame.root.dataset, { from: detail.from, to: detail.to, shown: String(detail.shown) });
    frame.root.dispatchEvent(new CustomEvent("timemap:painted", { bubbles: true, detail }));
  }

  /** Show the parts of the page that the state asks for. @param {State} state */
  arrange(state) {
    const { frame } = this;
    const reads = state.event !== null;
    frame.stage.hidden = state.show !== "map";
    frame.table.hidden = state.show !== "table";
    frame.incidents.hidden = state.tab !== "incidents";
    frame.sources.hidden = state.tab !== "sources";
    // Who has chosen something is past the beginning.
    frame.lead.hidden = reads || !state.lead || isAway(state, this.record);
    frame.list.hidden = reads;
    frame.card.hidden = !reads;
    frame.drawer.hidden = !state.drawer;
    // No :has(): it costs a look at the whole page at every change of a view.
    frame.root.toggleAttribute("data-drawer", state.drawer && !state.choosing);
  }

  resize() {
    const size = this.sizeNow();
    // The observer also tells of the size that the page began with.
    if (size === this.size) return;
    this.size = size;
    this.flight.end();
    this.refit();
    this.redraw();
  }

  sizeNow() {
    const { root, main } = this.frame;
    return [root, main].map(({ clientWidth, clientHeight }) => `${clientWidth} ${clientHeight}`).join();
  }

  /** Lay the page out for the size that it has. */
  refit() {
    measure(this.frame.root, this.state.present);
    for (const view of this.views) view.resize?.();
  }

  useTheme() {
    this.frame.root.dataset.theme = this.host.dark() ? "dark" : "light";
    this.drawn = null;
    this.redraw();
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.defaultPrevented || event.key !== " " || !this.frame.stage.contains(target)) return;
    if (target.closest("button, input, summary, [role=option]")) return;
    event.preventDefault();
    this.change({ playing: !this.state.playing }, "same");
  }

  /** @param {string} page @param {Record<string, string> | URLSearchParams} [parameters] */
  go(page, parameters = {}) {
    this.host.go(page, parameters, writeLink(this.state, this.record));
  }

  /** @param {Partial<State>} [patch] */
  link(patch = {}) {
    return this.host.linkTo(writeLink({ ...this.state, ...patch }, this.record));
  }

  /** The same view on the plain page, without its header. */
  embedLink() {
    if (this.host.view === null) return null;
    const url = new URL(this.host.view);
    url.search = new URLSearchParams([["embed", "1"], ...writeLink(this.state, this.record)]).toString();
    return url.href;
  }

  rearrange() {
    this.ground?.rearrange();
  }

  picture() {
    return this.ground?.picture() ?? null;
  }

  /**
   * A picture as a file. @param {Scene} scene @param {import("./types.js").MapPicture} map
   * @param {boolean} [bare] without what a page of pictures says once for all
   */
  drawPicture(scene, map, bare = false) {
    const { record } = this;
    const { event } = scene.state;
    const words = describeView(record, scene, event === null ? "" : this.selection.find(event)?.title ?? "");
    return bare ? makePicture({ ...words, title: "" }, "", "", map) : makePicture(words, sourceWords(record), record.credit, map);
  }

  /** A map for pictures of other views. @param {{width: number, height: number}} size CSS pixels @param {boolean} asKnown one is as of a day */
  async openStill(size, asKnown) {
    const { whole, host } = this;
    if (!whole) throw new Error("a large record is not here as a whole");
    const search = whole.search ?? (await host.loadDetail()).search;
    // A page that only draws pictures has no first one of its own to wait for.
    const data = asKnown ? this.known.value ?? await host.loadKnown?.() ?? null : null;
    const known = data && (whole.known ?? new Known(whole.today, data));
    return new Still(this, { maker: { L: host.L, drawGround: host.drawGround }, events: whole.today, search, known, size });
  }

  /** Go to what a link of this page says. @param {string} link its parameters */
  openLink(link) {
    this.change({ ...stateOfLink(link, this.record).state, show: this.state.show }, "new");
  }

  /** @param {string} file @param {Array<[string, string]> | null} [more] */
  download(file, more = []) {
    return fileAddress(this.host, this.state, file, more);
  }

  /** @param {string} file @param {Array<[string, string]> | null} [more] */
  script(file, more = []) {
    return scriptAddress(this.host, this.state, file, more);
  }

  copyAddress(part = false) {
    return copyAddress(this.host, this.scene, part);
  }

  /** @param {string} words */
  notice(words) {
    this.notices.say("lesson", t("Left out of the link:"), { list: [words] });
  }

  /** @param {string} words */
  say(words) {
    this.frame.spoken.textContent = words;
  }

  /** What is being waited for, or what failed. @param {string} words @param {() => void} [again] */
  report(words, again) {
    this.notices.say("server", words, { again });
  }

  destroy() {
    cancelAnimationFrame(this.frameAsked);
    this.listening?.abort();
    this.sizes?.disconnect();
    this.stopTheme?.();
    this.address.destroy();
    this.flight.destroy();
    this.lessons.destroy();
    for (const view of this.views) view.destroy();
    this.frame.root.replaceChildren();
  }
}

/**
 * What follows from a change at once: a card shows in the tab of incidents and rises on a narrow screen;
 * another choice begins the list anew.
 * @param {State} state @param {Partial<State>} patch @returns {Partial<State>}
 */
function follow(state, patch) {
  const next = { ...patch };
  if (patch.event && patch.event !== state.event) {
    next.tab ??= "incidents";
    next.source ??= null;
    if (state.sheet === "peek") next.sheet ??= "half";
    next.lead ??= false;
  }
  if (patch.present && !state.present) Object.assign(next, { over: "", blank: false, dialog: "", drawer: false, show: "map" });
  if (patch.filters && patch.filters !== state.filters) next.lead ??= false;
  if (patch.filters || patch.text !== undefined || patch.from !== undefined || patch.to !== undefined) next.page ??= 0;
  return next;
}
