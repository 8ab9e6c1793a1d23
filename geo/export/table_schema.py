"""The columns of a table as Frictionless Table Schema (specs.frictionlessdata.io), version 1."""

from __future__ import annotations

import re
from typing import Any

from geo.tables.cell_rules import (
    DISTRICT_ID,
    ID,
    LANGUAGE,
    LIST_SEPARATOR,
    LOCATOR,
    PARTIAL_DATE,
    Column,
    Table,
)

#: Kind of a column -> type of Table Schema; all others are strings.
TYPES = {"date": "date", "count": "integer", "longitude": "number", "latitude": "number"}


def _list_of(pattern: re.Pattern[str]) -> str:
    return f"(?:{pattern.pattern})(?:{LIST_SEPARATOR}(?:{pattern.pattern}))*"


#: Kind of a column -> what its cells look like.
PATTERNS = {
    "id": ID.pattern,
    "ids": _list_of(ID),
    "district id": DISTRICT_ID.pattern,
    "partial date": PARTIAL_DATE.pattern,
    "languages": _list_of(LANGUAGE),
    "locator": f"(?:{LOCATOR.pattern})",
}
BOUNDS = {
    "count": {"minimum": 0},
    "longitude": {"minimum": -180, "maximum": 180},
    "latitude": {"minimum": -90, "maximum": 90},
}
#: Table and column -> the table whose ids it holds.
REFERENCES = {
    ("incidents", "place_id"): "places",
    ("claims", "event_id"): "incidents",
    ("claims", "source_id"): "sources",
    ("claims", "origin"): "sources",
    ("control", "event_id"): "incidents",
}


def describe_schema(table: Table) -> dict[str, Any]:
    """A table as a Table Schema: each column once, with meaning, type, constraints.

    Parameters
    ----------
    table : the table, whose first column is its key.
    """
    names = set(table.column_names)
    keys = [
        {"fields": column, "reference": {"resource": target, "fields": "id"}}
        for (name, column), target in REFERENCES.items()
        if name == table.name and column in names
    ]
    return {
        "fields": [
            _describe_field(column, key=place == 0) for place, column in enumerate(table.columns)
        ],
        "missingValues": [""],
        "primaryKey": table.columns[0].name,
        **({"foreignKeys": keys} if keys else {}),
    }


def _describe_field(column: Column, *, key: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if key:
        constraints["unique"] = True
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    if column.kind in PATTERNS:
        constraints["pattern"] = PATTERNS[column.kind]
    constraints |= BOUNDS.get(column.kind, {})
    return {
        "name": column.name,
        "type": TYPES.get(column.kind, "string"),
        "description": column.meaning,
        **({"unit": column.unit} if column.unit else {}),
        "example": column.example,
        **({"constraints": constraints} if constraints else {}),
    }
