"""What the browser is given once: the record in columns, and the names on the ground."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from components.labels import HOLDER_WORDS
from geo.dates import OPENING, Period, count_days, describe_span, periods
from geo.ground import CREDIT, REGION, load_layer
from geo.record import Record
from geo.tables.schema import CATEGORIES, EVIDENCE_LEVELS

#: Most events that are sent one by one; of a larger record the browser asks for counts.
SENT_EVENTS = 3_000
#: Country of a district -> the holder that is its own state.
OWN = {"AZ": "azerbaijani", "AM": "armenian or karabakh"}
#: Holder -> state of a district that it holds as a whole, a word of the stylesheet.
HOLDER_STATES = {"azerbaijani": "azerbaijani", "armenian or karabakh": "armenian"}
#: Fewest degrees around the named places at the opening view.
MARGIN = 0.1
NAMED_RANK = 1
#: Share of events that the opening view may leave out at each edge.
OUTERMOST = 0.06
#: Events that the time strip marks -> their label there.
KEY_EVENTS = {
    "ceasefire-1994": "Ceasefire of 1994",
    "tovuz-tavush-clashes": "Tovuz and Tavush",
    "war-begins": "Start of the war",
    "moscow-ceasefire": "First ceasefire",
    "ceasefire-18oct": "Second ceasefire",
    "ceasefire-26oct": "Third ceasefire",
    "trilateral-statement": "Statement of 10 November",
    "aghdam-return": "Aghdam handed over",
    "lachin-blockade": "Lachin road closed",
    "offensive-2023": "Operation of September 2023",
    "initialling-2025": "Peace text initialled",
}


def build_payload(record: Record, folder: Path) -> bytes:
    """The record as the map needs it, JSON in UTF-8.

    Parameters
    ----------
    record : the record.
    folder : holds the GeoJSON files of the ground.

    Returns
    -------
    `size` is the number of events. Events in columns of one length, in the order of the record, or
    null when there are more than `SENT_EVENTS`; days since 1970-01-01; degrees WGS 84, null for an
    event that has no symbol on the map.
    """
    payload = {
        "version": record.version,
        "size": len(record.events),
        "categories": CATEGORIES,
        "evidence": EVIDENCE_LEVELS,
        "events": None if is_large(record) else build_events(record.events),
        "places": _build_places(record),
        "ground": _name_ground(folder, record),
        "control": _build_control(record),
        "key_events": _build_key_events(record),
        "periods": [
            {
                "key": period.key,
                "label": period.label,
                "start": count_days(period.start),
                "end": count_days(period.end),
            }
            for period in record_periods(record)
        ],
        "opening": _find_opening(record),
        "extent": _pad(_bound_events(record.events)),
        "region": [[REGION[1], REGION[0]], [REGION[3], REGION[2]]],
        "credit": CREDIT,
    }
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


def is_large(record: Record) -> bool:
    """Whether the browser gets counts of the events instead of the events."""
    return len(record.events) > SENT_EVENTS


@lru_cache(maxsize=4)
def record_periods(record: Record) -> tuple[Period, ...]:
    """The named periods of a record, the last one the whole record."""
    events = record.events
    return periods(events["date"].min().date(), events["date_end"].max().date())


def opening_period(record: Record) -> Period:
    """The part of the record that the page opens with."""
    return next(period for period in record_periods(record) if period.key == OPENING)


def build_events(events: pd.DataFrame) -> dict[str, list[Any]]:
    """Rows of a record's events in columns, as the browser reads them."""
    on_map = events["on_map"].to_numpy()
    return {
        "id": events["id"].tolist(),
        "title": events["title"].tolist(),
        "when": [
            describe_span(start.date(), end.date(), precision)
            for start, end, precision in zip(
                events["date"], events["date_end"], events["date_precision"], strict=True
            )
        ],
        "start": events["start_day"].tolist(),
        "end": events["end_day"].tolist(),
        "lon": [x if on else None for x, on in zip(events["lon"], on_map, strict=True)],
        "lat": [y if on else None for y, on in zip(events["lat"], on_map, strict=True)],
        "date_precision": events["date_precision"].tolist(),
        "place_precision": events["location_precision"].tolist(),
        "district": [
            district if precision == "district" else ""
            for district, precision in zip(
                events["district_id"], events["location_precision"], strict=True
            )
        ],
        "category": [CATEGORIES.index(category) for category in events["category"]],
        "evidence": [EVIDENCE_LEVELS.index(level) for level in events["evidence"]],
    }


