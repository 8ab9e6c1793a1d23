"""A large record with the statistical shape of the real one, for measuring only."""

from __future__ import annotations

import datetime
import hashlib
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import shapely
from geopandas.array import GeometryArray
from table_files import read_table, write_table

from geo.claims import Claim
from geo.dates import OPENING, PERIODS, count_days
from geo.evidence import Assessment, assess_event
from geo.ground import REGION, load_districts
from geo.names import search_text
from geo.record import Record
from geo.tables.manifest import write_manifest
from geo.tables.schema import CLAIMS, CONTROL, COVERAGE, EVENTS, FORMER, PLACES

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

#: Number of draws for a point, before it stays where its model is.
DRAWS = 8
#: Degrees of freedom of Student's t, by which points scatter: some lie far off.
TAIL = 3
#: Shape of the Pareto factor of each place: a few places have most events.
PLACE_TAIL = 1.5
#: Records from this number of events on say what is being made.
TOLD = 200_000
ID, TITLE = ("synthetic-", ""), ("Synthetic event ", " for measuring")

Row = dict[str, str]
Positions = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]
Days = npt.NDArray[np.int64]


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
    control, former ids) are left without rows. The same arguments give the same files.

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
    for table, made in (
        (EVENTS, rows),
        (CLAIMS, claims),
        (COVERAGE, []),
        (CONTROL, []),
        (FORMER, []),
    ):
        frame = pd.DataFrame(made, columns=table.column_names, dtype="str")
        write_table(frame, root / table.file, table)
    write_manifest(root)


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


class MadeAssessments(Mapping[str, Assessment]):
    """Assessments of made-up events, each made when it is asked for from its model's claims.

    Parameters
    ----------
    model_of : position of each event's model, by the event's number from 1 on.
    claims : the claims of each model.
    categories : the category of each model.
    """

    def __init__(
        self,
        model_of: npt.NDArray[np.integer[Any]],
        claims: list[tuple[Claim, ...]],
        categories: list[str],
    ) -> None:
        self._model_of = model_of
        self._claims = claims
        self._categories = categories
        self._width = _id_width(len(model_of))
        self._make = lru_cache(maxsize=1024)(self._assess)

    def __getitem__(self, id_: str) -> Assessment:
        digits = id_.removeprefix(ID[0])
        known = len(digits) == self._width and digits.isascii() and digits.isdigit()
        if id_ == digits or not known or not 1 <= int(digits) <= len(self):
            raise KeyError(id_)
        return self._make(id_)

    def __contains__(self, id_: object) -> bool:
        digits = id_.removeprefix(ID[0]) if isinstance(id_, str) else ""
        known = len(digits) == self._width and digits.isascii() and digits.isdigit()
        return known and digits != id_ and 1 <= int(digits) <= len(self)

    def __iter__(self) -> Iterator[str]:
        return (f"{ID[0]}{number:0{self._width}}" for number in range(1, len(self) + 1))

    def __len__(self) -> int:
        return len(self._model_of)

    def _assess(self, id_: str) -> Assessment:
        model = int(self._model_of[int(id_.removeprefix(ID[0])) - 1])
        claims = [_rename_claim(claim, id_) for claim in self._claims[model]]
        return assess_event(claims, self._categories[model])


