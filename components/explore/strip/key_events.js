/** Key events as buttons above the bars: a tick each, with its label where there is room. */

import { makeButton } from "../elements.js";
import { wordsOf } from "../data/days.js";

const FONT_PX = 12;
const ROWS = 2;
/** Width of a tick without its label; also the least size of a target for a finger. */
const TICK_PX = 24;
/** From the tick to its label, and after the label. */
const PADDING_PX = 22;

/** @typedef {{day: number, label: string, id: string}} KeyEvent */
/** @typedef {{left: number, right: number, row: number, side: "none"|"right"|"left"}} Box */

/**
 * @param {HTMLElement} host
 * @param {KeyEvent[]} events in order of day
 * @param {(day: number) => void} jump
 */
export function createKeyEvents(host, events, jump) {
  const ctx = document.createElement("canvas").getContext("2d");
  const buttons = events.map((event) => {
    const name = `${wordsOf(event.day)}: ${event.label}`;
    const button = makeButton("tm-key", event.label, name, () => jump(event.day));
    host.append(button);
    return button;
  });

  /**
   * Put the ticks where their days are on the axis.
   * @param {import("./axis.js").Axis} axis @param {string} family of the font
   * @returns {boolean} whether the second row is in use
   */
  function place(axis, family) {
    ctx.font = `${FONT_PX}px ${family}`;
    const widths = events.map((event) => Math.ceil(ctx.measureText(event.label).width));
    const boxes = placeLabels(events, widths, axis);
    buttons.forEach((button, k) => {
      const box = boxes[k];
      button.hidden = box === null;
      if (box === null) return;
      button.dataset.row = String(box.row);
      button.dataset.side = box.side;
      button.toggleAttribute("data-cut", box.row === 0 && boxes.some((other) => isUnder(box.x, other)));
      button.style.transform = `translateX(${box.left}px)`;
      button.style.width = `${box.right - box.left}px`;
      button.style.setProperty("--tm-at", `${box.x - box.left}px`);
    });
    return boxes.some((box) => box?.row === 1);
  }
  return { place };
}

/**
 * A box for each event in view, null for the others. No two boxes of a row overlap while there is room;
 * labels of the widest days come first, as their neighbours are far.
 * @param {KeyEvent[]} events @param {number[]} widths of the labels
 * @param {import("./axis.js").Axis} axis @returns {Array<(Box & {x: number})|null>}
 */
export function placeLabels(events, widths, axis) {
  const rows = Array.from({ length: ROWS }, () => []);
  const boxes = events.map(({ day }) => {
    if (day < axis.first || day > axis.last) return null;
    const x = axis.at(day + 0.5);
    const left = Math.min(axis.width - TICK_PX / 2, Math.max(-TICK_PX / 2, x - TICK_PX / 2));
    const box = { x, left, right: left + TICK_PX, row: 0, side: "none" };
    const row = rows.findIndex((others) => others.every((other) => isApart(box, other)));
    box.row = row < 0 ? ROWS - 1 : row;
    rows[box.row].push(box);
    return box;
  });
  const perDay = (k) => axis.at(events[k].day + 1) - axis.at(events[k].day);
  const order = boxes.map((_, k) => k).filter((k) => boxes[k]);
  order.sort((a, b) => perDay(b) - perDay(a) || a - b);
  for (const k of order) growBox(boxes[k], widths[k] + PADDING_PX, rows, axis.width);
  return boxes;
}

/** Give a tick the room of its label, to the right or left, in its own row or another. */
function growBox(box, width, rows, most) {
  const { x } = box;
  for (const row of [box.row, ...rows.keys()]) {
    for (const [side, left] of [["right", x - TICK_PX / 2], ["left", x + TICK_PX / 2 - width]]) {
      const grown = { left, right: left + width };
      if (left < -TICK_PX / 2 || grown.right > most + TICK_PX / 2) continue;
      if (rows[row].some((other) => other !== box && !isApart(grown, other))) continue;
      rows[box.row].splice(rows[box.row].indexOf(box), 1);
      rows[row].push(box);
      Object.assign(box, grown, { row, side });
      return;
    }
  }
}

/** Whether a label of the second row stands where the line of a tick would pass. */
function isUnder(x, other) {
  return other?.row === 1 && other.side !== "none" && x > other.left && x < other.right;
}

function isApart(a, b) {
  return a.right <= b.left || a.left >= b.right;
}
