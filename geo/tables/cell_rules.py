"""What a column is, which rules its cells keep, and how a table is checked by them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pandas as pd

from geo.dates import FIRST_DAY, LAST_DAY
from geo.tables.problems import Problem

LIST_SEPARATOR = "; "
#: What a cell of a spreadsheet holds.
LONGEST_CELL = 32_767
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DISTRICT_ID = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PARTIAL_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
DEGREES = re.compile(r"-?[0-9]+(?:\.[0-9]{1,5})?")
COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
URL = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?::[0-9]+)?(?:[/?#][^\s<>\"]*)?")
LANGUAGE = re.compile(r"[a-z]{2,3}")
LOCATOR = re.compile(r"A(?:[1-9]|1[0-4])|B(?:[1-9]|1[0-6])|A fn (?:[1-9]|1[0-8])|B photo|B caption")
#: Control characters but the tab and the ends of lines.
CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
SPREADSHEET_ERROR = re.compile(r"#(?:REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|N/A)")
PLACEHOLDERS = frozenset({"n/a", "na", "nan", "null", "-", "–", "?"})


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : name in the header.
    kind : a key of `KINDS`; it carries the rules of form.
    meaning : what a cell says, one or two sentences.
    example : a cell that is right.
    required : whether a cell may not be empty.
    allowed : the closed list of a `choice`.
    unit : unit of a number, empty for text.
    """

    name: str
    kind: str
    meaning: str
    example: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """One table: `file` is its path from the top of the repository."""

    name: str
    file: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> list[str]:
        """Names in the order of the header."""
        return [column.name for column in self.columns]


@dataclass(frozen=True)
class Rule:
    """A test of one cell, what to say when it fails, and the cure.

    `cure` may hold `{example}` and `{allowed}`, filled from the column. An empty cell is
    tested only by a rule that `judges_empty`.
    """

    passes: Callable[[str], bool]
    text: str
    cure: str
    judges_empty: bool = False


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


