"""Whether a text has become a part of a page in the browser."""

from __future__ import annotations

from playwright.sync_api import Page

#: The canonical address of a page carries its query, as an address does.
ADDED = """() => [...document.querySelectorAll("script, img, iframe, object, embed, link, base")]
  .filter((element) => element.rel !== "canonical")
  .map((element) => element.outerHTML.slice(0, 300))
  .filter((html) => /pwned|evil\\.example|src="?x"?[ >]/.test(html))"""
HANDLERS = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  [...element.attributes].filter((one) => /^on/i.test(one.name)
    || (/^(href|src|action)$/i.test(one.name) && /^\\s*javascript:/i.test(one.value)))
    .map((one) => `${element.tagName} ${one.name}=${one.value.slice(0, 80)}`))"""


def expect_harmless(page: Page) -> None:
    """Nothing of a hostile text has run, is an element or an attribute that can."""
    assert page.evaluate("typeof window.__pwned") == "undefined"
    assert page.evaluate(ADDED) == []
    assert page.evaluate(HANDLERS) == []
