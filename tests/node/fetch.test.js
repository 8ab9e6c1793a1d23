import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";
import { BusyError, fetchOften, RefusedError } from "../../components/explore/data/fetch.js";

/** Status and `Retry-After` of the next answers; the last one stays. @type {Array<[number, string?]>} */
let answers;
let asked = 0;

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  mock.method(Math, "random", () => 1);
  asked = 0;
  mock.method(globalThis, "fetch", async (/** @type {string} */ _url, /** @type {RequestInit} */ { signal }) => {
    signal?.throwIfAborted();
    const [status, after] = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    const headers = after === undefined ? undefined : { "Retry-After": after };
    return new Response(JSON.stringify({ error: "so it is" }), { status, headers });
  });
});

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

/** Let everything happen that waits for no timer. */
async function settle() {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

/** Let time pass. @param {number} milliseconds */
async function pass(milliseconds) {
  await settle();
  mock.timers.tick(milliseconds);
  await settle();
}

for (const status of [429, 503]) {
  test(`a busy server (${status}) is asked again when it says so, not before`, async () => {
    answers = [[status, "2"], [200]];
    const answer = fetchOften("x");
    await pass(1999);
    assert.equal(asked, 1);
    await pass(1001);
    assert.equal((await answer).status, 200);
    assert.equal(asked, 2);
  });
}

test("a server that stays busy is given up after some tries, with its reason", async () => {
  answers = [[503, "2"]];
  const answer = assert.rejects(fetchOften("x"), (error) => error instanceof BusyError && error.message === "so it is");
  for (let turn = 0; turn < 20; turn += 1) await pass(3000);
  await answer;
  assert.equal(asked, 6);
});

test("no server keeps a question waiting for longer than some seconds", async () => {
  answers = [[503, "86400"], [200]];
  const answer = fetchOften("x");
  await pass(15_000);
  assert.equal((await answer).status, 200);
});

test("a question that is given up while it waits ends at once and is not asked again", async () => {
  answers = [[503, "2"]];
  const ending = new AbortController();
  const answer = assert.rejects(fetchOften("x", ending.signal), { name: "AbortError" });
  await settle();
  ending.abort();
  await answer;
  assert.equal(asked, 1);
});

for (const after of [undefined, "soon", "-1"]) {
  test(`a refusal without a time to come back (${after}) is final`, async () => {
    answers = [after === undefined ? [429] : [429, after]];
    await assert.rejects(fetchOften("x"), RefusedError);
    assert.equal(asked, 1);
  });
}

test("a fault is tried three times", async () => {
  answers = [[500]];
  const answer = assert.rejects(fetchOften("x"), { message: "so it is" });
  await pass(300);
  await pass(1200);
  await answer;
  assert.equal(asked, 3);
});
