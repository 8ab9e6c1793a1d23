/** Key events as buttons above the bars: a mark each, with its label where there is room. */

import { wordsOf } from "../data/days.js";
import { makeButton } from "../elements.js";
import { placeLabels } from "./labels.js";

const FONT_PX = 12;

/** @typedef {{day: number, label: string, id: string}} KeyEvent */

export class KeyEvents {
  /** @param {HTMLElement} host @param {KeyEvent[]} events in order of day @param {(day: number) => void} jump */
  constructor(host, events, jump) {
    this.events = events;
    this.days = events.map(({ day }) => day);
    this.ctx = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    this.buttons = events.map((event) => {
      const button = makeButton("tm-keydate", event.label, `${wordsOf(event.day)}: ${event.label}`, () => jump(event.day));
      button.dataset.record = "";
      host.append(button);
      return button;
    });
  }

  /** Put the marks where their days are on the axis. @param {import("./axis.js").Axis} axis @param {string} family of the font */
  place(axis, family) {
    this.ctx.font = `${FONT_PX}px ${family}`;
    const widths = this.events.map((event) => Math.ceil(this.ctx.measureText(event.label).width));
    const boxes = placeLabels(this.days, widths, axis);
    this.buttons.forEach((button, k) => {
      const box = boxes[k];
      button.hidden = box === null;
      if (box === null) return;
      button.dataset.row = String(box.row);
      button.dataset.side = box.side;
      button.style.transform = `translateX(${box.left}px)`;
      button.style.width = `${box.right - box.left}px`;
      button.style.setProperty("--tm-at", `${box.x - box.left}px`);
    });
  }

  /** The marks are drawn on the canvas, and the days chosen in the menu. */
  hide() {
    for (const button of this.buttons) button.hidden = true;
  }
}
