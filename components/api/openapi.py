"""The data address described for programs: OpenAPI 3.1, from the table that reads the parameters."""

from __future__ import annotations

from typing import Any

from components.api.parameters import MOST_VALUES, Parameter, choose_parameters
from components.api.tables import FORMS, MEDIA_TYPES
from components.explore.lead import TITLE
from components.link import LONGEST_TEXT
from geo.export.about import LICENCE
from geo.export.columns import CLAIMS_TAKEN, INCIDENTS, SOURCES_TAKEN
from geo.record import Record
from geo.tables.cell_rules import Table

TABLES = {"incidents": INCIDENTS, "claims": CLAIMS_TAKEN, "sources": SOURCES_TAKEN}
#: Table -> what its answer is, for a reader.
SUMMARIES = {
    "incidents": "Incidents that count in the window and pass the filters.",
    "claims": "Claims on these incidents: who says what, in which source.",
    "sources": "Sources of these incidents; of the whole record when nothing is narrowed.",
    "districts": "Outlines of the districts, each with the number of these incidents.",
}
TYPES = {"count": "integer", "longitude": "number", "latitude": "number"}
#: Headers of an answer -> what they say.
HEADERS = {
    "ETag": "Follows from the version of the record; send it back as If-None-Match.",
    "Link": "The first, previous, next and last page (RFC 8288).",
    "X-Total-Count": "Rows in all.",
    "X-Limit": "Most rows of this answer.",
    "X-Limit-Max": "Most rows that can be asked for at once.",
    "X-Offset": "Rows left out before the first.",
    "X-Record-Version": "Version of the record.",
}
FAULT = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {"type": "string"},
        "parameter": {"type": "string"},
        "value": {"type": "string"},
        "cure": {"type": "string"},
    },
}


def name_path(table: str, form: str) -> str:
    """The address of a table in a form, below the data address; JSON has no ending."""
    return table if form == "json" else f"{table}.{form}"


def describe_api(record: Record) -> dict[str, Any]:
    """The description over a record, JSON values only."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{TITLE}: the data address",
            "version": record.version,
            "description": f"Reading only. {LICENCE[0].upper()}{LICENCE[1:]}.",
        },
        "servers": [{"url": "../api"}],
        "paths": {
            f"/{name_path(table, form)}": {"get": _describe_answer(record, table, form)}
            for table, forms in FORMS.items()
            for form in forms
        },
        "components": {
            "schemas": {
                "Fault": FAULT,
                **{name: _describe_row(table) for name, table in TABLES.items()},
            }
        },
    }


def _describe_answer(record: Record, table: str, form: str) -> dict[str, Any]:
    media_type = MEDIA_TYPES[form].partition(";")[0]
    headers = {
        name: {"description": words, "schema": {"type": "string"}}
        for name, words in HEADERS.items()
        if table != "districts" or name in ("ETag", "X-Record-Version")
    }
    fault = {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}}
    return {
        "operationId": f"{table}_{form}",
        "summary": SUMMARIES[table],
        "parameters": [_describe_parameter(row) for row in choose_parameters(record, table, form)],
        "responses": {
            "200": {
                "description": "The rows.",
                "headers": headers,
                "content": {media_type: {"schema": _describe_body(table, form)}},
            },
            "304": {"description": "As it was: the ETag of If-None-Match still holds."},
            "422": {"description": "A parameter or value cannot be used.", "content": fault},
            "429": {"description": "Too many questions of this address wait.", "content": fault},
            "503": {"description": "The server is busy; see Retry-After.", "content": fault},
        },
    }


def _describe_parameter(row: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if row.kind == "day":
        schema |= {"format": "date"}
    elif row.kind == "text":
        schema |= {"maxLength": LONGEST_TEXT}
    elif row.kind == "number":
        schema = {"type": "integer", "minimum": row.low, "maximum": row.high, "default": row.usual}
    elif row.values:
        schema |= {"enum": [*row.values, *row.renamed]}
    if row.repeats:
        schema = {"type": "array", "items": schema, "maxItems": MOST_VALUES}
    return {
        "name": row.key,
        "in": "query",
        "required": False,
        "description": row.meaning,
        "schema": schema,
        **({"style": "form", "explode": True} if row.repeats else {}),
    }


def _describe_body(table: str, form: str) -> dict[str, Any]:
    if form == "csv":
        return {"type": "string"}
    if form == "parquet":
        return {"type": "string", "contentMediaType": MEDIA_TYPES[form]}
    if form == "geojson":
        return {
            "type": "object",
            "required": ["type", "features"],
            "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array"}},
        }
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{table}"}}
    numbers = {name: {"type": "integer"} for name in ("total", "offset", "limit")}
    texts = ("title", "question", "version", "date", "licence", "citation")
    return {
        "type": "object",
        "required": [*texts, *numbers, table],
        "properties": {**{name: {"type": "string"} for name in texts}, **numbers, table: rows},
    }


def _describe_row(table: Table) -> dict[str, Any]:
    return {
        "type": "object",
        "description": table.meaning,
        "required": table.column_names,
        "properties": {
            column.name: {
                "type": [TYPES.get(column.kind, "string"), "null"],
                "description": column.meaning,
            }
            for column in table.columns
        },
    }
