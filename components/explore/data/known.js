/** The record as it was known on a day: its columns and cards as they followed from the claims made by then. No DOM. */

/** @typedef {import("../types.js").EventColumns} EventColumns */
/** @typedef {import("../types.js").KnownData} KnownData */
/** @typedef {import("../types.js").Stage} Stage */
/** @typedef {import("../types.js").CardData} CardData */

export class Known {
  /** @param {EventColumns} events of today @param {KnownData} data */
  constructor(events, data) {
    this.events = events;
    this.data = data;
    this.rows = new Map(events.id.map((id, i) => [id, i]));
    /** The day of the columns that were made last. @type {number | null} */
    this.day = null;
    this.columns = events;
    /** @type {Map<string, CardData>} */
    this.cards = new Map();
  }

  /** What was known of an event at the end of a day, null for nothing. @param {number} i @param {number} day @returns {Stage | null} */
  stage(i, day) {
    const stages = this.data.events[i];
    let found = null;
    for (const stage of stages) {
      if (stage.day > day) break;
      found = stage;
    }
    return found;
  }

  /** The columns of a day; the same object while the day is the same. @param {number} day @returns {EventColumns} */
  on(day) {
    if (day === this.day) return this.columns;
    this.day = day;
    this.cards.clear();
    const { events } = this;
    const found = events.id.map((_, i) => this.stage(i, day));
    /** @template T @param {(stage: Stage) => T} read @param {T} none @returns {T[]} */
    const of = (read, none) => found.map((stage) => (stage ? read(stage) : none));
    this.columns = {
      ...events,
      evidence: of(({ evidence }) => evidence, 0),
      toll: of(({ toll }) => toll, ""),
      contests: of(({ contests }) => contests, []),
      accused: of(({ accused }) => accused, []),
      source_kinds: of(({ source_kinds: kinds }) => kinds, []),
      claims: of(({ claims }) => claims, 0),
      absent: found.map((stage) => stage === null),
    };
    return this.columns;
  }

  /** A card as it was on a day; null while nobody had spoken of the event. @param {CardData} card @param {number} day */
  card(card, day) {
    const i = this.rows.get(card.id) ?? -1;
    const stage = i < 0 ? null : this.stage(i, day);
    if (!stage) return null;
    const key = `${card.id} ${stage.day}`;
    let known = this.cards.get(key);
    if (!known) {
      // Texts that were written with what is known today.
      const unwritten = { summary: "", note: "", differs: [] };
      known = { ...card, ...unwritten, ...stage.card };
      this.cards.set(key, known);
    }
    return known;
  }

  /** Ids of the sources of the claims on an event by a day. @param {number} i @param {number} day @returns {Set<string>} */
  sources(i, day) {
    const groups = this.stage(i, day)?.card.groups ?? [];
    return new Set(groups.flatMap(({ claims }) => claims.map(({ source }) => source.id)));
  }
}
