/** Keys of Present, those of presenter clickers among them. No DOM. */

/** @typedef {"next" | "before" | "day" | "day-before" | "play" | "totals" | "claims" | "key" | "answer" | "blank" | "leave"} Action */

/** @type {Record<string, Action>} */
const KEYS = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", ArrowLeft: "before", ArrowUp: "before", PageUp: "before",
  " ": "play", a: "totals", c: "claims", h: "key", q: "answer", b: "blank", ".": "blank", Escape: "leave", f: "leave",
};

/**
 * What a key asks for while something is presented, null for nothing.
 * @param {{key: string, shiftKey: boolean, altKey: boolean, ctrlKey: boolean, metaKey: boolean}} event
 * @returns {Action | null}
 */
export function actionOf({ key, shiftKey, altKey, ctrlKey, metaKey }) {
  if (altKey || ctrlKey || metaKey) return null;
  const action = KEYS[key.length === 1 ? key.toLowerCase() : key] ?? null;
  if (!shiftKey || !key.startsWith("Arrow")) return action;
  return action === "next" ? "day" : "day-before";
}
