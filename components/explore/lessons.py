"""The lessons as the browser gets them: each step with the link of what it shows, with what its sentences rest on."""

from __future__ import annotations

import json
from typing import Any

from components.link import write_link
from geo.kept import keep_with_record
from geo.lesson_rules import describe_rules
from geo.lessons import Lesson, Sentence, Show, Step, read_lessons
from geo.record import Record


def build_lessons(record: Record) -> bytes:
    """`LessonsData` of types.d.ts as JSON in UTF-8."""
    found = read_lessons(record)
    data = {
        "lessons": [_build_lesson(lesson, record) for lesson in found.usable],
        "problems": list(map(str, found.problems)),
        "rules": describe_rules(),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def write_show(record: Record, show: Show) -> str:
    """What a step shows, as the parameters of a link of the map page."""
    view = None
    if show.center is not None and show.zoom is not None:
        view = (*show.center, show.zoom)
    days = {"from": show.start, "to": show.end, "mode": show.mode, "known": show.known}
    filters = {f"filters.{facet}": values for facet, values in show.facets.items()}
    return write_link(
        record, {**days, "view": view, "event": show.event, "held": show.held, **filters}
    )


def _build_lesson(lesson: Lesson, record: Record) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "title": lesson.title,
        "summary": lesson.summary,
        "minutes": lesson.minutes,
        "steps": [_build_step(step, record) for step in lesson.steps],
    }


def _build_step(step: Step, record: Record) -> dict[str, Any]:
    sentences = (*step.sentences, *step.answer)
    return {
        "headline": step.headline,
        "sentences": [sentence.text for sentence in step.sentences],
        "link": write_show(record, step.show),
        "question": step.question,
        "options": list(step.options),
        "answer": [sentence.text for sentence in step.answer],
        "judge": step.judge,
        "notes": step.notes,
        "rests": _list_rests(sentences, record),
    }


def _list_rests(sentences: tuple[Sentence, ...], record: Record) -> list[dict[str, str]]:
    """The incidents and sources on which some sentences rest, each once; of a claim its source."""
    of_claim = _find_sources(record)
    events = set(record.events["id"])
    found = {}
    for id_ in dict.fromkeys(id_ for sentence in sentences for id_ in sentence.rests_on):
        if id_ in events:
            found[id_] = "incident"
        else:
            found[of_claim.get(id_, id_)] = "source"
    return [{"id": id_, "kind": kind} for id_, kind in found.items()]


@keep_with_record
def _find_sources(record: Record) -> dict[str, str]:
    """Claim -> its source."""
    return {
        claim.id: claim.source_id
        for assessment in record.assessments.values()
        for claim in assessment.claims
    }
