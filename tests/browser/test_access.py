"""What those meet who read by keys, by screen reader or with colours and movements of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pytest
from app_server import AppServer
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Locator, Page, ViewportSize, expect
from reading import (
    OpenPage,
    Visit,
    card,
    card_title,
    filter_button,
    filter_drawer,
    follow_link,
    incidents,
    list_box,
    notices,
    slider,
    sources,
    stage,
    whole_record,
)

WIDE = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=375, height=812)
EVENT = "2020-10-28-barda"
MOST_TABS = 12
LEAST_CONTRAST = 3
AXE_SCRIPT = Axe().axe_script
#: State -> the part of the page in which everything that is pressed is measured; all parts once.
SIZED = {
    "opening": ".tm-root",
    "layers": ".tm-map-dialog",
    "more for the dates": ".tm-strip-menu",
    "drawer": ".tm-drawer",
    "card with its folds": ".tm-panel",
    "table": ".tm-table",
}
#: The rules of WCAG 2.2, A and AA, and of good practice. What lies over a target moves, as what scrolls
#: and the handles of the dates do, or is the next line of a name; its own size counts.
RUN_AXE = """([part, kind]) => axe.run(part ?? document, {
  ...{
    sizes: { runOnly: { type: "rule", values: ["target-size"] } },
    colours: { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } },
    all: {
      runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
      rules: { "target-size": { enabled: false } },
    },
  }[kind],
  resultTypes: ["violations"],
}).then(({ violations }) => violations.flatMap(({ id, impact, nodes }) =>
  nodes.filter(({ failureSummary }) => !failureSummary.includes("partially obscured")).map(({ target, failureSummary }) => `${id} (${impact}): ${target.join(" ")}: ${failureSummary}`)))"""
#: Folds of a part of the page open, also those in others.
OPEN_FOLDS = """(part) => {
  for (let round = 0; round < 5; round += 1) {
    for (const fold of part.querySelectorAll("[aria-expanded=false]")) fold.click();
    for (const fold of part.querySelectorAll("details")) fold.open = true;
  }
}"""
#: How the focus shows on each element that takes it, one after the other: what cannot be seen.
WEAK_FOCUS = r"""(least) => {
  const root = document.querySelector(".tm-root");
  const parse = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const over = (top, below) => ({
    r: top.r * top.a + below.r * (1 - top.a), g: top.g * top.a + below.g * (1 - top.a), b: top.b * top.a + below.b * (1 - top.a), a: 1,
  });
  const behind = (element) => {
    const colours = [];
    for (let at = element; at; at = at.parentElement) colours.push(parse(getComputedStyle(at).backgroundColor));
    return colours.reverse().reduce((below, top) => over(top, below), { r: 255, g: 255, b: 255, a: 1 });
  };
  const light = ({ r, g, b }) => {
    const [x, y, z] = [r, g, b].map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const weak = [];
  let looked = 0;
  for (const element of root.querySelectorAll("button, a[href], input, select, textarea, summary, [tabindex='0'], [role=slider]")) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.disabled) continue;
    element.focus({ preventScroll: true });
    if (document.activeElement !== element) continue;
    looked += 1;
    // What lies invisible over its words shows the focus on them.
    const shows = getComputedStyle(element).opacity === "0" ? element.nextElementSibling : element;
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(shows);
    const name = `${element.className || element.type} ${(element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 40)}`;
    const inside = parseFloat(outlineOffset) < 0;
    const found = contrast(parse(outlineColor), behind(inside ? shows : shows.parentElement));
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) weak.push(`${name}: no outline`);
    else if (found < least) weak.push(`${name}: ${found.toFixed(2)}`);
  }
  return { weak, looked };
}"""
#: What moves by itself: elements with a transition or an animation that takes time.
MOVING = """() => [...document.querySelectorAll(".tm-root, .tm-root *")].flatMap((element) => ["", "::before", "::after"].flatMap((part) => {
  const { transitionDuration, animationDuration, animationName } = getComputedStyle(element, part || null);
  const lasts = (durations) => durations.split(",").some((one) => parseFloat(one) > 0);
  return lasts(transitionDuration) || (animationName !== "none" && lasts(animationDuration)) ? [`${element.className}${part}`] : [];
}))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_of_the_page_breaks_a_rule(open_page: OpenPage, scheme: str) -> None:
    page = open_page("?place=nowhere", color_scheme=scheme, viewport=WIDE)

    assert _find_violations(page, _states(page), scheme, SIZED) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_of_the_page_breaks_a_rule_on_a_phone(open_page: OpenPage, scheme: str) -> None:
    page = open_page("?place=nowhere", color_scheme=scheme, viewport=PHONE, has_touch=True)

    assert _find_violations(page, _phone_states(page), scheme, SIZED) == []


@pytest.mark.parametrize(
    ("scheme", "viewport"), [("light", WIDE), ("dark", PHONE)], ids=["light", "dark phone"]
)
def test_the_pages_of_streamlit_break_no_rule(
    visit: Callable[..., Visit], site: AppServer, scheme: str, viewport: ViewportSize
) -> None:
    opened = visit(color_scheme=scheme, viewport=viewport)

    def states() -> Iterator[str]:
        for path, part in (
            ("", ".tm-root[data-shown]"),
            ("sources?source=hrw-2020-10-30", ".st-key-asked-source"),
            ("method", ".st-key-method"),
        ):
            page = opened.open_text(site.url + path)
            page.locator(part).first.wait_for()
            yield path

    found = []
    for path in states():
        found += _find_violations(opened.pages[-1], iter([path]), "light")
    assert found == []


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


