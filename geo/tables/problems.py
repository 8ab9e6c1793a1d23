"""What is wrong with a table of the record, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

VALUE_LIMIT = 80
#: Lines of a summary: of one kind of problem, of causes, of what follows from them.
OF_A_KIND, MOST_CAUSES, MOST_FOLLOWING = 3, 24, 12


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with one file of the record.

    `rule` continues the value as a sentence, `cure` says what to do.

    Parameters
    ----------
    file : path from the top of the repository.
    row : row as a spreadsheet numbers it (the header is row 1), None for the whole file.
    column : name in the header, clipped to 80 characters, None when no single column is at fault.
    value : the text found there, clipped to 80 characters.
    rule : what is wrong with the value.
    cure : how to put it right.
    follows : whether the row is right by itself and needs another one that was set aside.

    Examples
    --------
    >>> print(Problem("events.csv", 17, "lat", "91.2", "is outside -90..90", "swapped with lon?"))
    events.csv row 17, lat: 91.2 is outside -90..90; swapped with lon?
    """

    file: str
    row: int | None
    column: str | None
    value: str
    rule: str
    cure: str
    follows: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", clip_text(self.value))
        if self.column is not None:
            object.__setattr__(self, "column", clip_text(self.column))

    def __str__(self) -> str:
        place = self.file if self.row is None else f"{self.file} row {self.row}"
        if self.column is not None:
            place = f"{place}, {self.column}"
        shown = _show_value(self.value)
        finding = f"{shown} {self.rule}" if shown else self.rule
        return f"{place}: {finding}; {self.cure}"


class RecordError(Exception):
    """A file of the record cannot be used at all.

    Parameters
    ----------
    problem : what is wrong; its text is the message of the error.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True)
class Summary:
    """The problems of a record in few lines, however many there are.

    Parameters
    ----------
    count : number of all problems.
    causes : what has to be put right, of each kind a few rows; at most 24 lines and one that counts
        the others.
    following : rows that are set aside only because of these; at most 12 lines and one more.
    """

    count: int
    causes: tuple[str, ...]
    following: tuple[str, ...]


def summarize_problems(problems: Sequence[Problem]) -> Summary:
    """Causes first, equal ones folded, what follows from them apart."""
    causes = [problem for problem in problems if not problem.follows]
    following = [problem for problem in problems if problem.follows]
    return Summary(
        len(problems), _list_lines(causes, MOST_CAUSES), _list_lines(following, MOST_FOLLOWING)
    )


def _list_lines(problems: Sequence[Problem], most: int) -> tuple[str, ...]:
    kinds: dict[tuple[str, str | None, str], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault((problem.file, problem.column, problem.rule), []).append(problem)
    lines: list[str] = []
    told = 0
    for (file, column, rule), found in kinds.items():
        shown = found if len(found) <= OF_A_KIND + 1 else found[:OF_A_KIND]
        needed = len(shown) + (len(shown) < len(found))
        if len(lines) + needed > most:
            break
        lines += map(str, shown)
        if len(shown) < len(found):
            place = file if column is None else f"{file}, {column}"
            lines.append(f"{place}: {rule} in {len(found) - len(shown)} more rows")
        told += len(found)
    if told < len(problems):
        lines.append(f"and {len(problems) - told} more problems")
    return tuple(lines)


def clip_text(text: str) -> str:
    """The first 80 characters of a text, the last of them a mark where more was left out."""
    return text if len(text) <= VALUE_LIMIT else text[: VALUE_LIMIT - 1] + "…"


def _show_value(value: str) -> str:
    """One visible line: line ends and control characters escaped, outer blanks in quotes."""
    line = "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in value
    )
    return f'"{line}"' if value != value.strip() else line
