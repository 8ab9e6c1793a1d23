"""The page Analyse: districts chosen, numbers opened, its link, its files, on a phone and by keyboard."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from app_server import ROOT, AppServer
from playwright.sync_api import Locator, Page, Position, ViewportSize, expect
from reading import OpenPage, Visit, expect_shown, parameters, wait_parameter

from components.views.analysis.choice import Choice
from components.views.analysis.numbers import Numbers
from geo.analysis.crosstab import ALL
from geo.filters import Filters
from geo.record import Record, load_record

#: A district far from the edge, in the order in which they are drawn; the chosen one is drawn last.
INNER, LAST = 40, -1
PHONE = ViewportSize(width=390, height=844)
WAR = Filters(datetime.date(2020, 9, 27), datetime.date(2020, 11, 10))
BARDA = "AZ-BAR"
OpenAnalysis = Callable[..., Page]
#: In the name of the first row of a table, CSS pixels.
FIRST_NAME = Position(x=40, y=52)
#: Elements wider than the page, without those that scroll inside themselves or only a reader of the screen hears.
TOO_WIDE = """() => [...document.querySelectorAll("main, main *")]
  .filter((element) => !element.closest("svg, canvas, [aria-hidden=true], [data-testid=stDataFrame]"))
  .filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (right > innerWidth + 1 || left < -1);
  })
  .map((element) => `${element.tagName} ${element.className} ${element.textContent.slice(0, 60)}`)"""


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


@pytest.fixture
def open_analysis(visit: Callable[..., Visit], site: AppServer) -> OpenAnalysis:
    """Opens the page at a link, drawn to its end."""

    def start(link: str = "", **options: object) -> Page:
        page = visit(**options).open_text(f"{site.url}analyse{link}")
        page.locator(".st-key-about").wait_for()
        return page

    return start


def _table(page: Page, name: str) -> Locator:
    return page.locator(f"[class*='st-key-analyse-table-{name}-']")


def _cell(page: Page, name: str, column: int, row: int) -> Locator:
    """A cell of a table as assistive technology reads it; column 0 names the row."""
    return _table(page, name).locator(f"[id$='glide-cell-{column}-{row}']")


def _open_first_number(page: Page, name: str) -> None:
    """Go to the first number of a table by its first row's name and the keyboard."""
    expect(_cell(page, name, 1, 0)).to_be_attached()
    canvas = _table(page, name).get_by_test_id("data-grid-canvas")
    # What lies over the canvas and scrolls takes the click.
    canvas.click(position=FIRST_NAME, force=True)
    page.keyboard.press("ArrowRight")


def _behind(page: Page, name: str) -> Locator:
    return page.locator(f".st-key-behind-{name}")


def test_a_number_opens_its_incidents_and_the_map_page_shows_as_many(
    open_analysis: OpenAnalysis, record: Record, visit: Callable[..., Visit]
) -> None:
    page = open_analysis(f"?district={BARDA}&from=2020-10-01&to=2020-10-31")
    days = (datetime.date(2020, 10, 1), datetime.date(2020, 10, 31))
    numbers = Numbers(record, Choice(Filters(*days, districts=(BARDA,))))
    count = int(numbers.cross.counts().loc[[BARDA]].to_numpy()[0, 0])
    expect(_cell(page, "cross", 1, 0)).to_have_text(str(count))

    _open_first_number(page, "cross")

    behind = _behind(page, "cross")
    expect(behind).to_contain_text(f"{count} incident")
    expect(behind.locator("li")).to_have_count(count)
    assert parameters(page)["open"][0].startswith(f"cross~{BARDA}~")
    href = behind.get_by_role("link", name=re.compile("^On the map")).get_attribute("href")
    assert href
    shown = visit().open(f"{page.url.split('analyse')[0]}{href.removeprefix('./')}")
    expect_shown(shown, count)


def test_a_number_is_opened_closed_and_opened_again(open_analysis: OpenAnalysis) -> None:
    page = open_analysis()
    for _turn in range(2):
        _open_first_number(page, "cross")
        behind = _behind(page, "cross")
        behind.get_by_role("button", name="Close").click()
        expect(behind).to_have_count(0)
        wait_parameter(page, "open", None)


def test_the_whole_state_comes_back_from_the_link_and_with_back(
    open_analysis: OpenAnalysis, record: Record
) -> None:
    page = open_analysis(
        f"?district={BARDA}&per=day&by=evidence&rows=month&columns=district&ask=one-side&colour=share"
        f"&open=cross~{BARDA}~all"
    )
    numbers = Numbers(record, Choice(Filters(WAR.start, WAR.end, districts=(BARDA,))))
    count = int(numbers.mask.sum())
    expect(page.get_by_text(f"{count} incidents: ")).to_be_visible()
    expect(_behind(page, "cross")).to_contain_text(f"{count} incidents")
    expect(page.locator(".st-key-analyse-answer")).to_contain_text("one side's statement")
    for label, value in (
        ("Counted by", "Day"),
        ("Rows", "Month"),
        ("Columns", "District"),
        ("Coloured by", "Independently documented, percent"),
    ):
        expect(page.get_by_role("combobox", name=label).last).to_have_value(value)

    page.get_by_role("button", name="Where did toll figures change most?").click()
    expect(page.locator(".st-key-analyse-answer")).to_contain_text("told first")
    page.go_back()
    expect(page.locator(".st-key-analyse-answer")).to_contain_text("one side's statement")
    wait_parameter(page, "ask", "one-side")


