"""The pages beside the map: sources, method, and the way between them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from app_server import ROOT, AppServer
from playwright.sync_api import Locator, Page, ViewportSize, expect
from pybtex.database import parse_string
from reading import (
    OpenPage,
    Visit,
    card,
    expect_window,
    parameters,
    wait_painted,
    wait_parameter,
)

from components.views.changes import read_changes
from components.views.method_text import STEPS
from components.views.source_choice import PAGE_SIZE, Choice
from components.views.sources import find_sources
from geo.citations import cite_plain
from geo.evidence import LEVEL_RULES
from geo.record import Record, load_record
from geo.rules import STEP_RULES
from geo.tally import list_claims, list_claims_of

PHONES = (ViewportSize(width=375, height=812), ViewportSize(width=320, height=640))
HEADER_PX = 52
SOURCE = "hrw-2020-10-30"
#: A row of the list that needs no scrolling on a desk.
NEAR = 2
#: Elements wider than the page, without those that only a reader of the screen hears.
TOO_WIDE = """() => [...document.querySelectorAll("main, main *")]
  .filter((element) => !element.closest("svg, [aria-hidden=true]"))
  .filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (right > innerWidth + 1 || left < -1);
  })
  .map((element) => `${element.tagName} ${element.textContent.slice(0, 60)}`)"""
SCROLLS_SIDEWAYS = """() => [...document.querySelectorAll("html, main, main *")]
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX))
  .map((element) => `${element.tagName} ${element.textContent.slice(0, 60)}`)"""
#: Contrast of the outline of the focused element to the ground of the page, WCAG 2.2.
FOCUS_CONTRAST = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return 0;
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const light = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const ground = getComputedStyle(document.querySelector(".st-key-head")).backgroundColor;
  const [less, more] = [light(style.outlineColor), light(ground)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
}"""
OpenText = Callable[..., Page]


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


@pytest.fixture
def open_text(visit: Callable[..., Visit], site: AppServer) -> OpenText:
    """Opens a page of text at its address, drawn to its end."""

    def start(path: str, **options: object) -> Page:
        page = visit(**options).open_text(site.url + path)
        page.get_by_role("heading", level=2).first.wait_for()
        page.locator(".st-key-about").wait_for()
        return page

    return start


def _nav(page: Page, name: str) -> Locator:
    return page.locator(".st-key-pages").get_by_role("link", name=name)


# The way between the pages


def test_the_map_is_found_as_it_was_left(open_app: OpenPage) -> None:
    link = "?from=2020-10-01&to=2020-10-28&category=cluster+munition&event=2020-10-28-barda&q=barda"
    page = open_app(link)
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function("new URL(location.href).searchParams.has('view')")
    before = parameters(page)

    page.get_by_role("navigation").get_by_text("Sources", exact=True).click()
    expect(page.get_by_role("heading", name="Sources", level=2)).to_be_visible()
    _nav(page, "Map").click()
    wait_painted(page)

    expect_window(page, "2020-10-01", "2020-10-28")
    expect(card(page)).to_be_visible()
    assert parameters(page) == before


def test_a_link_to_another_page_begins_a_visit_there(open_text: OpenText) -> None:
    page = open_text("method")
    _nav(page, "Map").click()
    wait_painted(page)
    expect_window(page, "2020-09-27", "2020-11-10")


def test_the_first_visit_of_a_server_can_begin_on_another_page(
    serve_copy: Callable[..., AppServer], visit: Callable[..., Visit]
) -> None:
    page = visit().open_text(serve_copy().url + "sources")
    expect(page.get_by_role("heading", name="Sources", level=2)).to_be_visible()


@pytest.mark.parametrize(
    ("path", "title"), [("analyse", "Analyse"), ("sources", "Sources"), ("method", "Method")]
)
def test_each_page_has_a_title_of_its_own(open_text: OpenText, path: str, title: str) -> None:
    page = open_text(path)
    expect(page).to_have_title(f"{title} · Karabakh 2020, place by place")
    expect(page.get_by_role("heading", level=1)).to_have_text("Karabakh 2020, place by place")


@pytest.mark.parametrize("size", PHONES, ids=lambda size: str(size["width"]))
@pytest.mark.parametrize("path", [f"sources?source={SOURCE}", "sources?q=barda", "method"])
def test_nothing_is_cut_off_or_scrolls_sideways_on_a_phone(
    open_text: OpenText, path: str, size: ViewportSize
) -> None:
    page = open_text(path, viewport=size)
    for name in ("Map", "Analyse", "Sources", "Method"):
        box = _nav(page, name).bounding_box()
        assert box
        assert 0 <= box["x"] < box["x"] + box["width"] <= size["width"]
        assert 0 <= box["y"] < box["y"] + box["height"] <= HEADER_PX
    if path == "method":
        for key in ("unchecked", "coverage", "changes"):
            page.locator(f".st-key-{key} summary").click()
            expect(page.locator(f".st-key-{key} li").first).to_be_visible()
    assert page.evaluate(TOO_WIDE) == []
    assert page.evaluate(SCROLLS_SIDEWAYS) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen_on_the_way_to_other_pages_and_on_rows(
    open_text: OpenText, scheme: str
) -> None:
    page = open_text("sources", color_scheme=scheme)
    _nav(page, "Map").wait_for()
    row = page.locator(".st-key-sources-list summary").first
    for element in (*(_nav(page, name) for name in ("Map", "Analyse", "Sources", "Method")), row):
        element.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        expect(element).to_be_focused()
        assert page.evaluate(FOCUS_CONTRAST) >= 3


