/** What the modules of the browser app hand to each other. Days are whole numbers since 1970-01-01 (UTC). */

import type * as Leaflet from "leaflet";
import type { KeyContent, Sample } from "./ground/key_content.js";
import type { Palette } from "./ground/symbols.js";

/** A word of a closed list of the record with what is shown for it, in the order of the record. */
export interface Term {
  key: string;
  label: string;
}

export interface Category extends Term {
  shape: string;
  /** People or buildings were harmed; decides the colour. */
  harm: boolean;
}

export interface Evidence extends Term {
  fill: string;
  /** The rule in one sentence. */
  rule: string;
}

/** Labels, marks, order and classes: the only place from which the app takes a word of the record. */
export interface Vocabulary {
  categories: Category[];
  shapes: Term[];
  evidence: Evidence[];
  /** Fills from the best evidenced to the least; a bar of the strip is the place of its fill in here. */
  fills: Term[];
  /** party: one of the two sides. */
  harmed: Array<Term & { party: boolean }>;
  accused: Term[];
  /** split: each side blames the other, which splits the mark. */
  contests: Array<Term & { split: boolean }>;
  source_kinds: Term[];
  /** soft: known no closer than its district. */
  place_precisions: Array<Term & { soft: boolean }>;
  date_precisions: Array<Term & { exact: boolean }>;
  /** Value of the facet of districts for incidents without a point on the map. */
  off_map: Term;
  modes: Term[];
  speeds: Array<Term & { days: number }>;
  columns: Array<Term & { shown: boolean }>;
  /** State of a district -> words and how it is coloured; see `HolderSpan.state`. */
  holders: Array<Term & { tint: "full" | "hatched" | "" }>;
  facets: Array<Term & { group: string; question: string }>;
  groups: Term[];
}

export interface Limits {
  /** Most events that are sent with the record. */
  sent: number;
  /** Most single symbols of a larger record. */
  singles: number;
  /** Most incidents of one answer of the list. */
  listed: number;
  text: number;
  /** Letters of a lesson in a link. */
  made: number;
  zoom: number;
  /** Cells: coarsest, finest resolution, finest one that comes as a whole. */
  cells: [number, number, number];
}

/** Events in columns of one length, in the order of the record: by first day, last day, id. */
export interface EventColumns {
  id: string[];
  title: string[];
  when: string[];
  start: number[];
  end: number[];
  /** Places in `Vocabulary.date_precisions` and `place_precisions`. */
  date_precision: number[];
  place_precision: number[];
  lon: Array<number | null>;
  lat: Array<number | null>;
  /** Place in `RecordData.places`, -1 for none. */
  place: number[];
  /** Place in `RecordData.districts`, -1 for an event without a point on the map. */
  district: number[];
  /** Where, in words, both names: "Barda, Barda district". */
  where: string[];
  category: number[];
  evidence: number[];
  /** Places in `harmed`, `accused`, `contests`, `source_kinds` under which a filter finds it. */
  harmed: number[][];
  accused: number[][];
  contests: number[][];
  source_kinds: number[][];
  /** A sum or a programme: never counted among incidents. */
  overview: boolean[];
  claims: number[];
  /** "21 killed, 60 to 70 injured", "" without a figure. */
  toll: string[];
  /** All rows in reading order. */
  reading: number[];
  /** As known on a day: whether nobody had spoken of it yet. */
  absent?: boolean[];
}

export interface Place {
  id: string;
  /** Both names, the first in Azerbaijani official use. */
  name: string;
  kind: string;
  /** One of the six that are always named. */
  named: boolean;
  /** Drawn as a line on the ground and named along it. */
  line: boolean;
  /** Its point is that of another place, so it is not named there. */
  stand_in: boolean;
  /** Incidents of the record there. */
  events: number;
  /** Place in `RecordData.districts`, -1 for none. */
  district: number;
  lon: number | null;
  lat: number | null;
}

export interface District {
  id: string;
  /** "Tartar district", "Barda (city)". */
  name: string;
  /** An inner point, clear of water and of the marks of towns. */
  lon: number;
  lat: number;
}

export interface HolderSpan {
  from: number;
  to: number;
  state: string;
  places: boolean;
  disputed: boolean;
  words: string;
}

export interface Period {
  key: string;
  label: string;
  /** Shorter labels for narrow sections of the axis. */
  shorter: string[];
  /** Share of the axis of the whole record; 0 for the period that is the whole. */
  share: number;
  start: number;
  end: number;
}

