"""A subject at work over a row: its server, its page, and how a hand drives it."""

from __future__ import annotations

import contextlib
import random
from dataclasses import dataclass, field

from app_server import HOST
from playwright.sync_api import Browser, BrowserContext, Page

from .browser import Wire, new_context
from .cells import Cell
from .points import FIRST, LAST, Row, Step
from .servers import Server
from .subjects import Subject

#: Between two steps, so that each begins at rest; and after one that changes no symbol.
PAUSE_MS = 250
IDLE_MS = 500
#: A drawing of the first day; the stand-alone page opens with it.
TO_LAST_DAY = """() => {
  const [, map] = Object.entries(window).find(([name, value]) =>
    name.startsWith("map_") && value?.timeDimension);
  const times = map.timeDimension.getAvailableTimes();
  map.timeDimension.setCurrentTime(times[times.length - 1]);
}"""


@dataclass
class Station:
    """One subject over one row on one network.

    Parameters
    ----------
    subject, row : what is shown, of what.
    server : its server, or the far end of a longer way to it.
    assets_port : where local copies of scripts are served.
    cell : takes the figures.
    process : the server itself.
    """

    subject: Subject
    row: Row
    server: Server
    process: Server
    assets_port: int
    cell: Cell
    _context: BrowserContext | None = None
    _page: Page | None = None
    _rng: random.Random = field(default_factory=lambda: random.Random(44))

    @property
    def page(self) -> Page:
        """The page that is open."""
        assert self._page is not None
        return self._page

    @property
    def is_probed(self) -> bool:
        """Whether the page tells by itself when it has painted."""
        return self.subject.kind in ("ours", "empty")

    @property
    def query(self) -> str:
        """The query of its address."""
        if self.subject.needs_assets and self.subject.kind == "streamlit":
            return f"assets=http://{HOST}:{self.assets_port}/assets/"
        return ""

    @property
    def expected(self) -> int | None:
        """Number of symbols, or of events, of the first complete drawing."""
        if self.subject.kind == "empty":
            return None
        if self.subject.kind == "ours":
            return self.row.count(LAST)
        return self.row.count_points(FIRST if self.subject.kind == "page" else LAST)

    def visit(self, browser: Browser) -> tuple[BrowserContext, Page, Wire]:
        """A new visitor, with an empty cache, up to the first paint."""
        context = new_context(browser, expected=self.expected, markers=self.subject.markers)
        page = context.new_page()
        wire = Wire(context.new_cdp_session(page))
        query = f"?{self.query}" if self.query else ""
        try:
            page.goto(self.server.url + self.subject.path + query, wait_until="commit")
            page.wait_for_function(f"{self._watcher}.firstPaint !== null")
        except BaseException:
            context.close()
            raise
        return context, page, wire

    @property
    def _watcher(self) -> str:
        return "benchProbe" if self.is_probed else "benchWatch"

    def note_visit(self, browser: Browser) -> None:
        """Take down one first paint and what it transferred."""
        context, page, wire = self.visit(browser)
        self.cell.first_paints.append(page.evaluate(f"{self._watcher}.firstPaint"))
        self.cell.transfers.append(wire.traffic.size_bytes)
        context.close()

    def open(self, browser: Browser) -> None:
        """Open the page that the steps are taken on, with all of the war shown."""
        self._context, self._page, wire = self.visit(browser)
        wire.stop()
        self.page.evaluate("benchProbe.rest()")
        if self.subject.kind == "page":
            self.page.evaluate(TO_LAST_DAY)
            count = self.row.count_points(LAST)
            self.page.wait_for_function(f"benchWatch.drawn === {count}")
            self.page.evaluate("benchProbe.rest()")

    def listen(self) -> Wire:
        """Count from now on what the open page sends and receives."""
        return Wire(self.page.context.new_cdp_session(self.page))

    def close(self) -> None:
        """Close that page."""
        if self._context is not None:
            with contextlib.suppress(Exception):
                self._context.close()
        self._context = self._page = None

    def take(self, step: Step) -> float | None:
        """Press the key of a step; milliseconds, or None where the step changes no symbol."""
        self._focus(step)
        if self.subject.kind == "empty":
            self.page.evaluate("benchProbe.armSettle('keydown')")
            self._press(1)
            answer: float = self.page.evaluate("benchProbe.settled")
            return answer
        if self.subject.kind != "ours" and not step.changes:
            self._press(step.by)
            self.page.wait_for_timeout(IDLE_MS)
            return None
        if self.subject.kind == "ours":
            self.page.evaluate("benchProbe.armStep('keydown')")
        else:
            self.page.evaluate(f"benchWatch.armStep({self.row.count_points(step.day)})")
        self._press(step.by)
        seen = self.page.evaluate(f"{self._watcher}.step")
        if self.subject.kind == "ours":
            shown = self.page.locator(".tm-root").get_attribute("data-shown")
            self.cell.miscounted += shown != str(self.row.count(step.day))
        return float(seen["end"] - seen["input"]) if step.changes else None

    def _focus(self, step: Step) -> None:
        if self.subject.kind == "ours":
            self.page.get_by_role("slider", name="To date").focus()
        elif self.subject.kind == "page":
            button = "backward" if step.by < 0 else "forward"
            self.page.locator(f".timecontrol-{button}").focus()
        else:
            self.page.get_by_role("slider").first.focus()

    def _press(self, by: int) -> None:
        """Press at any moment of a frame."""
        self.page.wait_for_timeout(self._rng.uniform(5, 25))
        self.page.keyboard.press(self.subject.keys[0 if by < 0 else 1])

    def pause(self) -> None:
        """Let the page come to rest."""
        self.page.wait_for_timeout(PAUSE_MS)