def test_few_tabs_lead_to_the_first_row_and_the_focus_comes_back_from_its_card(
    open_host: OpenPage,
) -> None:
    page = open_host(viewport=WIDE)
    first = incidents(page).locator(".tm-row").first

    tabs = _tab_to(page, page.get_by_role("button", name="Skip to the incidents"))
    page.keyboard.press("Enter")
    tabs += _tab_to(page, first)
    assert tabs <= MOST_TABS

    page.keyboard.press("Enter")
    expect(card_title(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(first).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen_on_all_that_takes_it(open_page: OpenPage, scheme: str) -> None:
    page = open_page(color_scheme=scheme, viewport=WIDE)
    page.keyboard.press("Tab")

    for link in ("?", "?place=ganja", f"?event={EVENT}", "?show=table"):
        follow_link(page, link)
        found = page.evaluate(WEAK_FOCUS, LEAST_CONTRAST)
        assert found["weak"] == [], link
        assert found["looked"] > 20, link


def test_nothing_moves_by_itself_for_those_who_ask_for_less_movement(open_page: OpenPage) -> None:
    for viewport in (WIDE, PHONE):
        page = open_page(f"?event={EVENT}", viewport=viewport, reduced_motion="reduce")
        expect(card_title(page)).to_be_visible()

        assert page.evaluate(MOVING) == []
        assert page.evaluate("document.getAnimations().length") == 0
        assert page.evaluate("window.heldMap.options.zoomAnimation") is False


def _find_violations(
    page: Page, states: Iterator[str], scheme: str, sized: Mapping[str, str] | None = None
) -> list[str]:
    """The rules that the page breaks in any of its states, each with the state.

    Parameters
    ----------
    scheme : "dark" has other colours than "light", of which all rules are asked, and nothing else.
    sized : state -> part of the page in which the sizes of targets are measured, which takes seconds.
    """
    page.evaluate(AXE_SCRIPT)
    found = []
    for state in states:
        asked: list[tuple[str | None, str]] = [(None, "colours" if scheme == "dark" else "all")]
        if scheme == "light" and sized and state in sized:
            asked.append((sized[state], "sizes"))
        for question in asked:
            found += [f"{state}: {words}" for words in page.evaluate(RUN_AXE, question)]
    return found


def _states(page: Page) -> Iterator[str]:
    """Goes through the states of the page on a wide screen."""
    yield "a notice"
    notices(page).get_by_role("button", name="Close this notice").click()
    yield "opening"
    for name, button in (
        ("layers", stage(page).get_by_role("button", name="Layers")),
        ("more for the dates", page.get_by_role("button", name="More for the dates")),
    ):
        button.click()
        yield name
    page.get_by_role("button", name="Keys and gestures").click()
    yield "keys"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Share", exact=True).click()
    yield "share"
    page.get_by_role("button", name="Show large").click()
    yield "the code over the whole screen"
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    filter_button(page).click()
    filter_drawer(page).get_by_role("checkbox").first.check()
    yield "drawer"
    filter_button(page).click()
    yield from _panel_states(page)
    follow_link(page, "?show=table")
    page.get_by_role("button", name="Columns").click()
    yield "table"


def _phone_states(page: Page) -> Iterator[str]:
    """Goes through the states of the page on a phone."""
    yield "a notice"
    notices(page).get_by_role("button", name="Close this notice").tap()
    yield "opening"
    for name in ("Menu", "Search", "Key", "Layers", "More for the dates"):
        button = page.get_by_role("button", name=name, exact=True)
        button.tap()
        yield name
        page.keyboard.press("Escape")
    for name in ("Share", "About this record"):
        page.get_by_role("button", name="Menu", exact=True).tap()
        page.get_by_role("navigation").get_by_role("button", name=name).tap()
        yield name
        page.keyboard.press("Escape")
    filter_button(page).tap()
    yield "drawer"
    page.keyboard.press("Escape")
    expect(filter_drawer(page)).to_be_hidden()
    for height in ("half", "full"):
        page.locator(".tm-grip").press("Enter")
        expect(page.locator(".tm-panel")).to_have_attribute("data-sheet", height)
    yield "sheet"
    yield from _panel_states(page)
    follow_link(page, "?show=table")
    yield "table"


def _panel_states(page: Page) -> Iterator[str]:
    """Goes through the states of the panel."""
    follow_link(page, whole_record())
    _open_folds(incidents(page).locator(".tm-list"))
    yield "list with its folds"
    follow_link(page, f"?event={EVENT}&q=barda")
    card(page).locator(".tm-card-fold").first.wait_for()
    yield "card"
    _open_folds(card(page))
    yield "card with its folds"
    card(page).get_by_role("button", name="Cite").click()
    yield "citation"
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Sources").click()
    _open_folds(sources(page))
    yield "sources"
    page.get_by_role("tab", name="Incidents").click()
    card(page).get_by_role("button", name="Close the incident").click()
    follow_link(page, "?from=1949-01-01&to=1949-01-02")
    yield "nothing"


def _open_folds(part: Locator) -> None:
    part.evaluate(OPEN_FOLDS)


def _tab_to(page: Page, target: Locator) -> int:
    """Press Tab until an element has the focus; how often that was."""
    for tabs in range(1, MOST_TABS + 1):
        page.keyboard.press("Tab")
        if target.evaluate("(element) => element === document.activeElement"):
            return tabs
    raise AssertionError(f"not reached with {MOST_TABS} tabs")