/** A row of the link table. */
export interface LinkKey {
  key: string;
  /** The field of the state, "filters.districts" for a facet. */
  field: string;
  kind: "day" | "period" | "choice" | "list" | "text" | "view" | "flag" | "event" | "source" | "known" | "lesson" | "number" | "made";
  /** Allowed values of a choice or list; null where the record says (periods, events, sources). */
  values: string[] | null;
  /** As written in a link; null: none. */
  default: string | null;
  /** Keys that it had before. */
  former: string[];
  /** Former value -> the value today, null for none. */
  renamed: Record<string, string> | null;
}

export interface LeadStart {
  label: string;
  note: string;
  /** A link: parameters of the table. */
  link: string;
}

export interface Lead {
  title: string;
  tagline: string;
  /** Two sentences. */
  sentences: string[];
  total: number;
  documented: Array<{ label: string; count: number }>;
  starts: LeadStart[];
  note: string;
}

/** The answer of the record route. */
export interface RecordData {
  version: string;
  language: string;
  /** Words of the interface by their English ones; empty in English. */
  words: Record<string, string | string[]>;
  size: number;
  vocabulary: Vocabulary;
  limits: Limits;
  link: LinkKey[];
  /** null: larger than `limits.sent`; the server answers for each choice. */
  events: EventColumns | null;
  places: Place[];
  districts: District[];
  control: Array<{ id: string; name: string; spans: HolderSpan[] }>;
  key_events: Array<{ id: string; day: number; label: string }>;
  periods: Period[];
  /** Key of the period that the page opens with. */
  opening_period: string;
  ground: Array<{ kind: string; name: string; lon: number; lat: number }>;
  /** [[south, west], [north, east]], degrees. */
  opening: [[number, number], [number, number]];
  extent: [[number, number], [number, number]];
  region: [[number, number], [number, number]];
  credit: string;
  lead: Lead;
  about: string[];
  citation: RecordCitation;
  problems: Problems;
}

/** How the record itself is cited. */
export interface RecordCitation {
  /** Who stands behind it, one body. */
  author: string;
  title: string;
  /** Day of the latest check. */
  day: number;
}

/** What is wrong with the files of the record: a number, and some dozens of lines at most. */
export interface Problems {
  /** How many rows are not used, "" without a problem. */
  words: string;
  count: number;
  causes: string[];
  /** Rows that are set aside only because of the causes. */
  following: string[];
}

/** A claim as the card shows it. */
export interface ClaimData {
  id: string;
  speaker: string;
  side: string;
  /** "joint", "outside", "azerbaijani", "armenian": the group of the card. */
  group: string;
  /** Day on which it was said or published, in words; "undated". */
  dated: string;
  /** For sorting, ISO, "" when not known. */
  date: string;
  stance: string;
  withdrawn: boolean;
  /** A denial made before both sides said that it happened. */
  outranked: boolean;
  text: string;
  facts: Array<{ name: string; words: string }>;
  to: Named[];
  answered: Named[];
  locator: string;
  basis: string;
  origin: string;
  note: string;
  source: { id: string; name: string; title: string; kind: string; url: string };
}

/** A speaker with the claim that says so. */
export interface Named {
  claim: string;
  speaker: string;
  hedge: string;
}

export interface TollMark {
  claim: string;
  speaker: string;
  dated: string;
  words: string;
  low: number;
  high: number | null;
  own: boolean;
  counted: string;
  withdrawn: boolean;
  /** Its own voice gave another figure later. */
  first: boolean;
}

/** What followed from the claims on an event from a day on. */
export interface Stage {
  day: number;
  evidence: number;
  toll: string;
  contests: number[];
  accused: number[];
  source_kinds: number[];
  claims: number;
  card: Pick<CardData, "marks" | "split" | "evidence" | "level" | "level_rule" | "because" | "origins" | "toll" | "toll_note" | "tolls" | "blame" | "disputed" | "unknown" | "groups" | "count">;
}

export interface LessonStep {
  headline: string;
  sentences: string[];
  /** Parameters of a link of the map page. */
  link: string;
  question: string;
  options: string[];
  answer: string[];
  judge: boolean;
  notes: string;
  rests: Array<{ id: string; kind: "incident" | "source" }>;
}

export interface Lesson {
  id: string;
  title: string;
  summary: string;
  minutes: number;
  steps: LessonStep[];
}