def make_record(base: Record, *, count: int, seed: int = SEED) -> Record:
    """A record of `count` made-up events over the sources and places of a real one, in memory.

    Each event is one of the real events, moved within its district and its burst of days, with
    that event's claims under ids of its own and with filler for the texts. A few places have most
    of the events, and the war most of the days. Coverage and control, which speak of real events,
    have no rows. The same arguments give the same record.

    Parameters
    ----------
    base : the real record.
    count : number of events, > 0.
    seed : seed of the random numbers.

    Returns
    -------
    As `geo.record.load_record` gives it, but for what would fill the memory: repeated texts are
    categories; `geometry` is None (lon and lat say the same); the number in an event's title is
    not in `search`; an assessment is made when it is asked for.
    """
    rng = np.random.default_rng(seed)
    models = _fill_models(base)
    tell = _tell_progress if count >= TOLD else _tell_nothing
    tell(f"{count:,} events: days")
    chosen = rng.choice(len(models), size=count, p=_weigh_models(models, rng))
    start_day, end_day = _move_spans(models, chosen, rng)
    tell("points")
    lon, lat = _move_points(models, chosen, base.districts, rng)
    tell("columns")
    order = np.lexsort((end_day, start_day))
    columns = {name: _spread(models[name], chosen[order]) for name in models.columns}
    columns |= {
        "id": _number_texts(order + 1, *ID, width=_id_width(count)),
        "title": _number_texts(order + 1, *TITLE, width=_id_width(count)),
        "date": start_day[order].astype("datetime64[D]").astype("datetime64[s]"),
        "date_end": end_day[order].astype("datetime64[D]").astype("datetime64[s]"),
        "start_day": start_day[order],
        "end_day": end_day[order],
        "lon": lon[order],
        "lat": lat[order],
        "row": np.arange(2, count + 2),
        "geometry": GeometryArray(np.full(count, None, dtype=object), crs=models.crs),
    }
    events = gpd.GeoDataFrame(columns, copy=False)
    assessments = MadeAssessments(
        chosen.astype(np.min_scalar_type(len(models))),
        [_fill_claims(base.assessments[id_].claims) for id_ in models["id"]],
        models["category"].tolist(),
    )
    named = hashlib.sha256(f"{base.version} {count} {seed}".encode()).hexdigest()[:12]
    tell("done")
    return replace(
        base,
        events=events,
        assessments=assessments,
        coverage=base.coverage.iloc[:0],
        control=base.control.iloc[:0],
        problems=(),
        version=named,
        set_aside=dict.fromkeys(base.set_aside, 0),
    )


def _tell_progress(words: str) -> None:
    print(f"synthetic record: {words}", file=sys.stderr, flush=True)


def _tell_nothing(_words: str) -> None:
    pass


def _id_width(count: int) -> int:
    return max(7, len(str(count)))


def _fill_models(base: Record) -> gpd.GeoDataFrame:
    """The real events with filler for their texts, and the search text that follows."""
    models = base.events.assign(
        **{name: [_fill(len(text)) for text in base.events[name]] for name in TEXTS},
        article="",
        article_relation="",
    )
    places = base.places.drop(columns="geometry").to_dict("index")
    districts = base.districts.drop(columns="geometry").to_dict("index")
    models["search"] = [
        search_text(
            {"title": "".join(TITLE), "summary": summary, "claims": FILLER},
            places.get(place_id),
            districts.get(district_id),
        )
        for summary, place_id, district_id in zip(
            models["summary"], models["place_id"], models["district_id"], strict=True
        )
    ]
    return models