def _build_key_events(record: Record) -> list[dict[str, Any]]:
    """Those of `KEY_EVENTS` that the record holds, in order of their first day."""
    days = record.events.set_index("id")["start_day"]
    known = [(int(days[id_]), id_) for id_ in KEY_EVENTS if id_ in days.index]
    return [{"day": day, "label": KEY_EVENTS[id_], "id": id_} for day, id_ in sorted(known)]


def _build_places(record: Record) -> list[dict[str, Any]]:
    places = record.places[record.places["scope"] == "map"]
    events = record.events["place_id"].value_counts()
    return [
        {
            "id": id_,
            "name": place["name_en"],
            "rank": int(place["rank"]),
            "kind": place["kind"],
            "events": int(events.get(id_, 0)),
            "lon": None if place.geometry is None else place.geometry.x,
            "lat": None if place.geometry is None else place.geometry.y,
        }
        for id_, place in places.iterrows()
    ]


def _build_control(record: Record) -> list[dict[str, Any]]:
    """Each affected district with its spans of days, in order.

    A span that two hold partly is "divided". One with single places of the other holder has
    `places`, and the state of the main holder, or none where that is the district's own state.
    """
    names = record.districts["name_en"] + " " + record.districts["kind"]
    return [
        {
            "id": id_,
            "name": names[id_],
            "spans": [
                _build_span(span, OWN.get(record.districts.loc[id_, "country"], ""))
                for _, span in rows.groupby("start_day")
            ],
        }
        for id_, rows in record.control.groupby("district_id")
    ]


def _build_span(rows: pd.DataFrame, own: str) -> dict[str, Any]:
    disputed = bool((rows["disputed"] == "yes").any())
    notes = list(dict.fromkeys(note for note in rows["note"] if note))
    holders = [HOLDER_WORDS[holder] for holder in rows["holder"]]
    extents = rows["extent"].tolist()
    main = rows.loc[rows["extent"] != "single places", "holder"].tolist()
    parts = [
        holder if extent == "wholly" else f"{extent}: {holder}"
        for holder, extent in sorted(zip(holders, extents, strict=True), key=lambda part: part[1])
    ]
    held = "; ".join(parts)
    state = "divided" if len(main) > 1 else HOLDER_STATES[main[0]]
    if "single places" in extents and main == [own]:
        state = "own"
    return {
        "from": int(rows["start_day"].iloc[0]),
        "to": int(rows["end_day"].iloc[0]),
        "state": state,
        "places": "single places" in extents,
        "disputed": disputed,
        "words": ". ".join([held + (" (disputed)" if disputed else ""), *notes]),
    }


def _name_ground(folder: Path, record: Record) -> list[dict[str, Any]]:
    region = shapely.box(*REGION)
    names = []
    for kind, layer in (("country", "countries"), ("water", "water")):
        names += _name_areas(kind, load_layer(folder, layer), region)
    lachin = load_layer(folder, "lachin")
    names += _name_areas("schematic", lachin.assign(name_en=lachin["label"]), region)
    districts = record.districts[record.districts["kind"] != "city"]
    named = districts.assign(name_en=districts["name_en"] + " " + districts["kind"])
    return names + _name_areas("district", named, region)


def _name_areas(
    kind: str, layer: gpd.GeoDataFrame, region: shapely.Polygon
) -> list[dict[str, Any]]:
    points = layer.geometry.intersection(region).representative_point()
    return [
        {"kind": kind, "name": name, "lon": round(point.x, 4), "lat": round(point.y, 4)}
        for name, point in zip(layer["name_en"], points, strict=True)
    ]


def _find_opening(record: Record) -> list[list[float]]:
    """Bounds of the named places and of all but the outermost events of the war."""
    war = opening_period(record)
    events = record.events
    inside = events["date"].between(str(war.start), str(war.end)) & events["on_map"]
    points = events.loc[inside, ["lon", "lat"]]
    named = record.places[record.places["rank"] == NAMED_RANK].total_bounds
    low, high = points.quantile(OUTERMOST), points.quantile(1 - OUTERMOST)
    return _pad(np.r_[np.fmin(named[:2], low), np.fmax(named[2:], high)])


def _bound_events(events: pd.DataFrame) -> npt.NDArray[np.float64]:
    """West, south, east, north of the events on the map; NaN when there are none."""
    points = events.loc[events["on_map"], ["lon", "lat"]]
    return np.asarray(np.r_[points.min(), points.max()], dtype=np.float64)


def _pad(bounds: npt.NDArray[np.float64]) -> list[list[float]]:
    """[[south, west], [north, east]] with a margin, as Leaflet takes them; of nothing, all."""
    if np.isnan(bounds).any():
        bounds = np.array(REGION)
    west, south, east, north = bounds.tolist()
    return [[south - MARGIN, west - MARGIN], [north + MARGIN, east + MARGIN]]