export interface LessonsData {
  lessons: Lesson[];
  /** What is wrong with the lessons that cannot be used. */
  problems: string[];
  rules: LessonRules;
}

/** A field of a lesson file; see `Field` of geo/lesson_rules.py. */
export interface LessonField {
  name: string;
  kind: string;
  needed: boolean;
  least: number;
  most: number;
  longest: number;
}

/** What a lesson file may hold. */
export interface LessonRules {
  lesson: LessonField[];
  step: LessonField[];
  sentence: LessonField[];
  /** What is wrong -> what is said of the value, and the cure. */
  words: Record<string, [string, string]>;
  /** Most bytes of a file. */
  bytes: number;
  /** Most problems that are told of a file. */
  told: number;
}

/** A lesson as it stands in a file, with the keys of `LessonRules`; one that is being made may lack any. */
export interface LessonTable {
  title?: string;
  summary?: string;
  minutes?: number;
  steps: StepTable[];
}

export interface StepTable {
  headline?: string;
  sentences?: SentenceTable[];
  day?: string;
  until?: string;
  from?: string;
  to?: string;
  known?: string;
  center?: [number, number];
  zoom?: number;
  event?: string;
  held?: boolean;
  question?: string;
  options?: string[];
  answer?: SentenceTable[];
  judge?: boolean;
  notes?: string;
  [facet: string]: unknown;
}

export interface SentenceTable {
  text: string;
  rests_on: string[];
}

/** The record as it was known on any day. */
export interface KnownData {
  /** Day from which claims without a date count. */
  undated: number;
  /** Of each event its stages, in order. */
  events: Stage[][];
}

export interface CardData {
  id: string;
  title: string;
  when: string;
  where: string;
  /** Place and date precision where they are not the exact ones, "not on the map", "a sum". */
  marks: string[];
  /** Each side blames the other. */
  split: boolean;
  category: number;
  evidence: number;
  summary: string;
  harmed: string;
  /** "Independently documented by Human Rights Watch, Amnesty International and 2 more". */
  level: string;
  level_rule: string;
  because: Named[];
  origins: string[];
  /** The toll in one plain line: "21 killed, 60 to 70 injured"; "" where nobody gives a figure. */
  toll: string;
  /** Who counts so, and what is not said: "civilians, by ...; the UN does not say whether civilians". */
  toll_note: string;
  tolls: Array<{ name: string; range: string; same: string; low_by: string; high_by: string; top: number; marks: TollMark[] }>;
  /** Side, who says so, who denies it. */
  blame: Array<{ side: string; by: Named[]; denials: Named[] }>;
  /** One sentence each. */
  disputed: string[];
  unknown: string[];
  /** How level and toll changed through time; empty when they never did. */
  history: Array<{ day: number; when: string; words: string }>;
  differs: Array<{ where: string; text: string; decided_by: Array<{ id: string; name: string }> }>;
  groups: Array<{ key: string; label: string; claims: ClaimData[]; silent: string }>;
  article: string;
  note: string;
  checked: string;
  count: string;
  /** To cite the incident: plain text. */
  cite: string;
}

export interface SourceData {
  id: string;
  title: string;
  by: string;
  /** Place in `Vocabulary.source_kinds`. */
  kind: number;
  side: string;
  date: string;
  facts: string[];
  affiliation: string;
  basis: string;
  address: string;
  url: string;
  note: string;
}

/** The answer of the detail route: what is needed after the first picture. */
export interface DetailData {
  /** Of each event the folded text in which words are looked for. */
  search: string[];
  cards: CardData[];
  /** Of each event the places in `sources` of what its claims come from. */
  leaning: number[][];
  sources: SourceData[];
}

export type Facet = "districts" | "places" | "categories" | "evidence" | "harmed" | "accused" | "contests" | "source_kinds";
export type Filters = Record<Facet, string[]>;
export type Mode = "on" | "upto" | "between";
export type PanelTab = "incidents" | "sources";
export type Sheet = "peek" | "half" | "full";

