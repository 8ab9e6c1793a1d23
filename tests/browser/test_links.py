"""Links: what one reader sees another sees too; nonsense in them is named and harms nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from app_server import AppServer
from lesson_files import make_lesson, pack_lesson
from path_proxy import proxy_below
from playwright.sync_api import Page, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    Visit,
    card,
    card_title,
    count_rows,
    counts,
    expect_shown,
    expect_window,
    filter_chips,
    headline,
    incidents,
    notices,
    parameters,
    place_name,
    read_rows,
    slider,
    sources,
    stage,
    wait_parameter,
)

EVENT = "2020-10-28-barda"
SOURCE = "hrw-2020-10-30"
VIEW = "40.2,46.9,9.5"
MADE = pack_lesson(make_lesson())
CLIPBOARD = ["clipboard-read", "clipboard-write"]

Check = Callable[[Page], None]


def _chip(words: str) -> Check:
    return lambda page: expect(filter_chips(page)).to_have_text([words])


def _window(first: str, last: str) -> Check:
    return lambda page: expect_window(page, first, last)


def _check_span(page: Page) -> None:
    expect(page.get_by_label("Period")).to_have_value("all")
    expect_window(page, *OPENING_WINDOW)


def _check_mode(page: Page) -> None:
    expect(page.get_by_role("radio", name="Up to day")).to_be_checked()


def _check_place(page: Page) -> None:
    expect(place_name(page, "Barda")).to_have_attribute("aria-pressed", "true")
    _chip("Barda")(page)


def _check_text(page: Page) -> None:
    expect(page.get_by_role("searchbox", name="Search names and text")).to_have_value("church")
    _chip("“church”")(page)


def _check_event(page: Page) -> None:
    title = next(row["title"] for row in read_rows() if row["id"] == EVENT)
    expect(card_title(page)).to_have_text(title)


def _check_source(page: Page) -> None:
    row = sources(page).locator(f"[data-source={SOURCE}]")
    expect(row.get_by_role("button").first).to_have_attribute("aria-expanded", "true")
    expect(row).to_be_in_viewport()


def _check_tab(page: Page) -> None:
    expect(sources(page)).to_be_visible()
    expect(incidents(page)).to_be_hidden()


def _check_table(page: Page) -> None:
    expect(page.get_by_role("region", name="Table")).to_be_visible()
    expect(stage(page)).to_be_hidden()


def _check_columns(page: Page) -> None:
    expect(page.get_by_role("columnheader")).to_have_text(["Date", "Incident"])


def _check_sort(page: Page) -> None:
    head = page.get_by_role("columnheader", name="Incident", exact=True)
    expect(head).to_have_attribute("aria-sort", "descending")


def _check_view(page: Page) -> None:
    view = "[heldMap.getCenter().lat, heldMap.getCenter().lng, heldMap.getZoom()]"
    assert page.evaluate(view) == pytest.approx([float(part) for part in VIEW.split(",")], abs=1e-3)


def _check_known(page: Page) -> None:
    expect(headline(page)).to_contain_text("As known on 11 October 2020")


def _check_held(page: Page) -> None:
    stage(page).get_by_role("button", name="Layers").click()
    expect(page.get_by_role("checkbox", name="Who held what")).not_to_be_checked()


def _check_present(page: Page) -> None:
    expect(page.get_by_role("region", name="Caption", exact=True)).to_be_visible()


def _check_lesson(page: Page) -> None:
    expect(page.get_by_role("button", name="Back to the lesson")).to_be_visible()


def _check_step(page: Page) -> None:
    expect(page.get_by_role("region", name="Caption", exact=True)).to_contain_text("3 of 15")


def _check_speaker(page: Page) -> None:
    expect(page.get_by_role("region", name="Notes for the speaker")).to_contain_text("1 of 15")


#: For each parameter a link and what is seen of it.
def _check_made(page: Page) -> None:
    expect(page.get_by_role("region", name="Caption", exact=True)).to_contain_text("One, 1 of 1")


RESTORED: dict[str, tuple[str, Check]] = {
    "from": ("from=2020-10-04", _window("2020-10-04", "2020-11-10")),
    "to": ("to=2020-10-04", _window("2020-09-27", "2020-10-04")),
    "span": ("span=all", _check_span),
    "mode": ("mode=upto&to=2020-10-04", _check_mode),
    "district": ("district=AZ-BAR", _chip("Barda district")),
    "place": ("place=barda", _check_place),
    "category": ("category=cluster+munition", _chip("cluster munition")),
    "evidence": ("evidence=claim+disputed", _chip("disputed")),
    "harmed": ("harmed=azerbaijani", _chip("Azerbaijani civilians or area")),
    "accused": ("accused=azerbaijani", _chip("Azerbaijani forces")),
    "contested": ("contested=event+denied", _chip("denied that it happened")),
    "kind": ("kind=NGO+report", _chip("NGO report")),
    "q": ("q=church", _check_text),
    "event": (f"event={EVENT}", _check_event),
    "source": (f"event={EVENT}&tab=sources&source={SOURCE}", _check_source),
    "tab": ("tab=sources", _check_tab),
    "show": ("show=table", _check_table),
    "columns": ("show=table&columns=date&columns=title", _check_columns),
    "sort": ("show=table&sort=-title", _check_sort),
    "known": ("known=2020-10-11", _check_known),
    "view": (f"view={VIEW}", _check_view),
    "held": ("held=no", _check_held),
    "present": ("present=yes", _check_present),
    "lesson": ("lesson=44-days", _check_lesson),
    "step": ("lesson=44-days&step=3&present=yes", _check_step),
    "speaker": ("lesson=44-days&speaker=yes", _check_speaker),
    "made": (f"made={MADE}&lesson=own-link&present=yes", _check_made),
}


def test_there_is_a_case_for_each_parameter_of_the_link(site: AppServer) -> None:
    assert [row["key"] for row in site.record()["link"]] == list(RESTORED)


@pytest.mark.parametrize("key", RESTORED)
def test_a_parameter_of_a_link_restores_what_it_stands_for(open_page: OpenPage, key: str) -> None:
    link, check = RESTORED[key]
    page = open_page(f"?{link}")

    check(page)

    expect(notices(page)).to_have_count(0)
    assert key in parameters(page)


FULL_LINKS = {
    "card": (
        "from=2020-10-01&to=2020-10-31&span=all&place=barda&place=ganja&category=missile+strike"
        f"&category=cluster+munition&kind=NGO+report&event={EVENT}&view={VIEW}&held=no"
    ),
    "table and sources": (
        "mode=upto&to=2020-10-20&accused=azerbaijani&q=stepanakert&tab=sources&show=table"
        "&columns=date&columns=title&columns=evidence&sort=-evidence"
    ),
}


@pytest.mark.parametrize("link", FULL_LINKS.values(), ids=FULL_LINKS)
def test_a_fresh_browser_sees_the_same_at_the_address_of_a_view(
    open_host: OpenPage, link: str
) -> None:
    page = open_host(f"?{link}")
    seen = _seen(page)

    again = open_host(f"?{page.url.partition('?')[2]}", own=True)

    assert _seen(again) == seen
    assert parameters(again) == parameters(page)


def _seen(page: Page) -> Any:
    """All that the page says, with what is pressed, checked, chosen and open; and the map's view."""
    loaded = card(page).or_(sources(page)).get_by_role("heading", level=3).first
    expect(loaded).to_be_visible()
    page.wait_for_function("new URL(location.href).search !== ''")
    words = page.locator(".tm-root").aria_snapshot()
    if not stage(page).is_visible():
        return words
    view = page.evaluate("[heldMap.getCenter().lat, heldMap.getCenter().lng, heldMap.getZoom()]")
    return words, [round(part, 3) for part in view]


