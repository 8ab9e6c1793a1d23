"""The one definition of the record's tables: their columns and closed lists.

The checks (`geo.rules`) and the data dictionary (`geo.dictionary`) follow from it.
"""

from __future__ import annotations

from geo.rules import Column, Table

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
