"""Lesson files in both languages: the browser finds the same faults, in the same words, and shows the same."""

from __future__ import annotations

import base64
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lesson_files import BROKEN_LESSONS, make_lesson, make_step
from node_answers import Browser

from components.explore.detail import build_detail
from components.explore.lessons import build_lessons
from geo.lesson_rules import describe_rules
from geo.lessons import read_lesson
from geo.record import Record, load_record
from geo.snapshot import LESSONS

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / LESSONS).glob("*.toml"))
#: Each language tells in its own words where it stopped to read.
STOPPED = "cannot be read as JSON ("


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


@pytest.fixture(scope="module")
def browser(record: Record) -> Iterator[Browser]:
    with Browser(record) as modules:
        ids = modules.ask(
            "lessons", rules=describe_rules(), detail=json.loads(build_detail(record))
        )
        modules.record["ids"] = ids
        yield modules


def _ask(browser: Browser, content: bytes, name: str = "x.json") -> Any:
    return browser.ask("lesson", name=name, body=base64.b64encode(content).decode())


def _faults(record: Record, content: bytes) -> list[str]:
    _, problems = read_lesson(record, Path("x.json"), content)
    return sorted(map(str, problems))


def test_a_sentence_may_rest_on_the_same_ids(record: Record, browser: Browser) -> None:
    claims = {claim.id for found in record.assessments.values() for claim in found.claims}
    known = claims | set(record.events["id"]) | set(map(str, record.sources.index))

    assert set(browser.record["ids"]) == known


@pytest.mark.parametrize("content", [content for content, _ in BROKEN_LESSONS])
def test_the_browser_says_the_same_of_a_broken_file(
    record: Record, browser: Browser, content: bytes
) -> None:
    found = _ask(browser, content)

    expected = _faults(record, content)
    if STOPPED in expected[0]:
        assert [STOPPED in problem for problem in found["problems"]] == [True]
    else:
        assert sorted(found["problems"]) == expected


def test_markup_controls_and_wrong_kinds_are_told_alike(record: Record, browser: Browser) -> None:
    hostile = "<img src=x onerror=alert(1)> ${7*7} {{7*7}}"
    step = make_step(
        headline=[hostile], notes="a\x07b", options={"a": 1}, known=7, held="no", judge=None,
        zoom=True, center=["40", None], districts="AZ-BAR", event=None, answer=[hostile],
        sentences=[{"text": f" {hostile} " * 9, "rests_on": [hostile], hostile: 1}],
    )  # fmt: skip
    content = make_lesson(step, minutes=2.5, title={"a": [1, None]}, summary=" \u2028")

    assert sorted(_ask(browser, content)["problems"]) == _faults(record, content)


def test_a_file_of_toml_is_told_with_the_cure(browser: Browser) -> None:
    found = _ask(browser, b"title = 1", "mine.TOML")

    assert found["problems"] == [
        "mine.TOML: the page reads lessons in JSON, not in TOML; put the file into geo/data/lessons/ "
        "of the server, or write it as JSON with the same keys"
    ]


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_lesson_of_the_record_is_shown_alike_from_a_file(
    record: Record, browser: Browser, file: Path
) -> None:
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    found = _ask(browser, json.dumps(table).encode())
    lessons = json.loads(build_lessons(record))["lessons"]
    served = next(lesson for lesson in lessons if lesson["id"] == file.stem)
    for step in [*served["steps"], *found["lesson"]["steps"]]:
        step["link"] = browser.ask("link", link=step["link"])["link"]

    assert found["problems"] == []
    assert found["lesson"] == {**served, "id": "x"}


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_what_the_page_shows_in_a_step_is_written_as_the_step(
    record: Record, browser: Browser, file: Path
) -> None:
    content = json.dumps(tomllib.loads(file.read_text(encoding="utf-8"))).encode()
    again = json.dumps(_ask(browser, content)["again"]).encode()
    path = file.with_suffix(".json")

    assert read_lesson(record, path, again) == read_lesson(record, path, content)