def test_what_a_link_asks_in_vain_is_named_as_text(open_analysis: OpenAnalysis) -> None:
    page = open_analysis("?district=<b>x</b>&colour=red&paint=1&open=cross~mars~all")
    alert = page.get_by_role("alert")

    expect(alert).to_contain_text("district=<b>x</b>: none of the values of this parameter")
    expect(alert).to_contain_text("colour=red: none of the values of this parameter")
    expect(alert).to_contain_text("paint: not a parameter of this page")
    expect(alert).to_contain_text("open=cross~mars~all: no number of this page")


def test_the_page_takes_the_dates_and_filters_of_the_map(open_app: OpenPage) -> None:
    page = open_app("?from=2020-10-01&to=2020-10-28&district=AZ-BAR&district=AZ-GA&q=scud")
    page.get_by_role("navigation").get_by_text("Analyse", exact=True).click()
    expect(page.get_by_role("heading", name="Analyse", level=2)).to_be_visible()

    expect(page.get_by_text(re.compile("incidents?: 1 to 28 October 2020"))).to_be_visible()
    assert parameters(page) == {
        "from": ["2020-10-01"],
        "to": ["2020-10-28"],
        "district": ["AZ-BAR", "AZ-GA"],
        "q": ["scud"],
    }


def test_districts_are_chosen_by_their_distance_from_a_place(open_analysis: OpenAnalysis) -> None:
    page = open_analysis()
    page.get_by_text("Choose districts by where they lie").click()
    page.get_by_role("spinbutton", name="Within so many kilometres").fill("0")
    page.get_by_role("button", name="Choose these districts").click()
    wait_parameter(page, "district", "AM-SU")
    assert "AZ-LAC" in parameters(page)["district"]
    assert BARDA not in parameters(page)["district"]


def test_a_click_on_the_map_chooses_a_district_and_lets_it_go(open_analysis: OpenAnalysis) -> None:
    page = open_analysis()
    chart = page.locator("[class*='st-key-analyse-map']")
    for place in (INNER, LAST):
        chart.locator(".mark-shape path").nth(place).click()
        page.wait_for_function(
            "(has) => new URL(location.href).searchParams.has('district') === has",
            arg=place == INNER,
        )


def test_a_csv_is_the_table_that_is_shown(
    open_analysis: OpenAnalysis, record: Record, tmp_path: Path
) -> None:
    page = open_analysis("?by=evidence")
    counts = Numbers(record, Choice(WAR, by="evidence")).cross.counts()
    with page.expect_download() as waiting:
        page.locator(".st-key-files-districts-evidence").get_by_role("button", name="CSV").click()
    path = tmp_path / "table.csv"
    waiting.value.save_as(path)
    read = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))

    assert waiting.value.suggested_filename == "districts-evidence.csv"
    assert [list(map(int, line[1:-1])) for line in read[1:]] == counts.to_numpy().tolist()
    assert int(read[-1][-2]) == counts.loc[ALL, ALL]
    assert record.version in read[1][-1]


@pytest.mark.parametrize("kind", ["PNG", "SVG"])
def test_a_chart_is_taken_away_as_a_picture(
    open_analysis: OpenAnalysis, tmp_path: Path, kind: str
) -> None:
    page = open_analysis()
    with page.expect_download() as waiting:
        page.locator(".st-key-files-series").get_by_role("button", name=kind).click()
    path = tmp_path / "chart"
    waiting.value.save_as(path)

    begin = {"PNG": b"\x89PNG", "SVG": b"<svg"}[kind]
    assert path.read_bytes().startswith(begin)


@pytest.mark.parametrize("link", ["", "?ask=changed&with_district=AZ-XA&open=cross~all~all"])
def test_nothing_is_cut_off_on_a_phone(open_analysis: OpenAnalysis, link: str) -> None:
    page = open_analysis(link, viewport=PHONE)
    expect(page.get_by_role("heading", name="A table of your own")).to_be_attached()

    assert page.evaluate(TOO_WIDE) == []


def test_two_choices_stand_side_by_side_with_what_differs(open_analysis: OpenAnalysis) -> None:
    page = open_analysis("?with_from=2020-10-01&with_to=2020-10-10")

    expect(page.get_by_text("The choices differ in: the days.")).to_be_visible()
    expect(page.get_by_text("1 to 10 October 2020").first).to_be_visible()
    assert urlsplit(page.url).path.endswith("/analyse")
    assert parse_qs(urlsplit(page.url).query) == {
        "with_from": ["2020-10-01"],
        "with_to": ["2020-10-10"],
    }
