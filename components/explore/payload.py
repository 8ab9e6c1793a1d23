"""What the browser app is given once: the record in columns, its words, the names on the ground."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from components.catalogue import LANGUAGE, N_, _, browser_words
from components.explore.cards import describe_when, describe_where
from components.explore.lead import build_about, build_citation, build_lead
from components.explore.tolls import describe_toll
from components.faults import describe_set_aside
from components.labels import EXTENT_WORDS, HOLDER_WORDS
from components.large import MOST_LISTED, MOST_MARKS, SENT_EVENTS, is_large
from components.link import LONGEST_MADE, LONGEST_TEXT, build_link_table
from components.vocabulary import build_vocabulary
from geo.analysis.holders import find_main_holders
from geo.dates import OPENING, count_days
from geo.filters import OFF_MAP, index_options, list_options
from geo.ground import CREDIT_LINE, REGION, find_inner_point, load_layer
from geo.large import COARSEST, FINEST, WHOLE
from geo.names import name_district
from geo.record import Record
from geo.tables.claim_checks import CONTROL_SPAN
from geo.tables.problems import summarize_problems
from geo.tables.schema import (
    CATEGORIES,
    DATE_PRECISIONS,
    EVIDENCE_LEVELS,
    LOCATION_PRECISIONS,
)

NEAREST_ZOOM = 13
#: Country of a district -> the holder that is its own state.
OWN = {"AZ": "azerbaijani", "AM": "armenian or karabakh"}
#: Holder -> state of a district that it holds as a whole.
HOLDER_STATES = {"azerbaijani": "azerbaijani", "armenian or karabakh": "armenian"}
#: Fewest degrees around the named places at the opening view.
MARGIN = 0.1
NAMED_RANK = 1
#: Share of events that the opening view may leave out at each edge.
OUTERMOST = 0.06
#: An event that lasts longer than this many days is listed after the shorter ones of its first day.
LONG_DAYS = 31
#: Period -> its share of the axis of the whole record, and shorter labels.
PERIOD_LOOKS: dict[str, tuple[float, tuple[str, ...]]] = {
    "before-2020": (0.16, (N_("Before"),)),
    "2020-before-the-war": (0.15, (N_("2020 before"), N_("2020"))),
    "the-war": (0.48, ()),
    "after": (0.21, (N_("After"),)),
    "all": (0.0, ()),
}
#: Events that the time strip marks -> their label there.
KEY_EVENTS = {
    "1994-05-12-line-of-contact-1994-2020": N_("Ceasefire of 1994"),
    "2020-07-12-tovuz": N_("Tovuz and Tavush"),
    "2020-09-27-line-of-contact-1994-2020": N_("Start of the war"),
    "2020-10-10-moscow": N_("First ceasefire"),
    "2020-10-18-ceasefire": N_("Second ceasefire"),
    "2020-10-26-washington": N_("Third ceasefire"),
    "2020-11-10-moscow": N_("Statement of 10 November"),
    "2020-11-20-aghdam-akna": N_("Aghdam handed over"),
    "2022-12-12-lachin-road": N_("Lachin road closed"),
    "2023-09-19-karabakh-nagorno-karabakh": N_("Operation of September 2023"),
    "2025-08-08-washington": N_("Peace text initialled"),
}


def build_payload(record: Record, folder: Path) -> bytes:
    """The record as the app needs it for its first picture, JSON in UTF-8.

    Parameters
    ----------
    record : the record.
    folder : holds the GeoJSON files of the ground.

    Returns
    -------
    `RecordData` of `types.d.ts`. Events in columns of one length, in the order of the record, or null
    when there are more than `SENT_EVENTS`; days since 1970-01-01; degrees WGS 84, null for an event
    that has no symbol on the map.
    """
    payload = {
        "version": record.version,
        "language": LANGUAGE,
        "words": browser_words(),
        "size": len(record.events),
        "vocabulary": build_vocabulary(),
        "limits": {
            "sent": SENT_EVENTS,
            "singles": MOST_MARKS,
            "listed": MOST_LISTED,
            "text": LONGEST_TEXT,
            "made": LONGEST_MADE,
            "zoom": NEAREST_ZOOM,
            "cells": [COARSEST, FINEST, WHOLE],
        },
        "link": build_link_table(record),
        "events": None if is_large(record) else build_events(record),
        "places": _build_places(record),
        "districts": _build_districts(record, folder),
        "ground": _name_ground(folder),
        "control": _build_control(record),
        "key_events": _build_key_events(record),
        "periods": _build_periods(record),
        "opening_period": OPENING,
        "opening": _find_opening(record),
        "extent": _pad(_bound_events(record.events)),
        "region": [[REGION[1], REGION[0]], [REGION[3], REGION[2]]],
        "credit": CREDIT_LINE,
        "lead": build_lead(record),
        "about": build_about(record),
        "citation": build_citation(record),
        "problems": {
            "words": describe_set_aside(record) if record.problems else "",
            **asdict(summarize_problems(record.problems)),
        },
    }
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()


def build_events(
    record: Record, rows: npt.NDArray[np.intp] | None = None, *, tolls: bool = True
) -> dict[str, list[Any]]:
    """Events of a record in columns, as the browser reads them: `EventColumns` of `types.d.ts`.

    Parameters
    ----------
    record : the record.
    rows : positions in `record.events`; None for all.
    tolls : whether to say the tolls, which takes most of the time.
    """
    events = record.events if rows is None else record.events.iloc[rows]
    on_map = events["on_map"].to_numpy()
    found = index_options(record, rows)
    off_map = list_options(record)["districts"].index(OFF_MAP)
    district = [places[0] if places else -2 for places in found["districts"]]
    return {
        "id": events["id"].tolist(),
        "title": events["title"].tolist(),
        "when": _describe_once(
            zip(events["start_day"], events["end_day"], events["date_precision"], strict=True),
            lambda row: describe_when(events.iloc[row]),
        ),
        "start": events["start_day"].tolist(),
        "end": events["end_day"].tolist(),
        "date_precision": [DATE_PRECISIONS.index(word) for word in events["date_precision"]],
        "place_precision": [
            LOCATION_PRECISIONS.index(word) for word in events["location_precision"]
        ],
        "lon": [x if on else None for x, on in zip(events["lon"], on_map, strict=True)],
        "lat": [y if on else None for y, on in zip(events["lat"], on_map, strict=True)],
        "place": [places[0] if places else -1 for places in found["places"]],
        "district": [-1 if place == off_map else place for place in district],
        "where": _describe_once(
            zip(events["place_name"], events["district_id"], strict=True),
            lambda row: describe_where(events.iloc[row], record),
        ),
        "category": [CATEGORIES.index(category) for category in events["category"]],
        "evidence": [EVIDENCE_LEVELS.index(level) for level in events["evidence"]],
        "harmed": found["harmed"],
        "accused": found["accused"],
        "contests": found["contests"],
        "source_kinds": found["source_kinds"],
        "overview": events["overview"].tolist(),
        "claims": events["claims"].tolist(),
        "toll": [describe_toll(record.assessments[id_]) if tolls else "" for id_ in events["id"]],
        "reading": order_for_reading(events).tolist(),
    }


def _describe_once(keys: Iterable[Hashable], describe: Callable[[int], str]) -> list[str]:
    """What is said of each row: asked for once for all rows of one key."""
    said: dict[Hashable, str] = {}
    words = []
    for row, key in enumerate(keys):
        if key not in said:
            said[key] = describe(row)
        words.append(said[key])
    return words


def order_for_reading(events: pd.DataFrame) -> npt.NDArray[np.intp]:
    """Positions of events in order of their first day; within a day the short ones first.

    Then those that concern both sides, and last what somebody said.
    """
    long = events["end_day"] - events["start_day"] > LONG_DAYS
    both = (events["harmed_side"] == "both") | (events["accused_side"] == "both")
    within = np.where(both, 0, np.where(events["category"] == "statement", 2, 1))
    return np.lexsort((within, long.to_numpy(dtype=bool), events["start_day"].to_numpy()))


def _build_periods(record: Record) -> list[dict[str, Any]]:
    periods = []
    for period in record.periods:
        share, shorter = PERIOD_LOOKS[period.key]
        periods.append(
            {
                "key": period.key,
                "label": _(period.label),
                "shorter": [_(words) for words in shorter],
                "share": share,
                "start": count_days(period.start),
                "end": count_days(period.end),
            }
        )
    return periods


def _build_key_events(record: Record) -> list[dict[str, Any]]:
    """Those of `KEY_EVENTS` that the record holds, in order of their first day."""
    days = record.events.set_index("id")["start_day"]
    known = [(int(days[id_]), id_) for id_ in KEY_EVENTS if id_ in days.index]
    return [{"day": day, "label": _(KEY_EVENTS[id_]), "id": id_} for day, id_ in sorted(known)]


def _build_places(record: Record) -> list[dict[str, Any]]:
    counts = record.events["place_id"].value_counts()
    on_map = record.places["scope"] == "map"
    districts = {id_: position for position, id_ in enumerate(record.districts.index)}
    return [
        {
            "id": id_,
            "name": place["name_en"].replace(" / ", " · "),
            "kind": place["kind"],
            "named": int(place["rank"]) == NAMED_RANK and id_ in NAMED_PLACES,
            "line": place["kind"] == "road",
            "stand_in": place["coord_precision"] == "stand-in",
            "events": int(counts.get(id_, 0)),
            "district": districts.get(place["district_id"], -1),
            "lon": None if place.geometry is None or not on_map[id_] else place.geometry.x,
            "lat": None if place.geometry is None or not on_map[id_] else place.geometry.y,
        }
        for id_, place in record.places.iterrows()
    ]


#: The places that are named at every size.
NAMED_PLACES = ("ganja", "barda", "tovuz", "shusha-shushi", "lachin-road", "aghdam-akna")


def _build_districts(record: Record, folder: Path) -> list[dict[str, Any]]:
    """Each district with its name and an inner point clear of water and of the points of places."""
    water = shapely.union_all(load_layer(folder, "water").geometry.to_numpy())
    points = record.places.geometry.dropna()
    taken = shapely.union_all(points.to_numpy())
    districts = []
    for id_, district in record.districts.iterrows():
        point = find_inner_point(district.geometry, water, taken)
        districts.append(
            {
                "id": id_,
                "name": name_district(district["name_en"], district["kind"]),
                "lon": round(point.x, 4),
                "lat": round(point.y, 4),
            }
        )
    return districts


def _build_control(record: Record) -> list[dict[str, Any]]:
    """Each affected district with its spans of days, in order.

    A span that two hold partly is "divided". One with single places of the other holder has
    `places`, and the state of the main holder, or none where that is the district's own state. One
    whose history cannot be used is "unknown" on all days.
    """
    spans = {
        str(id_): [
            _build_span(span, OWN.get(record.districts.loc[id_, "country"], ""))
            for _, span in rows.groupby("start_day")
        ]
        for id_, rows in record.control.groupby("district_id")
    }
    spans |= {id_: [_build_unknown_span()] for id_ in record.control_unknown}
    return [
        {
            "id": id_,
            "name": name_district(*record.districts.loc[id_, ["name_en", "kind"]]),
            "spans": spans[id_],
        }
        for id_ in sorted(spans)
    ]


def _build_unknown_span() -> dict[str, Any]:
    first, last = map(count_days, CONTROL_SPAN)
    return {
        "from": first,
        "to": last,
        "state": "unknown",
        "places": False,
        "disputed": False,
        "words": _("Who held it is not known: its history in the record has a problem."),
    }


def _build_span(rows: pd.DataFrame, own: str) -> dict[str, Any]:
    disputed = bool((rows["disputed"] == "yes").any())
    notes = list(dict.fromkeys(note for note in rows["note"] if note))
    holders = [_(HOLDER_WORDS[holder]) for holder in rows["holder"]]
    extents = rows["extent"].tolist()
    main = find_main_holders(rows)
    parts = [
        holder if extent == "wholly" else f"{_(EXTENT_WORDS[extent])}: {holder}"
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
        "words": ". ".join([held + (_(" (disputed)") if disputed else ""), *notes]),
    }


def _name_ground(folder: Path) -> list[dict[str, Any]]:
    region = shapely.box(*REGION)
    names = []
    for kind, layer in (("country", "countries"), ("water", "water")):
        names += _name_areas(kind, load_layer(folder, layer), region)
    lachin = load_layer(folder, "lachin")
    return names + _name_areas("schematic", lachin.assign(name_en=lachin["label"]), region)


def _name_areas(
    kind: str, layer: gpd.GeoDataFrame, region: shapely.Polygon
) -> list[dict[str, Any]]:
    points = layer.geometry.intersection(region).representative_point()
    return [
        {"kind": kind, "name": _(name), "lon": round(point.x, 4), "lat": round(point.y, 4)}
        for name, point in zip(layer["name_en"], points, strict=True)
    ]


def _find_opening(record: Record) -> list[list[float]]:
    """Bounds of the named places and of all but the outermost events of the war."""
    war = record.opening
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
