/** The drawer of filters: four groups, each value with the number of incidents that it would give. */

import { make, makeButton } from "../elements.js";
import { startOver } from "../state.js";
import { t, tn } from "../words.js";
import { OUTER, INNER } from "./choices.js";
import { makeFacet } from "./filter_facet.js";
import { makeWhere } from "./filter_where.js";
import { icon } from "./icons.js";
import { makeKnownField } from "./known_field.js";
import { rootOf } from "./popover.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */

/** @param {App} app @param {HTMLElement} host @returns {import("../types.js").View} */
export function createFilters(app, host) {
  return new Filters(app, host);
}

class Filters {
  /** @param {App} app @param {HTMLElement} host */
  constructor(app, host) {
    this.app = app;
    this.host = host;
    host.setAttribute("aria-label", t("Filter"));
    const close = () => app.change({ drawer: false, choosing: false });
    this.title = make("h2", "tm-drawer-title", t("Filter"));
    this.title.tabIndex = -1;
    const shut = makeButton("tm-button tm-plain tm-icon-only", "", t("Close the filters"), close);
    shut.append(icon("close"));
    const note = make("p", "tm-quiet tm-drawer-note", t("Counts follow what else is set; the map answers at once."));
    this.facets = /** @type {Array<{element: HTMLElement, draw(scene: Scene): void, arrange(scene: Scene): void}>} */ ([]);
    this.groups = make("div", "tm-groups");
    this.over = makeButton("tm-button", t("Start over"), t("Start over"), () => app.change({ ...startOver(app.record), drawer: true }, "new"));
    this.show = makeButton("tm-button tm-main-button", "", "", () => this.done());
    this.show.removeAttribute("title");
    this.full = make("div", "tm-drawer-full", make("div", "tm-drawer-head", this.title, note, shut), this.groups,
      make("div", "tm-drawer-foot", this.over, make("span", "tm-spacer"), this.show));
    const back = makeButton("tm-button tm-main-button", t("Done"), t("Done"), () => app.change({ choosing: false }));
    this.slim = make("div", "tm-drawer-slim", make("span", "", t("Click districts to choose them")), back);
    this.back = back;
    host.append(this.full, this.slim);
    this.built = false;
    this.open = false;
    /** @type {HTMLElement | null} */
    this.opener = null;
    this.onKey = (/** @type {KeyboardEvent} */ event) => this.escape(event);
    rootOf(host).addEventListener("keydown", this.onKey);
  }

  /** The filters are made when the drawer opens for the first time. */
  build() {
    const groups = this.app.record.vocabulary.groups.map((group) => this.makeGroup(group));
    const [first, middle, last] = [groups.slice(0, 1), groups.slice(1, -1), groups.slice(1).slice(-1)];
    const [where, others, evidence] = [first, middle, last].map((column) => make("div", "tm-group-column", ...column));
    this.groups.append(where, make("div", "tm-group-rest", others, evidence));
    this.built = true;
  }

  /** @param {import("../types.js").Term} group */
  makeGroup({ key, label }) {
    const inner = this.app.record.vocabulary.facets.filter((facet) => facet.group === key);
    const made = inner.flatMap((facet) => {
      if (facet.key === INNER) return [];
      return [facet.key === OUTER ? makeWhere(this.app) : makeFacet(this.app, facet, inner.length === 1)];
    });
    // What is known for certain on a day needs the record as a whole.
    if (key === "evidence" && this.app.record.events !== null) made.unshift(makeKnownField(this.app));
    this.facets.push(...made);
    return make("section", "tm-group", make("h3", "tm-group-name", label), ...made.map(({ element }) => element));
  }

  done() {
    const { sheet } = this.app.state;
    this.app.change({ drawer: false, choosing: false, event: null, lead: false, tab: "incidents", sheet: sheet === "peek" ? "half" : sheet });
  }

  /** @param {KeyboardEvent} event */
  escape(event) {
    const { drawer, choosing } = this.app.state;
    if (event.key !== "Escape" || event.defaultPrevented || !drawer) return;
    if (!choosing && !this.host.contains(/** @type {Node} */ (event.target))) return;
    event.preventDefault();
    this.app.change(choosing ? { choosing: false } : { drawer: false });
  }

  /** @param {Scene} next @param {Scene | null} last */
  draw(next, last) {
    const { state, shown } = next;
    const was = last?.state;
    if (!state.drawer) {
      if (this.open) this.giveBack();
      this.open = false;
      // Districts are chosen from the drawer alone, however it was closed.
      if (state.choosing) this.app.change({ choosing: false });
      return;
    }
    const opens = !this.open;
    this.open = true;
    if (!this.built) this.build();
    if (opens) for (const facet of this.facets) facet.arrange(next);
    if (opens || state.choosing !== was?.choosing) this.turn(state.choosing, opens);
    if (!opens && shown === last?.shown && shown.passes && state.filters === was?.filters && state.known === was?.known) return;
    for (const facet of this.facets) facet.draw(next);
    const words = shown.counted ? tn("Show {n} incident", "Show {n} incidents", shown.counted) : t("Show the list");
    this.show.textContent = words;
    this.show.setAttribute("aria-label", words);
  }

  /** Between the whole drawer and the bar that leaves the map to the hand. @param {boolean} choosing @param {boolean} opens */
  turn(choosing, opens) {
    if (opens) {
      const root = /** @type {Document | ShadowRoot} */ (this.host.getRootNode());
      this.opener = /** @type {HTMLElement | null} */ (root.activeElement);
    }
    this.host.toggleAttribute("data-slim", choosing);
    this.full.hidden = choosing;
    this.slim.hidden = !choosing;
    (choosing ? this.back : this.title).focus({ preventScroll: true });
  }

  /** The focus goes back to where the drawer was opened from. */
  giveBack() {
    const { opener } = this;
    this.opener = null;
    const root = /** @type {Document | ShadowRoot} */ (this.host.getRootNode());
    const holder = root.activeElement;
    if (holder && holder !== document.body && !this.host.contains(holder)) return;
    const target = opener?.isConnected && opener.offsetParent !== null ? opener : rootOf(this.host).querySelector(".tm-filter-button");
    /** @type {HTMLElement | null} */ (target)?.focus({ preventScroll: true });
  }

  destroy() {
    rootOf(this.host).removeEventListener("keydown", this.onKey);
  }
}
