"""The columns of the tables to take away: those of the schema, and what is joined and computed."""

from __future__ import annotations

from geo.tables.cell_rules import Column, Table
from geo.tables.schema import (
    ACCUSED_SIDES,
    ANSWERS,
    ARTICLE_RELATIONS,
    CLAIMS,
    EVENTS,
    EVIDENCE_LEVELS,
    MEASURES,
    SOURCES,
)


def _toll_columns(measure: str) -> tuple[Column, ...]:
    count = f"figure of `{measure}` that any claim gives which counts"
    return (
        Column(f"{measure}_low", "count", f"Lowest {count}.", "21", unit="persons"),
        Column(f"{measure}_high", "count", f"Highest {count}.", "21", unit="persons"),
        Column(
            f"{measure}_open",
            "choice",
            'yes when the highest is an "at least"; empty without a figure.',
            "no",
            allowed=ANSWERS,
        ),
        Column(f"{measure}_low_by", "text", "Who gives the lowest.", "Human Rights Watch"),
        Column(f"{measure}_high_by", "text", "Who gives the highest.", "Human Rights Watch"),
        Column(
            f"{measure}_parts",
            "names",
            "Sides whose own counts are added up, where nobody counts the whole.",
            "azerbaijani",
        ),
    )


INCIDENTS = Table(
    "incidents",
    "incidents.csv",
    "One row for each incident, document or announcement: what events.csv has of it, the names of its "
    "place and district, and what follows from its claims.",
    (
        *EVENTS.columns,
        Column("place_name", "text", "Display name of the place.", "Shusha / Shushi"),
        Column("place_name_az", "text", "Azerbaijani name of the place.", "Şuşa"),
        Column("place_name_hy", "text", "Armenian name of the place.", "Շուշի"),
        Column("place_name_ru", "text", "Russian name of the place.", "Шуша / Шуши"),
        Column(
            "district_id",
            "district id",
            "ISO 3166-2 code of the district or province in which the point lies.",
            "AZ-SUS",
        ),
        Column("district_name", "text", "Name of that district or province.", "Shusha district"),
        Column("article", "text", "Where the founding articles speak of it.", "A10; B3"),
        Column(
            "article_relation",
            "choice",
            "Whether an article states it or hints at it.",
            "stated",
            allowed=ARTICLE_RELATIONS,
        ),
        Column("record_version", "text", "Version of the record.", "0f8fad5b1c2d", required=True),
        Column(
            "as_known_on",
            "date",
            "Day at whose end the record is shown as it was known; empty for today.",
            "2020-10-11",
        ),
        Column(
            "evidence",
            "choice",
            "How well it is evidenced.",
            "independently documented",
            required=True,
            allowed=EVIDENCE_LEVELS,
        ),
        Column(
            "accused_side",
            "choice",
            "Whose forces are said to have done it; empty when no claim says.",
            "both",
            allowed=ACCUSED_SIDES,
        ),
        Column("contests", "names", "In what it is contested.", "event denied", required=True),
        Column("claims", "count", "Number of claims.", "3", required=True),
        Column("origins", "count", "Number of independent origins.", "2", required=True),
        Column("source_ids", "ids", "The sources of its claims.", "hrw-2020-10-30", required=True),
        *(column for measure in MEASURES for column in _toll_columns(measure)),
    ),
)

#: As the record holds claims: the day of the last check of a row is not kept.
CLAIMS_TAKEN = Table(
    CLAIMS.name,
    "claims.csv",
    CLAIMS.meaning,
    tuple(column for column in CLAIMS.columns if column.name != "checked"),
)

SOURCES_TAKEN = Table(
    SOURCES.name,
    "sources.csv",
    SOURCES.meaning,
    (
        *SOURCES.columns,
        Column("incidents", "count", "Number of the incidents asked for that lean on it.", "3"),
    ),
)
