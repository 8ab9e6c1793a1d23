"""The card of an incident: short before its folds, behind them everything of every claim."""

from __future__ import annotations

import re
from typing import Any

import pytest
from app_server import ROOT
from playwright.sync_api import Locator, Page, ViewportSize, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    card,
    card_title,
    count_rows,
    counts,
    expect_shown,
    expect_window,
    follow_link,
    incidents,
    list_box,
    read_rows,
    row_of,
    wait_parameter,
)

from components.explore.claims import read_source
from components.explore.tolls import UNDATED, describe_dated
from components.labels import BASIS_WORDS, figure_words, source_words
from geo.claims import Claim
from geo.record import Record, load_record

MOST_WORDS = 150
PHONE = ViewportSize(width=375, height=812)
#: Many counts; a denial, a reprint and an address that is not secure; what was taken back.
TOLL, DENIED, WITHDRAWN = "2020-10-17-ganja", "2020-10-28-barda", "2020-11-08-shusha-shushi"
#: Opens the card of each event, one after the other; of each its title, and the words before the folds.
COUNT_WORDS = """async (ids) => {
  const count = (text) => text.split(/\\s+/).filter((word) => /[\\p{L}\\p{N}]/u.test(word)).length;
  const found = [];
  for (const id of ids) {
    const painted = new Promise((done) => addEventListener("timemap:painted", done, { once: true }));
    const url = new URL(location.href);
    url.searchParams.set("event", id);
    history.replaceState(null, "", url);
    dispatchEvent(new PopStateEvent("popstate"));
    await painted;
    const parts = [...document.querySelectorAll(".tm-card-page > *, .tm-card-body > *")];
    const folds = parts.findIndex((part) => part.matches(".tm-claims"));
    const before = parts.slice(0, folds).filter((part) => !part.matches(".tm-card-body"));
    const words = before.reduce((sum, part) => sum + count(part.innerText), 0);
    found.push([document.querySelector(".tm-card-title").textContent, words]);
  }
  return found;
}"""
#: Opens all claims of the card; group by group its heading, and each claim with its text and its links.
OPEN_CLAIMS = """() => {
  const claims = document.querySelector(".tm-claims");
  const closed = () => [...claims.querySelectorAll("[aria-expanded=false]")];
  for (let folds = closed(); folds.length; folds = closed()) folds.forEach((fold) => fold.click());
  return [...claims.querySelectorAll(".tm-claims-group")].map((group) => [
    group.querySelector("h3").innerText,
    [...group.querySelectorAll(".tm-claim")].map((claim) => ({
      id: claim.dataset.claim,
      day: claim.querySelector(".tm-claim-day").innerText,
      text: claim.innerText,
      links: [...claim.querySelectorAll("a")].map((link) => [link.href, link.target, link.rel]),
    })),
  ]);
}"""


@pytest.fixture(scope="module")
def record() -> Record:
    """The record of the repository."""
    return load_record(ROOT)


def _read(open_page: OpenPage, event: str, link: str = "", **options: Any) -> Page:
    """Open the card of an event, with its claims."""
    page = open_page(f"?event={event}{link}", **options)
    expect(card(page).locator(".tm-claims")).to_be_visible()
    return page


def _claim(page: Page, claim: Claim) -> Locator:
    return card(page).locator(f".tm-claim[data-claim='{claim.id}']")


def _fold(page: Page, words: str) -> Locator:
    """The button that opens a part of the card."""
    return card(page).get_by_role("button", name=words)


def test_no_card_has_more_than_150_words_before_its_folds(open_page: OpenPage) -> None:
    rows = read_rows()
    # Most of the record lies outside these days, which the card then has to say as well.
    page = _read(open_page, rows[0]["id"], "&show=table")

    told = page.evaluate(COUNT_WORDS, [row["id"] for row in rows])

    assert [title for title, _words in told] == [row["title"] for row in rows]
    assert [(title, words) for title, words in told if words > MOST_WORDS] == []
    assert min(words for _title, words in told) > 10


