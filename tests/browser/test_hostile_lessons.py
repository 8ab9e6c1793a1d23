"""Lessons and records that try to be markup, script or files that break: text everywhere, and told by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from app_server import AppServer
from harmless import expect_harmless
from hostile_texts import HOSTILE_TEXTS
from PIL import Image
from playwright.sync_api import Page, expect
from reading import OpenPage, Visit, notices, print_text
from record_factory import claim_row, event_row, place_row, source_row, write_record

from components.onefile.page import build_file
from geo.lessons import read_lessons
from geo.record import load_record
from geo.snapshot import LESSONS

EVENT = "2020-10-28-barda"
SVG = "{http://www.w3.org/2000/svg}"
MARKUP = [text for text in HOSTILE_TEXTS if "<" in text]
#: As many as a lesson has steps.
PARTS = [HOSTILE_TEXTS[first : first + 60] for first in range(0, len(HOSTILE_TEXTS), 60)]
#: The texts of a step as the presented card and the speaker's window show them, letter by letter.
SHOWN = """() => ({
  headline: document.querySelector(".tm-caption-title").textContent,
  sentences: [...document.querySelectorAll(".tm-caption-line")].map((line) => line.textContent),
  question: document.querySelector(".tm-question-words").textContent,
  options: [...document.querySelectorAll(".tm-options li > span")].map((option) => option.textContent),
  hands: document.querySelector(".tm-hands").getAttribute("aria-label"),
  answer: document.querySelector(".tm-answer").textContent,
})"""
SAYS = "([selector, text]) => document.querySelector(selector)?.textContent === text"


def _step(text: str) -> dict[str, Any]:
    """A step that says a text in each of its fields."""
    sentence = {"text": text, "rests_on": [f"{EVENT}-0"]}
    return {
        "headline": text[:60],
        "day": "2020-10-28",
        "sentences": [sentence, sentence],
        "question": text[:140],
        "options": [text[:60], "No"],
        "answer": [sentence],
        "notes": text,
    }


def _lesson(title: str, *steps: dict[str, Any]) -> bytes:
    return json.dumps(
        {"title": title[:70], "summary": title[:160], "minutes": 5, "steps": list(steps)}
    ).encode()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The one file on a record and lessons that are hostile in every text."""
    folder = tmp_path_factory.mktemp("hostile")
    places = [place_row()] + [
        place_row(id=f"p{k}", name_en=text, name_az=text, rank="2",
                  lon=f"{47.05 + 0.1 * (k % 9):.2f}", lat=f"{40.05 + 0.1 * (k // 9 % 9):.2f}")
        for k, text in enumerate(MARKUP)
    ]  # fmt: skip
    write_record(
        folder,
        events=[event_row(id=f"{EVENT}-{k}", title=text, summary=text) for k, text in enumerate(HOSTILE_TEXTS)],
        claims=[claim_row(id=f"c{k}", event_id=f"{EVENT}-{k}", paraphrase=text, speaker=text) for k, text in enumerate(HOSTILE_TEXTS)],
        sources=[source_row(title=MARKUP[0])],
        places=places,
    )  # fmt: skip
    lessons = {
        **{f"all-{k}": _lesson("All", *map(_step, texts)) for k, texts in enumerate(PARTS)},
        **{f"title-{k:03}": _lesson(text, _step(text)) for k, text in enumerate(HOSTILE_TEXTS)},
    }
    files = {LESSONS / f"{name}.json": content for name, content in lessons.items()}
    record = replace(load_record(folder), lesson_files=files)
    assert read_lessons(record).problems == ()
    path = folder / "hostile.html"
    path.write_text(build_file(record), encoding="utf-8")
    return path


@pytest.fixture
def open_copy(copy: Path, visit: Callable[..., Visit]) -> Callable[[str], Page]:
    """Opens the file at a link; its policy is not in force, so that whatever can run does."""
    opened = visit()
    return lambda link: opened.open(copy.as_uri() + link)


def _texts(page: Page, selector: str) -> list[str]:
    found: list[str] = page.locator(selector).evaluate_all(
        "(elements) => elements.map((element) => element.textContent)"
    )
    return found


def test_hostile_titles_are_text_in_the_list_of_lessons(open_copy: Callable[[str], Page]) -> None:
    page = open_copy("")
    page.get_by_role("button", name="Present", exact=True).click()
    expect(page.locator(".tm-lesson")).to_have_count(len(HOSTILE_TEXTS) + len(PARTS))

    assert _texts(page, ".tm-lesson-title")[len(PARTS) :] == [text[:70] for text in HOSTILE_TEXTS]
    assert _texts(page, ".tm-lesson > p")[len(PARTS) :] == [text[:160] for text in HOSTILE_TEXTS]
    expect_harmless(page)


