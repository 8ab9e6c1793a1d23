"""The record of the 2020 Karabakh war and the ground it is drawn on; `README.md` shows how it is read.

>>> from geo import load_record, make_incidents
>>> incidents = make_incidents(load_record())
>>> incidents.crs.to_string(), incidents["killed_civilian_low"].dtype
('EPSG:4326', Int64Dtype())
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.export.layers import make_claims, make_incidents
    from geo.filters import Filters, match_events
    from geo.record import Record, load_record

__all__ = ["Filters", "Record", "load_record", "make_claims", "make_incidents", "match_events"]

_HOMES = {
    "Filters": "geo.filters",
    "Record": "geo.record",
    "load_record": "geo.record",
    "make_claims": "geo.export.layers",
    "make_incidents": "geo.export.layers",
    "match_events": "geo.filters",
}


def __getattr__(name: str) -> Any:
    # When it is asked for: `python -m geo.tables.manifest` must not find itself imported already.
    if name not in _HOMES:
        raise AttributeError(f"module 'geo' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
