"""Choosing events and counting what each choice would give."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_factory import (
    AGENCY,
    CLAIM_ROWS,
    SHUSHA_EVENT,
    VIENNA_EVENT,
    bare_claim,
    claim_row,
    event_row,
    place_row,
    source_row,
    write_record,
)

from geo.filters import (
    FACETS,
    OFF_MAP,
    Filters,
    Mask,
    count_options,
    count_sources,
    index_options,
    list_options,
    mark_counted,
    match_events,
    match_facets,
    match_possible,
)
from geo.record import Record, load_record
from geo.tables.schema import ACCUSED_SIDES, CATEGORIES, EVIDENCE_LEVELS, SIDES, SOURCE_KINDS

FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
ALL = Filters(FIRST, LAST)
EVENTS = [
    event_row(harmed_side="azerbaijani"),
    event_row(
        id="barda-span",
        date="2020-10-01",
        date_end="2020-10-31",
        date_precision="month",
        category="shelling",
        harmed_side="both",
    ),
    event_row(
        id="no-place",
        date="2020-11-10",
        place_id="",
        lon="",
        lat="",
        location_precision="none",
        category="ceasefire",
    ),
    SHUSHA_EVENT,
    VIENNA_EVENT,
]
CLAIMS = [
    *CLAIM_ROWS,
    claim_row(id="barda-span-1", event_id="barda-span", accuses="both"),
    bare_claim(id="no-place-1", event_id="no-place", source_id="text"),
]
SOURCES = [source_row(), AGENCY, source_row(id="text", kind="primary document")]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    loaded = load_record(
        write_record(
            tmp_path_factory.mktemp("record"), events=EVENTS, claims=CLAIMS, sources=SOURCES
        )
    )
    assert loaded.problems == ()
    return loaded


def choose(filters: Filters, facet: str, values: tuple[str, ...]) -> Filters:
    chosen: dict[str, Any] = {facet: values}
    return replace(filters, **chosen)


def select_events(record: Record, filters: Filters) -> gpd.GeoDataFrame:
    return record.events[match_events(record, filters)]


def ids(record: Record, filters: Filters) -> list[str]:
    return [str(id_) for id_ in select_events(record, filters)["id"]]


def ids_where(record: Record, mask: Mask) -> list[str]:
    return [str(id_) for id_ in record.events["id"][mask]]


def test_open_filters_keep_every_event_in_order(record: Record) -> None:
    assert ids(record, ALL) == [
        "2019-03-29-vienna",
        "barda-span",
        "2020-10-28-barda",
        "shusha-8nov",
        "no-place",
    ]


@pytest.mark.parametrize(
    ("start", "end", "counted", "possible"),
    [
        ("2020-10-01", "2020-10-31", ["barda-span", "2020-10-28-barda"], []),
        ("2020-10-02", "2020-10-31", ["2020-10-28-barda"], ["barda-span"]),
        ("2020-10-01", "2020-10-30", ["2020-10-28-barda"], ["barda-span"]),
        ("2020-10-28", "2020-10-28", ["2020-10-28-barda"], ["barda-span"]),
        ("2020-10-31", "2020-11-07", [], ["barda-span"]),
        ("2020-09-01", "2020-10-01", [], ["barda-span"]),
        ("2020-11-08", "2020-11-10", ["shusha-8nov", "no-place"], []),
        ("2020-11-01", "2020-11-07", [], []),
        ("2020-10-28", "2020-10-01", [], []),
        ("1900-01-01", "1900-01-01", [], []),
    ],
)
def test_an_event_counts_when_all_its_days_lie_in_the_window_and_is_possible_when_some_do(
    record: Record, start: str, end: str, counted: list[str], possible: list[str]
) -> None:
    day = datetime.date.fromisoformat
    filters = Filters(day(start), day(end))
    assert ids(record, filters) == counted
    assert ids_where(record, match_possible(record, filters)) == possible


def test_a_window_that_ends_before_it_begins_holds_nothing(record: Record) -> None:
    backwards = Filters(datetime.date(2020, 10, 20), datetime.date(2020, 10, 10))
    assert not mark_counted(record, backwards.start, backwards.end).any()
    assert not match_possible(record, backwards).any()


def test_an_overview_neither_counts_nor_is_possible(tmp_path: Path) -> None:
    month = {"date": "2020-10-01", "date_end": "2020-10-31", "date_precision": "month"}
    rows = [event_row(), event_row(id="sum", overview="yes", **month)]
    record = load_record(write_record(tmp_path, events=rows))
    whole = Filters(datetime.date(2020, 10, 1), datetime.date(2020, 10, 31))
    within = replace(whole, start=datetime.date(2020, 10, 20))

    assert ids(record, whole) == ids(record, within) == ["2020-10-28-barda"]
    assert not match_possible(record, within).any()
    assert count_options(record, whole)["categories"]["cluster munition"] == 1
    assert match_facets(record, whole).tolist() == [True, True]


@pytest.mark.parametrize(
    ("facet", "values", "expected"),
    [
        ("districts", ("AZ-SUS",), ["shusha-8nov"]),
        ("districts", ("AM-GR",), []),
        ("districts", (OFF_MAP,), ["2019-03-29-vienna", "no-place"]),
        ("districts", (OFF_MAP, "AZ-SUS"), ["2019-03-29-vienna", "shusha-8nov", "no-place"]),
        ("places", ("vienna", "shusha"), ["2019-03-29-vienna", "shusha-8nov"]),
        ("categories", ("shelling",), ["barda-span"]),
        ("evidence", ("primary document", "claim disputed"), ["shusha-8nov", "no-place"]),
        ("harmed", ("azerbaijani",), ["barda-span", "2020-10-28-barda"]),
        ("harmed", ("armenian or karabakh",), ["barda-span"]),
        ("harmed", ("both",), ["barda-span"]),
        ("harmed", ("azerbaijani", "both"), ["barda-span", "2020-10-28-barda"]),
        ("accused", ("both",), ["barda-span"]),
        ("source_kinds", ("news agency",), ["2019-03-29-vienna", "shusha-8nov"]),
        ("places", ("unknown",), []),
        ("places", ("",), []),
    ],
)
def test_a_facet_keeps_the_events_with_one_of_its_values(
    record: Record, facet: str, values: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(record, choose(ALL, facet, values)) == expected


def test_facets_must_all_hold(record: Record) -> None:
    filters = replace(ALL, source_kinds=("NGO report",), places=("shusha", "vienna"))
    assert ids(record, filters) == ["shusha-8nov"]


@pytest.mark.parametrize("text", ["Şuşa", "shushi", "SUSA control", "Շուշի", "шуша"])
def test_words_are_found_in_any_spelling(record: Record, text: str) -> None:
    assert ids(record, replace(ALL, text=text)) == ["shusha-8nov"]


@pytest.mark.parametrize("text", ["", "  ", "?!"])
def test_a_text_without_words_lets_everything_pass(record: Record, text: str) -> None:
    assert len(ids(record, replace(ALL, text=text))) == 5


@pytest.mark.parametrize("text", ["shusha barda", "zzz", "[q-x]+(", "x" * 10_000])
def test_a_text_that_is_not_there_lets_nothing_pass(record: Record, text: str) -> None:
    assert ids(record, replace(ALL, text=text)) == []


def test_facets_are_matched_whatever_the_days(record: Record) -> None:
    filters = Filters(LAST, LAST, categories=("shelling", "diplomacy"))
    assert match_facets(record, filters).tolist() == [True, True, False, False, False]


def test_the_selection_keeps_columns_crs_and_labels(record: Record) -> None:
    events = select_events(record, replace(ALL, places=("shusha",)))
    assert events.crs == record.events.crs
    assert list(events.columns) == list(record.events.columns)
    assert events.index.tolist() == [3]


def test_options_are_listed_in_the_order_of_their_lists(record: Record) -> None:
    counts = count_options(record, ALL)
    assert list(counts) == list(FACETS)
    assert tuple(counts["categories"]) == CATEGORIES
    assert tuple(counts["evidence"]) == EVIDENCE_LEVELS
    assert tuple(counts["harmed"]) == SIDES
    assert tuple(counts["accused"]) == ACCUSED_SIDES
    assert tuple(counts["source_kinds"]) == SOURCE_KINDS
    assert list(counts["districts"]) == [*record.districts.index, OFF_MAP]
    assert list(counts["places"]) == list(record.places.index)


def test_a_facet_is_counted_without_its_own_choice(record: Record) -> None:
    counts = count_options(record, replace(ALL, places=("shusha",)))
    assert counts["places"] == {"barda": 2, "shusha": 1, "vienna": 1}
    assert counts["districts"] == {"AZ-BAR": 0, "AZ-SUS": 1, "AM-GR": 0, OFF_MAP: 0}


def test_an_event_counts_once_for_each_kind_of_its_sources(record: Record) -> None:
    kinds = count_options(record, ALL)["source_kinds"]
    assert (kinds["NGO report"], kinds["news agency"], kinds["newspaper"]) == (3, 2, 0)


def test_counts_follow_the_window(record: Record) -> None:
    counts = count_options(record, Filters(LAST, LAST))
    assert sum(sum(options.values()) for options in counts.values()) == 0


def test_sources_are_counted_over_the_given_events(record: Record) -> None:
    counts = count_sources(record, match_events(record, ALL))
    assert counts.to_dict() == {"hrw-2020-10-30": 3, "agency-2020": 2, "text": 1}
    none = count_sources(record, np.zeros(len(record.events), dtype=bool))
    assert none.to_dict() == {"hrw-2020-10-30": 0, "agency-2020": 0, "text": 0}


days = st.dates(datetime.date(2019, 1, 1), datetime.date(2020, 12, 31))
filters_of_any_kind = st.builds(
    Filters,
    days,
    days,
    districts=st.lists(st.sampled_from(["AZ-BAR", "AZ-SUS", "AM-GR", OFF_MAP, "?"])).map(tuple),
    places=st.lists(st.sampled_from(["barda", "shusha", "vienna", ""])).map(tuple),
    categories=st.lists(st.sampled_from(CATEGORIES)).map(tuple),
    evidence=st.lists(st.sampled_from(EVIDENCE_LEVELS)).map(tuple),
    harmed=st.lists(st.sampled_from(SIDES)).map(tuple),
    accused=st.lists(st.sampled_from(ACCUSED_SIDES)).map(tuple),
    source_kinds=st.lists(st.sampled_from(SOURCE_KINDS)).map(tuple),
    text=st.sampled_from(["", "barda", "Şuşa", "x"]) | st.text(max_size=5),
)
relaxed = settings(max_examples=40)


@relaxed
@given(filters_of_any_kind)
def test_filters_only_remove_events_and_keep_their_order(record: Record, filters: Filters) -> None:
    labels = select_events(record, filters).index.tolist()
    assert labels == sorted(set(labels))
    assert set(labels) <= set(record.events.index)
    assert record.events.loc[labels].equals(select_events(record, filters))


@relaxed
@given(filters_of_any_kind, st.integers(0, 1000), st.integers(0, 1000))
def test_a_wider_window_never_removes_an_event(
    record: Record, filters: Filters, before: int, after: int
) -> None:
    wider = replace(
        filters,
        start=filters.start - datetime.timedelta(days=before),
        end=filters.end + datetime.timedelta(days=after),
    )
    assert set(ids(record, filters)) <= set(ids(record, wider))


@relaxed
@given(filters_of_any_kind, st.sampled_from(list(FACETS)))
def test_a_count_is_what_choosing_the_option_gives(
    record: Record, filters: Filters, facet: str
) -> None:
    for option, count in count_options(record, filters)[facet].items():
        chosen = choose(filters, facet, (option,))
        assert np.count_nonzero(match_events(record, chosen)) == count


@relaxed
@given(filters_of_any_kind)
def test_an_event_of_the_window_counts_or_is_possible_and_never_both(
    record: Record, filters: Filters
) -> None:
    counted, possible = match_events(record, filters), match_possible(record, filters)
    start, end = record.events["date"].dt.date, record.events["date_end"].dt.date
    touching = (start <= filters.end) & (end >= filters.start)
    assert not (counted & possible).any()
    if filters.start > filters.end:
        touching[:] = False
    assert ((counted | possible) == touching.to_numpy() & match_facets(record, filters)).all()


def test_the_options_of_each_event_are_those_that_find_it(record: Record) -> None:
    options, found = list_options(record), index_options(record)
    for facet in FACETS:
        for place, option in enumerate(options[facet]):
            chosen = match_facets(record, choose(ALL, facet, (option,)))
            assert [place in places for places in found[facet]] == chosen.tolist()


def test_the_options_of_some_events_are_those_of_all_at_their_places(record: Record) -> None:
    some = index_options(record, np.array([3, 0]))
    every = index_options(record)
    assert some == {facet: [every[facet][3], every[facet][0]] for facet in FACETS}


def test_two_records_do_not_share_their_answers(record: Record, tmp_path: Path) -> None:
    other = load_record(write_record(tmp_path, events=[event_row()]))
    assert match_facets(record, ALL).shape == (5,)
    assert match_facets(other, ALL).shape == (1,)


def test_more_profiles_and_texts_than_a_byte_can_number_are_told_apart(tmp_path: Path) -> None:
    places = [place_row(id=f"barda-{number}", name_en=f"Barda {number}") for number in range(300)]
    rows = [
        event_row(id=f"event-{number}", place_id=f"barda-{number % 300}", title=f"Title {number}")
        for number in range(600)
    ]
    large = load_record(write_record(tmp_path, events=rows, places=places))
    assert len(large.events) == 600
    assert set(count_options(large, ALL)["places"].values()) == {2}
    assert sorted(ids(large, replace(ALL, places=("barda-299",)))) == ["event-299", "event-599"]
    assert ids(large, replace(ALL, text="title 599")) == ["event-599"]
