/** A copy that draws one picture of the map for the program that opened it, and shows nothing. */

import { stateOfLink } from "../link.js";
import { t } from "../words.js";
import { openApp, textOf } from "./file.js";

/**
 * @typedef {object} Asked
 * @property {string} link parameters of the link table @property {boolean} judging nothing says how well the incidents are evidenced
 * @property {"png" | "svg"} kind @property {number} scale of a PNG: pixels per CSS pixel
 * @property {number} width of the map, CSS pixels @property {number} height @property {string} answer address that takes it
 */

/** @param {import("../types.js").Host["drawGround"]} drawGround */
export async function start(drawGround) {
  /** @type {Asked} */
  const asked = JSON.parse(textOf("explore-data")).picture;
  const body = await draw(drawGround, asked).catch((error) => String(error));
  // A text says what was wrong.
  await fetch(asked.answer, { method: "POST", body });
}

/** @param {import("../types.js").Host["drawGround"]} drawGround @param {Asked} asked @returns {Promise<Blob | string>} */
async function draw(drawGround, { link, judging, kind, scale, width, height }) {
  const app = await openApp(drawGround);
  const { state, notices } = stateOfLink(link, app.record);
  if (notices.length) return notices.join("\n");
  const still = await app.openStill({ width, height }, state.known !== null);
  try {
    const drawn = still.show({ ...state, judging }, (scene, map) => {
      const picture = app.drawPicture(scene, map);
      return kind === "svg" ? picture.svg() : picture.png(scale);
    });
    return await drawn ?? t("This browser cannot make a picture of that size; choose a smaller one.");
  } finally {
    still.destroy();
  }
}
