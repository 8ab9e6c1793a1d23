/** The "?" of the strip: a list of its keys and gestures. */

import { make, makeButton } from "../elements.js";

const KEYS = [
  ["← →", "one day earlier or later"],
  ["Shift + ← →, Page Down, Page Up", "one week earlier or later"],
  ["Home, End", "first or last day in view"],
  ["Space", "play or pause, with the focus on a handle or on the map"],
  ["Escape", "close this list"],
  ["Drag a handle", "move one end; while it plays, it goes on from there"],
  ["Drag the coloured window", "move it as a whole"],
  ["Drag on empty strip", "choose a new range; a press brings the nearer handle"],
  ["Wheel, or two fingers", "zoom around the pointer; the dates stay"],
  ["Shift + wheel", "move along the axis"],
  ["A mark above the bars", "jump to that event"],
];

let made = 0;

/** @returns {{button: HTMLButtonElement, list: HTMLElement, close: () => boolean}} */
export function createKeyHelp() {
  const list = make("dl", "tm-help");
  made += 1;
  list.id = `tm-help-${made}`;
  list.hidden = true;
  for (const [key, what] of KEYS) list.append(make("div", "", make("dt", "", key), make("dd", "", what)));
  const button = makeButton("tm-tool tm-ask", "?", "Keys and how to use the strip", () => show(list.hidden));
  button.setAttribute("aria-controls", list.id);
  show(false);

  function show(open) {
    list.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) list.scrollIntoView({ block: "nearest" });
  }

  /** Close the list; false where it was closed. */
  function close() {
    if (list.hidden) return false;
    show(false);
    button.focus();
    return true;
  }
  return { button, list, close };
}
