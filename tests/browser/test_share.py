"""Handing on what is shown: link, QR code, picture, frame, citations; all made in the browser, without the server."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, ViewportSize, expect
from pybtex.database import parse_string
from reading import (
    OpenPage,
    card,
    follow_link,
    headline,
    parameters,
    root,
    slider,
    wait_parameter,
)

from geo.dates import describe_day
from geo.record import Record, load_record

ROOT = Path(__file__).resolve().parents[2]
TITLE = "Karabakh 2020, place by place"
DATES = "27 September to 10 November 2020"
EVENT = "2020-10-28-barda"
PHONE = ViewportSize(width=390, height=844)
CLIPBOARD = ["clipboard-read", "clipboard-write"]
#: Bytes of the largest code (ISO/IEC 18004, table 7: version 40, level M).
LONGEST_CODE = 2331
PNGS = {1: "PNG", 2: "PNG 2×", 4: "PNG 4×"}
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = """</text><script>window.__pwned=1</script>'"><img src=x onerror=window.__pwned=1> ${7*7} {{7*7}}"""


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


def _share(page: Page) -> Locator:
    """The open dialog."""
    page.get_by_role("button", name="Share", exact=True).click()
    dialog = page.get_by_role("dialog", name="Share")
    expect(dialog).to_be_visible()
    return dialog


def _save(page: Page, dialog: Locator, name: str) -> tuple[str, bytes]:
    """Name and content of the file that a button gives."""
    with page.expect_download() as download:
        dialog.get_by_role("button", name=re.compile(rf"^{re.escape(name)}(,|$)")).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def _read_codes(picture: bytes) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(Image.open(BytesIO(picture)))]


def _texts(svg: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]


def _cite(dialog: Locator, form: str) -> str:
    dialog.get_by_role("button", name=form, exact=True).click()
    return dialog.get_by_role("textbox", name="Citation", exact=True).input_value()


def test_the_link_is_copied_by_one_more_press_and_the_focus_goes_back(open_page: OpenPage) -> None:
    page = open_page("?place=barda", permissions=CLIPBOARD)
    dialog = _share(page)
    copy = dialog.get_by_role("button", name="Copy link")
    expect(copy).to_be_focused()

    page.keyboard.press("Enter")

    expect(dialog.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("button", name="Share", exact=True)).to_be_focused()


def test_what_plays_stands_still_while_it_is_shared(open_page: OpenPage) -> None:
    page = open_page()
    page.get_by_role("button", name="Play", exact=True).click()
    page.get_by_role("button", name="Pause", exact=True).wait_for()

    dialog = _share(page)

    expect(page.locator(".tm-root button[aria-label=Play]")).to_be_attached()
    link = dialog.get_by_role("textbox", name="Address").input_value()
    page.wait_for_url(link)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_of_the_link_is_read_back_small_and_large(
    open_page: OpenPage, scheme: str
) -> None:
    page = open_page(f"?place=barda&place=ganja&event={EVENT}", color_scheme=scheme)
    dialog = _share(page)
    assert _read_codes(page.screenshot()) == [page.url]

    dialog.get_by_role("button", name="Show large").click()

    large = page.get_by_role("dialog", name="QR code of the link")
    expect(large).to_contain_text(page.url)
    assert _read_codes(page.screenshot()) == [page.url]
    code = large.get_by_role("img", name="QR code of the link").bounding_box()
    assert code is not None
    assert code["height"] > 0.7 * page.evaluate("innerHeight")
    page.keyboard.press("Escape")
    expect(large).to_have_count(0)
    expect(dialog.get_by_role("button", name="Show large")).to_be_focused()


