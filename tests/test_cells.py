"""Counts of very many events are exact: from the packed bytes, against a plain pandas count."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
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
from record_factory import event_row, write_record

from components.large.binary import pack, pack_cells, pack_counts
from components.link import read_query, write_query
from components.server.response_cache import BodyStore
from geo.dates import FIRST_DAY, LAST_DAY
from geo.filters import Filters, list_options, match_facets
from geo.large import (
    COARSEST,
    FINEST,
    SPANS,
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
CLASSES = 12
BARS = {
    "independently documented": 0,
    "reported by news agency": 1,
    "official statement of one side": 2,
    "claim disputed": 2,
    "primary document": 3,
    "analysis": 3,
}
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


def total_at(arrays: Arrays, end: str, k: int, day: int) -> int:
    """The running total of a list at a day."""
    first, last = arrays[f"{end}_ptr"][k], arrays[f"{end}_ptr"][k + 1]
    days = arrays[f"{end}_day"][first:last]
    place = int(np.searchsorted(days, day, side="right"))
    return int(arrays[f"{end}_total"][first + place - 1]) if place else 0


def touching(arrays: Arrays, k: int, start: int, end: int) -> int:
    """Number of events of a list that touch the days."""
    return total_at(arrays, "start", k, end) - total_at(arrays, "end", k, start - 1)


def classify(events: pd.DataFrame) -> pd.Series:
    """The class of each event, row by row."""
    return pd.Series(
        [
            BARS[level] + 4 * (2 if precision != "day" else 1 if end - start > 1 else 0)
            for level, precision, start, end in zip(
                events["evidence"],
                events["date_precision"],
                events["start_day"],
                events["end_day"],
                strict=True,
            )
        ],
        index=events.index,
        dtype="int64",
    )


def plain(record: Record) -> pd.DataFrame:
    """What is counted, as a plain frame with `class_`."""
    events = pd.DataFrame(record.events.drop(columns="geometry"))
    return events.assign(class_=classify(events))


def in_window(events: pd.DataFrame, start: int, end: int) -> pd.DataFrame:
    return events[(events["start_day"] <= end) & (events["end_day"] >= start)]


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


def choose_window(rng: np.random.Generator) -> tuple[int, int]:
    first = int(rng.integers(18_400, 18_600)) if rng.random() < 0.8 else -8_000
    return first, first + int(rng.integers(0, 60))


SEEDS = range(12)


@pytest.mark.parametrize("seed", SEEDS)
def test_totals_are_those_of_a_plain_count(record: Record, seed: int) -> None:
    rng = np.random.default_rng(seed)
    mask = match_facets(record, choose_filters(record, rng))
    header, arrays = unpack(pack_counts(record, mask))

    events = plain(record)[mask]
    assert header["version"] == record.version
    assert header["size"] == COUNT
    assert header["passing"] == len(events)
    assert header["on_map"] == events["on_map"].sum()
    for _ in range(6):
        start, end = choose_window(rng)
        inside = in_window(events, start, end)
        counts = [touching(arrays, k, start, end) for k in range(CLASSES)]
        assert counts == [(inside["class_"] == k).sum() for k in range(CLASSES)]
        assert touching(arrays, CLASSES, start, end) == (~inside["on_map"]).sum()


@pytest.mark.parametrize("seed", SEEDS)
def test_spans_are_the_most_frequent_of_the_passing_events(record: Record, seed: int) -> None:
    mask = match_facets(record, choose_filters(record, np.random.default_rng(seed)))
    _, arrays = unpack(pack_counts(record, mask))

    events = plain(record)[mask]
    expected = events[events["class_"] >= 4].groupby(["start_day", "end_day", "class_"]).size()
    found = zip(
        *(arrays[f"span_{name}"].tolist() for name in ("start", "end", "class")), strict=True
    )
    counts = arrays["span_count"].tolist()
    assert len(counts) == min(SPANS, len(expected))
    assert counts == sorted(expected, reverse=True)[:SPANS]
    assert [expected[span] for span in found] == counts


def cells_of(events: pd.DataFrame, resolution: int) -> list[int]:
    points = zip(events["lat"], events["lon"], strict=True)
    finest = [h3.latlng_to_cell(lat, lon, FINEST) for lat, lon in points]
    return [h3.cell_to_parent(cell, resolution) for cell in finest]


@pytest.mark.parametrize("resolution", range(COARSEST, FINEST + 1))
def test_cells_hold_what_a_plain_count_finds_in_them(record: Record, resolution: int) -> None:
    rng = np.random.default_rng(resolution)
    mask = choose_some(record, rng)
    events = plain(record)[mask & record.events["on_map"].to_numpy()]
    tile = None
    if resolution > WHOLE:
        tile = cells_of(events, resolution - 4)[0]
        events = events[[h3.cell_to_parent(c, resolution - 4) == tile for c in cells_of(events, 9)]]
    header, arrays = unpack(pack_cells(record, mask, resolution, tile))

    events = events.assign(cell=cells_of(events, resolution))
    cells = arrays["cell"].tolist()
    assert cells == sorted(set(events["cell"]))
    assert header["cells"] == len(cells)
    assert header["resolution"] == resolution
    assert header["tile"] == (None if tile is None else h3.int_to_str(tile))
    for _ in range(3):
        start, end = choose_window(rng)
        inside = in_window(events, start, end).groupby(["cell", "class_"]).size()
        for place, cell in enumerate(cells):
            for class_ in range(CLASSES):
                count = touching(arrays, CLASSES * place + class_, start, end)
                assert count == inside.get((cell, class_), 0)


@pytest.mark.parametrize("resolution", [COARSEST, WHOLE])
def test_a_cell_has_its_centre_and_the_mean_point_of_its_events(
    record: Record, resolution: int
) -> None:
    mask = match_facets(record, ALL)
    events = plain(record)[record.events["on_map"].to_numpy()]
    _, arrays = unpack(pack_cells(record, mask, resolution, None))

    means = events.assign(cell=cells_of(events, resolution)).groupby("cell")[["lon", "lat"]].mean()
    assert np.allclose(np.c_[arrays["lon"], arrays["lat"]], means, atol=1e-5)
    centres = np.array([h3.cell_to_latlng(cell) for cell in arrays["cell"].tolist()])
    assert np.allclose(np.c_[arrays["centre_lat"], arrays["centre_lon"]], centres, atol=1e-5)


def sum_cells(body: bytes, resolution: int) -> dict[tuple[int, int, int], int]:
    """Events that began up to a day, by cell of a coarser resolution, class and day."""
    _, arrays = unpack(body)
    found: dict[tuple[int, int, int], int] = {}
    for place, cell in enumerate(arrays["cell"].tolist()):
        parent = h3.cell_to_parent(cell, resolution)
        for class_ in range(CLASSES):
            for day in range(18_530, 18_580, 7):
                key = (parent, class_, day)
                count = total_at(arrays, "start", CLASSES * place + class_, day)
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
    assert (
        np.concatenate([part.starts.total for part in parts]).tolist()
        == whole.starts.total.tolist()
    )


def test_listed_events_are_those_of_tile_and_days_in_the_order_of_the_record(
    record: Record,
) -> None:
    events = plain(record)[record.events["on_map"].to_numpy()]
    tile = cells_of(events.head(1), 4)[0]
    below = events[[cell == tile for cell in cells_of(events, 4)]]
    inside = in_window(below, 18_540, 18_545)
    mask = match_facets(record, ALL)

    total, rows = list_events(record, mask, tile, 18_540, 18_545, 7)
    assert total == len(inside)
    assert rows.tolist() == inside.index[:7].tolist()
    total, rows = list_events(record, mask, None, None, None, COUNT)
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
    assert arrays["start_ptr"].tolist() == [0] * (CLASSES + 2)
    assert len(arrays["span_start"]) == 0
    header, arrays = unpack(pack_cells(record, mask, 5, None))
    assert header["cells"] == 0
    assert arrays["start_ptr"].tolist() == [0]
    assert list_events(record, mask, None, None, None, 10)[0] == 0


def test_a_tile_where_nothing_happened_has_no_cells(record: Record) -> None:
    far = h3.latlng_to_cell(-40.0, 10.0, 4)
    header, _ = unpack(pack_cells(record, match_facets(record, ALL), 8, far))
    assert header["cells"] == 0


def test_one_event_is_one_cell_with_one_day(tmp_path: Path) -> None:
    record = make_one(tmp_path)
    mask = match_facets(record, ALL)
    header, arrays = unpack(pack_counts(record, mask))
    assert (header["passing"], header["on_map"]) == (1, 1)
    assert arrays["start_total"].tolist() == [1]
    header, arrays = unpack(pack_cells(record, mask, 6, None))
    assert header["cells"] == 1
    assert arrays["lon"].tolist() == pytest.approx([47.1262], abs=1e-5)
    assert arrays["start_day"].tolist() == [18_563]


def test_very_many_events_at_one_point_on_one_day_are_one_cell(tmp_path: Path) -> None:
    record = repeat(make_one(tmp_path), 100_000)
    mask = match_facets(record, ALL)
    for resolution, tile in ((3, None), (6, None), (9, h3.latlng_to_cell(40.3758, 47.1262, 5))):
        header, arrays = unpack(pack_cells(record, mask, resolution, tile))
        assert header["cells"] == 1
        assert arrays["start_total"].tolist() == [100_000]
        assert arrays["end_total"].tolist() == [100_000]
        assert arrays["lat"].tolist() == pytest.approx([40.3758], abs=1e-5)
    total, rows = list_events(record, mask, None, 18_563, 18_563, 200)
    assert (total, rows.tolist()) == (100_000, list(range(200)))


def test_a_record_without_a_point_has_no_cells(tmp_path: Path) -> None:
    record = make_one(tmp_path, place_id="", lon="", lat="", location_precision="none")
    mask = match_facets(record, ALL)
    header, arrays = unpack(pack_counts(record, mask))
    assert (header["passing"], header["on_map"]) == (1, 0)
    assert np.diff(arrays["start_ptr"])[CLASSES] == 1
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


def test_twenty_viewers_who_ask_at_once_are_one_computation() -> None:
    bodies, made = BodyStore(), []
    started, go_on = threading.Event(), threading.Event()

    def make() -> bytes:
        made.append(1)
        started.set()
        assert go_on.wait(20)
        return b"body"

    answers: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: answers.append(bodies.get("key", make))) for _ in range(20)
    ]
    threads[0].start()
    assert started.wait(20)
    for thread in threads[1:]:
        thread.start()
    go_on.set()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(answers) == 20
    assert len(set(answers)) == 1


def test_a_failed_computation_is_tried_again() -> None:
    bodies = BodyStore()

    def fail() -> bytes:
        raise CellError("no")

    with pytest.raises(CellError):
        bodies.get("key", fail)
    assert bodies.get("key", lambda: b"body") == bodies.get("key", fail)


def test_bodies_are_kept_up_to_a_number_of_bytes() -> None:
    bodies, made = BodyStore(limit=2_000), []
    noise = np.random.default_rng(1).bytes(900)

    def make() -> bytes:
        made.append(1)
        return noise

    for key in ("a", "b", "a", "c", "a", "b"):
        bodies.get(key, make)
    assert len(made) == 4
    bodies.get("large", lambda: noise * 9)
    assert bodies.get("b", make)
    assert len(made) == 4
