"""Reading and writing CSV tables, and the rules of single cells."""

from __future__ import annotations

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_factory import (
    LOCATORS,
    claim_row,
    control_row,
    coverage_row,
    event_row,
    make_frame,
    place_row,
    source_row,
)
from table_files import read_table, write_table

from geo.tables.cell_rules import CONTROL_CHARACTER, KINDS, Table, column_rules
from geo.tables.dictionary import describe_tables, write_dictionary
from geo.tables.problems import Problem, RecordError
from geo.tables.schema import CLAIMS, COVERAGE, EVENTS, PLACES, SOURCES, TABLES

ROOT = Path(__file__).resolve().parents[1]
SAVE_AS = "save it as CSV, UTF-8, separated by commas"
HOSTILE = (
    "${alert(1)} {{7*7}} `x` <script>alert('x')</script> \"quoted\", 'single'; "
    "\u202eright to left\u202c =1+1 @SUM(A1)\r\nsecond\rline\n\tthird e\u0301"
)


def read_events(tmp_path: Path, *rows: dict[str, str]) -> tuple[pd.DataFrame, list[str]]:
    return read_rows(tmp_path, EVENTS, list(rows))


def read_rows(
    tmp_path: Path, table: Table, rows: list[dict[str, str]]
) -> tuple[pd.DataFrame, list[str]]:
    path = tmp_path / "table.csv"
    write_table(make_frame(rows, table), path, table)
    frame, problems = read_table(path, table)
    return frame, [str(problem) for problem in problems]


def canonical_bytes(tmp_path: Path) -> bytes:
    path = tmp_path / "canonical.csv"
    write_table(make_frame([event_row()], EVENTS), path, EVENTS)
    return path.read_bytes()


def read_bytes(tmp_path: Path, content: bytes) -> tuple[pd.DataFrame, list[str]]:
    path = tmp_path / "given.csv"
    path.write_bytes(content)
    frame, problems = read_table(path, EVENTS)
    return frame, [str(problem) for problem in problems]


