/** What a lesson rests on, each once with a number, in the order in which its steps come to it. No DOM. */

/** @typedef {import("../types.js").Lesson} Lesson */
/** @typedef {import("../types.js").SourceData} SourceData */

/**
 * @typedef {object} Known what the record knows of ids
 * @property {(id: string) => SourceData | null} source
 * @property {(id: string) => {title: string, when: string, sources: SourceData[]} | null} incident
 */
/** @typedef {{words: string, numbers: number[]}} Rest something that the sentences of a step rest on, with the numbers of its sources */
/** @typedef {{sources: SourceData[], steps: Rest[][]}} Rests the source with the number n is `sources[n - 1]` */

/** @param {Lesson} lesson @param {Known} known @returns {Rests} */
export function numberRests({ steps }, known) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  /** @type {SourceData[]} */
  const sources = [];
  const numberOf = (/** @type {SourceData} */ source) => {
    const number = numbers.get(source.id) ?? sources.push(source);
    numbers.set(source.id, number);
    return number;
  };
  const rest = (/** @type {Lesson["steps"][number]["rests"][number]} */ { id, kind }) => {
    const source = kind === "source" ? known.source(id) : null;
    if (source) return { words: shortName(source), numbers: [numberOf(source)] };
    const incident = known.incident(id);
    if (!incident) return { words: id, numbers: [] };
    return { words: `${incident.title} (${incident.when})`, numbers: incident.sources.map(numberOf).sort((a, b) => a - b) };
  };
  return { steps: steps.map(({ rests }) => rests.map(rest)), sources };
}

/** @param {SourceData} source */
const shortName = ({ by, title, date }) => `${by || title} (${date})`;

/** Numbers with runs drawn together: "1, 4–6". @param {number[]} numbers in order */
export function runs(numbers) {
  /** @type {Array<[number, number]>} */
  const found = [];
  for (const number of numbers) {
    const last = found[found.length - 1];
    if (last && number === last[1] + 1) last[1] = number;
    else found.push([number, number]);
  }
  return found.map(([first, last]) => (first === last ? `${first}` : last === first + 1 ? `${first}, ${last}` : `${first}–${last}`)).join(", ");
}
