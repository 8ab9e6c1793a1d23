/** Names folded so that a reader's spelling finds them: the same as `geo.names.fold_text`. No DOM. */

/** Apostrophes and hyphens stand inside words: dropping them keeps a word one word. */
const JOINERS = /['’‘‛ʼʻʹ`´′\-\u2010\u2011]/g;
/** Latin letters that Unicode does not split into a base letter and a mark. @type {Record<string, string>} */
const UNDIVIDED = { "ə": "e", "ı": "i", "ø": "o", "ł": "l", "đ": "d" };

/** Lower case as comparisons need it: ß is ss, և is եւ, ς is σ. */
const foldCase = (/** @type {string} */ text) => text.toUpperCase().toLowerCase().replaceAll("ς", "σ");

/** @param {string} text */
function foldOnce(text) {
  let folded = foldCase(text);
  folded = foldCase(folded.normalize("NFKD")).replace(/[əıøłđ]/g, (letter) => UNDIVIDED[letter]);
  folded = folded.replace(/[\p{Mn}\p{Me}\p{Cf}]/gu, "");
  return folded.replace(JOINERS, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** Lower case, no diacritics, words parted by single blanks. @param {string} text */
export function foldText(text) {
  let folded = foldOnce(text);
  for (let again = foldOnce(folded); again !== folded; again = foldOnce(folded)) folded = again;
  return folded;
}

/** The folded words of a query, each once; a text matches when it holds each of them. @param {string} query */
export function queryWords(query) {
  return [...new Set(foldText(query).split(" ").filter(Boolean))];
}
