import assert from "node:assert/strict";
import { test } from "node:test";

import { countWords, fitCard, MOST_WORDS, partsOf, sentencesOf } from "../../components/explore/panels/card_words.js";

/** @typedef {import("../../components/explore/types.js").CardData} CardData */

const words = (/** @type {number} */ n) => `${"word ".repeat(n - 1)}word.`;

/** @param {Partial<CardData>} parts @returns {CardData} */
function card(parts) {
  const empty = {
    title: "Rockets on Barda", when: "28 October 2020", where: "Barda", marks: [], level: "Analysis by A", toll: "", toll_note: "",
    tolls: [], harmed: "", unknown: [], history: [], blame: [], disputed: [], summary: "It happened.",
  };
  return /** @type {CardData} */ (/** @type {unknown} */ ({ ...empty, ...parts }));
}

const NAMED = Array.from({ length: 9 }, (_, k) => ({ claim: `c${k}`, speaker: "Ministry of Defence", hedge: "fired or supplied by" }));

test("words are counted, marks between them are not", () => {
  assert.equal(countWords("28 October 2020 · Barda, “the town”"), 6);
  assert.equal(countWords(""), 0);
});

test("sentences end where the next begins with a capital letter", () => {
  assert.deepEqual(sentencesOf("At 13.30 it fell. Şuşa denied it! Was it so?"), ["At 13.30 it fell.", "Şuşa denied it!", "Was it so?"]);
});

test("a note has as many parts as it has clauses, none when it is empty", () => {
  assert.deepEqual(partsOf("civilians, by A; B did not say"), ["civilians, by A", "B did not say"]);
  assert.deepEqual(partsOf(""), []);
});

test("a short card is shown whole", () => {
  assert.deepEqual(fitCard(card({ summary: "One. Two. Three.", disputed: ["A.", "B."] })), { summary: 3, disputed: 2, names: 4, note: 0 });
});

test("of a long summary the first sentence stays", () => {
  assert.equal(fitCard(card({ summary: `First. W${words(145)} W${words(20)}` })).summary, 1);
});

test("a long card keeps to the words before its folds", () => {
  const long = card({
    summary: `W${words(40)} W${words(40)}`, toll: words(12), toll_note: "a b c d e f g h i; j k l m n o p q r",
    disputed: [words(25), words(25), words(25)], blame: [{ side: "Forces of one side", by: NAMED, denials: NAMED.slice(0, 3) }],
  });
  const fit = fitCard(long);
  const sentences = sentencesOf(long.summary).slice(0, fit.summary);
  const parts = partsOf(long.toll_note).slice(0, fit.note);
  const told = [...sentences, ...parts, ...long.disputed.slice(0, fit.disputed)].reduce((sum, text) => sum + countWords(text), 0);
  const named = (fit.names + Math.min(3, fit.names)) * countWords("Ministry of Defence fired or supplied by");
  assert.ok(told + named < MOST_WORDS, `${told} + ${named}`);
  assert.ok(fit.names < 4);
});

test("what is given up last is what is disputed", () => {
  const fit = fitCard(card({ level: words(145), toll_note: "a b", summary: "C d.", disputed: ["E f.", "G h."] }));
  assert.deepEqual([fit.summary, fit.note, fit.disputed], [0, 0, 0]);
});

test("fewer words are shown where fewer are allowed", () => {
  const some = card({ summary: `W${words(30)} W${words(30)}`, disputed: [words(20), words(20)] });
  const [wide, tight] = [fitCard(some, 150), fitCard(some, 80)];
  assert.ok(tight.summary + tight.disputed < wide.summary + wide.disputed);
});
