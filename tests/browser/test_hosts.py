"""The two hosts of the app: what fails is told and cured, other pages lead back, the server may die."""

from __future__ import annotations

import contextlib
import csv
import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from app_server import ROOT, AppServer, serve
from path_proxy import Proxy, proxy_below
from playwright.sync_api import BrowserContext, Locator, Page, Route, TimeoutError, expect
from reading import (
    OPENING_WINDOW,
    REST_MS,
    OpenPage,
    Visit,
    card,
    card_title,
    count_rows,
    counts,
    expect_shown,
    expect_window,
    filter_button,
    filter_chips,
    filter_value,
    incidents,
    list_box,
    notices,
    parameters,
    place_name,
    read_rows,
    root,
    slider,
    sources,
    stage,
    wait_painted,
    wait_parameter,
)

HOSTS = {"plain page": "view/", "Streamlit": ""}
RECORD = "**/api/*/record/*"
DETAIL = "**/api/*/detail/*"
EVENT = "2020-10-28-barda"
#: WebSockets that the pages of both hosts hold together.
SOCKETS = 3
#: So many versions of the record the server keeps.
KEPT = 4
#: A lost server is asked again after 2, 4, 8 and 16 seconds.
BACK_MS = 180_000


@pytest.fixture(params=HOSTS.values(), ids=list(HOSTS))
def path(request: pytest.FixtureRequest) -> str:
    """Where a host's page is, below the root of the app."""
    return str(request.param)


class Breaks:
    """Breaks off what the pages of a context ask for, until it is cured."""

    def __init__(self, context: BrowserContext, pattern: str, *, times: int | None = None) -> None:
        self.left = times
        context.route(pattern, self._answer)

    def _answer(self, route: Route) -> None:
        if self.left == 0:
            route.continue_()
            return
        if self.left is not None:
            self.left -= 1
        route.abort()

    def cure(self) -> None:
        """Let all through from now on."""
        self.left = 0


def _forgive(opened: Visit, *words: str) -> None:
    """Only faults with one of these words have happened, and they were meant to."""
    assert [fault for fault in opened.faults if not any(word in fault for word in words)] == []
    opened.faults.clear()


def _title(event: str) -> str:
    return next(row["title"] for row in read_rows() if row["id"] == event)


def test_a_record_that_breaks_off_once_is_asked_for_again(
    visit: Callable[..., Visit], site: AppServer, path: str
) -> None:
    opened = visit(own=True)
    Breaks(opened.context, RECORD, times=1)

    page = opened.open(site.url + path)

    expect_shown(page, count_rows(*OPENING_WINDOW))
    _forgive(opened, "ERR_FAILED")


def test_a_record_that_cannot_be_had_is_said_and_trying_again_works(
    visit: Callable[..., Visit], site: AppServer, path: str
) -> None:
    opened = visit(own=True)
    breaks = Breaks(opened.context, RECORD)

    page = opened.open_text(f"{site.url}{path}?place=barda")
    fault = page.get_by_role("alert").filter(has_text="The map cannot be loaded")
    again = page.get_by_role("button", name="Try again")
    expect(fault).to_be_visible()
    again.click()
    # It rests while it is tried, and is there again after the failure.
    expect(again).to_be_enabled()
    expect(fault).to_be_visible()
    breaks.cure()
    again.click()

    wait_painted(page)
    expect(fault).to_have_count(0)
    expect(filter_chips(page)).to_have_text(["Barda"])
    place_name(page, "Barda").click()
    expect_shown(page, count_rows(*OPENING_WINDOW))
    _forgive(opened, "ERR_FAILED")


