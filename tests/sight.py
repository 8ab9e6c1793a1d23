"""What a reader has in sight of the page: what scrolls, what is cut off, how much there is at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from drawing import drawn_on_map
from playwright.sync_api import Page

#: Keeps as `window.sight` what measures the page as it stands.
SIGHT = r"""() => {
  if (window.sight) return;
  const root = () => document.querySelector(".tm-root");
  const boxOf = (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return { left, top, right, bottom };
  };
  const clips = (element) => {
    const { overflowX, overflowY } = getComputedStyle(element);
    return overflowX !== "visible" || overflowY !== "visible";
  };
  const isUnseen = (element) => element.closest(".tm-unseen, .tm-option, .tm-skip") !== null;
  const isRendered = (element) => element.checkVisibility({ visibilityProperty: true });
  /** The part of an element, or of the text in it, that is not cut off by what it stands in. */
  const inSight = (element, text) => {
    const box = text ?? boxOf(element);
    let { left, top, right, bottom } = box;
    const cut = (by) => {
      left = Math.max(left, by.left);
      top = Math.max(top, by.top);
      right = Math.min(right, by.right);
      bottom = Math.min(bottom, by.bottom);
    };
    cut({ left: 0, top: 0, right: innerWidth, bottom: innerHeight });
    for (let at = text ? element : element.parentElement; at; at = at.parentElement) if (clips(at)) cut(boxOf(at));
    return { left, top, right, bottom, seen: right - left > 1 && bottom - top > 1 };
  };
  const isSeen = (element) => !isUnseen(element) && isRendered(element) && inSight(element).seen;
  const said = (element) => (element.getAttribute("aria-label") || element.textContent || element.value).trim().slice(0, 60);
  const textsIn = (host) => {
    const texts = [];
    const walk = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const element = walk.currentNode.parentElement;
      if (!walk.currentNode.data.trim() || isUnseen(element) || element.closest("option") || !isRendered(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(walk.currentNode);
      texts.push({ words: walk.currentNode.data.trim(), element, box: range.getBoundingClientRect() });
    }
    return texts;
  };
  const shortens = (element) => {
    const { textOverflow, webkitLineClamp } = getComputedStyle(element);
    return textOverflow === "ellipsis" || webkitLineClamp !== "none";
  };
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowY);
  /** What cuts off a text without saying so by an ellipsis; "" for nothing. */
  const cutBy = ({ element, box }) => {
    const beyond = (by) => box.left < by.left - 1 || box.top < by.top - 2 || box.right > by.right + 1 || box.bottom > by.bottom + 2;
    for (let at = element; at && at !== root(); at = at.parentElement) {
      if (shortens(at)) return "";
      if (scrolls(at)) return box.left < boxOf(at).left - 1 || box.right > boxOf(at).right + 1 ? at.className : "";
      if ((clips(at) || at.tagName === "BUTTON") && beyond(boxOf(at))) return at.className || at.tagName;
    }
    return beyond({ left: 0, top: 0, right: innerWidth, bottom: innerHeight }) ? "the screen" : "";
  };
  const CONTENT = ".tm-row, .tm-name, .tm-keydate, .tm-listbox, .tm-chip-off, .tm-strip-title";
  const PRESSED = "button, a[href], input, select, textarea, summary, [role=slider]";
  window.sight = {
    box: (where) => {
      const element = document.querySelector(where);
      return element && isSeen(element) ? { ...boxOf(element), clear: inSight(element) } : null;
    },
    /** By how much the page is larger than the screen, and how far anything around the app is scrolled. */
    scroll: () => {
      const around = [document.documentElement, document.body];
      for (let at = root(); at; at = at.parentElement) around.push(at);
      return {
        larger: Math.max(...around.flatMap((one) => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight])),
        scrolled: Math.max(...around.flatMap((one) => [one.scrollLeft, one.scrollTop]), scrollX, scrollY),
      };
    },
    /** What can be scrolled, by its class. */
    scrollers: () => [...root().querySelectorAll("*")].filter((element) => {
      const { overflowX, overflowY } = getComputedStyle(element);
      const moves = (overflow, more) => (overflow === "auto" || overflow === "scroll") && more > 0;
      return isSeen(element) && (moves(overflowY, element.scrollHeight - element.clientHeight) || moves(overflowX, element.scrollWidth - element.clientWidth));
    }).map((element) => element.className),
    cut: (wheres) => wheres.flatMap((where) => [...document.querySelectorAll(where)]).filter(isSeen).flatMap((host) =>
      textsIn(host).flatMap((text) => (cutBy(text) ? [`${text.words} (cut by ${cutBy(text)})`] : []))),
    /** What is pressed, without what the record brings: its rows, names, titles and key dates. A choice of one of several is one. */
    controls: () => {
      const found = [...root().querySelectorAll("button, a[href], input, select, textarea, summary")]
        .filter((element) => isSeen(element) && !element.matches(CONTENT));
      return found.filter((element, k) => element.type !== "radio" || found.findIndex(({ name, type }) => type === "radio" && name === element.name) === k).map(said);
    },
    /** Words of the interface, by the part of the page in which they stand. */
    words: () => {
      const counted = textsIn(root()).filter(({ element, box }) => inSight(element, box).seen && !element.closest("[data-record], .tm-row, .tm-name"));
      const fields = [...root().querySelectorAll("select, input")].filter(isSeen).map((element) =>
        ({ words: element.placeholder ?? element.selectedOptions?.[0]?.text ?? "", element }));
      const parts = {};
      for (const { words, element } of [...counted, ...fields]) {
        const part = element.closest("header, .tm-headline, .tm-key, .tm-tools, .tm-foot, .tm-strip, .tm-tabs, .tm-lead, .tm-list-head")?.classList[0] ?? "";
        parts[part] = (parts[part] ?? 0) + words.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
      }
      return parts;
    },
    /** What is pressed and smaller than a finger. */
    small: (wheres, least) => wheres.flatMap((where) => [...document.querySelectorAll(where)])
      .flatMap((host) => [...(host.matches(PRESSED) ? [host] : []), ...host.querySelectorAll(PRESSED)]).filter(isSeen)
      .flatMap((element) => {
        const { width, height } = (element.closest("label") ?? element).getBoundingClientRect();
        return width < least - 0.5 || height < least - 0.5 ? [`${said(element)}: ${Math.round(width)} x ${Math.round(height)}`] : [];
      }),
  };
}"""
#: What a reader is told about marks: the title under the pointer. Runs on points of the map.
READ_MARKS = """(points) => {
  const map = document.querySelector(".tm-map");
  const { left, top } = map.getBoundingClientRect();
  return points.map(([x, y]) => {
    const at = { clientX: left + x, clientY: top + y, pointerType: "mouse", bubbles: true };
    map.dispatchEvent(new PointerEvent("pointermove", at));
    const title = document.querySelector(".tm-tip:not([hidden]) strong")?.textContent ?? "";
    map.dispatchEvent(new PointerEvent("pointerleave"));
    return title;
  });
}"""


@dataclass(frozen=True)
class Mark:
    """A mark on the map, in pixels of the map: where it stands, the title under the pointer, whether it is faint."""

    x: float
    y: float
    title: str
    faint: bool


def read_marks(page: Page) -> list[Mark]:
    """The marks that were drawn last, with what the map says of them; `watch_drawing` comes first."""
    marks = drawn_on_map(page).marks
    titles = page.evaluate(READ_MARKS, [(mark["x"], mark["y"]) for mark in marks])
    return [
        Mark(mark["x"], mark["y"], title, mark["alpha"] < 1)
        for mark, title in zip(marks, titles, strict=True)
    ]


def sight(page: Page, measure: str, *given: object) -> Any:
    """What one of the measures of `SIGHT` finds on the page."""
    page.evaluate(SIGHT)
    return page.evaluate(
        "([measure, given]) => window.sight[measure](...given)", [measure, list(given)]
    )
