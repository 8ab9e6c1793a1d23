"""Tables to take away: events with all that is computed, and their claims."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.evidence import Assessment, Claim
from geo.record import Record
from geo.rules import LIST_SEPARATOR
from geo.schema import CLAIMS, EVENTS, MEASURES


def export_events(record: Record, rows: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """The chosen events as text, one row each, in the order of the record.

    The columns of events.csv, then the three scales apart (`evidence`, `location_precision` and
    `date_precision` are columns of their own), tolls with who gives each end, attribution and
    number of claims and independent origins. An open high end ("at least") has `_open` yes.

    Parameters
    ----------
    record : the record.
    rows : which events, shape (events,).
    """
    events = record.events[rows]
    table = pd.DataFrame(
        {name: [_write(value) for value in events[name]] for name in EVENTS.column_names},
        dtype="str",
    )
    found = [_export_findings(record.assessments[id_]) for id_ in events["id"]]
    computed = pd.DataFrame(found, columns=[*_computed_columns()], dtype="str")
    names = ("district_id", "article", "article_relation")
    mentions = pd.DataFrame({name: events[name].to_numpy() for name in names}, dtype="str")
    mentions["record_version"] = record.version
    return pd.concat([table, mentions, computed], axis=1)


def _computed_columns() -> list[str]:
    tolls = [
        f"{measure}_{end}"
        for measure in MEASURES
        for end in ("low", "high", "open", "low_by", "high_by")
    ]
    return ["evidence", "accused_side", "claims", "origins", "source_ids", *tolls]


def _export_findings(assessment: Assessment) -> dict[str, str]:
    cells = {
        "evidence": assessment.level,
        "accused_side": assessment.accused_side,
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
        }
    return cells


def export_claims(record: Record, rows: npt.NDArray[np.bool_]) -> pd.DataFrame:
    """All claims on the chosen events as text: the columns of claims.csv, without `checked`."""
    chosen = record.events["id"][rows]
    claims = [claim for id_ in chosen for claim in record.assessments[id_].claims]
    columns = [name for name in CLAIMS.column_names if name != "checked"]
    return pd.DataFrame(
        [_export_claim(claim, columns) for claim in claims], columns=columns, dtype="str"
    )


def _export_claim(claim: Claim, columns: list[str]) -> dict[str, str]:
    cells = {name: _write(getattr(claim, name)) for name in columns if hasattr(claim, name)}
    for measure in MEASURES:
        figure = claim.figures.get(measure)
        cells[f"{measure}_low"] = str(figure.low) if figure else ""
        cells[f"{measure}_high"] = str(figure.high) if figure and figure.high is not None else ""
    return cells


def _write(value: Any) -> str:
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return LIST_SEPARATOR.join(value)
    return "" if pd.isna(value) else str(value)


def _join(items: Iterable[str]) -> str:
    return LIST_SEPARATOR.join(dict.fromkeys(items))
