"""Small records for tests: three square districts, three places, two sources, three events, their claims."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
from table_files import write_table

from geo.tables.cell_rules import Table
from geo.tables.manifest import write_manifest
from geo.tables.schema import CLAIMS, CONTROL, COVERAGE, EVENTS, PLACES, SOURCES, TABLES

Row = dict[str, str]

#: Every paragraph, footnote and caption of the founding articles.
LOCATORS = [
    *(f"A{n}" for n in range(1, 15)),
    *(f"A fn {n}" for n in range(1, 19)),
    *(f"B{n}" for n in range(1, 17)),
    "B photo",
    "B caption",
]

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
        "id": "2020-10-28-barda",
        "title": "Rockets on Barda",
        "date": "2020-10-28",
        "date_precision": "day",
        "place_id": "barda",
        "lon": "47.1262",
        "lat": "40.3758",
        "location_precision": "town",
        "category": "cluster munition",
        "summary": "Rockets struck the centre of the town.",
        "overview": "no",
        "checked": "2026-11-21",
    }
    return _complete(EVENTS, row, cells)


def source_row(**cells: str) -> Row:
    """A source that is right, with some cells replaced."""
    row = {
        "id": "hrw-2020-10-30",
        "title": "Report",
        "kind": "NGO report",
        "side": "other",
        "basis": "excerpt",
    }
    return _complete(SOURCES, row, cells)


def claim_row(**cells: str) -> Row:
    """A claim that is right, with some cells replaced."""
    row = {
        "id": "2020-10-28-barda-1",
        "event_id": "2020-10-28-barda",
        "source_id": "hrw-2020-10-30",
        "speaker": "Human Rights Watch",
        "speaker_side": "other",
        "speaker_kind": "body",
        "stance": "documents",
        "accuses": "armenian or karabakh",
        "hedge": "fired or supplied by",
        "killed_civilian_low": "21",
        "killed_civilian_high": "21",
        "locator": "section 2",
        "basis": "excerpt",
        "paraphrase": "Found remnants of rockets in the town.",
        "checked": "2026-11-21",
    }
    return _complete(CLAIMS, row, cells)


def bare_claim(**cells: str) -> Row:
    """A claim without attribution, figures and locator, with some cells replaced."""
    empty = ("accuses", "hedge", "killed_civilian_low", "killed_civilian_high", "locator")
    return claim_row(**{**dict.fromkeys(empty, ""), **cells})


def coverage_row(**cells: str) -> Row:
    """A row of coverage that is right, with some cells replaced."""
    row = {
        "id": "b7-1",
        "locator": "B7",
        "kind": "occurrence",
        "item": "Says that rockets fell on the town.",
        "outcome": "in the record",
        "relation": "stated",
        "event_ids": "2020-10-28-barda",
        "claim_ids": "2020-10-28-barda-1",
        "source_ids": "hrw-2020-10-30",
        "place_ids": "barda",
    }
    return _complete(COVERAGE, row, cells)


def control_row(**cells: str) -> Row:
    """Who held the district of Shusha until its event, with some cells replaced."""
    row = {
        "id": "shusha-1",
        "district_id": "AZ-SUS",
        "holder": "armenian or karabakh",
        "extent": "wholly",
        "date_from": "1994-05-12",
        "date_to": "2020-11-07",
        "event_id": "1994-05-12-line-of-contact-1994-2020",
        "disputed": "no",
        "source_ids": "agency-2020",
        "note": "The whole district.",
        "checked": "2026-11-21",
    }
    return _complete(CONTROL, row, cells)


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
)
VIENNA_EVENT = event_row(
    id="2019-03-29-vienna",
    title="Talks",
    date="2019-03-29",
    place_id="vienna",
    lon="16.37",
    lat="48.2",
    category="diplomacy",
)
CEASEFIRE = event_row(
    id="1994-05-12-line-of-contact-1994-2020",
    title="Ceasefire",
    date="1994-05-12",
    place_id="",
    lon="",
    lat="",
    location_precision="none",
    category="ceasefire",
)
ANNOUNCED = bare_claim(
    id="shusha-8nov-1",
    event_id="shusha-8nov",
    source_id="agency-2020",
    speaker="President of Azerbaijan",
    speaker_side="azerbaijani",
    speaker_kind="party",
    stance="reports",
    paraphrase="Says that the town came under its control.",
)
DENIED = bare_claim(
    id="shusha-8nov-2",
    event_id="shusha-8nov",
    speaker="Defence Ministry of Armenia",
    speaker_side="armenian or karabakh",
    speaker_kind="party",
    stance="denies",
    denies="shusha-8nov-1",
    denied="event",
    paraphrase="Says that the fighting goes on.",
)
TALKS = bare_claim(
    id="2019-03-29-vienna-1",
    event_id="2019-03-29-vienna",
    source_id="agency-2020",
    speaker="OSCE Minsk Group co-chairs",
    stance="reports",
    paraphrase="Say that the leaders met.",
)
CLAIM_ROWS = [claim_row(), ANNOUNCED, DENIED, TALKS]
HELD_AFTER = control_row(
    id="shusha-2",
    holder="azerbaijani",
    date_from="2020-11-08",
    date_to="2023-12-31",
    event_id="shusha-8nov",
)


def write_record(
    root: Path,
    *,
    events: list[Row] | None = None,
    sources: list[Row] | None = None,
    places: list[Row] | None = None,
    claims: list[Row] | None = None,
    coverage: list[Row] | None = None,
    control: list[Row] | None = None,
    former_ids: list[Row] | None = None,
    missing: list[Row] | None = None,
) -> Path:
    """Write a record below `root`; what is not given is the small record that is right.

    Claims that are not given are those of the small record, and one for every other event.
    """
    (root / "geo" / "data").mkdir(parents=True, exist_ok=True)
    given = {
        "events": [event_row(), SHUSHA_EVENT, VIENNA_EVENT] if events is None else events,
        "sources": [source_row(), AGENCY] if sources is None else sources,
        "places": [place_row(), SHUSHA, VIENNA] if places is None else places,
    }
    given["claims"] = _speak_of(given["events"], given["sources"]) if claims is None else claims
    given |= {
        "coverage": coverage or [],
        "control": control or [],
        "former_ids": former_ids or [],
        "missing": missing or [],
    }
    for name, table in TABLES.items():
        write_table(make_frame(given[name], table), root / table.file, table)
    features = [_square(id_, *square) for id_, square in SQUARES.items()]
    layer = {"type": "FeatureCollection", "features": features}
    (root / "geo" / "data" / "districts.geojson").write_text(json.dumps(layer), encoding="utf-8")
    write_manifest(root)
    return root


def _speak_of(events: list[Row], sources: list[Row]) -> list[Row]:
    ids = [event["id"] for event in events]
    rows = [row for row in CLAIM_ROWS if row["event_id"] in ids]
    unspoken = dict.fromkeys(
        id_ for id_ in ids if id_ and all(row["event_id"] != id_ for row in rows)
    )
    source = sources[0]["id"] if sources else ""
    return rows + [bare_claim(id=f"{id_}-1", event_id=id_, source_id=source) for id_ in unspoken]


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
