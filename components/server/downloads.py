"""Downloads of what is shown, as tables and layers in several forms, and of the whole record."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain

import pandas as pd
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from components.api.tables import MEDIA_TYPES
from components.api.words import describe_question, make_about
from components.catalogue import _
from components.explore.lead import TITLE
from components.link import QueryError, read_query
from components.server.asking import (
    NEVER,
    Values,
    answer_query,
    refuse,
    show_known,
    take_flag,
    take_value,
)
from components.server.gate import Gate
from geo.export.about import About, ExportError, write_about
from geo.export.columns import CLAIMS_TAKEN, INCIDENTS
from geo.export.csv_file import write_csv
from geo.export.excel import write_workbook
from geo.export.geofiles import write_geopackage, write_parquet
from geo.export.geojson import write_geojson
from geo.export.layers import make_claims, make_incidents
from geo.export.package import write_package
from geo.export.tables import export_claims, export_events, split_rows
from geo.filters import Mask, list_options, match_events
from geo.record import Record
from geo.tables.problems import clip_text

EXPORTS = {"incidents": export_events, "claims": export_claims}
#: Table -> the forms in which it is taken away.
FORMS = {
    "incidents": ("csv", "geojson", "gpkg", "parquet", "xlsx"),
    "claims": ("csv", "parquet", "xlsx"),
}
TYPES = {
    **MEDIA_TYPES,
    "gpkg": "application/geopackage+sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
#: Most incidents of a file that is made as a whole in memory.
MOST_WHOLE = 50_000


def send_download(gate: Gate, request: Request) -> Response:
    """The incidents that count, or the claims on them, in the form that is asked for."""
    kind, form = request.path_params["kind"], request.path_params["form"]
    if (kind, form) == ("about", "txt"):
        return answer_query(request, _send_about)
    if (kind, form) == ("package", "zip"):
        return answer_query(request, _send_package)
    if kind not in EXPORTS:
        return refuse(
            404, f"{clip_text(kind)}: there is no such table; ask for {' or '.join(EXPORTS)}"
        )
    if form not in FORMS[kind]:
        forms = ", ".join(FORMS[kind])
        return refuse(404, f"{kind}.{clip_text(form)}: there is no such form; ask for {forms}")

    def answer(record: Record, values: Values) -> Response:
        flags = _take_flags(values) if form == "csv" else {}
        record, rows, about = _choose(record, values)
        parts: Iterator[bytes]
        if form == "csv":
            parts = write_csv(EXPORTS[kind], record, rows, **flags)
        elif form == "geojson":
            layers = (make_incidents(record, part) for part in split_rows(rows))
            parts = write_geojson(layers, about.members())
        else:
            parts = iter([_write_whole(record, rows, kind, form, about)])
        body = gate.make_parts(request, chain([next(parts)], parts))
        name = f"{kind}-{record.version}{_say_known(record)}.{form}"
        return StreamingResponse(body, media_type=TYPES[form], headers=_name_file(name))

    return answer_query(request, answer)


def _take_flags(values: Values) -> dict[str, bool]:
    return {
        "keep_formulas": take_flag(values, "formulas", "keep"),
        "bom": take_flag(values, "bom", "yes"),
    }


def _choose(record: Record, values: Values) -> tuple[Record, Mask, About]:
    """The record as it was known, which of its incidents count, and what a file says of itself."""
    record = show_known(record, take_value(values, "known"))
    filters = read_query(values, options=list_options(record))
    rows = match_events(record, filters)
    return record, rows, make_about(record, int(rows.sum()), describe_question(record, filters))


def _write_whole(record: Record, rows: Mask, kind: str, form: str, about: About) -> bytes:
    _check_size(about.rows, form)
    if kind == "claims":
        table, schema = make_claims(record, rows), CLAIMS_TAKEN
    else:
        table, schema = make_incidents(record, rows), INCIDENTS
        if form == "gpkg":
            return write_geopackage(table, kind, about)
    write: dict[str, Callable[[pd.DataFrame, About], bytes]] = {
        "parquet": write_parquet,
        "xlsx": lambda found, about: write_workbook(found, schema, about),
    }
    return write[form](table, about)


def _check_size(count: int, form: str) -> None:
    if count > MOST_WHOLE:
        raise ExportError(
            f"{form}: {count:,} incidents, one file holds at most {MOST_WHOLE:,}; narrow the dates or "
            "filters, or take CSV or GeoJSON"
        )


def _send_about(record: Record, values: Values) -> Response:
    _take_flags(values)
    record, _rows, about = _choose(record, values)
    name = f"about-{record.version}{_say_known(record)}.txt"
    return PlainTextResponse(write_about(about), headers=_name_file(name))


def _send_package(record: Record, values: Values) -> Response:
    if values:
        raise QueryError(
            f"{clip_text(next(iter(values)))}: the package is the whole record; leave it out"
        )
    _check_size(len(record.events), "zip")
    about = make_about(record, len(record.events), _("the whole record"))
    title = re.sub(r"[^a-z0-9]+", "-", TITLE.split(",")[0].casefold()).strip("-")
    body = write_package(record, title, about)
    return Response(
        body, media_type=TYPES["zip"], headers=_name_file(f"{title}-{record.version}.zip")
    )


def _say_known(record: Record) -> str:
    return f"-known-{record.known_on}" if record.known_on else ""


def _name_file(name: str) -> dict[str, str]:
    return NEVER | {"Content-Disposition": f'attachment; filename="{name}"'}
