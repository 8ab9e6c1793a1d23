/**
 * The words of the interface: written in English where they are used, looked up in the catalogue of the
 * record's language. First arguments are literals, so that the catalogue is made by reading the modules.
 */

/** @type {Record<string, string | string[]>} */
let catalogue = {};
let language = "en-GB";
/** @type {Intl.PluralRules} */
let plural = new Intl.PluralRules("en");
let numbers = new Intl.NumberFormat("en-GB");

/**
 * Use a language from now on.
 * @param {string} code for example "en" @param {Record<string, string | string[]>} words by their English
 */
export function useWords(code, words) {
  catalogue = words;
  language = code === "en" ? "en-GB" : code;
  plural = new Intl.PluralRules(language);
  numbers = new Intl.NumberFormat(language);
}

/** The language for `Intl`. */
export const locale = () => language;

/** A whole number with its digits in groups. @param {number} count */
export const grouped = (count) => numbers.format(count);

/**
 * Words with their values put in; a name without a value stays as it stands.
 * @param {string} words @param {Record<string, string | number>} [values]
 */
export function t(words, values) {
  const found = catalogue[words];
  return fill(typeof found === "string" && found ? found : words, values);
}

/**
 * Words for a number of things; `{n}` is the number, with its digits in groups.
 * @param {string} one @param {string} many @param {number} n @param {Record<string, string | number>} [values]
 */
export function tn(one, many, n, values) {
  const forms = catalogue[one];
  const words = Array.isArray(forms) ? forms[formOf(n, forms.length)] : n === 1 ? one : many;
  return fill(words ?? many, { n: grouped(n), ...values });
}

/** Place of the form for a number; the forms of a catalogue stand in the order of `Intl`'s categories. */
function formOf(/** @type {number} */ n, /** @type {number} */ count) {
  const categories = plural.resolvedOptions().pluralCategories;
  const order = ["zero", "one", "two", "few", "many", "other"].filter((name) => categories.some((c) => c === name));
  return Math.min(count - 1, Math.max(0, order.indexOf(plural.select(n))));
}

function fill(/** @type {string} */ words, /** @type {Record<string, string | number> | undefined} */ values) {
  if (!values) return words;
  return words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}
