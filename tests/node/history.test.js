import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { Address } from "../../components/explore/history.js";

const link = [
  { key: "from", field: "from", kind: "day", values: null, default: null, former: [] },
  { key: "q", field: "text", kind: "text", values: null, default: null, former: [] },
  { key: "event", field: "event", kind: "event", values: null, default: null, former: [] },
  { key: "view", field: "view", kind: "view", values: null, default: null, former: [] },
];
const record = { link, events: null, limits: { text: 200, zoom: 13 }, periods: [{ key: "all", start: 0, end: 99999 }],
  opening_period: "all" };
const still = /** @type {any} */ ({ from: 18532, text: "", event: null, view: null, playing: false });

/** @type {string[]} */
let written;
/** Own entries below the present one. */
let below = 0;
/** @type {Address} */
let address;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  Object.assign(globalThis, { window: globalThis });
  written = [];
  below = 0;
  const host = /** @type {any} */ ({
    record,
    onLink: () => () => {},
    entriesBelow: () => below,
    writeLink: (/** @type {URLSearchParams} */ parameters, /** @type {string} */ entry) => {
      written.push(`${entry} ${parameters}`);
      if (entry === "new") below += 1;
    },
  });
  address = new Address(host, () => {});
  address.begin(still);
  written = [];
});

afterEach(() => mock.timers.reset());

test("a drag is one entry, however often it rests on its way", () => {
  address.follow({ ...still, from: 18533 }, "same");
  mock.timers.tick(1000);
  address.follow({ ...still, from: 18534 }, "same");
  mock.timers.tick(1000);
  address.follow({ ...still, from: 18535 }, "new");
  assert.deepEqual(written, ["new from=2020-09-28", "same from=2020-09-29", "same from=2020-09-30"]);
});

test("a drag without a rest is one entry", () => {
  address.follow({ ...still, from: 18533 }, "same");
  address.follow({ ...still, from: 18534 }, "same");
  address.follow({ ...still, from: 18535 }, "new");
  mock.timers.tick(1000);
  assert.deepEqual(written, ["new from=2020-09-30"]);
});

test("moving the map makes no entry", () => {
  address.follow({ ...still, view: [40, 46, 8] }, "same");
  mock.timers.tick(1000);
  assert.deepEqual(written, ["same from=2020-09-27&view=40%2C46%2C8"]);
});

test("each deliberate choice is an entry", () => {
  address.follow({ ...still, text: "a" }, "new");
  address.follow({ ...still, text: "a", event: "barda" }, "new");
  assert.deepEqual(written, ["new from=2020-09-27&q=a", "new from=2020-09-27&q=a&event=barda"]);
});

test("while it plays the address stands still", () => {
  address.follow({ ...still, from: 18540, playing: true }, "same");
  mock.timers.tick(5000);
  assert.deepEqual(written, []);
});

test("a card that is loaded again keeps the entry below it", () => {
  address.begin({ ...still, event: "barda" });
  written = [];
  address.begin({ ...still, event: "barda" });
  assert.deepEqual(written, ["same from=2020-09-27&event=barda"]);
});

test("what covers the page has an entry below it, at the first entry only", () => {
  address.cover();
  address.cover();
  assert.deepEqual(written, ["new from=2020-09-27"]);
});

test("a card that a link opens has an entry below it, so that Back closes it", () => {
  address.begin({ ...still, event: "barda" });
  assert.deepEqual(written, ["same from=2020-09-27", "new from=2020-09-27&event=barda"]);
});
