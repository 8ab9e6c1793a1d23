"""Lessons: those of the project hold; what is wrong with one is named, and the others are used."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
from lesson_files import BROKEN_LESSONS, make_lesson, make_step

from components.explore.lessons import build_lessons
from geo.dates import count_days
from geo.lesson_rules import describe_rules
from geo.lessons import BETWEEN, ON, READERS, UP_TO, Lesson, read_lesson, read_lessons
from geo.record import Record, build_record, load_record
from geo.snapshot import LESSONS, Snapshot, hash_contents, take_snapshot
from geo.tables.schema import PARTIES

ROOT = Path(__file__).resolve().parent.parent
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
        make_step(),
        make_step(day=None, until="2020-10-28"),
        make_step(day=None, **{"from": "2020-10-01", "to": "2020-10-28"}),
    ]
    lesson, _ = read_lesson(record, LESSONS / "x.json", make_lesson(*steps))
    assert lesson is not None
    assert [step.show.mode for step in lesson.steps] == [ON, UP_TO, BETWEEN]
    assert [str(step.show.start) for step in lesson.steps] == [
        "2020-10-28",
        "2020-09-27",
        "2020-10-01",
    ]


@pytest.mark.parametrize(("content", "expected"), BROKEN_LESSONS)
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
        record, LESSONS / "x.json", make_lesson(make_step(headline=hostile), title=hostile)
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
    (tmp_path / LESSONS / "new.json").write_bytes(make_lesson())
    after = take_snapshot(tmp_path)
    assert before.signature != after.signature
    assert before.version != after.version
    assert LESSONS / "new.json" in build_record(after).lesson_files


def test_of_many_problems_the_first_are_told_and_the_rest_counted(record: Record) -> None:
    content = make_lesson(*[make_step(day=None)] * 40)
    other = dataclasses.replace(record, lesson_files={LESSONS / "x.json": content})
    problems = read_lessons(other).problems
    assert len(problems) == 25
    assert "has 16 more problems" in str(problems[-1])


# The rules, as the browser gets them


def test_every_field_has_a_kind_that_is_read_and_stands_once() -> None:
    rules = describe_rules()
    for table in ("lesson", "step", "sentence"):
        names = [field["name"] for field in rules[table]]
        assert len(names) == len(set(names))
        assert {field["kind"] for field in rules[table]} <= set(READERS)


def test_the_rules_come_with_the_lessons(record: Record) -> None:
    assert json.loads(build_lessons(record))["rules"] == json.loads(json.dumps(describe_rules()))
