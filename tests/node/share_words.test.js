import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf } from "../../components/explore/data/days.js";
import { citationForms } from "../../components/explore/share/cite.js";
import { embedSnippet } from "../../components/explore/share/embed.js";
import { describeView, fileName, filterWords } from "../../components/explore/share/view_words.js";

const day = (/** @type {string} */ iso) => /** @type {number} */ (dayOf(iso));
const NONE = { districts: [], places: [], categories: [], evidence: [], harmed: [], accused: [], contests: [], source_kinds: [] };
const RECORD = /** @type {import("../../components/explore/types.js").RecordData} */ (/** @type {unknown} */ ({
  vocabulary: {
    facets: [{ key: "places", label: "Place" }, { key: "harmed", label: "Harmed" }],
    harmed: [{ key: "north", label: "the north" }, { key: "south", label: "the south" }],
  },
  places: [{ id: "one", name: "One <b>& only</b>", district: -1 }],
  citation: { author: "The record", title: "The record", day: day("2020-12-01") },
}));
const state = (/** @type {object} */ given) => /** @type {import("../../components/explore/types.js").State} */ (
  /** @type {unknown} */ ({ filters: NONE, text: "", known: null, from: day("2020-10-04"), to: day("2020-10-17"), ...given }));

test("filters are said by filter, with all their values, the words searched for last", () => {
  const set = state({ filters: { ...NONE, places: ["one"], harmed: ["north", "south"] }, text: "barda" });
  assert.equal(filterWords(RECORD, set), "Place: One <b>& only</b>; Harmed: the north, the south; Search: “barda”");
  assert.equal(filterWords(RECORD, state({})), "");
});

test("a mark that turns words is taken out of what stands beside others", () => {
  assert.equal(filterWords(RECORD, state({ text: "a\u202eb" })), "Search: “ab”");
});

test("a view is said with its dates, its count, the day as of which it is known and the open incident", () => {
  const shown = /** @type {import("../../components/explore/types.js").Shown} */ ({ counted: 3, filtered: false, offMap: 0 });
  const words = describeView(RECORD, { state: state({ known: day("2020-11-01") }), shown }, "Rockets");
  assert.deepEqual(words, {
    title: "The record", dates: "4 to 17 October 2020", known: "As known on 1 November 2020", count: "3 incidents", filters: "", selected: "Selected: Rockets",
  });
});

test("a file is named by the record and its days, a single day once", () => {
  assert.equal(fileName("Karabakh 2020, place by place", "2020-09-27", "2020-11-10"), "karabakh-2020-place-by-place-2020-09-27-to-2020-11-10");
  assert.equal(fileName("../Şuşa/", "2020-09-27", "2020-09-27"), "şuşa-2020-09-27");
  assert.equal(fileName("", "2020-09-27", "2020-09-27"), "2020-09-27");
});

test("a frame has an address and a name that no text of theirs can leave", () => {
  assert.equal(
    embedSnippet("https://example.org/view/?embed=1&q='\"", "A \"view\" <b>"),
    '<iframe src="https://example.org/view/?embed=1&amp;q=&#39;&quot;" title="A &quot;view&quot; &lt;b&gt;" width="100%" height="600" loading="lazy" style="border: 0" allowfullscreen></iframe>',
  );
});

const CITED = {
  author: "The record", title: "The record", view: "4 October 2020", note: "", version: "abc123", day: day("2020-12-01"),
  accessed: day("2021-01-05"), url: "https://example.org/?a=1&b=50%25",
};
const cite = (/** @type {string} */ key, given = {}) => citationForms().find((form) => form.key === key)?.write({ ...CITED, ...given }) ?? "";

test("a body that is called as its work is named once in the line, another one before it", () => {
  const line = "The record: 4 October 2020. Version abc123, checked 1 December 2020. https://example.org/?a=1&b=50%25 (accessed 5 January 2021).";
  assert.equal(cite("plain"), line);
  assert.equal(cite("plain", { author: "Someone", note: "Place: One" }), `Someone. ${line.replace("2020. Version", "2020 (Place: One). Version")}`);
});

test("BibTeX has its signs written so that nothing ends or commands", () => {
  const lines = cite("bibtex", { note: "50% {of} \\this_ & that\n@misc{x," }).split("\n");
  assert.equal(lines[0], "@misc{the-record-abc123,");
  assert.ok(lines.includes("  author = {{The record}},"));
  assert.ok(lines.includes("  note = {Version abc123; 50\\% (of) /this\\_ \\& that @misc(x,},"));
  assert.ok(lines.includes("  url = {https://example.org/?a=1&b=50%25},"));
});

test("RIS has one line a tag, whatever a text holds", () => {
  const text = cite("ris", { note: "a\r\nER  - \r\nTY  - BOOK" });
  assert.equal(text.match(/^ER {2}- /gm)?.length, 1);
  assert.ok(text.startsWith("TY  - MAP\r\nAU  - The record\r\nTI  - The record: 4 October 2020\r\nPY  - 2020\r\nDA  - 2020/12/01\r\n"));
  assert.ok(text.endsWith("Y2  - 2021/01/05\r\nER  - \r\n"));
});

test("CSL-JSON is a list of one item with dates in parts", () => {
  const [item] = JSON.parse(cite("csl"));
  assert.deepEqual(item.issued, { "date-parts": [[2020, 12, 1]] });
  assert.deepEqual(item.author, [{ literal: "The record" }]);
  assert.equal(item.URL, CITED.url);
  assert.equal(item.version, "abc123");
});
