/** The card of the chosen incident, in the place of the list. */

import { make, makeButton, makeRecord } from "../elements.js";
import { noFilters } from "../state.js";
import { t } from "../words.js";
import { wordsOf } from "../data/days.js";
import { CardBar } from "./card_bar.js";
import { makeFactFolds } from "./card_facts.js";
import { makeHistory } from "./card_history.js";
import { makeBlame, makeDisputed, makeLevel, makeSummary, makeToll } from "./card_parts.js";
import { placeOf, windowOf } from "./card_place.js";
import { fitCard, MOST_WORDS, OUTSIDE_WORDS } from "./card_words.js";
import { ClaimGroups } from "./claims.js";
import { showKnown } from "./known_field.js";

/** Groups of claims that stand open at first: by their place. */
const OPEN_GROUP = 0;

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").CardData} CardData */
/** @typedef {import("./card_place.js").Place} Place */

/** @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createCard(app, host) {
  return new CardView(app, host);
}

class CardView {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    this.host = host;
    this.bar = new CardBar(app, () => app.change({ event: null, dialog: "" }, "new"));
    this.title = makeRecord("h2", "tm-card-title", "");
    this.title.tabIndex = -1;
    this.when = makeRecord("p", "tm-card-when", "");
    this.outside = make("p", "tm-card-outside");
    this.body = make("div", "tm-card-body");
    this.ways = {
      reveal: (/** @type {string} */ claim) => this.reveal(claim),
      openSource: (/** @type {string} */ source) => app.change({ tab: "sources", source }, "new"),
    };
    /** @type {Set<string> | null} */
    this.opened = null;
    /** @type {ClaimGroups | null} */
    this.claims = null;
    host.append(this.bar.element, make("div", "tm-card-page", this.title, this.when, this.outside, this.body));
    this.bar.cite.listen();
    /** What is drawn. @type {{event: string | null, card: CardData | null, fault: string, scene: Scene | null, is: string, known: number | null, absent: boolean}} */
    this.drawn = { event: null, card: null, fault: "", scene: null, is: "", known: null, absent: false };
    /** What had the focus when the card was opened. @type {Element | null} */
    this.opener = null;
    this.listening = new AbortController();
    host.addEventListener("keydown", (event) => this.onKey(event), { signal: this.listening.signal });
  }

  /** @param {Scene} next @param {Scene | null} last */
  draw(next, last) {
    const { event, tab } = next.state;
    if (event === null) {
      if (this.drawn.event !== null) this.close();
      return;
    }
    if (tab !== "incidents") return;
    const opened = event !== this.drawn.event;
    if (opened) this.open(event, next, last);
    this.drawPlace(event, next, opened);
    this.drawBody(event, opened);
    this.bar.cite.draw(next.state.dialog === "cite", this.drawn.card?.cite ?? "");
  }

  /** @param {string} event @param {Scene} next @param {Scene | null} last */
  open(event, { state }, last) {
    const { host, title, app } = this;
    const item = app.selection.find(event);
    title.textContent = item ? item.title : t("No incident has this name");
    this.when.textContent = item ? [item.when, item.where].filter(Boolean).join(" · ") : event;
    if (host.parentElement) host.parentElement.scrollTop = 0;
    const holder = this.holder();
    const inside = holder !== null && host.contains(holder);
    if (this.drawn.event === null && !inside) this.opener = holder;
    this.drawn = { event, card: null, fault: "", scene: null, is: "", known: null, absent: false };
    if (!last) return;
    // Who steps from one to the next, reads the table or watches the play, keeps the focus.
    const stays = (inside && this.bar.element.contains(holder)) || state.show !== "map" || state.playing;
    if (stays) app.say(title.textContent);
    else title.focus({ preventScroll: true });
  }

  /** What has the focus now, null for nothing in particular. */
  holder() {
    const root = /** @type {Document | ShadowRoot} */ (this.host.getRootNode());
    const { activeElement } = root;
    return activeElement === document.body ? null : activeElement;
  }

  close() {
    this.drawn = { event: null, card: null, fault: "", scene: null, is: "", known: null, absent: false };
    this.body.replaceChildren();
    this.claims = null;
    const { opener } = this;
    this.opener = null;
    const held = this.holder();
    const free = held === null || held.closest("[hidden]") || held.closest(".tm-list");
    // List and table look for their own row: the one that was pressed may show another incident by now.
    const own = opener instanceof HTMLElement && opener.isConnected && !opener.closest("[hidden], .tm-list, .tm-grid");
    if (free && own) opener.focus({ preventScroll: true });
  }

  /** @param {string} event @param {boolean} opened */
  drawBody(event, opened) {
    const { app, drawn } = this;
    const card = app.detail.card(event);
    const fault = card ? "" : app.detail.fault();
    const { known } = app.scene.state;
    const absent = card === null && known !== null && this.isAbsent();
    if (!opened && card === drawn.card && fault === drawn.fault && known === drawn.known && absent === drawn.absent) return;
    drawn.known = known;
    drawn.absent = absent;
    drawn.card = card;
    drawn.fault = fault;
    if (card) this.fill(card);
    else this.wait(fault);
  }

  /** What stands in the place of the card while it is on its way, or of what nobody had spoken yet. @param {string} fault */
  wait(fault) {
    const { known } = this.app.state;
    if (known !== null && this.isAbsent()) {
      const words = t("Nobody had spoken of this incident by {day}, as far as the record knows.", { day: wordsOf(known) });
      const today = t("Show the record as of today");
      this.body.replaceChildren(make("p", "tm-card-wait", words, " ", makeButton("tm-link", today, today, () => showKnown(this.app, null))));
      return;
    }
    const line = make("p", "tm-card-wait", fault || "…");
    if (fault) line.append(" ", makeButton("tm-button", t("Try again"), t("Try again"), () => this.app.detail.again()));
    else line.setAttribute("aria-busy", "true");
    this.body.replaceChildren(...(this.app.selection.find(this.drawn.event ?? "") ? [line] : []));
  }

  isAbsent() {
    const { selection } = this.app;
    return selection.singles?.absent?.[selection.row(this.drawn.event ?? "")] ?? false;
  }

  /** @param {CardData} card */
  fill(card) {
    const { app, ways, body } = this;
    const fit = fitCard(card, MOST_WORDS - (this.outside.hidden ? 0 : OUTSIDE_WORDS));
    this.title.textContent = card.title;
    this.when.textContent = [card.when, card.where, ...card.marks].join(" · ");
    this.opened ??= new Set(card.groups.slice(OPEN_GROUP, OPEN_GROUP + 1).map(({ key }) => key));
    this.claims = new ClaimGroups(ways, this.opened);
    this.claims.show(card.groups);
    const parts = [makeLevel(card, app.record, ways), makeSummary(card, fit), makeToll(card, fit, ways), makeHistory(card, app), makeBlame(card, fit, ways), makeDisputed(card, fit)];
    const shown = parts.filter((part) => part !== null);
    body.replaceChildren(...shown, this.claims.element, ...makeFactFolds(card, app.record, ways));
  }

  /** @param {string} event @param {Scene} next @param {boolean} opened */
  drawPlace(event, next, opened) {
    const { app, drawn } = this;
    const same = drawn.scene !== null && drawn.scene.shown === next.shown && drawn.scene.state.known === next.state.known && drawn.scene.state.page === next.state.page;
    if (!opened && same && next.shown.passes) return;
    drawn.scene = next;
    const place = placeOf(next, app.selection, event, app.record.limits.listed);
    this.bar.draw(place);
    if (drawn.is === place.is) return;
    drawn.is = place.is;
    this.outside.replaceChildren(...this.makeOutside(place, event));
    this.outside.hidden = !this.outside.childNodes.length;
  }

  /** Why the incident is not one of those that are shown. @param {Place} place @param {string} event */
  makeOutside({ is }, event) {
    const { app } = this;
    const item = app.selection.find(event);
    if (is === "in" || is === "sum" || !item || this.isAbsent()) return [];
    if (is === "filters") {
      const words = t("Show it");
      const clear = () => app.change({ filters: noFilters(app.record), text: "" }, "new");
      return [t("The filters leave this incident out."), " ", makeButton("tm-link", words, words, clear)];
    }
    const words = t("Show its days");
    const why = is === "days" ? t("This incident lies outside the dates that are set.") : t("This incident may be of these days, or lasted longer.");
    return [why, " ", makeButton("tm-link", words, words, () => app.change(windowOf(item, app.state, app.record.periods), "new"))];
  }

  /** Open a claim and bring it into view. @param {string} claim */
  reveal(claim) {
    const row = this.claims?.reveal(claim);
    if (!row) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    row.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "center" });
    row.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (this.host.closest("[data-narrow]")) return;
    event.preventDefault();
    this.app.change({ event: null, dialog: "" }, "new");
  }

  destroy() {
    this.listening.abort();
    this.bar.destroy();
  }
}
