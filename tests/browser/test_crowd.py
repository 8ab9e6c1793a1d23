"""A record that is too large to be sent: cells that are counted, split, listed, and asked for anew."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator

import pytest
from app_server import ROOT, AppServer, copy_app, serve
from bench.synthetic import write_synthetic
from playwright.sync_api import Locator, Page, Route, expect
from reading import (
    OPENING_WINDOW,
    Visit,
    card,
    card_title,
    counts,
    expect_shown,
    expect_window,
    filter_button,
    filter_chips,
    filter_drawer,
    headline,
    incidents,
    list_box,
    notices,
    read_rows,
    slider,
    sources,
    stage,
    wait_parameter,
)

from geo.tables.schema import CLAIMS

COUNT = 5_000
FIRST, LAST = OPENING_WINDOW
#: A cell of so many incidents or fewer lists them.
LISTED = 200
#: How often it is looked whether something has changed.
LOOKS = 300
CELL_WORDS = re.compile(r"^([\d,]+) incidents? in this cell$")

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The app over some thousand synthetic events."""
    folder = copy_app(tmp_path_factory.mktemp("crowd") / "app")
    write_synthetic(ROOT, folder, count=COUNT)
    with serve(folder, folder.parent / "log.txt") as server:
        yield server


@pytest.fixture(scope="module")
def rows(crowd: AppServer) -> Rows:
    """The rows of its table."""
    return read_rows(crowd.folder / "events.csv")


@pytest.fixture
def open_crowd(crowd: AppServer, visit: Callable[..., Visit]) -> Callable[..., Page]:
    """Opens the plain page on it."""
    return lambda link="": visit().open(f"{crowd.url}view/{link}")


def _whole(rows: Rows) -> str:
    """A link to all days of a table."""
    first = min(row["date"] for row in rows)
    last = max(row["date_end"] or row["date"] for row in rows)
    return f"?from={first}&to={last}&span=all"


def _count(rows: Rows, first: str, last: str, **cells: str) -> int:
    return sum(
        counts(row, first, last) and all(row[name] == cell for name, cell in cells.items())
        for row in rows
    )


def _option(page: Page) -> Locator:
    """What the list box of the map says, from its beginning."""
    box = list_box(page)
    box.focus()
    box.press("Home")
    return box.get_by_role("option")


def _wait_for_another(page: Page, words: str) -> str:
    """What the list box says at its beginning, once it is no longer what it was."""
    for _ in range(LOOKS):
        if (found := _option(page).inner_text()) != words:
            return found
        page.wait_for_timeout(100)
    raise AssertionError(f"it still says: {words}")


def _read_options(page: Page) -> list[str]:
    """All that the list box of the map says, step by step."""
    option = _option(page)
    size = int(option.get_attribute("aria-setsize") or 0)
    words = []
    for place in range(1, size + 1):
        expect(option).to_have_attribute("aria-posinset", str(place))
        words.append(option.inner_text())
        list_box(page).press("ArrowRight")
    return words


def _count_in(words: str) -> int:
    found = CELL_WORDS.match(words)
    assert found, words
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize("path", ["", "view/"], ids=["Streamlit", "plain page"])
def test_every_window_counts_what_the_table_holds_and_nothing_is_asked_for_it(
    visit: Callable[..., Visit], crowd: AppServer, rows: Rows, path: str
) -> None:
    opened = visit()
    page = opened.open(crowd.url + path)
    handle = slider(page, "To date")
    expect_shown(page, _count(rows, FIRST, LAST))
    page.wait_for_load_state("networkidle")
    before = len(opened.sent)

    for key, last in (
        ("ArrowLeft", "2020-11-09"),
        ("PageDown", "2020-11-02"),
        ("Home", "2020-09-27"),
    ):
        handle.press(key)
        expect_window(page, FIRST, last)
        expect_shown(page, _count(rows, FIRST, last))

    asked = [url for url in opened.sent[before:] if "/counts/" in url or "/cells/" in url]
    assert asked == []
    assert "frame" not in opened.sent[before:]


