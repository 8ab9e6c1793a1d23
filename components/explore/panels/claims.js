/** The claims of a card, folded by side; a row opens to everything that is known of the claim. */

import { make, makeButton, makeRecord } from "../elements.js";
import { t, tn } from "../words.js";
import { Fold } from "./fold.js";

/** @typedef {import("../types.js").CardData} CardData */
/** @typedef {import("../types.js").ClaimData} ClaimData */
/** @typedef {import("../types.js").Named} Named */
/**
 * @typedef {object} Ways what a claim can do
 * @property {(claim: string) => void} reveal shows a claim of the card
 * @property {(source: string) => void} openSource
 */

export class ClaimGroups {
  /** @param {Ways} ways @param {Set<string>} opened keys of the groups that stand open, on every card */
  constructor(ways, opened) {
    this.ways = ways;
    this.opened = opened;
    this.element = make("div", "tm-claims");
    /** @type {Map<string, Fold>} */
    this.folds = new Map();
    /** @type {Map<string, ClaimRow>} */
    this.rows = new Map();
    /** @type {CardData["groups"]} */
    this.groups = [];
  }

  /** @param {CardData["groups"]} groups */
  show(groups) {
    this.groups = groups;
    this.rows.clear();
    this.folds.clear();
    for (const group of groups) this.folds.set(group.key, this.makeFold(group));
    this.element.replaceChildren(...[...this.folds.values()].map((fold) => fold.element));
  }

  /** @param {CardData["groups"][number]} group */
  makeFold({ key, label, claims, silent }) {
    const build = (/** @type {HTMLElement} */ body) => {
      if (silent) body.append(make("p", "tm-claims-silent", silent));
      const list = make("ul", "tm-claim-rows");
      for (const claim of claims) {
        const row = new ClaimRow(claim, this.ways);
        this.rows.set(claim.id, row);
        list.append(row.element);
      }
      body.append(list);
    };
    const changed = (/** @type {boolean} */ open) => {
      if (open) this.opened.add(key);
      else this.opened.delete(key);
    };
    return new Fold("tm-claims-group", label, tn("{n} claim", "{n} claims", claims.length), build, { open: this.opened.has(key), changed });
  }

  /** Open a claim and its group. @param {string} id @returns {HTMLElement | null} its row */
  reveal(id) {
    const group = this.groups.find(({ claims }) => claims.some((claim) => claim.id === id));
    const fold = group && this.folds.get(group.key);
    if (!fold) return null;
    fold.open = true;
    const row = this.rows.get(id);
    if (!row) return null;
    row.open = true;
    for (const other of this.rows.values()) other.element.classList.toggle("tm-claim-chosen", other === row);
    return row.button;
  }
}

class ClaimRow {
  /** @param {ClaimData} claim @param {Ways} ways */
  constructor(claim, ways) {
    this.claim = claim;
    this.ways = ways;
    const words = [make("span", "tm-claim-day", claim.dated), makeRecord("span", "tm-claim-speaker", claim.speaker), makeRecord("span", "tm-claim-short", claim.text)];
    this.button = /** @type {HTMLButtonElement} */ (make("button", "tm-claim-row", ...words));
    this.button.type = "button";
    this.button.addEventListener("click", () => { this.open = !this.open; });
    this.element = make("li", "tm-claim", this.button);
    this.element.dataset.claim = claim.id;
    /** @type {HTMLElement | null} */
    this.body = null;
    this.open = false;
  }

  get open() {
    return this.button.getAttribute("aria-expanded") === "true";
  }

  set open(open) {
    if (open && !this.body) {
      this.body = makeClaim(this.claim, this.ways);
      this.element.append(this.body);
    }
    if (this.body) this.body.hidden = !open;
    this.button.setAttribute("aria-expanded", String(open));
  }
}

/** Everything of a claim: the same fields in the same order for every speaker. @param {ClaimData} claim @param {Ways} ways */
function makeClaim(claim, ways) {
  const status = claim.withdrawn ? t("{stance}, taken back later", { stance: claim.stance })
    : claim.outranked ? t("{stance}, before both sides said that it happened", { stance: claim.stance }) : claim.stance;
  const box = make("div", "tm-claim-full", make("p", "tm-quiet", `${claim.side} · ${status}`), makeRecord("p", "tm-claim-text", claim.text), makeFacts(claim));
  if (claim.to.length) box.append(makeNamedLine(t("Answers"), claim.to, ways.reveal));
  if (claim.answered.length) box.append(makeNamedLine(t("Answered by"), claim.answered, ways.reveal));
  box.append(makeSource(claim, ways));
  if (claim.note) box.append(makeRecord("p", "tm-quiet", claim.note));
  return box;
}

/** @param {ClaimData} claim */
function makeFacts({ facts }) {
  const list = make("dl", "tm-facts");
  const said = facts.filter(({ words }) => words);
  const unsaid = facts.filter(({ words }) => !words).map(({ name }) => name.toLocaleLowerCase());
  for (const { name, words } of said) list.append(make("dt", "", name), makeRecord("dd", "", words));
  if (unsaid.length) list.append(make("dt", "tm-quiet", t("Not said")), make("dd", "tm-quiet", unsaid.join(", ")));
  return list;
}

/** @param {string} words @param {Named[]} named @param {(claim: string) => void} reveal */
export function makeNamedLine(words, named, reveal) {
  return make("p", "tm-claim-named", `${words} `, ...parted(named.map((entry) => makeNamed(entry, reveal)), ", "));
}

/** A speaker that leads to its claim, with how it says so. @param {Named} named @param {(claim: string) => void} reveal */
export function makeNamed({ claim, speaker, hedge }, reveal) {
  const button = makeButton("tm-link", speaker, speaker, () => reveal(claim));
  button.dataset.record = "";
  return hedge ? make("span", "", button, " ", makeRecord("span", "", `(${hedge})`)) : button;
}

/** @param {Array<Node | string>} nodes @param {string} separator */
export const parted = (nodes, separator) => nodes.flatMap((node, k) => (k ? [separator, node] : [node]));

/** @param {ClaimData} claim @param {Ways} ways */
function makeSource({ source, locator, basis, origin }, ways) {
  const open = makeButton("tm-link", source.name, source.name, () => ways.openSource(source.id));
  open.dataset.record = "";
  const line = make("p", "tm-claim-source", open, " · ", makeRecord("span", "", t("where: {locator}", { locator })), " · ");
  const out = makeOut(source.url, source.title);
  if (out) line.append(out, " · ");
  line.append(basis);
  if (origin) line.append(" · ", makeRecord("span", "", t("rests on {origin}", { origin })));
  return line;
}

/** A link out of the app, for secure addresses only. @param {string} url @param {string} title */
export function makeOut(url, title) {
  if (!url.startsWith("https://")) return null;
  const out = /** @type {HTMLAnchorElement} */ (make("a", "tm-out", t("open ↗")));
  out.href = url;
  out.target = "_blank";
  out.rel = "noopener noreferrer";
  out.setAttribute("aria-label", t("Open in a new tab: {title}", { title }));
  return out;
}
