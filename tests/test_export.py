"""What is taken away says exactly what the record says, the three scales in columns of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from hostile_texts import HOSTILE_TEXTS
from record_factory import CLAIM_ROWS, bare_claim, claim_row, event_row, write_record

from geo.export.csv_file import disarm_formulas, write_csv
from geo.export.tables import export_claims, export_events
from geo.filters import Mask
from geo.record import Record, load_record
from geo.tables.schema import EVENTS

Export = Callable[[Record, Mask], pd.DataFrame]
ALL = np.array([True, True, True])


@pytest.fixture
def record(tmp_path: Path) -> Record:
    second = claim_row(
        id="2020-10-28-barda-2",
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
    barda = table[table["id"] == "2020-10-28-barda"].iloc[0]
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
    assert export_events(record, rows)["id"].tolist() == ["2020-10-28-barda"]
    claims = export_claims(record, rows)
    assert claims["id"].tolist() == ["2020-10-28-barda-1", "2020-10-28-barda-2"]
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


# What a spreadsheet makes of it

#: What OWASP names as the beginning of a formula.
ARMED = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BREAKS = (
    "line\nbreak",
    "line\r\nbreak",
    "carriage\rreturn",
    'quote " and, comma',
    "'",
    '"',
    "''=1",
)


@pytest.fixture
def hostile_record(tmp_path: Path) -> Record:
    """A record whose titles, places in the source and words are all hostile texts."""
    texts = [*HOSTILE_TEXTS, *BREAKS]
    events = [
        event_row(id=f"barda-{n}", title=text, summary=text, place_id="", lon="", lat="", location_precision="none")
        for n, text in enumerate(texts)
    ]  # fmt: skip
    claims = [
        bare_claim(
            id=f"barda-{n}-1", event_id=f"barda-{n}", speaker=text, paraphrase=text, locator=text
        )
        for n, text in enumerate(texts)
    ]
    record = load_record(write_record(tmp_path, events=events, claims=claims))
    assert len(record.events) == len(texts)
    return record


def _take_off(cell: str) -> str:
    """The rule of the README: one apostrophe off where apostrophes and a sign of a formula begin."""
    armed = cell.startswith("'") and cell.lstrip("'").startswith(ARMED)
    return cell[1:] if armed else cell


@pytest.mark.parametrize("sign", ARMED)
def test_a_cell_that_would_be_a_formula_gets_an_apostrophe(sign: str) -> None:
    table = pd.DataFrame({"text": [f"{sign}SUM(1)", f"a{sign}"]}, dtype="str")

    assert disarm_formulas(table)["text"].tolist() == [f"'{sign}SUM(1)", f"a{sign}"]


def test_a_number_stays_a_number() -> None:
    numbers = ["-5", "-46.36057", "+3", "0", "46.1", ""]

    table = disarm_formulas(pd.DataFrame({"lon": numbers}, dtype="str"))

    assert table["lon"].tolist() == numbers
    assert disarm_formulas(pd.DataFrame({"x": ["-1+1", "-5 km", "+994 12"]}, dtype="str"))[
        "x"
    ].tolist() == ["'-1+1", "'-5 km", "'+994 12"]


@pytest.mark.parametrize("export", [export_events, export_claims])
def test_no_cell_of_a_download_is_a_formula(hostile_record: Record, export: Export) -> None:
    table = _read_pandas(b"".join(write_csv(export, hostile_record, _all(hostile_record))))

    cells = table.to_numpy().ravel().tolist()
    armed = [cell for cell in cells if cell.startswith(ARMED)]
    assert [cell for cell in armed if not re.fullmatch(r"[+-]?[0-9.]+", cell)] == []


@pytest.mark.parametrize("keep_formulas", [False, True], ids=["made harmless", "as they are"])
@pytest.mark.parametrize("read", ["pandas", "DuckDB"])
@pytest.mark.parametrize("export", [export_events, export_claims])
def test_rows_columns_and_texts_survive_a_round_trip(
    hostile_record: Record, tmp_path: Path, export: Export, read: str, keep_formulas: bool
) -> None:
    rows = _all(hostile_record)
    content = b"".join(write_csv(export, hostile_record, rows, keep_formulas=keep_formulas))
    found = _read_pandas(content) if read == "pandas" else _read_duckdb(content, tmp_path)

    given = export(hostile_record, rows)
    assert list(found.columns) == list(given.columns)
    texts = found if keep_formulas else found.map(_take_off)
    assert texts.to_numpy().tolist() == given.to_numpy().tolist()


def _all(record: Record) -> Mask:
    return np.ones(len(record.events), dtype=bool)


def _read_pandas(content: bytes) -> pd.DataFrame:
    return pd.read_csv(BytesIO(content), dtype="str", keep_default_na=False)


def _read_duckdb(content: bytes, folder: Path) -> pd.DataFrame:
    path = folder / "download.csv"
    path.write_bytes(content)
    found: pd.DataFrame = (
        duckdb.connect().sql(f"FROM read_csv('{path}', header=true, all_varchar=true)").df()
    )
    return found.fillna("")
