"""The first thing that a new reader sees: what this is, how much there is, where to begin."""

from __future__ import annotations

import datetime

import pytest
from app_server import ROOT, AppServer
from playwright.sync_api import Page, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    card,
    count_rows,
    counts,
    expect_shown,
    expect_window,
    filter_button,
    filter_chips,
    filter_value,
    follow_link,
    incidents,
    parameters,
    read_rows,
    root,
    row_of,
    wait_parameter,
)

from geo.record import load_record
from geo.tables.schema import HARM_CATEGORIES

STARTS = {"Ganja": "ganja", "Khankendi · Stepanakert": "khankendi-stepanakert", "Barda": "barda"}
LABELS = {
    "Azerbaijani side harmed": "azerbaijani",
    "Armenian or Karabakh side harmed": "armenian or karabakh",
    "both sides harmed": "both",
}


@pytest.fixture(scope="module")
def war() -> list[dict[str, str]]:
    """The events that count in the opening days."""
    return [row for row in read_rows() if counts(row, *OPENING_WINDOW)]


def _expect_lead(page: Page, *, shown: bool) -> None:
    lead = incidents(page).locator(".tm-lead")
    expect(lead).to_be_attached()
    expect(lead).to_be_visible(visible=shown)


def test_the_lead_counts_what_is_documented_by_the_side_that_was_harmed(
    open_page: OpenPage, site: AppServer, war: list[dict[str, str]]
) -> None:
    found = load_record(ROOT).assessments
    documented = [
        row["harmed_side"]
        for row in war
        if row["category"] in HARM_CATEGORIES
        and found[row["id"]].level == "independently documented"
    ]
    page = open_page()

    _expect_lead(page, shown=True)
    panel = incidents(page)
    lead = site.record()["lead"]
    assert len(lead["sentences"]) == 2
    assert "civilian harm" in lead["note"]
    for words in (*lead["sentences"], lead["note"]):
        expect(panel.get_by_text(words)).to_be_visible()
    head = f"{len(documented)} incidents of harm independently documented"
    expect(panel.get_by_text(head)).to_be_visible()
    told = {}
    for label, side in LABELS.items():
        row = panel.get_by_role("listitem").filter(has_text=label)
        told[side] = row.locator("b").inner_text()
        expect(row.locator(".tm-squares > i")).to_have_count(int(told[side]))
    assert told == {side: str(documented.count(side)) for side in LABELS.values()}
    assert sum(map(int, told.values())) == len(documented)
    expect_shown(page, len(war))


def test_each_start_shows_its_place_and_back_leads_to_all(
    open_page: OpenPage, war: list[dict[str, str]]
) -> None:
    page = open_page()
    for label, place in STARTS.items():
        count = sum(row["place_id"] == place for row in war)
        start = incidents(page).get_by_role("button", name=label).first
        expect(start).to_contain_text(f"{count} incidents · ")

        start.click()

        expect_shown(page, count)
        expect(filter_chips(page)).to_have_text(label)
        assert parameters(page)["place"] == [place]
        _expect_lead(page, shown=False)
        page.go_back()
        wait_parameter(page, "place", None)
        expect_shown(page, len(war))
        page.reload()
        _expect_lead(page, shown=True)


def test_play_the_war_plays_from_its_first_day(open_page: OpenPage) -> None:
    page = open_page()

    incidents(page).get_by_role("button", name="Play the war").click()

    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    _expect_lead(page, shown=False)
    expect(root(page)).to_have_attribute("data-from", OPENING_WINDOW[0])
    expect(root(page)).not_to_have_attribute("data-to", OPENING_WINDOW[0])
    page.get_by_role("button", name="Pause", exact=True).click()
    day = root(page).get_attribute("data-to") or ""
    assert OPENING_WINDOW[0] < day < OPENING_WINDOW[1]
    expect_shown(page, count_rows(OPENING_WINDOW[0], day))
    words = f"{datetime.date.fromisoformat(day):%-d %B} 2020"
    expect(page.get_by_role("slider", name="To date")).to_have_attribute("aria-valuetext", words)


def test_the_lead_goes_for_good_with_a_filter_and_with_a_card(open_page: OpenPage) -> None:
    page = open_page()
    filter_button(page).click()
    filter_value(page, "shelling").check()
    page.keyboard.press("Escape")
    _expect_lead(page, shown=False)
    filter_chips(page).get_by_role("button", name="Remove shelling").click()
    expect_shown(page, count_rows(*OPENING_WINDOW))
    expect_window(page, *OPENING_WINDOW)
    _expect_lead(page, shown=False)

    page = open_page()
    row_of(page, "Shelling of frontline districts reported").click()
    expect(card(page)).to_be_visible()
    card(page).get_by_role("button", name="Back to the list").click()
    expect_shown(page, count_rows(*OPENING_WINDOW))
    _expect_lead(page, shown=False)


def test_a_link_to_an_incident_begins_without_the_lead(open_page: OpenPage) -> None:
    page = open_page("?event=2020-10-28-barda")
    _expect_lead(page, shown=False)
    follow_link(page, "?")
    expect_shown(page, count_rows(*OPENING_WINDOW))
    _expect_lead(page, shown=False)
