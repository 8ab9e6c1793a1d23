/** The caption of an incident on a projector: title, toll, how well it is evidenced, who says who did it, who denies. No DOM. */

import { countWords } from "../panels/card_words.js";
import { t } from "../words.js";

/** @typedef {import("../types.js").CardData} CardData */
/** @typedef {import("../types.js").Named} Named */

/** Most words of a caption. */
export const MOST_WORDS = 45;

/**
 * @typedef {object} Caption
 * @property {string} title @property {string} toll
 * @property {string} level how well it is evidenced
 * @property {string[]} lines who says, who denies; what has no room is left out from the end
 */

/** @param {CardData} card @param {string} level of evidence, in words @returns {Caption} */
export function captionOf(card, level) {
  const told = card.blame.flatMap(({ side, by, denials }) => [
    t("{side}, according to {speaker}.", { side, speaker: named(by) }),
    ...(denials.length ? [t("Denied by {speaker}.", { speaker: named(denials) })] : []),
  ]);
  const lines = [];
  let words = [card.title, card.toll, level].reduce((sum, text) => sum + countWords(text), 0);
  for (const line of told) {
    words += countWords(line);
    if (words > MOST_WORDS) break;
    lines.push(line);
  }
  return { title: card.title, toll: card.toll, level, lines };
}

/** The first speaker with the hedge of the claim, and how many more there are. @param {Named[]} speakers */
function named([first, ...others]) {
  const speaker = first.hedge ? `${first.speaker} (${first.hedge})` : first.speaker;
  return others.length ? t("{speaker} and {n} more", { speaker, n: others.length }) : speaker;
}
