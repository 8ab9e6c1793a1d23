"""Lessons on the screen: by clicker from end to end, two windows in step, questions, looking around, bad files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from app_server import AppServer
from playwright.sync_api import Locator, Page, ViewportSize, expect
from reading import OpenPage, Visit, parameters, root, wait_painted, wait_parameter

from geo.lessons import Lesson, read_lessons
from geo.record import load_record
from geo.snapshot import LESSONS

RECORD = load_record(Path(__file__).resolve().parents[2])
GIVEN = {lesson.id: lesson for lesson in read_lessons(RECORD).usable}
GANJA, RULES = GIVEN["ganja-as-known"], GIVEN["how-do-we-know"]
SIZES = ((1280, 720), (1920, 1080))
#: How many pixels of the map are of the colour of harm.
COUNT_HARM = """() => {
  const canvas = document.querySelector("canvas.tm-incidents");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const hex = getComputedStyle(document.querySelector(".tm-root")).getPropertyValue("--tm-harm").trim();
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  let count = 0;
  for (let k = 0; k < data.length; k += 4) count += data[k] === r && data[k + 1] === g && data[k + 2] === b && data[k + 3] === 255;
  return count;
}"""
HOSTILE = "<img src=x onerror=alert(1)> ${7*7} {{7*7}} [a](javascript:alert(1))"


def _caption(page: Page) -> Locator:
    return page.get_by_role("region", name="Caption", exact=True)


def _link(lesson: Lesson, step: int) -> str:
    return f"?present=yes&lesson={lesson.id}&step={step}"


def _expect_step(page: Page, lesson: Lesson, step: int) -> None:
    written = lesson.steps[step - 1]
    expect(_caption(page).get_by_role("heading")).to_have_text(written.headline)
    expect(_caption(page)).to_contain_text(f"{step} of {len(lesson.steps)}")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_whole_lesson_goes_by_the_keys_of_a_clicker(
    open_page: OpenPage, width: int, height: int
) -> None:
    page = open_page(viewport=ViewportSize(width=width, height=height))
    page.get_by_role("button", name="Present", exact=True).click()
    page.get_by_role("button", name=f"Present: {GANJA.title}").click()

    for number, step in enumerate(GANJA.steps, start=1):
        _expect_step(page, GANJA, number)
        for sentence in step.sentences:
            expect(_caption(page)).to_contain_text(sentence.text)
        known = step.show.known
        wait_parameter(page, "known", known.isoformat() if known else None)
        box = _caption(page).bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
        page.keyboard.press("PageDown")
    _expect_step(page, GANJA, len(GANJA.steps))
    page.keyboard.press("PageUp")
    _expect_step(page, GANJA, len(GANJA.steps) - 1)


def test_a_link_opens_a_lesson_at_its_step(open_host: OpenPage) -> None:
    page = open_host(_link(GANJA, 3))
    _expect_step(page, GANJA, 3)
    page.get_by_text("What this rests on").click()
    expect(_caption(page).locator(".tm-rests li").first).to_be_visible()


def _judged() -> int:
    """The number of the first step in which the class is to judge an incident."""
    return next(n for n, step in enumerate(RULES.steps, start=1) if step.judge and step.show.event)


def test_the_answer_waits_until_it_is_asked_for(open_page: OpenPage) -> None:
    step = RULES.steps[_judged() - 1]
    page = open_page(_link(RULES, _judged()))
    expect(_caption(page)).to_contain_text(step.question)
    expect(_caption(page)).not_to_contain_text(step.answer[0].text)

    page.keyboard.press("q")
    for sentence in step.answer:
        expect(_caption(page)).to_contain_text(sentence.text)
    page.get_by_role("button", name="Hide the answer").click()
    expect(_caption(page)).not_to_contain_text(step.answer[0].text)


def test_marks_do_not_say_how_well_they_are_evidenced_while_the_class_judges(
    open_page: OpenPage,
) -> None:
    page = open_page(_link(RULES, _judged()))
    _expect_step(page, RULES, _judged())
    page.wait_for_function(f"() => ({COUNT_HARM})() === 0")
    page.keyboard.press("q")
    page.wait_for_function(f"() => ({COUNT_HARM})() > 20")
    page.keyboard.press("q")
    page.wait_for_function(f"() => ({COUNT_HARM})() === 0")


def test_a_show_of_hands_stands_beside_the_answer_and_is_not_kept(open_page: OpenPage) -> None:
    number = next(n for n, step in enumerate(RULES.steps, start=1) if step.options)
    option = RULES.steps[number - 1].options[0]
    page = open_page(_link(RULES, number))
    hands = _caption(page).get_by_role("spinbutton", name=f"Hands for: {option}")
    hands.fill("12")
    page.get_by_role("button", name="Show the answer").click()
    expect(hands).to_have_value("12")
    expect(_caption(page)).to_contain_text(RULES.steps[number - 1].answer[0].text)
    page.reload()
    wait_painted(page)
    expect(hands).to_have_value("")


def test_the_speakers_window_is_in_step_with_the_screen(open_page: OpenPage) -> None:
    page = open_page(_link(GANJA, 2))
    _expect_step(page, GANJA, 2)
    with page.expect_popup() as popup:
        page.get_by_role("button", name="Notes for the speaker, in a second window").click()
    notes = popup.value
    shown = notes.get_by_role("region", name="Notes for the speaker")
    expect(shown).to_contain_text(GANJA.steps[1].notes)
    expect(shown).to_contain_text(GANJA.steps[2].headline)
    expect(shown.get_by_role("timer")).to_contain_text("since the start")

    notes.keyboard.press("PageDown")
    _expect_step(page, GANJA, 3)
    page.keyboard.press("PageDown")
    expect(shown).to_contain_text(GANJA.steps[3].notes)


def test_who_looks_around_comes_back_to_the_same_step(open_page: OpenPage) -> None:
    page = open_page(_link(GANJA, 4))
    _expect_step(page, GANJA, 4)
    before = parameters(page)
    page.get_by_role("button", name="Look around, and come back to the lesson").click()
    expect(page.locator(".tm-header")).to_be_visible()
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("combobox", name="Period").select_option(label="Whole record")
    page.get_by_role("button", name="Back to the lesson").click()
    _expect_step(page, GANJA, 4)
    page.wait_for_function(
        "(before) => new URL(location.href).searchParams.get('view') === before",
        arg=before["view"][0],
    )
    assert parameters(page) == before
    page.get_by_role("button", name="Leave Present (Esc)").click()
    wait_parameter(page, "lesson", None)
    expect(page.locator(".tm-header")).to_be_visible()


def test_a_lesson_or_step_that_there_is_not_is_said(open_page: OpenPage) -> None:
    page = open_page("?lesson=atlantis&step=3")
    expect(page.get_by_text("lesson=atlantis: no lesson has this name")).to_be_visible()
    wait_parameter(page, "lesson", None)


def test_a_broken_lesson_is_named_and_a_hostile_one_is_text(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy()
    folder = server.folder / LESSONS
    sentence = {"text": HOSTILE, "rests_on": ["2020-10-28-barda"]}
    step = {
        "headline": HOSTILE[:60],
        "day": "2020-10-28",
        "sentences": [sentence] * 2,
        "notes": HOSTILE,
    }
    lesson = {"title": HOSTILE[:70], "summary": HOSTILE, "minutes": 5, "steps": [step]}
    before = server.health()["version"]
    (folder / "aa.json").write_text(json.dumps(lesson), encoding="utf-8")
    (folder / "ab.toml").write_text("title = 3", encoding="utf-8")
    server.wait_for(lambda health: health["version"] != before)

    page = visit().open(f"{server.url}view/")
    page.get_by_role("button", name="Present", exact=True).click()
    dialog = page.get_by_role("dialog", name="Present")
    expect(dialog).to_contain_text("geo/data/lessons/ab.toml, title: 3 is no text")
    expect(dialog).to_contain_text(HOSTILE)
    expect(dialog).to_contain_text(GANJA.title)
    dialog.get_by_role("button", name=f"Present: {HOSTILE[:70]}").click()
    expect(_caption(page)).to_contain_text(HOSTILE)
    expect(root(page).locator("img")).to_have_count(0)
