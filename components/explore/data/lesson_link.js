/** A lesson as a value of a link: JSON, deflated (RFC 1951), in base 64 for addresses (RFC 4648, 5). No DOM. */

const FORM = "deflate-raw";

/** @param {unknown} table @returns {Promise<string>} */
export async function packLesson(table) {
  const bytes = new Uint8Array(await new Response(new Blob([JSON.stringify(table)]).stream().pipeThrough(new CompressionStream(FORM))).arrayBuffer());
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The way back, to the text of a lesson file; rejects what is none. @param {string} packed @returns {Promise<string>} */
export async function unpackLesson(packed) {
  const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream(FORM))).text();
}
