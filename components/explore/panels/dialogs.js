/** Small dialogs, and the two sides of the panel. */

import { make, makeButton } from "../elements.js";
import { t } from "../words.js";
import { icon } from "./icons.js";
import { methodParts } from "./method.js";
import { makeCopier } from "./share.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {import("../types.js").State} State */

/** @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createDialogs(app, host) {
  return new Dialogs(app, host);
}

class Dialogs {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    this.title = make("h2", "tm-dialog-title");
    this.title.id = "tm-dialog-title";
    this.body = make("div", "tm-dialog-body");
    const close = makeButton("tm-button tm-plain tm-icon-only", "", t("Close"), () => this.element.close());
    close.append(icon("close"));
    this.element = /** @type {HTMLDialogElement} */ (make("dialog", "tm-dialog", make("div", "tm-dialog-head", this.title, close), this.body));
    this.element.setAttribute("aria-labelledby", this.title.id);
    this.element.addEventListener("close", () => {
      if (this.shown === app.state.dialog) app.change({ dialog: "" });
    });
    this.element.addEventListener("click", (event) => {
      if (event.target === this.element) this.element.close();
    });
    /** What is open; "" when nothing is. @type {State["dialog"]} */
    this.shown = "";
    /** @type {{destroy: () => void} | null} */
    this.copier = null;
    host.append(this.element);
  }

  /** @param {Scene} next */
  draw({ state }) {
    const wanted = state.dialog === "about" || state.dialog === "share" || state.dialog === "method" ? state.dialog : "";
    if (wanted === this.shown) return;
    this.shown = wanted;
    this.copier?.destroy();
    this.copier = null;
    if (wanted === "") {
      if (this.element.open) this.element.close();
      return;
    }
    const { title, parts } = this.contents(wanted);
    this.title.textContent = title;
    this.body.replaceChildren(...parts);
    if (!this.element.open) this.element.showModal();
    this.body.querySelector("input")?.select();
  }

  /** @param {"about" | "share" | "method"} wanted */
  contents(wanted) {
    if (wanted === "method") return { title: t("Method in short"), parts: methodParts(this.app) };
    if (wanted === "about") return { title: t("About this record"), parts: aboutParts(this.app) };
    return { title: t("Link to this view"), parts: this.shareParts() };
  }

  shareParts() {
    const address = /** @type {HTMLInputElement} */ (make("input", "tm-address"));
    address.readOnly = true;
    address.value = this.app.link();
    address.setAttribute("aria-label", t("Address"));
    const label = make("span", "", t("Copy"));
    const copier = makeCopier(this.app, label);
    this.copier = copier;
    const copy = makeButton("tm-button", "", t("Copy"), () => copier.copy());
    copy.removeAttribute("aria-label");
    copy.removeAttribute("title");
    copy.append(label);
    const { copy: kept } = this.app;
    const words = kept && !kept.lasting
      ? t("It leads to this copy, where the file lies now. On another machine, open the file there and put what follows # behind its address.")
      : t("Who opens it sees these dates, filters and the open incident.");
    return [make("p", "", words), make("div", "tm-address-line", address, copy)];
  }

  destroy() {
    this.copier?.destroy();
    this.element.remove();
  }
}

/** @param {App} app */
function aboutParts({ record, copy }) {
  return [...(copy?.about ?? []), ...record.about].map((words) => make("p", "", words));
}

/** The sides of the panel. @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createTabs(app, host) {
  /** @type {Array<{key: import("../types.js").PanelTab, button: HTMLButtonElement}>} */
  const tabs = [{ key: "incidents", button: makeTab(t("Incidents")) }, { key: "sources", button: makeTab(t("Sources")) }];
  const choose = (/** @type {number} */ k) => app.change({ tab: tabs[k].key }, "new");
  host.setAttribute("role", "tablist");
  host.setAttribute("aria-label", t("Panel"));
  host.append(...tabs.map(({ button }) => button));
  tabs.forEach(({ button }, k) => button.addEventListener("click", () => choose(k)));
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const other = tabs.findIndex(({ key }) => key !== app.state.tab);
    choose(other);
    tabs[other].button.focus({ preventScroll: true });
  };
  host.addEventListener("keydown", onKey);
  return {
    draw({ state }, last) {
      if (last && state.tab === last.state.tab) return;
      for (const { key, button } of tabs) {
        button.setAttribute("aria-selected", String(key === state.tab));
        button.tabIndex = key === state.tab ? 0 : -1;
      }
    },
    destroy: () => host.removeEventListener("keydown", onKey),
  };
}

/** @param {string} words */
function makeTab(words) {
  const button = makeButton("tm-panel-tab", words, words, () => {});
  button.setAttribute("role", "tab");
  return button;
}