/** Everything that is shown, in one place; only `App.change` makes a new one. */
export interface State {
  from: number;
  to: number;
  mode: Mode;
  /** Key of the period that the axis shows, "" for another part of it. */
  span: string;
  filters: Filters;
  /** Day as of which the record is shown, null for today. */
  known: number | null;
  text: string;
  event: string | null;
  /** The source that is opened in the tab of sources. */
  source: string | null;
  tab: PanelTab;
  /** [lat, lon, zoom], null for the opening view. */
  view: [number, number, number] | null;
  /** Colour the districts by who held them. */
  held: boolean;
  /** Map or table in the main field. */
  show: "map" | "table";
  columns: string[];
  /** Key of a column, with "-" before it for descending. */
  sort: string;
  /** The page fills the screen for a class. */
  present: boolean;
  /** The lesson that is presented or explored, null for none, and its step from 1. */
  lesson: string | null;
  step: number;
  /** The page is the speaker's second window. */
  speaker: boolean;
  /** The lesson that the link brings along, packed; see data/lesson_link.js. */
  made: string | null;
  // From here on not in the link:
  /** In Present: what lies over the map, whether the key stands on it, whether the screen is dark. */
  over: "" | "totals" | "claims";
  keyed: boolean;
  blank: boolean;
  /** The answer of a step was asked for; the class is to judge before level and blame are shown. */
  asked: boolean;
  judging: boolean;
  lead: boolean;
  drawer: boolean;
  sheet: Sheet;
  /** Index of the first listed row of a large record's page. */
  page: number;
  /** Show the incidents that may be of these days or lasted through them; the sums. */
  more: boolean;
  sums: boolean;
  playing: boolean;
  speed: string;
  loop: boolean;
  online: boolean;
  singles: boolean;
  /** Choose districts by clicking them on the map. */
  choosing: boolean;
  dialog: "" | "key" | "keys" | "about" | "share" | "download" | "layers" | "cite" | "menu" | "search" | "method" | "lessons" | "maker" | "handout";
  /** The lesson whose handout the dialog makes. */
  handout: string | null;
}

/** An incident as lists, tooltips and the table show it. */
export interface Item {
  id: string;
  title: string;
  when: string;
  where: string;
  /** The name of the place alone. */
  place: string;
  start: number;
  end: number;
  /** Both ends are known to the day. */
  exact: boolean;
  category: Category;
  evidence: Evidence;
  overview: boolean;
  claims: number;
  toll: string;
  harmed: string;
  accused: string;
  lon: number | null;
  lat: number | null;
  place_precision: Term & { soft: boolean };
  /** Each side blames the other. */
  split: boolean;
}

/** What follows from state and record, made anew only when what it depends on has changed. */
export interface Shown {
  /** Of each event of a complete record whether it passes filters and text; null for a larger record. */
  passes: Uint8Array | null;
  /** Incidents all of whose days lie in the window: the number that every part of the page says. */
  counted: number;
  /** Of these, those without a symbol. */
  offMap: number;
  /** Incidents that touch the window without lying in it: may be of these days, or lasted through them. */
  possible: number;
  /** Sums and programmes that touch the window. */
  sums: number;
  /** Rows of a complete record, in reading order; empty for a larger one. */
  rows: number[];
  possibleRows: number[];
  sumRows: number[];
  /** Whether anything is filtered. */
  filtered: boolean;
  /** What `counted` would be without filters and text. */
  unfiltered: number;
  /** Number of the incidents before dates: all that pass the filters and are no sums. */
  passing: number;
  /** Larger records: an answer of the server is on its way, these are the last counts. */
  pending: boolean;
}

export interface Scene {
  state: State;
  shown: Shown;
}

/** What a view is: it draws what has changed between two scenes. `last` is null at the first drawing. */
export interface View {
  draw(next: Scene, last: Scene | null): void;
  /** After all views have drawn: what has to read sizes or fonts, which is dear while others still write. */
  finish?(): void;
  /** The size of its element changed. */
  resize?(): void;
  /** A flight to what is drawn next begins: keep what is seen. */
  depart?(): void;
  /** Show what lies at a share of the flight, of its time; at 1 what was drawn last, at rest. */
  fly?(share: number): void;
  destroy(): void;
}

/** Colours and fonts of a picture of the map, those of the light theme. */
export interface PictureColours extends Palette {
  page: string;
  around: string;
  edge: string;
  halo: string;
  held: string;
  partly: string;
  road: string;
  sans: string;
  serif: string;
}

/** The map as it is shown, to be drawn at any scale. */
export interface MapPicture {
  /** CSS pixels. */
  width: number;
  height: number;
  colours: PictureColours;
  key: KeyContent;
  /** Incidents that count and stand outside the view. */
  beyond: number;
  /** Draw the map with its corner at (0, 0). */
  draw(ctx: CanvasRenderingContext2D): void;
  /** Draw a sample of the key around (0, 0), at most 20 pixels wide. */
  drawSample(ctx: CanvasRenderingContext2D, sample: Sample): void;
}