def test_the_cells_hold_all_incidents_on_the_map(
    open_crowd: Callable[..., Page], rows: Rows
) -> None:
    page = open_crowd(f"{_whole(rows)}&view=40.3,46.6,6")
    count = _count(rows, "0", "9")
    expect_shown(page, count)
    found = re.search(r"([\d,]+) not on the map", headline(page).inner_text())
    assert found

    in_cells = [_count_in(words) for words in _read_options(page)]

    assert in_cells == sorted(in_cells, reverse=True)
    assert sum(in_cells) == count - int(found[1].replace(",", ""))
    assert len(in_cells) < 400


def test_a_full_cell_brings_the_map_nearer_and_splits(open_crowd: Callable[..., Page]) -> None:
    page = open_crowd()
    fullest = _option(page).inner_text()
    most = _count_in(fullest)
    assert most > LISTED

    list_box(page).press("Enter")
    page.wait_for_url(re.compile("view="))

    expect(notices(page)).to_have_count(0)
    assert _count_in(_wait_for_another(page, fullest)) < most


def test_a_cell_of_a_few_lists_them_and_each_opens_its_card(
    open_crowd: Callable[..., Page],
) -> None:
    page = open_crowd()
    smallest = _read_options(page)[-1]

    list_box(page).press("Enter")

    listed = page.get_by_role("dialog", name="Incidents at this point").get_by_role("listitem")
    expect(listed).to_have_count(_count_in(smallest))
    title = listed.first.locator("[data-record]").inner_text()
    listed.first.get_by_role("button").click()
    expect(card_title(page)).to_have_text(title)
    wait_parameter(page, "event", f"synthetic-{title.split()[2]}")
    expect(card(page).get_by_role("heading", level=3).first).to_be_visible()


def test_near_enough_there_are_single_incidents_that_open_their_card(
    open_crowd: Callable[..., Page], rows: Rows
) -> None:
    seen = next(row for row in rows if row["lon"] and counts(row, FIRST, LAST))
    page = open_crowd(f"?view={seen['lat']},{seen['lon']},12")
    option = _option(page)
    expect(option).to_contain_text("Synthetic event")
    title = option.inner_text().split(": ", 1)[1]

    list_box(page).press("Enter")

    expect(card_title(page)).to_have_text(title)


def test_filters_count_exactly_and_say_what_they_would_give(
    open_crowd: Callable[..., Page], rows: Rows
) -> None:
    page = open_crowd(_whole(rows))
    expect_shown(page, _count(rows, "0", "9"))
    filter_button(page).click()

    for category, label in (("landmines", "mines"), ("cluster munition", "cluster munition")):
        count = _count(rows, "0", "9", category=category)
        name = re.compile(rf"^{label}\s*{count:,}$")
        box = filter_drawer(page).get_by_role("checkbox", name=name)
        box.check()
        expect_shown(page, count)
        box.uncheck()
        expect_shown(page, _count(rows, "0", "9"))


def test_a_search_may_leave_one_incident_or_none_and_all_come_back(
    open_crowd: Callable[..., Page], rows: Rows
) -> None:
    page = open_crowd(_whole(rows))
    search = page.get_by_placeholder("Search names and text")
    one = next(row for row in rows if row["overview"] == "no")

    search.fill(one["title"].split()[2])
    expect_shown(page, 1)
    search.fill("no such words")
    expect_shown(page, 0)
    search.fill("")
    expect_shown(page, _count(rows, "0", "9"))


