"""What is taken away says exactly what the record says, the three scales in columns of their own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from record_factory import CLAIM_ROWS, claim_row, write_record

from geo.export import export_claims, export_events
from geo.record import Record, load_record
from geo.tables.schema import EVENTS

ALL = np.array([True, True, True])


@pytest.fixture
def record(tmp_path: Path) -> Record:
    second = claim_row(
        id="barda-28oct-2",
        source_id="agency-2020",
        speaker="Prosecutor General of Azerbaijan",
        speaker_side="azerbaijani",
        speaker_kind="party",
        stance="reports",
        killed_civilian_low="13",
        killed_civilian_high="",
    )
    return load_record(write_record(tmp_path, claims=[*CLAIM_ROWS, second]))


def test_events_come_with_what_is_computed(record: Record) -> None:
    table = export_events(record, ALL)
    assert list(table.columns[: len(EVENTS.columns)]) == EVENTS.column_names
    barda = table[table["id"] == "barda-28oct"].iloc[0]
    assert barda[["evidence", "location_precision", "date_precision"]].tolist() == [
        "independently documented",
        "town",
        "day",
    ]
    assert barda["date_end"] == "2020-10-28"
    assert barda["overview"] == "no"
    assert barda["source_ids"] == "hrw-2020-10-30; agency-2020"
    assert (barda["claims"], barda["origins"]) == ("2", "2")
    assert barda["killed_civilian_low"] == "13"
    assert barda["killed_civilian_low_by"] == "Prosecutor General of Azerbaijan"
    assert (barda["killed_civilian_high"], barda["killed_civilian_open"]) == ("21", "no")
    assert barda["killed_combatant_low"] == barda["killed_combatant_open"] == ""
    assert barda["record_version"] == record.version


def test_only_the_chosen_events_and_their_claims_are_taken(record: Record) -> None:
    rows = np.array([False, True, False])
    assert export_events(record, rows)["id"].tolist() == ["barda-28oct"]
    claims = export_claims(record, rows)
    assert claims["id"].tolist() == ["barda-28oct-1", "barda-28oct-2"]
    assert claims["killed_civilian_high"].tolist() == ["21", ""]
    assert claims["hedge"].tolist() == ["fired or supplied by"] * 2


def test_claims_are_what_the_file_says(record: Record) -> None:
    given = {row["id"]: row for row in CLAIM_ROWS}
    for _, claim in export_claims(record, ALL).iterrows():
        if claim["id"] in given:
            row = given[claim["id"]]
            assert claim.to_dict() == {name: row[name] for name in claim.index}


def test_nothing_chosen_gives_the_head_alone(record: Record) -> None:
    none = np.zeros(3, dtype=bool)
    assert export_events(record, none).empty
    assert "evidence" in export_events(record, none).columns
    assert export_claims(record, none).empty
