/** What the page says of the record, and the two sides of the panel. */

import { make, makeButton } from "../elements.js";
import { t } from "../words.js";
import { methodParts } from "./method.js";
import { Modal } from "./modal.js";

/** @typedef {import("../types.js").App} App */

/** @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createAbout(app, host) {
  const parts = () => [...(app.copy?.about ?? []), ...app.record.about].map((words) => make("p", "", words));
  return new Modal(app, host, { key: "about", title: t("About this record"), parts });
}

/** What a copy says of the rules, as it has no page for them. @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createMethod(app, host) {
  return new Modal(app, host, { key: "method", title: t("Method in short"), parts: () => methodParts(app) });
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
