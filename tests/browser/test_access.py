"""What assistive technology meets: names of regions, and the rules of axe-core."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from app_server import AppServer
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, ViewportSize, expect
from reading import OpenPage, Visit, list_box, slider, whole_record

GRAVE = ("serious", "critical")
VIEWS = {
    "opening": "",
    "place": "?place=ganja",
    "incident": "?event=barda-28oct",
    "whole record": whole_record(),
    "nothing": "?from=1949-01-01&to=1949-01-02",
}


def _find_violations(page: Page, part: str) -> list[str]:
    """Serious and critical violations of WCAG and good practice inside a part of the page."""
    found: dict[str, Any] = Axe().run(page, context={"include": [part]}).response
    return [
        f"{one['id']} ({one['impact']}): {node['target'][0]}"
        for one in found["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_map_and_cards_have_no_serious_violation(open_page: OpenPage, scheme: str) -> None:
    page = open_page(color_scheme=scheme)

    assert _find_violations(page, ".tm-root") == []
    assert _find_violations(page, ".st-key-incidents") == []


def test_the_map_on_a_phone_has_no_serious_violation(open_page: OpenPage) -> None:
    page = open_page(viewport=ViewportSize(width=390, height=844))

    assert _find_violations(page, ".tm-root") == []


@pytest.mark.parametrize("view", VIEWS)
def test_the_panels_and_filters_have_no_serious_violation(open_page: OpenPage, view: str) -> None:
    page = open_page(VIEWS[view])

    assert _find_violations(page, ".st-key-panels") == []
    assert _find_violations(page, ".st-key-filters") == []


def test_the_sources_have_no_serious_violation(open_page: OpenPage) -> None:
    page = open_page("?place=ganja")
    page.get_by_role("tab", name="Sources").click()
    page.locator(".st-key-sources strong").first.wait_for()

    assert _find_violations(page, ".st-key-sources") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_and_the_holders_have_no_serious_violation(
    open_page: OpenPage, scheme: str
) -> None:
    page = open_page("?event=barda-28oct&held=yes", color_scheme=scheme)
    page.locator(".in-claim").first.wait_for()

    assert _find_violations(page, ".in-card") == []
    assert _find_violations(page, ".tm-legend") == []
    assert _find_violations(page, ".st-key-content-note") == []


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("sources?source=hrw-2020-10-30", ("asked-source", "sources-choice", "sources-marks")),
        ("method", ("method-text", "coverage-choice", "head")),
    ],
)
def test_the_pages_of_text_have_no_serious_violation(
    visit: Callable[..., Visit], site: AppServer, path: str, parts: tuple[str, ...]
) -> None:
    page = visit().open_text(site.url + path)
    for part in parts:
        page.locator(f".st-key-{part}").wait_for()
        assert _find_violations(page, f".st-key-{part}") == []


def test_the_regions_of_the_page_are_named(open_page: OpenPage) -> None:
    page = open_page()

    for name in ("Map", "Dates", "Incidents"):
        expect(page.get_by_role("region", name=name, exact=True)).to_be_visible()
    page.get_by_role("tab", name="Sources").click()
    expect(page.get_by_role("region", name="Sources", exact=True)).to_be_visible()
    page.get_by_role("tab", name="Incidents").click()
    expect(page.get_by_role("region", name="Incidents", exact=True)).to_be_visible()


def test_the_sliders_say_their_ends_and_their_day_in_words(open_page: OpenPage) -> None:
    page = open_page()

    for name, words in (("From date", "27 September 2020"), ("To date", "10 November 2020")):
        handle = slider(page, name)
        expect(handle).to_have_attribute("aria-valuetext", words)
        low, now, high = (
            int(handle.get_attribute(f"aria-value{end}") or "") for end in ("min", "now", "max")
        )
        assert low <= now <= high


def test_the_list_box_says_what_the_reader_is_on(open_page: OpenPage) -> None:
    page = open_page()

    list_box(page).focus()

    option = list_box(page).get_by_role("option")
    expect(list_box(page)).to_have_attribute(
        "aria-activedescendant", option.get_attribute("id") or ""
    )
    expect(option).to_have_attribute("aria-selected", "true")
