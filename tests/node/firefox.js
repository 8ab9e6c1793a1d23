/**
 * Opens the one file in Firefox over WebDriver BiDi, goes through it as a reader does, and prints what was
 * seen as JSON. Argument: JSON with `firefox` (path of the browser), `page` (address of the file), `event`
 * and `title` (of an incident), `lesson` (id of a lesson), `category` (words of a filter).
 */
/* global document, location */

import puppeteer from "puppeteer-core";

/** @typedef {import("puppeteer-core").Page} Page */

const job = JSON.parse(process.argv[2]);
const PATIENCE_MS = 120000;
const LOOK_MS = 30;
/** Whatever is asked of another machine ends at a port where nobody listens. */
const NO_NETWORK = {
  "network.proxy.type": 1, "network.proxy.socks": "127.0.0.1", "network.proxy.socks_port": 9,
  "network.proxy.socks_remote_dns": true,
};

/** @type {string[]} */
const asked = [];
/** @type {string[]} */
const faults = [];

const browser = await puppeteer.launch({
  browser: "firefox", executablePath: job.firefox, headless: true, extraPrefsFirefox: NO_NETWORK,
  defaultViewport: { width: 1280, height: 720 },
});
/** @param {Page} page */
function watch(page) {
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (said) => {
    if (["error", "warn"].includes(said.type())) faults.push(`${said.type()}: ${said.text()}`);
  });
  page.on("pageerror", (error) => faults.push(String(error)));
}

/** A page of the file at a link, painted. @param {string} link */
async function open(link) {
  const page = await browser.newPage();
  watch(page);
  await page.goto(job.page + link);
  await until(page, "painted", () => document.querySelector(".tm-root")?.hasAttribute("data-shown"));
  return page;
}

/**
 * Wait until a page is in a state; what `holds` gives has to be a plain value. @param {Page} page @param {string} what
 * @param {(...values: any[]) => unknown} holds @param {...unknown} values
 */
async function until(page, what, holds, ...values) {
  const end = Date.now() + PATIENCE_MS;
  while (!(await page.evaluate(holds, ...values))) {
    if (Date.now() > end) throw new Error(`never: ${what}; ${page.url()} says ${await page.evaluate(() => document.body.innerText.slice(0, 800))}`);
    await new Promise((passed) => { setTimeout(passed, LOOK_MS); });
  }
}

/** @param {Page} page @param {string} selector */
const text = (page, selector) => page.evaluate((found) => document.querySelector(found)?.textContent ?? null, selector);

/** Press what is seen and has a name, in its middle. @param {Page} page @param {string} selector @param {string} [name] */
async function press(page, selector, name = "") {
  const find = (/** @type {string} */ among, /** @type {string} */ wanted) => {
    const found = [...document.querySelectorAll(among)].find((each) => each.checkVisibility()
      && (each.getAttribute("aria-label") ?? each.textContent ?? "").trim().startsWith(wanted));
    found?.scrollIntoView({ block: "nearest" });
    const box = found?.getBoundingClientRect();
    return box ? [box.left + box.width / 2, box.top + box.height / 2] : null;
  };
  await until(page, `${selector} ${name}`, find, selector, name);
  const [x, y] = /** @type {number[]} */ (await page.evaluate(find, selector, name));
  await page.mouse.click(x, y);
}

/** @param {Page} page */
const shown = (page) => page.evaluate(() => {
  const { from, to, shown: count } = /** @type {HTMLElement} */ (document.querySelector(".tm-root")).dataset;
  return { from, to, count: Number(count), hash: location.hash };
});

/** Wait for the number of incidents to be another one. @param {Page} page @param {number} count */
const moved = (page, count) => until(page, `not ${count} incidents`, (was) => document.querySelector(".tm-root")?.getAttribute("data-shown") !== String(was), count);

