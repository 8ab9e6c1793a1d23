"""A record too large to be sent: what the server answers, and what the browser makes of it."""

from __future__ import annotations

import base64
import datetime
import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import h3.api.basic_int as h3
import numpy as np
import pandas as pd
import pytest
from bench.synthetic import make_record
from hypothesis import given, settings
from hypothesis import strategies as st
from node_answers import Browser

from components.explore.payload import build_events, build_payload, order_for_reading
from components.large import SENT_EVENTS, is_large
from components.large.answers import (
    BEST,
    MOST_SOURCES,
    READING,
    card_body,
    events_body,
    list_body,
    options_body,
    sources_body,
)
from components.large.binary import pack_cells, pack_counts
from components.link import QueryError
from geo.dates import EPOCH, FIRST_DAY, LAST_DAY
from geo.export.csv_file import write_csv
from geo.export.tables import export_claims, export_events
from geo.filters import (
    Filters,
    count_options,
    count_sources,
    list_options,
    match_events,
    match_facets,
    match_possible,
)
from geo.large import COARSEST, WHOLE
from geo.record import Record, load_record
from geo.tables.schema import EVIDENCE_FILLS, FILLS, HARM_CATEGORIES

ROOT = Path(__file__).resolve().parent.parent
COUNT = 4_000
REAL = load_record(ROOT)
ALL = Filters(FIRST_DAY, LAST_DAY)
OCTOBER = replace(ALL, start=datetime.date(2020, 10, 1), end=datetime.date(2020, 10, 20))
ONE_DAY = replace(ALL, start=datetime.date(2020, 10, 4), end=datetime.date(2020, 10, 4))


@lru_cache(maxsize=1)
def large() -> Record:
    return make_record(REAL, count=COUNT)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser(REAL) as modules:
        yield modules


def read(body: bytes) -> Any:
    return json.loads(gzip.decompress(body))


def encode(body: bytes) -> str:
    return base64.b64encode(body).decode()


def ids(rows: Any) -> list[str]:
    return [str(id_) for id_ in large().events["id"].to_numpy()[rows].tolist()]


def days(start: int, end: int, filters: Filters = ALL) -> Filters:
    """Filters with a window of days since 1970."""
    first, last = (EPOCH + datetime.timedelta(day) for day in (start, end))
    return replace(filters, start=first, end=last)


WINDOWS = st.one_of(
    st.tuples(st.integers(18_400, 18_700), st.integers(0, 90)),
    st.tuples(st.integers(-7_000, 20_000), st.integers(0, 9_000)),
).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def choices(draw: st.DrawFn) -> Filters:
    """Some values of some facets, and words."""
    facets: dict[str, Any] = {
        facet: tuple(draw(st.lists(st.sampled_from(options), max_size=3, unique=True)))
        for facet, options in list_options(REAL).items()
        if draw(st.booleans()) and draw(st.booleans())
    }
    return replace(ALL, text=draw(st.sampled_from(["", "", "shusha", "zzz"])), **facets)


def test_the_events_of_a_large_record_are_not_sent() -> None:
    record = make_record(REAL, count=SENT_EVENTS + 1)
    assert is_large(record)
    assert not is_large(make_record(REAL, count=SENT_EVENTS))
    payload = json.loads(build_payload(record, ROOT / "geo" / "data"))
    assert payload["events"] is None
    assert payload["size"] == SENT_EVENTS + 1
    assert payload["limits"]["cells"] == [COARSEST, 9, WHOLE]