def test_list_sources_and_table_are_those_of_the_window(
    open_crowd: Callable[..., Page], crowd: AppServer, rows: Rows
) -> None:
    day = "2020-10-28"
    shown = [row for row in rows if counts(row, day, day)]
    claims = read_rows(crowd.folder / CLAIMS.file)
    ids = {row["id"] for row in shown}
    behind = len({row["source_id"] for row in claims if row["event_id"] in ids})
    page = open_crowd(f"?from={day}&to={day}")

    expect_shown(page, len(shown))
    expect(incidents(page).locator(".tm-row-title").first).to_contain_text("Synthetic event")
    page.get_by_role("tab", name="Sources").click()
    expect(sources(page).get_by_role("heading", level=2)).to_contain_text(f"{behind:,} of ")
    page.get_by_role("navigation").get_by_role("button", name="Table", exact=True).click()
    region = page.get_by_role("region", name="Table")
    expect(region.get_by_role("heading", level=2)).to_contain_text(f"{len(shown):,} incident")
    expect(region.get_by_role("rowheader").first).to_contain_text("Synthetic event")


def test_a_broken_transfer_is_tried_again_and_then_said(
    visit: Callable[..., Visit], crowd: AppServer, rows: Rows
) -> None:
    opened = visit(own=True)
    page = opened.open(f"{crowd.url}view/{_whole(rows)}")
    broken = 0
    still_broken = 1

    def break_off(route: Route) -> None:
        nonlocal broken
        broken += 1
        if broken <= still_broken:
            route.abort()
        else:
            route.continue_()

    page.route("**/counts/**", break_off)
    search = page.get_by_placeholder("Search names and text")
    one = next(row["title"].split()[2] for row in rows if row["overview"] == "no")
    search.fill(one)
    expect_shown(page, 1)
    assert broken == 2

    still_broken = 10**6
    search.fill(one[:-1])
    notice = notices(page)
    expect(notice).to_contain_text("The counts could not be loaded")
    still_broken = 0
    notice.get_by_role("button", name="Try again").click()
    expect_shown(page, sum(one[:-1] in row["title"] and row["overview"] == "no" for row in rows))
    expect(notice).to_have_count(0)
    page.unroute_all(behavior="wait")
    assert all("ERR_FAILED" in fault for fault in opened.faults)
    opened.faults.clear()


def _rewrite(server: AppServer, title: str) -> None:
    """Change the title of the first row, and wait until the record is another version."""
    before = server.health()["version"]
    path = server.folder / "events.csv"
    rows = read_rows(path)
    rows[0]["title"] = title
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    server.wait_for(lambda health: health["version"] != before)


def test_a_version_that_is_not_served_any_more_gives_way_to_the_present_one(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy(lambda folder: write_synthetic(ROOT, folder, count=3_100))
    opened = visit(own=True)
    pages = [opened.open(f"{server.url}{path}?place=barda") for path in ("", "view/")]
    first = server.api("counts/{version}.bin")
    for turn in range(4):
        _rewrite(server, f"Titled anew {turn}")
    assert server.get(first).status == 404

    for page in pages:
        stage(page).get_by_role("button", name="Start over").click()
        page.get_by_placeholder("Search names and text").fill("titled anew")

        expect(filter_chips(page)).to_have_text(["“titled anew”"])
        _expect_only(page, "Titled anew 3")
    assert all("404" in fault for fault in opened.faults)
    opened.faults.clear()


def _expect_only(page: Page, title: str) -> None:
    page.get_by_label("Period").select_option("all")
    expect(incidents(page).locator(".tm-row-title")).to_have_text([title])


def test_what_is_too_much_for_one_file_is_said_and_narrowing_makes_it_one(
    open_crowd: Callable[..., Page], rows: Rows
) -> None:
    page = open_crowd(_whole(rows))
    downloads = incidents(page).locator(".tm-downloads")
    copy = downloads.get_by_role("link", name="Download as one file")
    said = downloads.get_by_text(
        "As one file: at most 3,000 incidents; narrow the dates or filters."
    )
    expect(said).to_be_visible()
    expect(copy).to_be_hidden()

    page.goto(page.url.split("?")[0] + "?from=2020-10-04&to=2020-10-06")

    expect(copy).to_be_visible()
    expect(said).to_be_hidden()
    with page.expect_download() as download:
        copy.click()
    assert download.value.suggested_filename.endswith("-part.html")
