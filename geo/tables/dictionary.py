"""The data dictionary: `python -m geo.tables.dictionary` writes `geo/data/README.md`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geo.tables.cell_rules import KINDS, Table
from geo.tables.schema import TABLES

README_HEAD = """\
# The record: its tables and columns

Made by `python -m geo.tables.dictionary` from `geo/tables/schema.py`, from which the checks come too.

## Form
- CSV as in RFC 4180: UTF-8, comma, LF, one header row, columns in the order below. A byte order
  mark and CRLF are read too.
- An empty cell means not known or not applicable. Unknown is never 0, `n/a` or `-`.
- A list inside a cell is separated by `; ` (semicolon and blank).
- Text is read exactly as it is written. No cell begins or ends with a blank, or holds a control
  character. A mark of direction (U+202A to U+202E, U+2066 to U+2069) that a cell leaves open is
  closed at its end, and named.
- Coordinates are degrees, WGS 84 (EPSG:4326), decimal point, at most 5 decimals; longitude and
  latitude stand together or not at all.

## Dates and how exactly they are known
- Dates are local days, `YYYY-MM-DD`. Both ends of a span belong to it; `date_end` is empty when
  the event lasted one day.
- `date_precision` day: both ends are known to the day. month: the span runs from the first of a
  month to the last of a month. year: from 1 January to 31 December.
- `location_precision` town and district come with a point, region and none without.

## What is typed and what is computed
- Typed: what each source says. One row of `claims.csv` is what one speaker says of one event in one
  source, with the place in the source.
- Computed from the claims, by the rules in `geo/evidence.py`, and typed nowhere: an event's evidence
  level, the range of each toll with who gives its ends, who is said to have done it and who denies
  it, its sources, and the number of independent origins.
- Computed from `coverage.csv`: where the founding articles speak of an event.
- `control.csv` begins each span with the event that changed it.

## Adding a row
1. Add the source to `sources.csv` and the place to `places.csv` unless they are there.
2. Add the event to `../../events.csv` under its date, in own words, and leave empty what is not known.
3. Add one row to `claims.csv` for each source and speaker: stance, figures, place in the source, what
   was read. A denial is a row of its own and names the claim that it denies.
4. Write a line into `CHANGES.md`: date, event, what changed, why, by which source.
5. Run `python -m geo.tables.manifest`: it writes down how many rows each file has now. A file with
   another number, as when its end was lost, is named as a problem.
6. Run `python -m pytest tests/test_record.py`: it loads the whole record.

## Problems
The tables are checked together when they are loaded: every cell by its column, every id, span,
figure and point against the rest. A row with a problem is set aside, and so are the rows that need
it; the others are used. Each problem names file, row, column, value, rule and cure:
`events.csv row 17, lat: 91.2 is outside -90..90; swapped with lon?` (the header is row 1, as in a
spreadsheet). A file that cannot be read as its table stops the loading, with the same kind of line.

## Titles of sources
A title is the work's own where it is known; for many short agency pages it is our description.

## Licences
- The rows state facts in our own words and point to their sources; quoted works keep their rights.
- Coordinates from GeoNames are CC BY 4.0: credit GeoNames (geonames.org).
- Outlines in the GeoJSON files derive from Natural Earth, which is in the public domain.
"""


def describe_tables() -> str:
    """The data dictionary, Markdown: the text of `geo/data/README.md`."""
    return "\n".join([README_HEAD, *(_describe_table(table) for table in TABLES.values())])


def _describe_table(table: Table) -> str:
    return "\n".join([f"## {table.file}", table.meaning, "", *_describe_columns(table), ""])


def _describe_columns(table: Table) -> Iterator[str]:
    yield "| column | may be empty | form | meaning | example |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        form = ", ".join(part for part in (KINDS[column.kind][0], column.unit) if part)
        if column.allowed:
            form = " \\| ".join(column.allowed)
        empty = "no" if column.required else "yes"
        yield f"| `{column.name}` | {empty} | {form} | {column.meaning} | {column.example} |"


def write_dictionary(root: Path) -> Path:
    """Write the data dictionary below the top of the repository; return its path."""
    path = root / "geo" / "data" / "README.md"
    path.write_text(describe_tables(), encoding="utf-8", newline="\n")
    return path


if __name__ == "__main__":
    write_dictionary(Path(__file__).resolve().parents[2])