def _items_match(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: all(pattern.fullmatch(item) for item in value.split(LIST_SEPARATOR))


def _has_no_repeats(value: str) -> bool:
    items = value.split(LIST_SEPARATOR)
    return len(set(items)) == len(items)


def _is_real_date(value: str) -> bool:
    """Whether YYYY, YYYY-MM or YYYY-MM-DD is in the calendar."""
    try:
        datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def _is_near_our_time(value: str) -> bool:
    return FIRST_DAY.year <= int(value[:4]) <= LAST_DAY.year


def _is_within(value: str, limit: float) -> bool:
    return abs(float(value)) <= limit


def _is_clean_list(value: str) -> bool:
    items = value.split(LIST_SEPARATOR)
    return all(item and item == item.strip() and ";" not in item for item in items)


SHARED_RULES = (
    Rule(
        lambda value: len(value) <= LONGEST_CELL,
        f"is longer than {LONGEST_CELL} characters",
        "shorten it; a quotation mark that is not closed can join cells",
    ),
    Rule(
        lambda value: SPREADSHEET_ERROR.fullmatch(value) is None,
        "is an error of a spreadsheet",
        "write the value itself, such as {example}",
    ),
    Rule(
        lambda value: CONTROL_CHARACTER.search(value) is None,
        "holds a control character",
        "delete it",
    ),
    Rule(lambda value: value == value.strip(), "begins or ends with a blank", "delete the blank"),
    Rule(
        lambda value: value.casefold() not in PLACEHOLDERS,
        "stands for a value that is not known",
        "leave the cell empty",
    ),
)
_REPEATS = Rule(_has_no_repeats, "names an item twice", "name each item once")
_CALENDAR = Rule(_is_real_date, "is not in the calendar", "correct the month or the day")
_YEARS = Rule(
    _is_near_our_time, f"is outside {FIRST_DAY.year}..{LAST_DAY.year}", "correct the year"
)
_LIKE = "write it like {example}"
_AS_TEXT = f"{_LIKE}, and format the column as text before a spreadsheet changes it"
_DEGREES = Rule(
    _matches(DEGREES),
    "is not a plain number with at most 5 decimals",
    f"{_LIKE}, with a decimal point and no other separator",
)
_LOCATORS = "A1 to A14, B1 to B16, A fn 1 to A fn 18, B photo, B caption"
KINDS: dict[str, tuple[str, tuple[Rule, ...]]] = {
    "text": ("text", ()),
    "choice": ("one of a closed list", ()),
    "names": (
        'text, list separated by "; "',
        (Rule(_is_clean_list, 'is not a list separated by "; "', _LIKE), _REPEATS),
    ),
    "id": (
        "id: a-z, 0-9 and single hyphens",
        (Rule(_matches(ID), "is not an id of a-z, 0-9 and single hyphens", _LIKE),),
    ),
    "ids": (
        'ids, list separated by "; "',
        (Rule(_items_match(ID), 'is not a list of ids separated by "; "', _LIKE), _REPEATS),
    ),
    "district id": (
        "ISO 3166-2 code",
        (Rule(_matches(DISTRICT_ID), "is not an ISO 3166-2 code", _LIKE),),
    ),
    "date": (
        "YYYY-MM-DD",
        (
            Rule(_matches(DAY), "is not a date in the form YYYY-MM-DD", _AS_TEXT),
            _YEARS,
            _CALENDAR,
        ),
    ),
    "partial date": (
        "YYYY-MM-DD, YYYY-MM or YYYY",
        (
            Rule(
                _matches(PARTIAL_DATE),
                "is not a date in the form YYYY-MM-DD, YYYY-MM or YYYY",
                _AS_TEXT,
            ),
            _YEARS,
            _CALENDAR,
        ),
    ),
    "longitude": (
        "number, at most 5 decimals",
        (_DEGREES, Rule(partial(_is_within, limit=180), "is outside -180..180", "correct it")),
    ),
    "latitude": (
        "number, at most 5 decimals",
        (_DEGREES, Rule(partial(_is_within, limit=90), "is outside -90..90", "swapped with lon?")),
    ),
    "count": (
        "whole number, 0 or more",
        (
            Rule(
                _matches(COUNT),
                "is not a whole number of 0 or more",
                f"{_LIKE}, without separators",
            ),
        ),
    ),
    "url": (
        "web address, https where there is one",
        (
            Rule(
                _matches(URL),
                "is not a web address that begins with https:// or http://",
                "write the whole address, such as {example}",
            ),
        ),
    ),
    "languages": (
        'ISO 639 codes, list separated by "; "',
        (
            Rule(
                _items_match(LANGUAGE),
                'is not a list of ISO 639 language codes separated by "; "',
                _LIKE,
            ),
            _REPEATS,
        ),
    ),
    "locator": (
        f"one of {_LOCATORS}",
        (
            Rule(
                _matches(LOCATOR),
                "is not a place in the founding articles",
                f"use one of {_LOCATORS}",
            ),
        ),
    ),
}


def column_rules(column: Column) -> list[Rule]:
    """The rules of a column in the order in which they are tested, cures filled in."""
    rules = [*SHARED_RULES, *KINDS[column.kind][1]]
    if column.required:
        cure = "write a value, such as {example}"
        rules.insert(0, Rule(bool, "is empty", cure, judges_empty=True))
    if column.allowed:
        within = column.allowed.__contains__
        rules.append(Rule(within, "is not one of the allowed values", "use one of: {allowed}"))
    filling = {"example": column.example, "allowed": ", ".join(column.allowed)}
    return [replace(rule, cure=rule.cure.format(**filling)) for rule in rules]


def check_columns(frame: pd.DataFrame, table: Table) -> list[Problem]:
    """Check every cell of a table by its column's rules.

    Parameters
    ----------
    frame : text, shape (n, k), the columns of `table`; the index is the row in the file.
    table : the table's definition.

    Returns
    -------
    One problem for each cell that breaks a rule: the first of `column_rules` that it breaks.
    """
    problems = []
    for column in table.columns:
        rules = column_rules(column)
        for row, cell in zip(frame.index.tolist(), frame[column.name].tolist(), strict=True):
            broken = find_broken(cell, rules)
            if broken is not None:
                problem = Problem(table.file, row, column.name, cell, broken.text, broken.cure)
                problems.append(problem)
    return problems


def find_broken(cell: str, rules: Sequence[Rule]) -> Rule | None:
    """The first of the rules that a cell breaks, or None."""
    for rule in rules:
        if (cell or rule.judges_empty) and not rule.passes(cell):
            return rule
    return None


def sort_problems(problems: list[Problem], table: Table) -> list[Problem]:
    """Order the problems of a table by row, then column; those of the whole file come first."""
    order = {name: place for place, name in enumerate(table.column_names)}
    return sorted(
        problems, key=lambda problem: (problem.row or 0, order.get(problem.column or "", -1))
    )
