"""The printed handout of a lesson: all of it on paper, the page as before, hostile texts as text."""

from __future__ import annotations

import base64
import json
import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from app_server import AppServer
from hostile_texts import HOSTILE_TEXTS
from playwright.sync_api import Locator, Page, ViewportSize, expect
from pypdf import PdfReader
from reading import OpenPage, Visit, print_text, root

from components.explore.lessons import build_lessons
from components.labels import FILL_WORDS
from components.onefile.page import build_file
from geo.lessons import Lesson, read_lessons
from geo.record import load_record
from geo.snapshot import LESSONS

RECORD = load_record(Path(__file__).resolve().parents[2])
GIVEN = {lesson.id: lesson for lesson in read_lessons(RECORD).usable}
GANJA, RULES = GIVEN["ganja-as-known"], GIVEN["how-do-we-know"]
PHONE = ViewportSize(width=390, height=844)
SVG = "{http://www.w3.org/2000/svg}"
STUB_PRINT = "() => { window.printed = 0; window.print = () => { window.printed += 1; }; }"
#: The last thing before the pages are there: while it does not end, the handout is being made.
HOLD = "() => { HTMLImageElement.prototype.decode = () => new Promise(() => {}); }"


def _open(page: Page, title: str) -> Locator:
    """The dialog of the handout of a lesson, which begins to make it."""
    page.get_by_role("button", name="Present", exact=True).click()
    page.get_by_role("button", name=f"Print a handout: {title}").click()
    dialog = page.get_by_role("dialog", name="Print a handout")
    expect(dialog).to_contain_text(title)
    return dialog


def _expect_ready(dialog: Locator) -> None:
    expect(dialog.get_by_role("button", name="Print", exact=True)).to_be_focused()
    expect(dialog.get_by_role("status")).to_have_text("The handout is ready.")


def _sheets(page: Page, size: str = "A4") -> list[str]:
    """The letters of each sheet, without blanks."""
    sheets = PdfReader(BytesIO(page.pdf(format=size, prefer_css_page_size=True))).pages
    return [_fold(sheet.extract_text()) for sheet in sheets]


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", "".join(text.split()))


def _map_texts(page: Page) -> list[str]:
    """What is written on the map of each step and in its key."""
    addresses = page.locator(".tm-handout-map").evaluate_all("maps => maps.map((map) => map.src)")
    files = [base64.b64decode(address.partition(",")[2]).decode() for address in addresses]
    drawn = [ElementTree.fromstring(file) for file in files]
    return [" ".join("".join(text.itertext()) for text in svg.iter(f"{SVG}text")) for svg in drawn]


def _missing(lesson: Lesson, printed: str) -> list[str]:
    """What of a lesson is not on paper; its notes are the speaker's."""
    texts = [lesson.title, lesson.summary]
    for step in lesson.steps:
        texts += [step.headline, step.question, *step.options]
        texts += [sentence.text for sentence in (*step.sentences, *step.answer)]
    return [text for text in texts if _fold(text) not in printed]


def _addresses(lesson: Lesson) -> set[str]:
    """The addresses of the sources on which a lesson rests by itself, not by an incident."""
    built = json.loads(build_lessons(RECORD))["lessons"]
    steps = next(found["steps"] for found in built if found["id"] == lesson.id)
    ids = {rest["id"] for step in steps for rest in step["rests"] if rest["kind"] == "source"}
    urls = {str(url) for url in RECORD.sources.loc[sorted(ids), "url"]}
    return {url for url in urls if url.startswith("https://")}


def _check_print(page: Page, lesson: Lesson, size: str) -> None:
    sheets = _sheets(page, size)
    printed = "".join(sheets)
    expect(page.locator(".tm-handout-map")).to_have_count(len(lesson.steps))
    assert _missing(lesson, printed) == []
    assert [url for url in _addresses(lesson) if _fold(url) not in printed] == []
    assert RECORD.version in printed
    answers = printed.index(_fold(f"Answers: {lesson.title}"))
    asked = [step for step in lesson.steps if step.question]
    assert all(printed.index(_fold(step.answer[0].text)) > answers for step in asked)
    assert _fold(f"Answers: {lesson.title}") in sheets[-1]


def test_the_whole_lesson_is_printed_with_its_sources_and_the_answers_last(
    open_host: OpenPage,
) -> None:
    page = open_host()
    _expect_ready(_open(page, GANJA.title))

    _check_print(page, GANJA, "A4")


def test_a_letter_sheet_has_all_of_it_too_and_no_sheet_is_nearly_empty(open_page: OpenPage) -> None:
    page = open_page()
    _expect_ready(_open(page, RULES.title))

    _check_print(page, RULES, "Letter")
    assert min(map(len, _sheets(page, "Letter")[:-1])) > 300


def test_the_map_of_a_step_shows_its_days_and_where_the_class_judges_no_level(
    open_page: OpenPage,
) -> None:
    page = open_page()
    _expect_ready(_open(page, RULES.title))

    texts = _map_texts(page)
    assert len(texts) == len(RULES.steps)
    levels = set(FILL_WORDS.values())
    told = [any(level in text for level in levels) for text in texts]
    judged = [step.judge for step in RULES.steps]
    assert any(judged)
    assert not any(level and judge for level, judge in zip(told, judged, strict=True))
    assert any(told)
    assert all(
        str(step.show.end.year) in text for step, text in zip(RULES.steps, texts, strict=True)
    )


