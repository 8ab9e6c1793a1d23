/** Hand on the address of what is shown. */

import { make } from "../elements.js";
import { t } from "../words.js";

/** How long a button says that something was copied, milliseconds. */
const SAID_MS = 2000;

/** @typedef {import("../types.js").App} App */

/** All the ways to hand on what is shown, which stays as it is meanwhile. @param {App} app */
export function openShare(app) {
  app.change({ dialog: "share", playing: false });
}

/** @param {string} text @returns {Promise<boolean>} whether it is copied; it may be refused */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    return false;
  }
  return true;
}

/**
 * Let a button copy a text and say so.
 * @param {App} app @param {HTMLElement} words of the button
 * @param {{text: () => string, said: string, refused: () => void}} about `refused`: the text cannot be copied
 */
export function makeTextCopier(app, words, { text, said, refused }) {
  const usual = words.textContent;
  let timer = 0;
  return {
    async copy() {
      if (!(await copyText(text()))) {
        refused();
        return;
      }
      app.say(said);
      words.textContent = said;
      clearTimeout(timer);
      timer = window.setTimeout(() => { words.textContent = usual; }, SAID_MS);
    },
    destroy: () => clearTimeout(timer),
  };
}

/** @param {App} app */
const copiedWords = ({ copy }) => (copy && !copy.lasting ? t("Link to this copy copied") : t("Link copied"));

/** Let a button copy the address; where that is refused, show it. @param {App} app @param {HTMLElement} words of the button */
export function makeCopier(app, words) {
  return makeTextCopier(app, words, { text: () => app.link(), said: copiedWords(app), refused: () => openShare(app) });
}

/** A button that copies a text. @param {App} app @param {string} label @param {Parameters<typeof makeTextCopier>[2]} about */
export function makeCopyButton(app, label, about) {
  const words = make("span", "", label);
  const copier = makeTextCopier(app, words, about);
  const button = /** @type {HTMLButtonElement} */ (make("button", "tm-button", words));
  button.type = "button";
  button.addEventListener("click", () => copier.copy());
  return { button, destroy: copier.destroy };
}
