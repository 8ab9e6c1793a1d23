"""A large record with the statistical shape of the real one, for measuring only."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely

from geo.dates import OPENING, PERIODS
from geo.ground import REGION, load_districts
from geo.schema import CLAIMS, CONTROL, COVERAGE, EVENTS, PLACES
from geo.tables import read_table, write_table

DATA_FOLDER = Path("geo", "data")
SEED = 20200927
#: Standard deviation of the distance from the real place, degrees (about 7 km).
SPREAD = 0.07
#: Days around the real date on which events of its burst fall, mean of a geometric distribution.
BURST_DAYS = 1.5
#: Exponent of the fall of frequency by rank of a place (Zipf).
SKEW = 0.8
FILLER = "Synthetic text for measuring, not a report of anything. "
TEXTS = ("summary", "note")
CLAIM_TEXTS = ("paraphrase", "hedge", "weapon", "locator", "note")

Row = dict[str, str]


@dataclass(frozen=True)
class _Ground:
    """Where the places of the record are, and in which district; text ids, EPSG:4326."""

    district_of: dict[str, str]
    outside: frozenset[str]
    shapes: dict[str, shapely.Geometry]


def write_synthetic(source: Path, root: Path, *, count: int, seed: int = SEED) -> None:
    """Write a record of `count` made-up events over the real sources and places.

    Each event is a real one moved within its district and its burst of days, with its claims and
    with filler for the texts, of the same length. The tables that speak of real events (coverage,
    control) are left without rows. The same arguments give the same files.

    Parameters
    ----------
    source : top of the repository, holds the real record.
    root : folder that takes `events.csv` and `geo/data/`.
    count : number of events, > 0.
    seed : seed of the random numbers.
    """
    if root != source:
        shutil.copytree(source / DATA_FOLDER, root / DATA_FOLDER, dirs_exist_ok=True)
    given = read_table(source / EVENTS.file, EVENTS)[0]
    models = [dict(zip(given.columns, cells, strict=True)) for cells in given.to_numpy().tolist()]
    rng = np.random.default_rng(seed)
    ground = _load_ground(source)
    chosen = rng.choice(len(models), size=count, p=_weigh(models))
    rows = [_make_event(models[i], n, ground, rng) for n, i in enumerate(chosen.tolist())]
    rows.sort(key=lambda row: (row["date"], row["id"]))
    model_of = {f"synthetic-{n:05}": models[i]["id"] for n, i in enumerate(chosen.tolist())}
    claims = _copy_claims(source, {row["id"]: model_of[row["id"]] for row in rows})
    for table, made in ((EVENTS, rows), (CLAIMS, claims), (COVERAGE, []), (CONTROL, [])):
        frame = pd.DataFrame(made, columns=table.column_names, dtype="str")
        write_table(frame, root / table.file, table)


def _copy_claims(source: Path, model_of: dict[str, str]) -> list[Row]:
    """The claims of each event's model under the event's own id."""
    table = read_table(source / CLAIMS.file, CLAIMS)[0]
    claims: dict[str, list[Row]] = {}
    for cells in table.to_numpy().tolist():
        row = dict(zip(table.columns, cells, strict=True))
        claims.setdefault(row["event_id"], []).append(row)
    return [
        _copy_claim(claim, event) for event, model in model_of.items() for claim in claims[model]
    ]


def _copy_claim(claim: Row, event: str) -> Row:
    model = claim["event_id"]
    row = {**claim, "event_id": event, "id": claim["id"].replace(model, event, 1)}
    row["denies"] = claim["denies"].replace(model, event)
    for column in CLAIM_TEXTS:
        row[column] = _fill(len(claim[column]))
    return row


def _load_ground(source: Path) -> _Ground:
    places = read_table(source / PLACES.file, PLACES)[0].set_index("id")
    districts = load_districts(source / DATA_FOLDER).set_index("id")
    shapes: dict[str, shapely.Geometry] = districts.geometry.to_dict()
    for shape in shapes.values():
        shapely.prepare(shape)
    return _Ground(
        district_of=dict(zip(places.index, places["district_id"], strict=True)),
        outside=frozenset(places.index[places["scope"] == "outside"]),
        shapes=shapes,
    )


def _weigh(models: list[Row]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Probability of each model: busy places get busier, as in records of this kind."""
    counts = pd.Series([model["place_id"] for model in models]).value_counts()
    rank = {place: k for k, place in enumerate(counts.index, 1)}
    weights = np.array([rank[model["place_id"]] ** -SKEW for model in models])
    weights *= [3.0 if _is_in_war(model["date"]) else 1.0 for model in models]
    weights = weights * np.array([0.3 if model["lon"] == "" else 1.0 for model in models])
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def _is_in_war(day: str) -> bool:
    war = next(period for period in PERIODS if period.key == OPENING)
    return war.start.isoformat() <= day <= war.end.isoformat()


def _make_event(model: Row, number: int, ground: _Ground, rng: np.random.Generator) -> Row:
    row = dict(model)
    row["id"] = f"synthetic-{number:05}"
    row["title"] = f"Synthetic event {number:05} for measuring"
    for column in TEXTS:
        row[column] = _fill(len(model[column]))
    if row["date_precision"] == "day":
        row |= _move_days(model, rng)
    if row["lon"] and row["place_id"] not in ground.outside:
        lon, lat = _move_point(model, ground, rng)
        row |= {"lon": f"{lon:.5f}", "lat": f"{lat:.5f}"}
    return row


def _fill(length: int) -> str:
    return (FILLER * (length // len(FILLER) + 1))[:length].strip()


def _move_days(model: Row, rng: np.random.Generator) -> Row:
    """Move the days within the burst, never into another period."""
    first = datetime.date.fromisoformat(model["date"])
    last = datetime.date.fromisoformat(model["date_end"] or model["date"])
    by = int(rng.geometric(1 / (1 + BURST_DAYS)) - 1) * int(rng.choice([-1, 1]))
    moved = [day + datetime.timedelta(by) for day in (first, last)]
    if not all(_is_same_period(*pair) for pair in zip((first, last), moved, strict=True)):
        moved = [first, last]
    end = moved[1].isoformat() if model["date_end"] else ""
    return {"date": moved[0].isoformat(), "date_end": end}


def _is_same_period(day: datetime.date, other: datetime.date) -> bool:
    return _periods_of(day) == _periods_of(other)


def _periods_of(day: datetime.date) -> Iterable[str]:
    return [period.key for period in PERIODS if period.start <= day <= period.end]


def _move_point(model: Row, ground: _Ground, rng: np.random.Generator) -> tuple[float, float]:
    """A point near the real one and in the same district; the real one when none is found."""
    lon, lat = float(model["lon"]), float(model["lat"])
    shape = ground.shapes.get(ground.district_of.get(model["place_id"], ""))
    west, south, east, north = REGION
    for _ in range(40):
        x, y = np.round(rng.normal((lon, lat), (SPREAD, SPREAD * 0.76)), 5).tolist()
        inside = shape is None or shapely.contains_xy(shape, x, y)
        if inside and west <= x <= east and south <= y <= north:
            return x, y
    return lon, lat