def test_maps_are_as_known_on_the_day_of_their_step(open_page: OpenPage) -> None:
    page = open_page()
    _expect_ready(_open(page, GANJA.title))

    known = ["As known on" in text for text in _map_texts(page)]
    assert known == [step.show.known is not None for step in GANJA.steps]


def test_the_maps_are_the_same_on_a_phone(open_page: OpenPage) -> None:
    wide = open_page()
    _expect_ready(_open(wide, GANJA.title))
    phone = open_page(viewport=PHONE)
    phone.get_by_role("button", name="Menu", exact=True).click()
    _expect_ready(_open(phone, GANJA.title))

    assert _map_texts(phone) == _map_texts(wide)


def test_the_answers_may_stay_with_the_teacher(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate(STUB_PRINT)
    dialog = _open(page, GANJA.title)
    _expect_ready(dialog)
    dialog.get_by_role("checkbox", name="With the answers, on a page of their own").uncheck()
    dialog.get_by_role("button", name="Print", exact=True).click()

    assert page.evaluate("window.printed") == 1
    printed = "".join(_sheets(page))
    asked = next(step for step in GANJA.steps if step.question)
    assert _fold(asked.question) in printed
    assert _fold(asked.answer[0].text) not in printed


def test_the_page_is_as_before_when_the_dialog_is_closed(open_page: OpenPage) -> None:
    page = open_page("?event=2020-10-28-barda")
    before = (page.url, page.title())
    dialog = _open(page, GANJA.title)
    _expect_ready(dialog)
    assert page.title() == GANJA.title
    dialog.get_by_role("button", name="Close", exact=True).click()

    expect(dialog).to_be_hidden()
    expect(page.locator(".tm-handout, .tm-still")).to_have_count(0)
    assert (page.url, page.title()) == before
    printed = print_text(page)
    assert _fold(GANJA.steps[0].sentences[0].text) not in printed


def test_the_making_can_be_ended(open_page: OpenPage) -> None:
    page = open_page()
    page.evaluate(HOLD)
    dialog = _open(page, GANJA.title)
    expect(dialog.get_by_role("status")).to_contain_text(f"of {len(GANJA.steps)}")
    expect(dialog.get_by_role("button", name="Print", exact=True)).to_be_disabled()
    dialog.get_by_role("button", name="Cancel").click()

    expect(dialog).to_be_hidden()
    expect(page.locator(".tm-handout")).to_have_count(0)


def test_a_lesson_is_printed_out_of_its_presentation(open_page: OpenPage) -> None:
    page = open_page(f"?present=yes&lesson={GANJA.id}&step=3")
    page.get_by_role("button", name="Print a handout of the lesson").click()
    dialog = page.get_by_role("dialog", name="Print a handout")
    _expect_ready(dialog)

    assert _missing(GANJA, "".join(_sheets(page))) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Caption", exact=True)).to_contain_text(
        GANJA.steps[2].headline
    )


def test_the_one_file_prints_from_disk(tmp_path: Path, visit: Callable[..., Visit]) -> None:
    file = tmp_path / "copy.html"
    file.write_text(build_file(RECORD), encoding="utf-8")
    opened = visit(own=True, bypass_csp=False)
    opened.context.set_offline(True)
    page = opened.open(file.as_uri())
    _expect_ready(_open(page, GANJA.title))

    _check_print(page, GANJA, "A4")
    assert str(tmp_path) not in "".join(_sheets(page))


def _hostile_lesson() -> dict[str, Any]:
    """A lesson with each hostile text in a sentence, and some in every other field."""
    texts = [text for text in HOSTILE_TEXTS if text.strip()]
    rests = {"rests_on": ["2020-10-28-barda"]}
    steps = [
        {
            "headline": texts[place][:60],
            "day": "2020-10-28",
            "sentences": [{"text": text[:240], **rests} for text in texts[place : place + 5]],
            "question": texts[place][:140],
            "options": [text[:60] for text in texts[place : place + 2]],
            "answer": [{"text": texts[place][:240], **rests}],
        }
        for place in range(0, len(texts) - 5, 5)
    ]
    return {"title": texts[0][:70], "summary": texts[2][:160], "minutes": 5, "steps": steps}


def test_hostile_texts_are_printed_as_text_and_run_nothing(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    lesson = _hostile_lesson()

    def put(folder: Path) -> None:
        (folder / LESSONS / "aa.json").write_text(json.dumps(lesson), encoding="utf-8")

    server = serve_copy(put)
    page = visit(own=True, bypass_csp=False).open(f"{server.url}view/")
    _expect_ready(_open(page, lesson["title"]))

    handout = page.locator(".tm-handout")
    for step in lesson["steps"]:
        for sentence in step["sentences"]:
            expect(handout.get_by_text(sentence["text"], exact=True).first).to_be_attached()
    assert handout.locator("img:not(.tm-handout-map), script, iframe, a, b, svg").count() == 0
    assert len(_sheets(page)) >= len(lesson["steps"]) // 2
    assert page.evaluate("window.__pwned") is None
    expect(root(page).first).to_be_attached()
