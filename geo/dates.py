"""Dates in words, and the periods that a reader can jump to."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass, replace
from functools import lru_cache

from babel.dates import format_date, format_skeleton

from geo.words import N_, _, locale

FIRST_DAY = datetime.date(1900, 1, 1)
LAST_DAY = datetime.date(2100, 12, 31)
EPOCH = datetime.date(1970, 1, 1)
#: Key of the period that the dashboard opens with.
OPENING = "the-war"


@dataclass(frozen=True)
class Period:
    """A named stretch of days, both ends inside; its label is English."""

    key: str
    label: str
    start: datetime.date
    end: datetime.date


PERIODS = (
    Period(
        "before-2020", N_("Before 2020"), datetime.date(1949, 1, 1), datetime.date(2019, 12, 31)
    ),
    Period(
        "2020-before-the-war",
        N_("2020 before the war"),
        datetime.date(2020, 1, 1),
        datetime.date(2020, 9, 26),
    ),
    Period("the-war", N_("The war"), datetime.date(2020, 9, 27), datetime.date(2020, 11, 10)),
    Period("after", N_("After the war"), datetime.date(2020, 11, 11), LAST_DAY),
    Period("all", N_("Whole record"), FIRST_DAY, LAST_DAY),
)


def periods(record_first_day: datetime.date, record_last_day: datetime.date) -> tuple[Period, ...]:
    """`PERIODS` with their open ends closed at the ends of the record.

    The first period starts on 1 January 1949, or earlier when the record does; the last ends
    with the year of the record's last day.

    >>> last = periods(datetime.date(1949, 8, 12), datetime.date(2026, 3, 1))[-1]
    >>> print(last.label, last.start, last.end)
    Whole record 1949-01-01 2026-12-31
    """
    before, prelude, war, after, whole = PERIODS
    first = min(before.start, record_first_day)
    last = datetime.date(max(record_last_day.year, after.start.year), 12, 31)
    return (
        replace(before, start=first),
        prelude,
        war,
        replace(after, end=last),
        replace(whole, start=first, end=last),
    )


def count_days(date: datetime.date) -> int:
    """Days from 1970-01-01 to a day.

    >>> count_days(datetime.date(1970, 1, 2))
    1
    """
    return (date - EPOCH).days


def describe_day(date: datetime.date) -> str:
    """A day in words.

    >>> describe_day(datetime.date(2020, 10, 28))
    '28 October 2020'
    """
    return _format(date, "long")


def describe_partial(text: str) -> str:
    """A date as far as it is known, in words.

    Parameters
    ----------
    text : YYYY-MM-DD, YYYY-MM, YYYY or empty.

    >>> describe_partial("2020-10-28"), describe_partial("2020-10"), describe_partial("2020")
    ('28 October 2020', 'October 2020', '2020')
    """
    return _describe_partial(text, "long", "yMMMM")


def describe_partial_short(text: str) -> str:
    """A date as far as it is known, with the month in short.

    >>> describe_partial_short("2020-10-28"), describe_partial_short("2020-10")
    ('28 Oct 2020', 'Oct 2020')
    """
    return _describe_partial(text, "medium", "yMMM")


def _describe_partial(text: str, day: str, month: str) -> str:
    form = {10: day, 7: month, 4: "y"}.get(len(text))
    if form is None:
        return ""
    return _format(datetime.date.fromisoformat(text + "-01-01"[len(text) - 4 :]), form)


def read_day(text: str) -> datetime.date:
    """The day of a text YYYY-MM-DD, and of no other form of ISO 8601.

    Raises
    ------
    ValueError : the text has another form, or the day is not in the calendar.

    >>> read_day("2020-10-04")
    datetime.date(2020, 10, 4)
    >>> read_day("2020-W40-7")
    Traceback (most recent call last):
    ValueError: '2020-W40-7' is not a day in the form YYYY-MM-DD
    """
    day = datetime.date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(f"{text!r} is not a day in the form YYYY-MM-DD")
    return day


def read_partial(text: str) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of a date as far as it is known; None where nothing is known.

    Parameters
    ----------
    text : YYYY-MM-DD, YYYY-MM, YYYY or empty.

    >>> [str(day) for day in read_partial("2020-02")], read_partial("")
    (['2020-02-01', '2020-02-29'], None)
    """
    if not text:
        return None
    year, month = int(text[:4]), int(text[5:7] or 0)
    first = read_day(text + "-01-01"[len(text) - 4 :])
    if not month:
        return first, datetime.date(year, 12, 31)
    if len(text) == len("2020-10"):
        return first, datetime.date(year, month, calendar.monthrange(year, month)[1])
    return first, first


