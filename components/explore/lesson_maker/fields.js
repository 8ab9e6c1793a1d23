/** The fields of a form, each with what is wrong with it below it. */

import { make } from "../elements.js";

/** @typedef {import("../data/lesson_check.js").Problem} Problem */
/** @typedef {{control: HTMLElement, fault: HTMLElement}} Kept */

export class Fields {
  /** @param {() => Problem[]} check @param {() => void} changed something was written into a field */
  constructor(check, changed) {
    this.check = check;
    this.changed = changed;
    /** Place of a field, as problems name it -> its elements. @type {Map<string, Kept>} */
    this.kept = new Map();
    /** Fields that were written into: what is missing elsewhere is told when the lesson is to be saved. @type {Set<string>} */
    this.touched = new Set();
    this.all = false;
  }

  clear() {
    this.kept.clear();
  }

  /** A place below which a problem is told. @param {string} where @param {HTMLElement} control to which it belongs */
  add(where, control) {
    const fault = make("p", "tm-field-fault");
    fault.id = `tm-fault-${where.replace(/\W+/g, "-")}`;
    control.setAttribute("aria-describedby", fault.id);
    control.dataset.where = where;
    this.kept.set(where, { control, fault });
    return fault;
  }

  /** @param {string} where */
  touch(where) {
    this.touched.add(where);
    this.changed();
    this.show();
  }

  /** Tell what is wrong. */
  show() {
    const problems = this.check();
    for (const [where, { control, fault }] of this.kept) {
      const found = this.all || this.touched.has(where) ? problems.filter((problem) => problem.where === where) : [];
      const words = found.map(({ rule, cure }) => `${rule}; ${cure}`).join(" ");
      if (fault.textContent !== words) fault.textContent = words;
      if (control.matches("input, textarea")) control.setAttribute("aria-invalid", String(words !== ""));
    }
    return problems;
  }

  /**
   * A text with its label.
   * @param {string} where @param {string} label @param {string} value @param {(text: string) => void} write
   * @param {{rows?: number, type?: string}} [look] rows: of a text of several lines
   */
  text(where, label, value, write, { rows = 1, type = "text" } = {}) {
    const control = /** @type {HTMLInputElement} */ (make(rows > 1 ? "textarea" : "input", "tm-field-text"));
    if (rows > 1) control.setAttribute("rows", String(rows));
    else control.type = type;
    control.value = value;
    control.addEventListener("input", () => {
      write(control.value);
      this.touch(where);
    });
    return make("div", "tm-field", make("label", "tm-field-label", label, control), this.add(where, control));
  }

  /** A check box. @param {string} label @param {boolean} value @param {(on: boolean) => void} write @param {string} where */
  flag(where, label, value, write) {
    const control = /** @type {HTMLInputElement} */ (make("input", ""));
    control.type = "checkbox";
    control.checked = value;
    control.addEventListener("change", () => {
      write(control.checked);
      this.touch(where);
    });
    return make("div", "tm-field", make("label", "tm-field-flag", control, label), this.add(where, control));
  }
}
