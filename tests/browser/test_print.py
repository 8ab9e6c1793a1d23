"""The page on paper: all of what is shown, on as many sheets as it takes."""

from __future__ import annotations

from playwright.sync_api import expect
from reading import OPENING_WINDOW, OpenPage, card, counts, incidents, print_text, read_rows


def test_every_incident_of_the_list_is_printed(open_page: OpenPage) -> None:
    shown = [row for row in read_rows() if counts(row, *OPENING_WINDOW)]
    page = open_page()
    rows = incidents(page).locator(".tm-row")
    expect(rows).not_to_have_count(len(shown))

    printed = print_text(page)
    missing = [row["title"] for row in shown if "".join(row["title"].split()) not in printed]
    assert missing == []
    expect(rows).not_to_have_count(len(shown))


def test_a_card_is_printed_to_its_end(open_page: OpenPage) -> None:
    page = open_page("?event=2020-10-28-barda")
    expect(card(page).locator("[data-claim]").first).to_be_attached()

    printed = print_text(page)
    title = card(page).get_by_role("heading", level=2).inner_text()
    last = card(page).get_by_role("heading", level=3).last.inner_text()
    for words in (title, last):
        assert "".join(words.split()) in printed
