"""Lessons: steps through the record for a class, each sentence with the ids on which it rests."""

from __future__ import annotations

import datetime
import json
import math
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from geo.dates import read_day
from geo.filters import FACETS, list_options
from geo.ground import REGION
from geo.kept import keep_with_record
from geo.lesson_rules import (
    DAY_KEYS,
    LESSON,
    LONGEST_FILE,
    MOST_TOLD,
    SENTENCE,
    STEP,
    WORDS,
    Field,
)
from geo.record import Record
from geo.tables.cell_rules import CONTROL_CHARACTER
from geo.tables.problems import Problem

#: How days are shown; see `Show`.
MODES = ON, UP_TO, BETWEEN = ("on", "upto", "between")


@dataclass(frozen=True)
class Sentence:
    """A statement, and the ids of the claims, events or sources on which it rests."""

    text: str
    rests_on: tuple[str, ...]


@dataclass(frozen=True)
class Show:
    """What the map page shows in a step.

    Parameters
    ----------
    start, end : first and last day, both inside.
    mode : one of `MODES`: one day, all up to a day, or from one day to another.
    known : day as of which the record is shown; None for today.
    center : latitude and longitude, degrees WGS 84; None for the opening view.
    zoom : of the map, 0 shows the world in one tile of 256 pixels; None for the opening view.
    event : id of the event whose card is open, "" for none.
    facets : facet of `geo.filters.FACETS` -> values, without those that are not set.
    held : whether the map shows who held which district.
    """

    start: datetime.date
    end: datetime.date
    mode: str
    known: datetime.date | None
    center: tuple[float, float] | None
    zoom: float | None
    event: str
    facets: Mapping[str, tuple[str, ...]]
    held: bool


@dataclass(frozen=True)
class Step:
    """One step; `judge`: level and blame stay hidden until they are asked for; `notes` are the speaker's."""

    headline: str
    sentences: tuple[Sentence, ...]
    show: Show
    question: str
    options: tuple[str, ...]
    answer: tuple[Sentence, ...]
    judge: bool
    notes: str


@dataclass(frozen=True)
class Lesson:
    """A lesson; `id` is the name of its file without the ending, `minutes` how long it takes."""

    id: str
    title: str
    summary: str
    minutes: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Lessons:
    """The lessons that can be used, in the order of their files, and what is wrong with the others."""

    usable: tuple[Lesson, ...]
    problems: tuple[Problem, ...]


class _Fault(Exception):
    """A value of a field is wrong; `words` is a key of `WORDS`, `values` are put into these."""

    def __init__(self, value: object, words: str, **values: object) -> None:
        super().__init__(words)
        self.value = value
        self.rule, self.cure = (
            (part.format(**values) for part in WORDS[words]) if values else WORDS[words]
        )


@keep_with_record
def read_lessons(record: Record) -> Lessons:
    """Read and check the lessons of a record; one with a problem is left out, the others are used."""
    usable: list[Lesson] = []
    problems: list[Problem] = []
    for file, content in record.lesson_files.items():
        lesson, found = read_lesson(record, file, content)
        problems += found[:MOST_TOLD]
        if len(found) > MOST_TOLD:
            fault = _Fault("", "more", count=len(found) - MOST_TOLD)
            problems.append(Problem(file.as_posix(), None, None, "", fault.rule, fault.cure))
        if lesson is not None:
            usable.append(lesson)
    return Lessons(tuple(usable), tuple(problems))


def read_lesson(
    record: Record, file: Path, content: bytes
) -> tuple[Lesson | None, tuple[Problem, ...]]:
    """A lesson of a file, or what is wrong with it.

    Parameters
    ----------
    record : tells which ids and days there are.
    file : path from the top of the repository; TOML, or JSON with the same keys by its ending.
    content : its bytes.
    """
    reader = _Reader(record, file)
    try:
        return reader.read(content), ()
    except _Broken:
        return None, tuple(reader.problems)


class _Broken(Exception):
    """The file has problems, which are noted."""