def test_cards_that_cannot_be_had_are_said_and_trying_again_works(
    visit: Callable[..., Visit], site: AppServer
) -> None:
    opened = visit(own=True)
    breaks = Breaks(opened.context, DETAIL)

    page = opened.open(f"{site.url}view/?event={EVENT}")
    expect(card_title(page)).to_have_text(_title(EVENT))
    fault = card(page).get_by_text("Claims and sources could not be loaded.")
    expect(fault).to_be_visible()
    breaks.cure()
    card(page).get_by_role("button", name="Try again").click()

    expect(fault).to_have_count(0)
    expect(card(page).get_by_role("heading", level=3).first).to_be_visible()
    _forgive(opened, "ERR_FAILED")


def _retitle(server: AppServer, title: str) -> None:
    """Change the title of an event, and wait until the record is another version."""
    before = server.health()["version"]
    path = server.folder / "events.csv"
    rows = read_rows(path)
    next(row for row in rows if row["id"] == EVENT)["title"] = title
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    server.wait_for(lambda health: health["version"] != before)


def _outdate(server: AppServer, titles: list[str]) -> Callable[[Route], None]:
    """Before the page's own request is passed on, the record has one version after the other."""

    def answer(route: Route) -> None:
        if "prefetch" in route.request.headers.get(
            "sec-purpose", route.request.headers.get("purpose", "")
        ):
            return route.abort()
        while titles:
            _retitle(server, titles.pop(0))
        return route.continue_()

    return answer


def test_a_version_that_went_between_page_and_record_gives_way_to_the_present_one(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy()
    for host, path in HOSTS.items():
        opened = visit(own=True)
        titles = [f"Version {n} for {host}" for n in range(KEPT + 1)]
        opened.context.route(RECORD, _outdate(server, list(titles)))

        page = opened.open_text(f"{server.url}{path}?event={EVENT}")

        # Several records are loaded while the page waits for the first one.
        wait_painted(page, 5 * REST_MS)
        expect(card_title(page)).to_have_text(titles[-1])
        expect(card(page).get_by_role("heading", level=3).first).to_be_visible()
        _forgive(opened, "404", "ERR_FAILED")


VIEW_LINK = urlencode(
    {"from": "2020-10-01", "to": "2020-10-31", "district": "AZ-BAR", "harmed": "azerbaijani"}
    | {"q": "rockets", "event": EVENT}
)


def _go_to_a_source_of_the_card(page: Page) -> dict[str, list[str]]:
    """From a claim's source to its page; the parameters that the map had then."""
    expect(card_title(page)).to_have_text(_title(EVENT))
    page.get_by_role("tab", name="Sources").click()
    sources(page).locator("button.tm-source-row").first.click()
    wait_parameter(page, "tab", "sources")
    page.wait_for_function("new URL(location.href).searchParams.has('source')")
    left = parameters(page)
    sources(page).get_by_role("button", name="Its page").click()
    page.wait_for_url("**/sources?source=*")
    expect(page.get_by_role("heading", level=2, name="Sources", exact=True)).to_be_visible()
    return left


def _expect_left_view(page: Page, left: dict[str, list[str]]) -> None:
    wait_painted(page)
    expect(filter_chips(page)).to_have_count(3)
    expect_window(page, "2020-10-01", "2020-10-31")
    expect(page.get_by_role("searchbox", name="Search names and text")).to_have_value("rockets")
    expect(sources(page)).to_be_visible()
    page.wait_for_function("new URL(location.href).searchParams.has('event')")
    assert parameters(page) == left
    page.get_by_role("tab", name="Incidents").click()
    expect(card_title(page)).to_have_text(_title(EVENT))


def test_back_from_the_page_of_a_source_finds_the_view_that_was_left(open_host: OpenPage) -> None:
    page = open_host(f"?{VIEW_LINK}")
    left = _go_to_a_source_of_the_card(page)

    page.go_back()

    _expect_left_view(page, left)


def test_the_way_from_the_page_of_a_source_to_the_map_finds_the_view_that_was_left(
    open_app: OpenPage,
) -> None:
    page = open_app(f"?{VIEW_LINK}")
    left = _go_to_a_source_of_the_card(page)

    page.get_by_role("link", name="Map", exact=True).click()

    _expect_left_view(page, left)


def test_nothing_is_sent_to_the_server_by_all_that_is_done_on_the_page(
    visit: Callable[..., Visit], site: AppServer, path: str
) -> None:
    opened = visit(own=True)
    page = opened.open(site.url + path)
    page.wait_for_load_state("networkidle")
    before = list(opened.sent)

    _use_everything(page)

    # The browser looks up the icon of the page at each address, in its own cache.
    assert [sent for sent in opened.sent[len(before) :] if not sent.endswith(".png")] == []


def _use_everything(page: Page) -> None:
    """Drag, play, filter, search, select, step, scroll, look at sources and table."""
    first = slider(page, "From date")
    first.press("ArrowRight")
    expect_window(page, "2020-09-28", "2020-11-10")
    box = first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 200, box["y"] + 10, steps=5)
    page.mouse.up()
    wait_parameter(page, "from", root(page).get_attribute("data-from"))
    page.get_by_role("button", name="Play", exact=True).click()
    page.get_by_role("button", name="Pause", exact=True).click()
    stage(page).get_by_role("button", name="Start over").click()
    filter_button(page).click()
    filter_value(page, "cluster munition").check()
    filter_button(page).click()
    page.get_by_role("searchbox", name="Search names and text").fill("rocket")
    wait_parameter(page, "q", "rocket")
    stage(page).get_by_role("button", name="Start over").click()
    expect_shown(page, count_rows(*OPENING_WINDOW))
    list_box(page).press("Enter")
    expect(card(page).get_by_role("heading", level=3).first).to_be_visible()
    card(page).get_by_role("button", name="Next incident").click()
    page.get_by_role("tab", name="Sources").click()
    expect(sources(page).get_by_role("heading", level=2)).to_be_visible()
    page.get_by_role("tab", name="Incidents").click()
    card(page).get_by_role("button", name="Back to the list").click()
    incidents(page).evaluate("(list) => list.scrollTo(0, list.scrollHeight)")
    expect(
        incidents(page).locator(f"li[aria-posinset='{count_rows(*OPENING_WINDOW)}']")
    ).to_be_visible()
    page.get_by_role("navigation").get_by_role("button", name="Table", exact=True).click()
    expect(page.get_by_role("region", name="Table")).to_be_visible()
    wait_parameter(page, "show", "table")


