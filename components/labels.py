"""Words of the record's closed lists and other words that several parts share, marked for the catalogue."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from components.catalogue import N_, _, group_digits
from geo.claims import Figure
from geo.lessons import BETWEEN, ON, UP_TO
from geo.tables.cell_rules import LIST_SEPARATOR

EVIDENCE_WORDS = {
    "independently documented": N_("independently documented"),
    "stated by both sides": N_("stated by both sides"),
    "reported by news agency": N_("reported by news agencies"),
    "official statement of one side": N_("one side's statement"),
    "claim disputed": N_("disputed"),
    "primary document": N_("the text was read"),
    "analysis": N_("analysis"),
}
PLACE_PRECISION_WORDS = {
    "town": N_("town or village"),
    "district": N_("only the district"),
    "region": N_("a whole region"),
    "none": N_("not known"),
}
DATE_PRECISION_WORDS = {
    "day": N_("day"),
    "month": N_("only the month"),
    "year": N_("only the year"),
}
HARMED_WORDS = {
    "azerbaijani": N_("Azerbaijani civilians or area"),
    "armenian or karabakh": N_("Armenian or Karabakh civilians or area"),
    "both": N_("both sides"),
    "other": N_("others"),
}
ACCUSED_WORDS = {
    "azerbaijani": N_("Azerbaijani forces"),
    "armenian or karabakh": N_("Armenian or Karabakh forces"),
    "both": N_("forces of both sides"),
}
CONTEST_WORDS = {
    "each side blames the other": N_("each side blames the other"),
    "event denied": N_("denied that it happened"),
    "attribution denied": N_("denied who did it"),
    "other part denied": N_("denied in another part"),
    "not contested": N_("no denial recorded"),
}
SIDE_WORDS = {
    "azerbaijani": N_("Azerbaijani side"),
    "armenian or karabakh": N_("Armenian or Karabakh side"),
    "both": N_("both sides together"),
    "other": N_("outside both sides"),
}
STANCE_WORDS = {
    "documents": N_("documents it"),
    "asserts": N_("says so"),
    "reports": N_("quoted"),
    "denies": N_("denies it"),
    "corrects": N_("corrects it"),
}
DENIED_WORDS = {
    "event": N_("the account as a whole"),
    "attribution": N_("that its side did it"),
    "weapon": N_("the weapon"),
    "intent": N_("the aim"),
    "character": N_("what it is called, or in law"),
    "figures": N_("the figures"),
}
MEASURE_WORDS = {
    "killed_civilian": N_("civilians killed"),
    "killed_combatant": N_("combatants killed"),
    "killed_unspecified": N_("persons killed"),
    "injured_civilian": N_("civilians injured"),
    "injured_combatant": N_("combatants injured"),
    "injured_unspecified": N_("persons injured"),
}
LINK_WORDS = {
    "opened": N_("address opened for this record"),
    "not opened": N_("address not opened for this record"),
    "dead": N_("address known to be dead"),
    "": N_("no address known"),
}
HOLDER_WORDS = {
    "azerbaijani": N_("Azerbaijani forces or authorities"),
    "armenian or karabakh": N_("Armenian or Karabakh forces or authorities"),
}
EXTENT_WORDS = {
    "wholly": N_("wholly"),
    "partly": N_("partly"),
    "mostly": N_("mostly"),
    "single places": N_("single places"),
}
BASIS_WORDS = {
    "work": N_("read as a whole"),
    "excerpt": N_("read in excerpts"),
    "repost": N_("read in a repost or summary elsewhere"),
    "citation": N_("known only through another work's citation"),
    "entity": N_("a body, not a document"),
}
LANGUAGES = {
    "ar": N_("Arabic"), "az": N_("Azerbaijani"), "de": N_("German"), "el": N_("Greek"), "en": N_("English"),
    "fr": N_("French"), "hy": N_("Armenian"), "nl": N_("Dutch"), "pt": N_("Portuguese"), "ro": N_("Romanian"),
    "ru": N_("Russian"), "tr": N_("Turkish"), "es": N_("Spanish"), "et": N_("Estonian"), "is": N_("Icelandic"),
    "it": N_("Italian"), "pl": N_("Polish"), "sco": N_("Scots"), "uk": N_("Ukrainian"), "sv": N_("Swedish"),
}  # fmt: skip


def figure_words(figure: Figure) -> str:
    """One claim's number of persons in words.

    >>> figure_words(Figure(13, 21)), figure_words(Figure(5, 5)), figure_words(Figure(146, None))
    ('13 to 21', '5', 'at least 146')
    """
    return range_words(
        figure.low, figure.low if figure.high is None else figure.high, figure.high is None
    )


def range_words(low: int, high: int, is_open: bool) -> str:
    """A range of persons in words; `is_open` when the high end is an "at least".

    >>> range_words(13, 21, is_open=False), range_words(13, 6000, is_open=True)
    ('13 to 21', '13 to at least 6,000')
    """
    top = group_digits(high)
    if is_open:
        top = _("at least {n}").format(n=top)
    return top if low == high else _("{low} to {high}").format(low=group_digits(low), high=top)


def capital(text: str) -> str:
    """A text that begins with a capital letter.

    >>> capital("news agency")
    'News agency'
    """
    return text[:1].upper() + text[1:]


def source_words(source: pd.Series | Mapping[str, str]) -> str:
    """A source in short: its publisher, else its title, and its date."""
    return ", ".join(
        part for part in (source["publisher"] or source["title"], source["date"]) if part
    )


def language_words(codes: str) -> str:
    """Languages by their names.

    >>> language_words("en; ru"), language_words("xx"), language_words("")
    ('English, Russian', 'xx', '')
    """
    return ", ".join(_(LANGUAGES.get(code, code)) for code in codes.split(LIST_SEPARATOR) if code)


def label_kind(kind: str) -> str:
    """A kind of source as it is shown; one without words of its own is shown by its key."""
    return _(SOURCE_KIND_WORDS.get(kind, kind))


CATEGORY_WORDS = {
    "shelling": N_("shelling"),
    "missile strike": N_("missile, rocket, drone"),
    "cluster munition": N_("cluster munition"),
    "landmines": N_("mines"),
    "accident": N_("explosion, cause not established"),
    "ground combat": N_("fighting"),
    "killing of captives": N_("killing of captives"),
    "displacement": N_("displacement"),
    "capture": N_("capture"),
    "change of control": N_("change of control"),
    "ceasefire": N_("ceasefire"),
    "diplomacy": N_("diplomacy"),
    "law": N_("law, resolution, court"),
    "statement": N_("statement"),
    "report": N_("report, finding"),
    "commemoration": N_("commemoration"),
    "infrastructure": N_("road, energy"),
}
SHAPE_WORDS = {
    "circle": N_("shelling"),
    "triangle": N_("missile, rocket, drone"),
    "diamond": N_("cluster munition"),
    "cross": N_("mines, explosions"),
    "square": N_("fighting, control"),
    "hexagon": N_("talks, statements, other"),
}
FILL_WORDS = {
    "full": N_("documented, or the text"),
    "half": N_("both sides, or agencies"),
    "hollow": N_("one side, or analysis"),
    "dashed": N_("disputed"),
}
SOURCE_KIND_WORDS = {
    "founding article": N_("founding article"),
    "NGO report": N_("NGO report"),
    "intergovernmental document": N_("intergovernmental document"),
    "court document": N_("court document"),
    "primary document": N_("primary document"),
    "government statement": N_("government statement"),
    "government research": N_("government research"),
    "news agency": N_("news agency"),
    "news outlet": N_("news outlet"),
    "newspaper": N_("newspaper"),
    "investigative group": N_("investigative group"),
    "peer-reviewed journal": N_("peer-reviewed journal"),
    "think tank": N_("think tank"),
    "advocacy site": N_("advocacy site"),
    "dataset": N_("dataset"),
    "encyclopedia": N_("encyclopedia"),
}
MODE_WORDS = {ON: N_("Day"), UP_TO: N_("Up to day"), BETWEEN: N_("Range")}
#: Key, words, days a second; 0 crosses the strip in 20 seconds, however long it is.
SPEEDS = (
    ("half", N_("one day in 2 seconds"), 0.5),
    ("day", N_("one day a second"), 1),
    ("two", N_("two days a second"), 2),
    ("week", N_("one week a second"), 7),
    ("month", N_("one month a second"), 30.44),
    ("strip", N_("all in 20 seconds"), 0),
)
COLUMN_WORDS = {
    "date": N_("Date"),
    "title": N_("Incident"),
    "where": N_("Place"),
    "category": N_("What"),
    "evidence": N_("Evidence"),
    "toll": N_("Harm"),
    "harmed": N_("Harmed"),
    "accused": N_("Said to have done it"),
    "claims": N_("Claims"),
}
#: Columns that the table shows when nobody chose any.
SHOWN_COLUMNS = ("date", "title", "where", "category", "evidence", "toll")
HOLDER_STATE_WORDS = {
    "armenian": N_("held by Armenian or Karabakh forces"),
    "divided": N_("partly held by each side"),
    "azerbaijani": N_("held by Azerbaijani forces"),
    "own": N_("held by its own state, single places by the other side"),
    "unknown": N_("not known: the record of it has a problem"),
}
#: How a district of a state is coloured; of the others nothing is drawn.
HOLDER_TINTS = {"armenian": "full", "divided": "hatched"}
GROUP_WORDS = {
    "where": N_("Where"),
    "what": N_("What"),
    "who": N_("Who"),
    "evidence": N_("Evidence"),
}
FACET_GROUPS = {
    "districts": "where",
    "places": "where",
    "categories": "what",
    "harmed": "who",
    "accused": "who",
    "contests": "who",
    "evidence": "evidence",
    "source_kinds": "evidence",
}
#: Facet -> its title, and the question that it answers.
FACET_WORDS = {
    "districts": (N_("District"), N_("In which districts?")),
    "places": (N_("Place"), N_("At which places?")),
    "categories": (N_("What happened"), N_("What happened?")),
    "harmed": (N_("Harmed"), N_("Whose civilians or area were harmed?")),
    "accused": (N_("Said to have done it"), N_("Who is said to have done it?")),
    "contests": (N_("Contested"), N_("Is it contested, and in what?")),
    "evidence": (N_("Level"), N_("How well is it evidenced?")),
    "source_kinds": (N_("Kind of source"), N_("Which kind of source speaks of it?")),
}
OFF_MAP_WORDS = N_("Not on the map")
HARMED_SIDE_WORDS = {
    "azerbaijani": N_("Azerbaijani side harmed"),
    "armenian or karabakh": N_("Armenian or Karabakh side harmed"),
    "both": N_("both sides harmed"),
    "other": N_("others harmed"),
}
