"""Counts of very many events are exact: from the packed bytes, against `geo.filters`."""

from __future__ import annotations

import datetime
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import geopandas as gpd
import h3.api.basic_int as h3
import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from bench.synthetic import make_record
from hypothesis import given, settings
from hypothesis import strategies as st
from record_factory import event_row, write_record

from components.large.binary import pack, pack_cells, pack_counts
from components.link import read_query, write_query
from geo.dates import EPOCH, FIRST_DAY, LAST_DAY
from geo.filters import Filters, list_options, match_events, match_facets, match_possible
from geo.large import (
    COARSEST,
    FINEST,
    WHOLE,
    CellError,
    count_cells,
    list_events,
    prepare_cells,
    read_tile,
)
from geo.record import Record, load_record

ROOT = Path(__file__).resolve().parent.parent
COUNT = 20_000
ALL = Filters(FIRST_DAY, LAST_DAY)
BARS = {
    "independently documented": 0,
    "stated by both sides": 1,
    "reported by news agency": 1,
    "official statement of one side": 2,
    "claim disputed": 3,
    "primary document": 0,
    "analysis": 2,
}
N_BARS = 4
OFF_MAP = N_BARS
Header = dict[str, Any]
Arrays = dict[str, npt.NDArray[Any]]


@lru_cache(maxsize=1)
def large() -> Record:
    return make_record(load_record(ROOT), count=COUNT)


@pytest.fixture(scope="module")
def record() -> Record:
    """A made-up record of `COUNT` events."""
    return large()


def unpack(body: bytes) -> tuple[Header, Arrays]:
    """Read a body as a browser does: by the offsets in its header."""
    length = int.from_bytes(body[:4], "little")
    start = 4 + length
    header = json.loads(body[4:start])
    assert start % 8 == 0
    arrays = {}
    for entry in header["arrays"]:
        assert entry["offset"] % 8 == 0
        assert entry["type"] in ("u1", "u4", "i4", "f4", "u8")
        at, type_ = start + entry["offset"], f"<{entry['type']}"
        arrays[entry["name"]] = np.frombuffer(body, type_, entry["length"], at)
    return header, arrays


def total_at(arrays: Arrays, k: int, day: int) -> int:
    """The running total of a list of events of one day, at a day."""
    first, last = arrays["day_ptr"][k], arrays["day_ptr"][k + 1]
    place = int(np.searchsorted(arrays["day"][first:last], day, side="right"))
    return int(arrays["day_total"][first + place - 1]) if place else 0


def contained(arrays: Arrays, k: int, start: int, end: int) -> int:
    """Number of events of one day of a list in the window."""
    return total_at(arrays, k, end) - total_at(arrays, k, start - 1) if start <= end else 0


def span_counts(
    arrays: Arrays, start: int, end: int, part: slice = slice(None), name: str = "span"
) -> tuple[list[int], list[int]]:
    """Longer events by bar: those that lie in the window, and those that touch it otherwise."""
    first, last, class_, count = (
        arrays[f"{name}_{column}"][part] for column in ("start", "end", "class", "count")
    )
    inside = (first >= start) & (last <= end)
    others = (first <= end) & (last >= start) & ~inside
    return tuple(  # type: ignore[return-value]
        [int(count[rows & (class_ % N_BARS == bar)].sum()) for bar in range(N_BARS)]
        for rows in (inside, others)
    )


def plain(record: Record) -> pd.DataFrame:
    """What is counted, as a plain frame with the `bar` of each event."""
    events = pd.DataFrame(record.events.drop(columns="geometry"))
    return events.assign(bar=[BARS[level] for level in events["evidence"]])


def window(start: int, end: int, filters: Filters = ALL) -> Filters:
    """Filters with a window of days since 1970."""
    return replace(filters, start=to_day(start), end=to_day(end))


def to_day(days: int) -> datetime.date:
    return EPOCH + datetime.timedelta(days)


