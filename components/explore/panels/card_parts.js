/** The parts of a card before its folds: evidence, summary, toll, who is said to have done it, disputes. */

import { make, makeButton, makeRecord } from "../elements.js";
import { t, tn } from "../words.js";
import { makeNamed, makeNamedLine, parted } from "./claims.js";
import { partsOf, sentencesOf } from "./card_words.js";
import { Fold } from "./fold.js";
import { markIcon } from "./mark.js";
import { makeTolls } from "./tolls.js";

/** @typedef {import("../types.js").RecordData} RecordData */
/** @typedef {import("../types.js").CardData} CardData */
/** @typedef {import("../types.js").Named} Named */
/** @typedef {import("./card_words.js").Fit} Fit */
/** @typedef {import("./claims.js").Ways} Ways */

/** The level, the names that it rests on, and why. @param {CardData} card @param {RecordData} record @param {Ways} ways */
export function makeLevel(card, { vocabulary }, ways) {
  const { label, fill } = vocabulary.evidence[card.evidence];
  const { shape, harm } = vocabulary.categories[card.category];
  const named = card.level.toLocaleLowerCase().startsWith(label.toLocaleLowerCase()) ? label.length : 0;
  const words = makeRecord("span", "", "");
  words.append(make("strong", "", card.level.slice(0, named)), card.level.slice(named));
  const reasons = make("div", "tm-card-why");
  reasons.hidden = true;
  const why = makeButton("tm-link", t("why?"), t("why?"), () => {
    reasons.hidden = !reasons.hidden;
    why.setAttribute("aria-expanded", String(!reasons.hidden));
    if (!reasons.childNodes.length) reasons.append(...makeReasons(card, ways));
  });
  why.setAttribute("aria-expanded", "false");
  const mark = markIcon({ shape, fill, harm, soft: false, split: card.split }, 22);
  return make("div", "tm-card-level", mark, make("div", "", make("p", "", words, " ", why), reasons));
}

/** @param {CardData} card @param {Ways} ways */
function makeReasons({ level_rule: rule, because, origins, count }, ways) {
  return [
    makeRecord("p", "", rule),
    makeNamedLine(t("Here because of"), because, ways.reveal),
    makeRecord("p", "", `${count}: ${origins.join("; ")}.`),
  ];
}

/**
 * A text of which the rest stands behind a button.
 * @param {string} tag @param {string} className @param {string[]} parts @param {number} shown @param {string} joint
 * @param {string} whole words of the button when nothing is shown
 */
function makeShortened(tag, className, parts, shown, joint, whole) {
  const text = makeRecord("span", "", parts.slice(0, shown).join(joint));
  const line = make(tag, className, text);
  if (shown >= parts.length) return line;
  const words = shown ? t("more") : whole;
  const more = makeButton("tm-link", words, words, () => {
    text.textContent = parts.join(joint);
    more.remove();
    line.tabIndex = -1;
    line.focus({ preventScroll: true });
  });
  line.append(shown ? " " : "", more);
  return line;
}

/** @param {CardData} card @param {Fit} fit */
export function makeSummary({ summary }, fit) {
  if (!summary) return null;
  return makeShortened("p", "tm-card-summary", sentencesOf(summary), fit.summary, " ", t("What happened"));
}

/** The toll in one line, who counts so, and every count. @param {CardData} card @param {Fit} fit @param {Ways} ways */
export function makeToll(card, fit, ways) {
  const { toll, toll_note: note, tolls, harmed, unknown } = card;
  if (!toll && !harmed && !unknown.length) return null;
  const part = make("section", "tm-card-part");
  if (toll) part.append(makeRecord("h3", "tm-card-toll", toll[0].toLocaleUpperCase() + toll.slice(1)));
  if (note) part.append(makeShortened("p", "tm-card-note", partsOf(note), fit.note, "; ", t("Who counts so")));
  if (harmed) part.append(makeRecord("p", "tm-card-note", t("Harmed: {harmed}", { harmed })));
  if (unknown.length) part.append(makeRecord("p", "tm-card-note", t("Not known: {what}", { what: unknown.join(", ") })));
  if (tolls.length) {
    const counts = tolls.reduce((sum, { marks }) => sum + marks.length, 0);
    const title = tn("{n} count, by speaker and day", "{n} counts, by speaker and day", counts);
    part.append(new Fold("tm-card-counts", title, "", (body) => body.append(...makeTolls(tolls, ways.reveal)), { heading: "h4" }).element);
  }
  return part;
}