class _Reader:
    """Reads one file and notes every problem of it."""

    def __init__(self, record: Record, file: Path) -> None:
        self.record = record
        self.file = file
        self.problems: list[Problem] = []
        self.ids = _list_ids(record)

    def read(self, content: bytes) -> Lesson:
        found = self._read_fields(self._parse(content), LESSON, "")
        steps = found["steps"] or ()
        if self.problems:
            raise _Broken
        stem = PurePosixPath(self.file).stem
        return Lesson(stem, found["title"], found["summary"], found["minutes"], steps)

    def _parse(self, content: bytes) -> dict[str, Any]:
        """The table of the file; raises `_Broken` when there is none."""
        form = "JSON" if self.file.suffix == ".json" else "TOML"
        load: Callable[[str], Any] = json.loads if form == "JSON" else tomllib.loads
        try:
            if len(content) > LONGEST_FILE:
                raise _Fault("", "bytes", most=f"{LONGEST_FILE:,}")
            found = load(content.decode("utf-8-sig"))
        except _Fault as fault:
            self._note(None, fault)
        except UnicodeDecodeError as error:
            self._note(None, _Fault("", "encoding", place=error.start + 1))
        except (ValueError, RecursionError) as error:
            self._note(None, _Fault("", "unread", form=form, error=error))
        else:
            if isinstance(found, dict):
                return found
            self._note(None, _Fault("", "lesson"))
        raise _Broken

    def _read_fields(
        self, given: Mapping[str, Any], fields: Sequence[Field], where: str
    ) -> dict[str, Any]:
        """The fields by their names, None for one that is not there or wrong."""
        names = [field.name for field in fields]
        for key in given:
            if key not in names:
                self._note(where or None, _Fault(key, "unknown", names=", ".join(names)))
        return {field.name: self._take(given, field, where) for field in fields}

    def _take(self, given: Mapping[str, Any], field: Field, where: str) -> Any:
        place = f"{where}, {field.name}" if where else field.name
        try:
            if field.name in given:
                return READERS[field.kind](self, given[field.name], field, place)
            if field.needed:
                raise _Fault("", "missing")
        except _Fault as fault:
            self._note(place, fault)
        return None

    def read_steps(self, value: object, field: Field, _where: str) -> tuple[Step, ...]:
        rows = _read_list(value, field)
        found = [self._read_step(row, f"step {place}") for place, row in enumerate(rows, start=1)]
        return tuple(step for step in found if step is not None)

    def _read_step(self, given: object, where: str) -> Step | None:
        if not isinstance(given, dict):
            self._note(where, _Fault(given, "step"))
            return None
        found = self._read_fields(given, STEP, where)
        if ("question" in given) != ("answer" in given):
            self._note(where, _Fault("", "unanswered" if "question" in given else "unasked"))
        for name in ("options", "judge"):
            if given.get(name) and "question" not in given:
                self._note(f"{where}, {name}", _Fault("", "goes"))
        if ("center" in given) != ("zoom" in given):
            self._note(where, _Fault("", "together"))
        days = self._read_days(given, found, where)
        if days is None:
            return None
        held = True if found["held"] is None else found["held"]
        facets = {name: found[name] for name in FACETS if found[name] is not None}
        show = Show(
            *days,
            found["known"],
            found["center"],
            found["zoom"],
            found["event"] or "",
            facets,
            held,
        )
        return Step(
            found["headline"],
            found["sentences"] or (),
            show,
            found["question"] or "",
            found["options"] or (),
            found["answer"] or (),
            bool(found["judge"]),
            found["notes"] or "",
        )

    def _read_days(
        self, given: Mapping[str, Any], found: Mapping[str, Any], where: str
    ) -> tuple[datetime.date, datetime.date, str] | None:
        names = tuple(name for name in DAY_KEYS if name in given)
        if any(found[name] is None for name in names):
            return None
        if names == ("day",):
            return found["day"], found["day"], ON
        if names == ("until",):
            return min(self.record.opening.start, found["until"]), found["until"], UP_TO
        if names != ("from", "to"):
            words = "which-days" if names else "no-days"
            self._note(where, _Fault("", words, names=", ".join(names)))
            return None
        if found["from"] > found["to"]:
            self._note(f"{where}, from", _Fault(found["from"], "turned", to=found["to"]))
            return None
        return found["from"], found["to"], BETWEEN

    def read_sentences(self, value: object, field: Field, where: str) -> tuple[Sentence, ...]:
        found = []
        for place, row in enumerate(_read_list(value, field), start=1):
            inner = f"{where} {place}"
            if not isinstance(row, dict):
                self._note(inner, _Fault(row, "sentence"))
                continue
            read = self._read_fields(row, SENTENCE, inner)
            found.append(Sentence(read["text"] or "", read["rests_on"] or ()))
        return tuple(found)

    def read_date(self, value: object, _field: Field, _where: str) -> datetime.date:
        text = value.isoformat() if isinstance(value, datetime.date) else value
        whole = self.record.periods[-1]
        try:
            day = read_day(text) if isinstance(text, str) else None
        except ValueError:
            day = None
        if day is None:
            raise _Fault(value, "date")
        if not whole.start <= day <= whole.end:
            raise _Fault(value, "outside", first=whole.start, last=whole.end)
        return day

    def read_event(self, value: object, _field: Field, _where: str) -> str:
        return _read_choice(value, self.ids["events"])

    def read_facet(self, value: object, field: Field, _where: str) -> tuple[str, ...]:
        return _read_choices(value, field, list_options(self.record)[field.name])

    def read_ids(self, value: object, field: Field, _where: str) -> tuple[str, ...]:
        return _read_choices(value, field, frozenset().union(*self.ids.values()))

    def _note(self, where: str | None, fault: _Fault) -> None:
        self.problems.append(
            Problem(
                self.file.as_posix(), None, where, _write_value(fault.value), fault.rule, fault.cure
            )
        )