/** What the views are given. */
export interface App {
  record: RecordData;
  /** The newest state, also before it is drawn: what the next change is made from. */
  state: State;
  /** What was drawn last. */
  scene: Scene;
  /** Change the state. `entry`: a new entry of the browser's history, or the present one. */
  change(patch: Partial<State>, entry?: "new" | "same"): void;
  /** Draw again although the state is the same: an answer has come, the map has moved. */
  redraw(): void;
  /** Card, sources and texts of the record; see data/detail.js. */
  detail: Detail;
  /** Rows and counts; see data/selection.js. */
  selection: Selection;
  /** Other pages of the app. */
  pages: Array<{ key: string; label: string; href: string; follows: boolean }>;
  go(page: string, parameters?: Record<string, string> | URLSearchParams): void;
  /** Show what a link says: parameters of the link table, one new entry. */
  openLink(link: string): void;
  /** The address of this view, or of what it would be with a change. */
  link(patch?: Partial<State>): string;
  /** What a copy of the record says of itself; null for the record itself. */
  copy: Copy | null;
  /** The page stands in a frame of another one, without its header. */
  framed: boolean;
  /** The address of this view for a frame of another page, null where there is none. */
  embedLink(): string | null;
  /** Something else lies over the map now. */
  rearrange(): void;
  /** What the map shows, null while it is not in sight. */
  picture(): MapPicture | null;
  /** A picture as a file; `bare`: without what a page of pictures says once for all. */
  drawPicture(scene: Scene, map: MapPicture, bare?: boolean): import("./share/picture.js").Picture;
  /** A map for pictures of other views, of a size in CSS pixels; `asKnown`: one of them is as of a day. */
  openStill(size: { width: number; height: number }, asKnown: boolean): Promise<import("./ground/still.js").Still>;
  /** Address of a file of what is shown, of all with `more` null; null without a server. */
  download(file: string, more?: Array<[string, string]> | null): string | null;
  /** The same among the addresses for scripts, which stay when the record changes. */
  script(file: string, more?: Array<[string, string]> | null): string | null;
  /** The lessons; see present/lessons.js. */
  lessons: import("./present/lessons.js").Lessons;
  /** The lessons that are not the record's; see lesson_maker/own.js. */
  own: import("./lesson_maker/own.js").OwnLessons;
  /** Writes the record as one file that holds these lessons and opens with the first; null where there is none. */
  writeCopy: ((lessons: LessonTable[], opening: string) => Promise<string>) | null;
  /** A line of what was left out of the link. */
  notice(words: string): void;
  /** Address of the record as one file that opens with this view, null where there is none. */
  copyAddress(part?: boolean): string | null;
  /** Say something to all, politely. */
  say(words: string): void;
}

export interface Detail {
  /** null while it is on its way. */
  card(id: string): CardData | null;
  source(id: string): SourceData | null;
  /** Number of sources of the record, null while it is on its way. */
  sourceCount(): number | null;
  /**
   * Sources behind an incident, each with the number of incidents of the record that rest on it, or behind
   * all that is shown, with the number of those; null while on the way.
   */
  sources(scene: Scene, event: string | null): Array<{ source: SourceData; incidents: number }> | null;
  /** What went wrong, "" when nothing did. */
  fault(): string;
  again(): void;
  // Of a record that is here as a whole only.
  /** All of it as of today; asked for again after a failure. */
  whole?(): Promise<DetailData>;
  /** Sources behind an incident as of today, whatever day the page is as of. */
  behind?(event: string): SourceData[];
  /** Cards and sources as they were known on a day, or as of today. */
  showKnown?(asKnown: { known: import("./data/known.js").Known; day: number } | null): void;
}

