/** Which incidents of a record that is here pass filters and words: the same as `geo.filters`. No DOM. */

import { queryWords } from "./fold.js";

/** @typedef {import("../types.js").RecordData} RecordData */
/** @typedef {import("../types.js").EventColumns} EventColumns */
/** @typedef {import("../types.js").Filters} Filters */
/** @typedef {import("../types.js").Facet} Facet */

/** Value of the facet of districts for an event that is not on the map; a term of the vocabulary. */
const OFF_MAP = -1;

/**
 * Of each facet the keys of its values, and of each event the places of the values under which it is found.
 * @param {RecordData} record @param {EventColumns} events
 * @returns {Record<Facet, {keys: string[], found: ArrayLike<number>[]}>}
 */
export function indexFacets(record, events) {
  const { vocabulary } = record;
  const one = (/** @type {number[]} */ column) => column.map((value) => (value < 0 ? [] : [value]));
  const keys = (/** @type {Array<{key: string}>} */ terms) => terms.map(({ key }) => key);
  const districts = record.districts.map(({ id }) => id);
  return {
    districts: {
      keys: [...districts, vocabulary.off_map.key],
      found: events.district.map((value) => (value === OFF_MAP ? [districts.length] : value < 0 ? [] : [value])),
    },
    places: { keys: record.places.map(({ id }) => id), found: one(events.place) },
    categories: { keys: keys(vocabulary.categories), found: one(events.category) },
    evidence: { keys: keys(vocabulary.evidence), found: one(events.evidence) },
    harmed: { keys: keys(vocabulary.harmed), found: events.harmed },
    accused: { keys: keys(vocabulary.accused), found: events.accused },
    contests: { keys: keys(vocabulary.contests), found: events.contests },
    source_kinds: { keys: keys(vocabulary.source_kinds), found: events.source_kinds },
  };
}

/** Choosing among the events of a record that is here. */
export class FacetIndex {
  /** @param {RecordData} record @param {EventColumns} events */
  constructor(record, events) {
    this.size = events.id.length;
    this.facets = indexFacets(record, events);
    this.names = /** @type {Facet[]} */ (Object.keys(this.facets));
    /** Folded texts; null until they have come. @type {string[] | null} */
    this.search = null;
  }

  /**
   * Of each event a set of bits: one for each facet that it does not pass, and one for the words.
   * @param {Filters} filters @param {string} text
   */
  misses(filters, text) {
    const misses = new Uint16Array(this.size);
    this.names.forEach((name, bit) => {
      if (filters[name].length) this.missFacet(misses, name, 1 << bit, filters[name]);
    });
    const words = queryWords(text);
    const search = this.search;
    if (!words.length || search === null) return misses;
    for (let i = 0; i < this.size; i += 1) {
      if (!words.every((word) => search[i].includes(word))) misses[i] |= 1 << this.names.length;
    }
    return misses;
  }

  /** @param {Uint16Array} misses @param {Facet} name @param {number} bit @param {string[]} values */
  missFacet(misses, name, bit, values) {
    const { keys, found } = this.facets[name];
    const chosen = new Set(values.map((value) => keys.indexOf(value)));
    for (let i = 0; i < this.size; i += 1) {
      let has = false;
      for (let k = 0; k < found[i].length && !has; k += 1) has = chosen.has(found[i][k]);
      if (!has) misses[i] |= bit;
    }
  }

  /**
   * How many of the counted events each value of a facet alone would give: all other facets and the words
   * hold, what is chosen in the facet itself does not.
   * @param {Facet} name @param {Uint16Array} misses @param {(i: number) => boolean} counts
   * @returns {Record<string, number>}
   */
  count(name, misses, counts) {
    const { keys, found } = this.facets[name];
    const others = ~(1 << this.names.indexOf(name));
    const totals = new Int32Array(keys.length);
    for (let i = 0; i < this.size; i += 1) {
      if ((misses[i] & others) !== 0 || !counts(i)) continue;
      for (let k = 0; k < found[i].length; k += 1) totals[found[i][k]] += 1;
    }
    return Object.fromEntries(keys.map((key, k) => [key, totals[k]]));
  }
}
