"""A record that is too large to be sent: cells that are counted, split, listed, and asked for anew."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_server import ROOT, AppServer, copy_app, serve
from bench.synthetic import write_synthetic
from playwright.sync_api import Page, Route, expect
from reading import (
    OPENING_WINDOW,
    Visit,
    expect_shown,
    in_window,
    list_box,
    read_rows,
    root,
    selected_card,
    slider,
    stage,
    wait_parameter,
)

COUNT = 5_000
FIRST, LAST = OPENING_WINDOW
#: A cell of so many incidents or fewer lists them.
LISTED = 200
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


def _whole(rows: Rows) -> str:
    """A link to all days of a table."""
    first = min(row["date"] for row in rows)
    last = max(row["date_end"] or row["date"] for row in rows)
    return f"?from={first}&to={last}&span=all"


def _count(rows: Rows, first: str, last: str, **cells: str) -> int:
    return sum(
        in_window(row, first, last) and all(row[name] == cell for name, cell in cells.items())
        for row in rows
    )


def _read_options(page: Page) -> list[str]:
    """What the list box of the map says, step by step."""
    box = list_box(page)
    box.focus()
    box.press("Home")
    option = box.get_by_role("option")
    size = int(option.get_attribute("aria-setsize") or 0)
    words = []
    for place in range(1, size + 1):
        expect(option).to_have_attribute("aria-posinset", str(place))
        words.append(option.inner_text())
        box.press("ArrowRight")
    return words


def _count_in(words: str) -> int:
    found = CELL_WORDS.match(words)
    assert found, words
    return int(found[1].replace(",", ""))


def test_the_map_counts_what_the_table_holds_in_every_window(
    visit: Callable[..., Visit], crowd: AppServer, rows: Rows
) -> None:
    page = visit().open(crowd.url)
    handle = slider(page, "To date")

    expect_shown(page, _count(rows, FIRST, LAST))
    for key, last in (
        ("ArrowLeft", "2020-11-09"),
        ("PageDown", "2020-11-02"),
        ("Home", "2020-09-27"),
    ):
        handle.press(key)
        expect(root(page)).to_have_attribute("data-to", last)
        expect(root(page)).to_have_attribute("data-shown", str(_count(rows, FIRST, last)))
    expect_shown(page, _count(rows, FIRST, "2020-09-27"))


def test_the_cells_hold_all_incidents_on_the_map(
    visit: Callable[..., Visit], crowd: AppServer, rows: Rows
) -> None:
    page = visit().open(crowd.url + _whole(rows))
    stage(page).get_by_role("button", name="Show all").click()
    page.wait_for_url(re.compile("view="))
    expect(stage(page)).to_have_attribute("aria-busy", "false")
    expect(stage(page).locator(".tm-count-words")).to_contain_text("not on the map")
    off_map = int(
        stage(page)
        .locator(".tm-count-words")
        .inner_text()
        .split(";")[1]
        .split()[0]
        .replace(",", "")
    )

    counts = [_count_in(words) for words in _read_options(page)]

    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == len(rows) - off_map
    assert len(counts) < 400


def test_a_full_cell_brings_the_map_nearer_and_splits(
    visit: Callable[..., Visit], crowd: AppServer
) -> None:
    page = visit().open(crowd.url)
    box = list_box(page)
    box.focus()
    box.press("Home")
    option = box.get_by_role("option")
    most = _count_in(option.inner_text())
    assert most > LISTED

    box.press("Enter")

    page.wait_for_url(re.compile("view="))
    expect(stage(page)).to_have_attribute("aria-busy", "false")
    box.press("Home")
    assert _count_in(option.inner_text()) < most


def test_a_cell_of_a_few_lists_them_and_each_opens_its_card(
    visit: Callable[..., Visit], crowd: AppServer
) -> None:
    page = visit().open(crowd.url)
    smallest = _read_options(page)[-1]

    list_box(page).press("Enter")

    listed = page.get_by_role("dialog", name="Incidents at this point").get_by_role("listitem")
    expect(listed).to_have_count(_count_in(smallest))
    title = listed.first.locator("span span").inner_text()
    listed.first.get_by_role("button").click()
    expect(selected_card(page)).to_contain_text(title)
    wait_parameter(page, "event", f"synthetic-{title.split()[2]}")


def test_near_enough_there_are_single_incidents_that_open_their_card(
    visit: Callable[..., Visit], crowd: AppServer, rows: Rows
) -> None:
    seen = [row for row in rows if row["lon"] and in_window(row, FIRST, LAST)]
    point = f"{seen[0]['lat']},{seen[0]['lon']},12"
    page = visit().open(f"{crowd.url}?view={point}")
    box = list_box(page)
    box.focus()
    box.press("Home")
    option = box.get_by_role("option")
    expect(option).to_contain_text("Synthetic event")
    title = option.inner_text().split(": ", 1)[1]

    box.press("Enter")

    expect(selected_card(page)).to_contain_text(title)


@pytest.mark.parametrize("category", ["landmines", "missile strike"])
def test_filters_count_exactly(
    visit: Callable[..., Visit], crowd: AppServer, rows: Rows, category: str
) -> None:
    page = visit().open(f"{crowd.url}{_whole(rows)}&category={category}")

    expect_shown(page, _count(rows, "0", "9", category=category))


def test_a_search_may_leave_one_incident_or_none_and_all_come_back(
    visit: Callable[..., Visit], crowd: AppServer, rows: Rows
) -> None:
    page = visit().open(crowd.url + _whole(rows))
    search = page.get_by_placeholder("Search names and text")

    search.fill("00042")
    expect_shown(page, 1)
    search.fill("no such words")
    expect_shown(page, 0)
    expect(stage(page).locator(".tm-count-words")).to_have_text("no incident recorded")
    search.fill("")
    expect_shown(page, len(rows))


def test_a_broken_transfer_is_tried_again_and_then_said(
    visit: Callable[..., Visit], crowd: AppServer, rows: Rows
) -> None:
    opened = visit(own=True)
    page = opened.open(crowd.url + _whole(rows))
    broken = 0
    still_broken = 1

    def break_off(route: Route) -> None:
        nonlocal broken
        broken += 1
        if broken <= still_broken:
            route.abort()
        else:
            route.continue_()

    page.route("**/api/counts/**", break_off)
    search = page.get_by_placeholder("Search names and text")
    search.fill("00042")
    expect_shown(page, 1)
    assert broken == 2

    still_broken = 10**6
    search.fill("0004")
    notice = stage(page).locator(".tm-loading")
    expect(notice).to_contain_text("The counts could not be loaded")
    still_broken = 0
    notice.get_by_role("button", name="Try again").click()
    expect_shown(page, sum("0004" in row["title"] for row in rows))
    expect(notice).to_have_text("")
    page.unroute_all(behavior="wait")
    assert all("ERR_FAILED" in fault for fault in opened.faults)
    opened.faults.clear()


def _rewrite(folder: Path, note: str) -> None:
    """Change one cell of the table, so that the record is another version."""
    rows = read_rows(folder / "events.csv")
    rows[0]["note"] = note
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_a_version_that_is_not_served_any_more_is_asked_for_anew(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy(lambda folder: write_synthetic(ROOT, folder, count=3_100))
    opened = visit(own=True)
    page = opened.open(server.url)
    first = server.health()["version"]
    for turn in range(4):
        _rewrite(server.folder, f"version {turn}")
        last = server.health()["version"]
    refused = server.get(f"api/counts/{first}.bin")
    assert (refused.status, refused.json()["error"]) == (
        404,
        f"version {first} of the record is not served any more; reload the page",
    )

    page.get_by_placeholder("Search names and text").fill("00042")

    page.wait_for_function(
        "(version) => performance.getEntriesByType('resource')"
        ".some(({ name }) => name.includes(`counts/${version}`))",
        arg=last,
    )
    assert all("404" in fault for fault in opened.faults)
    opened.faults.clear()
