"""Lessons: steps through the record for a class, each sentence with the ids on which it rests."""

from __future__ import annotations

import datetime
import json
import math
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from geo.dates import read_day
from geo.filters import FACETS, list_options
from geo.ground import REGION
from geo.kept import keep_with_record
from geo.record import Record
from geo.tables.cell_rules import CONTROL_CHARACTER
from geo.tables.problems import Problem

#: Bytes of a file; steps, sentences of a step and of an answer, options of a question.
LONGEST_FILE = 1_000_000
STEPS, SENTENCES, ANSWERS, OPTIONS = (1, 60), (2, 5), (1, 3), (2, 4)
#: Problems that are told of one file.
MOST_TOLD = 24
#: From the whole region to a town.
ZOOMS = (5.0, 13.0)
MINUTES = (1, 300)
LESSON_KEYS = ("title", "summary", "minutes", "steps")
DAY_KEYS = ("day", "until", "from", "to")
#: How days are shown; see `Show`.
MODES = ON, UP_TO, BETWEEN = ("on", "upto", "between")
STEP_KEYS = (
    "headline", "sentences", *DAY_KEYS, "known", "center", "zoom", "event", *FACETS, "held", "question",
    "options", "answer", "judge", "notes",
)  # fmt: skip
SENTENCE_KEYS = ("text", "rests_on")


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
    """A value of a field is wrong."""

    def __init__(self, value: object, rule: str, cure: str) -> None:
        super().__init__(rule)
        self.value, self.rule, self.cure = value, rule, cure


