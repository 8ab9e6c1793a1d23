/** How much of a card stands before its folds: at most 150 words, the rest one press away. No DOM. */

/** @typedef {import("../types.js").CardData} CardData */

/** Most words before the folds. */
export const MOST_WORDS = 150;
/** Words that say why an incident is not among those shown. */
export const OUTSIDE_WORDS = 13;
/**
 * Words of headings and buttons, in English: "why?", "9 counts, by speaker and day", "more", "who counts so", "and 3 more",
 * "Said to have done it" and "Denied by", "according to", "No denial recorded", "What is disputed",
 * "Harmed:", "Not known:", the sentence that nothing is disputed, and "As it became known, in 3 steps".
 */
const FRAME = { why: 1, counts: 6, more: 1, whole: 3, rest: 3, blame: 7, by: 2, undenied: 3, disputed: 3, harmed: 1, unknown: 2, nothing: 9, history: 7 };

/**
 * @typedef {object} Fit how much is shown
 * @property {number} summary sentences @property {number} disputed sentences
 * @property {number} names speakers for each side @property {number} note parts of the note on the toll
 */

/** @param {string} text */
export const countWords = (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** @param {string} text */
export const sentencesOf = (text) => text.split(/(?<=[.!?])\s+(?=\p{Lu})/u);

/** The parts of the note on the toll. @param {string} note */
export const partsOf = (note) => (note ? note.split(/;\s+/) : []);

/** What is given up first, as far as it goes. @type {Array<[keyof Fit, number]>} */
const STEPS = [
  ["summary", 2], ["summary", 1], ["names", 3], ["disputed", 3], ["names", 2], ["disputed", 2], ["note", 2],
  ["disputed", 1], ["names", 1], ["note", 1], ["note", 0], ["summary", 0], ["disputed", 0],
];
/** What comes back first where there is room. @type {Array<keyof Fit>} */
const BACK = ["summary", "note", "disputed", "names"];

/** @param {CardData} card @param {number} [most] words @returns {Fit} */
export function fitCard(card, most = MOST_WORDS) {
  const sentences = sentencesOf(card.summary);
  const notes = partsOf(card.toll_note);
  const fit = { summary: sentences.length, disputed: card.disputed.length, names: 4, note: notes.length };
  const whole = { ...fit };
  const fixed = fixedWords(card);
  const words = () => fixed + blameWords(card, fit.names) + disputedWords(card, fit.disputed)
    + shortened(sentences, fit.summary, FRAME.more) + shortened(notes, fit.note, FRAME.more);
  for (const [part, least] of STEPS) {
    while (fit[part] > least && words() > most) fit[part] -= 1;
  }
  for (const part of BACK) {
    while (fit[part] < whole[part] && words() <= most) fit[part] += 1;
    while (words() > most && fit[part] > 0) fit[part] -= 1;
  }
  return fit;
}

/** What always stands. @param {CardData} card */
function fixedWords({ title, when, where, marks, level, toll, tolls, harmed, unknown, history }) {
  const texts = [title, when, where, ...marks, level, toll, harmed, ...unknown];
  return FRAME.why + texts.reduce((sum, text) => sum + countWords(text), 0)
    + (tolls.length ? FRAME.counts : 0) + (harmed ? FRAME.harmed : 0) + (unknown.length ? FRAME.unknown : 0)
    + (history.length ? FRAME.history : 0);
}

/** Texts of which the rest stands behind a button. @param {string[]} texts @param {number} shown @param {number} button its words */
function shortened(texts, shown, button) {
  const words = texts.slice(0, shown).reduce((sum, text) => sum + countWords(text), 0);
  return words + (texts.length > shown ? (shown ? button : FRAME.whole) : 0);
}

/** @param {CardData} card @param {number} shown */
function disputedWords({ disputed, blame, tolls }, shown) {
  if (disputed.length) return FRAME.disputed + shortened(disputed, shown, FRAME.rest);
  return blame.length || tolls.length ? FRAME.disputed + FRAME.nothing : 0;
}

/** @param {CardData} card @param {number} names */
function blameWords({ blame }, names) {
  const told = (/** @type {import("../types.js").Named[]} */ named) => shortened(named.map(({ speaker, hedge }) => `${speaker} ${hedge}`), names, FRAME.rest);
  const heads = blame.length ? FRAME.blame : 0;
  return blame.reduce((sum, { side, by, denials }) =>
    sum + FRAME.by + countWords(side) + told(by) + (denials.length ? told(denials) : FRAME.undenied), heads);
}
