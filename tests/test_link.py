"""Links: every part that is right is read, every part that is not is named and ignored."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.keys import FACETS, LINK_KEYS
from components.link import Link, read_link
from geo.dates import OPENING, periods

PERIODS = periods(datetime.date(1949, 8, 12), datetime.date(2023, 5, 4))
EVENTS = ["barda-28oct", "ganja-17oct"]
OPTIONS: dict[str, Sequence[str]] = {
    "districts": ["AZ-BAR", "AZ-GA", "off-map"],
    "places": ["barda", "ganja"],
    "categories": ["shelling", "missile strike"],
    "evidence": ["analysis"],
    "harmed": ["both"],
    "accused": ["both"],
    "source_kinds": ["NGO report"],
}
WAR = (datetime.date(2020, 9, 27), datetime.date(2020, 11, 10))


def _read(parameters: Mapping[str, Sequence[str]]) -> Link:
    return read_link(parameters, periods=PERIODS, event_ids=EVENTS, options=OPTIONS)


def _defaults() -> Link:
    return Link(window=WAR, span=OPENING, facets=dict.fromkeys(FACETS, ()))


def test_an_empty_link_is_the_opening_view() -> None:
    assert _read({}) == _defaults()


def test_every_part_of_a_link_is_read() -> None:
    link = _read(
        {
            "from": ["2020-10-01"],
            "to": ["2020-10-31"],
            "span": ["all"],
            "mode": ["upto"],
            "event": ["ganja-17oct"],
            "view": ["40.3,46.6,8.25"],
            "district": ["AZ-BAR", "off-map"],
            "place": ["ganja"],
            "category": ["missile strike", "shelling"],
            "evidence": ["analysis"],
            "harmed": ["both"],
            "accused": ["both"],
            "source": ["NGO report"],
            "q": ["Şuşa"],
        }
    )

    assert link == Link(
        window=(datetime.date(2020, 10, 1), datetime.date(2020, 10, 31)),
        span="all",
        mode="upto",
        selected="ganja-17oct",
        view=(40.3, 46.6, 8.25),
        facets={
            "districts": ("AZ-BAR", "off-map"),
            "places": ("ganja",),
            "categories": ("missile strike", "shelling"),
            "evidence": ("analysis",),
            "harmed": ("both",),
            "accused": ("both",),
            "source_kinds": ("NGO report",),
        },
        text="Şuşa",
    )


@pytest.mark.parametrize(
    ("parameters", "notice"),
    [
        ({"from": ["04.10.2020"]}, "from=04.10.2020: not a date like 2020-10-04"),
        ({"from": ["2020-02-30"]}, "from=2020-02-30: not a date like 2020-10-04"),
        ({"from": ["20201004"]}, "from=20201004: not a date like 2020-10-04"),
        ({"from": ["2020-W40-7"]}, "from=2020-W40-7: not a date like 2020-10-04"),
        ({"from": [""]}, "from=: not a date like 2020-10-04"),
        ({"to": ["1948-12-31"]}, "to=1948-12-31: outside the record"),
        ({"to": ["2024-01-01"]}, "to=2024-01-01: outside the record"),
        (
            {"from": ["2020-10-02"], "to": ["2020-10-01"]},
            "from=2020-10-02&to=2020-10-01: the dates are the wrong way round",
        ),
        (
            {"span": ["before-2020"]},
            "span=before-2020: no part of the record that holds these dates",
        ),
        ({"event": ["x"]}, "event=x: no incident has this id"),
        ({"view": ["40,46"]}, "view=40,46: not a view like 40.3,46.6,8"),
        ({"view": ["nan,46,8"]}, "view=nan,46,8: not a view like 40.3,46.6,8"),
        ({"view": ["46.6,40.3,8"]}, "view=46.6,40.3,8: not a view like 40.3,46.6,8"),
        ({"view": ["40.3,46.6,inf"]}, "view=40.3,46.6,inf: not a view like 40.3,46.6,8"),
        ({"place": ["BARDA"]}, "place=BARDA: this filter has no such value"),
        ({"q": ["x" * 201]}, "q: longer than 200 characters"),
        ({"colour": ["red"]}, "colour: not a parameter"),
    ],
)
def test_a_part_that_is_wrong_is_named_and_ignored(
    parameters: dict[str, list[str]], notice: str
) -> None:
    link = _read(parameters)

    assert link.notices == [notice]
    link.notices = []
    assert link == _defaults()


def test_the_right_parts_of_a_link_are_kept_beside_a_wrong_one() -> None:
    link = _read({"from": ["nonsense"], "to": ["2020-10-31"], "place": ["x", "barda"]})

    assert link.window == (WAR[0], datetime.date(2020, 10, 31))
    assert link.facets["places"] == ("barda",)
    assert len(link.notices) == 2


def test_a_value_given_twice_counts_once() -> None:
    assert _read({"place": ["barda", "barda"]}).facets["places"] == ("barda",)


def test_both_ends_of_the_record_are_inside() -> None:
    link = _read({"from": ["1949-01-01"], "to": ["2023-12-31"]})

    assert link.window == (datetime.date(1949, 1, 1), datetime.date(2023, 12, 31))
    assert link.span == "all"
    assert link.notices == []


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [
        ("2020-09-27", "2020-11-10", "the-war"),
        ("2020-09-26", "2020-11-10", "all"),
        ("2019-12-31", "2019-12-31", "before-2020"),
        ("2020-01-01", "2020-09-26", "2020-before-the-war"),
        ("2020-11-11", "2023-12-31", "after"),
    ],
)
def test_the_part_of_the_record_follows_from_the_dates(first: str, last: str, span: str) -> None:
    assert _read({"from": [first], "to": [last]}).span == span


VALUES = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["2020-10-04", "barda", "40,46,8", "all", "AZ-BAR", "1e999,0,0"]),
)


@given(
    parameters=st.dictionaries(
        st.one_of(st.sampled_from(LINK_KEYS), st.text(max_size=10)),
        st.lists(VALUES, max_size=3),
        max_size=8,
    )
)
def test_no_link_breaks_the_page(parameters: dict[str, list[str]]) -> None:
    link = _read(parameters)

    first, last = link.window
    assert PERIODS[-1].start <= first <= last <= PERIODS[-1].end
    assert link.span in {period.key for period in PERIODS}
    assert link.selected is None or link.selected in EVENTS
    assert len(link.text) <= 200
    for facet, chosen in link.facets.items():
        assert set(chosen) <= set(OPTIONS[facet])
