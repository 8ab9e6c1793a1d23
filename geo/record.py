"""The record: events, claims, sources, places, districts, loaded and checked as one thing."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Hashable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
from pyogrio.errors import DataSourceError

from geo.claims import Claim, Figure
from geo.dates import OPENING, Period, describe_span, periods
from geo.evidence import Assessment, assess_event, group_claims
from geo.ground import WGS84, GroundError, locate_points, read_districts
from geo.names import search_text
from geo.snapshot import LESSONS, Snapshot, take_snapshot
from geo.tables.cell_rules import LIST_SEPARATOR, sort_problems
from geo.tables.claim_checks import (
    check_answers,
    check_claims,
    check_control,
    check_coverage,
    check_spoken,
)
from geo.tables.manifest import MANIFEST_FILE, check_rows
from geo.tables.problems import Problem, RecordError
from geo.tables.row_checks import (
    DISTRICTS_FILE,
    Sheet,
    check_event_points,
    check_former,
    check_ids,
    check_pairs,
    check_places,
    check_references,
    check_spans,
    look_up,
    make_points,
)
from geo.tables.schema import ARTICLE_RELATIONS, EVENTS, MEASURES, PLACES, TABLES


@dataclass(frozen=True, eq=False)
class Record:
    """Everything that is known, typed, joined and checked. Never change its frames.

    Parameters
    ----------
    events : point layer, EPSG:4326, geometry None for an event without a point; ordered by
        date, date_end, id; RangeIndex. The columns of the file (dates as datetime64[s] with
        `date_end` filled, coordinates as float64, `overview` as bool) and: start_day, end_day
        (days since 1970-01-01), district_id (by point in polygon, "" when none), on_map, evidence
        and accused_side (from the claims), claims (their number), sources (tuple of ids, from the
        claims), article and article_relation (from the coverage), place_name, row (in the file),
        search.
    assessments : event id -> what follows from its claims, and the claims themselves.
    sources : indexed by id; text.
    places : point layer, EPSG:4326, indexed by id; `rank` is int64.
    districts : polygon layer, EPSG:4326, indexed by id.
    coverage : what the founding articles name and what carries it, in their order; text, lists
        as tuples.
    control : who held a district, ordered by district and day; text, start_day and end_day.
    control_unknown : ids of the districts whose history cannot be used, in their order.
    missing : what is known to be missing, in the order of the file; text.
    lesson_files : file of a lesson -> its bytes; see `geo.lessons.read_lessons`.
    former : "events" and "places" -> former id -> id today.
    problems : what was found, by file and row.
    version : first 12 hexadecimal digits of the SHA-256 over the files.
    date : day of the latest check of an event.
    set_aside : number of rows that are not used, by file.
    known_on : day at whose end the record is shown as it was known; None for today.
    kept, making : what `geo.kept.keep_with_record` made of the record, and its lock.
    """

    events: gpd.GeoDataFrame
    assessments: Mapping[str, Assessment]
    sources: pd.DataFrame
    places: gpd.GeoDataFrame
    districts: gpd.GeoDataFrame
    coverage: pd.DataFrame
    control: pd.DataFrame
    control_unknown: tuple[str, ...]
    former: Mapping[str, Mapping[str, str]]
    missing: pd.DataFrame
    lesson_files: Mapping[Path, bytes]
    problems: tuple[Problem, ...]
    version: str
    date: datetime.date
    set_aside: dict[str, int]
    known_on: datetime.date | None = None
    kept: dict[object, object] = field(default_factory=dict, init=False, repr=False)
    making: AbstractContextManager[Any] = field(
        default_factory=threading.RLock, init=False, repr=False
    )

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The named periods, the last one the whole record."""
        events = self.events
        return periods(events["date"].min().date(), events["date_end"].max().date())

    @property
    def opening(self) -> Period:
        """The period that the page opens with."""
        return next(period for period in self.periods if period.key == OPENING)


#: The top of this repository.
ROOT = Path(__file__).resolve().parent.parent


def load_record(root: Path | str = ROOT) -> Record:
    """Load and check the whole record; see `build_record`.

    Parameters
    ----------
    root : folder that holds `events.csv` and `geo/data/`; the repository that this file is in.

    Raises
    ------
    RecordError : a file cannot be used at all, or no event is left.

    >>> record = load_record()
    >>> record.events.crs.to_string(), record.places.crs.to_string(), record.districts.crs.to_string()
    ('EPSG:4326', 'EPSG:4326', 'EPSG:4326')
    >>> record.set_aside["events.csv"]
    0
    """
    return build_record(take_snapshot(Path(root)))


