"""The history of the browser: Back closes what is open, then undoes one choice after the other."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect
from reading import (
    OPENING_VIEW,
    OPENING_WINDOW,
    OpenPage,
    card,
    card_title,
    click_symbol,
    count_rows,
    entries,
    expect_shown,
    expect_window,
    filter_button,
    filter_chips,
    filter_drawer,
    filter_value,
    incidents,
    near,
    parameters,
    place_name,
    read_rows,
    root,
    slider,
    wait_painted,
    wait_parameter,
)

EVENT = "2020-10-28-barda"
PHONE = ViewportSize(width=375, height=812)
SIZES = {"wide": OPENING_VIEW, "phone": PHONE}


def _search(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Search names and text")


def _mode(page: Page, name: str) -> Locator:
    return page.get_by_role("radio", name=name, exact=True)


def _grip(page: Page) -> Locator:
    """The button that raises and lowers the sheet of a phone; its name says where the sheet is."""
    return page.locator(".tm-grip")


def _expect_opening(page: Page) -> None:
    expect_window(page, *OPENING_WINDOW)
    expect_shown(page, count_rows(*OPENING_WINDOW))
    assert parameters(page) == {}


def test_back_undoes_one_district_after_the_other_and_leads_out(open_host: OpenPage) -> None:
    page = open_host()
    before = entries(page)
    filter_button(page).click()
    chosen = []
    for name in ("Tartar district", "Fuzuli district"):
        filter_value(page, name).check()
        chosen.append(name)
        expect(filter_chips(page)).to_have_text(chosen)
        page.wait_for_function("new URL(location.href).searchParams.has('view')")
    filter_drawer(page).get_by_role("button", name="Show").click()
    # The drawer has one as well.
    assert entries(page) == before + 3

    page.go_back()
    expect(filter_chips(page)).to_have_text(["Tartar district"])
    page.go_back()
    expect(filter_chips(page)).to_have_count(0)
    _expect_opening(page)


def test_back_undoes_one_choice_after_the_other_and_forward_makes_them_again(
    open_host: OpenPage,
) -> None:
    page = open_host()
    before = entries(page)

    filter_button(page).click()
    filter_value(page, "missile, rocket, drone").check()
    filter_button(page).click()
    _mode(page, "Up to day").check()
    place_name(page, "Ganja").click()
    expect(filter_chips(page)).to_have_text(["Ganja", "missile, rocket, drone"])
    incidents(page).locator(".tm-row").first.click()
    title = card_title(page).inner_text()
    # The drawer, at the first entry, has one too: Back closes it.
    assert entries(page) == before + 5

    page.go_back()
    expect(card(page)).to_have_count(0)
    expect(place_name(page, "Ganja")).to_have_attribute("aria-pressed", "true")
    page.go_back()
    expect(filter_chips(page)).to_have_text(["missile, rocket, drone"])
    expect(_mode(page, "Up to day")).to_be_checked()
    page.go_back()
    expect(_mode(page, "Range")).to_be_checked()
    expect(filter_chips(page)).to_have_text(["missile, rocket, drone"])
    page.go_back()
    expect(filter_chips(page)).to_have_count(0)
    _expect_opening(page)

    for _ in range(4):
        page.go_forward()
    expect(card_title(page)).to_have_text(title)
    expect(filter_chips(page)).to_have_text(["Ganja", "missile, rocket, drone"])
    expect(_mode(page, "Up to day")).to_be_checked()


def test_a_drag_of_a_handle_is_one_entry_although_the_hand_rests_on_its_way(
    open_page: OpenPage,
) -> None:
    page = open_page()
    before = entries(page)
    box = slider(page, "To date").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 200, y, steps=10)
    page.wait_for_function("new URL(location.href).searchParams.has('to')")
    rested = page.url
    page.mouse.move(x - 400, y, steps=10)
    page.mouse.up()
    page.wait_for_function("(rested) => location.href !== rested", arg=rested)

    assert entries(page) == before + 1
    page.go_back()
    _expect_opening(page)


def test_typing_in_the_search_is_one_entry_and_a_symbol_after_it_another(
    open_page: OpenPage, lone_event: dict[str, str]
) -> None:
    title = lone_event["title"]
    page = open_page(near(lone_event))
    before = entries(page)

    for end in (4, 8):
        _search(page).press_sequentially(title[end - 4 : end])
        wait_parameter(page, "q", title[:end])
    assert entries(page) == before + 1
    _search(page).press_sequentially(title[8:12])
    click_symbol(page, lone_event)
    expect(card_title(page)).to_have_text(title)
    assert entries(page) == before + 2

    page.go_back()
    expect(card(page)).to_have_count(0)
    expect(_search(page)).to_have_value(title[:12])
    page.go_back()
    expect(_search(page)).to_have_value("")
    expect(filter_chips(page)).to_have_count(0)


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_back_with_the_drawer_open_closes_the_drawer_and_nothing_else(
    open_page: OpenPage, size: ViewportSize
) -> None:
    page = open_page(viewport=size)

    filter_button(page).click()
    expect(filter_drawer(page)).to_be_visible()
    page.go_back()
    expect(filter_drawer(page)).to_be_hidden()
    _expect_opening(page)

    filter_button(page).click()
    filter_value(page, "cluster munition").check()
    page.go_back()
    expect(filter_drawer(page)).to_be_hidden()
    expect(filter_chips(page)).to_have_text(["cluster munition"])
    page.go_back()
    expect(filter_chips(page)).to_have_count(0)
    _expect_opening(page)


def test_back_closes_a_dialog(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="About this record").click()
    dialog = page.get_by_role("dialog", name="About this record")
    expect(dialog).to_be_visible()

    page.go_back()

    expect(dialog).to_be_hidden()
    _expect_opening(page)


def test_on_a_phone_back_lowers_the_sheet_then_closes_the_card(open_host: OpenPage) -> None:
    title = next(row["title"] for row in read_rows() if row["id"] == EVENT)
    page = open_host(f"?event={EVENT}", viewport=PHONE)
    expect(_grip(page)).to_have_accessible_name("Make the list higher")

    page.go_back()
    expect(_grip(page)).to_have_accessible_name("Open the list")
    expect(page.locator(".tm-sheet-title")).to_have_text(title)
    page.go_back()
    wait_parameter(page, "event", None)
    expect(card(page)).to_have_count(0)
    _expect_opening(page)

    _grip(page).press("Enter")
    expect(_grip(page)).to_have_accessible_name("Make the list higher")
    page.go_back()
    expect(_grip(page)).to_have_accessible_name("Open the list")
    _expect_opening(page)


def test_back_closes_a_card_that_a_link_opened_however_often_it_was_loaded(
    open_host: OpenPage,
) -> None:
    page = open_host(f"?event={EVENT}")
    expect(card(page)).to_be_visible()
    before = entries(page)

    page.reload()
    wait_painted(page)
    expect(card(page)).to_be_visible()
    assert entries(page) == before

    page.go_back()
    expect(card(page)).to_have_count(0)
    expect(root(page)).to_be_visible()
    _expect_opening(page)
    page.go_forward()
    expect(card(page)).to_be_visible()


def test_nothing_keeps_a_reader_who_wants_to_leave(open_host: OpenPage) -> None:
    page = open_host()
    filter_button(page).click()
    expect(filter_drawer(page)).to_be_visible()
    filter_button(page).click()
    place_name(page, "Ganja").click()
    expect(filter_chips(page)).to_have_text(["Ganja"])

    page.go_back()
    expect(filter_chips(page)).to_have_count(0)
    page.evaluate("history.back()")
    page.wait_for_url("about:blank")
