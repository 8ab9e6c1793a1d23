/** A frame of a view for another page. No DOM. */

/** @type {Record<string, string>} */
const ESCAPES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const HEIGHT_PX = 600;

/** A text as it stands in markup, in an element or in quotes. @param {string} text */
export const escapeMarkup = (text) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign]);

/** @param {string} url of the view @param {string} title what a screen reader calls it */
export function embedSnippet(url, title) {
  const [src, name] = [url, title].map(escapeMarkup);
  return `<iframe src="${src}" title="${name}" width="100%" height="${HEIGHT_PX}" loading="lazy" style="border: 0" allowfullscreen></iframe>`;
}
