"""Counts as bodies of bytes that a browser reads as typed arrays, without parsing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import h3.api.basic_int as h3
import numpy.typing as npt

from geo.filters import Mask
from geo.large import Spans, Totals, count_cells, count_totals
from geo.record import Record

Arrays = dict[str, npt.NDArray[Any]]

#: Everything begins at a multiple of this many bytes: an array of any type can be laid over it.
ALIGNMENT = 8
TYPES = {"u1": "<u1", "u4": "<u4", "i4": "<i4", "f4": "<f4", "u8": "<u8"}


def pack(header: Mapping[str, Any], arrays: Mapping[str, npt.NDArray[Any]]) -> bytes:
    """A header and arrays as one body.

    Parameters
    ----------
    header : what JSON can hold.
    arrays : by name, one dimension, of a type of `TYPES`.

    Returns
    -------
    Little endian: uint32 length of the header in bytes; the header, JSON in UTF-8, with `arrays`
    (name, type, offset in bytes from the end of the header, length in items); the arrays. Header
    and arrays are padded to `ALIGNMENT`.
    """
    entries, parts, offset = [], [], 0
    for name, array in arrays.items():
        type_ = f"{array.dtype.kind}{array.dtype.itemsize}"
        content = _pad(array.astype(TYPES[type_], copy=False).tobytes(), 0, b"\0")
        entries.append({"name": name, "type": type_, "offset": offset, "length": len(array)})
        parts.append(content)
        offset += len(content)
    text = json.dumps({**header, "arrays": entries}, separators=(",", ":")).encode()
    text = _pad(text, 4, b" ")
    return b"".join([len(text).to_bytes(4, "little"), text, *parts])


def pack_counts(record: Record, mask: Mask) -> bytes:
    """The chosen events of a record by class and day."""
    found = count_totals(record, mask)
    header = {
        "version": record.version,
        "size": len(record.events),
        "passing": found.passing,
        "on_map": found.on_map,
    }
    arrays = _name_days(found.days) | _name_spans("span", found.spans)
    arrays |= {"span_off": found.spans_off} | _name_spans("sum", found.sums)
    return pack(header, arrays)


def pack_cells(record: Record, mask: Mask, resolution: int, tile: int | None) -> bytes:
    """The chosen events on the map by cell, class and day.

    Raises
    ------
    geo.large.CellError : the cells cannot be counted so.
    """
    found = count_cells(record, mask, resolution, tile)
    header = {
        "version": record.version,
        "resolution": resolution,
        "tile": None if tile is None else h3.int_to_str(tile),
        "cells": len(found.cell),
    }
    cells: Arrays = {
        "cell": found.cell,
        "lon": found.lon,
        "lat": found.lat,
        "centre_lon": found.centre_lon,
        "centre_lat": found.centre_lat,
    }
    spans = {"span_ptr": found.spans_ptr} | _name_spans("span", found.spans)
    return pack(header, cells | _name_days(found.days) | spans)


def _name_days(totals: Totals) -> Arrays:
    return {"day_ptr": totals.ptr, "day": totals.day, "day_total": totals.total}


def _name_spans(name: str, spans: Spans) -> Arrays:
    return {
        f"{name}_start": spans.start,
        f"{name}_end": spans.end,
        f"{name}_class": spans.class_,
        f"{name}_count": spans.count,
    }


def _pad(content: bytes, before: int, filler: bytes) -> bytes:
    """Fill up so that what stands before and the content end at a multiple of `ALIGNMENT`."""
    return content + filler * (-(before + len(content)) % ALIGNMENT)