def test_hostile_steps_are_text_on_the_screen_and_in_the_speakers_window(
    open_copy: Callable[[str], Page],
) -> None:
    for number, texts in enumerate(PARTS):
        page = open_copy(f"#present=yes&lesson=all-{number}")
        notes = open_copy(f"#speaker=yes&lesson=all-{number}")
        for text in texts:
            page.wait_for_function(SAYS, arg=[".tm-caption-title", text[:60]])
            page.keyboard.press("q")
            page.wait_for_function(SAYS, arg=[".tm-answer", text])
            assert page.evaluate(SHOWN) == {
                "headline": text[:60],
                "sentences": [text, text],
                "question": text[:140],
                "options": [text[:60], "No"],
                "hands": f"Hands for: {text[:60]}",
                "answer": text,
            }
            notes.wait_for_function(SAYS, arg=[".tm-speaker-notes", text])
            assert _texts(notes, ".tm-speaker-title") == [text[:60]]
            page.keyboard.press("PageDown")
        expect_harmless(page)
        expect_harmless(notes)


def test_hostile_texts_are_text_in_the_picture_and_on_paper(
    open_copy: Callable[[str], Page],
) -> None:
    for number in (HOSTILE_TEXTS.index(text) for text in MARKUP[:4]):
        page = open_copy("#" + urlencode({"event": f"{EVENT}-{number}", "view": "40.45,47.45,10"}))
        title = HOSTILE_TEXTS[number]
        expect(page.locator(".tm-card [data-claim]").first).to_be_attached()
        assert "".join(title.split()) in print_text(page)

        page.get_by_role("button", name="Share", exact=True).click()
        dialog = page.get_by_role("dialog", name="Share")
        svg = ElementTree.fromstring(_save(page, "SVG"))
        said = ["".join(text.itertext()) for text in svg.iter(f"{SVG}text")]
        assert any(f"Selected: {title}".startswith(line) and title[:8] in line for line in said)
        assert len(set(said) & {text.replace(" / ", " · ") for text in MARKUP}) >= 1
        assert {element.tag.removeprefix(SVG) for element in svg.iter()} <= {
            "svg", "title", "desc", "rect", "path", "clipPath", "g", "text",
        }  # fmt: skip
        names = {name for element in svg.iter() for name in element.attrib}
        assert not [name for name in names if name.startswith("on") or "href" in name]
        drawn = Image.open(BytesIO(_save(page, "PNG")))
        assert min(drawn.size) > 300
        expect(dialog).to_be_visible()
        expect_harmless(page)


def _save(page: Page, name: str) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("dialog", name="Share").locator(f".tm-button:text-is('{name}')").click()
    return download.value.path().read_bytes()


def test_a_hostile_name_of_a_lesson_in_a_link_is_text(open_page: OpenPage) -> None:
    text = MARKUP[1]
    page = open_page("?" + urlencode({"lesson": text, "step": text, "speaker": text}))

    said = notices(page)
    expect(said.filter(has_text="no lesson has this name")).to_contain_text(f"lesson={text}: ")
    expect(page.get_by_role("region", name="Notes for the speaker")).to_be_hidden()
    expect_harmless(page)


BROKEN = {
    "a-event.json": (_lesson("A", _step("x") | {"event": "2020-10-28-atlantis"}),
                     "step 1, event: 2020-10-28-atlantis is not in the record"),
    "b-day.json": (_lesson("B", _step("x") | {"day": "2020-02-30"}), "step 1, day: 2020-02-30 is not a day like"),
    "c-markup.json": (_lesson("C", _step("x") | {"event": MARKUP[2]}), f"step 1, event: {MARKUP[2]} is not in the record"),
    "d-many.json": (_lesson("D", *[_step("x")] * 500), "steps: has 500 entries, not 1 to 60; leave some out"),
    "e-latin.toml": ("title = 'Ä'".encode("cp1252"), "byte 10 of the file is not UTF-8"),
    "f-huge.toml": (b"#" * 10_000_000, "the file is longer than 1,000,000 bytes"),
}  # fmt: skip


def test_each_broken_lesson_is_told_with_its_problem_and_the_others_work(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    def add(folder: Path) -> None:
        for name, (content, _problem) in BROKEN.items():
            (folder / LESSONS / name).write_bytes(content)

    server = serve_copy(add)
    page = visit().open(f"{server.url}view/")
    page.get_by_role("button", name="Present", exact=True).click()
    dialog = page.get_by_role("dialog", name="Present")
    expect(dialog).to_contain_text("Lessons that cannot be used:")

    for name, (_content, problem) in BROKEN.items():
        expect(dialog).to_contain_text(f"geo/data/lessons/{name}")
        expect(dialog).to_contain_text(problem)
    usable = read_lessons(load_record(Path(__file__).resolve().parents[2])).usable
    expect(dialog.locator(".tm-lesson")).to_have_count(len(usable))
    dialog.get_by_role("button", name=f"Present: {usable[0].title}").click()
    expect(page.get_by_role("region", name="Caption", exact=True)).to_contain_text(
        usable[0].steps[0].headline
    )
    expect_harmless(page)