@pytest.mark.parametrize("key", ["from", "to"])
def test_one_day_is_told_by_either_date(open_page: OpenPage, key: str) -> None:
    page = open_page(f"?mode=on&{key}=2020-10-28")

    expect_window(page, "2020-10-28", "2020-10-28")


def test_a_link_to_the_opening_view_carries_nothing(open_page: OpenPage) -> None:
    page = open_page("?from=2020-09-27&to=2020-11-10&span=the-war&mode=between&held=yes")

    expect_window(page, *OPENING_WINDOW)
    wait_parameter(page, "from", None)
    assert parameters(page) == {}
    expect(notices(page)).to_have_count(0)


def test_the_former_name_of_the_kind_of_source_still_works(open_page: OpenPage) -> None:
    page = open_page("?source=NGO+report")

    _chip("NGO report")(page)
    wait_parameter(page, "kind", "NGO report")
    expect(notices(page)).to_have_count(0)


def test_one_day_of_a_link_with_two_dates_is_one_day_everywhere(open_page: OpenPage) -> None:
    day = "2020-10-17"
    page = open_page(f"?from=2020-10-10&to={day}&mode=on")

    expect_window(page, day, day)
    expect_shown(page, count_rows(day, day))
    expect(headline(page)).to_contain_text("17 October 2020")
    expect(slider(page, "To date")).to_have_attribute("aria-valuetext", "17 October 2020")
    wait_parameter(page, "from", day)
    page.get_by_role("navigation").get_by_role("button", name="Table", exact=True).click()
    expect(page.get_by_role("row")).to_have_count(1 + count_rows(day, day))


