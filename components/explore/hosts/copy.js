/** The page as one file that holds lessons of one's own. */

/** Id of the element that holds them: a list of lessons, each as it stands in a lesson file. */
const LESSONS = "explore-lesson";
const DATA = "explore-data";
/** What else of the body is the file's own: not the lessons, nor the scripts that were opened. */
const KEPT = `script:not([data-opened], #${LESSONS}), noscript`;
/** What is written before: what comes after the lessons in the page. */
const RECORD = '<script type="application/octet-stream" id="explore-record">';

/** The lessons that came with a page. @param {Document} page @returns {unknown[]} */
export function readLessons(page) {
  try {
    return [JSON.parse(page.getElementById(LESSONS)?.textContent ?? "[]")].flat();
  } catch {
    return [null];
  }
}

/** Put lessons into a file. @param {string} file @param {object[]} lessons */
export function putLessons(file, lessons) {
  const place = file.indexOf(RECORD);
  return file.slice(0, place) + holdJson(LESSONS, lessons) + file.slice(place);
}

/**
 * The page that is open, as it was before the app wrote into it.
 * @param {Document} page @param {object[]} lessons @param {string} opening the link that the file opens with
 */
export function writePage(page, lessons, opening) {
  const given = JSON.parse(page.getElementById(DATA)?.textContent ?? "{}");
  const head = [...page.head.children].map(writeElement);
  const body = [...page.body.children].flatMap((element) => {
    if (element.id === DATA) return [holdJson(DATA, { ...given, opening })];
    if (element.id === "explore") return ['<div id="explore"></div>'];
    return element.matches(KEPT) ? [writeElement(element)] : [];
  });
  const lines = ["<!doctype html>", `<html lang="${escapeText(page.documentElement.lang)}">`, "<head>", ...head, "</head>", "<body>", ...body, "</body>", "</html>", ""];
  return putLessons(lines.join("\n"), lessons);
}

/** @param {Element} element without elements in it */
function writeElement(element) {
  const name = element.localName;
  const attributes = [...element.attributes].map((each) => ` ${each.name}="${escapeText(each.value)}"`).join("");
  if (name === "meta" || name === "link") return `<${name}${attributes}>`;
  const text = element.textContent ?? "";
  return `<${name}${attributes}>${name === "title" ? escapeText(text) : text}</${name}>`;
}

/** An element with JSON that no text in it can end. @param {string} id @param {unknown} value */
function holdJson(id, value) {
  const name = "script";
  return `<${name} type="application/json" id="${id}">${JSON.stringify(value).replaceAll("<", "\\u003c")}</${name}>\n`;
}

/** @param {string} text */
const escapeText = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
