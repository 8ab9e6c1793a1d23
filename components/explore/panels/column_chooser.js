/** Which columns the table has. */

import { make, makeButton } from "../elements.js";
import { t } from "../words.js";
import { icon } from "./icons.js";
import { closeOutside, rootOf } from "./popover.js";

/** @typedef {import("../types.js").App} App */
/** @typedef {import("../types.js").State} State */

/** @param {App} app @param {string} naming the column that is always there */
export function makeColumnChooser(app, naming) {
  const open = () => button.getAttribute("aria-expanded") === "true";
  const button = /** @type {HTMLButtonElement} */ (makeButton("tm-button", "", t("Columns"), () => turn(!open())));
  button.removeAttribute("aria-label");
  button.removeAttribute("title");
  button.append(icon("columns"), t("Columns"));
  const boxes = app.record.vocabulary.columns.filter(({ key }) => key !== naming).map((column) => {
    const box = /** @type {HTMLInputElement} */ (make("input", ""));
    box.type = "checkbox";
    box.addEventListener("change", () => app.change({ columns: chosen() }, "new"));
    return { key: column.key, box, element: make("label", "tm-value", box, make("span", "tm-value-words", column.label)) };
  });
  const chosen = () => app.record.vocabulary.columns
    .filter(({ key }) => key === naming || boxes.some((one) => one.key === key && one.box.checked)).map(({ key }) => key);
  const legend = make("legend", "tm-unseen", t("Columns"));
  const list = make("fieldset", "tm-column-list", legend, ...boxes.map(({ element }) => element));
  const element = make("div", "tm-columns", button, list);
  let stop = () => {};
  /** @param {boolean} on */
  function turn(on) {
    button.setAttribute("aria-expanded", String(on));
    list.hidden = !on;
    stop();
    if (on) stop = closeOutside(rootOf(element), { isOpen: open, close: () => turn(false), holds: [button, list] });
  }
  turn(false);
  return {
    element,
    /** @param {State} state */
    draw({ columns }) {
      for (const { key, box } of boxes) box.checked = columns.includes(key);
    },
    destroy: () => stop(),
  };
}
