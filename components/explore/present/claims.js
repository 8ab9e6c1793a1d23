/** All claims on an incident in full width, each side's beside the other's. */

import { make, makeRecord } from "../elements.js";

/** @param {import("../types.js").CardData} card @returns {HTMLElement[]} */
export function makeClaims(card) {
  const columns = card.groups.map(({ label, claims, silent }) => make("div", "tm-over-column",
    make("h3", "tm-over-title", label),
    ...(claims.length ? [] : [make("p", "", silent)]),
    make("ul", "tm-over-list", ...claims.map((claim) => make("li", "",
      make("b", "", makeRecord("span", "", claim.speaker)), " ", make("span", "tm-quiet", `${claim.dated} · ${claim.stance}`),
      makeRecord("p", "", claim.text))))));
  return [makeRecord("h2", "tm-over-head", card.title), make("div", "tm-over-columns tm-over-scrolls", ...columns)];
}
