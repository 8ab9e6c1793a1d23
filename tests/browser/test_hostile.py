"""Texts of the record that try to be markup, script or links: shown as text, run nowhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest
from app_server import AppServer, copy_app, serve
from harmless import expect_harmless
from hostile_texts import HOSTILE_TEXTS
from playwright.sync_api import Locator, Page, expect
from reading import (
    Visit,
    card,
    card_title,
    expect_shown,
    filter_button,
    filter_chips,
    filter_drawer,
    incidents,
    list_box,
    notices,
    print_text,
    root,
    sources,
    stage,
)
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


#: What opens in a card: folds, claims, "why?", "more"; not the names that lead to a claim or a source.
FOLDS = ".tm-card-body :is([aria-expanded=false], .tm-link:not([aria-expanded], [data-record]))"
UNFOLD = """(place, selector) => {
  const pressed = new Set();
  for (let more = true; more;) {
    const closed = [...place.querySelectorAll(selector)].filter((button) => !pressed.has(button));
    more = closed.length > 0;
    for (const button of closed) {
      pressed.add(button);
      button.click();
    }
  }
}"""


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
    claims.append(
        bare_claim(
            id="1994-05-12-line-of-contact-1994-2020-1",
            event_id="1994-05-12-line-of-contact-1994-2020",
            source_id="script",
        )
    )
    return {
        "events": events,
        "claims": claims,
        "sources": sources,
        "places": places,
        "coverage": coverage,
        "control": [_hostile_control()],
        "former_ids": [],
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
        expect_harmless(page)


def _plain(text: str) -> str:
    """A text without line breaks, marks of direction and doubled blanks."""
    letters = [" " if unicodedata.category(c) in ("Zl", "Zp", "Cc") else c for c in text]
    kept = "".join(c for c in letters if unicodedata.category(c) != "Cf")
    return re.sub(r"\s+", " ", kept).strip()


def _text(place: Locator) -> str:
    return _plain(place.first.evaluate("(element) => element.textContent"))


def _texts(places: Locator) -> list[str]:
    found = places.evaluate_all("(elements) => elements.map((element) => element.textContent)")
    return [_plain(text) for text in found]


def _unfold(place: Locator, selector: str) -> None:
    """Press all such buttons, and those that come by it."""
    place.evaluate(UNFOLD, selector)


def test_the_hostile_rows_are_used_and_those_with_a_hostile_word_are_set_aside(
    hostile_site: AppServer,
) -> None:
    counts = hostile_site.health()["counts"]

    assert counts["events"] == len(PAYLOADS) + 1
    assert counts["sources"] == len(PAYLOADS)
    assert counts["places"] == len(PAYLOADS) + 1
    closed = sum(column.kind not in FREE_KINDS for column in EVENTS.columns)
    assert counts["set_aside"]["events.csv"] == closed


@pytest.mark.parametrize("path", ["view/", ""], ids=["plain page", "Streamlit"])
def test_hostile_texts_are_text_in_every_card_with_all_its_folds_open(
    open_hostile: Callable[[str], Page], hostile_site: AppServer, path: str
) -> None:
    events = hostile_site.record()["events"]
    in_order = [events["id"][row] for row in events["reading"]]
    names = [name for name in in_order if name in PAYLOADS]
    assert len(names) == len(PAYLOADS)
    page = open_hostile(f"{path}?event={names[0]}")

    for name in names:
        text = _plain(PAYLOADS[name])
        expect(card(page).locator(f"[data-claim='{name}-1']")).to_be_attached()
        assert _text(card_title(page)) == text
        _unfold(card(page), FOLDS)
        # Title, place, summary, difference, harm, attribution and denial, origins, and of each of the
        # two claims speaker, words, weapon, place in the source, note.
        assert _text(card(page)).count(text) >= 16, name
        assert _unsafe_links(card(page)) == []
        if name != names[-1]:
            card(page).get_by_role("button", name="Next incident").click()


def _unsafe_links(place: Locator) -> list[str]:
    """Links that do not lead to a secure address by a word of the app."""
    links = place.locator("a").evaluate_all(
        "(links) => links.map((link) => [link.textContent, link.getAttribute('href')])"
    )
    return [href for words, href in links if words != "open ↗" or not href.startswith("https://")]


def test_hostile_texts_are_text_among_the_sources(open_hostile: Callable[[str], Page]) -> None:
    page = open_hostile("view/?tab=sources")
    rows = sources(page).locator(".tm-source")
    expect(sources(page).get_by_role("heading", level=2)).to_be_visible()
    _unfold(sources(page), ".tm-card-fold-button[aria-expanded=false]")

    expect(rows).to_have_count(len(PAYLOADS))
    for name, payload in PAYLOADS.items():
        row = sources(page).locator(f"[data-source='{name}']")
        title = row.get_by_role("button").first
        title.click()
        expect(title).to_have_attribute("aria-expanded", "true")
        # Title, publisher, country, affiliation, what was read, note.
        assert _text(row).count(_plain(payload)) >= 5, name
    assert _unsafe_links(sources(page)) == []


def test_hostile_names_are_text_in_list_table_and_sheet(
    open_hostile: Callable[[str], Page], hostile_site: AppServer
) -> None:
    titles = sorted(_plain(text) for text in PAYLOADS.values())
    columns = [column["key"] for column in hostile_site.record()["vocabulary"]["columns"]]
    page = open_hostile("view/?" + urlencode([("columns", column) for column in columns]))
    page.set_viewport_size({"width": 1440, "height": 2000})

    listed = incidents(page).locator(".tm-row-title")
    expect(listed).to_have_count(len(PAYLOADS))
    assert sorted(_texts(listed)) == titles
    page.get_by_role("navigation").get_by_role("button", name="Table", exact=True).click()
    heads = page.get_by_role("rowheader")
    expect(heads).to_have_count(len(PAYLOADS))
    assert sorted(_texts(heads)) == titles
    page.set_viewport_size({"width": 375, "height": 812})
    heads.first.get_by_role("button").click()
    expect(page.locator(".tm-sheet-title")).to_have_text(card_title(page).inner_text())


def test_hostile_names_are_text_on_the_map_in_its_list_box_and_in_its_tooltip(
    open_hostile: Callable[[str], Page], hostile_site: AppServer
) -> None:
    page = open_hostile("view/?view=40.38,47.09,11")
    titles = [_plain(title) for title in hostile_site.record()["events"]["title"][1:]]
    assert len(titles) == len(PAYLOADS)

    list_box(page).focus()
    option = list_box(page).get_by_role("option")
    for number, title in enumerate(titles):
        expect(option).to_have_attribute("aria-posinset", str(number + 1))
        assert _text(option) == f"28 October 2020: {title}"
        assert title in _text(page.get_by_role("tooltip"))
        page.keyboard.press("ArrowRight")
    names = set(_texts(stage(page).locator("button.tm-name")))
    wanted = {_plain(text.replace(" / ", " · ")) for text in PAYLOADS.values()}
    assert wanted <= names


def test_hostile_names_are_text_in_the_filters_and_in_what_they_set(
    open_hostile: Callable[[str], Page],
) -> None:
    page = open_hostile("view/?" + urlencode([("place", name) for name in PAYLOADS]))
    expect_shown(page, len(PAYLOADS))

    filter_button(page).click()
    shown = _text(filter_drawer(page))
    chips = _texts(filter_chips(page))

    for text in PAYLOADS.values():
        name = _plain(text.replace(" / ", " · "))
        assert name in shown
        assert name in chips


def test_hostile_names_are_text_in_the_lead(
    open_hostile: Callable[[str], Page], hostile_site: AppServer
) -> None:
    starts = hostile_site.record()["lead"]["starts"]
    page = open_hostile("view/")

    for start in starts:
        expect(
            incidents(page).locator("button.tm-start").filter(has_text=start["label"])
        ).to_be_visible()
    assert {start["label"] for start in starts} <= {
        text.replace(" / ", " · ") for text in PAYLOADS.values()
    } | {"Barda"}


def test_hostile_texts_are_text_in_the_citation_and_on_paper(
    open_hostile: Callable[[str], Page], hostile_site: AppServer
) -> None:
    events = hostile_site.record()["events"]
    names = [events["id"][row] for row in events["reading"] if events["id"][row] in PAYLOADS]
    page = open_hostile(f"view/?event={names[0]}")

    for name in names:
        text = _plain(PAYLOADS[name])
        expect(card(page).locator(f"[data-claim='{name}-1']")).to_be_attached()
        printed = print_text(page)
        # A text that turns its reading direction is printed as it is read: words may be mirrored.
        words = text.split() if name == "rtl" else ["".join(text.split())]
        assert all(word in printed or word[::-1] in printed for word in words), name
        card(page).get_by_role("button", name="Cite this incident").click()
        cited = page.get_by_role("dialog", name="Cite this incident")
        expect(cited).to_be_visible()
        assert text in _text(cited)
        assert cited.locator("p > *").count() == 0
        cited.get_by_role("button", name="Close").click()
        if name != names[-1]:
            card(page).get_by_role("button", name="Next incident").click()


def test_hostile_texts_are_text_on_the_page_of_the_method(
    hostile_site: AppServer, visit: Callable[..., Visit]
) -> None:
    page = visit().open_text(f"{hostile_site.url}method")
    page.get_by_text("The rows", exact=True).click()
    said = page.locator(".st-key-coverage li:has(> strong)")
    expect(said).to_have_count(len(PAYLOADS))

    for words, (name, payload) in zip(_texts(said), PAYLOADS.items(), strict=True):
        text = _plain(payload)
        # What the article says, how the record differs, who decides it, what carries it, note.
        assert words.count(text) >= 4, name
    expect_harmless(page)


def test_a_hostile_link_is_text_too(open_hostile: Callable[[str], Page]) -> None:
    texts = [text for text in PAYLOADS.values() if len(text) <= 80]
    query = [("event", text) for text in texts] + [("q", PAYLOADS["image"])]

    page = open_hostile("view/?" + urlencode(query))

    shown = _text(notices(page).filter(has_text="Left out of the link"))
    for text in texts:
        assert f"event={_plain(text)}: no incident has this id" in shown
    box = page.get_by_role("searchbox", name="Search names and text")
    expect(box).to_have_value(PAYLOADS["image"])
    expect(filter_chips(page)).to_have_text([f"“{PAYLOADS['image']}”"])
    expect(root(page)).to_have_attribute("data-shown", "1")


def _write_claims(folder: Path) -> None:
    """A source that says every hostile text, by a speaker of that name."""
    claims = [
        bare_claim(
            id=f"barda-28oct-{number}", speaker=text, paraphrase=text, locator=text,
            speaker_kind="author", stance="reports",
        )
        for number, text in enumerate(HOSTILE_TEXTS, 1)
    ]  # fmt: skip
    tables = {
        "events": [event_row()],
        "claims": claims,
        "sources": [source_row()],
        "places": [place_row()],
        "coverage": [],
        "control": [],
        "former_ids": [],
    }
    for name, rows in tables.items():
        write_table(make_frame(rows, TABLES[name]), folder / TABLES[name].file, TABLES[name])


def test_a_hundred_hostile_texts_are_text_in_a_list_of_streamlit(
    serve_copy: Callable[..., AppServer], visit: Callable[..., Visit]
) -> None:
    server = serve_copy(_write_claims)
    opened = visit()
    page = opened.open_text(f"{server.url}sources?source=hrw-2020-10-30")

    said = page.get_by_role("main").locator("li li")
    expect(said).to_have_count(len(HOSTILE_TEXTS))
    words = _texts(said)
    shown = [_plain(f"{text} (quoted): {text} ({text})") for text in HOSTILE_TEXTS]
    assert len(HOSTILE_TEXTS) > 100
    assert words == shown
    assert (
        said.evaluate_all(
            "(items) => items.map((item) => item.innerHTML).filter((html) => html.includes('<'))"
        )
        == []
    )
    expect_harmless(page)


#: Text nodes whose letters outside of a text do not run from left to right; that text is in the record
#: with a mark of direction that nothing closes.
TURNED = """(text) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const turned = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.data.replaceAll(text, (found) => "\\0".repeat(found.length)).split("");
    let last = null;
    own.forEach((letter, n) => {
      if (!/[\\p{L}\\p{N}]/u.test(letter)) return;
      range.setStart(node, n);
      range.setEnd(node, n + 1);
      const [box] = range.getClientRects();
      if (!box) return;
      if (last && Math.abs(last.top - box.top) < 2 && box.left < last.left) turned.push(node.data);
      last = box;
    });
  }
  return [...new Set(turned)];
}"""
#: A text that turns all that stands after it: each opens a direction and closes none.
OPEN = ["1 \u202ethe rest", "1 \u202e\u2067\u202bthe rest"]


@pytest.mark.parametrize("text", OPEN)
def test_a_mark_of_direction_that_nothing_closes_turns_no_word_of_the_page(
    serve_copy: Callable[..., AppServer], visit: Callable[..., Visit], text: str
) -> None:
    server = serve_copy(partial(_write_turned, text=text))
    opened = visit()
    page = opened.open(f"{server.url}view/?event=2020-10-28-barda&q=turn{chr(0x202E)}")
    # The claims come after the first picture, and with them what the search leaves out.
    expect(card(page).locator("[data-claim]").first).to_be_attached()
    expect(card(page)).to_contain_text("The filters leave this incident out")
    _unfold(card(page), FOLDS)
    expect(card(page)).to_contain_text("where: ")
    assert page.evaluate(TURNED, text) == []

    page = opened.open_text(f"{server.url}sources?source=hrw-2020-10-30")
    expect(page.get_by_role("main").locator("li li")).to_have_count(2)
    assert page.evaluate(TURNED, text) == []
    assert any(
        cause.startswith("events.csv, title: ") for cause in server.health()["problems"]["causes"]
    )
    assert sum(server.health()["counts"]["set_aside"].values()) == 0


def _write_turned(folder: Path, text: str) -> None:
    """One event, its place and source, with the same text in every free cell."""
    at = {"lon": "47.1262", "lat": "40.3758"}
    claim = claim_row(speaker_kind="party")
    answer = bare_claim(
        id="2020-10-28-barda-2", stance="denies", denies="2020-10-28-barda-1", denied="event"
    )
    tables: dict[str, list[Row]] = {
        "events": [_fill(EVENTS, event_row(), text) | at],
        "claims": [
            _fill(CLAIMS, claim, text),
            _fill(CLAIMS, answer, text) | {"speaker": f"{text}!", "hedge": ""},
        ],
        "sources": [_fill(SOURCES, source_row(), text)],
        "places": [_fill(PLACES, place_row(), text)],
        "coverage": [],
        "control": [],
        "former_ids": [],
    }
    for name, rows in tables.items():
        write_table(make_frame(rows, TABLES[name]), folder / TABLES[name].file, TABLES[name])
