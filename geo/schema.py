"""The one definition of the record's tables: columns, closed lists, rules and their cures.

Run `python -m geo.schema` to write the data dictionary, `geo/data/README.md`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from geo.dates import FIRST_DAY, LAST_DAY
from geo.problems import Problem

LIST_SEPARATOR = "; "

CATEGORIES = (
    "shelling",
    "missile strike",
    "cluster munition",
    "landmines",
    "ground combat",
    "capture",
    "change of control",
    "ceasefire",
    "diplomacy",
    "law",
    "statement",
    "commemoration",
    "infrastructure",
)
EVIDENCE_LEVELS = (
    "independently documented",
    "reported by news agency",
    "official statement of one side",
    "claim disputed",
    "primary document",
    "analysis",
)
ACCUSED_SIDES = ("azerbaijani", "armenian or karabakh", "both")
SIDES = (*ACCUSED_SIDES, "other")
DATE_PRECISIONS = ("day", "month", "year")
LOCATION_PRECISIONS = ("town", "district", "region", "none")
POINT_PRECISIONS = ("town", "district")
ARTICLE_RELATIONS = ("stated", "hinted")
ANSWERS = ("yes", "no")
SOURCE_KINDS = (
    "founding article",
    "NGO report",
    "intergovernmental document",
    "court document",
    "primary document",
    "government statement",
    "government research",
    "news agency",
    "news outlet",
    "newspaper",
    "investigative group",
    "peer-reviewed journal",
    "think tank",
    "advocacy site",
    "dataset",
    "encyclopedia",
)
AFFILIATION_BASES = ("article", "page", "general knowledge")
SOURCE_BASES = ("work", "excerpt", "repost", "citation", "entity")
PLACE_KINDS = (
    "city",
    "town",
    "village",
    "settlement",
    "district seat",
    "road",
    "line",
    "region",
    "memorial",
    "venue",
)
COORD_PRECISIONS = ("own", "stand-in", "approximate", "none")
SCOPES = ("map", "outside")
RANKS = ("1", "2", "3")

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DISTRICT_ID = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
PARTIAL_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
DEGREES = re.compile(r"-?[0-9]+(?:\.[0-9]{1,5})?")
COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
URL = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?::[0-9]+)?(?:[/?#][^\s<>\"]*)?")
LANGUAGE = re.compile(r"[a-z]{2}")
LOCATOR = re.compile(r"A(?:[1-9]|1[0-4])|B(?:[1-9]|1[0-6])|A fn (?:[1-9]|1[0-8])|B photo|B caption")
SPREADSHEET_ERROR = re.compile(r"#(?:REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!|N/A)")
PLACEHOLDERS = frozenset({"n/a", "na", "nan", "null", "-", "–", "?"})


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : name in the header.
    kind : a key of `KINDS`; it carries the rules of form.
    meaning : what a cell says, one or two sentences.
    example : a cell that is right.
    required : whether a cell may not be empty.
    allowed : the closed list of a `choice`.
    unit : unit of a number, empty for text.
    """

    name: str
    kind: str
    meaning: str
    example: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """One table: `file` is its path from the top of the repository."""

    name: str
    file: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> list[str]:
        """Names in the order of the header."""
        return [column.name for column in self.columns]


@dataclass(frozen=True)
class Rule:
    """A test of one cell, what to say when it fails, and the cure.

    `cure` may hold `{example}` and `{allowed}`, filled from the column. An empty cell is
    tested only by a rule that `judges_empty`.
    """

    passes: Callable[[str], bool]
    text: str
    cure: str
    judges_empty: bool = False


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