def refusal(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(RecordError) as caught:
        read_bytes(tmp_path, content)
    return str(caught.value)


# Files


def test_a_right_row_has_no_problem_and_the_row_number_of_a_spreadsheet(tmp_path: Path) -> None:
    frame, problems = read_events(tmp_path, event_row(), event_row(id="second"))
    assert problems == []
    assert frame.index.tolist() == [2, 3]
    assert frame.loc[2].to_dict() == event_row()


def test_a_file_with_only_a_header_has_no_rows(tmp_path: Path) -> None:
    frame, problems = read_events(tmp_path)
    assert frame.shape == (0, len(EVENTS.columns))
    assert problems == []


def test_a_byte_order_mark_and_crlf_are_read(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + canonical_bytes(tmp_path).replace(b"\n", b"\r\n")
    frame, problems = read_bytes(tmp_path, content)
    assert problems == []
    assert frame.loc[2].to_dict() == event_row()


def test_empty_lines_are_counted_but_are_no_rows(tmp_path: Path) -> None:
    header, row = canonical_bytes(tmp_path).splitlines(keepends=True)
    frame, problems = read_bytes(tmp_path, header + b"\n" + row + b"\n\n")
    assert problems == []
    assert frame.index.tolist() == [3]


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \n\n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    assert refusal(tmp_path, content) == (
        "events.csv: the file is empty; restore it from the repository"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_utf_16_is_refused(tmp_path: Path, encoding: str) -> None:
    content = canonical_bytes(tmp_path).decode().encode(encoding)
    assert refusal(tmp_path, content) == f"events.csv: the file is UTF-16; {SAVE_AS}"


def test_windows_1252_is_refused_with_the_line(tmp_path: Path) -> None:
    content = canonical_bytes(tmp_path).replace(b"Rockets on", "Café".encode("cp1252"))
    assert refusal(tmp_path, content) == f"events.csv: byte 0xe9 on line 2 is not UTF-8; {SAVE_AS}"


@pytest.mark.parametrize(("separator", "name"), [(b";", "semicolons"), (b"\t", "tabs")])
def test_other_separators_are_refused(tmp_path: Path, separator: bytes, name: str) -> None:
    content = canonical_bytes(tmp_path).replace(b",", separator)
    assert refusal(tmp_path, content) == (
        f"events.csv row 1: the columns are separated by {name}; {SAVE_AS}"
    )


def test_a_renamed_workbook_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, b"PK\x03\x04\x14\x00") == (
        f"events.csv: the file is a spreadsheet workbook, not CSV; {SAVE_AS}"
    )


@pytest.mark.parametrize("cell", [b'"Rockets on Barda', b'"Rockets" on Barda'])
def test_an_open_quotation_mark_is_refused(tmp_path: Path, cell: bytes) -> None:
    content = canonical_bytes(tmp_path).replace(b"Rockets on Barda", cell)
    assert refusal(tmp_path, content) == (
        "events.csv row 2: a quotation mark is not closed, or stands inside an unquoted cell; "
        'close it, and write a quotation mark inside a quoted cell twice ("")'
    )


def _missing_row(**given: str) -> dict[str, str]:
    return {"id": "gone", "date": "", "item": "One clause.", "reason": "No page."} | given


WORDED = [table for table in TABLES.values() if any(c.kind == "text" for c in table.columns)]


@pytest.mark.parametrize("table", WORDED, ids=lambda table: table.name)
def test_a_cell_that_is_too_long_is_called_so_and_the_other_rows_are_used(
    tmp_path: Path, table: Table
) -> None:
    rows = {
        "events": event_row, "claims": claim_row, "sources": source_row, "places": place_row,
        "coverage": coverage_row, "control": control_row, "missing": _missing_row,
    }  # fmt: skip
    column = next(column.name for column in table.columns if column.kind == "text")
    long = rows[table.name](**{column: "x" * 200_000})

    frame, problems = read_rows(tmp_path, table, [long, rows[table.name](id="other")])

    assert frame["id"].tolist() == ["other"]
    assert problems == [
        f"{table.file} row 2, {column}: {'x' * 79}… is longer than 32767 characters; "
        "shorten it; a quotation mark that is not closed can join cells"
    ]


def test_the_name_of_an_unknown_column_is_clipped(tmp_path: Path) -> None:
    content = canonical_bytes(tmp_path).replace(b"checked\n", b"checked," + b"x" * 1000 + b"\n")

    _, problems = read_bytes(tmp_path, content.replace(b"-11-21\n", b"-11-21,\n"))

    clipped = "x" * 79 + "…"
    assert problems[0].startswith(f"events.csv, {clipped}: {clipped} is not a column")


def test_a_missing_column_is_refused(tmp_path: Path) -> None:
    content = canonical_bytes(tmp_path).replace(b"summary,", b"text,", 1)
    assert refusal(tmp_path, content) == (
        "events.csv row 1, summary: is not in the header; add the column, or correct its name; "
        f"the columns are {', '.join(EVENTS.column_names)}"
    )


def test_a_repeated_column_is_refused(tmp_path: Path) -> None:
    content = canonical_bytes(tmp_path)
    content = content.replace(b"checked\n", b"checked,note\n").replace(b"-11-21\n", b"-11-21,\n")
    assert refusal(tmp_path, content) == (
        "events.csv row 1, note: stands in the header more than once; keep one column of that name"
    )


def test_an_unknown_column_is_named_and_ignored(tmp_path: Path) -> None:
    content = canonical_bytes(tmp_path)
    content = content.replace(b"checked\n", b"checked,colour\n").replace(
        b"-11-21\n", b"-11-21,red\n"
    )
    frame, problems = read_bytes(tmp_path, content)
    assert problems == [
        "events.csv, colour: colour is not a column of this table and is ignored; "
        "delete the column, or correct its name"
    ]
    assert frame.loc[2].to_dict() == event_row()


def test_columns_in_another_order_are_read(tmp_path: Path) -> None:
    names = EVENTS.column_names[::-1]
    path = tmp_path / "given.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerow(event_row())
    frame, problems = read_table(path, EVENTS)
    assert problems == []
    assert list(frame.columns) == EVENTS.column_names


@pytest.mark.parametrize("change", [-1, 1])
def test_a_row_with_too_few_or_too_many_cells_is_set_aside(tmp_path: Path, change: int) -> None:
    content = canonical_bytes(tmp_path)
    row = content.splitlines(keepends=True)[1]
    other = row.replace(b",,", b"," if change < 0 else b",,,", 1)
    frame, problems = read_bytes(tmp_path, content + other)
    count = len(EVENTS.columns)
    assert frame.index.tolist() == [2]
    assert problems == [
        f"events.csv row 3: 2020-10-28-barda has {count + change} cells instead of {count}; "
        "put cells that hold a comma in quotation marks, and keep empty cells"
    ]


# Cells

NOT_A_DATE = (
    "is not a date in the form YYYY-MM-DD; write it like 2020-10-17, "
    "and format the column as text before a spreadsheet changes it"
)
NOT_DEGREES = (
    "is not a plain number with at most 5 decimals; "
    "write it like 40.68278, with a decimal point and no other separator"
)
NOT_A_COUNT = "is not a whole number of 0 or more; write it like 21, without separators"
UNKNOWN = "stands for a value that is not known; leave the cell empty"


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("id", "", "is empty; write a value, such as 2020-10-17-ganja"),
        ("id", "Ganja_1", "Ganja_1 is not an id of a-z, 0-9 and single hyphens; "
         "write it like 2020-10-17-ganja"),
        ("title", "", "is empty; write a value, such as Missile strike on Ganja"),
        ("title", " Ganja", '" Ganja" begins or ends with a blank; delete the blank'),
        ("title", "Ganja\n", '"Ganja\\n" begins or ends with a blank; delete the blank'),
        ("title", "Gan\x07ja", "Gan\\x07ja holds a control character; delete it"),
        ("title", "Ganja\x1f", '"Ganja\\x1f" holds a control character; delete it'),
        ("note", "Gan\0ja", "Gan\\x00ja holds a control character; delete it"),
        ("title", "#REF!", "#REF! is an error of a spreadsheet; "
         "write the value itself, such as Missile strike on Ganja"),
        ("note", "n/a", f"n/a {UNKNOWN}"),
        ("summary", "-", f"- {UNKNOWN}"),
        ("date", "27.09.2020", f"27.09.2020 {NOT_A_DATE}"),
        ("date", "9/27/2020", f"9/27/2020 {NOT_A_DATE}"),
        ("date", "44101", f"44101 {NOT_A_DATE}"),
        ("date", "20200927", f"20200927 {NOT_A_DATE}"),
        ("date", "٢٠٢٠-٠٩-٢٧", f"٢٠٢٠-٠٩-٢٧ {NOT_A_DATE}"),
        ("date", "2020-02-30", "2020-02-30 is not in the calendar; correct the month or the day"),
        ("date", "1899-12-31", "1899-12-31 is outside 1900..2100; correct the year"),
        ("date", "0000-05-01", "0000-05-01 is outside 1900..2100; correct the year"),
        ("date", "0001-01-01", "0001-01-01 is outside 1900..2100; correct the year"),
        ("date", "-0044-03-15", f"-0044-03-15 {NOT_A_DATE}"),
        ("date_end", "9999-12-31", "9999-12-31 is outside 1900..2100; correct the year"),
        ("date", "10000-01-01", f"10000-01-01 {NOT_A_DATE}"),
        ("date_end", "2101-01-01", "2101-01-01 is outside 1900..2100; correct the year"),
        ("lat", "40,68", f"40,68 {NOT_DEGREES}"),
        ("lat", "40.6827812", f"40.6827812 {NOT_DEGREES}"),
        ("lat", "4e1", f"4e1 {NOT_DEGREES}"),
        ("lat", "inf", f"inf {NOT_DEGREES}"),
        ("lat", "91.2", "91.2 is outside -90..90; swapped with lon?"),
        ("lon", "-180.5", "-180.5 is outside -180..180; correct it"),
        ("overview", "maybe", "maybe is not one of the allowed values; use one of: yes, no"),
        ("harmed_side", "Both", "Both is not one of the allowed values; "
         "use one of: azerbaijani, armenian or karabakh, both, other"),
    ],
)  # fmt: skip
def test_a_wrong_cell_of_an_event_is_shown_with_its_cure(
    tmp_path: Path, column: str, value: str, message: str
) -> None:
    frame, problems = read_events(tmp_path, event_row(), event_row(**{column: value}))
    assert problems == [f"events.csv row 3, {column}: {message}"]
    assert frame.index.tolist() == [2]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("killed_civilian_low", "1,200", f"1,200 {NOT_A_COUNT}"),
        ("killed_civilian_low", "-1", f"-1 {NOT_A_COUNT}"),
        ("injured_combatant_high", "21.0", f"21.0 {NOT_A_COUNT}"),
        ("killed_unspecified_low", "about 5", f"about 5 {NOT_A_COUNT}"),
        ("speaker_side", "turkish", "turkish is not one of the allowed values; "
         "use one of: azerbaijani, armenian or karabakh, both, other"),
        ("stance", "doubts", "doubts is not one of the allowed values; "
         "use one of: documents, asserts, reports, denies, corrects"),
        ("accuses", "other", "other is not one of the allowed values; "
         "use one of: azerbaijani, armenian or karabakh, both"),
        ("denies", "a;b", 'a;b is not a list of ids separated by "; "; '
         "write it like 2020-10-28-barda-1"),
        ("denies", "a; a", "a; a names an item twice; name each item once"),
        ("basis", "entity", "entity is not one of the allowed values; "
         "use one of: work, excerpt, repost, citation"),
        ("paraphrase", "", "is empty; write a value, such as "
         "Says that rockets with submunitions struck the town."),
    ],
)  # fmt: skip
def test_a_wrong_cell_of_a_claim_is_shown_with_its_cure(
    tmp_path: Path, column: str, value: str, message: str
) -> None:
    _, problems = read_rows(tmp_path, CLAIMS, [claim_row(**{column: value})])
    assert problems == [f"geo/data/claims.csv row 2, {column}: {message}"]