def choose_filters(record: Record, rng: np.random.Generator) -> Filters:
    """Up to three facets with up to three values, now and then a word."""
    options = list_options(record)
    chosen: dict[str, Any] = {
        name: tuple(rng.choice(options[name], rng.integers(1, 4)).tolist())
        for name in rng.choice(list(options), rng.integers(0, 3), replace=False)
    }
    return replace(ALL, text=str(rng.choice(["", "", "barda", "shusha"])), **chosen)


def choose_some(record: Record, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Events on the map, by filters that leave some."""
    while True:
        mask = match_facets(record, choose_filters(record, rng))
        if (mask & record.events["on_map"].to_numpy()).sum() > 100:
            return mask


WINDOWS = st.one_of(
    st.tuples(st.integers(18_400, 18_700), st.integers(0, 90)),
    st.tuples(st.integers(-8_000, 20_700), st.integers(0, 12_000)),
).map(lambda pair: (pair[0], min(pair[0] + pair[1], 20_800)))
SEEDS = range(12)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), days=WINDOWS)
def test_totals_are_those_of_the_filters(seed: int, days: tuple[int, int]) -> None:
    record = large()
    filters = window(*days, choose_filters(record, np.random.default_rng(seed)))
    header, arrays = unpack(pack_counts(record, match_facets(record, filters)))

    events = plain(record)
    passing = match_facets(record, filters) & ~events["overview"]
    assert header["version"] == record.version
    assert header["size"] == COUNT
    assert header["passing"] == passing.sum()
    assert header["on_map"] == (passing & events["on_map"]).sum()

    counted = events[match_events(record, filters)]
    inside, others = span_counts(arrays, *days)
    bars = [contained(arrays, bar, *days) + inside[bar] for bar in range(N_BARS)]
    assert bars == [(counted["bar"] == bar).sum() for bar in range(N_BARS)]
    assert sum(others) == match_possible(record, filters).sum()
    spans_off = {**arrays, "span_count": arrays["span_off"]}
    off_map = contained(arrays, OFF_MAP, *days) + sum(span_counts(spans_off, *days)[0])
    assert off_map == (~counted["on_map"]).sum()

    sums = events[match_facets(record, filters) & events["overview"]]
    touching = (sums["start_day"] <= days[1]) & (sums["end_day"] >= days[0])
    within, beyond = span_counts(arrays, *days, name="sum")
    assert sum(within) + sum(beyond) == touching.sum()


@pytest.mark.parametrize("seed", SEEDS)
def test_spans_are_all_longer_events_that_pass(record: Record, seed: int) -> None:
    mask = match_facets(record, choose_filters(record, np.random.default_rng(seed)))
    _, arrays = unpack(pack_counts(record, mask))

    events = plain(record)[mask]
    longer = events[(events["start_day"] < events["end_day"]) & ~events["overview"]]
    vague = (longer["date_precision"] != "day").astype(int)
    class_ = longer["bar"] + N_BARS * (1 + vague)
    expected = longer.assign(class_=class_).groupby(["class_", "start_day", "end_day"]).size()
    found = zip(
        *(arrays[f"span_{name}"].tolist() for name in ("class", "start", "end")), strict=True
    )
    assert dict(zip(found, arrays["span_count"].tolist(), strict=True)) == expected.to_dict()


def cells_of(events: pd.DataFrame, resolution: int) -> list[int]:
    points = zip(events["lat"], events["lon"], strict=True)
    finest = [h3.latlng_to_cell(lat, lon, FINEST) for lat, lon in points]
    return [h3.cell_to_parent(cell, resolution) for cell in finest]


def is_counted(record: Record) -> npt.NDArray[np.bool_]:
    """Events that some cell may count: on the map, and no sums."""
    events = record.events
    return np.asarray(events["on_map"].to_numpy() & ~events["overview"].to_numpy(dtype=bool))


@cache
def finest_cells() -> npt.NDArray[np.uint64]:
    """The finest cell of each event of the large record, 0 off the map."""
    events = plain(large())
    on_map = events["on_map"].to_numpy()
    found = np.zeros(len(events), dtype=np.uint64)
    found[on_map] = cells_of(events[on_map], FINEST)
    return found


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), days=WINDOWS, resolution=st.integers(COARSEST, FINEST))
def test_cells_hold_what_the_filters_find_in_them(
    seed: int, days: tuple[int, int], resolution: int
) -> None:
    record, rng = large(), np.random.default_rng(seed)
    filters = window(*days, choose_filters(record, rng))
    mask = match_facets(record, filters)
    events = plain(record).assign(cell=finest_cells())
    rows = mask & is_counted(record)
    tile = None
    if resolution > WHOLE:
        some = int(rng.choice(np.flatnonzero(is_counted(record))))
        tile = h3.cell_to_parent(int(finest_cells()[some]), resolution - 4)
        near = [c > 0 and h3.cell_to_parent(c, resolution - 4) == tile for c in events["cell"]]
        rows &= np.array(near)
    header, arrays = unpack(pack_cells(record, mask, resolution, tile))

    parents = [h3.cell_to_parent(cell, resolution) for cell in events["cell"][rows]]
    events = events[rows].assign(cell=parents)
    cells = arrays["cell"].tolist()
    assert cells == sorted(set(parents))
    assert header["cells"] == len(cells)
    assert header["resolution"] == resolution
    assert header["tile"] == (None if tile is None else h3.int_to_str(tile))
    counted = events[match_events(record, filters)[rows]].groupby(["cell", "bar"]).size()
    possible = events[match_possible(record, filters)[rows]].groupby(["cell", "bar"]).size()
    for place, cell in enumerate(cells):
        part = slice(arrays["span_ptr"][place], arrays["span_ptr"][place + 1])
        inside, others = span_counts(arrays, *days, part)
        for bar in range(N_BARS):
            single = contained(arrays, N_BARS * place + bar, *days)
            assert single + inside[bar] == counted.get((cell, bar), 0)
            assert others[bar] == possible.get((cell, bar), 0)


@pytest.mark.parametrize("resolution", [COARSEST, WHOLE])
def test_a_cell_has_its_centre_and_the_mean_point_of_its_events(
    record: Record, resolution: int
) -> None:
    mask = match_facets(record, ALL)
    events = plain(record)[is_counted(record)]
    _, arrays = unpack(pack_cells(record, mask, resolution, None))

    means = events.assign(cell=cells_of(events, resolution)).groupby("cell")[["lon", "lat"]].mean()
    assert np.allclose(np.c_[arrays["lon"], arrays["lat"]], means, atol=1e-5)
    centres = np.array([h3.cell_to_latlng(cell) for cell in arrays["cell"].tolist()])
    assert np.allclose(np.c_[arrays["centre_lat"], arrays["centre_lon"]], centres, atol=1e-5)


def sum_cells(body: bytes, resolution: int) -> dict[tuple[int, int, int], int]:
    """Events in a window up to a day, by cell of a coarser resolution, bar and day."""
    _, arrays = unpack(body)
    found: dict[tuple[int, int, int], int] = {}
    for place, cell in enumerate(arrays["cell"].tolist()):
        parent = h3.cell_to_parent(cell, resolution)
        part = slice(arrays["span_ptr"][place], arrays["span_ptr"][place + 1])
        for day in range(18_530, 18_580, 7):
            inside, _ = span_counts(arrays, 18_000, day, part)
            for bar in range(N_BARS):
                key = (parent, bar, day)
                count = contained(arrays, N_BARS * place + bar, 18_000, day) + inside[bar]
                found[key] = found.get(key, 0) + count
    return found


def test_a_coarse_cell_is_the_sum_of_the_finer_cells_in_it(record: Record) -> None:
    mask = match_facets(record, ALL)
    coarse = pack_cells(record, mask, COARSEST, None)
    expected = sum_cells(coarse, COARSEST)
    assert sum(expected.values()) > 0
    for resolution in range(COARSEST + 1, WHOLE + 1):
        assert sum_cells(pack_cells(record, mask, resolution, None), COARSEST) == expected


def test_the_tiles_of_a_map_hold_all_its_cells_once(record: Record) -> None:
    mask = match_facets(record, ALL)
    whole = count_cells(record, mask, WHOLE, None)
    tiles = count_cells(record, mask, COARSEST, None).cell.tolist()
    parts = [count_cells(record, mask, WHOLE, tile) for tile in tiles]
    assert np.concatenate([part.cell for part in parts]).tolist() == whole.cell.tolist()
    for name in ("days.total", "spans.start", "spans.count"):
        read = attrgetter(name)
        assert np.concatenate([read(part) for part in parts]).tolist() == read(whole).tolist()


def test_listed_events_are_those_of_the_tile_in_the_order_of_the_record(record: Record) -> None:
    events = plain(record)[is_counted(record)]
    cells = pd.Series(cells_of(events, 4), index=events.index)
    tile = int(cells.mode()[0])
    below = events[cells == tile]
    inside = below[(below["start_day"] >= 18_540) & (below["end_day"] <= 18_545)]

    mask = match_events(record, window(18_540, 18_545))
    total, rows = list_events(record, mask, tile, 7)
    assert total == len(inside) > 7
    assert rows.tolist() == inside.index[:7].tolist()
    total, rows = list_events(record, match_facets(record, ALL), None, COUNT)
    assert rows.tolist() == events.index.tolist()
    assert total == len(events)


def make_one(tmp_path: Path, **cells: str) -> Record:
    return load_record(write_record(tmp_path, events=[event_row(**cells)]))


def repeat(record: Record, count: int) -> Record:
    """The first event many times."""
    events = record.events.iloc[np.zeros(count, dtype=int)].reset_index(drop=True)
    ids = [f"again-{number:06}" for number in range(count)]
    return replace(record, events=gpd.GeoDataFrame(events.assign(id=ids)))


def test_a_selection_without_events_is_an_answer_without_lists(record: Record) -> None:
    mask = np.zeros(COUNT, dtype=bool)
    header, arrays = unpack(pack_counts(record, mask))
    assert (header["passing"], header["on_map"]) == (0, 0)
    assert arrays["day_ptr"].tolist() == [0] * (N_BARS + 2)
    assert len(arrays["span_start"]) == len(arrays["sum_start"]) == 0
    header, arrays = unpack(pack_cells(record, mask, 5, None))
    assert header["cells"] == 0
    assert arrays["day_ptr"].tolist() == arrays["span_ptr"].tolist() == [0]
    assert list_events(record, mask, None, 10)[0] == 0


def test_a_tile_where_nothing_happened_has_no_cells(record: Record) -> None:
    far = h3.latlng_to_cell(-40.0, 10.0, 4)
    header, _ = unpack(pack_cells(record, match_facets(record, ALL), 8, far))
    assert header["cells"] == 0


def test_one_event_is_one_cell_with_one_day(tmp_path: Path) -> None:
    record = make_one(tmp_path)
    mask = match_facets(record, ALL)
    header, arrays = unpack(pack_counts(record, mask))
    assert (header["passing"], header["on_map"]) == (1, 1)
    assert arrays["day_total"].tolist() == [1]
    header, arrays = unpack(pack_cells(record, mask, 6, None))
    assert header["cells"] == 1
    assert arrays["lon"].tolist() == pytest.approx([47.1262], abs=1e-5)
    assert arrays["day"].tolist() == [18_563]


def test_very_many_events_at_one_point_on_one_day_are_one_cell(tmp_path: Path) -> None:
    record = repeat(make_one(tmp_path), 100_000)
    mask = match_facets(record, ALL)
    for resolution, tile in ((3, None), (6, None), (9, h3.latlng_to_cell(40.3758, 47.1262, 5))):
        header, arrays = unpack(pack_cells(record, mask, resolution, tile))
        assert header["cells"] == 1
        assert arrays["day_total"].tolist() == [100_000]
        assert arrays["lat"].tolist() == pytest.approx([40.3758], abs=1e-5)
    total, rows = list_events(record, mask, None, 200)
    assert (total, rows.tolist()) == (100_000, list(range(200)))


def test_a_record_without_a_point_has_no_cells(tmp_path: Path) -> None:
    record = make_one(tmp_path, place_id="", lon="", lat="", location_precision="none")
    mask = match_facets(record, ALL)
    header, arrays = unpack(pack_counts(record, mask))
    assert (header["passing"], header["on_map"]) == (1, 0)
    assert np.diff(arrays["day_ptr"])[OFF_MAP] == 1
    assert unpack(pack_cells(record, mask, 3, None))[0]["cells"] == 0


@pytest.mark.parametrize(
    ("resolution", "tile", "reason"),
    [
        (2, None, "resolution: 2 is outside 3..9; ask for one of these"),
        (10, None, "resolution: 10 is outside 3..9; ask for one of these"),
        (
            7,
            None,
            "resolution: 7 is too fine for the whole map; name a tile, or ask for at most 6",
        ),
        (
            5,
            0x852C037BFFFFFFF,
            "tile: '852c037bfffffff' is not coarser than resolution 5; ask for a finer resolution "
            "or a coarser tile",
        ),
    ],
)
def test_cells_that_cannot_be_counted_are_refused_with_a_reason(
    record: Record, resolution: int, tile: int | None, reason: str
) -> None:
    with pytest.raises(CellError) as error:
        count_cells(record, match_facets(record, ALL), resolution, tile)
    assert str(error.value) == reason


@pytest.mark.parametrize(
    "text", ["", "x", "0", "-1", "852c037bffffff", "0x852c037bfffffff", "f" * 16]
)
def test_a_tile_that_is_no_cell_is_refused(text: str) -> None:
    with pytest.raises(CellError, match="is not an H3 cell; write its index in hexadecimal digits"):
        read_tile(text)


def test_a_tile_that_is_too_fine_is_refused() -> None:
    text = h3.int_to_str(h3.latlng_to_cell(40.0, 47.0, 10))
    with pytest.raises(CellError, match="is finer than resolution 9; ask for a coarser cell"):
        read_tile(text)


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    prepare_cells(make_one(tmp_path), told.append)
    assert told == ["cells of 1 of 1 points"]


def test_a_packed_body_is_read_back_whatever_its_lengths() -> None:
    for length in range(10):
        arrays: Arrays = {
            "small": np.arange(length, dtype=np.uint8),
            "days": -np.arange(length, dtype=np.int32),
            "large": np.arange(length, dtype=np.uint64) << np.uint64(60),
        }
        header, found = unpack(pack({"name": "ə" * length}, arrays))
        assert header["name"] == "ə" * length
        for name, array in arrays.items():
            assert found[name].tolist() == array.tolist()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_query_is_read_as_it_was_written(record: Record, seed: int) -> None:
    filters = choose_filters(record, np.random.default_rng(seed))
    query = write_query(filters)
    parameters: dict[str, list[str]] = {}
    for name, value in parse_qsl(query):
        parameters.setdefault(name, []).append(value)
    found = read_query(parameters, options=list_options(record))
    assert write_query(found) == query
    assert np.array_equal(match_facets(record, found), match_facets(record, filters))


def test_threads_that_count_at_once_get_their_own_answers(record: Record) -> None:
    masks = [choose_some(record, np.random.default_rng(seed)) for seed in range(8)]
    expected = [pack_counts(record, mask) for mask in masks]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda mask: pack_counts(record, mask), masks * 4))
    assert found == expected * 4
