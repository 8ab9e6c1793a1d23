/** What the steps of a lesson rest on: sources that stand with their step, and what is named there by its numbers. No DOM. */

/** @typedef {import("../types.js").Lesson} Lesson */
/** @typedef {import("../types.js").SourceData} SourceData */

/**
 * @typedef {object} Known what the record knows of ids
 * @property {(id: string) => SourceData | null} source
 * @property {(id: string) => {title: string, when: string, sources: SourceData[]} | null} incident
 */
/** @typedef {{words: string, numbers: number[]}} Named an incident or source with the numbers of its sources */
/** @typedef {{sources: SourceData[], named: Named[]}} StepRests */
/** @typedef {{steps: StepRests[], further: SourceData[]}} Rests `further`: those with numbers, each once; number n is `further[n - 1]` */

/** So many sources have room on the sheet of a step, with a question or without. */
const MOST = [8, 11];

/** @param {Lesson} lesson @param {Known} known @returns {Rests} */
export function collectRests({ steps }, known) {
  /** @type {Map<string, number>} */
  const numbers = new Map();
  /** @type {SourceData[]} */
  const further = [];
  const numberOf = (/** @type {SourceData} */ source) => {
    const number = numbers.get(source.id) ?? further.push(source);
    numbers.set(source.id, number);
    return number;
  };
  const nameOf = (/** @type {string} */ id) => {
    const source = known.source(id);
    if (source) return { words: `${source.by || source.title} (${source.date})`, numbers: [numberOf(source)] };
    const incident = known.incident(id);
    // What the record does not know stands by its id.
    if (!incident) return { words: id, numbers: [] };
    return { words: `${incident.title} (${incident.when})`, numbers: incident.sources.map(numberOf).sort((a, b) => a - b) };
  };
  return {
    steps: steps.map(({ rests, question }) => {
      const own = rests.flatMap(({ id }) => known.source(id) ?? []);
      const sources = own.length > MOST[question ? 0 : 1] ? [] : own;
      return { sources, named: rests.filter(({ id }) => !sources.some((source) => source.id === id)).map(({ id }) => nameOf(id)) };
    }),
    further,
  };
}

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
