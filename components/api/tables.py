"""The tables of the data address in each of their forms, as bodies."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from components.api.parameters import USUAL_ROWS, Question
from components.api.words import describe_question, make_about
from geo.dates import FIRST_DAY, LAST_DAY
from geo.export.about import About
from geo.export.columns import CLAIMS_TAKEN, INCIDENTS, SOURCES_TAKEN
from geo.export.csv_file import BOM, write_rows
from geo.export.geofiles import write_parquet
from geo.export.geojson import write_geojson, write_records
from geo.export.layers import make_incidents, type_columns
from geo.export.package import write_districts
from geo.export.tables import export_claims, export_events, export_sources
from geo.filters import Filters, Mask, match_events
from geo.known import show_as_known
from geo.narrow import mark_touching
from geo.record import Record
from geo.tables.cell_rules import Table

#: Form -> type of its body.
MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
}
#: Table -> its forms; the first has an address without an ending where it is JSON.
FORMS = {
    "incidents": ("json", "csv", "geojson", "parquet"),
    "claims": ("json", "csv"),
    "sources": ("json", "csv"),
    "districts": ("geojson",),
}


@dataclass(frozen=True)
class Page:
    """What answers a question: how many rows there are in all, and the body with some of them."""

    total: int
    body: bytes


def make_page(record: Record, table: str, form: str, question: Question) -> Page:
    """The answer to a question.

    Parameters
    ----------
    record : the record as it is today.
    table, form : as in `FORMS`.
    question : as `components.api.parameters.read_question` gives it.
    """
    if question.known is not None:
        record = show_as_known(record, question.known)
    rows = choose_rows(record, question)
    words = describe_question(
        record, question.filters, events=question.events, sources=question.sources
    )
    if table == "districts":
        counts = record.events["district_id"][rows].astype("str").value_counts()
        return Page(len(record.districts), write_districts(record, counts.to_dict()))
    if table == "incidents":
        total = int(rows.sum())
        about = make_about(record, total, words)
        return Page(
            total, _write_incidents(record, _cut_rows(rows, question), form, about, question)
        )
    if table == "claims":
        schema, (total, cells) = CLAIMS_TAKEN, _cut_claims(record, rows, question)
    else:
        found = export_sources(record, None if _asks_all(question) else rows)
        schema, total, cells = SOURCES_TAKEN, len(found), _cut_table(found, question)
    return Page(
        total, _write_table(table, schema, cells, form, make_about(record, total, words), question)
    )


def choose_rows(record: Record, question: Question) -> Mask:
    """Which events a question is about, shape (events,).

    Those that count; single events that are asked for by id also when they are totals or only touch
    the window.
    """
    if question.events:
        rows = mark_touching(record, question.filters)
        rows &= record.events["id"].isin(list(question.events)).to_numpy(dtype=bool)
    else:
        rows = match_events(record, question.filters)
    if question.sources:
        wanted = set(question.sources)
        leaning = [not wanted.isdisjoint(found) for found in record.events["sources"]]
        rows = rows & np.asarray(leaning, dtype=bool)
    return rows


def _asks_all(question: Question) -> bool:
    """Whether nothing is narrowed, so that sources on which no incident leans are told too."""
    asked = replace(question, limit=USUAL_ROWS, offset=0, keep_formulas=False, bom=False)
    return asked == Question(Filters(FIRST_DAY, LAST_DAY))


def _cut_rows(rows: Mask, question: Question) -> Mask:
    page = np.zeros_like(rows)
    page[np.flatnonzero(rows)[question.offset :][: question.limit]] = True
    return page


def _cut_table(table: pd.DataFrame, question: Question) -> pd.DataFrame:
    return table.iloc[question.offset :][: question.limit].reset_index(drop=True)


def _cut_claims(record: Record, rows: Mask, question: Question) -> tuple[int, pd.DataFrame]:
    """How many claims there are, and those of the page: no others are looked at."""
    chosen = np.flatnonzero(rows)
    ends = np.cumsum(record.events["claims"].to_numpy()[chosen])
    total = int(ends[-1]) if len(ends) else 0
    first = int(np.searchsorted(ends, question.offset, side="right"))
    last = int(np.searchsorted(ends, question.offset + question.limit, side="left"))
    part = np.zeros_like(rows)
    part[chosen[first : last + 1]] = True
    before = int(ends[first - 1]) if first else 0
    table = export_claims(record, part).iloc[question.offset - before :][: question.limit]
    return total, table.reset_index(drop=True)


def _write_incidents(
    record: Record, rows: Mask, form: str, about: About, question: Question
) -> bytes:
    if form in ("geojson", "parquet"):
        layer = make_incidents(record, rows)
        if form == "parquet":
            return write_parquet(layer, about)
        return b"".join(write_geojson([layer], _say(about, question)))
    cells = export_events(record, rows)
    return _write_table("incidents", INCIDENTS, cells, form, about, question)


def _write_table(
    name: str, schema: Table, cells: pd.DataFrame, form: str, about: About, question: Question
) -> bytes:
    if form == "csv":
        body = write_rows(cells, keep_formulas=question.keep_formulas)
        return BOM + body if question.bom else body
    head = json.dumps(_say(about, question), ensure_ascii=False)[:-1]
    rows = ",\n".join(write_records(type_columns(cells, schema)))
    return f'{head}, "{name}": [\n{rows}\n]}}\n'.encode()


def _say(about: About, question: Question) -> dict[str, object]:
    page = {"total": about.rows, "offset": question.offset, "limit": question.limit}
    return {**about.members(), **page}