def build_record(snapshot: Snapshot) -> Record:
    """Parse, check and join what the files of the record held at one moment.

    A row with a problem is set aside, with every row that needs it; the others are used.

    Raises
    ------
    RecordError : a file cannot be used at all, or no event is left.
    """
    sheets = {
        name: Sheet(snapshot.contents[Path(table.file)], table) for name, table in TABLES.items()
    }
    districts = _read_districts(snapshot.contents[DISTRICTS_FILE])
    _check_sheets(sheets, districts)
    rows = {sheet.table.file: sheet.rows for sheet in sheets.values()}
    rows[DISTRICTS_FILE.as_posix()] = len(districts)
    problems = (
        *check_rows(snapshot.contents[MANIFEST_FILE], rows),
        *(
            problem
            for sheet in sheets.values()
            for problem in sort_problems(sheet.problems, sheet.table)
        ),
    )
    sources = sheets["sources"].good().set_index("id")
    places = _build_places(sheets["places"])
    claims = group_claims(_build_claims(sheets["claims"], sources, sheets["events"]))
    coverage = _build_coverage(sheets["coverage"])
    events = _build_events(sheets["events"], places, districts, claims)
    if events.empty:
        cause = next((problem for problem in problems if not problem.follows), None)
        first = f"first problem: {cause}" if cause else "add a row"
        raise RecordError(Problem(EVENTS.file, None, None, "", "no event can be used", first))
    assessments = {
        id_: assess_event(claims[id_], category)
        for id_, category in zip(events["id"], events["category"], strict=True)
    }
    return Record(
        events=add_findings(events, assessments, coverage),
        assessments=assessments,
        sources=sources,
        places=places,
        districts=districts.set_index("id"),
        coverage=coverage,
        control=_build_control(sheets["control"]),
        control_unknown=_list_unknown(sheets["control"], districts),
        former=_list_former(sheets["former_ids"]),
        missing=sheets["missing"].good().reset_index(drop=True),
        lesson_files={
            file: content for file, content in snapshot.contents.items() if file.parent == LESSONS
        },
        problems=problems,
        version=snapshot.version,
        date=events["checked"].max().date(),
        set_aside={sheet.table.file: sheet.set_aside for sheet in sheets.values()},
    )


def _check_sheets(sheets: dict[str, Sheet], districts: gpd.GeoDataFrame) -> None:
    """Mark every row with a problem, and every row that needs such a row."""
    events, claims, sources, places = (
        sheets[name] for name in ("events", "claims", "sources", "places")
    )
    for sheet in sheets.values():
        check_ids(sheet)
    sources.settle()
    check_places(places, districts)
    places.settle()
    check_spans(events)
    check_pairs(events)
    check_references(events, {"place_id": places})
    check_event_points(events, places.good().set_index("id"), districts)
    events.settle()
    check_claims(claims, events, sources)
    check_answers(claims)
    check_spoken(events, claims)
    events.settle()
    check_references(claims, {"event_id": events})
    claims.settle()
    targets = {
        "event_ids": events,
        "claim_ids": claims,
        "source_ids": sources,
        "place_ids": places,
        "decided_by": sources,
    }
    check_coverage(sheets["coverage"], targets)
    check_control(sheets["control"], events, sources, districts["id"])
    former = sheets["former_ids"]
    check_former(former, {"events": events, "places": places})
    former.settle()


def _read_districts(content: bytes) -> gpd.GeoDataFrame:
    try:
        districts = read_districts(content)
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


def _build_claims(sheet: Sheet, sources: pd.DataFrame, events: Sheet) -> list[Claim]:
    rows = sheet.good()
    days = events.good().set_index("id")["date"].to_dict()
    kinds, sides, dates = (sources[name].to_dict() for name in ("kind", "side", "date"))
    plain = [
        "id", "event_id", "source_id", "speaker", "speaker_side", "speaker_kind", "stance",
        "basis", "paraphrase", "accuses", "hedge", "counted", "counted_side", "weapon", "said_on", "date_said",
        "denied", "locator", "origin", "note",
    ]  # fmt: skip
    return [
        Claim(
            **{name: cells[name] for name in plain},
            source_kind=kinds[cells["source_id"]],
            source_side=sides[cells["source_id"]],
            source_date=dates[cells["source_id"]],
            origin_side=sides.get(cells["origin"], ""),
            event_date=days[cells["event_id"]],
            figures=_read_figures(cells),
            denies=_split(cells["denies"]),
            row=int(row),
        )
        for row, cells in zip(rows.index, rows.to_dict("records"), strict=True)
    ]


def _read_figures(cells: Mapping[Hashable, str]) -> dict[str, Figure]:
    return {
        measure: Figure(int(low), int(high) if high else None)
        for measure in MEASURES
        if (low := cells[f"{measure}_low"])
        for high in (cells[f"{measure}_high"],)
    }


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(LIST_SEPARATOR)) if cell else ()


def _build_coverage(sheet: Sheet) -> pd.DataFrame:
    rows = sheet.good().reset_index(drop=True)
    for name in ("event_ids", "claim_ids", "source_ids", "place_ids", "decided_by"):
        rows[name] = rows[name].map(_split)
    return rows


def _build_control(sheet: Sheet) -> pd.DataFrame:
    rows = sheet.good()
    days = {
        name: np.array(rows[column], dtype="datetime64[D]").astype("int64")
        for name, column in (("start_day", "date_from"), ("end_day", "date_to"))
    }
    rows = rows.assign(**days, source_ids=rows["source_ids"].map(_split))
    return rows.sort_values(["district_id", "start_day", "holder"], ignore_index=True)


