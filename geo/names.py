"""Names in four scripts, folded so that a reader's spelling finds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

# Apostrophes and hyphens stand inside words: dropping them keeps a word one word.
JOINERS = str.maketrans(dict.fromkeys("'’‘‛ʼʻʹ`´′-\u2010\u2011", ""))
# Latin letters that Unicode does not split into a base letter and a mark.
UNDIVIDED = str.maketrans({"ə": "e", "ı": "i", "ø": "o", "ł": "l", "đ": "d"})
# Non-spacing and enclosing marks, and invisible format characters such as direction marks.
DROPPED_CATEGORIES = frozenset({"Mn", "Me", "Cf"})
BETWEEN_WORDS = re.compile(r"[\W_]+")
# English spellings of single Azerbaijani letters (ş, ç, ğ, x) and of Armenian ones.
DIGRAPHS = {"sh": "s", "ch": "c", "gh": "g", "kh": "x", "zh": "j"}
PLACE_NAMES = ("name_en", "name_az", "name_hy", "name_ru", "aliases")
DISTRICT_NAMES = ("name_en", "name_az", "name_hy")


def fold_text(text: str) -> str:
    """Fold a text for search: lower case, no diacritics, words parted by single blanks.

    ə folds to e, the dotless and the dotted i of Azerbaijani to i. Apostrophes and hyphens are
    dropped, other marks part words. Armenian and Cyrillic letters stay, in lower case. Folding
    twice changes nothing.

    >>> fold_text("Şuşa / Shushi")
    'susa shushi'
    >>> fold_text("Xankəndi, İSMAYILLI, Mets-Masrik")
    'xankendi ismayilli metsmasrik'
    """
    folded = _fold_once(text)
    while (again := _fold_once(folded)) != folded:
        folded = again
    return folded


def search_text(
    event: Mapping[str, object],
    place: Mapping[str, object] | None = None,
    district: Mapping[str, object] | None = None,
) -> str:
    """The folded text in which a query is looked for: event, names of its place and district.

    Names are added once as written, once with English letter pairs as single letters and once
    without blanks, so that Agdam finds Aghdam and metsmasrik finds Mets Masrik.

    Parameters
    ----------
    event : row with `title` and `summary`, and the words of its `claims`.
    place : row of the places with names and aliases, None when the event has no place.
    district : row of the districts with names, None when the event has no point.

    >>> search_text({"title": "A", "summary": "B."}, {"name_en": "Shusha", "name_az": "Şuşa"})
    'a b shusha susa'
    """
    text = fold_text(f"{event['title']} {event['summary']} {event.get('claims', '')}")
    names = _read_names(place, PLACE_NAMES) + _read_names(district, DISTRICT_NAMES)
    return " ".join(part for part in (text, _fold_names(names)) if part)


def name_district(name: str, kind: str) -> str:
    """A district with its kind, said once.

    >>> name_district("Tartar", "district"), name_district("Lankaran city", "city")
    ('Tartar district', 'Lankaran city')
    """
    return name if name.endswith(f" {kind}") else f"{name} {kind}"


def query_words(query: str) -> tuple[str, ...]:
    """The folded words of a query; a text matches when it holds each of them.

    >>> query_words("  Şuşa,  cathedral ")
    ('susa', 'cathedral')
    """
    return tuple(dict.fromkeys(fold_text(query).split()))


def _read_names(row: Mapping[str, object] | None, columns: tuple[str, ...]) -> tuple[str, ...]:
    return () if row is None else tuple(str(row.get(column) or "") for column in columns)


@lru_cache(maxsize=4096)
def _fold_names(names: tuple[str, ...]) -> str:
    """The spellings of all names, each once, in order; a name may be a list parted by `;`."""
    found: dict[str, None] = {}
    for name in ";".join(names).split(";"):
        folded = fold_text(name)
        for spelling in (folded, _collapse_digraphs(folded), folded.replace(" ", "")):
            if spelling:
                found[spelling] = None
    return " ".join(found)


def _collapse_digraphs(folded: str) -> str:
    for pair, letter in DIGRAPHS.items():
        folded = folded.replace(pair, letter)
    return folded


def _fold_once(text: str) -> str:
    folded = text.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded).casefold().translate(UNDIVIDED)
        folded = "".join(
            letter for letter in folded if unicodedata.category(letter) not in DROPPED_CATEGORIES
        )
    return BETWEEN_WORDS.sub(" ", folded.translate(JOINERS)).strip()