/** Map, dates, a filter, the search, a card with its claims, a link, paper. */
async function seeMap() {
  const page = await open("");
  const opening = { ...(await shown(page)), ...(await page.evaluate(seeGround)) };
  await page.evaluate(() => /** @type {HTMLElement} */ (document.querySelector("[role=slider][aria-label='To date']")).focus());
  await page.keyboard.press("ArrowLeft");
  await until(page, "9 November", () => document.querySelector("[aria-label='To date']")?.getAttribute("aria-valuetext") === "9 November 2020");
  await until(page, "the day in the address", () => location.hash.includes("to=2020-11-09"));
  const step = await shown(page);

  await press(page, ".tm-root button", "Filter");
  await press(page, "label", job.category);
  await moved(page, step.count);
  const filter = { ...(await shown(page)), chips: await page.evaluate(() => [...document.querySelectorAll("li.tm-chip")].map((chip) => chip.textContent)) };
  await press(page, ".tm-root button", "Filter");
  await press(page, "input[type=search]");
  await page.keyboard.type("Barda");
  await moved(page, filter.count);
  const search = await shown(page);

  await press(page, ".tm-row-title", job.title);
  await until(page, "the claims", () => document.querySelector(".tm-card [data-claim]") !== null);
  await press(page, ".tm-card [data-claim] button");
  await until(page, "a claim unfolded", () => document.querySelector(".tm-card [data-claim] button[aria-expanded=true]") !== null);
  const card = await page.evaluate(() => ({
    title: document.querySelector(".tm-card h2")?.textContent,
    claims: [...document.querySelectorAll(".tm-card [data-claim]")].map((claim) => claim.getAttribute("data-claim")),
  }));
  await until(page, "the incident in the address", (id) => location.hash.includes(`event=${id}`), job.event);
  const paper = Buffer.from(await page.pdf({ format: "A4" })).toString("base64");

  const left = await shown(page);
  const again = await open(left.hash);
  await until(again, "the card", () => document.querySelector(".tm-card [data-claim]") !== null);
  const restored = { ...(await shown(again)), title: await text(again, ".tm-card h2") };
  return { opening, step, filter, search, card, left, restored, paper };
}

/** How much of the ground and of the marks is drawn. Runs in the page. */
function seeGround() {
  const canvas = /** @type {HTMLCanvasElement} */ (document.querySelector("canvas.tm-incidents"));
  const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(0, 0, canvas.width, canvas.height);
  let inked = 0;
  for (let at = 3; at < data.length; at += 4) inked += data[at] > 0 ? 1 : 0;
  const names = [...document.querySelectorAll("button.tm-name")].filter((name) => name.checkVisibility()).length;
  return { inked, names, areas: document.querySelectorAll(".leaflet-pane path").length };
}

/** @param {Page} page */
const caption = (page) => text(page, ".tm-caption-card h3");
/** @param {Page} page @param {string} selector @param {string} words */
const says = (page, selector, words) => until(page, `${selector} says ${words}`, (found, wanted) => document.querySelector(found)?.textContent?.includes(wanted), selector, words);

/** A lesson by the keys of a clicker; the speaker's window that it opens, and another tab, in step with it. */
async function seeLesson() {
  const page = await open(`#present=yes&lesson=${job.lesson}`);
  await says(page, ".tm-caption-card", "1 of ");
  const headlines = [await caption(page)];
  await page.keyboard.press("PageDown");
  await says(page, ".tm-caption-card", "2 of ");
  headlines.push(await caption(page));

  const windows = [];
  const opened = new Promise((found) => { page.once("popup", found); });
  await press(page, ".tm-root button", "Notes");
  for (const notes of [/** @type {Page} */ (await opened), await open(`#speaker=yes&lesson=${job.lesson}&step=2`)]) {
    await says(notes, ".tm-speaker", "2 of ");
    await notes.bringToFront();
    await notes.keyboard.press("PageDown");
    await says(page, ".tm-caption-card", "3 of ");
    await page.bringToFront();
    await page.keyboard.press("PageUp");
    await says(notes, ".tm-speaker", "2 of ");
    windows.push(await text(notes, ".tm-speaker-notes"));
    await notes.close();
  }
  return { headlines, windows };
}

try {
  const seen = { version: await browser.version(), map: await seeMap(), ...(await seeLesson()) };
  process.stdout.write(JSON.stringify({ ...seen, asked, faults }));
} finally {
  await browser.close();
}
