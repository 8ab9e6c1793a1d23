/** What a sentence rests on: chosen among an incident of the step, its claims and their sources. */

import { make, makeRecord } from "../elements.js";
import { t, tn } from "../words.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").SentenceTable} SentenceTable */
/** @typedef {import("../types.js").State} State */

/** Incidents that are offered. */
const MOST = 200;

/**
 * @param {App} app @param {State} state what the step shows @param {SentenceTable} sentence @param {string} name of the sentence
 * @param {() => void} changed
 */
export function makeRestsChoice(app, state, sentence, name, changed) {
  const summary = make("summary", "");
  const chosen = make("ul", "tm-rests-list");
  const offered = make("ul", "tm-rests-list");
  const select = makeIncidents(app, state, () => draw());
  select.setAttribute("aria-label", t("Incident whose claims and sources are offered for {name}", { name }));
  const say = () => {
    const { length } = sentence.rests_on;
    summary.textContent = length ? tn("Rests on {n} claim, source or incident", "Rests on {n} claims, sources or incidents", length) : t("Rests on: choose claims, sources or incidents");
  };
  const set = (/** @type {string} */ id, /** @type {boolean} */ on) => {
    sentence.rests_on = on ? [...sentence.rests_on, id] : sentence.rests_on.filter((other) => other !== id);
    say();
    changed();
  };
  const draw = () => {
    const offers = listOffers(app, select.value);
    const here = new Set(offers.map(({ id }) => id));
    const others = sentence.rests_on.filter((id) => !here.has(id)).map((id) => ({ id, words: wordsOf(app, id) }));
    chosen.replaceChildren(...others.map((offer) => makeBox(offer, true, set)));
    offered.replaceChildren(...offers.map((offer) => makeBox(offer, sentence.rests_on.includes(offer.id), set)));
  };
  const element = make("details", "tm-rests-choice", summary, select, offered, chosen);
  element.addEventListener("toggle", draw, { once: true });
  say();
  return element;
}

/** The incident that is open in the step first, then those of its days. @param {App} app @param {State} state @param {() => void} changed */
function makeIncidents({ selection, record }, state, changed) {
  const select = /** @type {HTMLSelectElement} */ (make("select", "tm-rests-incident"));
  const { event, from, to } = state;
  const rows = (record.events?.id ?? []).flatMap((id, k) => {
    const { start, end } = selection.item(k);
    return id !== event && start <= to && end >= from ? [id] : [];
  });
  for (const id of [...(event === null ? [] : [event]), ...rows.slice(0, MOST)]) {
    const item = selection.find(id);
    const option = /** @type {HTMLOptionElement} */ (makeRecord("option", "", item ? `${item.when}: ${item.title}` : id));
    option.value = id;
    select.append(option);
  }
  select.addEventListener("change", changed);
  return select;
}

/** @param {App} app @param {string} incident @returns {Array<{id: string, words: string}>} */
function listOffers(app, incident) {
  const card = app.own.cards.get(incident);
  if (!card) return [];
  const claims = card.groups.flatMap((group) => group.claims);
  const sources = [...new Set(claims.map(({ source }) => source.id))];
  return [incident, ...claims.map(({ id }) => id), ...sources].map((id) => ({ id, words: wordsOf(app, id) }));
}

/** @param {App} app @param {string} id */
function wordsOf(app, id) {
  const claim = app.own.claims.get(id);
  if (claim) return t("Claim: {speaker}, {dated}: {text}", { speaker: claim.speaker, dated: claim.dated, text: claim.text });
  const source = app.detail.source(id);
  if (source) return t("Source: {source}", { source: [source.by, source.title, source.date].filter(Boolean).join(", ") });
  return t("Incident: {title}", { title: app.selection.find(id)?.title ?? id });
}

/** @param {{id: string, words: string}} offer @param {boolean} checked @param {(id: string, on: boolean) => void} set */
function makeBox({ id, words }, checked, set) {
  const box = /** @type {HTMLInputElement} */ (make("input", ""));
  box.type = "checkbox";
  box.checked = checked;
  box.dataset.id = id;
  box.addEventListener("change", () => set(id, box.checked));
  return make("li", "", make("label", "tm-field-flag", box, makeRecord("span", "", words)));
}