def _items_match(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: all(pattern.fullmatch(item) for item in value.split(LIST_SEPARATOR))


def _has_no_repeats(value: str) -> bool:
    items = value.split(LIST_SEPARATOR)
    return len(set(items)) == len(items)


def _is_real_date(value: str) -> bool:
    """Whether YYYY, YYYY-MM or YYYY-MM-DD is in the calendar."""
    try:
        datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def _is_near_our_time(value: str) -> bool:
    return FIRST_DAY.year <= int(value[:4]) <= LAST_DAY.year


def _is_within(value: str, limit: float) -> bool:
    return abs(float(value)) <= limit


def _is_clean_list(value: str) -> bool:
    items = value.split(LIST_SEPARATOR)
    return all(item and item == item.strip() and ";" not in item for item in items)


SHARED_RULES = (
    Rule(
        lambda value: SPREADSHEET_ERROR.fullmatch(value) is None,
        "is an error of a spreadsheet",
        "write the value itself, such as {example}",
    ),
    Rule(lambda value: value == value.strip(), "begins or ends with a blank", "delete the blank"),
    Rule(
        lambda value: value.casefold() not in PLACEHOLDERS,
        "stands for a value that is not known",
        "leave the cell empty",
    ),
)
_REPEATS = Rule(_has_no_repeats, "names an item twice", "name each item once")
_CALENDAR = Rule(_is_real_date, "is not in the calendar", "correct the month or the day")
_YEARS = Rule(
    _is_near_our_time, f"is outside {FIRST_DAY.year}..{LAST_DAY.year}", "correct the year"
)
_LIKE = "write it like {example}"
_AS_TEXT = f"{_LIKE}, and format the column as text before a spreadsheet changes it"
_DEGREES = Rule(
    _matches(DEGREES),
    "is not a plain number with at most 5 decimals",
    f"{_LIKE}, with a decimal point and no other separator",
)
_LOCATORS = "A1 to A14, B1 to B16, A fn 1 to A fn 18, B photo, B caption"
KINDS: dict[str, tuple[str, tuple[Rule, ...]]] = {
    "text": ("text", ()),
    "choice": ("one of a closed list", ()),
    "names": (
        'text, list separated by "; "',
        (Rule(_is_clean_list, 'is not a list separated by "; "', _LIKE), _REPEATS),
    ),
    "id": (
        "id: a-z, 0-9 and single hyphens",
        (Rule(_matches(ID), "is not an id of a-z, 0-9 and single hyphens", _LIKE),),
    ),
    "ids": (
        'ids, list separated by "; "',
        (Rule(_items_match(ID), 'is not a list of ids separated by "; "', _LIKE), _REPEATS),
    ),
    "district id": (
        "ISO 3166-2 code",
        (Rule(_matches(DISTRICT_ID), "is not an ISO 3166-2 code", _LIKE),),
    ),
    "date": (
        "YYYY-MM-DD",
        (
            Rule(_matches(DAY), "is not a date in the form YYYY-MM-DD", _AS_TEXT),
            _CALENDAR,
            _YEARS,
        ),
    ),
    "partial date": (
        "YYYY-MM-DD, YYYY-MM or YYYY",
        (
            Rule(
                _matches(PARTIAL_DATE),
                "is not a date in the form YYYY-MM-DD, YYYY-MM or YYYY",
                _AS_TEXT,
            ),
            _CALENDAR,
            _YEARS,
        ),
    ),
    "longitude": (
        "number, at most 5 decimals",
        (_DEGREES, Rule(partial(_is_within, limit=180), "is outside -180..180", "correct it")),
    ),
    "latitude": (
        "number, at most 5 decimals",
        (_DEGREES, Rule(partial(_is_within, limit=90), "is outside -90..90", "swapped with lon?")),
    ),
    "count": (
        "whole number, 0 or more",
        (
            Rule(
                _matches(COUNT),
                "is not a whole number of 0 or more",
                f"{_LIKE}, without separators",
            ),
        ),
    ),
    "url": (
        "web address, https where there is one",
        (
            Rule(
                _matches(URL),
                "is not a web address that begins with https:// or http://",
                "write the whole address, such as {example}",
            ),
        ),
    ),
    "languages": (
        'ISO 639-1 codes, list separated by "; "',
        (
            Rule(
                _items_match(LANGUAGE),
                'is not a list of two-letter language codes separated by "; "',
                _LIKE,
            ),
            _REPEATS,
        ),
    ),
    "locators": (
        f'list separated by "; " of {_LOCATORS}',
        (
            Rule(
                _items_match(LOCATOR),
                "is not a list of places in the founding articles",
                f'use {_LOCATORS}, separated by "; "',
            ),
            _REPEATS,
        ),
    ),
}

_ARTICLE_MEANING = "Where the founding articles (A and B) speak of it"
_LON = Column("lon", "longitude", "Longitude, WGS 84 (EPSG:4326).", "46.36057", unit="degrees east")
_LAT = Column("lat", "latitude", "Latitude, WGS 84 (EPSG:4326).", "40.68278", unit="degrees north")

EVENTS = Table(
    "events",
    "events.csv",
    "One row for each event, ordered by date, then id.",
    (
        Column("id", "id", "Name of the event, unique.", "ganja-17oct", required=True),
        Column("title", "text", "Short title, own wording.", "Missile strike on Ganja", True),
        Column("date", "date", "First day of the span.", "2020-10-17", required=True),
        Column("date_end", "date", "Last day of the span, empty when it is `date`.", "2020-10-18"),
        Column(
            "date_precision",
            "choice",
            "How exactly the ends of the span are known.",
            "day",
            required=True,
            allowed=DATE_PRECISIONS,
        ),
        Column("place_id", "id", "The place, an id of places.csv.", "ganja"),
        _LON,
        _LAT,
        Column(
            "location_precision",
            "choice",
            "town: the point is the settlement; district: a stand-in point, only the district "
            "is known; region: a whole region or line, no point; none: no place is known.",
            "town",
            required=True,
            allowed=LOCATION_PRECISIONS,
        ),
        Column("category", "choice", "What kind of event.", "missile strike", True, CATEGORIES),
        Column(
            "summary",
            "text",
            "One to three neutral sentences, own wording.",
            "A missile struck a residential area at night.",
            required=True,
        ),
        Column("killed_civilian_low", "count", "Civilians killed, low end.", "13", unit="persons"),
        Column(
            "killed_civilian_high", "count", "Civilians killed, high end.", "21", unit="persons"
        ),
        Column("injured_low", "count", "Persons injured, low end.", "40", unit="persons"),
        Column("injured_high", "count", "Persons injured, high end.", "52", unit="persons"),
        Column(
            "harm_according_to",
            "text",
            "Who gives these figures, each end when they differ.",
            "13: first official count; 21: Amnesty International",
        ),
        Column(
            "attributed_to",
            "text",
            "Who says who did it, with denials.",
            "HRW: Armenian forces; denied by Armenia",
        ),
        Column(
            "accused_side",
            "choice",
            "Which side is said to have done it; empty when the event is not about harm.",
            "both",
            allowed=ACCUSED_SIDES,
        ),
        Column(
            "harmed_side",
            "choice",
            "Whose civilians or area were harmed; empty when the event is not about harm.",
            "both",
            allowed=SIDES,
        ),
        Column(
            "evidence",
            "choice",
            "How well the harm or the act is attested.",
            "independently documented",
            required=True,
            allowed=EVIDENCE_LEVELS,
        ),
        Column(
            "source_ids",
            "ids",
            "The sources, ids of sources.csv, at least one.",
            "hrw-2020-10-30; article-b",
            required=True,
        ),
        Column("locator", "text", "Where in the sources.", "HRW section 2; CRS p. 14"),
        Column("article", "locators", f"{_ARTICLE_MEANING}.", "A13; B7; A fn 17"),
        Column(
            "article_relation",
            "choice",
            "Whether the articles state it or hint at it; empty exactly when `article` is.",
            "stated",
            allowed=ARTICLE_RELATIONS,
        ),
        Column(
            "overview",
            "choice",
            "yes for a total that must not be added to single events.",
            "no",
            required=True,
            allowed=ANSWERS,
        ),
        Column(
            "note",
            "text",
            "What a reader should know: dates that differ, stand-in points, what is unchecked.",
            "The toll rose over the following days.",
        ),
        Column("checked", "date", "Day of the last check of the row.", "2026-11-21", True),
    ),
)

SOURCES = Table(
    "sources",
    "geo/data/sources.csv",
    "One row for each source that an event leans on.",
    (
        Column("id", "id", "Name of the source, unique.", "hrw-2020-10-30", required=True),
        Column(
            "title",
            "text",
            "Title as published.",
            "Report on rocket attacks in October 2020",
            required=True,
        ),
        Column("author", "text", "Author.", "Human Rights Watch"),
        Column("publisher", "text", "Publisher.", "Human Rights Watch"),
        Column("kind", "choice", "What kind of source.", "NGO report", True, SOURCE_KINDS),
        Column(
            "affiliation",
            "text",
            "Affiliation or funding of author and publisher, empty when not known.",
            "private donations",
        ),
        Column(
            "affiliation_basis",
            "choice",
            "What the statement of affiliation rests on.",
            "page",
            allowed=AFFILIATION_BASES,
        ),
        Column("country", "text", "Country of the publisher, or the body.", "Netherlands"),
        Column("language", "languages", "Language of the source.", "en; ru"),
        Column("date", "partial date", "Date of publication, as far as known.", "2020-12"),
        Column("url", "url", "Web address.", "https://www.hrw.org/"),
        Column("accessed", "date", "Day on which the page was read.", "2023-05-04"),
        Column(
            "basis",
            "choice",
            "What the record's text rests on: the whole work, an excerpt of its own page, a "
            "repost or summary elsewhere, another work's citation of it; entity: no document.",
            "excerpt",
            required=True,
            allowed=SOURCE_BASES,
        ),
        Column("basis_detail", "text", "What exactly was read.", "summary and section 1"),
        Column("article", "locators", f"{_ARTICLE_MEANING}.", "A fn 3; B9"),
        Column("note", "text", "What a reader should know.", "Reprinted in part by others."),
    ),
)

PLACES = Table(
    "places",
    "geo/data/places.csv",
    "One row for each place at which an event happened or that the articles name.",
    (
        Column("id", "id", "Name of the place, unique.", "shusha", required=True),
        Column(
            "name_en",
            "text",
            "Display name; the order follows UN-recognised borders and carries no view.",
            "Shusha / Shushi",
            required=True,
        ),
        Column("name_az", "text", "Azerbaijani name.", "Şuşa"),
        Column("name_hy", "text", "Armenian name, Armenian script.", "Շուշի"),
        Column("name_ru", "text", "Russian name.", "Шуша / Шуши"),
        Column("aliases", "names", "Further spellings, for search.", "Shushi; Susa"),
        Column("kind", "choice", "What kind of place.", "city", True, PLACE_KINDS),
        _LON,
        _LAT,
        Column(
            "coord_basis", "text", "Where the coordinates come from.", "GeoNames 147105, CC BY 4.0"
        ),
        Column(
            "coord_precision",
            "choice",
            "own: the place's own point; stand-in: another point stands for it; approximate: "
            "not verified; none: no point.",
            "own",
            required=True,
            allowed=COORD_PRECISIONS,
        ),
        Column(
            "district_id",
            "district id",
            "ISO 3166-2 code of the district or province in which the point lies.",
            "AZ-SUS",
        ),
        Column("scope", "choice", "map, or outside the map.", "map", True, SCOPES),
        Column(
            "rank",
            "choice",
            "1: the six named places; 2: other towns at which incidents happened; 3: the rest.",
            "1",
            required=True,
            allowed=RANKS,
        ),
        Column("role", "text", "What the place is and why it is here.", "City in the mountains."),
        Column("article", "locators", f"{_ARTICLE_MEANING}.", "A8; B6"),
    ),
)

TABLES = {table.name: table for table in (EVENTS, SOURCES, PLACES)}


def column_rules(column: Column) -> list[Rule]:
    """The rules of a column in the order in which they are tested, cures filled in."""
    rules = [*SHARED_RULES, *KINDS[column.kind][1]]
    if column.required:
        cure = "write a value, such as {example}"
        rules.insert(0, Rule(bool, "is empty", cure, judges_empty=True))
    if column.allowed:
        within = column.allowed.__contains__
        rules.append(Rule(within, "is not one of the allowed values", "use one of: {allowed}"))
    filling = {"example": column.example, "allowed": ", ".join(column.allowed)}
    return [replace(rule, cure=rule.cure.format(**filling)) for rule in rules]


@cache
def build_schema(table: Table) -> pa.DataFrameSchema:
    """The pandera schema of a table whose cells are all text.

    Each failing cell fails exactly one check: the first of `column_rules` that it breaks.
    """
    columns = {}
    for column in table.columns:
        rules = column_rules(column)
        checks = [
            pa.Check(partial(_fails_no_rule, rules=tuple(rules[: end + 1])), error=rules[end].text)
            for end in range(len(rules))
        ]
        columns[column.name] = pa.Column(checks=checks)
    return pa.DataFrameSchema(columns, strict=True)


def _fails_no_rule(cells: pd.Series, rules: tuple[Rule, ...]) -> pd.Series:
    """Whether each cell passes the last of the rules, or breaks an earlier one."""
    *earlier, last = rules
    return pd.Series(
        [
            (not cell and not last.judges_empty)
            or any(not rule.passes(cell) for rule in earlier)
            or last.passes(cell)
            for cell in cells.tolist()
        ],
        index=cells.index,
        dtype=bool,
    )


def check_columns(frame: pd.DataFrame, table: Table) -> list[Problem]:
    """Check every cell of a table by its column's rules.

    Parameters
    ----------
    frame : text, shape (n, k), the columns of `table`; the index is the row in the file.
    table : the table's definition.

    Returns
    -------
    One problem for each cell that breaks a rule.
    """
    try:
        build_schema(table).validate(frame, lazy=True)
    except SchemaErrors as errors:
        failures = errors.failure_cases
    else:
        return []
    cures = {
        (column.name, rule.text): rule.cure
        for column in table.columns
        for rule in column_rules(column)
    }
    return [
        Problem(table.file, int(row), column, str(value), rule, cures[column, rule])
        for row, column, value, rule in zip(
            failures["index"],
            failures["column"],
            failures["failure_case"],
            failures["check"],
            strict=True,
        )
    ]


def sort_problems(problems: list[Problem], table: Table) -> list[Problem]:
    """Order the problems of a table by row, then column; those of the whole file come first."""
    order = {name: place for place, name in enumerate(table.column_names)}
    return sorted(
        problems, key=lambda problem: (problem.row or 0, order.get(problem.column or "", -1))
    )


README_HEAD = """\
# The record: its tables and columns

Made by `python -m geo.schema` from `geo/schema.py`, which also checks the tables.

## Form
- CSV as in RFC 4180: UTF-8, comma, LF, one header row, columns in the order below. A byte order
  mark and CRLF are read too.
- An empty cell means not known or not applicable. Unknown is never 0, `n/a` or `-`.
- A list inside a cell is separated by `; ` (semicolon and blank).
- Text is read exactly as it is written. No cell begins or ends with a blank.
- Coordinates are degrees, WGS 84 (EPSG:4326), decimal point, at most 5 decimals; longitude and
  latitude stand together or not at all.

## Dates and how exactly they are known
- Dates are local days, `YYYY-MM-DD`. Both ends of a span belong to it; `date_end` is empty when
  the event lasted one day.
- `date_precision` day: both ends are known to the day. month: the span runs from the first of a
  month to the last of a month. year: from 1 January to 31 December.
- `location_precision` town and district come with a point, region and none without.

## Adding a row
1. Add the source to `sources.csv` and the place to `places.csv` unless they are there.
2. Add the row to `../../events.csv` under its date. Use own words, name who said it, and leave
   empty what is not known. Low and high figures stand together, with who gives them.
3. Run `python -m pytest tests/test_record.py`: it loads the whole record.

## Problems
The tables are checked together when they are loaded: every cell by its column, every id, span,
figure and point against the rest. A row with a problem is set aside, and so are the rows that need
it; the others are used. Each problem names file, row, column, value, rule and cure:
`events.csv row 17, lat: 91.2 is outside -90..90; swapped with lon?` (the header is row 1, as in a
spreadsheet). A file that cannot be read as its table stops the loading, with the same kind of line.

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
    write_dictionary(Path(__file__).resolve().parents[1])
