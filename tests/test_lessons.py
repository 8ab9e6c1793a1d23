"""Lessons: those of the project hold; what is wrong with one is named, and the others are used."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from geo.dates import count_days
from geo.lessons import BETWEEN, ON, UP_TO, Lesson, read_lesson, read_lessons
from geo.record import Record, build_record, load_record
from geo.snapshot import LESSONS, Snapshot, hash_contents, take_snapshot
from geo.tables.schema import PARTIES

ROOT = Path(__file__).resolve().parent.parent
BARDA = "2020-10-28-barda"
#: Words that the project never says in its own voice.
LOADED = re.compile(
    r"\b(liberat|occup|terroris|aggress|separatis|martyr|victor|genocid|ethnic cleansing|war crime|enem)\w*",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


@pytest.fixture(scope="module")
def lessons(record: Record) -> tuple[Lesson, ...]:
    return read_lessons(record).usable


def _step(**given: Any) -> dict[str, Any]:
    sentence = {"text": "Rockets hit a street.", "rests_on": [f"{BARDA}-1"]}
    step = {"headline": "Barda", "day": "2020-10-28", "sentences": [sentence, sentence]}
    return {key: value for key, value in (step | given).items() if value is not None}


def _lesson(*steps: dict[str, Any], **given: Any) -> bytes:
    lesson = {"title": "One", "summary": "Two.", "minutes": 20, "steps": list(steps) or [_step()]}
    return json.dumps({k: v for k, v in (lesson | given).items() if v is not None}).encode()


def _problems(record: Record, content: bytes, name: str = "x.json") -> list[str]:
    lesson, problems = read_lesson(record, LESSONS / name, content)
    assert (lesson is None) == bool(problems)
    return list(map(str, problems))


# The lessons of the project


def test_all_lessons_of_the_project_can_be_used(record: Record) -> None:
    found = read_lessons(record)
    assert found.problems == ()
    assert len(found.usable) == len(list((ROOT / LESSONS).glob("*.toml"))) >= 7


def test_a_lesson_has_eight_to_fifteen_steps_and_asks_the_class(
    lessons: tuple[Lesson, ...],
) -> None:
    for lesson in lessons:
        assert 8 <= len(lesson.steps) <= 15, lesson.id
        assert sum(bool(step.question) for step in lesson.steps) >= 2, lesson.id
        assert all(step.notes for step in lesson.steps), lesson.id


def test_every_lesson_on_harm_speaks_of_both_sides(
    record: Record, lessons: tuple[Lesson, ...]
) -> None:
    harmed = record.events.set_index("id")["harmed_side"]
    of_claim = {c.id: c.event_id for found in record.assessments.values() for c in found.claims}
    for lesson in lessons:
        rests = {
            id_
            for step in lesson.steps
            for sentence in (*step.sentences, *step.answer)
            for id_ in sentence.rests_on
        }
        events = {of_claim.get(id_, id_) for id_ in rests} & set(harmed.index)
        sides = {harmed[id_] for id_ in events}
        assert sides.issuperset(PARTIES) or "both" in sides, lesson.id


def test_no_loaded_word_stands_outside_quotation_marks(lessons: tuple[Lesson, ...]) -> None:
    for lesson in lessons:
        for step in lesson.steps:
            texts = [s.text for s in (*step.sentences, *step.answer)]
            for text in [lesson.title, lesson.summary, step.headline, step.question, *texts]:
                outside = re.sub(r'"[^"]*"|“[^”]*”', "", text)
                assert not LOADED.search(outside), f"{lesson.id}: {text}"


def test_the_event_of_a_step_can_be_seen(record: Record, lessons: tuple[Lesson, ...]) -> None:
    """Its days touch those of the step, or it is meant beside them, without a symbol."""
    events = record.events.set_index("id")
    for lesson in lessons:
        for step in lesson.steps:
            if not step.show.event:
                continue
            event = events.loc[step.show.event]
            first, last = count_days(step.show.start), count_days(step.show.end)
            assert event["start_day"] <= last, (lesson.id, step.headline)
            assert event["end_day"] >= first, (lesson.id, step.headline)


# How a file is read


def test_days_are_one_day_all_up_to_one_or_from_one_to_another(record: Record) -> None:
    steps = [
        _step(),
        _step(day=None, until="2020-10-28"),
        _step(day=None, **{"from": "2020-10-01", "to": "2020-10-28"}),
    ]
    lesson, _ = read_lesson(record, LESSONS / "x.json", _lesson(*steps))
    assert lesson is not None
    assert [step.show.mode for step in lesson.steps] == [ON, UP_TO, BETWEEN]
    assert [str(step.show.start) for step in lesson.steps] == [
        "2020-10-28",
        "2020-09-27",
        "2020-10-01",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (_lesson(_step(event="2020-10-28-atlantis")),
         "step 1, event: 2020-10-28-atlantis is not in the record; take an id or a word that the record has"),
        (_lesson(_step(day="2020-13-01")),
         "step 1, day: 2020-13-01 is not a day like 2020-10-04; write the day in this form"),
        (_lesson(_step(day="1888-01-01")), "step 1, day: 1888-01-01 lies outside the record; take a day from"),
        (_lesson(_step(day=None, **{"from": "2020-10-09", "to": "2020-10-01"})),
         "step 1, from: 2020-10-09 is after to=2020-10-01; swap the two days"),
        (_lesson(_step(day=None)), "step 1: has no days; give day, or until, or from and to"),
        (_lesson(_step(until="2020-10-28")), "step 1: has day, until; give day, or until, or from and to"),
        (_lesson(_step(center=[12, 46], zoom=8)), "step 1, center: 12, 46 lies outside the region of the map"),
        (_lesson(_step(center=[40, 46])), "step 1: center and zoom go together; give both or neither"),
        (_lesson(_step(zoom=99, center=[40, 46])), "step 1, zoom: 99 is outside 5..13; take a number inside"),
        (_lesson(_step(sentences=[{"text": "So it was.", "rests_on": []}] * 2)),
         "step 1, sentences 1, rests_on: has 0 entries, not 1 to 60; add some"),
        (_lesson(_step(sentences=[{"text": "So it was."}] * 2)),
         "step 1, sentences 1, rests_on: is missing; add it"),
        (_lesson(_step(question="Who?")), "step 1: has a question alone; add the answer"),
        (_lesson(_step(judge=True)), "step 1, judge: goes with a question; add the question, or leave it out"),
        (_lesson(_step(districts=["nowhere"])), "step 1, districts: nowhere is not in the record"),
        (_lesson(_step(colour="red")), "step 1: colour is no field of it; take one of headline, sentences"),
        (_lesson(*[_step()] * 500), "steps: has 500 entries, not 1 to 60; leave some out"),
        (_lesson(title="x" * 71), "is longer than 70 characters; shorten it"),
        (_lesson(minutes="long"), "minutes: long is no number; write a number"),
        (b"[]", "the file holds no lesson; begin with title"),
        (b"{", "the file cannot be read as JSON ("),
        ("{\"title\": \"Ä\"}".encode("cp1252"), "byte 12 of the file is not UTF-8; save it in the encoding UTF-8"),
        (b" " * 10_000_000, "the file is longer than 1,000,000 bytes; make several lessons of it"),
        (b"[" * 100_000, "the file cannot be read as JSON ("),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_file_step_field_value_and_cure(
    record: Record, content: bytes, expected: str
) -> None:
    problems = _problems(record, content)
    assert problems
    assert any(expected in problem for problem in problems), problems
    assert all(problem.startswith("geo/data/lessons/x.json") for problem in problems)


def test_markup_in_a_lesson_is_text(record: Record) -> None:
    hostile = "<img src=x onerror=alert(1)> ${7*7} {{7*7}}"
    lesson, problems = read_lesson(
        record, LESSONS / "x.json", _lesson(_step(headline=hostile), title=hostile)
    )
    assert problems == ()
    assert lesson is not None
    assert lesson.title == lesson.steps[0].headline == hostile


def test_a_broken_lesson_leaves_the_others_and_the_record_in_use(record: Record) -> None:
    snapshot = take_snapshot(ROOT)
    contents = {**snapshot.contents, LESSONS / "zz.toml": b"title = 1"}
    other = build_record(Snapshot(contents, hash_contents(contents), {}))
    found = read_lessons(other)
    assert [lesson.id for lesson in found.usable] == [
        lesson.id for lesson in read_lessons(record).usable
    ]
    assert {problem.file for problem in found.problems} == {"geo/data/lessons/zz.toml"}
    assert other.problems == ()
    assert other.version != record.version


def test_lessons_are_part_of_what_is_watched(tmp_path: Path) -> None:
    for file in take_snapshot(ROOT).contents:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes((ROOT / file).read_bytes())
    before = take_snapshot(tmp_path)
    (tmp_path / LESSONS / "new.json").write_bytes(_lesson())
    after = take_snapshot(tmp_path)
    assert before.signature != after.signature
    assert before.version != after.version
    assert LESSONS / "new.json" in build_record(after).lesson_files


def test_of_many_problems_the_first_are_told_and_the_rest_counted(record: Record) -> None:
    content = _lesson(*[_step(day=None)] * 40)
    other = dataclasses.replace(record, lesson_files={LESSONS / "x.json": content})
    problems = read_lessons(other).problems
    assert len(problems) == 25
    assert "has 16 more problems" in str(problems[-1])
