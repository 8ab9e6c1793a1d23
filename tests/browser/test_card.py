"""The card of the selected incident: claims side by side, figures that lead to their source."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from geo.record import Record, load_record

ROOT = Path(__file__).resolve().parents[2]
#: An event with figures of several speakers, and one with a denial.
TOLL, DENIED = "ganja-17oct", "barda-28oct"
Open = Callable[[str], Page]


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


def card(page: Page) -> Locator:
    return page.locator(".in-card")


def open_card(open_page: Open, event: str) -> Page:
    page = open_page(f"?event={event}")
    expect(card(page).locator(".in-claim").first).to_be_visible()
    return page


def box_of(page: Page, claim: str) -> Locator:
    return card(page).locator(f".in-claim[data-claim='{claim}']")


def test_every_claim_stands_on_the_card_once(open_page: Open, record: Record) -> None:
    page = open_card(open_page, TOLL)
    shown = card(page).locator(".in-claim").evaluate_all("(all) => all.map((e) => e.dataset.claim)")
    assert sorted(shown) == sorted(claim.id for claim in record.assessments[TOLL].claims)


def test_every_figure_leads_to_its_claim_with_source_and_place(
    open_page: Open, record: Record
) -> None:
    page = open_card(open_page, TOLL)
    rows = card(page).locator(".in-row")
    assert rows.count() >= 4
    claims = {claim.id: claim for claim in record.assessments[TOLL].claims}
    for number in range(rows.count()):
        row = rows.nth(number)
        speaker = row.locator(".in-speaker").inner_text()
        words = row.locator(".in-figure").inner_text().split(" (")[0]
        row.click()
        chosen = card(page).locator(".in-claim.in-chosen")
        expect(chosen).to_have_count(1)
        expect(chosen).to_be_in_viewport()
        claim = claims[chosen.get_attribute("data-claim") or ""]
        text = chosen.inner_text()
        assert claim.speaker == speaker
        assert words in text
        assert f"where: {claim.locator}" in text
        assert (
            chosen.locator(".in-source a").first.get_attribute("href")
            == f"sources?source={claim.source_id}"
        )


def test_marks_of_one_toll_share_one_axis(open_page: Open, record: Record) -> None:
    page = open_card(open_page, TOLL)
    toll = card(page).locator(".in-toll").first
    lefts = toll.locator(".in-track").evaluate_all(
        "(all) => all.map((e) => Math.round(e.getBoundingClientRect().left))"
    )
    assert len(set(lefts)) == 1
    positions = toll.locator(".in-row").evaluate_all(
        "(rows) => rows.map((row) => [parseFloat(row.querySelector('.in-mark').style.left),"
        " parseInt(row.querySelector('.in-figure').textContent.replace(/\\D*/, ''))])"
    )
    assert len(positions) > 1
    shares = {round(left / figure, 3) for left, figure in positions if figure}
    assert len(shares) == 1
    computed = record.assessments[TOLL].tolls["killed_civilian"]
    assert f"{computed.low} to {computed.high} civilians killed" in toll.inner_text()


def test_a_denial_stands_beside_what_it_denies(open_page: Open, record: Record) -> None:
    page = open_card(open_page, DENIED)
    denial = next(c for c in record.assessments[DENIED].claims if c.stance == "denies")
    answer = box_of(page, denial.id)
    claim = answer.locator("xpath=ancestor::div[contains(@class, 'in-pair')]/div").first
    assert claim.get_attribute("data-claim") in denial.denies
    one, other = claim.bounding_box(), answer.bounding_box()
    assert one
    assert other
    assert one["x"] + one["width"] <= other["x"] + 1
    assert abs(one["y"] - other["y"]) < 40


def test_the_fields_are_the_same_for_every_speaker(open_page: Open) -> None:
    page = open_card(open_page, DENIED)
    told = (
        card(page)
        .locator(".in-claim")
        .evaluate_all(
            """(boxes) => boxes.map((box) => {
          const names = [...box.querySelectorAll("dt")].map((name) => name.textContent);
          const unsaid = box.querySelector(".in-unknown dd")?.textContent.split(", ") ?? [];
          return [...names, ...unsaid].map((name) => name.toLowerCase());
        })"""
        )
    )
    assert len(told) > 5
    answering = {"denies", "corrects"}
    fields = {frozenset(set(names) - {"not said", "done by", *answering}) for names in told}
    assert fields == {frozenset({"killed", "injured", "weapon", "day"})}
    assert all({"done by", *answering} & set(names) for names in told)
    sources = card(page).locator(".in-claim .in-source")
    assert sources.count() == len(told)


def test_a_speakers_further_sources_are_folded_and_open_when_a_figure_leads_there(
    open_page: Open, record: Record
) -> None:
    page = open_card(open_page, TOLL)
    folded = card(page).locator("details.in-more")
    assert folded.count() >= 1
    inside = folded.first.locator(".in-claim").first
    expect(inside).to_be_hidden()
    folded.first.locator("summary").click()
    expect(inside).to_be_visible()
    shown = card(page).locator(".in-claim").count()
    assert shown == len(record.assessments[TOLL].claims)


def test_a_source_opens_within_the_visit(open_page: Open) -> None:
    page = open_card(open_page, DENIED)
    page.get_by_role("button", name="Understood").click()
    expect(page.locator(".st-key-content-note")).to_have_count(0)
    link = card(page).locator(".in-source a").first
    source = (link.get_attribute("href") or "").split("=")[1]
    link.click()
    expect(page.get_by_role("heading", name="Sources", level=2)).to_be_visible()
    expect(page.locator(".st-key-asked-source")).to_be_visible()
    assert page.url.endswith(f"sources?source={source}")
    expect(page.locator(".st-key-content-note")).to_have_count(0)
    page.locator(".st-key-pages").get_by_role("link", name="Map").click()
    expect(card(page).locator(".in-claim").first).to_be_visible()


def test_the_rule_the_origins_and_the_silent_sides_are_told(
    open_page: Open, record: Record
) -> None:
    page = open_card(open_page, DENIED)
    found = record.assessments[DENIED]
    text = card(page).inner_text()
    assert found.rule.words in text
    assert f"{len(found.claims)} claims from {len(found.origins)} independent origins" in text
    single = next(
        id_
        for id_, other in record.assessments.items()
        if {claim.speaker_side for claim in other.claims} == {"azerbaijani"}
    )
    page = open_card(open_page, single)
    assert "No claim recorded: Armenian or Karabakh side." in card(page).inner_text()
    assert "No claim recorded: outside both sides." in card(page).inner_text()


def test_a_difference_from_an_article_is_on_the_card_with_its_source(open_page: Open) -> None:
    page = open_card(open_page, "tonoyan-new-york-2019")
    note = card(page).locator(".in-differs").filter(has_text="Article A, paragraph 10")
    expect(note).to_be_visible()
    expect(note).to_contain_text("differs from the record")
    expect(note).to_contain_text("2019")
    assert note.locator("a").count() >= 1


def test_the_card_is_one_column_on_a_phone(open_page: Open) -> None:
    page = open_card(open_page, DENIED)
    page.set_viewport_size({"width": 390, "height": 844})
    pair = card(page).locator(".in-pair").first
    claim = pair.locator(".in-claim").first.bounding_box()
    answer = pair.locator(".in-answer").first.bounding_box()
    assert claim
    assert answer
    assert answer["y"] >= claim["y"] + claim["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_card_in_the_list_leads_to_its_claims(open_page: Open) -> None:
    page = open_page("")
    button = page.get_by_role("button", name="Compare").first
    words = button.inner_text()
    button.click()
    expect(card(page).get_by_role("heading", name=words.removeprefix("Compare "))).to_be_visible()


def test_what_is_shown_is_taken_away_as_tables(open_page: Open, tmp_path: Path) -> None:
    page = open_page("?place=barda&from=2020-10-28&to=2020-10-28")
    page.get_by_role("button", name="Download what is shown").click()
    for words, column in (("Incidents, with", "date_precision"), ("Claims on these", "stance")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=words).click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert column in rows[0]
        ids = {row.get("event_id") or row["id"] for row in rows}
        assert DENIED in ids
        assert TOLL not in ids