@keep_with_record
def read_lessons(record: Record) -> Lessons:
    """Read and check the lessons of a record; one with a problem is left out, the others are used."""
    usable: list[Lesson] = []
    problems: list[Problem] = []
    for file, content in record.lesson_files.items():
        lesson, found = read_lesson(record, file, content)
        problems += found[:MOST_TOLD]
        if len(found) > MOST_TOLD:
            rule, cure = f"has {len(found) - MOST_TOLD} more problems", "put these right first"
            problems.append(Problem(file.as_posix(), None, None, "", rule, cure))
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
        given = self._parse(content)
        self._refuse_keys(given, LESSON_KEYS, "")
        title = self._take(given, "title", "", _read_text(70))
        summary = self._take(given, "summary", "", _read_text(160))
        minutes = self._take(given, "minutes", "", _read_whole(*MINUTES))
        steps = self._take(given, "steps", "", _read_list(*STEPS), ())
        read = tuple(
            self._read_step(step, f"step {place}") for place, step in enumerate(steps, start=1)
        )
        usable = tuple(step for step in read if step is not None)
        if self.problems or len(usable) < len(read):
            raise _Broken
        return Lesson(PurePosixPath(self.file).stem, title, summary, minutes, usable)

    def _parse(self, content: bytes) -> dict[str, Any]:
        """The table of the file; raises `_Broken` when there is none."""
        try:
            if len(content) > LONGEST_FILE:
                rule = f"the file is longer than {LONGEST_FILE:,} bytes"
                raise _Fault("", rule, "make several lessons of it")
            text = content.decode("utf-8-sig")
            load: Callable[[str], Any] = (
                json.loads if self.file.suffix == ".json" else tomllib.loads
            )
            found = load(text)
        except _Fault as fault:
            self._note(None, fault)
        except UnicodeDecodeError as error:
            rule = f"byte {error.start + 1} of the file is not UTF-8"
            self._note(None, _Fault("", rule, "save it in the encoding UTF-8"))
        except (ValueError, RecursionError) as error:
            kind = "JSON" if self.file.suffix == ".json" else "TOML"
            rule = f"the file cannot be read as {kind} ({error})"
            self._note(None, _Fault("", rule, "put that place right"))
        else:
            if isinstance(found, dict):
                return found
            self._note(None, _Fault("", "the file holds no lesson", f"begin with {LESSON_KEYS[0]}"))
        raise _Broken

    def _read_step(self, given: object, where: str) -> Step | None:
        if not isinstance(given, dict):
            self._note(where, _Fault(given, "is no step", "write its fields as key and value"))
            return None
        self._refuse_keys(given, STEP_KEYS, where)
        question = self._take(given, "question", where, _read_text(140), "")
        options = self._take(given, "options", where, _read_texts(*OPTIONS, 60), ())
        answer = self._read_sentences(given, "answer", where, ANSWERS, optional=True)
        judge = self._take(given, "judge", where, _read_flag, False)
        if bool(question) != bool(answer):
            asked = "has a question" if question else "has an answer"
            cure = "add the answer" if question else "add the question"
            self._note(where, _Fault("", f"{asked} alone", cure))
        for name, value in (("options", options), ("judge", judge)):
            if value and not question:
                fault = _Fault("", "goes with a question", "add the question, or leave it out")
                self._note(f"{where}, {name}", fault)
        headline = self._take(given, "headline", where, _read_text(60))
        sentences = self._read_sentences(given, "sentences", where, SENTENCES)
        notes = self._take(given, "notes", where, _read_text(600), "")
        show = self._read_show(given, where)
        if show is None:
            return None
        return Step(headline, sentences, show, question, options, answer, judge, notes)

    def _read_show(self, given: Mapping[str, Any], where: str) -> Show | None:
        days = self._read_days(given, where)
        known = self._take(given, "known", where, self._read_day, None)
        center = self._take(given, "center", where, _read_point, None)
        zoom = self._take(given, "zoom", where, _read_number(*ZOOMS), None)
        if (center is None) != (zoom is None):
            self._note(where, _Fault("", "center and zoom go together", "give both or neither"))
        options = list_options(self.record)
        facets = {
            name: self._take(given, name, where, _read_choices(options[name]))
            for name in FACETS
            if name in given
        }
        event = self._take(given, "event", where, _read_choice(self.ids["events"]), "")
        held = self._take(given, "held", where, _read_flag, True)
        if days is None:
            return None
        start, end, mode = days
        return Show(start, end, mode, known, center, zoom, event, facets, held)

    def _read_days(
        self, given: Mapping[str, Any], where: str
    ) -> tuple[datetime.date, datetime.date, str] | None:
        found = {
            name: self._take(given, name, where, self._read_day)
            for name in DAY_KEYS
            if name in given
        }
        if None in found.values():
            return None
        names = tuple(found)
        if names == ("day",):
            return found["day"], found["day"], ON
        if names == ("until",):
            start = min(self.record.opening.start, found["until"])
            return start, found["until"], UP_TO
        if names != ("from", "to"):
            rule = "has no days" if not names else f"has {', '.join(names)}"
            self._note(where, _Fault("", rule, "give day, or until, or from and to"))
            return None
        if found["from"] > found["to"]:
            fault = _Fault(found["from"], f"is after to={found['to']}", "swap the two days")
            self._note(f"{where}, from", fault)
            return None
        return found["from"], found["to"], BETWEEN

    def _read_sentences(
        self,
        given: Mapping[str, Any],
        name: str,
        where: str,
        limits: tuple[int, int],
        *,
        optional: bool = False,
    ) -> tuple[Sentence, ...]:
        rows = self._take(given, name, where, _read_list(*limits), *([()] if optional else []))
        found = []
        for place, row in enumerate(rows or (), start=1):
            inner = f"{where}, {name} {place}"
            if not isinstance(row, dict):
                fault = _Fault(row, "is no sentence", 'write { text = "...", rests_on = ["..."] }')
                self._note(inner, fault)
                continue
            self._refuse_keys(row, SENTENCE_KEYS, inner)
            text = self._take(row, "text", inner, _read_text(240))
            known = set().union(*self.ids.values())
            rests_on = self._take(row, "rests_on", inner, _read_choices(known))
            found.append(Sentence(text or "", rests_on or ()))
        return tuple(found)

    def _read_day(self, value: object) -> datetime.date:
        text = value.isoformat() if isinstance(value, datetime.date) else value
        whole = self.record.periods[-1]
        try:
            day = read_day(text) if isinstance(text, str) else None
        except ValueError:
            day = None
        if day is None:
            raise _Fault(value, "is not a day like 2020-10-04", "write the day in this form")
        if not whole.start <= day <= whole.end:
            raise _Fault(
                value,
                "lies outside the record",
                f"take a day from {whole.start} to {whole.end}",
            )
        return day

    def _take(
        self,
        given: Mapping[str, Any],
        name: str,
        where: str,
        read: Callable[[Any], Any],
        *default: Any,
    ) -> Any:
        """A field as `read` gives it; without it the default, or a problem."""
        place = f"{where}, {name}" if where else name
        try:
            if name in given:
                return read(given[name])
            if default:
                return default[0]
            raise _Fault("", "is missing", "add it")
        except _Fault as fault:
            self._note(place, fault)
            return default[0] if default else None

    def _refuse_keys(self, given: Mapping[str, Any], allowed: Collection[str], where: str) -> None:
        for key in given:
            if key not in allowed:
                fault = _Fault(key, "is no field of it", f"take one of {', '.join(allowed)}")
                self._note(where or None, fault)

    def _note(self, where: str | None, fault: _Fault) -> None:
        value = "" if fault.value == "" else str(fault.value)
        self.problems.append(
            Problem(self.file.as_posix(), None, where, value, fault.rule, fault.cure)
        )


