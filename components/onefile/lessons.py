"""The lessons that a copy holds alone: those of the record by name, or files of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from geo.lessons import read_lessons
from geo.record import Record
from geo.snapshot import LESSON_ENDINGS, MOST_LESSON_BYTES
from geo.tables.problems import Problem


class LessonError(ValueError):
    """A lesson cannot be handed out; a line for each problem, with the cure."""


def find_lessons(record: Record, asked: Sequence[str]) -> dict[Path, bytes]:
    """The files of some lessons with their content, in the order in which they are asked for.

    Parameters
    ----------
    record : the whole record.
    asked : of each lesson its name, if it is one of the record, or the path of its file.

    Raises
    ------
    LessonError : one is not there, has problems, or has the name of another one.
    """
    of_record = {file.stem: file for file in record.lesson_files}
    files: dict[Path, bytes] = {}
    for name in asked:
        if Path(name).suffix in LESSON_ENDINGS:
            files[Path(name)] = _read_file(name)
        elif name in of_record:
            files[of_record[name]] = record.lesson_files[of_record[name]]
        else:
            raise LessonError(
                f"lesson: {name!r} is no lesson of the record; take one of {', '.join(of_record)}, or "
                f"give a file that ends with {' or '.join(LESSON_ENDINGS)}"
            )
    names: set[str] = set()
    for file in files:
        if file.stem in names:
            raise LessonError(
                f"{file.as_posix()}: another lesson is called {file.stem}, too; rename the file"
            )
        names.add(file.stem)
    _refuse(read_lessons(replace(record, lesson_files=files)).problems)
    return files


def hold_lessons(held: Record, whole: Record, files: Mapping[Path, bytes]) -> Record:
    """What a copy holds, with these lessons alone and the sources on which they rest.

    Parameters
    ----------
    held : the whole record or a part of it.
    whole : the whole record.
    files : as `find_lessons` gives them.

    Raises
    ------
    LessonError : the part leaves out what a lesson rests on or shows.
    """
    rests = {
        id_
        for lesson in read_lessons(replace(whole, lesson_files=files)).usable
        for step in lesson.steps
        for sentence in (*step.sentences, *step.answer)
        for id_ in sentence.rests_on
    }
    kept = whole.sources.index.isin([*rests, *held.sources.index])
    given = replace(held, sources=whole.sources[kept], lesson_files=files)
    _refuse(map(_leave_out, read_lessons(given).problems))
    return given


def open_lesson(files: Mapping[Path, bytes]) -> str:
    """The link that presents the first of some lessons from its first step."""
    return urlencode({"present": "yes", "lesson": next(iter(files)).stem})


def _read_file(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(MOST_LESSON_BYTES)
    except OSError as error:
        raise LessonError(f"{name}: {error.strerror}; give a lesson that can be read") from None


def _leave_out(problem: Problem) -> Problem:
    """What is wrong in a part alone is not there any more."""
    if not problem.value:
        return problem
    cure = "widen them, or hand the lesson out with the whole record"
    return replace(problem, rule="is left out by the dates or districts", cure=cure)


def _refuse(problems: Iterable[Problem]) -> None:
    lines = list(map(str, problems))
    if lines:
        raise LessonError(
            "\n- ".join(lines if len(lines) == 1 else ["the lessons have problems", *lines])
        )
