import assert from "node:assert/strict";
import { test } from "node:test";

import { dayFrom, dayOf, isoOf, partsOf, spanWords, wordsOf } from "../../components/explore/data/days.js";

/** @param {string} iso @returns {number} */
function day(iso) {
  const found = dayOf(iso);
  assert.ok(found !== null, `${iso} is no day`);
  return found;
}

test("days are counted from 1 January 1970, backwards too", () => {
  assert.equal(dayOf("1970-01-01"), 0);
  assert.equal(dayOf("1969-12-31"), -1);
  assert.equal(dayOf("2020-09-27"), 18532);
});

test("a day that is not in the calendar is no day", () => {
  for (const iso of ["2021-02-29", "2020-02-30", "2020-04-31", "2020-13-01", "2020-00-10", "2020-09-00"]) {
    assert.equal(dayOf(iso), null, iso);
  }
});

test("only the long form of a date is read", () => {
  for (const iso of ["", "2020", "2020-9-27", "27.09.2020", " 2020-09-27", "2020-09-27T00:00", "today"]) {
    assert.equal(dayOf(iso), null, iso);
  }
});

test("every day from 1949 to 2026 comes back as it was written", () => {
  for (let k = day("1949-01-01"); k <= day("2026-12-31"); k++) {
    assert.equal(dayOf(isoOf(k)), k);
    assert.equal(dayFrom(...partsOf(k)), k);
  }
});

test("the parts of a day count months from 0 and days from 1", () => {
  assert.deepEqual(partsOf(day("2020-02-29")), [2020, 1, 29]);
  assert.deepEqual(partsOf(day("1949-12-31")), [1949, 11, 31]);
});

test("months beyond December go on into the next year", () => {
  assert.equal(dayFrom(2020, 12, 1), dayOf("2021-01-01"));
});

test("a day is written out without a leading zero", () => {
  assert.equal(wordsOf(day("2020-11-08")), "8 November 2020");
});

test("a span of one day is that day", () => {
  assert.equal(spanWords(day("2020-10-04"), day("2020-10-04")), "4 October 2020");
});

test("a span names a month or year that both its ends share only once", () => {
  const words = /** @type {[string, string, string][]} */ ([
    ["2020-10-04", "2020-10-17", "4 to 17 October 2020"],
    ["2020-09-27", "2020-11-10", "27 September to 10 November 2020"],
    ["2019-10-04", "2020-10-04", "4 October 2019 to 4 October 2020"],
  ]);
  for (const [from, to, expected] of words) assert.equal(spanWords(day(from), day(to)), expected);
});
