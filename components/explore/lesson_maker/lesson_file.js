/** A lesson out of a file or a link: its table, or what is wrong with it. */

import { checkLesson, problemOf } from "../data/lesson_check.js";

/** @typedef {import("../data/lesson_check.js").Given} Given */
/** @typedef {import("../data/lesson_check.js").Problem} Problem */
/** @typedef {{table: import("../types.js").LessonTable | null, problems: Problem[]}} Read */

const MARK = "\ufeff";
/** What stands for bytes that are no letter. */
const BROKEN = "\ufffd";

/** @param {File} file @param {Given} given @returns {Promise<Read>} */
export async function readLessonFile(file, given) {
  const { rules } = given;
  const fail = (/** @type {string} */ word, /** @type {Record<string, string | number>} */ values = {}) => ({ table: null, problems: [problemOf(rules, "", word, "", values)] });
  if (file.size > rules.bytes) return fail("bytes", { most: rules.bytes.toLocaleString("en") });
  if (/\.toml$/i.test(file.name)) return fail("toml");
  const bytes = await file.arrayBuffer();
  try {
    return readLesson(new TextDecoder("utf-8", { fatal: true }).decode(bytes), given);
  } catch {
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    return fail("encoding", { place: new TextEncoder().encode(text.slice(0, text.indexOf(BROKEN))).length + 1 });
  }
}

/** @param {string} text @param {Given} given @returns {Read} */
export function readLesson(text, given) {
  const { rules } = given;
  if (text.length > rules.bytes) return { table: null, problems: [problemOf(rules, "", "bytes", "", { most: rules.bytes.toLocaleString("en") })] };
  try {
    const table = JSON.parse(text.startsWith(MARK) ? text.slice(1) : text);
    const problems = checkLesson(table, given);
    return { table: problems.length ? null : table, problems };
  } catch (error) {
    return { table: null, problems: [problemOf(rules, "", "unread", "", { form: "JSON", error: error instanceof Error ? error.message : "" })] };
  }
}