# Sources


def _count(page: Page) -> Locator:
    return page.get_by_text(re.compile(r"^\d+ of \d+ sources\."))


def _rows(page: Page) -> Locator:
    return page.locator(".st-key-sources-list summary")


def _search(page: Page, text: str) -> None:
    page.get_by_role("searchbox", name="Search titles").fill(text)
    wait_parameter(page, "q", text)


def test_a_search_finds_sources_by_what_they_say_and_stands_in_the_link(
    open_text: OpenText, record: Record
) -> None:
    page = open_text("sources")
    total = len(record.sources)
    expect(_count(page)).to_contain_text(f"{total} of {total} sources.")
    expect(_rows(page)).to_have_count(PAGE_SIZE)

    _search(page, "Scud")
    found = find_sources(record, Choice(text="Scud"))
    expect(_count(page)).to_contain_text(f"{len(found)} of {total} sources.")

    page.go_back()
    expect(_count(page)).to_contain_text(f"{total} of {total} sources.")
    expect(page.get_by_role("searchbox", name="Search titles")).to_have_value("")


@pytest.mark.parametrize("way", ["mouse", "keyboard"])
def test_a_title_opens_the_entry_in_sight_under_its_row(
    open_text: OpenText, record: Record, way: str
) -> None:
    page = open_text("sources")
    source = find_sources(record, Choice()).iloc[NEAR]
    row = _rows(page).nth(NEAR)
    expect(row).to_contain_text(str(source["title"]))

    if way == "mouse":
        row.get_by_text(str(source["title"])).click()
    else:
        row.focus()
        page.keyboard.press("Enter")

    wait_parameter(page, "source", str(source.name))
    entry = page.locator(".st-key-sources-list details[open]")
    expect(entry.get_by_text("How it was read:")).to_be_in_viewport()
    expect(row).to_be_in_viewport()
    expect(row).to_be_focused()
    row.click()
    wait_parameter(page, "source", None)


def test_what_is_open_and_chosen_stands_in_the_link(open_text: OpenText, record: Record) -> None:
    link = "sources?q=ganja&side=other&kind=news+agency&sort=date&page=2"
    page = open_text(link)
    choice = Choice(text="ganja", sides=("other",), kinds=("news agency",), sort="date", pages=2)
    found = find_sources(record, choice)
    expect(_count(page)).to_contain_text(f"{len(found)} of")
    expect(_rows(page)).to_have_count(min(len(found), 2 * PAGE_SIZE))
    expect(_rows(page).first).to_contain_text(str(found["title"].iloc[0]))
    expect(page.get_by_role("searchbox", name="Search titles")).to_have_value("ganja")
    page.get_by_text("Filter and order: news agency; outside both sides; Date").click()
    # By key: while the box unfolds, a pointer may miss what is in it.
    page.get_by_role("button", name="outside both sides", exact=True).press("Enter")
    wait_parameter(page, "side", None)
    assert parameters(page) == {"q": ["ganja"], "kind": ["news agency"], "sort": ["date"]}


def test_works_known_only_through_others_can_be_picked_out(
    open_text: OpenText, record: Record
) -> None:
    page = open_text("sources")
    page.get_by_text("Filter and order").click()
    page.get_by_role("button", name="known only through others").press("Enter")
    cited = int((record.sources["basis"] == "citation").sum())
    expect(_count(page)).to_contain_text(f"{cited} of {len(record.sources)} sources.")
    wait_parameter(page, "only", "cited")


def test_more_rows_come_below_those_that_are_shown(open_text: OpenText) -> None:
    page = open_text("sources")
    first = _rows(page).first.inner_text().split()
    page.get_by_role("button", name=f"Show {PAGE_SIZE} more").click()
    expect(_rows(page)).to_have_count(2 * PAGE_SIZE)
    wait_parameter(page, "page", "2")
    assert _rows(page).first.inner_text().split() == first


@pytest.mark.parametrize("size", [*PHONES, ViewportSize(width=1440, height=900)], ids=str)
def test_a_link_to_a_source_shows_it_first(open_text: OpenText, size: ViewportSize) -> None:
    page = open_text(f"sources?source={SOURCE}", viewport=size)
    box = page.locator(".st-key-asked-source")
    expect(box.get_by_role("heading")).to_be_in_viewport()
    expect(box.get_by_text("Human Rights Watch").first).to_be_in_viewport()
    box.get_by_role("button", name="Close").click()
    expect(box).to_have_count(0)
    wait_parameter(page, "source", None)