def test_back_closes_all_that_lies_over_the_page(open_page: OpenPage) -> None:
    page = open_page("?place=barda")
    _share(page).get_by_role("button", name="Show large").click()
    expect(page.get_by_role("dialog", name="QR code of the link")).to_be_visible()

    page.go_back()

    expect(page.locator("dialog[open]")).to_have_count(0)
    assert parameters(page) == {"place": ["barda"]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_has_its_size_at_each_scale_and_is_light(
    open_page: OpenPage, scheme: str
) -> None:
    page = open_page("?place=barda", color_scheme=scheme)
    dialog = _share(page)
    page.context.set_offline(True)
    files = {scale: _save(page, dialog, name) for scale, name in PNGS.items()}
    page.context.set_offline(False)

    stem = "karabakh-2020-place-by-place-2020-09-27-to-2020-11-10"
    assert [name for name, _ in files.values()] == [
        f"{stem}.png",
        f"{stem}-2x.png",
        f"{stem}-4x.png",
    ]
    pictures = {scale: Image.open(BytesIO(content)) for scale, (_, content) in files.items()}
    width, height = pictures[1].size
    assert width > 400
    assert height > 400
    for scale, picture in pictures.items():
        assert picture.size == (scale * width, scale * height)
        assert picture.convert("RGB").getpixel((2, 2)) == (255, 255, 255)
    # Larger ones are drawn anew, not enlarged.
    enlarged = pictures[1].convert("L").resize(pictures[4].size, Image.Resampling.NEAREST)
    assert enlarged.tobytes() != pictures[4].convert("L").tobytes()


def test_the_vector_picture_says_what_is_shown_and_where_it_comes_from(
    open_page: OpenPage, record: Record
) -> None:
    page = open_page(f"?place=barda&event={EVENT}&known=2020-11-30")
    expect(card(page).get_by_role("heading", level=2)).to_be_visible()
    expect(page.locator(".tm-known")).to_be_visible()
    shown = root(page).get_attribute("data-shown")

    name, content = _save(page, _share(page), "SVG")

    assert name == "karabakh-2020-place-by-place-2020-09-27-to-2020-11-10.svg"
    svg = ElementTree.fromstring(content)
    assert svg.findtext(f"{SVG}title") == f"{TITLE}: {DATES}"
    texts = _texts(svg)
    said = " ".join(texts)
    for words in (TITLE, DATES, "Place: Barda", "Selected: Cluster rockets on Barda", "Barda"):
        assert words in texts
    assert "As known on 30 November 2020" in texts
    assert f"{shown} of " in said
    assert f"version {record.version}, checked {describe_day(record.date)}." in said
    assert "Natural Earth" in said
    assert "one mark = one incident" in texts
    assert len(list(svg.iter(f"{SVG}path"))) > 100
    assert list(svg.iter(f"{SVG}image")) == []


def test_the_picture_says_how_many_stand_outside_it(open_page: OpenPage) -> None:
    # On the coast at the far end of the country no incident is recorded.
    page = open_page("?view=39,48.9,10")
    count = headline(page).locator(".tm-count > span").first.inner_text()
    found = re.fullmatch(r"(\d+) incidents, (\d+) not on the map", count)
    assert found is not None

    texts = _texts(ElementTree.fromstring(_save(page, _share(page), "SVG")[1]))

    assert count in texts
    outside = int(found[1]) - int(found[2])
    assert f"{outside} incidents stand outside this part of the map." in texts
    assert "no incident to show on the map" in texts


def test_the_picture_follows_the_dates_that_were_moved(open_page: OpenPage) -> None:
    page = open_page()
    slider(page, "To date").press("PageDown")
    wait_parameter(page, "to", "2020-11-03")

    name, content = _save(page, _share(page), "SVG")

    assert name.endswith("2020-09-27-to-2020-11-03.svg")
    assert "27 September to 3 November 2020" in _texts(ElementTree.fromstring(content))


def test_while_the_table_is_shown_the_dialog_leads_to_the_map(open_page: OpenPage) -> None:
    page = open_page("?show=table")
    dialog = _share(page)
    expect(dialog.get_by_role("button", name="SVG")).to_have_count(0)

    dialog.get_by_role("button", name="Show the map").click()

    wait_parameter(page, "show", None)
    expect(dialog).to_be_hidden()
    assert _save(page, _share(page), "SVG")[1].startswith(b"<svg ")


class _Frame(HTMLParser):
    """The elements of a snippet with their attributes."""

    def __init__(self, snippet: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(snippet)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def test_the_frame_shows_the_same_view_on_the_plain_page(open_page: OpenPage) -> None:
    page = open_page(f"?place=barda&event={EVENT}", permissions=CLIPBOARD)
    dialog = _share(page)
    dialog.get_by_role("button", name="Copy the code").click()
    expect(dialog.get_by_role("button", name="Copied")).to_be_visible()

    [(tag, attributes)] = _Frame(page.evaluate("navigator.clipboard.readText()")).elements

    assert tag == "iframe"
    assert attributes["title"] == f"{TITLE}: {DATES}"
    assert attributes["loading"] == "lazy"
    address = urlsplit(attributes["src"] or "")
    assert address.path == "/view/"
    assert parse_qs(address.query) == {"embed": ["1"], **parameters(page)}


def test_a_view_is_cited_in_forms_that_their_readers_take(
    open_page: OpenPage, record: Record
) -> None:
    page = open_page("?place=barda&category=shelling")
    dialog = _share(page)
    plain = _cite(dialog, "Text")
    assert plain.startswith(f"{TITLE}: {DATES} (Place: Barda; ")
    assert f"Version {record.version}, checked {describe_day(record.date)}. {page.url} " in plain

    [entry] = parse_string(_cite(dialog, "BibTeX"), "bibtex").entries.values()
    assert entry.fields["title"].strip("{}") == f"{TITLE}: {DATES}"
    assert entry.fields["url"] == page.url
    assert entry.fields["year"] == str(record.date.year)
    assert record.version in entry.fields["note"]
    assert [str(person).strip("{}") for person in entry.persons["author"]] == [TITLE]

    lines = [line.split("  - ") for line in _cite(dialog, "RIS").splitlines() if line]
    tags = {tag.strip(): value for tag, value in lines}
    assert (tags["TY"], tags["AU"], tags["UR"]) == ("MAP", TITLE, page.url)
    assert tags["ET"] == record.version

    [item] = json.loads(_cite(dialog, "CSL-JSON"))
    assert item["URL"] == page.url
    assert item["issued"]["date-parts"] == [[record.date.year, record.date.month, record.date.day]]
    name, content = _save(page, dialog, "Save as a file")
    assert name == "citation.json"
    assert json.loads(content) == [item]


def test_a_hostile_link_is_text_in_all_that_is_handed_on(open_page: OpenPage) -> None:
    page = open_page(f"?{urlencode({'q': HOSTILE})}")
    dialog = _share(page)

    svg = ElementTree.fromstring(_save(page, dialog, "SVG")[1])
    said = " ".join(_texts(svg))
    assert "Search: “</text><script>window.__pwned=1</script>" in said
    assert {element.tag.removeprefix(SVG) for element in svg.iter()} == {
        "svg", "title", "desc", "rect", "path", "clipPath", "g", "text",
    }  # fmt: skip
    assert [name for element in svg.iter() for name in element.attrib if name[:2] == "on"] == []
    [(_, attributes)] = _Frame(
        dialog.get_by_role("textbox", name="Code of the frame").input_value()
    ).elements
    assert parse_qs(urlsplit(attributes["src"] or "").query)["q"] == [HOSTILE]
    assert len(parse_string(_cite(dialog, "BibTeX"), "bibtex").entries) == 1
    dialog.get_by_role("button", name="Show large").click()
    assert _read_codes(page.screenshot()) == [page.url]
    assert dialog.locator("script, img, iframe").count() == 0
    assert page.evaluate("window.__pwned") is None


def test_a_link_that_no_code_holds_is_said_to_be_too_long(open_page: OpenPage) -> None:
    page = open_page()
    record = page.evaluate(
        "fetch(document.querySelector('link[as=fetch]').href).then((answer) => answer.json())"
    )
    pairs = [("place", place["id"]) for place in record["places"]]
    pairs += [("district", district["id"]) for district in record["districts"]]
    link = urlencode(pairs)
    assert len(link) > LONGEST_CODE
    follow_link(page, f"?{link}")

    dialog = _share(page)

    expect(dialog).to_contain_text("The link is too long for a QR code")
    expect(dialog.get_by_role("button", name="Copy link")).to_be_focused()


def test_a_phone_hands_the_link_to_its_own_sheet(open_page: OpenPage) -> None:
    page = open_page("?place=barda", viewport=PHONE, has_touch=True, is_mobile=True)
    page.evaluate("navigator.share = async (given) => { window.given = given; }")
    menu = page.get_by_role("button", name="Menu", exact=True)
    menu.tap()
    page.get_by_role("navigation").get_by_role("button", name="Share").tap()
    dialog = page.get_by_role("dialog", name="Share")
    expect(dialog.get_by_role("button", name="Copy link")).to_be_focused()

    dialog.get_by_role("button", name="Send …").tap()

    page.wait_for_function("window.given")
    assert page.evaluate("window.given.url") == page.url
    overflow = dialog.evaluate("(element) => element.scrollWidth - element.clientWidth")
    assert overflow == 0
    dialog.get_by_role("button", name="Close").tap()
    expect(dialog).to_be_hidden()
    expect(menu).to_be_focused()