def test_the_page_goes_on_without_its_server_and_says_so_until_it_is_there_again(
    visit: Callable[..., Visit], tmp_path: Path
) -> None:
    opened = visit(own=True)
    with serve(ROOT, tmp_path / "first.txt") as server:
        pages = [opened.open(server.url + path) for path in HOSTS.values()]
        for page in pages:
            page.wait_for_load_state("networkidle")
            # Streamlit says in a dialog of its own, after some tries, that it has no server.
            page.add_locator_handler(
                page.get_by_role("dialog").filter(has_text="Connection error"),
                lambda _dialog, page=page: page.keyboard.press("Escape"),
            )

    for page in pages:
        page.bring_to_front()
        expect(notices(page)).to_contain_text("The server does not answer")
        _use_without_server(page)
    with serve(ROOT, tmp_path / "second.txt", port=urlsplit(server.url).port):
        for page in pages:
            page.bring_to_front()
            expect(notices(page)).to_have_count(0, timeout=BACK_MS)
            expect(page.get_by_role("region", name="Table")).to_be_visible()
            assert parameters(page)["place"] == ["barda"]
        # Before this server ends, too.
        opened.close()
        _forgive(
            opened,
            "WebSocket",
            "ERR_CONNECTION_REFUSED",
            "ERR_CONNECTION_RESET",
            "ERR_EMPTY_RESPONSE",
            "ERR_CONTENT_LENGTH_MISMATCH",
            "DoInitPings",
            "timed out",
            "fetch",
            "reach",
            "Streamlit",
        )


