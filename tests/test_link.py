"""The link table, the queries that the server reads and writes, links to single events."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from node_answers import Browser
from record_factory import event_row, write_record

from components.labels import COLUMN_WORDS, MODE_WORDS
from components.link import (
    FACETS,
    LONGEST_TEXT,
    QueryError,
    build_link_table,
    check_link,
    event_link,
    read_query,
    write_link,
    write_query,
)
from geo.dates import FIRST_DAY, LAST_DAY
from geo.filters import Filters, list_options
from geo.record import Record, load_record

OPTIONS: dict[str, Sequence[str]] = {
    "districts": ["AZ-BAR", "AZ-GA", "off-map"],
    "places": ["barda", "ganja"],
    "categories": ["shelling", "missile strike"],
    "evidence": ["analysis"],
    "harmed": ["both"],
    "accused": ["both"],
    "contests": ["not contested"],
    "source_kinds": ["NGO report"],
}
ALL = Filters(FIRST_DAY, LAST_DAY)
KINDS = {
    "day", "period", "choice", "list", "text", "view", "flag", "event", "source", "known", "lesson", "number",
    "made",
}  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return load_record(write_record(tmp_path_factory.mktemp("record")))


@pytest.fixture(scope="module")
def browser(record: Record) -> Iterator[Browser]:
    with Browser(record) as modules:
        yield modules


def _read(parameters: Mapping[str, Sequence[str]]) -> Filters:
    return read_query(parameters, options=OPTIONS)


# The table


def test_every_key_stands_once_and_is_of_a_known_kind(record: Record) -> None:
    table = build_link_table(record)
    keys = [row["key"] for row in table]
    fields = [row["field"] for row in table]

    assert len(keys) == len(set(keys))
    assert len(fields) == len(set(fields))
    assert {row["kind"] for row in table} == KINDS


def test_no_key_was_once_the_name_of_a_key_that_reads_the_same_values(record: Record) -> None:
    rows = {row["key"]: row for row in build_link_table(record)}

    for row in rows.values():
        for former in row["former"]:
            now = rows.get(former)
            assert now is None or (now["kind"], now["values"]) != (row["kind"], row["values"])


def test_every_field_of_the_table_is_a_field_of_the_state(record: Record, browser: Browser) -> None:
    state = browser.ask("opening")

    for row in build_link_table(record):
        holder, _, facet = row["field"].partition(".")
        assert holder in state, row["key"]
        assert not facet or facet in state[holder], row["key"]
    assert set(state["filters"]) == set(FACETS)


def test_every_default_of_the_table_is_what_the_state_begins_with(browser: Browser) -> None:
    assert browser.ask("link", link="") == {"link": "", "notices": []}


def test_every_key_can_be_written_and_is_read_again(record: Record, browser: Browser) -> None:
    values = {
        "from": "2020-10-01", "to": "2020-10-31", "span": "all", "event": "2020-10-28-barda",
        "source": "agency-2020", "q": "old town", "view": "40.3,46.6,8", "held": "no",
        "known": "2020-10-11", "present": "yes", "lesson": "44-days", "step": "3", "speaker": "yes", "made": "q64FAA",
    }  # fmt: skip
    for row in build_link_table(record):
        other = [value for value in row["values"] or () if value != row["default"]]
        key, value = row["key"], values.get(row["key"]) or other[0]
        found = browser.ask("link", link=f"{key}={value}")
        assert found["notices"] == [], key
        assert parse_qs(found["link"])[key] == [value], key


def test_what_a_link_says_back_is_clipped(browser: Browser) -> None:
    long, clipped = "x" * 100_000, "x" * 79 + "…"

    found = browser.ask("link", link=f"event={long}&{long}=1&q={long}&tab={'🙂' * 100}")

    assert found["notices"] == [
        f"event={clipped}: no incident has this id",
        f"{clipped}: not a parameter",
        f"q={clipped}: longer than 200 characters",
        f"tab={'🙂' * 79}…: not one of incidents, sources",
    ]


def test_a_link_full_of_nonsense_is_told_in_some_lines(browser: Browser) -> None:
    found = browser.ask("link", link="&".join(f"no{n}=1" for n in range(5_000)))

    assert found["notices"] == [
        *(f"no{n}: not a parameter" for n in range(24)),
        "and 4,976 more",
    ]


def test_choices_and_lists_name_the_values_that_they_know(record: Record) -> None:
    rows = {row["key"]: row for row in build_link_table(record)}
    options = list_options(record)

    assert {facet: rows[key]["values"] for facet, key in FACETS.items()} == options
    assert set(rows["mode"]["values"]) == set(MODE_WORDS)
    assert {value.removeprefix("-") for value in rows["sort"]["values"]} == set(COLUMN_WORDS)
    for row in rows.values():
        assert (row["values"] is not None) == (row["kind"] in ("choice", "list"))
        if row["kind"] == "choice":
            assert row["default"] in row["values"]


# What the server reads


def test_a_query_without_parameters_asks_for_everything() -> None:
    assert _read({}) == ALL


def test_every_part_of_a_query_is_read() -> None:
    filters = _read(
        {
            "from": ["2020-10-01"],
            "to": ["2020-10-31"],
            "district": ["off-map", "AZ-BAR"],
            "place": ["ganja"],
            "category": ["shelling", "missile strike"],
            "evidence": ["analysis"],
            "harmed": ["both"],
            "accused": ["both"],
            "contested": ["not contested"],
            "kind": ["NGO report"],
            "q": ["Şuşa"],
        }
    )

    assert filters == Filters(
        datetime.date(2020, 10, 1),
        datetime.date(2020, 10, 31),
        districts=("AZ-BAR", "off-map"),
        places=("ganja",),
        categories=("missile strike", "shelling"),
        evidence=("analysis",),
        harmed=("both",),
        accused=("both",),
        contests=("not contested",),
        source_kinds=("NGO report",),
        text="Şuşa",
    )


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"from": ["04.10.2020"]},
         "from: '04.10.2020' is not a date like 2020-10-04; leave it out"),
        ({"from": ["2020-02-30"]},
         "from: '2020-02-30' is not a date like 2020-10-04; leave it out"),
        ({"to": ["20201004"]}, "to: '20201004' is not a date like 2020-10-04; leave it out"),
        ({"to": ["2020-W40-7"]}, "to: '2020-W40-7' is not a date like 2020-10-04; leave it out"),
        ({"to": ["２０２０-10-04"]},
         "to: '２０２０-10-04' is not a date like 2020-10-04; leave it out"),
        ({"from": ["2020-10-02"], "to": ["2020-10-01"]},
         "from=2020-10-02&to=2020-10-01: the dates are the wrong way round; swap them"),
        ({"from": ["2020-10-02", "2020-10-03"]}, "from: is given 2 times; give it once"),
        ({"place": ["barda", "BARDA"]}, "place: 'BARDA' is none of its values; leave it out"),
        ({"q": ["x" * (LONGEST_TEXT + 1)]}, "q: longer than 200 characters; shorten it"),
        ({"q": ["a", "b"]}, "q: is given 2 times; give it once"),
        ({"place": ["x" * 100_000]},
         f"place: '{'x' * 79}…' is none of its values; leave it out"),
        ({"from": ["x" * 100_000]},
         f"from: '{'x' * 79}…' is not a date like 2020-10-04; leave it out"),
        ({"event": ["2020-10-28-barda"]},
         "event: is not a filter; leave it out, or use one of district, place, category, evidence, "
         "harmed, accused, contested, kind, q, from, to"),
    ],
)  # fmt: skip
def test_a_query_that_cannot_be_answered_is_named(
    parameters: dict[str, list[str]], reason: str
) -> None:
    with pytest.raises(QueryError) as caught:
        _read(parameters)
    assert str(caught.value) == reason


def test_an_empty_date_is_none() -> None:
    assert _read({"from": [""], "to": [""]}) == ALL


def test_one_choice_has_one_query() -> None:
    one = Filters(FIRST_DAY, LAST_DAY, places=("barda", "ganja", "barda"), text="a b")
    other = Filters(FIRST_DAY, LAST_DAY, places=("ganja", "barda"), text="a b")

    assert write_query(one) == write_query(other) == "place=barda&place=ganja&q=a+b"
    assert write_query(ALL) == ""


TEXTS = st.text(max_size=30) | st.sampled_from(["2020-10-04", "barda", "AZ-BAR", "1e999"])


@given(
    parameters=st.dictionaries(
        st.sampled_from([*FACETS.values(), "q", "from", "to"]) | st.text(max_size=10),
        st.lists(TEXTS, max_size=3),
        max_size=8,
    )
)
def test_any_query_is_answered_or_refused_with_a_reason(parameters: dict[str, list[str]]) -> None:
    filters, reason = ALL, ""
    try:
        filters = _read(parameters)
    except QueryError as error:
        reason = str(error)
    assert not reason or any(reason.startswith(key) for key in parameters)
    assert filters.start <= filters.end
    assert len(filters.text) <= LONGEST_TEXT
    for facet in FACETS:
        assert set(getattr(filters, facet)) <= set(OPTIONS[facet])


@given(
    facets=st.fixed_dictionaries(
        {facet: st.lists(st.sampled_from(values)).map(tuple) for facet, values in OPTIONS.items()}
    ),
    text=st.text(st.characters(codec="utf-8"), max_size=30),
)
def test_a_query_that_was_written_is_read_as_the_same_choice(
    facets: dict[str, Any], text: str
) -> None:
    filters = Filters(FIRST_DAY, LAST_DAY, **facets, text=text)
    read = _read(parse_qs(write_query(filters)))

    assert write_query(read) == write_query(filters)
    assert read.text == text
    assert all(set(getattr(read, facet)) == set(facets[facet]) for facet in FACETS)


# Whole links


@pytest.mark.parametrize(
    "link",
    [
        "",
        "from=2020-10-04&to=2020-10-17&mode=between&view=40.3,46.6,8&known=2020-10-11",
        "place=barda&kind=NGO+report&q=old+town",
        "source=hrw-2020-10-30&tab=sources",
        "source=NGO+report",
    ],
)
def test_a_link_that_can_be_read_is_let_pass(record: Record, link: str) -> None:
    check_link(link, record)


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        (
            "colour=red",
            "colour: is not a parameter of a link; leave it out, or use one of from, to",
        ),
        ("place=atlantis", "place: 'atlantis' is none of its values; leave it out"),
        ("from=4.10.2020", "from: '4.10.2020' is not a date like 2020-10-04; leave it out"),
        (f"q={'x' * (LONGEST_TEXT + 1)}", f"q: longer than {LONGEST_TEXT} characters; shorten it"),
    ],
)
def test_what_a_link_cannot_say_is_named(record: Record, link: str, fault: str) -> None:
    with pytest.raises(QueryError) as raised:
        check_link(link, record)
    assert str(raised.value).startswith(fault)


# Links to single events


def test_a_link_to_an_event_of_the_war_needs_no_days(record: Record) -> None:
    assert (
        event_link(record.events.set_index("id").loc["2020-10-28-barda"])
        == "./?event=2020-10-28-barda"
    )


def test_a_link_is_written_alike_in_both_languages(record: Record, browser: Browser) -> None:
    view = {
        "from": datetime.date(2020, 10, 4), "to": datetime.date(2020, 11, 10), "mode": "between",
        "known": datetime.date(2020, 10, 5), "view": (40.682, 46.361, 9), "event": "2020-10-28-barda",
        "held": False, "filters.districts": ("AZ-BAR",), "text": "", "present": True, "step": 2,
    }  # fmt: skip
    written = write_link(record, view)
    assert parse_qs(written)["view"] == ["40.682,46.361,9"]
    assert browser.ask("link", link=written) == {"link": written, "notices": []}
    assert write_link(record, {"held": True, "filters.places": (), "known": None}) == ""
    with pytest.raises(KeyError, match="colour"):
        write_link(record, {"colour": "red"})


@pytest.mark.parametrize(
    ("start", "end"),
    [("2019-05-05", "2019-05-05"), ("2020-09-01", "2020-10-01"), ("2020-11-10", "2020-11-11")],
)
def test_a_link_to_an_event_that_the_opening_does_not_hold_brings_its_days(
    tmp_path: Path, browser: Browser, start: str, end: str
) -> None:
    rows = [event_row(date=start, date_end="" if start == end else end)]
    event = load_record(write_record(tmp_path, events=rows)).events.iloc[0]

    assert event_link(event) == f"./?event=2020-10-28-barda&from={start}&to={end}"
    found = browser.ask("link", link=event_link(event).removeprefix("./?"))
    assert found["notices"] == []
