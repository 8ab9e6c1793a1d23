"""What a picture needs of what the browser is sent: names, bounds, holders, so that both show the same."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import Any

from components.preview.projection import Bounds
from components.server.record_bodies import record_body
from geo.kept import keep_with_record
from geo.record import Record


@dataclass(frozen=True, eq=False)
class Sent:
    """Parts of `RecordData` of `explore/types.d.ts`.

    Parameters
    ----------
    opening : the first view.
    places, districts : as they are sent, in the order of the record.
    control : each affected district with its spans of days.
    """

    opening: Bounds
    places: list[dict[str, Any]]
    districts: list[dict[str, Any]]
    control: list[dict[str, Any]]


@keep_with_record
def read_sent(record: Record) -> Sent:
    """The parts of a record as it is today."""
    payload = json.loads(gzip.decompress(record_body(record)))
    (south, west), (north, east) = payload["opening"]
    return Sent(
        opening=(west, south, east, north),
        places=payload["places"],
        districts=payload["districts"],
        control=payload["control"],
    )