export interface Selection {
  item(row: number): Item;
  find(id: string): Item | null;
  row(id: string): number;
  /** Of a facet, the number of incidents that each of its values would give; null while it is on its way. */
  options(scene: Scene, facet: Facet): Record<string, number> | null;
  /** A stretch of the list; `total` are all of it. null items while they are on their way. */
  list(scene: Scene, first: number, count: number): { items: Array<Item | null>; total: number };
  /** Days of bars: fill the counts by fill of each bin, with the incidents that lie wholly in it. */
  countBins(bins: Array<{ start: number; end: number; counts: number[] }>): void;
  /** Incidents longer than a day or not known to the day, as lines of the strip; of a larger record the most frequent. */
  spans(): Array<{ start: number; end: number; bar: number; exact: boolean; count: number }>;
  /** Of the day, the incidents dated to it, best evidenced first. */
  headlines(day: number): Item[];
  /** First day after (before) `day` that has an incident dated to it, null for none. */
  nextDay(day: number, step: 1 | -1): number | null;
  // Of a larger record only; see large/.
  /** Incidents that touch some days without lying in them. */
  beyond?(days: { start: number; end: number }): number;
  /** Cells that the map draws, null while it draws single incidents. */
  cells?: MapCells | null;
  /** The incidents that are here one by one; they pass the filters. `Selection.item` takes their rows. */
  singles?: EventColumns | null;
  /** The map came to rest: what is asked of the server follows what is in view. */
  look?(view: { bounds: [[number, number], [number, number]]; zoom: number; lat: number }): void;
  /** The first incidents of a cell in the window, and how many there are. */
  inCell?(tile: string, scene: Scene): Promise<{ items: Item[]; total: number }>;
}

/** Cells of many incidents; `counts` and `bars` hold what `tally` found. */
export interface MapCells {
  resolution: number;
  /** World pixels of the present layout. */
  groups: Array<{ x: number; y: number; lon: number; lat: number; tile: string }>;
  /** Incidents of each group that count in the window. */
  counts: ArrayLike<number>;
  /** Incidents of each group that may be of the window or lasted longer. */
  possible: ArrayLike<number>;
  /** Of each group the incidents of each fill, side by side; of a group without any that counts the possible ones. */
  bars: ArrayLike<number>;
  /** Most incidents of one group on all days. */
  most: number;
  layOut(project: (lon: number, lat: number) => { x: number; y: number }, spacing: number): void;
  tally(from: number, to: number, chosen: number[]): void;
}

/** A copy of the record: what it says of itself. */
export interface Copy {
  /** That it is one, of which version and day. */
  line: string;
  /** The same in full, what part of the record it holds, and how to cite it. */
  about: string[];
  /** The method in short; the rules of evidence come after the first part. */
  method: Array<{ title: string; texts: string[] }>;
  /** Its address leads to it from elsewhere as well: not that of a file on a disk. */
  lasting: boolean;
}

/** Where the app lives. */
export interface Host {
  root: HTMLElement;
  L: typeof Leaflet;
  drawGround(L: typeof Leaflet, element: HTMLElement): Leaflet.Map;
  record: RecordData;
  /** Asks the server about this version of the record; null where there is none. */
  ask: ((path: string, query?: string, signal?: AbortSignal) => Promise<Response>) | null;
  /** Address of the plain page, which other pages may frame; null where there is none. */
  view: string | null;
  /** Address of a route of the server below `api/`. */
  address(path: string, query?: string): string;
  loadDetail(): Promise<DetailData>;
  /** Null where the record is too large to be told day by day. */
  loadKnown: (() => Promise<KnownData>) | null;
  /** null where there are none. */
  loadLessons: (() => Promise<LessonsData>) | null;
  /** Lessons that came with the page beside those of the record, as they stand in files. */
  given: unknown[];
  /** The page as one file with these lessons before all others; null where it is none. */
  writeCopy: ((lessons: LessonTable[], opening: string) => Promise<string>) | null;
  readLink(): URLSearchParams;
  /** Write the address. */
  writeLink(parameters: URLSearchParams, entry: "new" | "same"): void;
  /** The address that leads to a view. */
  linkTo(parameters: URLSearchParams): string;
  /** How many entries of the history below the present one were written by this page. */
  entriesBelow(): number;
  /** Go on back, to what was before this page. */
  leave(): void;
  /** The reader went back or forth. @returns ends the listening */
  onLink(heard: () => void): () => void;
  pages: Array<{ key: string; label: string; href: string; follows: boolean }>;
  /** Another page of the app, with its parameters; `from`: those of the view that is left. */
  go(page: string, parameters: Record<string, string> | URLSearchParams, from: URLSearchParams): void;
  /** The server does not hold this version any more. */
  stale(): void;
  dark(): boolean;
  onTheme(heard: () => void): () => void;
  /** What the server says of the record, such as that the last good one is shown. */
  fault: string;
  copy: Copy | null;
  framed: boolean;
}