def test_a_source_says_who_stands_behind_it_what_it_says_and_how_to_cite_it(
    open_text: OpenText, site: AppServer, record: Record
) -> None:
    page = open_text(f"sources?source={SOURCE}")
    box = page.locator(".st-key-asked-source")
    source = record.sources.loc[[SOURCE]].iloc[0]
    expect(box).to_contain_text(str(source["title"]))
    expect(box).to_contain_text("outside both sides")
    expect(box).to_contain_text(str(source["affiliation"])[:40])
    claims = list_claims_of(record, SOURCE)
    expect(box.locator("li li")).to_have_count(len(claims))
    hrefs = {link.get_attribute("href") or "" for link in box.locator("li > a").all()}
    assert {href.split("event=")[1].split("&")[0] for href in hrefs} == {
        claim.event_id for claim in claims
    }
    expect(box).to_contain_text(cite_plain(source))
    box.get_by_role("tab", name="BibTeX").click()
    bibtex = box.locator("code").filter(has_text="@").inner_text()
    assert set(parse_string(bibtex, "bibtex").entries) == {SOURCE}
    box.get_by_role("tab", name="CSL-JSON").click()
    expect(box.locator("code").filter(has_text='"id"')).to_be_visible()
    csl = json.loads(box.locator("code").filter(has_text='"id"').inner_text())
    assert csl[0]["title"] == source["title"]
    box.get_by_role("tab", name="Link", exact=True).click()
    expect(box.locator("code:visible")).to_have_text(f"{site.url}sources?source={SOURCE}")


def test_what_a_link_asks_in_vain_is_named_as_text(open_text: OpenText) -> None:
    page = open_text("sources?source=<b>x</b>&side=mars&colour=red")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("source=<b>x</b>: no source has this id")
    expect(alert).to_contain_text("side=mars: none of the values of this parameter")
    expect(alert).to_contain_text("colour: not a parameter of this page")


def test_citations_of_the_shown_sources_can_be_taken_away(
    open_text: OpenText, record: Record, tmp_path: Path
) -> None:
    page = open_text("sources?q=osw")
    shown = len(find_sources(record, Choice(text="osw")))
    expect(_count(page)).to_contain_text(f"{shown} of")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="BibTeX", exact=True).click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert len(parse_string(path.read_text(encoding="utf-8"), "bibtex").entries) == shown


def test_the_balance_is_a_chart_and_a_table(open_text: OpenText, record: Record) -> None:
    page = open_text("sources")
    chart = page.get_by_label(re.compile("^Bars: claims by kind of source"))
    expect(chart.or_(page.locator("main svg, main canvas")).first).to_be_attached()
    total = len(list(list_claims(record)))
    expect(page.get_by_text(re.compile(rf"^{total:,} claims\. "))).to_be_visible()
    page.get_by_role("button", name="The same figures as a table").click()
    cells = page.get_by_role("table").get_by_role("cell")
    expect(cells.first).to_be_visible()
    numbers = [int(cell) for cell in cells.all_inner_texts() if cell.strip().isdigit()]
    assert sum(numbers) == total


# Method


def test_the_method_page_tells_the_rules_of_the_code_and_the_gaps(
    open_text: OpenText, record: Record
) -> None:
    page = open_text("method")
    text = page.locator(".st-key-method").inner_text()
    for rule in (
        *(rule.words for rule in LEVEL_RULES),
        *map(STEP_RULES.__getitem__, STEPS.values()),
    ):
        assert rule in text
    assert "An incident counts in the dates that are shown when all its days lie in them." in text
    for heading in ("Scope", "What is counted", "Marks on the map", "Known gaps"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    for title in record.sources[record.sources["basis"] == "citation"]["title"]:
        assert title in text


def test_the_method_page_tells_where_the_articles_differ(
    open_text: OpenText, record: Record
) -> None:
    page = open_text("method")
    page.get_by_text("The rows", exact=True).click()
    rows = page.locator(".st-key-coverage li:has(> strong)")
    differing = record.coverage[record.coverage["differs"] != ""]
    expect(rows).to_have_count(len(differing))
    expect(rows.first).to_contain_text(differing["differs"].iloc[0][1:60])
    page.get_by_label("Only where the article differs").press("Space")
    expect(rows).to_have_count(len(record.coverage))


def test_the_change_log_is_searched(open_text: OpenText) -> None:
    page = open_text("method")
    changes = read_changes()
    page.get_by_text("The changes, newest first").click()
    expect(page.get_by_text(f"{len(changes)} changes.", exact=True)).to_be_visible()
    page.get_by_role("searchbox", name="Search the changes").fill("2020-10-28-barda-b")
    count = int(changes.agg(" ".join, axis=1).str.contains("2020-10-28-barda-b").sum())
    expect(page.get_by_text(re.compile(rf"^{count} changes?\."))).to_be_visible()
    expect(page.locator(".st-key-changes li")).to_have_count(min(count, 20))
