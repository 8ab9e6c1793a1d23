"""Texts of the record that try to be markup, script or links: shown as text, run nowhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from app_server import AppServer, copy_app, serve
from playwright.sync_api import Page, expect
from reading import Visit, expect_shown, list_box, stage
from record_factory import (
    CEASEFIRE,
    Row,
    bare_claim,
    claim_row,
    control_row,
    coverage_row,
    event_row,
    make_frame,
    place_row,
    source_row,
)
from table_files import write_table

from geo.tables.cell_rules import Table
from geo.tables.schema import CLAIMS, COVERAGE, EVENTS, PLACES, SOURCES, TABLES

PWN = "window.__pwned=1"
PAYLOADS = {
    "script": f"<script>{PWN}</script>",
    "image": f'<img src=x onerror="{PWN}">',
    "svg": f"<svg/onload={PWN}>",
    "close": f"</title></style></textarea></script><script>{PWN}</script>",
    "template": f"${{{PWN}}} {{{{7*7}}}} {{% raw %}}",
    "backticks": "```js `backticks` ``` \\` \\",
    "emphasis": "**bold** __bold__ *i* ~~s~~ # head",
    "heading": "# heading",
    "item": "- item",
    "number": "1. item",
    "quote": "> quote",
    "link": f"[link](javascript:{PWN}) <javascript:{PWN}> javascript:{PWN}",
    "picture": "![img](https://evil.example/x.png) https://evil.example/y www.evil.example",
    "directive": ":red[red] :material/home: :smile: $x^2$ $$y$$ :gray-badge[b] ~x~ H~2~O",
    "table": "| a | b | &lt;i&gt; &#60;script&#62;",
    "rtl": "left \u202eright-to-left\u202c \u2067isolate \u200fmark",
    "attribute": f"' onmouseover='{PWN}' x=\" onfocus=\"{PWN}",
    "json": f'</script>"}}]}};{PWN}//\u2028\u2029 \\u003cscript\\u003e',
    "formula": f'=HYPERLINK("javascript:{PWN}","x") @SUM(1)',
    "long": "A" * 5000 + " <b>long</b> " + "B" * 5000,
}
HOSTILE_URLS = (
    f"https://evil.example/'onmouseover={PWN}",
    f"https://evil.example/)](javascript:{PWN})",
    "https://evil.example/`x`**b**${y}{{7*7}}",
    f"http://evil.example/{PWN}",
)
FREE_KINDS = ("text", "names")
ADDED = """() => [...document.querySelectorAll("script, img, iframe, object, embed, link, base")]
  .map((element) => element.outerHTML.slice(0, 300))
  .filter((html) => /pwned|evil\\.example|src="?x"?[ >]/.test(html))"""
HANDLERS = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  [...element.attributes].filter((one) => /^on/i.test(one.name)
    || (/^(href|src|action)$/i.test(one.name) && /^\\s*javascript:/i.test(one.value)))
    .map((one) => `${element.tagName} ${one.name}=${one.value.slice(0, 80)}`))"""


def _fill(table: Table, row: Row, text: str) -> Row:
    """A row whose free texts are all the same hostile text."""
    return row | {column.name: text for column in table.columns if column.kind in FREE_KINDS}


def _hostile_tables() -> dict[str, list[Row]]:
    """For each payload a row in every table; then rows that have to be set aside."""
    events, claims, sources, coverage, places = [], [], [], [], [place_row()]
    for number, (name, text) in enumerate(PAYLOADS.items()):
        url = HOSTILE_URLS[number % len(HOSTILE_URLS)]
        at = {
            "lon": f"{47.05 + 0.02 * (number % 5):.2f}",
            "lat": f"{40.32 + 0.03 * (number // 5):.2f}",
        }
        source = _fill(SOURCES, source_row(id=name), text)
        sources.append(source | {"url": url})
        place = _fill(PLACES, place_row(id=name, rank="2"), text)
        places.append(place | at | {"aliases": text.replace(";", ",")})
        events.append(_fill(EVENTS, event_row(id=name, place_id=name, **at), text))
        claims += _hostile_claims(name, text)
        coverage.append(_hostile_coverage(name, text))
    for column in EVENTS.columns:
        if column.kind not in FREE_KINDS:
            cell = {column.name: PAYLOADS["script"]}
            events.append(event_row(id=f"aside-{len(events)}") | cell)
    events.append(CEASEFIRE)
    claims.append(bare_claim(id="ceasefire-1994-1", event_id="ceasefire-1994", source_id="script"))
    return {
        "events": events,
        "claims": claims,
        "sources": sources,
        "places": places,
        "coverage": coverage,
        "control": [_hostile_control()],
    }


