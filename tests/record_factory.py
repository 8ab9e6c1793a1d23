"""Small records for tests: three square districts, three places, two sources, three events."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from geo.rules import Table
from geo.schema import EVENTS, PLACES, SOURCES, TABLES
from geo.tables import write_table

Row = dict[str, str]

SQUARES = {
    "AZ-BAR": ("Barda", "Bərdə", (47.0, 40.0, 48.0, 41.0)),
    "AZ-SUS": ("Shusha", "Şuşa", (46.0, 39.0, 47.0, 40.0)),
    "AM-GR": ("Gegharkunik", "", (45.0, 40.0, 46.0, 41.0)),
}


def _complete(table: Table, row: Row, cells: Row) -> Row:
    return {**dict.fromkeys(table.column_names, ""), **row, **cells}


def event_row(**cells: str) -> Row:
    """An event that is right, with some cells replaced."""
    row = {
        "id": "barda-28oct",
        "title": "Rockets on Barda",
        "date": "2020-10-28",
        "date_precision": "day",
        "place_id": "barda",
        "lon": "47.1262",
        "lat": "40.3758",
        "location_precision": "town",
        "category": "cluster munition",
        "summary": "Rockets struck the centre of the town.",
        "evidence": "independently documented",
        "source_ids": "hrw-2020-10-30",
        "overview": "no",
        "checked": "2026-11-21",
    }
    return _complete(EVENTS, row, cells)


def source_row(**cells: str) -> Row:
    """A source that is right, with some cells replaced."""
    row = {"id": "hrw-2020-10-30", "title": "Report", "kind": "NGO report", "basis": "excerpt"}
    return _complete(SOURCES, row, cells)


def place_row(**cells: str) -> Row:
    """A place that is right, with some cells replaced."""
    row = {
        "id": "barda",
        "name_en": "Barda",
        "name_az": "Bərdə",
        "kind": "town",
        "lon": "47.1262",
        "lat": "40.3758",
        "coord_precision": "own",
        "district_id": "AZ-BAR",
        "scope": "map",
        "rank": "1",
    }
    return _complete(PLACES, row, cells)


SHUSHA = place_row(
    id="shusha",
    name_en="Shusha / Shushi",
    name_az="Şuşa",
    name_hy="Շուշի",
    name_ru="Шуша / Шуши",
    aliases="Shushi; Susa",
    lon="46.7499",
    lat="39.7601",
    district_id="AZ-SUS",
)
VIENNA = place_row(
    id="vienna",
    name_en="Vienna",
    name_az="",
    kind="venue",
    lon="16.37",
    lat="48.2",
    district_id="",
    scope="outside",
)
AGENCY = source_row(id="agency-2020", title="Dispatch", kind="news agency")
SHUSHA_EVENT = event_row(
    id="shusha-8nov",
    title="Change of control",
    date="2020-11-08",
    place_id="shusha",
    lon="46.7499",
    lat="39.7601",
    category="change of control",
    evidence="claim disputed",
    source_ids="agency-2020; hrw-2020-10-30",
)
VIENNA_EVENT = event_row(
    id="vienna-2019",
    title="Talks",
    date="2019-03-29",
    place_id="vienna",
    lon="16.37",
    lat="48.2",
    category="diplomacy",
    evidence="reported by news agency",
    source_ids="agency-2020",
)


def write_record(
    root: Path,
    *,
    events: list[Row] | None = None,
    sources: list[Row] | None = None,
    places: list[Row] | None = None,
) -> Path:
    """Write a record below `root`; what is not given is the small record that is right."""
    (root / "geo" / "data").mkdir(parents=True, exist_ok=True)
    given = {
        "events": [event_row(), SHUSHA_EVENT, VIENNA_EVENT] if events is None else events,
        "sources": [source_row(), AGENCY] if sources is None else sources,
        "places": [place_row(), SHUSHA, VIENNA] if places is None else places,
    }
    for name, table in TABLES.items():
        write_table(make_frame(given[name], table), root / table.file, table)
    features = [_square(id_, *square) for id_, square in SQUARES.items()]
    layer = {"type": "FeatureCollection", "features": features}
    (root / "geo" / "data" / "districts.geojson").write_text(json.dumps(layer), encoding="utf-8")
    return root


def make_frame(rows: list[Row], table: Table) -> pd.DataFrame:
    """Rows as the text frame of a table."""
    return pd.DataFrame(rows, columns=table.column_names, dtype="str")


def _square(
    id_: str, name_en: str, name_az: str, box: tuple[float, float, float, float]
) -> dict[str, object]:
    west, south, east, north = box
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {
        "type": "Feature",
        "properties": {
            "id": id_,
            "country": id_[:2],
            "kind": "district",
            "name_en": name_en,
            "name_az": name_az,
            "name_hy": "",
        },
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