/** Who is said to have done it, beside who denies it. @param {CardData} card @param {Fit} fit @param {Ways} ways */
export function makeBlame({ blame }, fit, ways) {
  if (!blame.length) return null;
  const grid = make("section", "tm-card-part tm-card-blame");
  for (const { side, by, denials } of blame) {
    const said = make("div", "", makeRecord("p", "tm-card-side", side), makeNames(t("according to"), by, fit.names, ways));
    const denied = make("div", "");
    // In two columns one pair of headings serves for both sides.
    const head = grid.childNodes.length ? "tm-card-label tm-card-label-again" : "tm-card-label";
    said.prepend(make("h3", head, t("Said to have done it")));
    denied.prepend(make("h3", head, t("Denied by")));
    if (denials.length) denied.append(...makeDenials(denials, fit.names, ways));
    else denied.append(make("p", "tm-card-note", t("No denial recorded")));
    grid.append(said, denied);
  }
  return grid;
}

/** Names in one line, the rest behind a button. @param {string} before @param {Named[]} named @param {number} shown @param {Ways} ways */
function makeNames(before, named, shown, ways) {
  const nodes = named.map((entry) => makeNamed(entry, ways.reveal));
  const line = make("p", "tm-card-names", `${before} `, ...parted(nodes.slice(0, shown), ", "));
  if (named.length > shown) line.append(" ", makeRest(named.length - shown, () => parted(nodes.slice(shown), ", "), ", "));
  return line;
}

/** A denial each in its own paragraph. @param {Named[]} denials @param {number} shown @param {Ways} ways */
function makeDenials(denials, shown, ways) {
  const made = denials.map(({ claim, speaker, hedge }) =>
    make("div", "tm-card-denial", make("p", "tm-card-side", makeNamed({ claim, speaker, hedge: "" }, ways.reveal)), makeRecord("p", "tm-card-note", hedge)));
  if (denials.length <= shown) return made;
  return [...made.slice(0, shown), makeRest(denials.length - shown, () => made.slice(shown), "")];
}

/** A button in whose place the rest comes. @param {number} n @param {() => Array<Node | string>} rest @param {string} joint @param {boolean} [all] whether nothing is shown before it */
function makeRest(n, rest, joint, all = false) {
  const words = all ? tn("{n} point", "{n} points", n) : tn("and {n} more", "and {n} more", n);
  const button = makeButton("tm-link", words, words, () => {
    const nodes = rest();
    const before = button.previousSibling;
    if (joint && before instanceof Text) before.data = joint;
    button.replaceWith(...nodes);
    focusFirst(nodes);
  });
  return button;
}

/** Whoever pressed the button reads on at what has come in its place. @param {Array<Node | string>} nodes */
function focusFirst(nodes) {
  const first = nodes.find((node) => node instanceof HTMLElement);
  if (!(first instanceof HTMLElement)) return;
  const target = first instanceof HTMLButtonElement ? first : first.querySelector("button") ?? first;
  if (target === first && !(first instanceof HTMLButtonElement)) first.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/** @param {CardData} card @param {Fit} fit */
export function makeDisputed({ disputed, blame, tolls }, fit) {
  if (!disputed.length && !blame.length && !tolls.length) return null;
  const part = make("section", "tm-card-part", make("h3", "tm-card-label", t("What is disputed")));
  const sentences = disputed.map((sentence) => makeRecord("p", "tm-card-sentence", sentence));
  part.append(...sentences.slice(0, fit.disputed));
  if (!sentences.length) part.append(make("p", "tm-card-sentence", t("Nothing: no denial and no differing count is recorded.")));
  if (sentences.length > fit.disputed) {
    const rest = makeRest(sentences.length - fit.disputed, () => sentences.slice(fit.disputed), "", fit.disputed === 0);
    part.append(make("div", "tm-card-sentence", rest));
  }
  return part;
}