def _write_value(value: object) -> str:
    """A value as the file has it."""
    if isinstance(value, str | datetime.date | datetime.time):
        return str(value)
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    except RecursionError:
        return "…"


@keep_with_record
def _list_ids(record: Record) -> dict[str, frozenset[str]]:
    claims = (claim.id for found in record.assessments.values() for claim in found.claims)
    return {
        "events": frozenset(record.events["id"]),
        "claims": frozenset(claims),
        "sources": frozenset(map(str, record.sources.index)),
    }


def _read_text(value: object, most: float) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _Fault(value, "words")
    if len(value) > most:
        raise _Fault(value, "long", most=most)
    if CONTROL_CHARACTER.search(value):
        raise _Fault(value, "control")
    return value


def _read_texts(value: object, field: Field) -> tuple[str, ...]:
    return tuple(_read_text(each, field.longest) for each in _read_list(value, field))


def _read_list(value: object, field: Field) -> list[Any]:
    if not isinstance(value, list):
        raise _Fault(value, "rows")
    if not field.least <= len(value) <= field.most:
        words = "few" if len(value) < field.least else "many"
        raise _Fault("", words, count=len(value), least=field.least, most=field.most)
    return value


def _read_choice(value: object, allowed: Collection[str]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise _Fault(value, "stranger")
    return value


def _read_choices(value: object, field: Field, allowed: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_read_choice(each, allowed) for each in _read_list(value, field)))


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Fault(value, "flag")
    return value


def _read_whole(value: object, field: Field) -> int:
    number = _read_number(value, field)
    if number != int(number):
        raise _Fault(value, "whole")
    return int(number)


def _read_number(value: object, field: Field) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _Fault(value, "digits")
    if not field.least <= value <= field.most:
        raise _Fault(value, "range", least=field.least, most=field.most)
    return float(value)


def _read_point(value: object, field: Field) -> tuple[float, float]:
    pair = replace(field, least=2, most=2)
    angle = replace(field, least=-180, most=180)
    lat, lon = (_read_number(each, angle) for each in _read_list(value, pair))
    west, south, east, north = REGION
    if not (south <= lat <= north and west <= lon <= east):
        limits = {"south": south, "north": north, "west": west, "east": east}
        raise _Fault(
            f"{lat:g}, {lon:g}", "away", **{name: f"{at:g}" for name, at in limits.items()}
        )
    return lat, lon


#: Kind of a field -> how its value is read; raises `_Fault`.
READERS: dict[str, Callable[[_Reader, Any, Field, str], Any]] = {
    "text": lambda _reader, value, field, _where: _read_text(value, field.most),
    "texts": lambda _reader, value, field, _where: _read_texts(value, field),
    "whole": lambda _reader, value, field, _where: _read_whole(value, field),
    "number": lambda _reader, value, field, _where: _read_number(value, field),
    "flag": lambda _reader, value, _field, _where: _read_flag(value),
    "point": lambda _reader, value, field, _where: _read_point(value, field),
    "steps": _Reader.read_steps,
    "sentences": _Reader.read_sentences,
    "date": _Reader.read_date,
    "event": _Reader.read_event,
    "facet": _Reader.read_facet,
    "ids": _Reader.read_ids,
}
