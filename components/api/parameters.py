"""The parameters of the data address: one table, by which they are read and described."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from components.large import is_large
from components.link import FACETS, FORMER, LONGEST_TEXT, TEXT, build_link_table
from geo.dates import FIRST_DAY, LAST_DAY, read_day
from geo.filters import Filters, list_options
from geo.kept import keep_with_record
from geo.record import Record
from geo.tables.problems import clip_text

#: Rows of one answer: when nothing is said, and at most.
USUAL_ROWS, MOST_ROWS = 1_000, 10_000
#: Rows that can be left out before the first, and values of one parameter, at most.
MOST_OFFSET, MOST_VALUES = 100_000_000, 500
#: Digits of a number.
MOST_DIGITS = 9
#: Parameters that only some forms of an answer have.
OF_CSV = ("formulas", "bom")
#: A district has one outline, whatever is asked.
OF_PAGES = ("limit", "offset")


class ParameterError(ValueError):
    """A parameter cannot be used; says which, its value, what is wrong with it, and the cure."""

    def __init__(self, parameter: str, value: str, rule: str, cure: str) -> None:
        self.parameter, self.value = clip_text(parameter), clip_text(value)
        self.rule, self.cure = rule, cure
        super().__init__(f"{self.parameter}: {self.value!r} {rule}; {cure}")


@dataclass(frozen=True)
class Parameter:
    """One parameter.

    Parameters
    ----------
    key : its name.
    kind : "day", "value" (one of `values`, may be repeated), "id" (of a row, may be repeated), "text",
        "number" or "word" (the one of `values`).
    meaning : one or two sentences.
    values : those that it can take.
    former : names that it had before.
    renamed : values that it had before -> what they are today.
    low, high, usual : of a number.
    """

    key: str
    kind: str
    meaning: str
    values: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    low: int = 0
    high: int = 0
    usual: int = 0

    @property
    def repeats(self) -> bool:
        """Whether it may be given several times, for one or another of its values."""
        return self.kind in ("value", "id")


@dataclass(frozen=True)
class Question:
    """What is asked of the record: filters with their window, ids, a day, a page, how CSV is written."""

    filters: Filters
    events: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    known: datetime.date | None = None
    limit: int = USUAL_ROWS
    offset: int = 0
    keep_formulas: bool = False
    bom: bool = False


@keep_with_record
def list_parameters(record: Record) -> tuple[Parameter, ...]:
    """All parameters over a record."""
    options = list_options(record)
    facets = [
        Parameter(
            key,
            "value",
            f"Rows with one of these values of the filter {key!r}; several are alternatives.",
            options[facet],
            FORMER.get(key, ()),
            record.former.get(facet, {}),
        )
        for facet, key in FACETS.items()
    ]
    return (
        Parameter("from", "day", "First day: all days of an incident lie in the window."),
        Parameter("to", "day", "Last day. Without one the window is open on that side."),
        *facets,
        Parameter(
            TEXT, "text", "Words that must all be found in an incident, in any spelling of a name."
        ),
        Parameter(
            "event",
            "id",
            "Single incidents by id; totals, and incidents that only touch the window, are then told too.",
            renamed=record.former["events"],
        ),
        Parameter("source", "id", "Incidents that lean on a source, by its id."),
        Parameter("known", "day", "The record as it was known at the end of a day."),
        Parameter(
            "limit", "number", "Rows of one answer.", (), low=1, high=MOST_ROWS, usual=USUAL_ROWS
        ),
        Parameter("offset", "number", "Rows left out before the first.", (), high=MOST_OFFSET),
        Parameter(
            "formulas",
            "word",
            "keep: texts exactly as they are in the record. Else a text that a spreadsheet may take "
            "for a formula has an apostrophe before it.",
            ("keep",),
        ),
        Parameter("bom", "word", "yes: begin with a byte order mark, for spreadsheets.", ("yes",)),
    )


def choose_parameters(record: Record, table: str, form: str) -> tuple[Parameter, ...]:
    """Those of one table in one form."""
    left_out = (*(() if form == "csv" else OF_CSV), *(OF_PAGES if table == "districts" else ()))
    return tuple(row for row in list_parameters(record) if row.key not in left_out)


def read_question(
    record: Record, table: str, form: str, pairs: Iterable[tuple[str, str]]
) -> Question:
    """The question that the parameters of an address put.

    Parameters
    ----------
    record : the record.
    table, form : what is asked for.
    pairs : names and values in their order.

    Raises
    ------
    ParameterError : one of them is not known, not for this table, or has a value that it cannot have.
    """
    rows = choose_parameters(record, table, form)
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        row, taken = _take_value(record, rows, name, value)
        values = found.setdefault(row.key, [])
        if values and not row.repeats:
            raise ParameterError(name, value, "is its second value", "give it once")
        if len(values) == MOST_VALUES:
            rule = f"is beyond the first {MOST_VALUES} values"
            raise ParameterError(name, value, rule, "ask in several questions")
        values.append(taken)
    start, end = (
        read_day(found[key][0]) if key in found else usual
        for key, usual in (("from", FIRST_DAY), ("to", LAST_DAY))
    )
    if start > end:
        raise ParameterError("from", start.isoformat(), f"is after to={end}", "swap the two")
    facets = {facet: tuple(sorted(set(found.get(key, ())))) for facet, key in FACETS.items()}
    ids = {key: tuple(sorted(set(found.get(key, ())))) for key in ("event", "source")}
    return Question(
        Filters(start, end, text=found.get(TEXT, [""])[0], **facets),
        events=ids["event"],
        sources=ids["source"],
        known=read_day(found["known"][0]) if "known" in found else None,
        limit=int(found.get("limit", [str(USUAL_ROWS)])[0]),
        offset=int(found.get("offset", ["0"])[0]),
        keep_formulas="formulas" in found,
        bom="bom" in found,
    )


def _take_value(
    record: Record, rows: tuple[Parameter, ...], name: str, value: str
) -> tuple[Parameter, str]:
    """The parameter that knows the value, and the value as it is called today."""
    known = [row for row in rows if name == row.key or name in row.former]
    if not known:
        raise ParameterError(name, value, *_explain_unknown(record, rows, name))
    # A former name that has another meaning now goes by its values.
    for row in known[:-1]:
        today = row.renamed.get(value, value)
        if today in row.values:
            return row, today
    row = known[-1]
    today = row.renamed.get(value, value)
    fault = _find_fault(record, row, today)
    if fault:
        raise ParameterError(name, value, *fault)
    return row, today


def _explain_unknown(record: Record, rows: tuple[Parameter, ...], name: str) -> tuple[str, str]:
    keys = ", ".join(row.key for row in rows)
    if any(name == row.key for row in list_parameters(record)):
        return "belongs to a parameter of another address", f"leave it out, or use one of {keys}"
    if any(name == row["key"] for row in build_link_table(record)):
        return "says what a page shows, not which rows", "leave it out"
    return "belongs to no parameter", f"leave it out, or use one of {keys}"


def _find_fault(record: Record, row: Parameter, value: str) -> tuple[str, str] | None:
    """What is wrong with a value, and the cure; None when nothing is."""
    if row.kind == "day":
        return _judge_day(record, row, value)
    if row.kind == "number":
        return _judge_number(row, value)
    if row.kind == "text" and len(value) > LONGEST_TEXT:
        return f"is longer than {LONGEST_TEXT} characters", "shorten it"
    if row.kind in ("value", "word") and value not in row.values:
        return "is none of its values", f"use one of {clip_text(', '.join(row.values))}"
    if row.kind == "id" and value not in _list_ids(record, row):
        return "is no id of the record", "leave it out"
    return None


def _list_ids(record: Record, row: Parameter) -> Container[str]:
    return record.sources.index if row.key == "source" else record.assessments


def _judge_day(record: Record, row: Parameter, value: str) -> tuple[str, str] | None:
    if row.key == "known" and is_large(record):
        return "is not for a record of this size", "leave it out"
    try:
        day = read_day(value)
    except ValueError:
        return "is not a day like 2020-10-04", "correct it, or leave it out"
    if not FIRST_DAY <= day <= LAST_DAY:
        return f"is outside {FIRST_DAY}..{LAST_DAY}", "correct it, or leave it out"
    return None


def _judge_number(row: Parameter, value: str) -> tuple[str, str] | None:
    if not (value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS):
        return "is not a whole number", "write digits only"
    if not row.low <= int(value) <= row.high:
        return f"is outside {row.low:,}..{row.high:,}", "ask for one of these"
    return None
