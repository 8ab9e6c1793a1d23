/** What stands in the place of an app that cannot be shown. */

import { t } from "../words.js";

/**
 * Say that the app cannot be shown, with a way to try again; the root stays for the next try.
 * @param {HTMLElement} root @param {unknown} error @param {() => void} again
 */
export function showFault(root, error, again) {
  const words = document.createElement("p");
  words.setAttribute("role", "alert");
  const reason = error instanceof Error ? error.message : String(error);
  words.textContent = t("The map cannot be loaded: {reason}.", { reason });
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tm-button";
  button.textContent = t("Try again");
  button.addEventListener("click", () => {
    button.disabled = true;
    again();
  });
  const box = document.createElement("div");
  box.className = "tm-fault";
  box.append(words, button);
  root.classList.add("tm-root");
  root.replaceChildren(box);
}
