"""Tables to take away: events with all that is computed, and their claims."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.claims import Claim
from geo.evidence import Assessment
from geo.filters import Mask
from geo.record import Record
from geo.tables.cell_rules import LIST_SEPARATOR
from geo.tables.schema import CLAIMS, EVENTS, MEASURES

#: Events that are written at once: what is written takes many times the memory of its file.
PART = 1_000
#: How a cell begins that a spreadsheet may take for a formula (OWASP, CSV injection); leading
#: apostrophes are counted in, so that one can be taken away again from every such cell.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


def export_events(record: Record, rows: Mask) -> pd.DataFrame:
    """The chosen events as text, one row each, in the order of the record.

    The columns of events.csv, then the three scales apart (`evidence`, `location_precision` and
    `date_precision` are columns of their own), tolls with who gives each end, attribution and
    number of claims and independent origins. An open high end ("at least") has `_open` yes.
    `as_known_on` is the day as of which the record is shown, empty for today.

    Parameters
    ----------
    record : the record.
    rows : which events, shape (events,).
    """
    events = record.events[rows]
    table = pd.DataFrame(
        {name: _write_column(events[name]) for name in EVENTS.column_names}, dtype="str"
    )
    found = [_export_findings(record.assessments[id_]) for id_ in events["id"]]
    computed = pd.DataFrame(found, columns=[*_computed_columns()], dtype="str")
    names = ("district_id", "article", "article_relation")
    mentions = pd.DataFrame({name: events[name].to_numpy() for name in names}, dtype="str")
    mentions["record_version"] = record.version
    mentions["as_known_on"] = str(record.known_on or "")
    return pd.concat([table, mentions, computed], axis=1)


def _computed_columns() -> list[str]:
    tolls = [
        f"{measure}_{end}"
        for measure in MEASURES
        for end in ("low", "high", "open", "low_by", "high_by", "parts")
    ]
    return ["evidence", "accused_side", "contests", "claims", "origins", "source_ids", *tolls]


def _export_findings(assessment: Assessment) -> dict[str, str]:
    cells = {
        "evidence": assessment.level,
        "accused_side": assessment.accused_side,
        "contests": LIST_SEPARATOR.join(assessment.contests),
        "claims": str(len(assessment.claims)),
        "origins": str(len(assessment.origins)),
        "source_ids": _join(claim.source_id for claim in assessment.claims),
    }
    for measure in MEASURES:
        toll = assessment.tolls.get(measure)
        cells |= {
            f"{measure}_low": str(toll.low) if toll else "",
            f"{measure}_high": str(toll.high) if toll else "",
            f"{measure}_open": ("yes" if toll.is_open else "no") if toll else "",
            f"{measure}_low_by": _join(claim.speaker for claim in toll.low_by) if toll else "",
            f"{measure}_high_by": _join(claim.speaker for claim in toll.high_by) if toll else "",
            f"{measure}_parts": LIST_SEPARATOR.join(toll.parts) if toll else "",
        }
    return cells


def export_claims(record: Record, rows: Mask) -> pd.DataFrame:
    """All claims on the chosen events as text: the columns of claims.csv, without `checked`.

    A claim that answers others names those that are told here.
    """
    chosen = record.events["id"][rows]
    claims = [claim for id_ in chosen for claim in record.assessments[id_].claims]
    told = {claim.id for claim in claims}
    columns = [name for name in CLAIMS.column_names if name != "checked"]
    cells = {name: [""] * len(claims) for name in columns}
    for name in columns:
        if name in Claim.__dataclass_fields__:
            cells[name] = [getattr(claim, name) for claim in claims]
    cells["denies"] = [
        LIST_SEPARATOR.join(id_ for id_ in claim.denies if id_ in told) for claim in claims
    ]
    for measure in MEASURES:
        figures = [claim.figures.get(measure) for claim in claims]
        cells[f"{measure}_low"] = [str(figure.low) if figure else "" for figure in figures]
        cells[f"{measure}_high"] = [
            str(figure.high) if figure and figure.high is not None else "" for figure in figures
        ]
    return pd.DataFrame(cells, columns=columns, dtype="str")


def disarm_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before each cell that a spreadsheet may take for a formula.

    A cell that is a number stays as it is. Taking one apostrophe away from each cell that begins with
    apostrophes and then `=`, `+`, `-`, `@`, a tab or a line end gives the texts of the record.

    Parameters
    ----------
    table : text, any shape.

    Returns
    -------
    New table of the same shape, columns and index.

    >>> disarm_formulas(pd.DataFrame({"a": ["=1+1", "-2.5", "'=1", "'s"]}, dtype="str"))["a"].tolist()
    ["'=1+1", '-2.5', "''=1", "'s"]
    """
    return table.map(_disarm_cell).astype("str")


def _disarm_cell(cell: str) -> str:
    is_armed = _FORMULA.match(cell) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if is_armed else cell


def write_csv(
    export: Callable[[Record, Mask], pd.DataFrame],
    record: Record,
    rows: Mask,
    *,
    keep_formulas: bool = False,
) -> Iterator[bytes]:
    """What `export` gives for the chosen events as CSV in UTF-8, in parts of `PART` events.

    RFC 4180; cells that hold a comma, a quotation mark or any line end are quoted. There is one part
    at least, and each is made when it is asked for.

    Parameters
    ----------
    export : `export_events` or `export_claims`.
    record : the record.
    rows : which events, shape (events,).
    keep_formulas : write every cell exactly as the record has it, else by `disarm_formulas`.
    """
    chosen = np.flatnonzero(rows)
    for first in range(0, max(len(chosen), 1), PART):
        part = np.zeros_like(rows)
        part[chosen[first : first + PART]] = True
        table = export(record, part)
        if not keep_formulas:
            table = disarm_formulas(table)
        # Only where lines end with it does every Python quote a carriage return.
        yield table.to_csv(index=False, header=first == 0, lineterminator="\r\n").encode()


def _write_column(column: pd.Series) -> npt.NDArray[np.object_]:
    """A column of the events as text; "" for what is missing."""
    if column.dtype.kind == "M":
        texts = np.datetime_as_string(column.to_numpy(), unit="D").astype(object)
    elif column.dtype.kind == "b":
        texts = np.where(column, "yes", "no").astype(object)
    else:
        texts = column.astype("str").to_numpy(dtype=object)
    return np.where(column.isna(), "", texts)


def _join(items: Iterable[str]) -> str:
    return LIST_SEPARATOR.join(dict.fromkeys(items))
