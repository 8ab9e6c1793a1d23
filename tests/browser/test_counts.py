"""One number for the incidents that are shown: bars, map, list, table, download and the server say the same."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode, urljoin

import pytest
from app_server import ROOT, AppServer
from drawing import Drawn, watch_drawing
from playwright.sync_api import Locator, Page, ViewportSize, expect
from reading import (
    FOLLOW_LINK,
    OPENING_WINDOW,
    OpenPage,
    card_title,
    counts,
    expect_shown,
    follow_link,
    incidents,
    read_rows,
    root,
    touches,
)

from geo.dates import describe_day

Row = dict[str, str]
Window = tuple[str, str]
Ask = Callable[[str, Window], bytes]

FIRST, LAST = OPENING_WINDOW
#: So much ground that all incidents around Karabakh are on it.
VIEW = "40,46.5,6"
#: Large enough that nothing that is only possible lies below key or title.
ALL_IN_SIGHT = ViewportSize(width=1920, height=1080)
#: So high that no row of a day's lists is out of view; those would not exist.
ALL_ROWS = ViewportSize(width=1440, height=2000)
#: Every second day of the war, and days around single incidents, months and years before and after it.
DAYS = [
    *((datetime.date.fromisoformat(FIRST) + datetime.timedelta(2 * k)).isoformat() for k in range(23)),
    "1949-08-12", "1992-02-26", "1993-04-30", "2020-07-14", "2020-11-30", "2022-12-12", "2023-09-20",
]  # fmt: skip
#: For each mode the window of a day.
WINDOWS: dict[str, Callable[[str], Window]] = {
    "on": lambda day: (day, day),
    "upto": lambda day: (min(FIRST, day), day),
    "between": lambda day: (day, _later(day, 9)),
}
#: What the page says and where it says it.
SAID = """() => {
  const words = (where) => document.querySelector(where)?.textContent ?? "";
  const seen = (where) => [...document.querySelectorAll(where)].filter((one) => !one.hidden);
  const rows = seen('ul[aria-label="Incidents, by date"]')[0]?.querySelector("li");
  return {
    shown: document.querySelector(".tm-root").dataset.shown,
    headline: words(".tm-count > span"),
    possible: seen(".tm-possible").map((one) => one.textContent).join(),
    list: words(".tm-list-count"),
    rows: rows?.getAttribute("aria-setsize") ?? "0",
    folds: seen(".tm-fold").map((one) => one.textContent),
    caption: words(".tm-table-count"),
    apart: words(".tm-table-count + p"),
    table: document.querySelector(".tm-grid").getAttribute("aria-rowcount"),
    beyond: seen(".tm-chip-off").map((one) => one.ariaLabel),
    drawn: window.drawn?.["tm-incidents"],
  };
}"""
READ_LINKS = f"""async (links) => {{
  const found = [];
  for (const link of links) {{
    await ({FOLLOW_LINK})(link);
    found.push(({SAID})());
  }}
  return found;
}}"""


def _later(day: str, days: int) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()


def _link(mode: str, window: Window, **more: str) -> str:
    first, last = window
    return "?" + urlencode({"mode": mode, "from": first, "to": last, "view": VIEW, **more})


def _sums(rows: list[Row], first: str, last: str) -> list[Row]:
    """Overviews that touch a window."""
    return [
        row
        for row in rows
        if row["overview"] == "yes"
        and row["date"] <= last
        and (row["date_end"] or row["date"]) >= first
    ]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """The rows of `events.csv`."""
    return read_rows()


@pytest.fixture(scope="module")
def outside() -> set[str]:
    """Ids of the places that the map does not show."""
    places = read_rows(ROOT / "geo" / "data" / "places.csv")
    return {row["id"] for row in places if row["scope"] == "outside"}


@pytest.fixture(scope="module")
def ask(site: AppServer) -> Ask:
    """Asks a route of the server about a window."""
    prefix, version = site.api(""), site.health()["version"]

    def answer(path: str, window: Window) -> bytes:
        query = urlencode(dict(zip(("from", "to"), window, strict=True)))
        found = site.get(f"{prefix}{path.format(version=version)}?{query}")
        assert found.status == 200
        return found.body

    return answer


def _number(words: str) -> int:
    """The number at the beginning of a text, 0 where it says that there is none."""
    found = re.match(r"[\d,]+", words)
    assert found or words.lower().startswith("no incident"), words
    return int(found[0].replace(",", "")) if found else 0


def _count_marks(said: dict[str, Any]) -> int:
    """Incidents that count on the map: the full marks, and what is said to lie beyond the view."""
    beyond = [re.search(r"([\d,]+) incidents? out of sight$", words) for words in said["beyond"]]
    assert all(beyond)
    drawn = Drawn(**said["drawn"])
    crowds = sum(int(one["text"]) for one in drawn.numbers if one["alpha"] == 1)
    return len(drawn.full) + crowds + sum(int(found[1]) for found in beyond if found)


def _titles(panel: Locator, name: str, count: int) -> list[str]:
    """The titles of a list of so many rows, in the order of the alphabet."""
    titles = panel.get_by_role("list", name=re.compile(name)).locator(".tm-row-title")
    expect(titles).to_have_count(count)
    return sorted(titles.all_inner_texts())


@pytest.mark.parametrize("mode", list(WINDOWS))
def test_map_list_download_and_server_say_one_number_on_thirty_days(
    open_page: OpenPage, ask: Ask, rows: list[Row], outside: set[str], mode: str
) -> None:
    page = open_page(viewport=ALL_IN_SIGHT)
    watch_drawing(page)

    for day, window, said in _read_days(page, mode):
        case = f"{mode} {day}"
        counted = [row for row in rows if counts(row, *window)]
        possible = [row for row in rows if touches(row, *window) and row not in counted]
        on_map, faint = (
            sum(row["lon"] != "" and row["place_id"] not in outside for row in some)
            for some in (counted, possible)
        )
        number, off_map = len(counted), len(counted) - on_map
        apart = [len(possible), len(_sums(rows, *window))]

        for where in ("shown", "headline", "list", "rows"):
            assert _number(said[where]) == number, f"{where}: {case}"
        assert _count_marks(said) == on_map, case
        assert len(Drawn(**said["drawn"]).faint) == faint, case
        beside = re.search(r", (\d+) not on the map$", said["headline"])
        assert int(beside[1] if beside else 0) == off_map, case
        assert _number(said["possible"] or "0") == len(possible), case
        assert [_number(words) for words in said["folds"]] == [n for n in apart if n], case
        table = csv.DictReader(
            io.StringIO(ask("download/{version}/incidents.csv", window).decode())
        )
        assert sorted(row["id"] for row in table) == sorted(row["id"] for row in counted), case
        answer = json.loads(ask("list/{version}.json", window))
        told = [answer[name] for name in ("total", "possible", "sums", "off_map")]
        assert told == [number, *apart, off_map], case


def test_the_table_has_a_row_for_each_incident_that_counts_and_names_what_it_leaves_out(
    open_page: OpenPage, rows: list[Row]
) -> None:
    page = open_page("?show=table")

    for mode in WINDOWS:
        for day, window, said in _read_days(page, mode, show="table"):
            number = sum(counts(row, *window) for row in rows)
            possible = sum(touches(row, *window) for row in rows) - number
            apart = [n for n in (possible, len(_sums(rows, *window))) if n]
            assert _number(said["caption"]) == int(said["table"]) - 1 == number, f"{mode} {day}"
            assert [int(found) for found in re.findall(r"\d+", said["apart"])] == apart


def _read_days(page: Page, mode: str, **more: str) -> Iterator[tuple[str, Window, dict[str, Any]]]:
    """Each of thirty days, its window, and what the page says of it."""
    assert len(DAYS) == 30
    windows = [WINDOWS[mode](day) for day in DAYS]
    links = [_link(mode, window, **more) for window in windows]
    yield from zip(DAYS, windows, page.evaluate(READ_LINKS, links), strict=True)


def test_the_download_of_the_page_is_that_of_what_is_shown(
    open_page: OpenPage, site: AppServer, rows: list[Row]
) -> None:
    page = open_page("?from=2020-10-01&to=2020-10-09&harmed=armenian+or+karabakh")
    shown = root(page).get_attribute("data-shown")

    incidents(page).get_by_role("button", name="Download", exact=True).click()
    files = page.get_by_role("dialog").get_by_role("group", name="Incidents", exact=True)
    link = files.get_by_role("link", name="CSV", exact=True).get_attribute("href")

    assert link is not None
    answer = site.get(urljoin(page.url, link).removeprefix(site.url))
    found = [row["id"] for row in csv.DictReader(io.StringIO(answer.body.decode()))]
    assert len(found) == int(shown or 0)
    assert 0 < len(found) < sum(counts(row, "2020-10-01", "2020-10-09") for row in rows)


def test_a_bar_says_how_many_incidents_count_on_its_days(
    open_page: OpenPage, rows: list[Row]
) -> None:
    page = open_page()

    def tell(window: Window) -> str:
        number = sum(counts(row, *window) for row in rows)
        return f"{number or 'no'} incident{'' if number < 2 else 's'}"

    for place in range(0, 45, 2):
        day = _later(FIRST, place)
        tip = _hover(page, (place + 0.5) / 45)
        assert tip[:2] == [describe_day(datetime.date.fromisoformat(day)), tell((day, day))]
        beyond = sum(touches(row, day, day) and not counts(row, day, day) for row in rows)
        assert [int(words.split()[0]) for words in tip if "more may be" in words] == [beyond] * (
            beyond > 0
        )

    follow_link(page, "?from=1949-01-01&to=2019-12-31&span=before-2020")
    years = {tip[0]: tip[1] for tip in (_hover(page, (k + 0.5) / 40) for k in range(40))}
    assert len(years) > 30
    assert years == {year: tell((f"{year}-01-01", f"{year}-12-31")) for year in years}


def _hover(page: Page, share: float) -> list[str]:
    """The lines of the tooltip at a share of the width of the strip."""
    box = page.locator(".tm-track").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
    tip = page.locator(".tm-strip-tip:visible > :is(strong, span)")
    return tip.all_inner_texts()


def test_what_may_be_of_a_day_is_folded_under_its_own_number_and_sums_stand_apart(
    open_page: OpenPage, rows: list[Row]
) -> None:
    day = "2020-10-10"
    page = open_page(f"?mode=on&to={day}", viewport=ALL_ROWS)
    possible = [
        row["title"] for row in rows if touches(row, day, day) and not counts(row, day, day)
    ]
    sums = [row["title"] for row in _sums(rows, day, day)]
    number = sum(counts(row, day, day) for row in rows)
    panel = incidents(page)
    expect(panel.locator(".tm-row-faint")).to_have_count(0)

    panel.get_by_role("button", name=f"{len(possible)} more may be of these days").click()
    assert _titles(panel, "more may be", len(possible)) == sorted(possible)
    panel.get_by_role("button", name=f"{len(sums)} totals and overviews, not counted").click()
    assert _titles(panel, "not counted", len(sums)) == sorted(sums)

    expect_shown(page, number)
    counted = _titles(panel, "Incidents, by date", number)
    assert not set(counted) & {*possible, *sums}
    panel.get_by_role("button", name=sums[0]).click()
    expect(card_title(page)).to_have_text(sums[0])
    expect(root(page)).to_have_attribute("data-shown", str(number))