def _hostile_claims(name: str, text: str) -> list[Row]:
    """A claim with figures and a denial of it, hostile in every text."""
    claim = claim_row(id=f"{name}-1", event_id=name, source_id=name, speaker_kind="party")
    answer = bare_claim(
        id=f"{name}-2", event_id=name, source_id=name, stance="denies", denies=f"{name}-1",
        denied="attribution",
    )  # fmt: skip
    return [
        _fill(CLAIMS, claim, text),
        _fill(CLAIMS, answer, text) | {"speaker": f"{text}!", "hedge": ""},
    ]


def _hostile_coverage(name: str, text: str) -> Row:
    row = coverage_row(
        id=name, event_ids=name, claim_ids=f"{name}-1", source_ids=name, place_ids=name
    )
    return _fill(COVERAGE, row, text) | {"decided_by": name}


def _hostile_control() -> Row:
    """One district for the whole span, hostile in its note."""
    row = control_row(district_id="AZ-BAR", date_to="2023-12-31", source_ids="script")
    return row | {"note": " ".join(PAYLOADS.values())}


def _write_tables(folder: Path) -> None:
    for name, rows in _hostile_tables().items():
        write_table(make_frame(rows, TABLES[name]), folder / TABLES[name].file, TABLES[name])


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The app with a record that is hostile in every text."""
    folder = copy_app(tmp_path_factory.mktemp("hostile") / "app")
    _write_tables(folder)
    with serve(folder, folder.parent / "log.txt") as server:
        yield server


@pytest.fixture
def open_hostile(
    hostile_site: AppServer, visit: Callable[..., Visit]
) -> Iterator[Callable[[str], Page]]:
    """Opens a page on the hostile record; at the end nothing may have run."""
    opened = visit()
    yield lambda link: opened.open(hostile_site.url + link)
    for page in opened.pages:
        _expect_harmless(page)


def _expect_harmless(page: Page) -> None:
    assert page.evaluate("typeof window.__pwned") == "undefined"
    assert page.evaluate(ADDED) == []
    assert page.evaluate(HANDLERS) == []


def _plain(text: str) -> str:
    """A text without line breaks, marks of direction and doubled blanks."""
    letters = [" " if unicodedata.category(c) in ("Zl", "Zp", "Cc") else c for c in text]
    kept = "".join(c for c in letters if unicodedata.category(c) != "Cf")
    return re.sub(r"\s+", " ", kept).strip()


def _text(page: Page, selector: str) -> str:
    return _plain(page.locator(selector).first.evaluate("(element) => element.textContent"))


def test_the_hostile_rows_are_used_and_those_with_a_hostile_word_are_set_aside(
    hostile_site: AppServer,
) -> None:
    counts = hostile_site.health()["counts"]

    assert counts["events"] == len(PAYLOADS) + 1
    assert counts["sources"] == len(PAYLOADS)
    assert counts["places"] == len(PAYLOADS) + 1
    closed = sum(column.kind not in FREE_KINDS for column in EVENTS.columns)
    assert counts["set_aside"]["events.csv"] == closed


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_hostile_text_is_shown_as_text_in_card_place_and_source(
    open_hostile: Callable[[str], Page], name: str
) -> None:
    text = _plain(PAYLOADS[name])
    page = open_hostile(f"?event={name}&place={name}")
    expect_shown(page, 1)

    # Title, summary, difference, harm and its ends, attribution and denial, origins, and of each
    # of the two claims speaker, words, weapon, place in the source, note.
    assert _text(page, ".st-key-selected-card").count(text) >= 20
    # Display name, three names, role, basis of the point.
    everything = _text(page, ".st-key-incidents")
    assert everything.count(text) >= 26
    assert not _has_markup(page, ".st-key-incidents")

    page.get_by_role("tab", name="Sources").click()
    page.locator(".st-key-sources details strong").first.wait_for()
    # Title, publisher (the author is the same), country, affiliation, what was read, note.
    assert _text(page, ".st-key-sources").count(text) >= 6
    assert not _has_markup(page, ".st-key-sources")


def _has_markup(page: Page, selector: str) -> bool:
    """Whether a word of the payloads stands alone in an element that markup makes."""
    words = re.compile(r"^(bold|i|s|b|item|red|quote|heading|head|backticks)$")
    made = page.locator(selector).locator("strong, em, del, code, pre, h1, h2, li, blockquote, td")
    return made.filter(has_text=words).count() > 0


@pytest.mark.parametrize("name", ["heading", "picture"])
def test_an_address_inside_a_text_is_not_a_link(
    open_hostile: Callable[[str], Page], name: str
) -> None:
    page = open_hostile(f"?event={name}&place={name}")
    expect_shown(page, 1)

    assert _unmarked_links(page, ".st-key-incidents") == []
    page.get_by_role("tab", name="Sources").click()
    page.locator(".st-key-sources details strong").first.wait_for()
    assert _unmarked_links(page, ".st-key-sources") == []


def _unmarked_links(page: Page, selector: str) -> list[str]:
    """Links that lack the arrow, or do not lead to a secure address."""
    links = page.locator(f"{selector} a").evaluate_all(
        "(links) => links.map((link) => [link.textContent, link.getAttribute('href')])"
    )
    return [
        address
        for words, address in links
        if not (words.endswith("↗") and address.startswith("https://"))
        and not address.startswith("sources?source=")
    ]


def test_hostile_names_are_text_on_the_map_in_its_list_and_in_its_tooltip(
    open_hostile: Callable[[str], Page], hostile_site: AppServer
) -> None:
    page = open_hostile("")
    titles = hostile_site.record()["events"]["title"][1:]
    assert len(titles) == len(PAYLOADS)

    list_box(page).focus()
    option = list_box(page).get_by_role("option")
    for number, title in enumerate(titles):
        expect(option).to_have_attribute("aria-posinset", str(number + 1))
        words = f"28 October 2020: {title}"
        assert option.evaluate("(element) => element.textContent") == words
        tip = page.get_by_role("tooltip").evaluate("(element) => element.textContent")
        assert tip.endswith(words)
        page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Show all").click()
    names = (
        stage(page)
        .locator("button.tm-name")
        .evaluate_all("(buttons) => buttons.map((button) => button.textContent)")
    )
    assert {text.replace(" / ", " · ") for text in PAYLOADS.values()} < set(names)


def test_hostile_names_are_text_in_the_filters(open_hostile: Callable[[str], Page]) -> None:
    page = open_hostile("")

    page.locator(".st-key-filters").get_by_role("button", name="Place", exact=True).click()

    body = page.locator("[data-testid=stPopoverBody]")
    expect(body).to_be_visible()
    shown = _plain(body.evaluate("(element) => element.textContent"))
    for text in PAYLOADS.values():
        assert f"{_plain(text)} (1)" in shown


def test_hostile_words_of_rows_that_are_set_aside_are_text(
    open_hostile: Callable[[str], Page],
) -> None:
    page = open_hostile("")

    page.get_by_text(re.compile("of the record are set aside: see why")).click()

    words = f"category: {PAYLOADS['script']} is not one of the allowed values"
    expect(page.get_by_text(words)).to_be_visible()


def test_a_hostile_link_is_text_too(open_hostile: Callable[[str], Page]) -> None:
    texts = [text for text in PAYLOADS.values() if len(text) < 200]
    query = [("event", text) for text in texts] + [("q", PAYLOADS["image"])]

    page = open_hostile("?" + urlencode(query))

    notices = page.get_by_role("alert").filter(has_text="Ignored in the link").all_inner_texts()
    shown = _plain(" ".join(notices))
    for text in texts:
        assert f"event={_plain(text)}: no incident has this id" in shown
    box = page.get_by_role("searchbox", name="Search names and text")
    expect(box).to_have_value(PAYLOADS["image"])
    expect_shown(page, 1)
