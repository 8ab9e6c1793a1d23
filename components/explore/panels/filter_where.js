/** Where: the districts with their places below them, a search within, and choosing on the map. */

import { foldText } from "../data/fold.js";
import { make, makeButton } from "../elements.js";
import { t, tn } from "../words.js";
import { INNER, OUTER, placeTree } from "./choices.js";
import { chooser, drawValues } from "./filter_facet.js";
import { FilterValue } from "./filter_value.js";
import { icon } from "./icons.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").Scene} Scene */
/** @typedef {{district: FilterValue | null, places: FilterValue[], element: HTMLElement, inner: HTMLElement, names: string[], bare: boolean}} Branch bare: without an incident when the drawer opened */

/** @param {App} app */
export function makeWhere(app) {
  return new Where(app);
}

class Where {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.input = /** @type {HTMLInputElement} */ (make("input", "tm-search-input"));
    this.input.type = "search";
    this.input.placeholder = t("District or place");
    this.input.setAttribute("aria-label", t("District or place"));
    this.input.addEventListener("input", () => this.unfold());
    const onMap = makeButton("tm-button", "", t("Choose on the map"), () => app.change({ choosing: true, show: "map" }));
    onMap.removeAttribute("aria-label");
    onMap.removeAttribute("title");
    onMap.append(icon("region"), t("Choose on the map"));
    this.list = make("div", "tm-tree");
    this.rest = makeButton("tm-link tm-tree-rest", "", "", () => this.showAll());
    /** Districts without an incident are in the list too. */
    this.whole = false;
    const legend = make("legend", "tm-unseen", t("District or place"));
    this.element = make("fieldset", "tm-facet", legend,
      make("div", "tm-where-tools", make("div", "tm-search", icon("search"), this.input), onMap), this.list, this.rest);
    /** @type {Map<string, FilterValue>} */
    this.districts = new Map();
    /** @type {Map<string, FilterValue>} */
    this.places = new Map();
    /** @type {Branch[]} */
    this.branches = [];
    this.arranged = false;
  }

  /** Put the districts in order: at the opening of the drawer, not under the hand. @param {Scene} scene */
  arrange(scene) {
    const { app } = this;
    const counts = app.selection.options(scene, OUTER);
    const inner = app.selection.options(scene, INNER);
    this.arranged = counts !== null && inner !== null;
    this.branches = placeTree(app.record, counts, inner, scene.state.filters).map(({ district, places }) =>
      this.makeBranch(district, places, district !== null && counts !== null && !counts[district.key]));
    const bare = this.branches.filter((branch) => branch.bare).length;
    this.whole = bare === 0;
    const words = tn("{n} more district without an incident", "{n} more districts without an incident", bare);
    this.rest.textContent = words;
    this.rest.setAttribute("aria-label", words);
    this.list.replaceChildren(...this.branches.map(({ element }) => element));
    this.input.value = "";
  }

  /** @param {import("./choices.js").Value | null} district @param {Array<import("./choices.js").Value>} places @param {boolean} bare @returns {Branch} */
  makeBranch(district, places, bare) {
    const [outer, inner] = [chooser(this.app, OUTER), chooser(this.app, INNER)];
    const value = (/** @type {Map<string, FilterValue>} */ known, /** @type {import("./choices.js").Value} */ one, /** @type {typeof outer} */ act) => {
      const found = known.get(one.key) ?? new FilterValue(one, act);
      known.set(one.key, found);
      return found;
    };
    const own = district && value(this.districts, district, outer);
    const within = places.map((place) => value(this.places, place, inner));
    const list = make("div", "tm-tree-inner", ...within.map(({ element }) => element));
    const head = own ? own.element : make("span", "tm-facet-name", t("Outside the districts"));
    const names = [district, ...places].map((one) => (one ? foldText(one.label) : ""));
    return { district: own, places: within, element: make("div", "tm-branch", head, list), inner: list, names, bare };
  }

  showAll() {
    this.whole = true;
    this.unfold();
    const first = this.branches.find(({ bare }) => bare);
    first?.district?.box.focus({ preventScroll: true });
  }

  /** @param {Scene} scene */
  draw(scene) {
    if (!this.arranged) this.arrange(scene);
    drawValues(this.app, scene, OUTER, this.districts.values());
    drawValues(this.app, scene, INNER, this.places.values());
    this.unfold();
  }

  /** Show the places of chosen districts, and whatever fits the words that are looked for. */
  unfold() {
    const { districts, places } = this.app.scene.state.filters;
    const wanted = foldText(this.input.value).trim();
    this.rest.hidden = this.whole || wanted !== "";
    for (const { district, places: inner, element, inner: list, names, bare } of this.branches) {
      const own = names[0].includes(wanted);
      const open = !district || districts.includes(district.key) || inner.some(({ key }) => places.includes(key));
      inner.forEach((place, k) => {
        place.element.hidden = wanted ? !own && !names[k + 1].includes(wanted) : !open;
      });
      list.hidden = inner.every((place) => place.element.hidden);
      const aside = bare && !this.whole && !open && district?.count === 0;
      element.hidden = wanted ? !own && list.hidden : aside;
    }
  }
}