URL_MESSAGE = (
    "is not a web address that begins with https:// or http://; "
    "write the whole address, such as https://www.hrw.org/"
)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "www.hrw.org",
        "https://",
        "https://hrw",
        "https://user@hrw.org/",
        "https://hrw.org/a b",
        'https://hrw.org/"x',
        "HTTPS//hrw.org",
    ],
)
def test_an_address_that_is_not_of_the_web_is_refused(tmp_path: Path, url: str) -> None:
    _, problems = read_rows(tmp_path, SOURCES, [source_row(url=url)])
    assert problems == [f"geo/data/sources.csv row 2, url: {url} {URL_MESSAGE}"]


@pytest.mark.parametrize(
    "url",
    [
        "https://www.hrw.org/",
        "http://un.org",
        "https://a.example:8080/b?c=d#e",
        "https://az.wikipedia.org/wiki/Şuşa_(şəhər)",
    ],
)
def test_an_address_of_the_web_is_read(tmp_path: Path, url: str) -> None:
    frame, problems = read_rows(tmp_path, SOURCES, [source_row(url=url)])
    assert problems == []
    assert frame["url"].tolist() == [url]


@pytest.mark.parametrize("date", ["2020", "2020-10", "2020-10-30", ""])
def test_the_date_of_a_source_may_lack_day_and_month(tmp_path: Path, date: str) -> None:
    assert read_rows(tmp_path, SOURCES, [source_row(date=date)])[1] == []


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("date", "October 2020", "October 2020 is not a date in the form YYYY-MM-DD, YYYY-MM or "
         "YYYY; write it like 2020-12, and format the column as text before a spreadsheet "
         "changes it"),
        ("date", "2020-13", "2020-13 is not in the calendar; correct the month or the day"),
        ("language", "english", "english is not a list of ISO 639 language codes separated by "
         '"; "; write it like en; ru'),
    ],
)  # fmt: skip
def test_a_wrong_cell_of_a_source_is_shown_with_its_cure(
    tmp_path: Path, column: str, value: str, message: str
) -> None:
    _, problems = read_rows(tmp_path, SOURCES, [source_row(**{column: value})])
    assert problems == [f"geo/data/sources.csv row 2, {column}: {message}"]


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("district_id", "Barda", "Barda is not an ISO 3166-2 code; write it like AZ-SUS"),
        ("aliases", "Shushi;Susa", 'Shushi;Susa is not a list separated by "; "; '
         "write it like Shushi; Susa"),
        ("rank", "4", "4 is not one of the allowed values; use one of: 1, 2, 3"),
    ],
)  # fmt: skip
def test_a_wrong_cell_of_a_place_is_shown_with_its_cure(
    tmp_path: Path, column: str, value: str, message: str
) -> None:
    _, problems = read_rows(tmp_path, PLACES, [place_row(**{column: value})])
    assert problems == [f"geo/data/places.csv row 2, {column}: {message}"]