def test_share_copies_the_address_of_what_is_shown(open_page: OpenPage) -> None:
    page = open_page(f"?place=barda&event={EVENT}", permissions=CLIPBOARD)
    slider(page, "To date").press("PageDown")
    wait_parameter(page, "to", "2020-11-03")

    page.get_by_role("button", name="Share", exact=True).click()
    dialog = page.get_by_role("dialog", name="Share")
    close = dialog.get_by_role("button", name="Close")
    buttons = [
        dialog.get_by_role("button", name="Copy link"),
        page.get_by_role("button", name="Copy the link to this incident", exact=True),
    ]
    for button in buttons:
        page.evaluate("navigator.clipboard.writeText('')")
        button.click()
        page.wait_for_function("navigator.clipboard.readText().then((text) => text !== '')")
        assert page.evaluate("navigator.clipboard.readText()") == page.url
        if close.is_visible():
            close.click()


def test_where_copying_is_refused_the_address_is_there_to_be_copied_by_hand(
    open_page: OpenPage,
) -> None:
    page = open_page(f"?place=barda&event={EVENT}")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")

    page.get_by_role("button", name="Copy the link to this incident", exact=True).click()

    dialog = page.get_by_role("dialog", name="Share")
    address = dialog.get_by_role("textbox", name="Address")
    expect(address).to_have_value(page.url)
    dialog.get_by_role("button", name="Copy link").click()
    expect(address).to_be_focused()
    assert page.evaluate("getSelection().toString()") == page.url


#: Links with what is said of them.
NONSENSE = {
    "values": (
        "from=yesterday&to=3020-01-01&span=forever&mode=sideways&held=perhaps&view=90,0,99"
        "&event=no-such-event&district=XX-1&sort=age",
        [
            "from=yesterday: not a date like 2020-10-04",
            "to=3020-01-01: outside the record",
            "span=forever: no part of the record",
            "mode=sideways: not one of on, upto, between",
            "held=perhaps: not yes or no",
            "view=90,0,99: not a view like 40.3,46.6,8",
            "event=no-such-event: no incident has this id",
            "district=XX-1: this filter has no such value",
            "sort=age: not one of ",
        ],
    ),
    "order and names": (
        f"from=2020-11-01&to=2020-10-01&colour=red&q={'x' * 300}",
        [
            "from=2020-11-01&to=2020-10-01: the dates are the wrong way round",
            "colour: not a parameter",
            ": longer than 200 characters",
        ],
    ),
}


@pytest.mark.parametrize("case", NONSENSE)
def test_nonsense_in_a_link_is_named_and_the_page_works(open_host: OpenPage, case: str) -> None:
    link, faults = NONSENSE[case]
    page = open_host(f"?{link}")

    notice = notices(page).filter(has_text="Left out of the link")
    for words in faults:
        expect(notice).to_contain_text(words)
    expect_window(page, *OPENING_WINDOW)
    expect_shown(page, count_rows(*OPENING_WINDOW))
    assert parameters(page) == {}
    notice.get_by_role("button", name="Close this notice").click()
    expect(notice).to_have_count(0)


def test_an_incident_that_is_gone_is_named_and_has_no_sources_behind_it(
    open_page: OpenPage, site: AppServer
) -> None:
    window = ("2020-10-28", "2020-10-28")
    behind = _sources_behind(site, *window)
    page = open_page(f"?{urlencode({'from': window[0], 'to': window[1]})}&event=gone&tab=sources")

    expect(notices(page)).to_contain_text("event=gone: no incident has this id")
    expect(card(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Behind this incident")).to_be_hidden()
    expect(sources(page).get_by_role("heading", level=2)).to_contain_text(f"{behind} of ")
    assert "event" not in parameters(page)


def _sources_behind(site: AppServer, first: str, last: str) -> int:
    """How many sources stand behind what counts in a window."""
    shown = {row["id"] for row in read_rows() if counts(row, first, last)}
    claims = read_rows(site.folder / "geo" / "data" / "claims.csv")
    return len({row["source_id"] for row in claims if row["event_id"] in shown})


@pytest.mark.parametrize("path", ["", "view/"], ids=["Streamlit", "plain page"])
def test_the_app_works_behind_a_proxy_that_adds_a_path(
    visit: Callable[..., Visit], site: AppServer, path: str
) -> None:
    with proxy_below(site.url, "/maps") as proxy:
        opened = visit()
        page = opened.open(f"{proxy.url}{path}?place=barda&event={EVENT}")

        _expect_whole(page, f"{proxy.url}{path}")
        opened.close()


def test_both_hosts_work_below_a_base_path(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy(base_url_path="foo/bar")

    for path in ("", "view/"):
        page = visit().open(f"{server.url}{path}?place=barda&event={EVENT}")
        _expect_whole(page, f"{server.url}{path}")


def _expect_whole(page: Page, address: str) -> None:
    """The record and what comes after it have come, and the address is written."""
    expect(card(page).get_by_role("heading", level=3).first).to_be_visible()
    slider(page, "To date").press("ArrowLeft")
    wait_parameter(page, "to", "2020-11-09")
    assert page.url.startswith(f"{address}?")