@settings(max_examples=80, deadline=None)
@given(filters=choices(), window=WINDOWS, width=st.integers(1, 40))
def test_the_browser_counts_any_window_as_the_filters_do(
    browser: Browser, filters: Filters, window: tuple[int, int], width: int
) -> None:
    record, (start, end) = large(), window
    chosen = days(start, end, filters)
    body = encode(pack_counts(record, match_facets(record, filters)))
    edges = range(start, end + 1, max(width, (end - start) // 50))
    bins = [(first, min(first + edges.step - 1, end)) for first in edges]
    found = browser.ask("count", body=body, bins=bins, **{"from": start, "to": end, "day": start})

    events = record.events
    counted = match_events(record, chosen)
    passing = match_facets(record, filters)
    assert found["counted"] == counted.sum()
    assert found["offMap"] == (counted & ~events["on_map"].to_numpy()).sum()
    assert found["possible"] == match_possible(record, chosen).sum()
    overview = events["overview"].to_numpy(dtype=bool)
    touching = ((events["start_day"] <= end) & (events["end_day"] >= start)).to_numpy()
    assert found["sums"] == (passing & overview & touching).sum()
    assert found["passing"] == (passing & ~overview).sum()

    bars = np.array([FILLS.index(EVIDENCE_FILLS[level]) for level in events["evidence"]])
    for bin_, counts in zip(bins, found["bins"], strict=True):
        inside = match_events(record, days(*bin_, filters))
        assert counts == np.bincount(bars[inside], minlength=len(FILLS)).tolist()
    one_day = events[passing & ~overview & (events["start_day"] == events["end_day"])]["start_day"]
    assert found["next"] == min(one_day[one_day > start], default=None)
    assert found["before"] == max(one_day[one_day < start], default=None)


@settings(max_examples=40, deadline=None)
@given(filters=choices(), window=WINDOWS, resolution=st.integers(COARSEST, WHOLE))
def test_the_browser_counts_the_cells_as_the_filters_do(
    browser: Browser, filters: Filters, window: tuple[int, int], resolution: int
) -> None:
    record, chosen = large(), days(*window, filters)
    body = encode(pack_cells(record, match_facets(record, filters), resolution, None))
    found = browser.ask(
        "cells", bodies=[body], resolution=resolution, **{"from": window[0], "to": window[1]}
    )
    names = name_cells(resolution)
    for name, mask in (
        ("count", match_events(record, chosen)),
        ("possible", match_possible(record, chosen)),
    ):
        expected = names[mask & (names != "").to_numpy()].value_counts()
        assert {cell["tile"]: cell[name] for cell in found if cell[name]} == expected.to_dict()
    assert all(sum(cell["bars"]) == (cell["count"] or cell["possible"]) for cell in found)


@lru_cache(maxsize=8)
def name_cells(resolution: int) -> pd.Series:
    """The cell of each event, "" off the map."""
    events = large().events
    return pd.Series(
        [
            h3.int_to_str(h3.cell_to_parent(h3.latlng_to_cell(lat, lon, 9), resolution))
            if on_map
            else ""
            for lon, lat, on_map in zip(events["lon"], events["lat"], events["on_map"], strict=True)
        ]
    )


@pytest.mark.parametrize("filters", [ALL, OCTOBER, ONE_DAY])
def test_a_list_comes_in_reading_order_in_stretches_with_its_counts(filters: Filters) -> None:
    record = large()
    counted = match_events(record, filters)
    order = order_for_reading(record.events)
    expected = ids(order[counted[order]])
    found = [read(list_body(record, filters, first, 100, READING)) for first in (0, 100, 9_999_900)]

    assert found[0]["events"]["id"] == expected[:100]
    assert found[1]["events"]["id"] == expected[100:200]
    assert found[2]["events"]["id"] == []
    for part in found:
        assert part["total"] == len(expected)
        assert part["possible"] == match_possible(record, filters).sum()
        assert part["off_map"] == (counted & ~record.events["on_map"].to_numpy()).sum()
    overview = record.events["overview"].to_numpy(dtype=bool)
    assert read(list_body(record, ALL, 0, 1, READING))["sums"] == overview.sum()


def test_the_titles_of_a_day_are_those_of_harm_then_the_best_evidenced() -> None:
    record = large()
    events = record.events[match_events(record, ONE_DAY)]
    rank = [
        (category not in HARM_CATEGORIES, FILLS.index(EVIDENCE_FILLS[level]), place)
        for place, (category, level) in enumerate(
            zip(events["category"], events["evidence"], strict=True)
        )
    ]
    best = [place for *_, place in sorted(rank)][:5]
    found = read(list_body(record, ONE_DAY, 0, 5, BEST))["events"]["id"]
    assert found == events["id"].iloc[best].tolist()


def test_marks_are_the_events_on_the_map_that_count_and_are_no_sums() -> None:
    record = large()
    mask = match_events(record, OCTOBER) & record.events["on_map"].to_numpy()
    found = read(events_body(record, OCTOBER, None, 50))
    assert found["total"] == mask.sum()
    assert found["events"]["id"] == ids(mask)[:50]
    assert not any(found["events"]["overview"])
    whole = read(events_body(record, ALL, None, COUNT))
    overview = record.events["overview"].to_numpy(dtype=bool)
    assert whole["total"] == (record.events["on_map"].to_numpy() & ~overview).sum()


def test_events_are_described_as_in_the_record_that_is_sent() -> None:
    rows = np.array([5, 3, 100], dtype=np.intp)
    whole, some = build_events(REAL), build_events(REAL, rows)
    for name in set(whole) - {"reading"}:
        assert some[name] == [whole[name][row] for row in rows.tolist()]
    assert build_events(REAL, rows, tolls=False)["toll"] == ["", "", ""]


def test_options_and_sources_are_those_of_the_filters() -> None:
    record, filters = large(), replace(OCTOBER, evidence=("independently documented",))
    assert read(options_body(record, filters)) == count_options(record, filters)
    found = read(sources_body(record, filters))
    counts = count_sources(record, match_events(record, filters))
    expected = counts[counts > 0]
    assert found["of"] == len(record.sources)
    assert found["total"] == len(expected)
    assert {source["id"]: n for source, n in found["sources"]} == expected.to_dict()
    assert [source["id"] for source, _ in found["sources"]] == expected.index.tolist()


def test_of_very_many_sources_those_of_the_most_events_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len(REAL.sources) <= MOST_SOURCES
    monkeypatch.setattr("components.large.answers.MOST_SOURCES", 3)
    filters = replace(OCTOBER, harmed=("azerbaijani",))
    found = read(sources_body(large(), filters))
    counts = count_sources(large(), match_events(large(), filters))
    assert found["total"] == (counts > 0).sum() > 3
    assert sorted(n for _, n in found["sources"]) == sorted(counts)[-3:]


def test_a_card_comes_with_its_sources_and_its_event() -> None:
    record = large()
    id_ = str(record.events["id"].iloc[COUNT // 2])
    found = read(card_body(record, id_))
    assert found["card"]["id"] == id_
    assert found["events"]["id"] == [id_]
    assert found["events"] == build_events(record, np.array([COUNT // 2]))
    all_events = count_sources(record, np.ones(COUNT, dtype=bool))
    sources = record.events["sources"].iloc[COUNT // 2]
    assert [(source["id"], n) for source, n in found["sources"]] == [
        (name, all_events[name]) for name in sources
    ]


def test_a_card_of_nobody_is_refused() -> None:
    with pytest.raises(QueryError, match="'synthetic-9': no incident has this id; leave it out"):
        card_body(large(), "synthetic-9")


def test_a_large_record_is_written_in_parts_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = np.zeros(COUNT, dtype=bool)
    rows[::30] = True
    for export in (export_events, export_claims):
        whole = export(large(), rows).to_csv(index=False, lineterminator="\r\n").encode()
        monkeypatch.setattr("geo.export.tables.PART", 17)
        assert b"".join(write_csv(export, large(), rows)) == whole
        nothing = b"".join(write_csv(export, large(), np.zeros(COUNT, dtype=bool)))
        assert nothing.count(b"\n") == 1
