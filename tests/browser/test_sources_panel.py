"""The sources beside the incidents: those behind one incident, those behind all that is shown."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import pytest
from app_server import ROOT
from playwright.sync_api import Locator, Page, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    Visit,
    card,
    card_title,
    parameters,
    slider,
    sources,
    wait_parameter,
)

from components.explore.claims import read_source
from components.labels import capital, label_kind
from geo.filters import Filters, count_sources, match_events
from geo.record import Record, load_record
from geo.tables.schema import SOURCE_KINDS

EVENT = "2020-10-28-barda"
SOURCE, INSECURE = "hrw-2020-10-30", "miradio-barda-28"
#: Of each group its heading, and what stands beside it.
READ_GROUPS = """() => [...document.querySelectorAll(".tm-source-group")].map((group) => [
  group.querySelector(".tm-card-fold-title").textContent,
  Number(group.querySelector(".tm-card-fold-aside").textContent),
])"""
#: Writes down in each frame what the map shows and what the panel of sources says.
WRITE_FRAMES = """() => {
  window.frames_ = [];
  addEventListener("timemap:painted", ({ detail }) =>
    window.frames_.push([detail.to, document.querySelector(".tm-sources-count").textContent]));
}"""


@pytest.fixture(scope="module")
def record() -> Record:
    """The record of the repository."""
    return load_record(ROOT)


def _behind(record: Record, first: str, last: str, **choice: Any) -> pd.Series:
    """Sources behind what is shown -> how many of the incidents rest on each."""
    days = [datetime.date.fromisoformat(day) for day in (first, last)]
    found = count_sources(record, match_events(record, Filters(days[0], days[1], **choice)))
    return found[found > 0]


def _kinds(record: Record, ids: list[str]) -> list[tuple[str, int]]:
    """How many sources there are of each kind, in the order of the kinds."""
    kinds = [read_source(id_, record)["kind"] for id_ in ids]
    found = Counter(sorted(kinds, key=SOURCE_KINDS.index))
    return [(capital(label_kind(kind)), count) for kind, count in found.items()]


def _row(page: Page, source: str) -> Locator:
    return sources(page).locator(f"[data-source='{source}']")


def _expect_panel(page: Page, record: Record, ids: list[str]) -> None:
    """The panel says how many there are, in all and of each kind."""
    total = f"{len(ids)} of {len(record.sources)} sources"
    expect(sources(page).get_by_role("heading", level=2)).to_have_text(total)
    assert [*map(tuple, page.evaluate(READ_GROUPS))] == _kinds(record, ids)


def test_the_sources_behind_all_that_is_shown_follow_what_is_shown(
    open_page: OpenPage, record: Record
) -> None:
    page = open_page("?category=missile+strike")
    chosen: dict[str, Any] = {"categories": ("missile strike",)}
    page.get_by_role("tab", name="Sources").click()

    found = _behind(record, *OPENING_WINDOW, **chosen)
    _expect_panel(page, record, [*found.index])

    page.evaluate(WRITE_FRAMES)
    slider(page, "To date").press("PageDown")
    slider(page, "To date").press("PageDown")
    wait_parameter(page, "to", "2020-10-27")
    told = dict(page.evaluate("frames_"))
    for day in ("2020-11-03", "2020-10-27"):
        ids = _behind(record, OPENING_WINDOW[0], day, **chosen).index
        assert told[day] == f"{len(ids)} of {len(record.sources)} sources"

    found = _behind(record, OPENING_WINDOW[0], "2020-10-27", **chosen)
    most = str(found.idxmax())
    kind = capital(label_kind(read_source(most, record)["kind"]))
    fold = sources(page).get_by_role("button", name=re.compile(rf"^{kind}\s*\d+$"))
    fold.click()
    _row(page, most).get_by_role("button").first.click()
    words = f"{found[most]} of the incidents shown rest on it."
    expect(_row(page, most)).to_contain_text(words)
    wait_parameter(page, "source", most)


def test_the_sources_behind_an_incident_and_behind_all_are_one_press_apart(
    open_page: OpenPage, record: Record
) -> None:
    own = sorted({claim.source_id for claim in record.assessments[EVENT].claims})
    page = open_page(f"?event={EVENT}&tab=sources")
    choice = sources(page).get_by_role("group", name="Sources")
    one = choice.get_by_role("button", name="Behind this incident")
    every = choice.get_by_role("button", name="Behind all that is shown")

    expect(one).to_have_attribute("aria-pressed", "true")
    _expect_panel(page, record, own)
    every.click()
    expect(every).to_have_attribute("aria-pressed", "true")
    _expect_panel(page, record, [*_behind(record, *OPENING_WINDOW).index])
    one.click()
    _expect_panel(page, record, own)

    page.get_by_role("tab", name="Incidents").click()
    expect(card_title(page)).to_have_text("Cluster rockets on Barda")
    card(page).get_by_role("button", name="Back to the list").click()
    page.get_by_role("tab", name="Sources").click()
    expect(choice).to_be_hidden()
    _expect_panel(page, record, [*_behind(record, *OPENING_WINDOW).index])


def test_the_source_of_a_claim_opens_in_the_panel_and_back_leads_to_the_card(
    open_page: OpenPage, visit: Callable[..., Visit], record: Record
) -> None:
    source = read_source(SOURCE, record)
    claim = next(c for c in record.assessments[EVENT].claims if c.source_id == SOURCE)
    page = open_page(f"?event={EVENT}")
    row = card(page).locator(f".tm-claim[data-claim='{claim.id}']")
    row.get_by_role("button").first.click()

    row.get_by_role("button", name="Human Rights Watch, 2020-10-30").click()

    _expect_opened(page, source)
    assert parameters(page)["source"] == [SOURCE]
    assert parameters(page)["tab"] == ["sources"]
    again = visit().open(page.url)
    _expect_opened(again, source)
    page.go_back()
    expect(card_title(page)).to_have_text("Cluster rockets on Barda")
    wait_parameter(page, "source", None)


def _expect_opened(page: Page, source: Mapping[str, str]) -> None:
    """The source is open in its place, in view, with who stands behind it and what was read."""
    row = _row(page, SOURCE)
    button = row.get_by_role("button").first
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(row).to_be_in_viewport()
    for words in (source["title"], source["affiliation"], source["basis_detail"], source["note"]):
        expect(row).to_contain_text(words)
    link = row.get_by_role("link", name=f"Open in a new tab: {source['title']}")
    expect(link).to_have_attribute("href", source["url"])
    expect(link).to_have_attribute("target", "_blank")
    expect(link).to_have_attribute("rel", "noopener noreferrer")


def test_a_source_without_a_secure_address_is_told_but_not_linked(
    open_page: OpenPage, record: Record
) -> None:
    source = read_source(INSECURE, record)
    assert source["url"].startswith("http://")

    page = open_page(f"?event={EVENT}&tab=sources&source={INSECURE}")

    expect(_row(page, INSECURE)).to_contain_text(source["url"])
    expect(_row(page, INSECURE).get_by_role("link")).to_have_count(0)
