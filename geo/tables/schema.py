"""The one definition of the record's tables: their columns and closed lists.

The checks (`geo.tables.cell_rules`) and the data dictionary (`geo.tables.dictionary`) follow from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from geo.tables.cell_rules import Column, Table
from geo.words import N_


@dataclass(frozen=True)
class CategoryKind:
    """A category of events: its word, the shape of its mark, whether people or buildings were harmed."""

    key: str
    shape: str
    harm: bool = False


#: Shapes of marks, in the order of the key.
SHAPES = ("circle", "triangle", "diamond", "cross", "square", "hexagon")
CATEGORY_KINDS = (
    CategoryKind("shelling", "circle", harm=True),
    CategoryKind("missile strike", "triangle", harm=True),
    CategoryKind("cluster munition", "diamond", harm=True),
    CategoryKind("landmines", "cross", harm=True),
    CategoryKind("accident", "cross", harm=True),
    CategoryKind("ground combat", "square", harm=True),
    CategoryKind("killing of captives", "square", harm=True),
    CategoryKind("displacement", "square", harm=True),
    CategoryKind("capture", "square"),
    CategoryKind("change of control", "square"),
    CategoryKind("ceasefire", "hexagon"),
    CategoryKind("diplomacy", "hexagon"),
    CategoryKind("law", "hexagon"),
    CategoryKind("statement", "hexagon"),
    CategoryKind("report", "hexagon"),
    CategoryKind("commemoration", "hexagon"),
    CategoryKind("infrastructure", "hexagon"),
)
CATEGORIES = tuple(kind.key for kind in CATEGORY_KINDS)
#: Categories of incidents in which people or buildings were harmed.
HARM_CATEGORIES = tuple(kind.key for kind in CATEGORY_KINDS if kind.harm)
#: The category of publications: reports of bodies that looked into what happened.
REPORT = "report"
#: How a mark is filled, from the best evidenced to the least.
FILLS = ("full", "half", "hollow", "dashed")
#: Level of evidence -> fill of the mark; a text that is itself the event is as sure as a checked one.
EVIDENCE_FILLS = {
    "independently documented": "full",
    "stated by both sides": "half",
    "reported by news agency": "half",
    "official statement of one side": "hollow",
    "claim disputed": "dashed",
    "primary document": "full",
    "analysis": "hollow",
}
EVIDENCE_LEVELS = tuple(EVIDENCE_FILLS)
PARTIES = ("azerbaijani", "armenian or karabakh")
ACCUSED_SIDES = (*PARTIES, "both")
SIDES = (*ACCUSED_SIDES, "other")
DATE_PRECISIONS = ("day", "month", "year")
LOCATION_PRECISIONS = ("town", "district", "region", "none")
POINT_PRECISIONS = ("town", "district")
SPEAKER_KINDS = ("party", "body", "reporter", "author")
STANCES = ("documents", "asserts", "reports", "denies", "corrects")
#: Stances that answer another claim.
ANSWERING = ("denies", "corrects")


@dataclass(frozen=True)
class DenialKind:
    """What a denial or correction denies: its key, its meaning and words that are coded so."""

    key: str
    meaning: str
    example: str


DENIAL_KINDS = (
    DenialKind(
        "event", N_("that it happened at all"), N_("nothing was hit there; the town was not taken")
    ),
    DenialKind(
        "attribution", N_("that this side did it"), N_("we did not fire; not from our soil")
    ),
    DenialKind("weapon", N_("that it has or used such a weapon"), N_("we have no such rockets")),
    DenialKind("intent", N_("that it aims at civilians"), N_("we hit military objects only")),
    DenialKind(
        "character",
        N_("what it is in law, or how it is framed"),
        N_("it was our own soil; lawful; one-sided; not a blockade"),
    ),
    DenialKind("figures", N_("how many, or another part of the account"), N_("nobody died there")),
)
DENIED_PARTS = tuple(kind.key for kind in DENIAL_KINDS)
CLAIM_BASES = ("work", "excerpt", "repost", "citation")
MEASURES = (
    "killed_civilian",
    "killed_combatant",
    "killed_unspecified",
    "injured_civilian",
    "injured_combatant",
    "injured_unspecified",
)
COUNTED = ("part", "repeated")
LINK_STATES = ("opened", "not opened", "dead")
COVERAGE_KINDS = (
    "occurrence",
    "place",
    "person",
    "document",
    "source",
    "figure",
    "opinion",
)
IN_RECORD = "in the record"
OPINION = "opinion: attributed, not an event"
OUTCOMES = (IN_RECORD, OPINION, "not in the record")
ARTICLE_RELATIONS = ("stated", "hinted")
EXTENTS = ("wholly", "partly", "mostly", "single places")
ANSWERS = ("yes", "no")
#: In what an incident is contested, as far as its claims show; an incident may have several.
MUTUAL_BLAME = "each side blames the other"
UNCONTESTED = "not contested"
CONTESTS = (MUTUAL_BLAME, "event denied", "attribution denied", "other part denied", UNCONTESTED)
SOURCE_KINDS = (
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
    "founding article",
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

_LON = Column("lon", "longitude", "Longitude, WGS 84 (EPSG:4326).", "46.36057", unit="degrees east")
_LAT = Column("lat", "latitude", "Latitude, WGS 84 (EPSG:4326).", "40.68278", unit="degrees north")

EVENTS = Table(
    "events",
    "events.csv",
    "One row for each event, ordered by date, then id.",
    (
        Column("id", "id", "Name of the event, unique.", "2020-10-17-ganja", required=True),
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
        Column(
            "harmed_side",
            "choice",
            "Whose civilians or area were harmed; empty when the event is not about harm.",
            "both",
            allowed=SIDES,
        ),
        Column(
            "overview",
            "choice",
            "yes for a total, a report or a programme that must not be counted among single events.",
            "no",
            required=True,
            allowed=ANSWERS,
        ),
        Column(
            "note",
            "text",
            "What a reader should know: stand-in points, dates that differ, what is unchecked.",
            "The point is the town of Barda.",
        ),
        Column("checked", "date", "Day of the last check of the row.", "2026-11-21", True),
    ),
)

SOURCES = Table(
    "sources",
    "geo/data/sources.csv",
    "One row for each source that a claim rests on or that the articles name.",
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
            "side",
            "choice",
            "The side that the publisher belongs to or openly stands with; other: outside both.",
            "other",
            required=True,
            allowed=SIDES,
        ),
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
        Column("volume", "text", "Volume of a journal.", "22"),
        Column("issue", "text", "Number within the volume.", "4"),
        Column("pages", "text", "Pages of the article in the journal.", "99-109"),
        Column("url", "url", "Web address.", "https://www.hrw.org/"),
        Column(
            "link",
            "choice",
            "Whether the address was opened for this record; empty without an address.",
            "opened",
            allowed=LINK_STATES,
        ),
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
    ),
)


def _figures(measure: str) -> tuple[Column, Column]:
    verb, who = measure.split("_")
    people = {
        "civilian": "Civilians",
        "combatant": "Soldiers and other armed persons",
        "unspecified": "Persons, civilians and combatants not told apart,",
    }[who]
    low = f"{people} {verb} as this claim has it, low end."
    high = "High end; empty with a low end for `at least`."
    return (
        Column(f"{measure}_low", "count", low, "21", unit="persons"),
        Column(f"{measure}_high", "count", high, "21", unit="persons"),
    )


CLAIMS = Table(
    "claims",
    "geo/data/claims.csv",
    "One row for each event, source and speaker: what is said of the event, by whom, where.",
    (
        Column(
            "id", "id", "Name of the claim, unique, never used again.", "2020-10-28-barda-1", True
        ),
        Column(
            "event_id", "id", "The event, an id of events.csv.", "2020-10-28-barda", required=True
        ),
        Column("source_id", "id", "The source, an id of sources.csv.", "hrw-2020-10-30", True),
        Column(
            "speaker",
            "text",
            "Whose claim it is: in a report of what a ministry said, the ministry.",
            "Human Rights Watch",
            required=True,
        ),
        Column(
            "speaker_side",
            "choice",
            "The side of the speaker; both for a joint text, other for outside both.",
            "other",
            required=True,
            allowed=SIDES,
        ),
        Column(
            "speaker_kind",
            "choice",
            "party: a government, army, prosecutor, ombudsman, authority of a side; body: an "
            "NGO, intergovernmental body, court, third state; reporter: a journalist or outlet in "
            "its own voice; author: research, commentary, encyclopedia, the founding articles.",
            "body",
            required=True,
            allowed=SPEAKER_KINDS,
        ),
        Column(
            "stance",
            "choice",
            "documents: the speaker checked it, or the source is the document itself; asserts: "
            "says so in its own publication; reports: the source passes on what the speaker said; "
            "denies; corrects: puts an earlier claim right or withdraws it.",
            "documents",
            required=True,
            allowed=STANCES,
        ),
        Column(
            "accuses",
            "choice",
            "Whose forces did it according to this claim; empty when it does not say.",
            "both",
            allowed=ACCUSED_SIDES,
        ),
        Column("hedge", "text", "How that attribution is hedged.", "fired or supplied by"),
        *(column for measure in MEASURES for column in _figures(measure)),
        Column(
            "counted",
            "choice",
            "part: the figures count only a part of those harmed, such as one side; repeated: they are "
            "another's, passed on by a speaker who checked something else; empty: all.",
            "part",
            allowed=COUNTED,
        ),
        Column(
            "counted_side",
            "choice",
            "With `part`: whose people the figures count, when they are those of one side alone.",
            "azerbaijani",
            allowed=PARTIES,
        ),
        Column("weapon", "text", "Weapon, as far as this claim identifies it.", "Smerch rockets"),
        Column(
            "said_on",
            "partial date",
            "When the claim was made or published; empty when it was on the source's own date.",
            "2020-10-29",
        ),
        Column(
            "date_said",
            "partial date",
            "When it happened according to this claim, if it says so.",
            "2020-10-28",
        ),
        Column("denies", "ids", "The claims that it denies or corrects.", "2020-10-28-barda-1"),
        Column(
            "denied",
            "choice",
            "What is denied or corrected. "
            + ". ".join(f"{kind.key}: {kind.meaning} ({kind.example})" for kind in DENIAL_KINDS)
            + ".",
            "attribution",
            allowed=DENIED_PARTS,
        ),
        Column("locator", "text", "Where in the source.", "section 2"),
        Column(
            "origin",
            "id",
            "The source on which this one rests when it only repeats it, an id of sources.csv.",
            "hrw-2020-10-30",
        ),
        Column(
            "basis",
            "choice",
            "What this row rests on: the whole work, an excerpt of it, a reprint or summary "
            "elsewhere, another work's citation of it.",
            "excerpt",
            required=True,
            allowed=CLAIM_BASES,
        ),
        Column(
            "paraphrase",
            "text",
            "The claim in one sentence, own wording.",
            "Says that rockets with submunitions struck the town.",
            required=True,
        ),
        Column("note", "text", "What a reader should know of this row.", "Only the heading."),
        Column("checked", "date", "Day of the last check of the row.", "2026-11-21", True),
    ),
)

COVERAGE = Table(
    "coverage",
    "geo/data/coverage.csv",
    "One row for each thing that the founding articles name or argue, and what carries it.",
    (
        Column("id", "id", "Name of the row, unique.", "a10-1", required=True),
        Column("locator", "locator", "Where it stands in the articles.", "A10", required=True),
        Column("kind", "choice", "What kind of thing.", "occurrence", True, COVERAGE_KINDS),
        Column(
            "item",
            "text",
            "What the article says or names there, own wording.",
            "Says that the minister spoke in New York in March 2020.",
            required=True,
        ),
        Column("outcome", "choice", "What became of it.", IN_RECORD, True, OUTCOMES),
        Column(
            "relation",
            "choice",
            "Whether the article states the events or hints at them; empty without events.",
            "stated",
            allowed=ARTICLE_RELATIONS,
        ),
        Column("event_ids", "ids", "Events that carry it.", "2019-03-29-new-york"),
        Column("claim_ids", "ids", "Claims that carry it.", "2019-03-29-new-york-1"),
        Column("source_ids", "ids", "Sources that carry it.", "tol-tonoyan; massis-2019"),
        Column("place_ids", "ids", "Places that carry it.", "new-york"),
        Column(
            "differs",
            "text",
            "How the record differs from the article, with both versions.",
            "The article gives March 2020, pages of the time 29 March 2019.",
        ),
        Column("decided_by", "ids", "The sources that decide it.", "tol-tonoyan"),
        Column("note", "text", "What a reader should know.", "Argued without a source."),
    ),
)

CONTROL = Table(
    "control",
    "geo/data/control.csv",
    "One row for each district, holder and span of days: whose forces or authorities held it.",
    (
        Column("id", "id", "Name of the row, unique.", "aghdam-2", required=True),
        Column("district_id", "district id", "The district, ISO 3166-2.", "AZ-AGM", True),
        Column(
            "holder", "choice", "Whose forces or authorities held it.", PARTIES[0], True, PARTIES
        ),
        Column(
            "extent",
            "choice",
            "wholly, or shared with a second row for the other holder and the same days: partly and "
            "partly, or mostly and single places (some villages or heights).",
            "partly",
            required=True,
            allowed=EXTENTS,
        ),
        Column("date_from", "date", "First day.", "2020-11-20", required=True),
        Column("date_to", "date", "Last day.", "2023-12-31", required=True),
        Column(
            "event_id",
            "id",
            "The event with which it began.",
            "2020-11-20-aghdam-akna",
            required=True,
        ),
        Column(
            "disputed",
            "choice",
            "yes when the holder or the day is contested or known from one side alone.",
            "no",
            required=True,
            allowed=ANSWERS,
        ),
        Column("source_ids", "ids", "The sources.", "artsakhinfo-aghdam", required=True),
        Column("note", "text", "Which part, what is not known.", "Part of the district."),
        Column("checked", "date", "Day of the last check of the row.", "2026-11-21", True),
    ),
)

FORMER = Table(
    "former_ids",
    "geo/data/former_ids.csv",
    "One row for each event or place that once had another id: links with the former one still work.",
    (
        Column("id", "id", "The former id, not used again.", "barda-28oct", required=True),
        Column("table", "choice", "What it named.", EVENTS.name, True, (EVENTS.name, PLACES.name)),
        Column("now", "id", "Its id today.", "2020-10-28-barda", required=True),
    ),
)

MISSING = Table(
    "missing",
    "geo/data/missing.csv",
    "One row for each thing that is known to be missing: that it is not here does not mean that it did "
    "not happen.",
    (
        Column("id", "id", "Name of the row, unique.", "2020-10-04-shusha-shushi", required=True),
        Column("date", "partial date", "When, as far as known.", "2020-10-04"),
        Column("item", "text", "What is missing.", "The dead of the house of culture.", True),
        Column("reason", "text", "Why.", "No official number was read.", True),
    ),
)

TABLES = {
    table.name: table
    for table in (EVENTS, CLAIMS, SOURCES, PLACES, COVERAGE, CONTROL, FORMER, MISSING)
}
