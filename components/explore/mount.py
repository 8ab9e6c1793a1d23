"""The mount of the time map: one for the whole session."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import streamlit as st
from xstatic.pkg import leaflet

from components import keys
from components.explore.payload import is_large, opening_period
from components.link import write_query
from components.server.routes import asset_paths, module_paths, record_path
from components.state import (
    chosen_place,
    current_filters,
    link_parameters,
    take_place,
    take_selection,
    take_stale,
    take_window,
)
from geo.filters import Filters, find_event, match_facets
from geo.record import Record

FOLDER = Path(__file__).resolve().parent
STYLES = (
    Path(leaflet.BASE_DIR) / "leaflet.css",
    FOLDER / "timemap.css",
    FOLDER / "strip" / "strip.css",
)
_COMPONENT = st.components.v2.component(
    "timemap",
    html='<div class="tm-host"></div>',
    js=(FOLDER / "hosts" / "mount.js").read_text(encoding="utf-8"),
    css="\n".join(path.read_text(encoding="utf-8") for path in STYLES),
    isolate_styles=False,
)


def build_data(record: Record) -> dict[str, Any]:
    """What the browser is told in each run: where the files are, and what is chosen."""
    state = st.session_state
    filters = current_filters()
    opening = opening_period(record)
    start, end = state[keys.WINDOW]
    return {
        **asset_paths(),
        "modules": module_paths(),
        "record": record_path(record.version),
        "window": [start.isoformat(), end.isoformat()],
        "span": state[keys.SPAN],
        "view": state[keys.VIEW],
        "held": state[keys.HELD],
        "mode": state[keys.MODE],
        "selected": state[keys.SELECTED],
        "selected_event": describe_selected(record, filters),
        "place": chosen_place(),
        "rows": _list_rows(record, filters),
        "query": write_query(filters),
        "order": state[keys.ORDER],
        "link": link_parameters(filters),
        "link_keys": list(keys.LINK_KEYS),
        "defaults": {
            "from": opening.start.isoformat(),
            "to": opening.end.isoformat(),
            "span": opening.key,
        },
        "card": f"st-key-{keys.SELECTED_CARD}",
        "regions": {f"st-key-{keys.INCIDENTS}": "Incidents", f"st-key-{keys.SOURCES}": "Sources"},
    }


def describe_selected(record: Record, filters: Filters) -> dict[str, Any] | None:
    """What the map needs of the selected event, which need not be among those it was sent."""
    row = find_event(record, st.session_state[keys.SELECTED])
    if row is None:
        return None
    event = record.events.iloc[row]
    on_map = bool(event["on_map"])
    return {
        "id": event["id"],
        "title": event["title"],
        "start": int(event["start_day"]),
        "end": int(event["end_day"]),
        "lon": float(event["lon"]) if on_map else None,
        "lat": float(event["lat"]) if on_map else None,
        "passes": bool(match_facets(record, filters)[row]),
    }


def _list_rows(record: Record, filters: Filters) -> list[int] | None:
    """Places of the events that pass the facets; None for all, or when the browser asks for counts."""
    if is_large(record):
        return None
    passing = match_facets(record, filters)
    return None if passing.all() else np.flatnonzero(passing).tolist()


@st.fragment(key=keys.FRAGMENT_MAP)
def render_map(record: Record) -> None:
    """Map, legend and time strip."""
    _COMPONENT(
        key=keys.TIMEMAP,
        data=build_data(record),
        on_window_change=take_window,
        on_selected_change=take_selection,
        on_place_change=take_place,
        on_stale_change=take_stale,
    )
