/** Hand on the address of what is shown. */

import { t } from "../words.js";

/** How long a button says that the address was copied, milliseconds. */
const SAID_MS = 2000;

/** Copy the address; where that is refused, show it. @param {import("../types.js").App} app @returns {Promise<boolean>} */
export async function copyLink(app) {
  try {
    await navigator.clipboard.writeText(app.link());
  } catch {
    app.change({ dialog: "share" });
    return false;
  }
  app.say(copiedWords(app));
  return true;
}

/** @param {import("../types.js").App} app */
const copiedWords = ({ copy }) => (copy && !copy.lasting ? t("Link to this copy copied") : t("Link copied"));

/**
 * Let a button copy the address and say so.
 * @param {import("../types.js").App} app @param {HTMLElement} words of the button
 */
export function makeCopier(app, words) {
  const usual = words.textContent;
  let timer = 0;
  return {
    async copy() {
      if (!(await copyLink(app))) return;
      words.textContent = copiedWords(app);
      clearTimeout(timer);
      timer = window.setTimeout(() => { words.textContent = usual; }, SAID_MS);
    },
    destroy: () => clearTimeout(timer),
  };
}
