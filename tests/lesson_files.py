"""Lesson files of tests: good ones, and broken ones with what is said of them."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

BARDA = "2020-10-28-barda"


def make_step(**given: Any) -> dict[str, Any]:
    """A step of a lesson file; a field that is None is left out."""
    sentence = {"text": "Rockets hit a street.", "rests_on": [f"{BARDA}-1"]}
    step = {"headline": "Barda", "day": "2020-10-28", "sentences": [sentence, sentence]}
    return {key: value for key, value in (step | given).items() if value is not None}


def make_lesson(*steps: dict[str, Any], **given: Any) -> bytes:
    """A lesson file, JSON."""
    lesson = {
        "title": "One",
        "summary": "Two.",
        "minutes": 20,
        "steps": list(steps) or [make_step()],
    }
    return json.dumps({k: v for k, v in (lesson | given).items() if v is not None}).encode()


def pack_lesson(content: bytes) -> str:
    """A lesson as `packLesson` of `data/lesson_link.js` writes it."""
    deflate = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = deflate.compress(content) + deflate.flush()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


#: A file -> part of one of the problems that are told of it.
BROKEN_LESSONS: list[tuple[bytes, str]] = [
    (make_lesson(make_step(event="2020-10-28-atlantis")),
     "step 1, event: 2020-10-28-atlantis is not in the record; take an id or a word that the record has"),
    (make_lesson(make_step(day="2020-13-01")),
     "step 1, day: 2020-13-01 is not a day like 2020-10-04; write the day in this form"),
    (make_lesson(make_step(day="1888-01-01")), "step 1, day: 1888-01-01 lies outside the record; take a day from"),
    (make_lesson(make_step(day=None, **{"from": "2020-10-09", "to": "2020-10-01"})),
     "step 1, from: 2020-10-09 is after to=2020-10-01; swap the two days"),
    (make_lesson(make_step(day=None)), "step 1: has no days; give day, or until, or from and to"),
    (make_lesson(make_step(until="2020-10-28")), "step 1: has day, until; give day, or until, or from and to"),
    (make_lesson(make_step(center=[12, 46], zoom=8)), "step 1, center: 12, 46 lies outside the region of the map"),
    (make_lesson(make_step(center=[40, 46])), "step 1: center and zoom go together; give both or neither"),
    (make_lesson(make_step(zoom=99, center=[40, 46])), "step 1, zoom: 99 is outside 5..13; take a number inside"),
    (make_lesson(make_step(sentences=[{"text": "So it was.", "rests_on": []}] * 2)),
     "step 1, sentences 1, rests_on: has 0 entries, not 1 to 60; add some"),
    (make_lesson(make_step(sentences=[{"text": "So it was."}] * 2)),
     "step 1, sentences 1, rests_on: is missing; add it"),
    (make_lesson(make_step(question="Who?")), "step 1: has a question alone; add the answer"),
    (make_lesson(make_step(judge=True)), "step 1, judge: goes with a question; add the question, or leave it out"),
    (make_lesson(make_step(districts=["nowhere"])), "step 1, districts: nowhere is not in the record"),
    (make_lesson(make_step(colour="red")), "step 1: colour is no field of it; take one of headline, sentences"),
    (make_lesson(*[make_step()] * 500), "steps: has 500 entries, not 1 to 60; leave some out"),
    (make_lesson(title="x" * 71), "is longer than 70 characters; shorten it"),
    (make_lesson(make_step(notes=["a", "b"])),
     'step 1, notes: ["a","b"] is no text; write a text between quotation marks'),
    (make_lesson(minutes="long"), "minutes: long is no number; write a number"),
    (b"[]", "the file holds no lesson; begin with title"),
    (b"{", "the file cannot be read as JSON ("),
    ("{\"title\": \"Ä\"}".encode("cp1252"), "byte 12 of the file is not UTF-8; save it in the encoding UTF-8"),
    (b" " * 10_000_000, "the file is longer than 1,000,000 bytes; make several lessons of it"),
    (b"[" * 100_000, "the file cannot be read as JSON ("),
]  # fmt: skip
