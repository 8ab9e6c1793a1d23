/** Starts what the one file holds packed: its scripts, in their order. The policy of the file names each by its hash. */

import { readLetters } from "../data/unpack.js";
import { showFault } from "./fault.js";

/** Run the packed scripts; each stands in an element that says what kind of script it is. */
export async function openScripts() {
  try {
    for (const held of document.querySelectorAll("script[data-script]")) {
      const packed = new Blob([readLetters(held.textContent ?? "")]).stream();
      const script = document.createElement("script");
      script.type = /** @type {HTMLElement} */ (held).dataset.script ?? "";
      script.textContent = await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).text();
      script.dataset.opened = "";
      document.body.append(script);
    }
  } catch (error) {
    showFault(/** @type {HTMLElement} */ (document.getElementById("explore")), error, openScripts);
  }
}
