"""A lesson of one's own: made of views, saved and opened, dropped, reloaded, linked, in one file, presented."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha512
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from hostile_texts import HOSTILE_TEXTS
from lesson_files import BARDA, make_lesson, make_step, pack_lesson
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect
from reading import OpenPage, Visit, notices, parameters, root, wait_painted, wait_parameter

from geo.lessons import read_lesson
from geo.record import load_record

RECORD = load_record(Path(__file__).resolve().parents[2])
GANJA = "2020-10-17-ganja"
TITLE = "Two towns"
HEADLINES = ("A street in Barda", "A night in Ganja")
SENTENCES = ("Rockets hit a street.", "Armenia denied it.")
DROP = """([name, text]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name));
  const target = document.querySelector(".tm-root");
  for (const kind of ["dragover", "drop"]) {
    target.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }
}"""


def _caption(page: Page) -> Locator:
    return page.get_by_role("region", name="Caption", exact=True)


def _dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Your lesson")


def _bar(page: Page, steps: str) -> Locator:
    return page.get_by_role("button", name=f"Your lesson: {steps}", exact=True)


def _open_maker(page: Page) -> Locator:
    page.get_by_role("button", name="Present", exact=True).click()
    page.get_by_role("button", name="Make or open a lesson").click()
    expect(_dialog(page).get_by_label("Title")).to_be_visible()
    return _dialog(page)


def _open_file(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/json", "buffer": content}
    _dialog(page).get_by_label("Lesson file", exact=True).set_input_files(file)  # type: ignore[arg-type]


def _write_step(page: Page, number: int, headline: str) -> None:
    """Fill in the form of a step that is open."""
    dialog = _dialog(page)
    dialog.get_by_label("Headline").fill(headline)
    for place, sentence in enumerate(SENTENCES, start=1):
        dialog.get_by_label(f"Sentence {place}", exact=True).fill(sentence)
        rests = dialog.locator(".tm-rests-choice").nth(place - 1)
        rests.locator("summary").click()
        rests.get_by_role("checkbox", name=re.compile("^Claim: ")).first.check()
        expect(rests.locator("summary")).to_contain_text("Rests on 1")
    name = dialog.get_by_role("button", name=re.compile(f"^Step {number}: "))
    expect(name).to_have_attribute("aria-expanded", "true")


def _make(page: Page) -> Locator:
    """Make a lesson of two views."""
    page.get_by_role("button", name="Present", exact=True).click()
    page.get_by_role("button", name="Add this view to your lesson").last.click()
    _bar(page, "1 step").click()
    dialog = _dialog(page)
    dialog.get_by_label("Title").fill(TITLE)
    dialog.get_by_label("What the class can do then").fill("The class can compare.")
    dialog.get_by_label("Minutes").fill("20")
    dialog.get_by_role("button", name="Step 1: No headline yet").click()
    _write_step(page, 1, HEADLINES[0])
    dialog.get_by_label("Question for the class").fill("Who says so?")
    dialog.get_by_label("Answers to choose from").fill("One side\nBoth sides")
    dialog.get_by_role("button", name="Add a sentence of the answer").click()
    dialog.get_by_label("Answer 1", exact=True).fill("A body outside both sides.")
    answer = dialog.locator(".tm-rests-choice").nth(2)
    answer.locator("summary").click()
    answer.get_by_role("checkbox", name=re.compile("^Source: ")).first.check()
    dialog.get_by_label("Hide level and blame").check()
    dialog.get_by_label("Notes, for the speaker").fill("Four minutes.")
    dialog.get_by_role("button", name="Close").click()
    page.evaluate(
        """(link) => { history.replaceState(history.state, "", link); dispatchEvent(new PopStateEvent("popstate", { state: history.state })); }""",
        f"?{urlencode({'event': GANJA, 'mode': 'on', 'to': '2020-10-17'})}",
    )
    expect(root(page)).to_have_attribute("data-to", "2020-10-17")
    page.get_by_role("button", name="Add this view to your lesson").click()
    _bar(page, "2 steps").click()
    dialog.get_by_role("button", name="Step 2: No headline yet").click()
    _write_step(page, 2, HEADLINES[1])
    return dialog


def _save(page: Page, tmp_path: Path) -> Path:
    with page.expect_download() as download:
        _dialog(page).get_by_role("button", name="Save as a lesson file").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_lesson_is_made_saved_opened_and_presented(open_host: OpenPage, tmp_path: Path) -> None:
    page = open_host(f"?event={BARDA}&mode=on&to=2020-10-28&held=no")
    _make(page)
    path = _save(page, tmp_path)

    assert path.name == "two-towns.json"
    lesson, problems = read_lesson(RECORD, path, path.read_bytes())
    assert problems == ()
    assert lesson is not None
    assert (lesson.title, lesson.minutes) == (TITLE, 20)
    assert tuple(step.headline for step in lesson.steps) == HEADLINES
    assert [step.show.event for step in lesson.steps] == [BARDA, GANJA]
    assert [step.show.held for step in lesson.steps] == [False, True]
    assert lesson.steps[0].options == ("One side", "Both sides")
    assert lesson.steps[0].judge
    claims = {claim.id for claim in RECORD.assessments[GANJA].claims}
    assert set(lesson.steps[1].sentences[0].rests_on) <= claims

    again = open_host(own=True)
    _open_maker(again)
    _open_file(again, path.name, path.read_bytes())
    expect(_dialog(again).get_by_label("Title")).to_have_value(TITLE)
    assert _save(again, tmp_path).read_bytes() == path.read_bytes()
    _dialog(again).get_by_role("button", name="Present your lesson").click()
    expect(_caption(again)).to_contain_text(HEADLINES[0])
    expect(_caption(again)).to_contain_text("1 of 2")
    expect(_caption(again)).not_to_contain_text("A body outside both sides.")
    again.keyboard.press("q")
    expect(_caption(again)).to_contain_text("A body outside both sides.")
    again.keyboard.press("PageDown")
    expect(_caption(again)).to_contain_text(HEADLINES[1])
    wait_parameter(again, "event", GANJA)
    again.keyboard.press("PageUp")
    expect(_caption(again)).to_contain_text(HEADLINES[0])
    with again.expect_popup() as popup:
        again.get_by_role("button", name="Notes for the speaker, in a second window").click()
    expect(popup.value.get_by_role("region", name="Notes for the speaker")).to_contain_text(
        "Four minutes."
    )


def test_nobody_who_makes_none_sees_anything_of_it(open_page: OpenPage) -> None:
    page = open_page()
    expect(page.locator(".tm-maker-bar")).to_be_hidden()


def test_a_lesson_outlives_a_reload_of_its_tab(open_page: OpenPage) -> None:
    page = open_page(f"?event={BARDA}")
    page.get_by_role("button", name="Present", exact=True).click()
    page.get_by_role("button", name="Add this view to your lesson").last.click()
    _bar(page, "1 step").click()
    _dialog(page).get_by_label("Title").fill(TITLE)
    page.reload()
    wait_painted(page)
    _bar(page, "1 step").click()
    expect(_dialog(page).get_by_label("Title")).to_have_value(TITLE)


def test_steps_are_ordered_copied_deleted_and_brought_back_by_keyboard(open_page: OpenPage) -> None:
    page = open_page()
    dialog = _open_maker(page)
    steps = [make_step(headline=name) for name in ("A", "B", "C")]
    _open_file(page, "x.json", make_lesson(*steps))
    names = dialog.locator(".tm-step-name")
    expect(names).to_have_text(["Step 1: A", "Step 2: B", "Step 3: C"])
    dialog.get_by_role("button", name="Step 1 down").focus()
    page.keyboard.press("Enter")
    expect(names).to_have_text(["Step 1: B", "Step 2: A", "Step 3: C"])
    expect(dialog.get_by_role("button", name="Step 2 down")).to_be_focused()
    page.keyboard.press("Enter")
    expect(names).to_have_text(["Step 1: B", "Step 2: C", "Step 3: A"])
    dialog.get_by_role("button", name="Copy step 1").click()
    expect(names).to_have_text(["Step 1: B", "Step 2: B", "Step 3: C", "Step 4: A"])
    dialog.get_by_role("button", name="Delete step 3").click()
    expect(names).to_have_text(["Step 1: B", "Step 2: B", "Step 3: A"])
    expect(dialog).to_contain_text("Step 3 is deleted.")
    dialog.get_by_role("button", name="Undo").click()
    expect(names).to_have_text(["Step 1: B", "Step 2: B", "Step 3: C", "Step 4: A"])


def test_what_is_wrong_is_told_at_the_field_and_before_it_is_saved(open_page: OpenPage) -> None:
    page = open_page()
    dialog = _open_maker(page)
    title = dialog.get_by_label("Title")
    title.fill("x" * 71)
    expect(dialog).to_contain_text("is longer than 70 characters; shorten it")
    expect(title).to_have_attribute("aria-invalid", "true")
    title.fill("One")
    expect(dialog).not_to_contain_text("is longer than 70 characters")
    dialog.get_by_role("button", name="Save as a lesson file").click()
    expect(dialog).to_contain_text("summary: is missing; add it")
    expect(dialog).to_contain_text("steps: has 0 entries, not 1 to 60; add some")


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("mine.toml", b"title = 1", "mine.toml: the page reads lessons in JSON, not in TOML"),
        ("mine.json", make_lesson(make_step(day="1888-01-01")), "step 1, day: 1888-01-01 lies outside the record"),
        ("mine.json", make_lesson(*[make_step()] * 500), "steps: has 500 entries, not 1 to 60"),
        ("mine.json", b" " * 10_000_000, "the file is longer than 1,000,000 bytes"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_and_the_open_lesson_stays(
    open_page: OpenPage, name: str, content: bytes, expected: str
) -> None:
    page = open_page()
    dialog = _open_maker(page)
    dialog.get_by_label("Title").fill(TITLE)
    _open_file(page, name, content)
    expect(dialog.get_by_role("alert").first).to_contain_text(expected)
    expect(dialog.get_by_label("Title")).to_have_value(TITLE)


def test_a_file_that_is_dropped_on_the_page_is_opened(open_host: OpenPage) -> None:
    page = open_host()
    page.evaluate(DROP, ["x.json", make_lesson().decode()])
    expect(_dialog(page).get_by_label("Title")).to_have_value("One")
    page.evaluate(DROP, ["y.json", "[]"])
    expect(_dialog(page)).to_contain_text("y.json: the file holds no lesson; begin with title")
    expect(_dialog(page).get_by_label("Title")).to_have_value("One")


def test_hostile_texts_stand_as_text(open_page: OpenPage) -> None:
    page = open_page()
    dialog = _open_maker(page)
    texts = [text for text in HOSTILE_TEXTS if text.strip() and text.isprintable()]
    step = make_step(
        headline=texts[0][:60],
        notes=" ".join(texts)[:600],
        sentences=[{"text": text[:240], "rests_on": [BARDA]} for text in texts[:5]],
    )
    _open_file(page, "<b>x.json", make_lesson(step, title=texts[1][:70]))
    expect(dialog.get_by_label("Title")).to_have_value(texts[1][:70])
    dialog.get_by_role("button", name="Present your lesson").click()
    for text in texts[:5]:
        expect(_caption(page)).to_contain_text(text[:240])
    assert page.evaluate("window.__pwned") is None
    expect(root(page).locator("img, iframe")).to_have_count(0)


# As a link


def test_the_link_of_a_lesson_opens_it_presented(open_host: OpenPage) -> None:
    page = open_host()
    dialog = _open_maker(page)
    _open_file(page, "x.json", make_lesson(make_step(), make_step(headline="Second")))
    expect(dialog.get_by_label("Title")).to_have_value("One")
    dialog.get_by_role("button", name="Copy as a link").click()
    address = dialog.get_by_label("Address of the lesson")
    expect(address).to_have_value(re.compile("made="))
    link = address.input_value()

    again = open_host(f"?{link.partition('?')[2]}", own=True)
    expect(_caption(again)).to_contain_text("One, 1 of 2")
    again.keyboard.press("PageDown")
    expect(_caption(again)).to_contain_text("Second")
    wait_parameter(again, "step", "2")
    assert "made" in parameters(again)
    again.keyboard.press("Escape")
    wait_parameter(again, "made", None)
    expect(_caption(again)).to_be_hidden()


def test_a_lesson_that_is_too_long_for_a_link_says_so(open_page: OpenPage) -> None:
    page = open_page()
    dialog = _open_maker(page)
    digests = [sha512(str(n).encode()).hexdigest() for n in range(160)]
    steps = [make_step(notes=" ".join(digests[n : n + 4])) for n in range(0, 160, 4)]
    _open_file(page, "x.json", make_lesson(*steps))
    dialog.get_by_role("button", name="Copy as a link").click()
    expect(dialog).to_contain_text("Too long for a link:")


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (pack_lesson(b"{}"), "made, title: is missing; add it"),
        ("AAAA", "made: the file cannot be read as JSON"),
        ("x" * 6_001, "no lesson that a link can hold"),
        (
            pack_lesson(make_lesson(make_step(event="atlantis"))),
            "made, step 1, event: atlantis is not in",
        ),
    ],
)
def test_a_broken_lesson_of_a_link_is_named_and_left_out(
    open_page: OpenPage, made: str, reason: str
) -> None:
    page = open_page(f"?made={made}")
    expect(notices(page)).to_contain_text(reason)
    wait_parameter(page, "made", None)


# In one file


def _refuse(route: Route) -> None:
    if route.request.url.startswith("file:"):
        route.continue_()
    else:
        route.abort()


def _open_disk(visit: Callable[..., Visit], path: Path, **options: Any) -> Page:
    opened = visit(own=True, bypass_csp=False, **options)
    opened.context.route("**/*", _refuse)
    opened.context.set_offline(True)
    return opened.open(path.as_uri())


def _save_copy(page: Page, path: Path) -> Path:
    with page.expect_download() as download:
        _dialog(page).get_by_role("button", name="Download as one file with this lesson").click()
    download.value.save_as(path)
    return path


def test_a_lesson_travels_inside_the_one_file_and_inside_its_copies(
    open_page: OpenPage, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    page = open_page()
    _open_maker(page)
    _open_file(page, "x.json", make_lesson(make_step(headline="</script><!--"), title="First"))
    expect(_dialog(page).get_by_label("Title")).to_have_value("First")
    file = _save_copy(page, tmp_path / "copy.html")

    copy = _open_disk(visit, file)
    expect(_caption(copy)).to_contain_text("</script><!--")
    copy.keyboard.press("Escape")
    expect(_caption(copy)).to_be_hidden()
    copy.get_by_role("button", name="Present", exact=True).click()
    first = copy.locator(".tm-lesson").first
    expect(first).to_contain_text("Came with this file")
    expect(first).to_contain_text("First")
    expect(first).to_contain_text("1 step")
    copy.get_by_role("button", name="Make or open a lesson").click()
    _open_file(copy, "y.json", make_lesson(title="Second"))
    expect(_dialog(copy).get_by_label("Title")).to_have_value("Second")
    again = _open_disk(visit, _save_copy(copy, tmp_path / "again.html"))
    expect(_caption(again)).to_contain_text("Second, 1 of 1")
    again.keyboard.press("Escape")
    again.get_by_role("button", name="Present", exact=True).click()
    titles = again.locator(".tm-lesson-title")
    expect(titles.nth(0)).to_have_text("Second")
    expect(titles.nth(1)).to_have_text("First")


def test_on_a_phone_the_maker_fits_the_screen(open_page: OpenPage) -> None:
    page = open_page(viewport=ViewportSize(width=390, height=844))
    page.evaluate(DROP, ["x.json", make_lesson().decode()])
    dialog = _dialog(page)
    dialog.get_by_role("button", name="Step 1: Barda").click()
    expect(dialog.get_by_label("Headline")).to_have_value("Barda")
    wide = dialog.evaluate("(dialog) => dialog.scrollWidth <= dialog.clientWidth")
    assert wide
