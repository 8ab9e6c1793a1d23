"""A server of the app and a browser that reaches nothing but that server."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from app_server import ROOT, AppServer, copy_app, serve
from browser_path import BROWSER_OPTIONS, find_browser
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from reading import OPENING_WINDOW, OpenPage, Visit, counts, open_context, read_rows

# How long an example takes says how busy the machine is, not that it is wrong.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The app of the repository, served for the whole run."""
    with serve(ROOT, tmp_path_factory.mktemp("server") / "log.txt") as server:
        yield server


@pytest.fixture
def serve_copy(tmp_path: Path) -> Iterator[Callable[..., AppServer]]:
    """Serves a copy of the app, whose files a test may change before and after the start."""
    with contextlib.ExitStack() as stack:

        def start(change: Callable[[Path], object] | None = None, **options: Any) -> AppServer:
            folder = copy_app(tmp_path / "app")
            if change is not None:
                change(folder)
            return stack.enter_context(serve(folder, tmp_path / "log.txt", **options))

        yield start


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(playwright), args=list(BROWSER_OPTIONS)
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lone_event() -> dict[str, str]:
    """An event of the war that has its point to itself, in a town."""
    rows = read_rows()
    points = Counter((row["lon"], row["lat"]) for row in rows)
    return next(
        row
        for row in rows
        if counts(row, *OPENING_WINDOW)
        and row["location_precision"] == "town"
        and row["date_precision"] == "day"
        and points[row["lon"], row["lat"]] == 1
    )


@pytest.fixture(scope="session")
def shared_context(browser: Browser) -> BrowserContext:
    """The context of visits without wishes of their own; keeps the files that never change."""
    return open_context(browser)


@pytest.fixture
def visit(
    browser: Browser,
    shared_context: BrowserContext,
    serve_copy: Callable[..., AppServer],  # noqa: ARG001
) -> Iterator[Callable[..., Visit]]:
    """Begins a visit; at the end nothing may have gone wrong in it.

    A visit with options, or with `own`, has a browser context of its own. Needs `serve_copy` only
    so that the visits end before the servers do.
    """
    visits: list[Visit] = []
    contexts: list[BrowserContext] = []

    def start(*, own: bool = False, allowed: Sequence[str] = (), **options: Any) -> Visit:
        context = shared_context
        if own or options:
            context = open_context(browser, **options)
            contexts.append(context)
        visits.append(Visit(context, allowed))
        return visits[-1]

    yield start
    for opened in visits:
        opened.close()
    for context in contexts:
        context.close()
    assert [fault for opened in visits for fault in opened.faults] == []


@pytest.fixture
def open_page(visit: Callable[..., Visit], site: AppServer) -> OpenPage:
    """Opens the plain page at a link and waits until it is painted."""

    def start(link: str = "", **options: Any) -> Page:
        return visit(**options).open(f"{site.url}view/{link}")

    return start


@pytest.fixture
def open_app(visit: Callable[..., Visit], site: AppServer) -> OpenPage:
    """Opens the map page of Streamlit at a link and waits until it is painted."""

    def start(link: str = "", **options: Any) -> Page:
        return visit(**options).open(site.url + link)

    return start


@pytest.fixture(params=["plain page", "Streamlit"])
def open_host(request: pytest.FixtureRequest, open_page: OpenPage, open_app: OpenPage) -> OpenPage:
    """Opens the app in each of its hosts."""
    return open_page if request.param == "plain page" else open_app
