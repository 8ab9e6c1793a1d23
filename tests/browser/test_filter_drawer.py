"""The filters: the drawer and its counts, chips, the search, districts chosen on the map."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from app_server import ROOT, AppServer
from playwright.sync_api import Page, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    card,
    click_ground,
    count_rows,
    counts,
    expect_shown,
    expect_window,
    filter_button,
    filter_chips,
    filter_drawer,
    filter_value,
    incidents,
    parameters,
    read_rows,
    root,
    stage,
    wait_parameter,
)

from geo.filters import Filters, count_options, match_events
from geo.record import Record, load_record

#: Of each filter of the drawer its values as they are named, with the counts beside them.
READ_COUNTS = """() => Object.fromEntries([...document.querySelectorAll(".tm-drawer fieldset")].map((filter) => [
  filter.querySelector("legend").textContent,
  [...filter.querySelectorAll(".tm-value")].map((value) => [
    value.querySelector(".tm-value-words").textContent,
    Number(value.querySelector(".tm-value-count").textContent.replaceAll(",", "")),
  ]),
]))"""
#: Writes down what the parts of the page say in each frame from now on.
WRITE_FRAMES = """() => {
  const text = (selector) => document.querySelector(selector).textContent;
  window.frames_ = [];
  addEventListener("timemap:painted", ({ detail }) => window.frames_.push([
    detail.shown, text(".tm-list-count"), text(".tm-headline .tm-count > span"), text(".tm-drawer-foot .tm-main-button"),
    [...document.querySelectorAll(".tm-chip > span")].map((chip) => chip.textContent).join(),
    document.querySelectorAll(".tm-list > .tm-rows:first-of-type .tm-row").length,
  ]));
}"""
#: Where the map looks: its zoom, and whether a point of the ground is in it.
LOOKS_AT = """([lon, lat]) => ({
  zoom: window.heldMap.getZoom(), inside: window.heldMap.getBounds().contains([lat, lon]),
})"""


@pytest.fixture(scope="module")
def record() -> Record:
    """The record of the repository."""
    return load_record(ROOT)


def _ask(**choice: Any) -> Filters:
    """A choice of filters in the opening days."""
    first, last = (datetime.date.fromisoformat(day) for day in OPENING_WINDOW)
    return Filters(first, last, **choice)


def _count(record: Record, **choice: Any) -> int:
    return int(match_events(record, _ask(**choice)).sum())


def _open_drawer(page: Page) -> None:
    filter_button(page).click()
    expect(filter_drawer(page)).to_be_visible()


def _expect_counts(page: Page, record: Record, site: AppServer, **choice: Any) -> None:
    """The drawer says of every value of every filter what `geo.filters` counts."""
    expect_shown(page, _count(record, **choice))
    served = site.record()
    words = served["vocabulary"]
    counted = count_options(record, _ask(**choice))
    places = {place["id"]: place["name"] for place in served["places"]}
    districts = {row["id"]: row["name"] for row in served["districts"]}
    named = {facet["key"]: facet["label"] for facet in words["facets"]}
    off_map = {words["off_map"]["key"]: words["off_map"]["label"]}
    where = (districts | off_map, "districts"), (places, "places")
    expected = {
        "District or place": [(names[k], n) for names, f in where for k, n in counted[f].items()]
    }
    for facet in ("categories", "harmed", "accused", "contests", "evidence", "source_kinds"):
        labels = {term["key"]: term["label"] for term in words[facet]}
        expected[named[facet]] = [(labels[key], n) for key, n in counted[facet].items()]
    shown = page.evaluate(READ_COUNTS)
    assert {name: sorted(map(tuple, values)) for name, values in shown.items()} == {
        name: sorted(values) for name, values in expected.items()
    }


def test_the_counts_in_the_drawer_are_those_of_the_record_after_every_choice(
    open_page: OpenPage, record: Record, site: AppServer
) -> None:
    page = open_page()
    _open_drawer(page)
    groups = filter_drawer(page).get_by_role("heading", level=3)
    expect(groups).to_have_text(["Where", "What", "Who", "Evidence"])
    _expect_counts(page, record, site)

    filter_value(page, "shelling").check()
    filter_value(page, "missile, rocket, drone").check()
    both = ("shelling", "missile strike")
    _expect_counts(page, record, site, categories=both)

    filter_value(page, "Azerbaijani civilians or area").check()
    filter_value(page, "NGO report").check()
    chosen = {"harmed": ("azerbaijani",), "source_kinds": ("NGO report",)}
    _expect_counts(page, record, site, categories=both, **chosen)

    filter_value(page, "shelling").uncheck()
    filter_value(page, "Ganja city").check()
    chosen |= {"categories": both[1:], "districts": ("AZ-GA",)}
    _expect_counts(page, record, site, **chosen)

    count = _count(record, **chosen)
    filter_drawer(page).get_by_role("button", name=f"Show {count} incident").click()
    expect(filter_drawer(page)).to_be_hidden()
    expect(incidents(page).locator(".tm-row")).to_have_count(count)


def test_districts_without_an_incident_are_folded_until_they_are_wanted(
    open_page: OpenPage, record: Record
) -> None:
    page = open_page()
    _open_drawer(page)
    drawer = filter_drawer(page)
    counted = count_options(record, _ask())["districts"]
    bare = record.districts[[not counted[id_] for id_ in record.districts.index]]
    name = f"{bare[bare['kind'] == 'district']['name_en'].iloc[0]} district"

    more = drawer.get_by_role("button", name=f"{len(bare)} more districts without an incident")
    expect(filter_value(page, name)).to_have_count(0)
    drawer.get_by_role("searchbox", name="District or place").fill(name)
    expect(filter_value(page, name)).to_be_visible()
    expect(more).to_be_hidden()

    drawer.get_by_role("searchbox", name="District or place").fill("")
    more.click()
    expect(filter_value(page, name)).to_be_visible()
    expect(more).to_be_hidden()


def test_two_kinds_are_alternatives_and_another_filter_narrows_them(open_page: OpenPage) -> None:
    count = sum(
        row["category"] in ("missile strike", "shelling")
        and row["harmed_side"] in ("azerbaijani", "both")
        and counts(row, *OPENING_WINDOW)
        for row in read_rows()
    )

    page = open_page("?category=missile+strike&category=shelling&harmed=azerbaijani")

    expect_shown(page, count)
    assert parameters(page)["category"] == ["missile strike", "shelling"]


def test_two_values_chosen_before_the_next_frame_are_both_chosen(open_page: OpenPage) -> None:
    page = open_page()
    _open_drawer(page)
    boxes = filter_drawer(page).locator(".tm-value input")

    boxes.evaluate_all("boxes => boxes.slice(0, 2).forEach((box) => box.click())")

    expect(filter_chips(page)).to_have_count(2)


def test_map_list_chips_headline_and_drawer_follow_in_the_same_frame(open_page: OpenPage) -> None:
    page = open_page()
    _open_drawer(page)
    chosen = filter_value(page, "cluster munition")
    chosen.scroll_into_view_if_needed()
    page.evaluate(WRITE_FRAMES)

    chosen.check()
    filter_value(page, "disputed").check()
    filter_value(page, "disputed").uncheck()

    page.wait_for_function("frames_.length > 2")
    told = {shown: rest for shown, *rest in page.evaluate("frames_")}
    count = sum(
        row["category"] == "cluster munition" and counts(row, *OPENING_WINDOW)
        for row in read_rows()
    )
    part = f"{count} of {count_rows(*OPENING_WINDOW)} incidents"
    assert told[count] == [part, part, f"Show {count} incidents", "cluster munition", count]
    nothing = ["No incidents", "no incident recorded", "Show the list", "cluster munition,disputed"]
    assert told[0][:-1] == nothing


#: Parameter -> its value, and what its chip says.
ALL_AT_ONCE = {
    "district": ("AZ-BAR", "Barda district"),
    "place": ("barda", "Barda"),
    "category": ("cluster munition", "cluster munition"),
    "evidence": ("independently documented", "independently documented"),
    "harmed": ("azerbaijani", "Azerbaijani civilians or area"),
    "accused": ("armenian or karabakh", "Armenian or Karabakh forces"),
    "kind": ("NGO report", "NGO report"),
    "q": ("Smerch", "“Smerch”"),
}


def test_each_chip_takes_its_value_away_and_start_over_takes_all(open_page: OpenPage) -> None:
    link = "&".join(f"{key}={value}" for key, (value, _words) in ALL_AT_ONCE.items())
    page = open_page(f"?mode=upto&to=2020-10-30&event=2020-10-28-barda&{link}")
    expect(filter_button(page)).to_have_accessible_name("Filter · 7")
    expect(card(page)).to_be_visible()

    stage(page).get_by_role("button", name="Start over").click()

    expect_shown(page, count_rows(*OPENING_WINDOW))
    expect_window(page, *OPENING_WINDOW)
    expect(filter_chips(page)).to_have_count(0)
    expect(card(page)).to_be_hidden()
    expect(page.get_by_role("searchbox", name="Search")).to_have_value("")
    assert parameters(page) == {}

    page.go_back()
    wait_parameter(page, "q", "Smerch")
    keys = {words: key for key, (_value, words) in ALL_AT_ONCE.items()}
    for _ in ALL_AT_ONCE:
        chip = filter_chips(page).first
        key = keys.pop(chip.inner_text())
        chip.get_by_role("button", name="Remove").click()
        wait_parameter(page, key, None)
        assert parameters(page).keys() & ALL_AT_ONCE.keys() == {*keys.values()}
    expect(filter_chips(page)).to_have_count(0)
    expect(root(page)).to_have_attribute("data-shown", str(count_rows("2020-09-27", "2020-10-30")))


@pytest.fixture(scope="module")
def at_place() -> dict[str, set[str]]:
    """Place -> titles of its incidents of the war."""
    found: dict[str, set[str]] = {}
    for row in read_rows():
        if counts(row, *OPENING_WINDOW):
            found.setdefault(row["place_id"], set()).add(row["title"])
    return found


def test_search_finds_places_in_every_spelling_and_words_of_claims(
    open_page: OpenPage, record: Record, at_place: dict[str, set[str]]
) -> None:
    page = open_page()
    box = page.get_by_role("searchbox", name="Search names and text")
    rows = incidents(page).locator(".tm-row-title")
    for query, place in (
        ("Stepanakert", "khankendi-stepanakert"),
        ("Şuşa", "shusha-shushi"),
        ("shushi", "shusha-shushi"),
        ("Степанакерт", "khankendi-stepanakert"),
        ("Շուշի", "shusha-shushi"),
        ("HRW", None),
    ):
        box.fill(query)
        wait_parameter(page, "q", query)
        expect_shown(page, _count(record, text=query))
        expect(filter_chips(page)).to_have_text(f"“{query}”")
        if place:
            assert at_place[place] <= set(rows.all_inner_texts()), query


def test_a_search_without_a_hit_says_so_and_leads_back(open_page: OpenPage) -> None:
    page = open_page()

    page.get_by_role("searchbox", name="Search names and text").fill("zzzzzz")

    expect_shown(page, 0)
    nothing = incidents(page).get_by_text("No incident recorded for these dates and filters")
    expect(nothing).to_be_visible()
    expect(nothing).to_contain_text("The record is not complete")
    nothing.get_by_role("button", name="Start over").click()
    expect_shown(page, count_rows(*OPENING_WINDOW))


def test_districts_are_chosen_by_clicking_them_and_the_map_goes_there(
    open_page: OpenPage, record: Record, site: AppServer
) -> None:
    points = {d["id"]: (d["lon"], d["lat"]) for d in site.record()["districts"]}
    page = open_page()
    _open_drawer(page)
    drawer = filter_drawer(page)
    drawer.get_by_role("button", name="Choose on the map").click()
    expect(drawer.get_by_text("Click districts to choose them")).to_be_visible()
    page.wait_for_function("heldMap.getSize().x === heldMap.getContainer().clientWidth")
    before = page.evaluate(LOOKS_AT, points["AZ-FUZ"])

    for id_ in ("AZ-FUZ", "AZ-AGM", "AZ-AGM", "AZ-XVD"):
        shown = root(page).get_attribute("data-shown") or ""
        click_ground(page, *points[id_])
        expect(root(page)).not_to_have_attribute("data-shown", shown)

    chosen = ("AZ-FUZ", "AZ-XVD")
    expect_shown(page, _count(record, districts=chosen))
    names = [f"{record.districts.loc[id_, 'name_en']} district" for id_ in chosen]
    expect(filter_chips(page)).to_have_text(names)
    assert parameters(page)["district"] == [*chosen]

    drawer.get_by_role("button", name="Done").click()
    expect(filter_value(page, names[0])).to_be_checked()
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    after = [page.evaluate(LOOKS_AT, points[id_]) for id_ in chosen]
    assert [look["inside"] for look in after] == [True, True]
    assert after[0]["zoom"] > before["zoom"]


def test_escape_closes_the_drawer_and_the_focus_goes_back_to_its_button(
    open_page: OpenPage,
) -> None:
    page = open_page()
    filter_button(page).focus()

    page.keyboard.press("Enter")
    expect(filter_drawer(page).locator(":focus")).to_be_visible()
    filter_value(page, "shelling").focus()
    page.keyboard.press("Space")
    expect(filter_chips(page)).to_have_text("shelling")
    page.keyboard.press("Escape")

    expect(filter_drawer(page)).to_be_hidden()
    expect(filter_button(page)).to_be_focused()
    expect(filter_button(page)).to_have_accessible_name("Filter · 1")
    expect(filter_chips(page)).to_have_text("shelling")
