"""What is wrong with a table of the record, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

VALUE_LIMIT = 80


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with one file of the record.

    `rule` continues the value as a sentence, `cure` says what to do.

    Parameters
    ----------
    file : path from the top of the repository.
    row : row as a spreadsheet numbers it (the header is row 1), None for the whole file.
    column : name in the header, None when no single column is at fault.
    value : the text found there, clipped to 80 characters.
    rule : what is wrong with the value.
    cure : how to put it right.

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

    def __post_init__(self) -> None:
        if len(self.value) > VALUE_LIMIT:
            object.__setattr__(self, "value", self.value[: VALUE_LIMIT - 1] + "…")

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


def _show_value(value: str) -> str:
    """One visible line: line ends and control characters escaped, outer blanks in quotes."""
    line = "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode("ascii")
        for letter in value
    )
    return f'"{line}"' if value != value.strip() else line
