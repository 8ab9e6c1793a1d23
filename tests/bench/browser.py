"""The browser of a measurement: real, and with nothing beyond this machine."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from browser_path import BROWSER_OPTIONS, find_browser
from playwright.sync_api import Browser, BrowserContext, CDPSession, sync_playwright

HERE = Path(__file__).resolve().parent
PROBE = HERE / "probe.js"
WATCH = HERE / "watch.js"
VIEWPORT_PX = (1440, 900)
TIMEOUT_MS = 60_000
#: WebGL is drawn by the processor.
WEBGL = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader")


@dataclass(frozen=True)
class Traffic:
    """WebSocket messages, HTTP requests, and the bytes of both."""

    messages: int = 0
    size_bytes: int = 0
    requests: int = 0


class Wire:
    """Counts what a page sends and receives, from now on until it is stopped.

    HTTP counts what arrives, compressed and with its headers; WebSocket messages count whole, as
    Streamlit does not compress them.
    """

    def __init__(self, session: CDPSession) -> None:
        self._session = session
        self._icons: set[str] = set()
        self.reset()
        session.on("Network.webSocketFrameSent", self._add_message)
        session.on("Network.webSocketFrameReceived", self._add_message)
        session.on("Network.requestWillBeSent", self._add_request)
        session.on("Network.loadingFinished", self._add_body)
        session.send("Network.enable")

    def stop(self) -> None:
        """Count no more."""
        self._session.detach()

    @property
    def traffic(self) -> Traffic:
        """The count of now."""
        return Traffic(self._messages, self._size_bytes, self._requests)

    def reset(self) -> None:
        """Start again from zero."""
        self._messages = self._size_bytes = self._requests = 0

    def _add_message(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        length = len(frame["payloadData"])
        self._messages += 1
        # Binary messages come in base64.
        self._size_bytes += length if frame["opcode"] == 1 else length * 3 // 4

    def _add_request(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        # A browser without a window asks for the icon of the page when the address first changes.
        if url.endswith(".png"):
            self._icons.add(event["requestId"])
        else:
            self._requests += not url.startswith(("data:", "blob:"))

    def _add_body(self, event: dict[str, Any]) -> None:
        if event["requestId"] not in self._icons:
            self._size_bytes += int(event["encodedDataLength"])


@contextlib.contextmanager
def launch_browser() -> Iterator[Browser]:
    """Chromium without a window, until the end of the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=[*BROWSER_OPTIONS, *WEBGL]
        )
        try:
            yield browser
        finally:
            browser.close()


def new_context(
    browser: Browser, *, expected: int | None = None, markers: bool = False
) -> BrowserContext:
    """A visitor with an empty cache; its pages carry what measures.

    Parameters
    ----------
    browser : the browser.
    expected : number of symbols of the first complete drawing; None: any drawing is complete.
    markers : whether symbols are elements of Leaflet's markers.
    """
    width, height = VIEWPORT_PX
    # What measures is text that is evaluated in the page, which the dashboard's policy refuses.
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    given = {"benchExpected": expected, "benchMarkers": markers}
    context.add_init_script(f"Object.assign(window, {json.dumps(given)})")
    context.add_init_script(path=PROBE)
    context.add_init_script(path=WATCH)
    context.set_default_timeout(TIMEOUT_MS)
    return context
