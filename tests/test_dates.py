"""Dates in words, and the periods."""

from __future__ import annotations

import datetime
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.dates import PERIODS, describe_day, describe_span, periods

day = datetime.date


@pytest.mark.parametrize(
    ("date", "date_end", "precision", "words"),
    [
        (day(2020, 10, 28), day(2020, 10, 28), "day", "28 October 2020"),
        (day(2023, 9, 19), day(2023, 9, 20), "day", "19 to 20 September 2023"),
        (day(2020, 10, 10), day(2020, 10, 14), "day", "10 to 14 October 2020"),
        (day(2020, 9, 27), day(2020, 11, 10), "day", "27 September to 10 November 2020"),
        (day(2022, 12, 12), day(2023, 9, 19), "day", "12 December 2022 to 19 September 2023"),
        (day(2020, 10, 1), day(2020, 10, 31), "month", "October 2020 (day not known)"),
        (
            day(2020, 9, 1),
            day(2020, 11, 30),
            "month",
            "September to November 2020 (days not known)",
        ),
        (
            day(2019, 12, 1),
            day(2020, 1, 31),
            "month",
            "December 2019 to January 2020 (days not known)",
        ),
        (day(1992, 1, 1), day(1992, 12, 31), "year", "1992 (month not known)"),
        (day(1988, 1, 1), day(1994, 12, 31), "year", "1988 to 1994 (months not known)"),
    ],
)
def test_a_span_is_described_no_more_exactly_than_it_is_known(
    date: datetime.date, date_end: datetime.date, precision: str, words: str
) -> None:
    assert describe_span(date, date_end, precision) == words


def test_an_unknown_precision_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^precision: 'week' is not day, month or year$"):
        describe_span(day(2020, 1, 1), day(2020, 1, 7), "week")


def test_a_day_has_no_leading_zero() -> None:
    assert describe_day(day(2020, 11, 8)) == "8 November 2020"


def test_periods_follow_each_other_without_gap_or_overlap() -> None:
    parts = periods(day(1949, 8, 12), day(2025, 12, 1))[:-1]
    for earlier, later in itertools.pairwise(parts):
        assert later.start - earlier.end == datetime.timedelta(days=1)


def test_the_war_has_both_its_ends() -> None:
    war = next(period for period in PERIODS if period.key == "the-war")
    assert (war.start, war.end) == (day(2020, 9, 27), day(2020, 11, 10))


def test_period_keys_are_stable() -> None:
    assert [period.key for period in PERIODS] == [
        "before-2020",
        "2020-before-the-war",
        "the-war",
        "after",
        "all",
    ]


dates = st.dates(day(1900, 1, 1), day(2100, 12, 31))


@given(dates, dates)
def test_the_whole_record_lies_in_the_whole_period(
    one: datetime.date, other: datetime.date
) -> None:
    first, last = min(one, other), max(one, other)
    whole = periods(first, last)[-1]
    assert whole.start <= first <= last <= whole.end
    assert all(period.start <= period.end for period in periods(first, last))