@keep_with_record
def _list_ids(record: Record) -> dict[str, frozenset[str]]:
    claims = (claim.id for found in record.assessments.values() for claim in found.claims)
    return {
        "events": frozenset(record.events["id"]),
        "claims": frozenset(claims),
        "sources": frozenset(map(str, record.sources.index)),
    }


def _read_text(longest: int) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or not value.strip():
            raise _Fault(value, "is no text", "write a text between quotation marks")
        if len(value) > longest:
            raise _Fault(value, f"is longer than {longest} characters", "shorten it")
        if CONTROL_CHARACTER.search(value):
            raise _Fault(value, "holds a control character", "take it out")
        return value

    return read


def _read_texts(fewest: int, most: int, longest: int) -> Callable[[object], tuple[str, ...]]:
    def read(value: object) -> tuple[str, ...]:
        return tuple(map(_read_text(longest), _read_list(fewest, most)(value)))

    return read


def _read_list(fewest: int, most: int) -> Callable[[object], list[Any]]:
    def read(value: object) -> list[Any]:
        if not isinstance(value, list):
            raise _Fault(value, "is no list", "write it as [ ... ]")
        if not fewest <= len(value) <= most:
            rule = f"has {len(value)} entries, not {fewest} to {most}"
            raise _Fault("", rule, "add some" if len(value) < fewest else "leave some out")
        return value

    return read


def _read_choice(allowed: Collection[str]) -> Callable[[object], str]:
    def read(value: object) -> str:
        if not isinstance(value, str) or value not in allowed:
            raise _Fault(value, "is not in the record", "take an id or a word that the record has")
        return value

    return read


def _read_choices(allowed: Collection[str]) -> Callable[[object], tuple[str, ...]]:
    def read(value: object) -> tuple[str, ...]:
        values = _read_list(1, 60)(value)
        return tuple(dict.fromkeys(map(_read_choice(allowed), values)))

    return read


def _read_flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Fault(value, "is neither true nor false", "write true or false")
    return value


def _read_whole(low: int, high: int) -> Callable[[object], int]:
    def read(value: object) -> int:
        number = _read_number(low, high)(value)
        if number != int(number):
            raise _Fault(value, "is no whole number", "write digits only")
        return int(number)

    return read


def _read_number(low: float, high: float) -> Callable[[object], float]:
    def read(value: object) -> float:
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
        ):
            raise _Fault(value, "is no number", "write a number")
        if not low <= value <= high:
            raise _Fault(value, f"is outside {low:g}..{high:g}", "take a number inside")
        return float(value)

    return read


def _read_point(value: object) -> tuple[float, float]:
    lat, lon = map(_read_number(-180, 180), _read_list(2, 2)(value))
    west, south, east, north = REGION
    if not (south <= lat <= north and west <= lon <= east):
        raise _Fault(
            f"{lat:g}, {lon:g}",
            "lies outside the region of the map",
            f"give latitude {south:g} to {north:g}, then longitude {west:g} to {east:g}",
        )
    return lat, lon