def test_the_parts_of_a_card_stand_in_their_order(open_page: OpenPage) -> None:
    page = _read(open_page, DENIED)

    expect(card(page).get_by_role("heading")).to_have_text(
        [
            "Cluster rockets on Barda",
            "At least 21 killed, at least 70 injured",
            re.compile(r"^\d+ counts, by speaker and day$"),
            re.compile(r"^As it became known, in \d+ steps$"),
            "Said to have done it",
            "Denied by",
            "What is disputed",
            re.compile(r"^Outside both sides\d+ claims$"),
            re.compile(r"^Azerbaijani side\d+ claims$"),
            re.compile(r"^Armenian or Karabakh side\d+ claims$"),
            re.compile(r"^Where the founding articles differ\d+ differences$"),
            "About this entry",
        ]
    )
    text = card(page).inner_text()
    parts = [
        "Cluster rockets on Barda\n",
        "28 October 2020 · Barda, Barda district",
        "Independently documented by Human Rights Watch, Amnesty International",
        "HRW and Amnesty identified Smerch rockets",
        "At least 21 killed, at least 70 injured",
        "Armenian or Karabakh forces",
        "What is disputed",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    _fold(page, "About this entry").click()
    expect(card(page).locator(".tm-card-fold").last).to_contain_text(DENIED)


TOLLS = {
    DENIED: (
        "At least 21 killed, at least 70 injured",
        "civilians, according to the Prosecutor General of Azerbaijan",
    ),
    "2020-09-27-hadrut": (
        "1 civilian killed",
        "according to the Ombudsman of the Karabakh authorities",
    ),
    "2020-10-14-missile-strike": ("No one hurt, says the Defence Ministry of Armenia", ""),
}


def test_the_toll_is_one_plain_line_with_who_counts_so(open_page: OpenPage) -> None:
    page = _read(open_page, DENIED)
    for event, (line, note) in TOLLS.items():
        follow_link(page, f"?event={event}")
        toll = card(page).locator(".tm-card-part").first
        expect(toll.get_by_role("heading").first).to_have_text(line)
        expect(toll).to_contain_text(note)


def test_every_count_stands_in_order_of_time_and_leads_to_its_claim(
    open_page: OpenPage, record: Record
) -> None:
    page = _read(open_page, TOLL)
    claims = {claim.id: claim for claim in record.assessments[TOLL].claims}
    _fold(page, "counts, by speaker and day").click()

    seen = 0
    for toll in card(page).locator(".tm-toll").all():
        dates = []
        for count in toll.locator("button.tm-toll-row").all():
            count.evaluate("(row) => row.click()")
            chosen = card(page).locator(".tm-claim-chosen")
            claim = claims[chosen.get_attribute("data-claim") or ""]
            expect(chosen.get_by_role("button").first).to_be_focused()
            expect(chosen).to_contain_text(claim.paraphrase)
            date = claim.said
            words = [figure_words(figure) for figure in claim.figures.values()]
            expect(count).to_contain_text(claim.speaker)
            expect(count).to_contain_text(describe_dated(date))
            assert any(count.inner_text().split("\n")[-1].startswith(word) for word in words)
            dates.append(date or UNDATED)
        assert dates == sorted(dates)
        seen += len(dates)
    assert seen > 10


@pytest.mark.parametrize("event", [TOLL, DENIED, WITHDRAWN])
def test_everything_of_every_claim_is_reached_by_opening_it(
    open_page: OpenPage, record: Record, event: str
) -> None:
    found = record.assessments[event]
    dates = {claim.id: claim.said for claim in found.claims}
    page = _read(open_page, event)

    groups = page.evaluate(OPEN_CLAIMS)

    sides = ["Outside both sides", "Azerbaijani side", "Armenian or Karabakh side"]
    assert [head.split("\n")[0] for head, _shown in groups] == sides
    shown = {claim["id"]: claim for _head, claims in groups for claim in claims}
    assert sorted(shown) == sorted(claim.id for claim in found.claims)
    assert sum(len(claims) for _head, claims in groups) == len(found.claims)
    for _head, claims in groups:
        days = [dates[claim["id"]] or UNDATED for claim in claims]
        assert days == sorted(days)
    for claim in found.claims:
        told = shown[claim.id]
        assert told["day"] == describe_dated(dates[claim.id])
        assert [part for part in _parts(claim, record) if part not in told["text"]] == []
        assert ("taken back later" in told["text"].split("\n\n")[1]) == (
            claim.id in found.withdrawn
        )
        url = read_source(claim.source_id, record)["url"]
        link = [url, "_blank", "noopener noreferrer"]
        assert told["links"] == ([link] if url.startswith("https://") else [])


def _parts(claim: Claim, record: Record) -> list[str]:
    """What must be read of a claim, as the tables have it."""
    others = {other.id: other for other in record.assessments[claim.event_id].claims}
    answers = [other.speaker for other in others.values() if claim.id in other.denies]
    parts = [
        claim.speaker,
        claim.paraphrase,
        claim.weapon,
        claim.hedge,
        claim.note,
        f"where: {claim.locator or 'not known'}",
        BASIS_WORDS[claim.basis],
        source_words(read_source(claim.source_id, record)),
        *map(figure_words, claim.figures.values()),
        *(others[id_].speaker for id_ in claim.denies if id_ in others),
        *answers,
        "Answered by" if answers else "",
    ]
    if claim.origin:
        parts.append(f"rests on {source_words(read_source(claim.origin, record))}")
    return parts


def test_a_denial_stands_beside_what_it_denies_and_leads_to_its_claim(
    open_page: OpenPage, record: Record
) -> None:
    denial = next(c for c in record.assessments[DENIED].claims if c.stance == "denies")
    page = _read(open_page, DENIED)
    said, denied = card(page).locator(".tm-card-blame > div").all()
    expect(said).to_contain_text("Armenian or Karabakh forces")
    expect(denied).to_contain_text("that its side did it")
    one, other = said.bounding_box(), denied.bounding_box()
    assert one
    assert other
    assert one["x"] + one["width"] <= other["x"]
    assert one["y"] == other["y"]

    denied.get_by_role("button", name=denial.speaker).click()

    answer = _claim(page, denial)
    expect(answer.get_by_role("button").first).to_be_focused()
    expect(answer).to_be_in_viewport()
    expect(answer).to_contain_text(denial.paraphrase)
    answered = next(c for c in record.assessments[DENIED].claims if c.id in denial.denies)
    answer.get_by_role("button", name=answered.speaker, exact=True).click()
    expect(_claim(page, answered).get_by_role("button").first).to_be_focused()
    expect(_claim(page, answered)).to_contain_text(f"Answered by {denial.speaker}")

    page.set_viewport_size(PHONE)
    one, other = said.bounding_box(), denied.bounding_box()
    assert one
    assert other
    assert other["y"] >= one["y"] + one["height"]


def test_why_gives_the_rule_who_it_rests_on_and_the_separate_origins(
    open_page: OpenPage, record: Record
) -> None:
    found = record.assessments[DENIED]
    page = _read(open_page, DENIED)
    level = card(page).locator(".tm-card-level")
    why = level.get_by_role("button", name="why?")
    expect(why).to_have_attribute("aria-expanded", "false")
    expect(level.get_by_text(found.rule.words)).to_have_count(0)

    why.click()

    expect(why).to_have_attribute("aria-expanded", "true")
    expect(level.get_by_text(found.rule.words)).to_be_visible()
    for claim in found.because:
        expect(level.get_by_role("button", name=claim.speaker)).to_be_visible()
    count = f"{len(found.claims)} claims from {len(found.origins)} separate origins"
    expect(level.get_by_text(count)).to_be_visible()


def test_the_card_steps_through_what_is_shown_and_no_farther(open_page: OpenPage) -> None:
    shown = [
        row
        for row in read_rows()
        if row["category"] == "cluster munition" and counts(row, *OPENING_WINDOW)
    ]
    page = open_page("?category=cluster+munition")
    titles = incidents(page).locator(".tm-row-title").all_inner_texts()
    assert sorted(titles) == sorted(row["title"] for row in shown)
    row_of(page, titles[0]).click()
    before = card(page).get_by_role("button", name="Incident before")
    after = card(page).get_by_role("button", name="Next incident")

    for number, title in enumerate(titles, 1):
        expect(card_title(page)).to_have_text(title)
        expect(card(page).get_by_text(f"{number} of {len(titles)}", exact=True)).to_be_visible()
        at_end = str(number == len(titles)).lower()
        expect(after).to_have_attribute("aria-disabled", at_end)
        after.focus()
        page.keyboard.press("Enter")
        expect(after).to_be_focused()
    expect(card_title(page)).to_have_text(titles[-1])
    before.click()
    expect(card_title(page)).to_have_text(titles[-2])
    card(page).get_by_role("button", name="Back to the list").click()
    expect(row_of(page, titles[-2])).to_be_focused()
    wait_parameter(page, "event", None)


def test_the_link_and_the_line_to_cite_are_copied(open_page: OpenPage, record: Record) -> None:
    page = _read(open_page, DENIED, "&held=no", permissions=["clipboard-read", "clipboard-write"])
    wait_parameter(page, "event", DENIED)

    card(page).get_by_role("button", name="Copy the link to this incident").click()
    expect(card(page).get_by_text("Link copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == page.evaluate("location.href")
    assert "held=no" in link

    card(page).get_by_role("button", name="Cite this incident").first.click()
    dialog = card(page).get_by_role("dialog", name="Cite this incident")
    dialog.get_by_role("button", name="Copy the citation").click()
    expect(dialog.get_by_text("Copied")).to_be_visible()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert cited == dialog.locator("p").inner_text()
    assert cited.startswith(
        "Cluster rockets on Barda. Barda, Barda district, 28 October 2020. In: "
    )
    assert f"version {record.version}" in cited
    assert cited.endswith(link)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(card(page).get_by_role("button", name="Cite this incident")).to_be_focused()
    expect(card_title(page)).to_be_visible()


def test_the_focus_goes_to_the_heading_and_back_to_where_the_card_was_opened(
    open_page: OpenPage,
) -> None:
    page = open_page()
    row = row_of(page, "Five members of one family killed in Gashalti")

    row.click()
    expect(card_title(page)).to_be_focused()
    card(page).get_by_role("button", name="Close the incident").click()
    expect(card(page)).to_have_count(0)
    expect(row).to_be_focused()

    list_box(page).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(card_title(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(card(page)).to_have_count(0)
    expect(list_box(page)).to_be_focused()


def test_an_incident_that_is_not_shown_says_why_and_how_to_show_it(open_page: OpenPage) -> None:
    page = _read(open_page, DENIED, "&from=2020-10-01&to=2020-10-05")
    expect(card(page)).to_contain_text("This incident lies outside the dates that are set.")
    expect(card(page).get_by_role("button", name="Next incident")).to_have_attribute(
        "aria-disabled", "true"
    )

    card(page).get_by_role("button", name="Show its days").click()
    expect_window(page, "2020-10-28", "2020-10-28")
    expect(card(page).get_by_text("outside the dates")).to_be_hidden()

    follow_link(page, f"?event={DENIED}&category=shelling")
    expect(card(page)).to_contain_text("The filters leave this incident out.")
    card(page).get_by_role("button", name="Show it").click()
    expect(card(page).get_by_text("leave this incident out")).to_be_hidden()
    card(page).get_by_role("button", name="Back to the list").click()
    expect_shown(page, count_rows(*OPENING_WINDOW))


def test_a_difference_from_a_founding_article_is_told_with_what_decided_it(
    open_page: OpenPage,
) -> None:
    page = _read(open_page, "2019-03-29-new-york")
    fold = _fold(page, "Where the founding articles differ")
    expect(card(page).get_by_text("Article A, paragraph 10")).to_have_count(0)

    fold.click()

    note = card(page).locator("p").filter(has_text="Article A, paragraph 10")
    expect(note).to_contain_text("29 March 2019")
    expect(note).to_contain_text("Decided by: Transitions Online, 2019-04-02, Massis Post")
    expect(note.get_by_role("button", name="Massis Post, 2019-04-08")).to_be_visible()