def _list_unknown(control: Sheet, districts: gpd.GeoDataFrame) -> tuple[str, ...]:
    """Districts that the table names and of which no row is left."""
    aside = set(control.cells("district_id")) - set(control.good()["district_id"])
    return tuple(id_ for id_ in districts["id"] if id_ in aside)


def _list_former(sheet: Sheet) -> dict[str, dict[str, str]]:
    rows = sheet.good()
    return {
        name: dict(zip(found["id"], found["now"], strict=True))
        for name in (EVENTS.name, PLACES.name)
        for found in (rows[rows["table"] == name],)
    }


def add_findings(
    events: gpd.GeoDataFrame, assessments: Mapping[str, Assessment], coverage: pd.DataFrame
) -> gpd.GeoDataFrame:
    """The events with what follows from their claims and from the coverage; see `Record`."""
    found = [assessments[id_] for id_ in events["id"]]
    mentions = _list_mentions(coverage, "event_ids")
    relations = _list_relations(coverage)
    return events.assign(
        evidence=[assessment.level for assessment in found],
        accused_side=[assessment.accused_side for assessment in found],
        contests=[LIST_SEPARATOR.join(assessment.contests) for assessment in found],
        claims=[len(assessment.claims) for assessment in found],
        sources=[
            tuple(dict.fromkeys(claim.source_id for claim in assessment.claims))
            for assessment in found
        ],
        article=["; ".join(mentions.get(id_, ())) for id_ in events["id"]],
        article_relation=[relations.get(id_, "") for id_ in events["id"]],
    )


def _list_mentions(coverage: pd.DataFrame, column: str) -> dict[str, list[str]]:
    """Id -> where the founding articles speak of it, in their order."""
    found: dict[str, dict[str, None]] = {}
    for locator, ids in zip(coverage["locator"], coverage[column], strict=True):
        for id_ in ids:
            found.setdefault(id_, {})[locator] = None
    return {id_: list(locators) for id_, locators in found.items()}


def _list_relations(coverage: pd.DataFrame) -> dict[str, str]:
    """Event id -> "stated" if any row states it, else "hinted"."""
    found: dict[str, set[str]] = {}
    for relation, ids in zip(coverage["relation"], coverage["event_ids"], strict=True):
        for id_ in ids:
            found.setdefault(id_, set()).add(relation)
    return {id_: min(relations, key=ARTICLE_RELATIONS.index) for id_, relations in found.items()}


def _build_events(
    sheet: Sheet,
    places: gpd.GeoDataFrame,
    districts: gpd.GeoDataFrame,
    claims: dict[str, list[Claim]],
) -> gpd.GeoDataFrame:
    rows = sheet.good().reset_index()
    row_in_file = rows.pop("row")
    for column in ("date", "date_end", "checked"):
        rows[column] = _to_days(rows[column])
    rows["date_end"] = rows["date_end"].fillna(rows["date"])
    rows = rows.assign(lon=_to_float(rows["lon"]), lat=_to_float(rows["lat"]))
    rows["overview"] = rows["overview"] == "yes"
    points = make_points(rows["lon"].to_numpy(), rows["lat"].to_numpy())
    scope = look_up(places["scope"], rows["place_id"])
    rows["start_day"] = rows["date"].to_numpy().astype("datetime64[D]").astype("int64")
    rows["end_day"] = rows["date_end"].to_numpy().astype("datetime64[D]").astype("int64")
    rows["district_id"] = locate_points(points, districts)
    rows["on_map"] = points.notna() & (scope != "outside")
    rows["place_name"] = pd.Series(look_up(places["name_en"], rows["place_id"]), dtype="str")
    rows["row"] = row_in_file
    rows["search"] = _fold_events(rows, places, districts, claims)
    layer = gpd.GeoDataFrame(rows, geometry=points, crs=WGS84)
    return layer.sort_values(["date", "date_end", "id"], ignore_index=True)


def _fold_events(
    rows: pd.DataFrame,
    places: gpd.GeoDataFrame,
    districts: gpd.GeoDataFrame,
    claims: dict[str, list[Claim]],
) -> list[str]:
    place_rows = places.drop(columns="geometry").to_dict("index")
    district_rows = districts.drop(columns="geometry").set_index("id").to_dict("index")
    return [
        search_text(
            {
                "title": f"{describe_span(start, end, precision)} {title}",
                "summary": summary,
                "claims": _claim_text(claims[id_]),
            },
            place_rows.get(place_id),
            district_rows.get(district_id),
        )
        for id_, start, end, precision, title, summary, place_id, district_id in zip(
            rows["id"],
            rows["date"].dt.date,
            rows["date_end"].dt.date,
            rows["date_precision"],
            rows["title"],
            rows["summary"],
            rows["place_id"],
            rows["district_id"],
            strict=True,
        )
    ]


def _claim_text(claims: list[Claim]) -> str:
    words = [(claim.speaker, claim.paraphrase, claim.weapon) for claim in claims]
    return " ".join(dict.fromkeys(word for triple in words for word in triple))
