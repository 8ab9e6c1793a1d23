"""Exact counts of very many events: by day, and by day in each cell of a hexagonal grid.

An event counts in a window when all its days lie in it, so an answer holds what tells this for every
window: of the events of one day running totals by day, of the longer ones their distinct spans. A sum
or programme is never counted.

The grid is H3. One table holds for each event on the map its cell of the finest resolution, in
the order of the cells; coarser cells follow from it by bits, and the events of any cell lie side
by side. DuckDB counts, in one pass over the table.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

import duckdb
import h3.api.basic_int as h3
import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.record import Record
from geo.tables.problems import clip_text
from geo.tables.schema import EVIDENCE_FILLS, FILLS

COARSEST, FINEST = 3, 9
#: Finest resolution whose cells can be counted all at once; finer ones need a tile.
WHOLE = 6
#: Evidence level -> bar of the time strip.
BARS = {level: FILLS.index(fill) for level, fill in EVIDENCE_FILLS.items()}
BAR_COUNT = len(FILLS)
#: Class of an event: its bar, and `BAR_COUNT` times its kind. Kinds: 0 one day; 1 more days, known
#: exactly; 2 more days, known to the month or year only.
CLASSES = BAR_COUNT * 3
#: Class of a sum or programme.
_OVERVIEW = CLASSES
THREADS = 2
#: Points between two words of progress.
TOLD = 250_000

Mask = npt.NDArray[np.bool_]
Cells = npt.NDArray[np.uint64]
Days = npt.NDArray[np.int32]
Counts = npt.NDArray[np.uint32]
Degrees = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]


class CellError(ValueError):
    """What was asked of the cells cannot be answered; says what, its value and the cure."""


@dataclass(frozen=True, eq=False)
class Totals:
    """Running totals for each of n lists of events of one day.

    List k is the slice `ptr[k]:ptr[k + 1]`: `day` ascending, each once, days since 1970-01-01;
    `total` is the number of events of the list up to that day.
    """

    ptr: Counts
    day: Days
    total: Counts


@dataclass(frozen=True, eq=False)
class Spans:
    """Distinct (start, end, class) of events, with the number of the events of each."""

    start: Days
    end: Days
    class_: npt.NDArray[np.uint8]
    count: Counts


@dataclass(frozen=True, eq=False)
class EventTotals:
    """All events that pass.

    `days` has a list for each bar, and a last one for what is off the map. `spans` are all of the
    longer events, `spans_off` how many of each are off the map; `sums` are the sums and programmes,
    which are left out everywhere else.
    """

    passing: int
    on_map: int
    days: Totals
    spans: Spans
    spans_off: Counts
    sums: Spans


@dataclass(frozen=True, eq=False)
class CellTotals:
    """The events on the map that pass, for n cells in the order of their index.

    `lon` and `lat` are the mean point of a cell's events, `centre_*` its own centre; degrees
    WGS 84. List `BAR_COUNT * cell + bar` of `days` has its events of one day, the slice
    `spans_ptr[cell]:spans_ptr[cell + 1]` of `spans` the longer ones.
    """

    cell: Cells
    lon: Degrees
    lat: Degrees
    centre_lon: Degrees
    centre_lat: Degrees
    days: Totals
    spans_ptr: Counts
    spans: Spans


@dataclass(frozen=True, eq=False)
class _Table:
    """Columns of a record; `class_`, `start`, `end`, `on_map` in its order, shape (events,).

    The others hold the events on the map that are no sums, in the order of their finest cell: `row`
    is the place in the record.
    """

    class_: npt.NDArray[np.uint8]
    start: Days
    end: Days
    on_map: Mask
    row: npt.NDArray[np.uint32]
    cell: Cells
    cell_columns: dict[str, npt.NDArray[Any]]


_TABLES: WeakKeyDictionary[Record, _Table] = WeakKeyDictionary()
_LOCK = threading.Lock()


def prepare_cells(record: Record, tell: Callable[[str], None] = lambda _words: None) -> None:
    """Make the table of a record, once; `tell` hears of the progress.

    The counting functions do so themselves when it is missing.
    """
    if record not in _TABLES:
        with _LOCK:
            if record not in _TABLES:
                _TABLES[record] = _build_table(record, tell)


def count_totals(record: Record, mask: Mask) -> EventTotals:
    """Count the chosen events by class and day.

    Parameters
    ----------
    record : the record.
    mask : which events, shape (events,), as `geo.filters.match_facets` gives it.
    """
    table = _table(record)
    columns: dict[str, npt.NDArray[Any]] = {
        "class": table.class_,
        "start": table.start,
        "end": table.end,
        "off": ~table.on_map,
        "chosen": mask,
    }
    found = _query(
        """select "class", "start", "end", count(*)::uinteger as n,
        count(*) filter (off)::uinteger as off
        from events where chosen group by all order by all""",
        columns,
    )
    class_ = found["class"]
    counted = class_ < _OVERVIEW
    passing, off_map = (int(found[name][counted].sum(dtype=np.int64)) for name in ("n", "off"))
    longer = (class_ >= BAR_COUNT) & counted
    return EventTotals(
        passing=passing,
        on_map=passing - off_map,
        days=_total_bars({name: found[name][class_ < BAR_COUNT] for name in found}),
        spans=_pick_spans(found, longer),
        spans_off=found["off"][longer],
        sums=_pick_spans(found, ~counted),
    )


def count_cells(record: Record, mask: Mask, resolution: int, tile: int | None) -> CellTotals:
    """Count the chosen events on the map by cell, class and day.

    Parameters
    ----------
    record : the record.
    mask : which events, shape (events,).
    resolution : of the cells, `COARSEST`..`FINEST`.
    tile : a coarser cell, to count only what lies below it; needed beyond `WHOLE`.

    Raises
    ------
    CellError : the resolution is out of range, or the tile is missing or not coarser.
    """
    _check_resolution(resolution, tile)
    table = _table(record)
    inside = _find_slice(table, tile)
    columns = {name: column[inside] for name, column in table.cell_columns.items()}
    columns["chosen"] = mask[table.row[inside]]
    found = _query(
        f"""select cell >> {_shift(resolution)} as part, "class", "start", "end",
        count(*)::uinteger as n, sum(lon::double) as lon, sum(lat::double) as lat
        from events where chosen group by all order by all""",
        columns,
    )
    parts, first, place = np.unique(found["part"], return_index=True, return_inverse=True)
    events, lon, lat = (_sum_from(found[name], first) for name in ("n", "lon", "lat"))
    cells = _name_cells(parts, resolution)
    centres = np.array([h3.cell_to_latlng(cell) for cell in cells.tolist()]).reshape(-1, 2)
    short = found["class"] < BAR_COUNT
    lists = place[short] * BAR_COUNT + found["class"][short]
    return CellTotals(
        cell=cells,
        lon=(lon / events).astype(np.float32),
        lat=(lat / events).astype(np.float32),
        centre_lon=centres[:, 1].astype(np.float32),
        centre_lat=centres[:, 0].astype(np.float32),
        days=_run_totals(lists, found["start"][short], found["n"][short], len(parts) * BAR_COUNT),
        spans_ptr=np.searchsorted(place[~short], np.arange(len(parts) + 1)).astype(np.uint32),
        spans=_pick_spans(found, ~short),
    )


def list_events(record: Record, mask: Mask, tile: int | None, limit: int) -> tuple[int, Rows]:
    """The chosen events on the map below a tile; sums and programmes are left out.

    Parameters
    ----------
    record : the record.
    mask : which events, shape (events,).
    tile : a cell of at most `FINEST`; None for the whole map.
    limit : most events that are listed, > 0.

    Returns
    -------
    How many there are, and the places in the record of the first of them, in its order.
    """
    table = _table(record)
    rows = table.row[_find_slice(table, tile)]
    found = rows[mask[rows]].astype(np.intp)
    found.sort()
    return len(found), found[:limit]


def read_tile(text: str) -> int:
    """The index of a cell that is written in hexadecimal digits.

    Raises
    ------
    CellError : it is no cell, or finer than `FINEST`.

    >>> read_tile("842c8b9ffffffff") == 0x842C8B9FFFFFFFF
    True
    """
    try:
        tile = int(text, 16)
    except ValueError:
        tile = 0
    if not (0 < tile < 2**63 and h3.is_valid_cell(tile) and h3.int_to_str(tile) == text):
        raise CellError(
            f"tile: {clip_text(text)!r} is not an H3 cell; write its index in hexadecimal digits"
        )
    if h3.get_resolution(tile) > FINEST:
        raise CellError(
            f"tile: {clip_text(text)!r} is finer than resolution {FINEST}; ask for a coarser cell"
        )
    return tile


def _check_resolution(resolution: int, tile: int | None) -> None:
    if not COARSEST <= resolution <= FINEST:
        raise CellError(
            f"resolution: {resolution} is outside {COARSEST}..{FINEST}; ask for one of these"
        )
    if tile is None and resolution > WHOLE:
        raise CellError(
            f"resolution: {resolution} is too fine for the whole map; name a tile, or ask for at "
            f"most {WHOLE}"
        )
    if tile is not None and h3.get_resolution(tile) >= resolution:
        raise CellError(
            f"tile: {h3.int_to_str(tile)!r} is not coarser than resolution {resolution}; ask for a "
            "finer resolution or a coarser tile"
        )


def _table(record: Record) -> _Table:
    prepare_cells(record)
    return _TABLES[record]


def _build_table(record: Record, tell: Callable[[str], None]) -> _Table:
    events = record.events
    start, end = (events[name].to_numpy().astype(np.int32) for name in ("start_day", "end_day"))
    on_map = events["on_map"].to_numpy()
    class_ = _classify(events)
    row = np.flatnonzero(on_map & (class_ != _OVERVIEW)).astype(np.uint32)
    lon, lat = (events[name].to_numpy()[row] for name in ("lon", "lat"))
    cell = _index_points(lon, lat, tell)
    order = np.argsort(cell, kind="stable")
    row, cell = row[order], cell[order]
    return _Table(
        class_=class_,
        start=start,
        end=end,
        on_map=on_map,
        row=row,
        cell=cell,
        cell_columns={
            "cell": cell,
            "class": class_[row],
            "start": start[row],
            "end": end[row],
            "lon": lon[order].astype(np.float32),
            "lat": lat[order].astype(np.float32),
        },
    )


def _classify(events: pd.DataFrame) -> npt.NDArray[np.uint8]:
    """The class of each event: bar of its evidence and kind of its days, or `_OVERVIEW`."""
    levels, names = pd.factorize(events["evidence"])
    bars = np.array([BARS[str(name)] for name in names], dtype=np.uint8)[levels]
    longer = (events["end_day"] > events["start_day"]).to_numpy(dtype=bool)
    vague = (events["date_precision"] != "day").to_numpy(dtype=bool)
    kinds = np.where(longer, np.where(vague, 2, 1), 0)
    overview = events["overview"].to_numpy(dtype=bool)
    return np.where(overview, _OVERVIEW, bars + BAR_COUNT * kinds).astype(np.uint8)


def _index_points(
    lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64], tell: Callable[[str], None]
) -> Cells:
    """The finest cell of each point; a point that comes often is looked up once."""
    codes, points = pd.factorize(lon + 1j * lat)
    cells = np.empty(len(points), dtype=np.uint64)
    for first in range(0, len(points), TOLD):
        some = points[first : first + TOLD]
        pairs = zip(some.imag.tolist(), some.real.tolist(), strict=True)
        cells[first : first + len(some)] = [h3.latlng_to_cell(y, x, FINEST) for y, x in pairs]
        tell(f"cells of {first + len(some):,} of {len(points):,} points")
    return cells[codes]


def _shift(resolution: int) -> int:
    """Number of bits of an index that are finer than a resolution."""
    return 3 * (15 - resolution)


def _name_cells(parts: Cells, resolution: int) -> Cells:
    """The indexes of cells whose bits, as far as `resolution`, are those of finest cells.

    H3 Core Library, "H3 Index Representations": three bits a digit, all set beyond the resolution.
    """
    shift = _shift(resolution)
    cells = (parts << np.uint64(shift)) | np.uint64((1 << shift) - 1)
    field = np.uint64(0xF << 52)
    return np.asarray((cells & ~field) | np.uint64(resolution << 52), dtype=np.uint64)


def _find_slice(table: _Table, tile: int | None) -> slice:
    """Where the finest cells below a tile lie in the table."""
    if tile is None:
        return slice(None)
    shift = _shift(h3.get_resolution(tile))
    part = ((tile & ~(0xF << 52)) | FINEST << 52) >> shift
    ends = np.array([part << shift, (part + 1) << shift], dtype=np.uint64)
    first, last = np.searchsorted(table.cell, ends)
    return slice(int(first), int(last))


@lru_cache(maxsize=1)
def _database() -> duckdb.DuckDBPyConnection:
    """One database in memory, that holds nothing: its threads are shared by all queries."""
    database = duckdb.connect(config={"threads": THREADS})
    atexit.register(_database.cache_clear)
    atexit.register(database.close)
    return database


def _query(sql: str, columns: dict[str, npt.NDArray[Any]]) -> dict[str, npt.NDArray[Any]]:
    """Run a query over columns of one length, under the name `events`."""
    with _database().cursor() as cursor:
        cursor.register("events", columns)
        found: dict[str, Any] = cursor.execute(sql).fetchnumpy()
        return found


def _pick_spans(found: dict[str, npt.NDArray[Any]], rows: Mask) -> Spans:
    return Spans(found["start"][rows], found["end"][rows], found["class"][rows], found["n"][rows])


def _total_bars(found: dict[str, npt.NDArray[Any]]) -> Totals:
    """A list for each bar, then one for what is off the map; given in the order of class and day."""
    day, place = np.unique(found["start"], return_inverse=True)
    off = np.bincount(place, weights=found["off"], minlength=len(day)).astype(np.uint32)
    lists = np.concatenate([found["class"], np.full(np.count_nonzero(off), BAR_COUNT)])
    days = np.concatenate([found["start"], day[off > 0]])
    counts = np.concatenate([found["n"], off[off > 0]])
    return _run_totals(lists, days, counts, BAR_COUNT + 1)


def _run_totals(lists: npt.NDArray[Any], day: Days, n: Counts, count: int) -> Totals:
    """Sum counts up within each list; given in the order of list and day, each pair once."""
    ptr = np.searchsorted(lists, np.arange(count + 1))
    sums = np.concatenate([[0], np.cumsum(n, dtype=np.int64)])
    total = sums[1:] - np.repeat(sums[ptr[:-1]], np.diff(ptr))
    return Totals(ptr.astype(np.uint32), day.astype(np.int32), total.astype(np.uint32))


def _sum_from(values: npt.NDArray[Any], first: Rows) -> npt.NDArray[Any]:
    """Sums of the stretches that begin at `first`."""
    return np.add.reduceat(values, first) if len(first) else values[:0]
