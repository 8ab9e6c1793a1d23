"""Words of the interface that several panels share."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from components.catalogue import N_, _
from geo.evidence import Figure
from geo.names import fold_text
from geo.tables.cell_rules import LIST_SEPARATOR

EVIDENCE_MARKS = {
    "independently documented": "●",
    "reported by news agency": "◐",
    "official statement of one side": "○",
    "claim disputed": "◌",
    "primary document": "◉",
    "analysis": "⊙",
}
EVIDENCE_WORDS = {
    "independently documented": "independently documented",
    "reported by news agency": "reported by news agencies",
    "official statement of one side": "one side's statement",
    "claim disputed": "disputed",
    "primary document": "primary document",
    "analysis": "analysis",
}
PLACE_PRECISION_WORDS = {
    "town": "town or village",
    "district": "only the district",
    "region": "a whole region",
    "none": "not known",
}
DATE_PRECISION_WORDS = {
    "day": "day",
    "month": "only the month",
    "year": "only the year",
}
HARMED_WORDS = {
    "azerbaijani": "Azerbaijani civilians or area",
    "armenian or karabakh": "Armenian or Karabakh civilians or area",
    "both": "both sides",
    "other": "others",
}
ACCUSED_WORDS = {
    "azerbaijani": "Azerbaijani forces",
    "armenian or karabakh": "Armenian or Karabakh forces",
    "both": "forces of both sides",
}
SIDE_WORDS = {
    "azerbaijani": "Azerbaijani side",
    "armenian or karabakh": "Armenian or Karabakh side",
    "both": "both sides together",
    "other": "outside both sides",
}
STANCE_WORDS = {
    "documents": "documents it",
    "asserts": "says so",
    "reports": "quoted",
    "denies": "denies it",
    "corrects": "corrects it",
}
DENIED_WORDS = {
    "event": "the account as a whole",
    "attribution": "that its side did it",
    "weapon": "the weapon",
    "intent": "the aim",
    "figures": "the figures",
}
MEASURE_WORDS = {
    "killed_civilian": "civilians killed",
    "killed_combatant": "combatants killed",
    "killed_unspecified": "persons killed",
    "injured_civilian": "civilians injured",
    "injured_combatant": "combatants injured",
    "injured_unspecified": "persons injured",
}
LINK_WORDS = {
    "opened": "address opened for this record",
    "not opened": "address not opened for this record",
    "dead": "address known to be dead",
    "": "no address known",
}
HOLDER_WORDS = {
    "azerbaijani": "Azerbaijani forces or authorities",
    "armenian or karabakh": "Armenian or Karabakh forces or authorities",
}
BASIS_WORDS = {
    "work": "read as a whole",
    "excerpt": "read in excerpts",
    "repost": "read in a repost or summary elsewhere",
    "citation": "known only through another work's citation",
    "entity": "a body, not a document",
}
LANGUAGES = {
    "ar": "Arabic", "az": "Azerbaijani", "de": "German", "el": "Greek", "en": "English",
    "fr": "French", "hy": "Armenian", "nl": "Dutch", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "tr": "Turkish",
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
    top = _("at least {n}").format(n=f"{high:,}") if is_open else f"{high:,}"
    return top if low == high else _("{low} to {high}").format(low=f"{low:,}", high=top)


def count_words(shown: int, total: int, off_map: int) -> str:
    """How many incidents are shown.

    >>> count_words(23, 125, 4)
    '23 of 125; 4 not on the map'
    >>> count_words(81, 1_000_000, 0)
    '81 of 1,000,000'
    >>> count_words(0, 125, 0)
    'no incident recorded'
    """
    if shown == 0:
        return "no incident recorded"
    return f"{shown:,} of {total:,}" + (f"; {off_map:,} not on the map" if off_map else "")


def sort_by_name(values: list[str], names: dict[str, str]) -> list[str]:
    """Values in the order of their names, whatever the diacritics."""
    return sorted(values, key=lambda value: fold_text(names[value]))


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

    >>> language_words("en; ru"), language_words("sco"), language_words("")
    ('English, Russian', 'sco', '')
    """
    return ", ".join(LANGUAGES.get(code, code) for code in codes.split(LIST_SEPARATOR) if code)


CATEGORY_WORDS = {
    "missile strike": N_("missile, rocket, drone"),
    "landmines": N_("mines"),
    "ground combat": N_("fighting"),
    "law": N_("law, resolution, court"),
    "infrastructure": N_("road, energy"),
}
SHAPE_WORDS = {
    "circle": N_("shelling"),
    "triangle": N_("missile, rocket, drone"),
    "diamond": N_("cluster munition"),
    "cross": N_("mines"),
    "square": N_("fighting, control"),
    "hexagon": N_("talks, statements, other"),
}
FILL_WORDS = {
    "full": N_("independently documented, or the text itself"),
    "half": N_("news agencies"),
    "hollow": N_("one side's statement, analysis"),
    "dashed": N_("disputed"),
}
SOURCE_KIND_WORDS: dict[str, str] = {}
MODE_WORDS = {"on": N_("Day"), "upto": N_("Up to day"), "between": N_("Range")}
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
}
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
