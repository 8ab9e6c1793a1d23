"""The pages beside the map: sources, method, and the way between them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from app_server import AppServer
from playwright.sync_api import Locator, Page, ViewportSize, expect
from pybtex.database import parse_string
from reading import (
    OpenPage,
    Visit,
    expect_window,
    parameters,
    root,
    selected_card,
    wait_painted,
    wait_parameter,
)

from components.labels import capital
from components.views.method import STEPS, read_rule
from geo.citations import cite_plain
from geo.evidence import LEVEL_RULES
from geo.record import Record, load_record
from geo.tally import list_claims

ROOT = Path(__file__).resolve().parents[2]
PHONE = ViewportSize(width=390, height=844)
SOURCE = "hrw-2020-10-30"
OpenText = Callable[..., Page]


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


@pytest.fixture
def open_text(visit: Callable[..., Visit], site: AppServer) -> OpenText:
    """Opens a page of text at its address."""

    def start(path: str, **options: object) -> Page:
        page = visit(**options).open_text(site.url + path)
        page.get_by_role("heading", level=2).first.wait_for()
        return page

    return start


def _go(page: Page, name: str) -> None:
    page.locator(".st-key-pages").get_by_role("link", name=name).click()


def _wide(page: Page) -> float:
    return float(page.evaluate("document.documentElement.scrollWidth"))


# The way between the pages


def test_filters_days_selection_and_view_outlast_another_page(open_page: OpenPage) -> None:
    link = "?from=2020-10-01&to=2020-10-28&category=cluster+munition&event=barda-28oct&q=barda"
    page = open_page(link)
    shown = root(page).get_attribute("data-shown")
    page.get_by_role("button", name="Zoom in").click()
    page.wait_for_function("new URL(location.href).searchParams.has('view')")
    page.get_by_label("Who held what").check()
    wait_parameter(page, "held", "yes")
    before = parameters(page)

    _go(page, "Sources")
    expect(page.get_by_role("heading", name="Sources", level=2)).to_be_visible()
    _go(page, "Map")
    wait_painted(page)

    expect_window(page, "2020-10-01", "2020-10-28")
    expect(root(page)).to_have_attribute("data-shown", shown or "")
    expect(selected_card(page)).to_be_visible()
    expect(page.get_by_role("searchbox", name="Search names and text")).to_have_value("barda")
    wait_parameter(page, "held", "yes")
    assert parameters(page) == before


def test_a_link_to_another_page_begins_a_visit_there(open_text: OpenText) -> None:
    page = open_text("method")
    _go(page, "Map")
    wait_painted(page)
    expect_window(page, "2020-09-27", "2020-11-10")


def test_the_first_visit_of_a_server_can_begin_on_another_page(
    serve_copy: Callable[..., AppServer], visit: Callable[..., Visit]
) -> None:
    page = visit().open_text(serve_copy().url + "sources")
    expect(page.get_by_role("heading", name="Sources", level=2)).to_be_visible()


@pytest.mark.parametrize(
    ("path", "title"), [("sources", "Sources"), ("method", "Method"), ("", "Map")]
)
def test_each_page_has_a_title_of_its_own(
    open_text: OpenText, open_page: OpenPage, path: str, title: str
) -> None:
    page = open_text(path) if path else open_page("")
    expect(page).to_have_title(re.compile(f"^{title} · 44 Days"))


def test_the_content_note_is_said_first_and_goes_for_good(open_page: OpenPage) -> None:
    page = open_page("")
    note = page.locator(".st-key-content-note")
    expect(note).to_contain_text("this record describes harm to civilians of both sides")
    first, stage = note.bounding_box(), root(page).bounding_box()
    assert first
    assert stage
    assert first["y"] + first["height"] <= stage["y"]

    note.get_by_role("button", name="Understood").click()
    expect(note).to_have_count(0)
    _go(page, "Method")
    expect(page.get_by_role("heading", name="Method", level=2)).to_be_visible()
    expect(note).to_have_count(0)


@pytest.mark.parametrize("path", ["sources", "method"])
def test_the_pages_fit_a_phone(open_text: OpenText, path: str) -> None:
    page = open_text(path, viewport=PHONE)
    page.locator("[data-testid=stDataFrame]").first.wait_for()
    assert _wide(page) <= PHONE["width"]


# Sources


def _shown_sources(page: Page) -> Locator:
    return page.get_by_text(re.compile(r"^\d+ of \d+ sources\."))


def test_all_sources_are_there_and_a_search_finds_them_in_any_spelling(
    open_text: OpenText, record: Record
) -> None:
    page = open_text("sources")
    total = len(record.sources)
    expect(_shown_sources(page)).to_contain_text(f"{total} of {total} sources.")

    page.get_by_role("searchbox", name="Search titles").fill("amnesty")
    found = sum(
        "amnesty" in " ".join(map(str, (id_, *row))).casefold()
        for id_, row in record.sources[
            ["title", "author", "publisher", "affiliation", "country", "note"]
        ].iterrows()
    )
    expect(_shown_sources(page)).to_contain_text(f"{found} of {total} sources.")


def test_works_known_only_through_others_can_be_picked_out(
    open_text: OpenText, record: Record
) -> None:
    page = open_text("sources")
    page.get_by_role("button", name="known only through others").click()
    cited = int((record.sources["basis"] == "citation").sum())
    expect(_shown_sources(page)).to_contain_text(f"{cited} of {len(record.sources)} sources.")


def test_a_link_to_a_source_shows_who_stands_behind_it_its_claims_and_its_citation(
    open_text: OpenText, record: Record
) -> None:
    page = open_text(f"sources?source={SOURCE}")
    box = page.locator(".st-key-asked-source")
    source = record.sources.loc[SOURCE]
    expect(box).to_contain_text(str(source["title"]))
    expect(box).to_contain_text("outside both sides")
    expect(box).to_contain_text(str(source["affiliation"])[:40])
    claims = [claim for claim in list_claims(record) if claim.source_id == SOURCE]
    expect(box.locator("li")).to_have_count(len(claims))
    expect(box).to_contain_text(cite_plain(record.sources.loc[[SOURCE]].iloc[0]))
    box.get_by_role("tab", name="BibTeX").click()
    bibtex = box.locator("code").filter(has_text="@").inner_text()
    assert set(parse_string(bibtex, "bibtex").entries) == {SOURCE}
    box.get_by_role("tab", name="CSL-JSON").click()
    expect(box.locator("code").filter(has_text='"id"')).to_be_visible()
    csl = json.loads(box.locator("code").filter(has_text='"id"').inner_text())
    assert csl[0]["title"] == source["title"]


def test_a_claim_of_a_source_leads_to_its_incident(open_text: OpenText) -> None:
    page = open_text(f"sources?source={SOURCE}")
    link = page.locator(".st-key-asked-source li a").first
    assert (link.get_attribute("href") or "").startswith("./?event=")


def test_a_source_that_is_not_known_is_named(open_text: OpenText) -> None:
    page = open_text("sources?source=<b>x</b>")
    expect(page.get_by_role("alert")).to_contain_text("no source has the id <b>x</b>")


def test_citations_of_the_shown_sources_can_be_taken_away(
    open_text: OpenText, record: Record, tmp_path: Path
) -> None:
    page = open_text("sources")
    page.get_by_role("searchbox", name="Search titles").fill("osw")
    expect(_shown_sources(page)).not_to_contain_text(f"{len(record.sources)} of")
    shown = int((_shown_sources(page).inner_text()).split(" of")[0])
    with page.expect_download() as waiting:
        page.get_by_role("button", name="BibTeX", exact=True).click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    assert len(parse_string(path.read_text(encoding="utf-8"), "bibtex").entries) == shown


def test_the_balance_is_a_chart_and_a_table(open_text: OpenText, record: Record) -> None:
    page = open_text("sources")
    expect(page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first).to_be_visible()  # fmt: skip
    total = len(list(list_claims(record)))
    expect(page.get_by_text(re.compile(rf"^{total} claims\. "))).to_be_visible()
    page.get_by_role("button", name="The same figures as a table").click()
    cells = page.locator("[data-testid=stPopoverBody] td")
    expect(cells.first).to_be_visible()
    numbers = [int(cell) for cell in cells.all_inner_texts() if cell.strip().isdigit()]
    assert sum(numbers) == total


# Method


def test_the_method_page_tells_the_rules_of_the_code_and_the_gaps(
    open_text: OpenText, record: Record
) -> None:
    page = open_text("method")
    text = page.locator(".st-key-method-text").inner_text()
    for rule in LEVEL_RULES:
        assert rule.words in text
    for step in STEPS.values():
        assert capital(read_rule(step)) in text
    for heading in ("Scope", "Place names", "Words we avoid, and why", "Known gaps"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    cited = record.sources[record.sources["basis"] == "citation"]
    for title in cited["title"]:
        assert title in text


def test_the_method_page_has_the_coverage_and_the_change_log(
    open_text: OpenText, record: Record
) -> None:
    page = open_text("method")
    expect(page.get_by_text(re.compile(rf"{len(record.coverage)} rows, "))).to_be_visible()
    expect(page.get_by_text(re.compile(r"\d+ changes, newest first"))).to_be_visible()
    rows = page.locator(".st-key-method [data-testid=stTable] tbody tr")
    differing = record.coverage[record.coverage["differs"] != ""]
    expect(rows).to_have_count(len(differing))
    expect(rows.first).to_contain_text(differing["differs"].iloc[0][:60])
    expect(page.locator("[data-testid=stDataFrame]")).to_have_count(2)
    page.get_by_text("Only where the article differs").click()
    expect(page.locator("[data-testid=stDataFrame]")).to_have_count(3)
