"""Words of the interface that several panels share."""

from __future__ import annotations

from typing import Any

import pandas as pd

from geo.names import fold_text

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
    "town": "place: town or village",
    "district": "place: only the district",
    "region": "place: a whole region",
    "none": "place: not known",
}
DATE_PRECISION_WORDS = {
    "day": "date: day",
    "month": "date: only the month",
    "year": "date: only the year",
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
    "both": "each side accuses the other",
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


def range_words(low: Any, high: Any) -> str:
    """A pair of figures in words, "" when they are not known.

    >>> range_words(13, 21), range_words(5, 5), range_words(pd.NA, pd.NA)
    ('13 to 21', '5', '')
    """
    if pd.isna(low) or pd.isna(high):
        return ""
    return str(low) if low == high else f"{low} to {high}"


def count_words(shown: int, total: int, off_map: int) -> str:
    """How many incidents are shown.

    >>> count_words(23, 125, 4)
    '23 of 125; 4 not on the map'
    >>> count_words(0, 125, 0)
    'no incident recorded'
    """
    if shown == 0:
        return "no incident recorded"
    return f"{shown} of {total}" + (f"; {off_map} not on the map" if off_map else "")


def sort_by_name(values: list[str], names: dict[str, str]) -> list[str]:
    """Values in the order of their names, whatever the diacritics."""
    return sorted(values, key=lambda value: fold_text(names[value]))
