/** Small helpers that make elements; text goes in as text. */

/** @param {string} tag @param {string} className @param {...(Node|string)} children */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

/** An element with text of the record: it stays in its language. @param {string} tag @param {string} className @param {string} text */
export function makeRecord(tag, className, text) {
  const element = make(tag, className, text);
  element.dataset.record = "";
  return element;
}

/** Say something else in an element that holds nothing but text; what stays costs less than what is replaced. @param {HTMLElement} element @param {string} text */
export function setText(element, text) {
  const { firstChild } = element;
  if (!(firstChild instanceof Text)) element.textContent = text;
  else if (firstChild.data !== text) firstChild.data = text;
}

/**
 * A button with a sign or a word on it.
 * @param {string} className @param {string} text what is seen
 * @param {string} name what it is called, where the text does not say it
 * @param {() => void} act
 */
export function makeButton(className, text, name, act) {
  const button = /** @type {HTMLButtonElement} */ (make("button", className, text));
  button.type = "button";
  if (name !== text) {
    button.setAttribute("aria-label", name);
    button.title = name;
  }
  button.addEventListener("click", act);
  return button;
}

/**
 * A check box that looks like a button.
 * @param {string} words what is seen @param {string} name what it is called
 * @returns {{control: HTMLElement, box: HTMLInputElement}}
 */
export function makeSwitch(words, name) {
  const box = /** @type {HTMLInputElement} */ (make("input", ""));
  box.type = "checkbox";
  box.setAttribute("aria-label", name);
  return { control: make("label", "tm-button tm-holders-switch", box, make("span", "", words)), box };
}

/** @param {string} name of the group @param {string} className @param {...Node} children */
export function makeGroup(name, className, ...children) {
  const group = make("div", className, ...children);
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", name);
  return group;
}