def test_every_locator_of_the_articles_is_read(tmp_path: Path) -> None:
    rows = [coverage_row(id=f"row-{n}", locator=name) for n, name in enumerate(LOCATORS)]
    assert read_rows(tmp_path, COVERAGE, rows)[1] == []


@pytest.mark.parametrize("locator", ["A15", "A0", "B17", "A fn 19", "B fn 1", "A1; A2", "a1"])
def test_a_place_that_the_articles_do_not_have_is_refused(tmp_path: Path, locator: str) -> None:
    assert read_rows(tmp_path, COVERAGE, [coverage_row(locator=locator)])[1] == [
        f"geo/data/coverage.csv row 2, locator: {locator} is not a place in the founding articles; "
        "use one of A1 to A14, B1 to B16, A fn 1 to A fn 18, B photo, B caption"
    ]


def test_all_wrong_cells_of_a_row_are_shown(tmp_path: Path) -> None:
    frame, problems = read_events(tmp_path, event_row(date="x", lat="y", note=" z"))
    assert [problem.split(":")[0] for problem in problems] == [
        "events.csv row 2, date",
        "events.csv row 2, lat",
        "events.csv row 2, note",
    ]
    assert frame.empty


def test_hostile_text_survives_unchanged(tmp_path: Path) -> None:
    frame, problems = read_events(tmp_path, event_row(summary=HOSTILE, title="x" * 10_000))
    assert problems == []
    assert frame.loc[2, "summary"] == HOSTILE
    assert frame.loc[2, "title"] == "x" * 10_000


