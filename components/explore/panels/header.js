/** The head of the page: title, search, filter, share, and the way to the table and the other pages. */

import { make, makeButton } from "../elements.js";
import { writeAsked } from "../link.js";
import { grouped, t } from "../words.js";
import { countChosen } from "./choices.js";
import { icon } from "./icons.js";
import { closeOutside, rootOf } from "./popover.js";
import { openShare } from "./share.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */

/** @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createHeader(app, host) {
  return new Header(app, host);
}

class Header {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    const { title, tagline } = app.record.lead;
    this.search = makeSearch(app);
    this.filter = makeFilterButton(app);
    this.searchButton = iconButton("search", t("Search"), () => this.turn("search"));
    this.menuButton = iconButton("menu", t("Menu"), () => this.turn("menu"));
    this.nav = makeNav(app, this.menuButton);
    this.tagline = make("p", "tm-tagline", tagline);
    host.append(make("h1", "tm-title", title), this.tagline, make("span", "tm-spacer"), this.search.element, this.searchButton,
      this.filter.element, makeShareButton(app), this.menuButton, this.nav.element);
    const root = rootOf(host);
    const close = () => app.change({ dialog: "" });
    this.stops = [
      closeOutside(root, { isOpen: () => app.state.dialog === "menu", close, holds: [this.menuButton, this.nav.element] }),
      closeOutside(root, { isOpen: () => app.state.dialog === "search", close, holds: [this.searchButton, this.search.element] }),
    ];
  }

  /** @param {"menu" | "search"} dialog */
  turn(dialog) {
    const open = this.app.state.dialog !== dialog;
    this.app.change({ dialog: open ? dialog : "" });
    if (!open || dialog !== "search") return;
    this.search.element.dataset.open = "";
    this.search.input.focus({ preventScroll: true });
  }

  /** @param {Scene} next @param {Scene | null} last */
  draw({ state }, last) {
    const before = last?.state;
    if (this.search.input.value !== state.text && state.text !== before?.text) this.search.input.value = state.text;
    if (state.filters !== before?.filters || state.drawer !== before?.drawer) this.filter.draw(state);
    if (state.show !== before?.show) this.nav.draw(state);
    // The lead says the same in more words.
    this.tagline.hidden = state.lead && state.event === null;
    if (state.dialog === before?.dialog) return;
    const open = state.dialog === "menu";
    this.nav.element.toggleAttribute("data-open", open);
    this.menuButton.setAttribute("aria-expanded", String(open));
    this.search.element.toggleAttribute("data-open", state.dialog === "search");
    this.searchButton.setAttribute("aria-expanded", String(state.dialog === "search"));
  }

  destroy() {
    for (const stop of this.stops) stop();
  }
}

/** @param {Parameters<typeof icon>[0]} sign @param {string} name @param {() => void} act */
function iconButton(sign, name, act) {
  const button = makeButton("tm-button tm-plain tm-icon-only tm-narrow-only", "", name, act);
  button.append(icon(sign, 22));
  button.setAttribute("aria-expanded", "false");
  return button;
}

/** @param {App} app */
function makeSearch(app) {
  const input = /** @type {HTMLInputElement} */ (make("input", "tm-search-input"));
  input.type = "search";
  input.placeholder = t("Search names and text");
  input.setAttribute("aria-label", t("Search names and text"));
  input.maxLength = app.record.limits.text;
  input.addEventListener("input", () => app.change({ text: input.value, page: 0 }));
  input.addEventListener("change", () => app.change({ text: input.value, page: 0 }, "new"));
  const element = make("div", "tm-search", icon("search"), input);
  element.setAttribute("role", "search");
  return { element, input };
}

/** @param {App} app */
function makeFilterButton(app) {
  const words = make("span", "tm-wide-only");
  const badge = make("span", "tm-badge");
  badge.setAttribute("aria-hidden", "true");
  const element = makeButton("tm-button tm-strong-when-open tm-filter-button", "", t("Filter"), () => app.change({ drawer: !app.state.drawer, choosing: false, dialog: "" }));
  element.removeAttribute("title");
  element.append(icon("filter"), words, badge);
  return {
    element,
    /** @param {import("../types.js").State} state */
    draw({ filters, drawer }) {
      const chosen = countChosen(filters);
      words.textContent = chosen ? t("Filter · {n}", { n: grouped(chosen) }) : t("Filter");
      element.setAttribute("aria-label", words.textContent);
      badge.textContent = chosen ? grouped(chosen) : "";
      element.setAttribute("aria-expanded", String(drawer));
    },
  };
}

/** @param {App} app */
function makeShareButton(app) {
  const button = makeButton("tm-button tm-wide-only", "", t("Share"), () => openShare(app));
  button.removeAttribute("aria-label");
  button.removeAttribute("title");
  button.setAttribute("aria-haspopup", "dialog");
  button.append(icon("link"), make("span", "", t("Share")));
  return button;
}

/** @param {App} app @param {HTMLElement} menuButton to which the focus goes back from what its entries open */
function makeNav(app, menuButton) {
  const map = makeView(app, "map", t("Map"));
  const table = makeView(app, "table", t("Table"));
  const present = makeButton("tm-tab", t("Present"), t("Present"), () => app.change({ dialog: "lessons" }));
  present.setAttribute("aria-haspopup", "dialog");
  const links = app.pages.map((page) => {
    const link = /** @type {HTMLAnchorElement} */ (make("a", "tm-tab", page.label));
    link.href = page.href;
    link.addEventListener("click", (event) => {
      if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      app.go(page.key, page.follows ? writeAsked(app.state, app.record) : {});
    });
    return link;
  });
  const method = app.copy ? [makeButton("tm-tab", t("Method in short"), t("Method in short"), () => app.change({ dialog: "method" }))] : [];
  const entry = (/** @type {string} */ words, /** @type {() => void} */ open) => makeButton("tm-tab tm-narrow-only", words, words, () => {
    menuButton.focus({ preventScroll: true });
    open();
  });
  const share = entry(t("Share"), () => openShare(app));
  const about = entry(t("About this record"), () => app.change({ dialog: "about" }));
  const element = make("nav", "tm-nav", ...map.parts, ...table.parts, present, ...links, ...method, share, about);
  element.setAttribute("aria-label", t("Pages"));
  return {
    element,
    /** @param {import("../types.js").State} state */
    draw({ show }) {
      for (const view of [map, table]) view.draw(show);
    },
  };
}

/**
 * The way to map or table; where it is shown, the mark of the place stands for it.
 * @param {App} app @param {"map" | "table"} key @param {string} words
 */
function makeView(app, key, words) {
  const button = makeButton("tm-tab", words, words, () => app.change({ show: key, dialog: "" }, "new"));
  const here = make("span", "tm-tab", words);
  here.setAttribute("aria-current", "page");
  return {
    parts: [here, button],
    /** @param {string} shown */
    draw(shown) {
      here.hidden = shown !== key;
      button.hidden = shown === key;
    },
  };
}

