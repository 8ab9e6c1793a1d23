"""The record: events, sources, places and districts, loaded and checked as one thing."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from pyogrio.errors import DataSourceError

from geo.checks import (
    DATA_FOLDER,
    DISTRICTS_FILE,
    HARM_COLUMNS,
    Sheet,
    check_event_points,
    check_figures,
    check_ids,
    check_pairs,
    check_places,
    check_references,
    check_spans,
    look_up,
    make_points,
)
from geo.ground import WGS84, GroundError, load_districts, locate_points
from geo.names import search_text
from geo.problems import Problem, RecordError
from geo.rules import LIST_SEPARATOR, sort_problems
from geo.schema import EVENTS, TABLES


@dataclass(frozen=True, eq=False)
class Record:
    """Everything that is known, typed, joined and checked. Never change its frames.

    Parameters
    ----------
    events : point layer, EPSG:4326, geometry None for an event without a point; ordered by
        date, date_end, id; RangeIndex. The columns of the file (dates as datetime64[s] with
        `date_end` filled, figures as Int64, coordinates as float64, `overview` as bool) and:
        start_day, end_day (days since 1970-01-01), district_id (by point in polygon, "" when
        none), on_map, sources (tuple of ids), place_name, row (in the file), search.
    sources : indexed by id; text.
    places : point layer, EPSG:4326, indexed by id; `rank` is int64.
    districts : polygon layer, EPSG:4326, indexed by id.
    problems : what was found, by file and row.
    version : first 12 hexadecimal digits of the SHA-256 over the files.
    date : day of the latest check of an event.
    set_aside : number of rows that are not used, by file.
    """

    events: gpd.GeoDataFrame
    sources: pd.DataFrame
    places: gpd.GeoDataFrame
    districts: gpd.GeoDataFrame
    problems: tuple[Problem, ...]
    version: str
    date: datetime.date
    set_aside: dict[str, int]


def load_record(root: Path) -> Record:
    """Load and check the whole record.

    A row with a problem is set aside, with every row that needs it; the others are used.

    Parameters
    ----------
    root : top of the repository: holds `events.csv` and `geo/data/`.

    Raises
    ------
    RecordError : a file cannot be used at all, or no event is left.
    """
    sheets = {name: Sheet(root / table.file, table) for name, table in TABLES.items()}
    events, sources, places = sheets["events"], sheets["sources"], sheets["places"]
    districts = _load_districts(root)
    check_ids(sources)
    sources.settle()
    check_ids(places)
    check_places(places, districts)
    places.settle()
    check_ids(events)
    check_spans(events)
    check_figures(events)
    check_pairs(events)
    check_references(events, places, sources)
    check_event_points(events, places.good().set_index("id"), districts)
    events.settle()
    problems = tuple(
        problem
        for sheet in sheets.values()
        for problem in sort_problems(sheet.problems, sheet.table)
    )
    place_layer = _build_places(places)
    event_layer = _build_events(events, place_layer, districts)
    if event_layer.empty:
        first = f"first problem: {problems[0]}" if problems else "add a row"
        raise RecordError(Problem(EVENTS.file, None, None, "", "no event can be used", first))
    return Record(
        events=event_layer,
        sources=sources.good().set_index("id"),
        places=place_layer,
        districts=districts.set_index("id"),
        problems=problems,
        version=_hash_files(root),
        date=event_layer["checked"].max().date(),
        set_aside={sheet.table.file: sheet.set_aside for sheet in sheets.values()},
    )


def _hash_files(root: Path) -> str:
    digest = hashlib.sha256()
    for file in (*(Path(table.file) for table in TABLES.values()), DISTRICTS_FILE):
        content = (root / file).read_bytes()
        digest.update(f"{file.as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _load_districts(root: Path) -> gpd.GeoDataFrame:
    try:
        districts = load_districts(root / DATA_FOLDER)
        if districts.crs != WGS84:
            raise GroundError(f"it is in {districts.crs}, not in {WGS84}")
        return districts
    except (GroundError, DataSourceError) as error:
        rule = f"the file cannot be used ({error})"
        cure = "restore it from the repository"
        raise RecordError(Problem(DISTRICTS_FILE.as_posix(), None, None, "", rule, cure)) from error


def _build_places(sheet: Sheet) -> gpd.GeoDataFrame:
    rows = sheet.good().reset_index(drop=True)
    rows = rows.assign(lon=_to_float(rows["lon"]), lat=_to_float(rows["lat"]))
    rows["rank"] = rows["rank"].astype("int64")
    points = make_points(rows["lon"].to_numpy(), rows["lat"].to_numpy())
    return gpd.GeoDataFrame(rows, geometry=points, crs=WGS84).set_index("id")


def _to_float(cells: pd.Series) -> pd.Series:
    return pd.to_numeric(cells.where(cells != ""), errors="raise").astype("float64")


def _to_days(cells: pd.Series) -> pd.Series:
    days = np.array([cell or "NaT" for cell in cells], dtype="datetime64[s]")
    return pd.Series(days, index=cells.index)


def _build_events(
    sheet: Sheet, places: gpd.GeoDataFrame, districts: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    rows = sheet.good().reset_index()
    row_in_file = rows.pop("row")
    for column in ("date", "date_end", "checked"):
        rows[column] = _to_days(rows[column])
    rows["date_end"] = rows["date_end"].fillna(rows["date"])
    for column in HARM_COLUMNS:
        rows[column] = _to_float(rows[column]).astype("Int64")
    rows = rows.assign(lon=_to_float(rows["lon"]), lat=_to_float(rows["lat"]))
    rows["overview"] = rows["overview"] == "yes"
    points = make_points(rows["lon"].to_numpy(), rows["lat"].to_numpy())
    scope = look_up(places["scope"], rows["place_id"])
    rows["start_day"] = rows["date"].to_numpy().astype("datetime64[D]").astype("int64")
    rows["end_day"] = rows["date_end"].to_numpy().astype("datetime64[D]").astype("int64")
    rows["district_id"] = locate_points(points, districts)
    rows["on_map"] = points.notna() & (scope != "outside")
    rows["sources"] = [tuple(cell.split(LIST_SEPARATOR)) for cell in rows["source_ids"]]
    rows["place_name"] = pd.Series(look_up(places["name_en"], rows["place_id"]), dtype="str")
    rows["row"] = row_in_file
    rows["search"] = _fold_events(rows, places, districts)
    layer = gpd.GeoDataFrame(rows, geometry=points, crs=WGS84)
    return layer.sort_values(["date", "date_end", "id"], ignore_index=True)


def _fold_events(
    rows: pd.DataFrame, places: gpd.GeoDataFrame, districts: gpd.GeoDataFrame
) -> list[str]:
    place_rows = places.drop(columns="geometry").to_dict("index")
    district_rows = districts.drop(columns="geometry").set_index("id").to_dict("index")
    return [
        search_text(
            {"title": title, "summary": summary},
            place_rows.get(place_id),
            district_rows.get(district_id),
        )
        for title, summary, place_id, district_id in zip(
            rows["title"], rows["summary"], rows["place_id"], rows["district_id"], strict=True
        )
    ]