def test_sockets_that_are_cut_ten_times_take_nothing_from_the_reader(
    visit: Callable[..., Visit], site: AppServer
) -> None:
    opened = visit(own=True)
    with proxy_below(site.url, "") as proxy:
        pages = [opened.open(proxy.url + path) for path in HOSTS.values()]
        before = [_set_view(page) for page in pages]
        _wait_for_sockets(pages[0], proxy, set())
        for _ in range(10):
            cut = set(proxy.sockets)
            proxy.cut_sockets()
            _wait_for_sockets(pages[0], proxy, cut)

        for page, view in zip(pages, before, strict=True):
            page.bring_to_front()
            expect(notices(page)).to_have_count(0, timeout=BACK_MS)
            assert _read_view(page) == view
        opened.close()
        _forgive(opened, "WebSocket", "ERR_", "DoInitPings", "timed out", "Streamlit")


def _set_view(page: Page) -> tuple[object, ...]:
    """Dates, a search, the note on the content closed; what the page then shows."""
    incidents(page).locator(".tm-lead").get_by_role("button", name="Hide the introduction").click()
    slider(page, "To date").press("PageDown")
    _search_box(page).fill("rockets")
    wait_parameter(page, "q", "rockets")
    return _read_view(page)


def _read_view(page: Page) -> tuple[object, ...]:
    expect(incidents(page).locator(".tm-lead")).to_be_hidden()
    return parameters(page), _search_box(page).input_value(), root(page).get_attribute("data-to")


def _search_box(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search names and text")


def _wait_for_sockets(page: Page, proxy: Proxy, cut: set[socket.socket]) -> None:
    """Wait until all WebSockets of the pages are open, beside those that were cut."""
    end = time.monotonic() + BACK_MS / 1000
    while len(proxy.sockets - cut) < SOCKETS:
        assert time.monotonic() < end
        page.wait_for_timeout(50)


def _use_without_server(page: Page) -> None:
    """Dates, a filter, a card, its sources, the table."""
    handle, last = slider(page, "To date"), root(page).get_attribute("data-to")
    # Streamlit's dialog, which may come at any moment, takes the keys to itself.
    while root(page).get_attribute("data-to") == last:
        handle.press("PageDown")
        with contextlib.suppress(TimeoutError):
            page.wait_for_function(
                "(last) => document.querySelector('.tm-root').dataset.to !== last",
                arg=last,
                timeout=20_000,
            )
    expect_shown(page, count_rows("2020-09-27", "2020-11-03"))
    place_name(page, "Barda").click()
    barda = [
        row
        for row in read_rows()
        if row["place_id"] == "barda" and counts(row, "2020-09-27", "2020-11-03")
    ]
    expect_shown(page, len(barda))
    incidents(page).get_by_role("button").filter(has_text=_title(EVENT)).click()
    expect(card(page).get_by_role("heading", level=3).first).to_be_visible()
    page.get_by_role("tab", name="Sources").click()
    expect(sources(page).locator("button.tm-source-row").first).to_be_visible()
    page.get_by_role("navigation").get_by_role("button", name="Table", exact=True).click()
    expect(page.get_by_role("row")).to_have_count(1 + len(barda))


def test_a_page_goes_on_with_its_version_of_the_record_while_a_newer_one_is_served(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy()
    opened = visit()
    pages = [opened.open(server.url + path) for path in HOSTS.values()]

    for n in range(KEPT + 1):
        _retitle(server, f"Version {n}")

    for page in pages:
        slider(page, "To date").press("ArrowLeft")
        expect_shown(page, count_rows("2020-09-27", "2020-11-09"))
        place_name(page, "Barda").click()
        incidents(page).get_by_role("button").filter(has_text=_title(EVENT)).click()
        expect(card(page).get_by_role("heading", level=3).first).to_be_visible()
        expect(card_title(page)).to_have_text(_title(EVENT))
        expect(notices(page)).to_have_count(0)
    later = visit().open(f"{server.url}view/?event={EVENT}")
    expect(card_title(later)).to_have_text(f"Version {KEPT}")
