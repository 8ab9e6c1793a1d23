"""As known on a day: map, list, card and sources follow from what had been said by then; contested; old links."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable
from pathlib import Path

from app_server import AppServer
from playwright.sync_api import Page, Route, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    Visit,
    card,
    counts,
    expect_shown,
    filter_button,
    filter_chips,
    filter_drawer,
    filter_value,
    headline,
    incidents,
    notices,
    parameters,
    read_rows,
    root,
    row_of,
    sources,
    wait_parameter,
)

from components.explore.known import tell_history
from geo.known import read_stages
from geo.record import load_record
from geo.tables.schema import MUTUAL_BLAME

RECORD = load_record(Path(__file__).resolve().parents[2])
GANJA = "2020-10-17-ganja"
DAY = datetime.date(2020, 10, 17)


def _count_known(day: datetime.date) -> int:
    known = {id_ for id_, stages in read_stages(RECORD).items() if stages[0].day <= day}
    return sum(row["id"] in known and counts(row, *OPENING_WINDOW) for row in read_rows())


def _toll(page: Page, words: str) -> None:
    expect(card(page).locator(".tm-card-toll")).to_have_text(words[0].upper() + words[1:])


def test_a_link_shows_the_record_as_it_was_known_on_its_day(open_host: OpenPage) -> None:
    page = open_host(f"?known={DAY}&event={GANJA}")
    first = tell_history(read_stages(RECORD)[GANJA])[0]
    toll = first["words"].split("; ")[0]

    expect(headline(page)).to_contain_text("As known on 17 October 2020")
    expect(root(page)).to_have_attribute("data-shown", str(_count_known(DAY)))
    _toll(page, toll)
    claims = read_stages(RECORD)[GANJA][0].assessment.claims
    for label, side in (("Outside both sides", "other"), ("Azerbaijani side", "azerbaijani")):
        count = sum(claim.speaker_side == side for claim in claims)
        fold = card(page).get_by_role("button", name=f"{label} {count} claims")
        expect(fold).to_be_visible()
    expect(card(page)).not_to_contain_text("Amnesty")


def test_the_steps_of_a_card_lead_through_what_became_known_and_back(open_page: OpenPage) -> None:
    page = open_page(f"?event={GANJA}")
    steps = tell_history(read_stages(RECORD)[GANJA])
    card(page).get_by_role("button", name="As it became known").click()
    buttons = card(page).locator(".tm-history-step")
    expect(buttons).to_have_count(len(steps))
    expect(buttons.last).to_have_attribute("aria-current", "step")

    buttons.first.click()
    wait_parameter(page, "known", str(DAY))
    _toll(page, steps[0]["words"].split("; ")[0])
    expect(card(page).locator(".tm-history-step").first).to_have_attribute("aria-current", "step")
    headline(page).get_by_role("button", name="Show the record as of today").click()
    wait_parameter(page, "known", None)
    _toll(page, steps[-1]["words"].split("; ")[0])


def test_what_nobody_had_spoken_of_yet_is_not_there_and_says_so(open_page: OpenPage) -> None:
    page = open_page(f"?known=2020-10-01&event={GANJA}")
    expect(card(page)).to_contain_text("Nobody had spoken of this incident by 1 October 2020")
    card(page).get_by_role("button", name="Show the record as of today").click()
    expect(card(page).locator("[data-claim]").first).to_be_attached()


def test_the_day_is_set_among_the_filters(open_page: OpenPage) -> None:
    page = open_page()
    filter_button(page).click()
    day = datetime.date(2020, 10, 11)
    filter_drawer(page).get_by_label("What had been said by").fill(str(day))
    wait_parameter(page, "known", str(day))
    expect_shown(page, _count_known(day))
    filter_drawer(page).get_by_role("button", name="The record as of today").click()
    wait_parameter(page, "known", None)
    expect(filter_drawer(page).get_by_label("What had been said by")).to_be_focused()


def test_sources_are_those_of_the_claims_made_by_then(open_page: OpenPage) -> None:
    page = open_page(f"?known={DAY}&event={GANJA}&tab=sources")
    found = {claim.source_id for claim in read_stages(RECORD)[GANJA][0].assessment.claims}
    expect(sources(page).get_by_role("heading", level=2)).to_contain_text(f"{len(found)} ")


def test_downloads_hold_what_was_known_on_the_day(open_page: OpenPage) -> None:
    page = open_page(f"?known={DAY}")
    page.get_by_role("button", name="Download", exact=True).click()
    incidents = page.get_by_role("dialog").get_by_role("group", name="Incidents", exact=True)
    link = incidents.get_by_role("link", name="CSV", exact=True)
    with page.expect_download() as download:
        link.click()
    with download.value.path().open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == _count_known(DAY)
    assert {row["as_known_on"] for row in rows} == {str(DAY)}


def test_incidents_for_which_each_side_blames_the_other_are_a_filter_and_a_mark(
    open_page: OpenPage,
) -> None:
    page = open_page(f"?contested={MUTUAL_BLAME.replace(' ', '+')}")
    found = [row for row in read_rows() if counts(row, *OPENING_WINDOW)
             and RECORD.assessments[row["id"]].mutual_blame]  # fmt: skip
    expect_shown(page, len(found))
    expect(filter_chips(page)).to_contain_text("each side blames the other")
    row = row_of(page, found[0]["title"])
    expect(row.locator(".tm-mark-split")).to_be_attached()
    row.click()
    expect(card(page).locator(".tm-card-when")).to_contain_text("each side blames the other")


def test_links_with_former_names_lead_to_the_same_incident_and_place(open_host: OpenPage) -> None:
    page = open_host("?event=barda-28oct&place=khankendi")
    expect(card(page).get_by_role("heading", level=2)).to_have_text("Cluster rockets on Barda")
    wait_parameter(page, "event", "2020-10-28-barda")
    assert parameters(page)["place"] == ["khankendi-stepanakert"]
    expect(incidents(page)).to_be_visible()


def test_a_day_that_cannot_be_loaded_is_said_and_asked_for_again_by_hand_alone(
    visit: Callable[..., Visit], site: AppServer
) -> None:
    opened = visit(own=True)
    page = opened.open(f"{site.url}view/")
    asked = 0

    def break_off(route: Route) -> None:
        nonlocal asked
        asked += 1
        route.abort()

    page.route("**/known/**", break_off)
    filter_button(page).click()
    day = datetime.date(2020, 10, 11)
    filter_drawer(page).get_by_label("What had been said by").fill(str(day))
    notice = notices(page).filter(has_text="What was known on that day could not be loaded")
    again = notice.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    before = asked
    filter_value(page, "shelling").check()
    expect(filter_chips(page)).to_contain_text("shelling")
    assert asked == before

    page.unroute_all(behavior="wait")
    again.click()
    filter_value(page, "shelling").uncheck()
    expect_shown(page, _count_known(day))
    expect(notice).to_have_count(0)
    assert all("ERR_FAILED" in fault for fault in opened.faults)
    opened.faults.clear()
