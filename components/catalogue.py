"""The words of the interface, in the language that the server speaks.

Words are written in English where they are used and looked up in the catalogue of the language: a
language is a file `components/locale/<language>/LC_MESSAGES/messages.mo`, made by Babel from the
`messages.po` beside it. The browser gets the words of its own modules from here.
"""

from __future__ import annotations

import gettext as gettext_module
import os
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from geo.words import ENGLISH, Language, speak

DOMAIN = "messages"
#: The language that the words are written in.
SOURCE_LANGUAGE = "en"
LANGUAGE_SETTING = "DASHBOARD_LANGUAGE"
FOLDER_SETTING = "DASHBOARD_LOCALES"


class LanguageError(Exception):
    """The language of the settings has no catalogue; says which setting, its value and the cure."""


def open_catalogue(language: str, folder: Path) -> gettext_module.NullTranslations:
    """The catalogue of a language.

    Parameters
    ----------
    language : code such as "az" or "pt_BR".
    folder : holds a folder for each language, with `LC_MESSAGES/messages.mo` in it.

    Raises
    ------
    LanguageError : there is no such file.
    """
    if language == SOURCE_LANGUAGE:
        return gettext_module.NullTranslations()
    file = folder / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not file.is_file():
        known = [found.parents[1].name for found in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")]
        raise LanguageError(
            f"{LANGUAGE_SETTING}: {language!r} is no language of the dashboard, {file} is missing; "
            f"use one of {', '.join([SOURCE_LANGUAGE, *sorted(known)])}, or compile that language "
            "(components/locale/README.md)"
        )
    with file.open("rb") as stream:
        return gettext_module.GNUTranslations(stream)


def find_locale(language: str) -> str:
    """Babel's locale for dates and numbers; a language that Babel does not know has those of English.

    >>> find_locale("en"), find_locale("az"), find_locale("xx")
    ('en_GB', 'az', 'en_GB')
    """
    if language == SOURCE_LANGUAGE:
        return ENGLISH.locale
    try:
        return str(Locale.parse(language))
    except (UnknownLocaleError, ValueError):
        return ENGLISH.locale


LANGUAGE = os.environ.get(LANGUAGE_SETTING) or SOURCE_LANGUAGE
LOCALE = find_locale(LANGUAGE)


@cache
def use_catalogue() -> gettext_module.NullTranslations:
    """The catalogue of the server's language.

    Raises
    ------
    LanguageError : the settings name a language that has none.
    """
    folder = os.environ.get(FOLDER_SETTING) or Path(__file__).with_name("locale")
    return open_catalogue(LANGUAGE, Path(folder))


def _(words: str) -> str:
    """The words in the language of the server."""
    return use_catalogue().gettext(words) if words else words


def ngettext(one: str, many: str, count: int) -> str:
    """The words for a number of things; `{n}` is left for the caller to fill."""
    return use_catalogue().ngettext(one, many, count)


def count_things(one: str, many: str, count: int) -> str:
    """A number of things in words, `{n}` filled with its digits in groups."""
    return ngettext(one, many, count).format(n=group_digits(count))


def group_digits(count: int) -> str:
    """A whole number with its digits in groups.

    >>> group_digits(1234567)
    '1,234,567'
    """
    return format_decimal(count, format="#,##0", locale=LOCALE)


speak(Language(_, LOCALE))


def N_(words: str) -> str:
    """Marks words of a table for the catalogue; they are looked up where they are shown."""
    return words


def browser_words() -> dict[str, str | list[str]]:
    """The words of the catalogue for the browser, by their English; none in English.

    Words for a number of things stand in the order of their plural forms.
    """
    words: dict[str, str | list[str]] = {}
    forms: dict[str, dict[int, str]] = {}
    catalogue: dict[str | tuple[str, int], str] = getattr(use_catalogue(), "_catalog", {})
    for key, value in catalogue.items():
        if isinstance(key, tuple):
            forms.setdefault(key[0], {})[key[1]] = value
        elif key:
            words[key] = value
    return words | {key: [found[k] for k in sorted(found)] for key, found in forms.items()}
