"""The page as it opens, in both hosts: what it is, what it counts, what it asks for, where it leads."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from app_server import AppServer
from playwright.sync_api import Page, ViewportSize, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    Visit,
    count_rows,
    expect_shown,
    expect_window,
    incidents,
    parameters,
    root,
    slider,
    stage,
)

TITLE = "Karabakh 2020, place by place"
TILES = "tile.openstreetmap.org"
PHONE = ViewportSize(width=375, height=812)


def test_the_page_opens_with_the_days_of_the_war_and_all_their_incidents(
    open_host: OpenPage,
) -> None:
    page = open_host()

    expect_window(page, *OPENING_WINDOW)
    expect_shown(page, count_rows(*OPENING_WINDOW))
    expect(page).to_have_title(re.compile(f"{TITLE}$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(stage(page)).to_be_visible()
    expect(slider(page, "To date")).to_have_attribute("aria-valuetext", "10 November 2020")
    assert parameters(page) == {}


def test_the_lead_says_what_this_is_and_a_start_in_it_opens_what_it_names(
    open_page: OpenPage, site: AppServer
) -> None:
    lead = site.record()["lead"]
    page = open_page()

    for words in [*lead["sentences"], lead["note"]]:
        expect(incidents(page)).to_contain_text(words)
    for row in lead["documented"]:
        expect(incidents(page).get_by_role("listitem").filter(has_text=row["label"])).to_have_text(
            re.compile(rf"{row['count']}$")
        )
    start = lead["starts"][0]
    count = int(start["note"].split()[0])
    incidents(page).get_by_role("button", name=start["label"]).click()

    expect(root(page)).to_have_attribute("data-shown", str(count))
    expect(page.get_by_text(lead["sentences"][0])).to_be_hidden()


def test_the_lead_goes_when_it_is_closed(open_page: OpenPage, site: AppServer) -> None:
    words = site.record()["lead"]["sentences"][0]
    page = open_page()

    incidents(page).get_by_role("button", name="Hide the introduction").click()

    expect(page.get_by_text(words)).to_be_hidden()
    expect_shown(page, count_rows(*OPENING_WINDOW))


def test_the_painted_event_carries_what_is_shown(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate(
        "addEventListener('timemap:painted', (event) => { window.lastPainted = event.detail; })"
    )

    slider(page, "To date").press("ArrowLeft")

    page.wait_for_function("window.lastPainted !== undefined")
    assert page.evaluate("window.lastPainted") == {
        "from": "2020-09-27",
        "to": "2020-11-09",
        "shown": count_rows("2020-09-27", "2020-11-09"),
    }


def test_a_phone_says_the_same_numbers_and_scrolls_in_no_direction(open_host: OpenPage) -> None:
    page = open_host(viewport=PHONE)

    expect(root(page)).to_have_attribute("data-narrow", "")
    expect_shown(page, count_rows(*OPENING_WINDOW))
    over = page.evaluate(
        """() => [document.documentElement, document.body, document.querySelector(".tm-root")]
          .flatMap((e) => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight])"""
    )
    assert max(over) <= 0


@pytest.mark.parametrize("name", ["Sources", "Method"])
def test_the_header_leads_to_the_other_pages_and_they_lead_back(
    open_host: OpenPage, name: str
) -> None:
    page = open_host()

    page.get_by_role("navigation").get_by_role("link", name=name, exact=True).click()

    expect(page).to_have_title(f"{name} · {TITLE}")
    expect(page.get_by_role("heading", level=2, name=name, exact=True)).to_be_visible()
    page.get_by_role("link", name="Map", exact=True).click()
    expect_shown(page, count_rows(*OPENING_WINDOW))


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_page_is_as_dark_as_the_reader_asks_for(open_host: OpenPage, scheme: str) -> None:
    page = open_host(color_scheme=scheme)

    expect(root(page)).to_have_attribute("data-theme", scheme)


def test_the_icon_of_the_page_is_an_image(open_host: OpenPage) -> None:
    page = open_host()

    address = page.locator("link[rel~=icon]").first.evaluate("(link) => link.href")
    kind = page.evaluate(
        "(address) => fetch(address).then((answer) => answer.headers.get('content-type'))", address
    )
    assert kind.startswith("image/")


def test_nothing_is_asked_of_another_host_until_the_online_background_is_on(
    visit: Callable[..., Visit], site: AppServer
) -> None:
    opened = visit(allowed=[TILES])
    page = opened.open(f"{site.url}view/")

    stage(page).get_by_role("button", name="Zoom in").click()
    page.wait_for_function("new URL(location.href).searchParams.has('view')")
    assert [url for url in opened.sent if TILES in url] == []
    _switch_online(page, on=True)

    expect(page.get_by_text("The online background cannot be loaded")).to_be_visible()
    assert [url for url in opened.sent if TILES in url] != []
    _switch_online(page, on=False)
    expect(page.get_by_text("The online background cannot be loaded")).to_be_hidden()


def _switch_online(page: Page, *, on: bool) -> None:
    box = page.get_by_role("checkbox", name="Online background")
    if not box.is_visible():
        stage(page).get_by_role("button", name="Layers").click()
    box.set_checked(on)


def test_the_browser_of_the_tests_reaches_this_machine_only(open_page: OpenPage) -> None:
    hosts = ["example.org", "192.0.2.1"]
    page = open_page(allowed=hosts)

    for host in hosts:
        reached = page.evaluate(
            "(url) => fetch(url, { mode: 'no-cors' }).then(() => 'reached', () => 'blocked')",
            f"http://{host}/",
        )
        assert reached == "blocked"
