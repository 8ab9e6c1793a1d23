"""Tables to take away: events with all that is computed, their claims, their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.claims import Claim
from geo.evidence import Assessment
from geo.export.columns import CLAIMS_TAKEN, INCIDENTS, SOURCES_TAKEN
from geo.filters import Mask, count_sources
from geo.names import name_district
from geo.record import Record
from geo.tables.cell_rules import LIST_SEPARATOR
from geo.tables.schema import EVENTS, MEASURES

#: Events that are written at once: what is written takes many times the memory of its file.
PART = 1_000
#: Column -> that of the places from which it is joined.
PLACE_NAMES = {
    "place_name": "name_en",
    "place_name_az": "name_az",
    "place_name_hy": "name_hy",
    "place_name_ru": "name_ru",
}

Export = Callable[[Record, Mask], pd.DataFrame]


def export_events(record: Record, rows: Mask) -> pd.DataFrame:
    """The chosen events as text, one row each, in the order of the record.

    The columns of `geo.export.columns.INCIDENTS`: those of events.csv, names of place and district, then
    what is computed: the three scales apart (`evidence`, `location_precision` and `date_precision` are
    columns of their own), tolls with who gives each end, attribution and number of claims and
    independent origins. An open high end ("at least") has `_open` yes. `as_known_on` is the day as of
    which the record is shown, empty for today.

    Parameters
    ----------
    record : the record.
    rows : which events, shape (events,).
    """
    events = record.events[rows]
    cells = {name: _write_column(events[name]) for name in EVENTS.column_names}
    places = events["place_id"].astype("str")
    for name, column in PLACE_NAMES.items():
        cells[name] = places.map(record.places[column].to_dict()).fillna("").to_numpy()
    districts = events["district_id"].astype("str")
    cells["district_name"] = districts.map(_name_districts(record)).fillna("").to_numpy()
    for name in ("district_id", "article", "article_relation"):
        cells[name] = _write_column(events[name])
    cells["record_version"] = np.full(len(events), record.version, dtype=object)
    cells["as_known_on"] = np.full(len(events), str(record.known_on or ""), dtype=object)
    found = [_export_findings(record.assessments[id_]) for id_ in events["id"]]
    names = [name for name in INCIDENTS.column_names if name not in cells]
    computed = pd.DataFrame(found, columns=names, dtype="str")
    table = pd.concat([pd.DataFrame(cells, dtype="str"), computed], axis=1)
    return table[INCIDENTS.column_names]


def _name_districts(record: Record) -> dict[str, str]:
    rows = record.districts
    return {
        str(id_): name_district(name, kind)
        for id_, name, kind in zip(rows.index, rows["name_en"], rows["kind"], strict=True)
    }


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
    columns = CLAIMS_TAKEN.column_names
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


def export_sources(record: Record, rows: Mask | None) -> pd.DataFrame:
    """The sources on which the chosen events lean as text, with how many do, in the order of the record.

    Parameters
    ----------
    record : the record.
    rows : which events, shape (events,); None for all sources of the record, whether or not an event
        leans on them.
    """
    whole = np.ones(len(record.events), dtype=bool)
    counts = count_sources(record, whole if rows is None else rows)
    chosen = record.sources.assign(incidents=counts.astype("str"))
    if rows is not None:
        chosen = chosen[counts > 0]
    return chosen.reset_index()[SOURCES_TAKEN.column_names].astype("str")


def split_rows(rows: Mask) -> Iterator[Mask]:
    """The chosen events in parts of at most `PART`, one part at least.

    Parameters
    ----------
    rows : which events, shape (events,).
    """
    chosen = np.flatnonzero(rows)
    for first in range(0, max(len(chosen), 1), PART):
        part = np.zeros_like(rows)
        part[chosen[first : first + PART]] = True
        yield part


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
