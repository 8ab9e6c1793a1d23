"""Many visitors at once beside an empty Streamlit app under the same load: `python -m tests.bench.load`."""

from __future__ import annotations

import argparse
import contextlib
import os
import resource
import signal
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from app_server import ROOT, free_port, start_command
from playwright.sync_api import Browser, BrowserContext, Page

from .browser import launch_browser, new_context
from .crowd import (
    ARRIVALS,
    PLAIN_ARRIVALS,
    Timings,
    gather_crowd,
    visit_pages,
    visit_plain_page,
)
from .report import describe_machine, format_rows
from .servers import Server, serve_command
from .subjects import APPS

OUTPUT = ROOT / "tests" / "output" / "load.md"
#: Bounds of what may be asked for.
MOST_VISITORS, MOST_S, MOST_BROWSERS = 500, 600, 10
PLAIN_FACTOR = 10
#: Mean of the seconds between two pages of a visitor: one acts every two seconds; to drag, to filter and to
#: read a card stay in the browser, and of fifteen acts one leads to another page.
PACE_S = 30.0
#: Memory counts as given back when no more than this is left of each visitor's.
LEFT_MB = 0.1
COLUMNS = (
    "page", "visitors", "first paint alone, p50 / p95", "under load, p50 / p95", "first run, p50 / p95",
    "rerun, p50 / p95", "memory a visitor, there / after", "errors",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """How many visitors for how long; `after_s`: how long memory may take to be given back.

    `pace_s` is the mean of the seconds between two pages of a visitor, `alone` how many first paints
    are taken before the crowd comes.
    """

    visitors: int = 200
    seconds: int = 300
    browsers: int = 10
    after_s: int = 120
    pace_s: float = PACE_S
    alone: int = 5


@dataclass(frozen=True)
class Place:
    """A page that is visited: its title, its server's script and folder, and its pages in Streamlit."""

    title: str
    script: str
    folder: Path
    pages: tuple[str, ...]
    path: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether it does without Streamlit."""
        return bool(self.path)


OURS = Place("this dashboard", "dashboard.py", ROOT, ("sources", ""))
PLACES = (
    OURS,
    Place("empty Streamlit app", "empty.py", APPS, ("",)),
    Place("plain page", "dashboard.py", ROOT, (), "view/"),
)


@dataclass
class Load:
    """What was measured at one place: seconds, MB of a million bytes, errors by their words."""

    visitors: int
    alone: list[float] = field(default_factory=list)
    loaded: list[float] = field(default_factory=list)
    firsts: list[float] = field(default_factory=list)
    reruns: list[float] = field(default_factory=list)
    there_mb: float = 0.0
    after_mb: float = 0.0
    errors: Counter[str] = field(default_factory=Counter)

    def texts(self) -> tuple[str, ...]:
        """The columns after the title."""
        there, after = self.there_mb / self.visitors, self.after_mb / self.visitors
        times = (self.alone, self.loaded, self.firsts, self.reruns)
        return (
            str(self.visitors),
            *map(format_times, times),
            f"{there:.2f} / {after:.2f} MB",
            str(self.errors.total()),
        )


def format_times(times: Sequence[float]) -> str:
    """Median and 95th percentile of seconds, and how many there are.

    >>> format_times([0.1, 0.2, 0.3]), format_times([])
    ('200 / 290 ms (3)', '-')
    """
    if not times:
        return "-"
    middle, high = np.percentile(times, (50, 95)) * 1000
    return f"{middle:.0f} / {high:.0f} ms ({len(times)})"


def measure(place: Place, plan: Plan, browser: Browser, folder: Path) -> Load:
    """Visit a place alone, then in a crowd, and wait until the crowd is forgotten."""
    port = free_port()
    log = folder / f"{place.title}.log"
    # As the dashboard's own settings have it: a full collection after each run costs more than the run.
    command = start_command(port, "--runner.postScriptGC", "false", script=place.script)
    count = plan.visitors * (PLAIN_FACTOR if place.is_plain else 1)
    arrivals = PLAIN_ARRIVALS if place.is_plain else ARRIVALS
    load = Load(count)
    visit = (
        visit_plain_page(port) if place.is_plain else visit_pages(port, place.pages, plan.pace_s)
    )
    with serve_command(
        command, port=port, log=log, health="_stcore/health", cwd=place.folder
    ) as server:
        url = server.url + place.path
        see_pages(port, place.pages)
        for _ in range(plan.alone):
            context, page = open_page(browser, url)
            load.alone.append(first_paint(page))
            context.close()
        before_mb = server.memory_mb()
        with gather_crowd(visit, count, arrivals) as timings:
            end = time.monotonic() + plan.seconds + count / arrivals
            wait_for_crowd(timings, count, end)
            load.loaded = crowd_browsers(browser, url, end, plan.browsers)
            load.there_mb = server.memory_mb() - before_mb
        load.after_mb = wait_for_memory(server, before_mb, count, plan.after_s)
    load.firsts, load.reruns, load.errors = timings.firsts, timings.reruns, timings.errors
    return load


def see_pages(port: int, pages: tuple[str, ...]) -> None:
    """Each page once: what is made once for all is no visitor's."""
    if not pages:
        return
    with gather_crowd(visit_pages(port, pages, 0.0), 1, ARRIVALS) as timings:
        while len(timings.reruns) < len(pages) and not timings.errors:
            time.sleep(0.1)


def open_page(browser: Browser, url: str) -> tuple[BrowserContext, Page]:
    """A new visitor with an empty cache, up to the first paint."""
    context = new_context(browser)
    page = context.new_page()
    page.goto(url, wait_until="commit")
    page.wait_for_function("benchProbe.firstPaint !== null")
    return context, page


def first_paint(page: Page) -> float:
    """Seconds from the start of the navigation to the first paint."""
    return float(page.evaluate("benchProbe.firstPaint")) / 1000


def wait_for_crowd(timings: Timings, count: int, end: float) -> None:
    """Wait until all have come, or the time is over."""
    while len(timings.firsts) + timings.errors.total() < count and time.monotonic() < end:
        time.sleep(0.1)


def crowd_browsers(browser: Browser, url: str, end: float, most: int) -> list[float]:
    """Further visitors in browsers, one after another, who act and stay; their first paints, seconds.

    Parameters
    ----------
    browser, url : what is opened.
    end : when it is over; one visitor comes even so.
    most : how many stay at once; whoever came first leaves first.
    """
    paints: list[float] = []
    staying: deque[BrowserContext] = deque()
    while most and (time.monotonic() < end or not paints):
        if len(staying) == most:
            staying.popleft().close()
        context, page = open_page(browser, url)
        staying.append(context)
        paints.append(first_paint(page))
        act(page)
    while time.monotonic() < end:
        time.sleep(0.1)
    for context in staying:
        context.close()
    return paints


def act(page: Page) -> None:
    """Drag the dates, search, and read a card; on the empty page move its slider."""
    if not page.locator(".tm-root").count():
        page.get_by_role("slider").first.press("ArrowRight")
        return
    page.get_by_role("slider", name="To date").press("ArrowLeft")
    page.get_by_role("searchbox", name="Search names and text").fill("rockets")
    page.locator(".tm-row").first.click()
    page.locator(".tm-card-title").first.wait_for()


def wait_for_memory(server: Server, before_mb: float, count: int, after_s: int) -> float:
    """MB that are still taken when they have been given back, or the time for it is over."""
    end = time.monotonic() + after_s
    while (left := server.memory_mb() - before_mb) > LEFT_MB * count and time.monotonic() < end:
        time.sleep(0.5)
    return left


def run(plan: Plan) -> tuple[dict[str, Load], str]:
    """Measure all places, by title, and tell on the screen how it goes; with the browser's version."""
    loads = {}
    with tempfile.TemporaryDirectory() as folder, launch_browser() as browser:
        for place in PLACES:
            loads[place.title] = measure(place, plan, browser, Path(folder))
            print(format_loads({place.title: loads[place.title]}), flush=True)
        return loads, browser.version


def format_loads(loads: dict[str, Load]) -> str:
    """The table, and below it what went wrong."""
    rows = [COLUMNS, *((title, *load.texts()) for title, load in loads.items())]
    errors = [
        f"- {title}: {count} times {words}"
        for title, load in loads.items()
        for words, count in load.errors.most_common(5)
    ]
    return "\n".join([format_rows(rows), *([""] if errors else []), *errors])


def read_plan(arguments: Sequence[str]) -> Plan:
    """The plan that the options ask for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.load", description=__doc__)
    given = (
        ("visitors", MOST_VISITORS, f"at once, {PLAIN_FACTOR} times as many on the plain page"),
        ("seconds", MOST_S, "that they stay when all have come"),
        ("browsers", MOST_BROWSERS, "open at once beside them"),
        ("after-s", MOST_S, "that memory may take to be given back"),
    )
    for name, most, help_ in given:
        default = getattr(Plan, name.replace("-", "_"))
        parser.add_argument(
            f"--{name}", type=int, default=default, help=f"{help_}; {default}, at most {most}"
        )
    found = vars(parser.parse_args(arguments))
    for name, most, _help in given:
        least = 1 if name == "visitors" else 0
        if not least <= found[name.replace("-", "_")] <= most:
            parser.error(f"--{name}: ask for {least} to {most}")
    return Plan(**found)


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table, write it."""
    plan = read_plan(arguments)
    # The servers end with this process, also when it is told to end; they inherit its limit of files.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with contextlib.suppress(ValueError, OSError):
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    before = os.getloadavg()[0]
    loads, chromium = run(plan)
    table = format_loads(loads)
    machine = f"{describe_machine(chromium)}; load of the machine before: {before:.1f}"
    notes = (
        f"{plan.visitors} visitors for {plan.seconds} s when all have come, {plan.browsers} browsers at "
        f"once beside them; memory was looked at for {plan.after_s} s after they had left."
    )
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(f"{table}\n\n{notes}\n\n{machine}\n", encoding="utf-8")
    print(table, notes, machine, sep="\n\n", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