def describe_span(date: datetime.date, date_end: datetime.date, precision: str) -> str:
    """A span of days in words, no more exact than it is known.

    Parameters
    ----------
    date, date_end : first and last day, both inside; `date` <= `date_end`.
    precision : `day`, `month` or `year`, how exactly the ends are known.

    Raises
    ------
    ValueError : `precision` is another word.

    Examples
    --------
    >>> describe_span(datetime.date(2020, 9, 27), datetime.date(2020, 11, 10), "day")
    '27 September to 10 November 2020'
    >>> describe_span(datetime.date(2020, 10, 1), datetime.date(2020, 10, 31), "month")
    'October 2020 (day not known)'
    >>> describe_span(datetime.date(1988, 1, 1), datetime.date(1994, 12, 31), "year")
    '1988 to 1994 (months not known)'
    """
    if precision == "day":
        return _join_days(date, date_end)
    if precision == "month":
        if (date.year, date.month) == (date_end.year, date_end.month):
            return _("{month} (day not known)").format(month=_format(date, "yMMMM"))
        first = _format(date, "LLLL" if date.year == date_end.year else "yMMMM")
        return _("{first} to {last} (days not known)").format(
            first=first, last=_format(date_end, "yMMMM")
        )
    if precision == "year":
        if date.year == date_end.year:
            return _("{year} (month not known)").format(year=date.year)
        return _("{first} to {last} (months not known)").format(first=date.year, last=date_end.year)
    raise ValueError(f"precision: {precision!r} is not day, month or year")


def describe_short_span(date: datetime.date, date_end: datetime.date) -> str:
    """A span of days in short words, without its year.

    >>> describe_short_span(datetime.date(2020, 10, 4), datetime.date(2020, 10, 17))
    '4 to 17 Oct'
    >>> describe_short_span(datetime.date(2020, 9, 27), datetime.date(2020, 11, 6))
    '27 Sep to 6 Nov'
    """
    last = _format(date_end, "MMMd")
    if date == date_end:
        return last
    same = (date.year, date.month) == (date_end.year, date_end.month)
    return _("{first} to {last}").format(first=_format(date, "d" if same else "MMMd"), last=last)


def _join_days(date: datetime.date, date_end: datetime.date) -> str:
    if date == date_end:
        return describe_day(date)
    if date.year != date_end.year:
        first = describe_day(date)
    elif date.month != date_end.month:
        first = _format(date, "MMMMd")
    else:
        first = _format(date, "d")
    return _("{first} to {last}").format(first=first, last=describe_day(date_end))


def _format(date: datetime.date, form: str) -> str:
    return _write(date, form, locale())


#: Months of three letters each, as in the browser; British data write "Sept".
SHORT_ENGLISH = {"MMMd": "d MMM", "yMMM": "MMM y", "medium": "d MMM y"}


@lru_cache(maxsize=8192)
def _write(date: datetime.date, form: str, spoken: str) -> str:
    """`form` is a format or skeleton of CLDR, or a pattern of one letter."""
    if form in SHORT_ENGLISH and spoken.startswith("en"):
        return format_date(date, SHORT_ENGLISH[form], locale="en_US")
    if form in ("yMMMM", "yMMM", "MMMMd", "MMMd"):
        return format_skeleton(form, date, locale=spoken)
    return format_date(date, form, locale=spoken)
