"""The parts of a run: each tries much, counts what it tried, and keeps what went wrong."""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from app_server import AppServer
from browser_path import BROWSER_OPTIONS, find_browser
from playwright.sync_api import Browser, Playwright, sync_playwright
from playwright.sync_api import Error as BrowserError
from reading import Visit, open_context

from .excerpt import make_excerpt, read_whole
from .hostile_links import draw_links, expect_map
from .hostile_requests import draw_requests, find_fault, find_illness
from .oracle import CRASH, Judge, Verdict, make_judge
from .variants import Variant, draw_variants

#: Seconds after which no further variant is judged.
BOUND_S = 1_800.0
_judges: dict[bool, Judge] = {}


@dataclass
class Outcome:
    """What came of one part: how many were tried, and of what kind the faults were."""

    part: str
    tried: int = 0
    wanted: int = 0
    refused: int = 0
    slowest_s: float = 0.0
    seconds: float = 0.0
    faults: Counter[str] = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)

    def add_step(self, name: str, kind: str, fault: str, seconds: float) -> None:
        """Count one try; `kind` is "" for one without a fault."""
        self.tried += 1
        self.slowest_s = max(self.slowest_s, seconds)
        if kind:
            self.add_fault(name, kind, fault)

    def add_fault(self, name: str, kind: str, fault: str) -> None:
        """Note a fault."""
        self.faults[kind] += 1
        self.words.append(f"{kind}: {name}: {fault}")


def judge_variants(
    *,
    count: int,
    seed: int,
    tables: Sequence[str] = (),
    whole: bool = False,
    processes: int = 1,
    bound_s: float = BOUND_S,
) -> Outcome:
    """Damage the record in so many ways, and judge what comes of each.

    Parameters
    ----------
    count : how many variants.
    seed : of their order.
    tables : names of tables, `districts`, `manifest`; all when there is none.
    whole : whether to damage the whole record, not an excerpt of it.
    processes : how many work side by side.
    bound_s : seconds after which no further variant is judged.
    """
    outcome = Outcome("variants", wanted=count)
    start = time.monotonic()
    contents = read_whole() if whole else make_excerpt(read_whole())
    variants = draw_variants(contents, seed=seed, count=count, tables=tables)
    for verdict in _judge_all(variants, whole, processes):
        _add(outcome, verdict)
        if time.monotonic() - start > bound_s:
            break
    outcome.seconds = time.monotonic() - start
    return outcome


def judge_requests(server: AppServer, *, count: int, seed: int) -> Outcome:
    """Send a server so many hostile requests; in the end it must be as healthy as before."""
    outcome = Outcome("requests", wanted=count)
    start = time.monotonic()
    health = server.health()
    for request in draw_requests(health, seed=seed, count=count):
        begun = time.monotonic()
        fault = find_fault(server, request)
        outcome.add_step(str(request), CRASH if fault else "", fault, time.monotonic() - begun)
    illness = find_illness(server, health)
    if illness:
        outcome.add_fault("the server afterwards", CRASH, illness)
    outcome.seconds = time.monotonic() - start
    return outcome


def judge_links(server: AppServer, *, count: int, seed: int) -> Outcome:
    """Open so many hostile links of the plain page in a browser: each must show the map."""
    outcome = Outcome("links", wanted=count)
    start = time.monotonic()
    with sync_playwright() as playwright, open_browser(playwright) as browser:
        visit = Visit(open_context(browser))
        for link in draw_links(server.record()["link"], seed=seed, count=count):
            begun = time.monotonic()
            try:
                expect_map(visit.open_text(f"{server.url}view/{link}"))
            except BrowserError as error:
                visit.faults.append(str(error)[:500])
            visit.close()
            fault = "; ".join(visit.faults)
            visit.faults.clear()
            outcome.add_step(link[:300], CRASH if fault else "", fault, time.monotonic() - begun)
    outcome.seconds = time.monotonic() - start
    return outcome


@contextlib.contextmanager
def open_browser(playwright: Playwright) -> Iterator[Browser]:
    """The browser of the tests, until the end of the block."""
    browser = playwright.chromium.launch(
        executable_path=find_browser(playwright), args=list(BROWSER_OPTIONS)
    )
    try:
        yield browser
    finally:
        browser.close()


def _judge_all(variants: Iterable[Variant], whole: bool, processes: int) -> Iterator[Verdict]:
    judge = partial(_judge, whole=whole)
    if processes == 1:
        yield from map(judge, variants)
        return
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        yield from pool.imap_unordered(judge, variants, chunksize=4)


def _judge(variant: Variant, *, whole: bool) -> Verdict:
    """One variant; the judge is made once in each process."""
    if whole not in _judges:
        contents = read_whole()
        _judges[whole] = make_judge(contents if whole else make_excerpt(contents))
    return _judges[whole].judge(variant)


def _add(outcome: Outcome, verdict: Verdict) -> None:
    outcome.tried += 1
    outcome.refused += verdict.refused
    outcome.slowest_s = max(outcome.slowest_s, verdict.seconds)
    outcome.faults.update({fault.kind for fault in verdict.faults})
    outcome.words += [f"{fault.kind}: {verdict.variant}: {fault.words}" for fault in verdict.faults]