def test_a_long_value_is_clipped_in_a_problem() -> None:
    problem = Problem("events.csv", 2, "note", "x" * 500, "is too long", "shorten it")
    assert str(problem) == f"events.csv row 2, note: {'x' * 79}… is too long; shorten it"


def test_a_problem_is_one_visible_line() -> None:
    problem = Problem("events.csv", None, None, "a\nb\u202ec\x00", "is odd", "look")
    assert str(problem) == "events.csv: a\\nb\\u202ec\\x00 is odd; look"


# Text is free of the blanks, control characters and placeholders that cells may not hold.
texts = st.text(max_size=40).filter(
    lambda text: (
        text == text.strip()
        and CONTROL_CHARACTER.search(text) is None
        and text.casefold() not in {"n/a", "na", "nan", "null", "-", "–", "?"}
        and not text.startswith("#")
    )
)


@settings(max_examples=60)
@given(st.lists(st.tuples(texts, texts, texts), max_size=5))
def test_a_table_written_and_read_again_is_the_same(rows: list[tuple[str, str, str]]) -> None:
    given_rows = [
        event_row(summary=f"S{summary}E", note=note, locator=locator)
        for summary, note, locator in rows
    ]
    frame = make_frame(given_rows, EVENTS)
    with TemporaryDirectory() as folder:
        first, second = Path(folder, "first.csv"), Path(folder, "second.csv")
        write_table(frame, first, EVENTS)
        again, problems = read_table(first, EVENTS)
        write_table(again, second, EVENTS)
        assert problems == []
        assert again.to_numpy().tolist() == frame.to_numpy().tolist()
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_the_real_tables_are_in_the_canonical_form(tmp_path: Path, table: Table) -> None:
    frame, _ = read_table(ROOT / table.file, table)
    write_table(frame, tmp_path / "again.csv", table)
    assert (tmp_path / "again.csv").read_bytes() == (ROOT / table.file).read_bytes()


def test_the_canonical_form_has_lf_and_no_byte_order_mark(tmp_path: Path) -> None:
    content = canonical_bytes(tmp_path)
    assert content.startswith(b"id,title,date,")
    assert b"\r" not in content
    assert content.endswith(b"2026-11-21\n")


# The data dictionary


def test_the_data_dictionary_is_what_the_schema_says() -> None:
    path = ROOT / "geo" / "data" / "README.md"
    assert path.read_text(encoding="utf-8") == describe_tables()


def test_the_data_dictionary_is_written(tmp_path: Path) -> None:
    (tmp_path / "geo" / "data").mkdir(parents=True)
    assert write_dictionary(tmp_path).read_text(encoding="utf-8") == describe_tables()


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_column_is_described_and_its_example_is_right(table: Table) -> None:
    for column in table.columns:
        assert f"| `{column.name}` |" in describe_tables()
        assert column.meaning
        assert column.kind in KINDS
        for rule in column_rules(column):
            assert rule.passes(column.example), (column.name, rule.text)
        for value in column.allowed:
            assert all(rule.passes(value) for rule in column_rules(column))
