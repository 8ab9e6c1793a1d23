"""The filters and the search: map, list and counts agree with the tables."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlencode

import pytest
from app_server import ROOT
from playwright.sync_api import Locator, Page, expect
from reading import (
    EVENTS_FILE,
    OPENING_WINDOW,
    OpenPage,
    expect_shown,
    in_window,
    panel_count,
    parameters,
    read_rows,
    root,
    selected_card,
    stage,
    wait_parameter,
)

from geo.record import Record, load_record
from geo.tables.schema import CLAIMS


@pytest.fixture(scope="module")
def record() -> Record:
    """The record of the repository, with the district of each event."""
    return load_record(ROOT)


@pytest.fixture(scope="module")
def war() -> list[dict[str, str]]:
    """The rows of the opening days."""
    return [row for row in read_rows() if in_window(row, *OPENING_WINDOW)]


def _open_facet(page: Page, title: str) -> Locator:
    """Open a filter; return its options."""
    button = page.locator(".st-key-filters").get_by_role("button", name=title, exact=True)
    button.click()
    group = page.locator("[data-testid=stPopoverBody]")
    expect(group).to_be_visible()
    return group


def _option(group: Locator, words: str) -> Locator:
    return group.get_by_role("button", name=words, exact=True)


def test_a_district_shows_its_incidents_on_the_map_in_the_list_and_in_the_counts(
    open_page: OpenPage, record: Record, war: list[dict[str, str]]
) -> None:
    district = record.events.set_index("id")["district_id"]
    count = sum(district[row["id"]] == "AZ-BAR" for row in war)
    page = open_page()

    group = _open_facet(page, "District")
    _option(group, f"Barda ({count})").click()

    expect_shown(page, count)
    wait_parameter(page, "district", "AZ-BAR")
    expect(
        page.locator(".st-key-filters").get_by_role("button", name="District · 1")
    ).to_be_visible()
    heads = page.locator(".st-key-incidents [class*=st-key-card-]")
    expect(heads).to_have_count(min(count, 8))
    for head in heads.all():
        expect(head).to_contain_text("Barda district")


def test_every_kind_of_event_is_counted_as_the_table_has_it(
    open_page: OpenPage, war: list[dict[str, str]]
) -> None:
    counts = Counter(row["category"] for row in war)
    page = open_page()

    group = _open_facet(page, "What")

    everything = {row["category"] for row in read_rows()}
    for category in everything:
        expect(_option(group, f"{category} ({counts[category]})")).to_be_visible()
    expect(group.get_by_role("button")).to_have_count(len(everything))


def test_two_kinds_are_alternatives_and_another_filter_narrows_them(
    open_page: OpenPage, war: list[dict[str, str]]
) -> None:
    link = [("category", "missile strike"), ("category", "shelling"), ("harmed", "azerbaijani")]
    count = sum(
        row["category"] in ("missile strike", "shelling")
        and row["harmed_side"] in ("azerbaijani", "both")
        for row in war
    )

    page = open_page("?" + urlencode(link))

    expect_shown(page, count)
    assert parameters(page)["category"] == ["missile strike", "shelling"]


def test_incidents_that_are_not_on_the_map_are_counted_apart(
    open_page: OpenPage, record: Record, war: list[dict[str, str]]
) -> None:
    on_map = record.events.set_index("id")["on_map"]
    off_map = sum(not on_map[row["id"]] for row in war)

    page = open_page()

    words = f"{len(war)} of {len(read_rows())}; {off_map} not on the map"
    expect(panel_count(page)).to_have_text(words)
    expect(stage(page).locator(".tm-count-words")).to_have_text(words)


@pytest.mark.parametrize(
    ("query", "place_id", "name"),
    [
        ("Stepanakert", "khankendi", "Khankendi / Stepanakert"),
        ("Şuşa", "shusha", "Shusha / Shushi"),
        ("shushi", "shusha", "Shusha / Shushi"),
        ("Степанакерт", "khankendi", "Khankendi / Stepanakert"),
        ("Շուշի", "shusha", "Shusha / Shushi"),
    ],
)
def test_search_finds_a_place_in_every_spelling(
    open_page: OpenPage, war: list[dict[str, str]], query: str, place_id: str, name: str
) -> None:
    at_place = {row["id"] for row in war if row["place_id"] == place_id}
    page = open_page()
    everything = root(page).get_attribute("data-shown")
    assert everything is not None

    page.get_by_role("searchbox", name="Search names and text").fill(query)

    expect(root(page)).not_to_have_attribute("data-shown", everything)
    wait_parameter(page, "q", query)
    shown = int(root(page).get_attribute("data-shown") or 0)
    assert len(at_place) <= shown < len(war)
    expect_shown(page, shown)
    cards = page.locator(".st-key-incidents [class*=st-key-card-]")
    expect(cards.filter(has_text=name).first).to_be_visible()


def test_a_search_without_a_hit_says_so(open_page: OpenPage) -> None:
    page = open_page()

    page.get_by_role("searchbox", name="Search names and text").fill("zzzzzz")

    expect_shown(page, 0)


def test_a_name_on_the_map_filters_to_its_place_and_says_what_it_is(
    open_page: OpenPage, record: Record, war: list[dict[str, str]]
) -> None:
    count = sum(row["place_id"] == "ganja" for row in war)
    page = open_page()
    name = stage(page).get_by_role("button", name="Ganja", exact=True)

    name.click()

    expect_shown(page, count)
    expect(name).to_have_attribute("aria-pressed", "true")
    place = page.locator(".st-key-place-card")
    expect(place).to_contain_text(record.places.loc["ganja", "role"])
    for column in ("name_az", "name_hy", "name_ru"):
        expect(place).to_contain_text(record.places.loc["ganja", column])
    wait_parameter(page, "place", "ganja")

    name.click()
    expect_shown(page, len(war))
    expect(name).to_have_attribute("aria-pressed", "false")
    expect(place).to_have_count(0)
    wait_parameter(page, "place", None)


def test_another_name_takes_the_place_of_the_first(
    open_page: OpenPage, war: list[dict[str, str]]
) -> None:
    page = open_page("?place=ganja")
    expect_shown(page, sum(row["place_id"] == "ganja" for row in war))

    stage(page).get_by_role("button", name="Barda", exact=True).click()

    expect_shown(page, sum(row["place_id"] == "barda" for row in war))
    assert parameters(page)["place"] == ["barda"]


def test_clear_all_takes_filters_search_and_selection_away_and_keeps_the_days(
    open_page: OpenPage,
) -> None:
    rows = [row for row in read_rows() if in_window(row, "2020-10-01", "2020-10-31")]
    link = "from=2020-10-01&to=2020-10-31&place=ganja&category=missile+strike&q=ganja"
    page = open_page(f"?{link}&event={rows[0]['id']}")
    expect(selected_card(page)).to_be_visible()

    page.get_by_role("button", name="Clear all").click()

    expect_shown(page, len(rows))
    expect(selected_card(page)).to_have_count(0)
    expect(page.get_by_role("searchbox", name="Search names and text")).to_have_value("")
    expect(page.get_by_role("button", name="Clear all")).to_be_disabled()
    wait_parameter(page, "event", None)
    left = {name: values for name, values in parameters(page).items() if name != "view"}
    assert left == {"from": ["2020-10-01"], "to": ["2020-10-31"]}


def test_the_list_is_turned_a_page_at_a_time(
    open_page: OpenPage, war: list[dict[str, str]]
) -> None:
    page = open_page()
    pager = page.locator(".st-key-pager")
    expect(pager).to_contain_text(f"1 to 8 of {len(war)}")
    first = page.locator(".st-key-incidents [class*=st-key-card-] strong").first
    before = first.inner_text()

    pager.get_by_role("button", name="Later").click()
    expect(pager).to_contain_text(f"9 to 16 of {len(war)}")
    pager.get_by_role("button", name="Earlier").click()
    expect(pager).to_contain_text(f"1 to 8 of {len(war)}")

    expect(first).to_have_text(before)


def test_the_sources_behind_what_is_shown_are_counted_by_kind(
    open_page: OpenPage, record: Record, war: list[dict[str, str]]
) -> None:
    ids = {row["id"] for row in war}
    spoken = read_rows(EVENTS_FILE.parent / CLAIMS.file)
    used = {claim["source_id"] for claim in spoken if claim["event_id"] in ids}
    kinds = Counter(record.sources.loc[sorted(used), "kind"])
    page = open_page()

    page.get_by_role("tab", name="Sources").click()

    sources = page.locator(".st-key-sources")
    total = len(record.sources)
    expect(sources.locator("strong").first).to_have_text(f"{len(used)} of {total} sources")
    for kind, count in kinds.items():
        title = f"{kind[:1].upper()}{kind[1:]} ({count})"
        expect(sources.get_by_text(title, exact=True)).to_be_visible()