def _fill_claims(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    filled = []
    for claim in claims:
        texts: dict[str, Any] = {name: _fill(len(getattr(claim, name))) for name in CLAIM_TEXTS}
        filled.append(replace(claim, **texts))
    return tuple(filled)


def _rename_claim(claim: Claim, event: str) -> Claim:
    model = claim.event_id
    return replace(
        claim,
        event_id=event,
        id=claim.id.replace(model, event, 1),
        denies=tuple(id_.replace(model, event, 1) for id_ in claim.denies),
    )


def _weigh_models(models: pd.DataFrame, rng: np.random.Generator) -> Floats:
    """Probability of each model: few places have most events, the war most days."""
    ids = models["place_id"]
    places = pd.Series(rng.pareto(PLACE_TAIL, ids.nunique()) + 1, index=ids.unique())
    rank = ids.map(ids.value_counts().rank(ascending=False, method="first"))
    weights = (ids.map(places) * rank**-SKEW).to_numpy(dtype=np.float64, copy=True)
    weights *= np.where(_find_period(models["start_day"].to_numpy()) == _WAR, 3.0, 1.0)
    weights *= np.where(models["lon"].isna(), 0.3, 1.0)
    return np.asarray(weights / weights.sum(), dtype=np.float64)


_STARTS = [count_days(period.start) for period in PERIODS[:-1]]
_WAR = next(place for place, period in enumerate(PERIODS) if period.key == OPENING)


def _find_period(days: Days) -> Positions:
    """The place in `PERIODS` of the period that holds each day, -1 before the first."""
    return np.searchsorted(_STARTS, days, side="right") - 1


def _move_spans(
    models: pd.DataFrame, chosen: Positions, rng: np.random.Generator
) -> tuple[Days, Days]:
    """First and last days, moved within the burst, never into another period."""
    start, end = (models[name].to_numpy()[chosen] for name in ("start_day", "end_day"))
    by = (rng.geometric(1 / (1 + BURST_DAYS), len(chosen)) - 1) * rng.choice([-1, 1], len(chosen))
    by[(models["date_precision"] != "day").to_numpy()[chosen]] = 0
    for days in (start, end):
        by[_find_period(days + by) != _find_period(days)] = 0
    return start + by, end + by


def _move_points(
    models: pd.DataFrame,
    chosen: Positions,
    districts: gpd.GeoDataFrame,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Points near the models' and in the same district; the model's own when none is found."""
    lon, lat = (models[name].to_numpy()[chosen] for name in ("lon", "lat"))
    lon0, lat0 = lon.copy(), lat.copy()
    names = pd.Categorical(models["district_id"])
    codes = names.codes[chosen]
    open_ = np.flatnonzero(
        models["on_map"].to_numpy()[chosen] & (models["district_id"] != "").to_numpy()[chosen]
    )
    for _ in range(DRAWS):
        x = np.round(lon0[open_] + SPREAD * rng.standard_t(TAIL, len(open_)), 5)
        y = np.round(lat0[open_] + 0.76 * SPREAD * rng.standard_t(TAIL, len(open_)), 5)
        inside = _lie_inside(
            x, y, codes[open_], [str(name) for name in names.categories], districts
        )
        lon[open_[inside]], lat[open_[inside]] = x[inside], y[inside]
        open_ = open_[~inside]
    return lon, lat


def _lie_inside(
    x: Floats, y: Floats, codes: npt.NDArray[Any], names: list[str], districts: gpd.GeoDataFrame
) -> npt.NDArray[np.bool_]:
    """Whether each point lies in the region and in its district, given by its code in `names`."""
    west, south, east, north = REGION
    inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    for code in np.unique(codes).tolist():
        shape = districts.geometry[names[code]]
        shapely.prepare(shape)
        own = np.flatnonzero(codes == code)
        inside[own] &= shapely.contains_xy(shape, x[own], y[own])
    return np.asarray(inside, dtype=bool)


def _spread(column: pd.Series, chosen: Positions) -> Any:
    """The models' values for each event; texts as categories."""
    if isinstance(column.dtype, pd.StringDtype):
        codes, values = pd.factorize(column)
        return pd.Categorical.from_codes(codes[chosen], pd.Index(values))
    return column.to_numpy()[chosen]


def _number_texts(numbers: Positions, before: str, after: str, *, width: int) -> pd.Series:
    """Texts with a number of `width` digits between two words."""
    size = len(before) + width + len(after)
    letters = np.empty((len(numbers), size), dtype=np.uint8)
    letters[:] = np.frombuffer(f"{before}{'0' * width}{after}".encode(), dtype=np.uint8)
    rest = numbers.copy()
    for place in range(len(before) + width - 1, len(before) - 1, -1):
        letters[:, place] += (rest % 10).astype(np.uint8)
        rest //= 10
    offsets = np.arange(0, letters.size + 1, size, dtype=np.int64)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(letters)]
    texts = pa.Array.from_buffers(pa.large_string(), len(numbers), buffers)
    return pd.Series(texts, dtype="str")
