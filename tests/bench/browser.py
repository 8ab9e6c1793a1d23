"""The browser of a measurement: real, and with nothing beyond this machine."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from browser_path import BROWSER_OPTIONS, find_browser
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

HERE = Path(__file__).resolve().parent
PROBE = HERE / "probe.js"
EMPTY_APP = HERE / "apps" / "empty.py"
VIEWPORT_PX = (1440, 900)


@contextlib.contextmanager
def launch_browser() -> Iterator[Browser]:
    """Chromium without a window, until the end of the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=list(BROWSER_OPTIONS)
        )
        try:
            yield browser
        finally:
            browser.close()


def new_context(browser: Browser) -> BrowserContext:
    """A visitor with an empty cache; its pages carry the probe."""
    width, height = VIEWPORT_PX
    context = browser.new_context(viewport={"width": width, "height": height})
    context.add_init_script(path=PROBE)
    context.set_default_timeout(60_000)
    return context


def open_page(
    context: BrowserContext, url: str, *, before: Callable[[Page], None] | None = None
) -> Page:
    """Open an address and wait for its first paint and then for its page to rest.

    `before` is called with the page before its first request.
    """
    page = context.new_page()
    if before is not None:
        before(page)
    page.goto(url, wait_until="commit")
    page.wait_for_function("probe.firstPaint !== null")
    page.evaluate("probe.rest()")
    return page
