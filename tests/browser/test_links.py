"""Links: what one reader sees another sees too; nonsense in them is named and harms nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from app_server import AppServer
from path_proxy import proxy_below
from playwright.sync_api import Page, expect
from reading import (
    OPENING_WINDOW,
    OpenPage,
    Visit,
    count_rows,
    expect_shown,
    expect_window,
    in_window,
    parameters,
    read_rows,
    root,
    selected_card,
    slider,
    stage,
    wait_painted,
    wait_parameter,
)


def _view(page: Page) -> tuple[float, float, float]:
    lat, lon, zoom = page.evaluate(
        "[heldMap.getCenter().lat, heldMap.getCenter().lng, heldMap.getZoom()]"
    )
    return lat, lon, zoom


def test_a_shared_link_shows_the_same_days_filter_selection_and_view(
    open_page: OpenPage, visit: Callable[..., Visit]
) -> None:
    page = open_page()
    slider(page, "To date").press("PageDown")
    expect_shown(page, count_rows("2020-09-27", "2020-11-03"))
    stage(page).get_by_role("button", name="Barda", exact=True).click()
    wait_parameter(page, "place", "barda")
    card = page.locator(".st-key-incidents [class*=st-key-card-]").first
    expect(card).to_contain_text("Barda")
    card.get_by_role("button").first.click()
    expect(selected_card(page)).to_be_visible()
    before = parameters(page).get("view")
    stage(page).get_by_role("button", name="Zoom in").click()
    page.wait_for_function(
        "(old) => ![null, old].includes(new URL(location.href).searchParams.get('view'))",
        arg=before[0] if before else None,
    )
    page.wait_for_function("new URL(location.href).searchParams.get('event') !== null")

    again = visit(own=True).open(page.url)

    for name in ("from", "to", "shown"):
        value = root(page).get_attribute(f"data-{name}")
        expect(root(again)).to_have_attribute(f"data-{name}", value or "")
    expect(selected_card(again)).to_have_text(selected_card(page).inner_text(), use_inner_text=True)
    expect(stage(again).get_by_role("button", name="Barda", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert _view(again) == pytest.approx(_view(page), abs=1e-3)
    assert parameters(again) == parameters(page)


def test_a_link_to_the_opening_view_carries_nothing(open_page: OpenPage) -> None:
    page = open_page("?from=2020-09-27&to=2020-11-10&span=the-war")

    expect_window(page, *OPENING_WINDOW)
    wait_parameter(page, "from", None)
    assert parameters(page) == {}


def test_a_reload_shows_the_same(open_page: OpenPage) -> None:
    page = open_page("?category=missile+strike")
    slider(page, "From date").press("PageUp")
    wait_parameter(page, "from", "2020-10-04")
    shown = sum(
        row["category"] == "missile strike" and in_window(row, "2020-10-04", "2020-11-10")
        for row in read_rows()
    )
    expect_shown(page, shown)

    page.reload()
    wait_painted(page)

    expect_window(page, "2020-10-04", "2020-11-10")
    expect_shown(page, shown)


NONSENSE = {
    "from=yesterday&to=3020-01-01&span=forever&view=90,0,99&event=no-such-event&district=XX-1": [
        "from=yesterday: not a date like 2020-10-04",
        "to=3020-01-01: outside the record",
        "span=forever: no part of the record that holds these dates",
        "view=90,0,99: not a view like 40.3,46.6,8",
        "event=no-such-event: no incident has this id",
        "district=XX-1: this filter has no such value",
    ],
    f"from=2020-11-01&to=2020-10-01&colour=red&q={'x' * 300}": [
        "from=2020-11-01&to=2020-10-01: the dates are the wrong way round",
        "colour: not a parameter",
        "q: longer than 200 characters",
    ],
}


@pytest.mark.parametrize("link", NONSENSE, ids=["values", "order and names"])
def test_nonsense_in_a_link_is_named_and_the_page_works(open_page: OpenPage, link: str) -> None:
    page = open_page(f"?{link}")

    notices = page.get_by_role("alert").filter(has_text="Ignored in the link")
    shown = " ".join(notices.all_inner_texts())
    for notice in NONSENSE[link]:
        assert notice in shown
    expect_window(page, *OPENING_WINDOW)
    expect_shown(page, count_rows(*OPENING_WINDOW))


def test_the_app_works_below_a_base_path(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy(base_url_path="foo/bar")
    page = visit().open(server.url + "?place=barda")

    expect_shown(page, sum(row["place_id"] == "barda" for row in _war()))
    slider(page, "To date").press("ArrowLeft")
    wait_parameter(page, "to", "2020-11-09")
    assert page.url.startswith(server.url)


def test_the_app_works_behind_a_proxy_that_adds_a_path(
    visit: Callable[..., Visit], site: AppServer
) -> None:
    with proxy_below(site.url, "/maps") as address:
        opened = visit()
        page = opened.open(f"{address}?place=barda")

        expect_shown(page, sum(row["place_id"] == "barda" for row in _war()))
        slider(page, "To date").press("ArrowLeft")
        wait_parameter(page, "to", "2020-11-09")
        opened.close()


def _war() -> list[dict[str, str]]:
    return [row for row in read_rows() if in_window(row, *OPENING_WINDOW)]
