"""The words of the interface, in the language that the server speaks.

Words are written in English where they are used and looked up in the catalogue of the language: a
language is a file `components/locale/<language>/LC_MESSAGES/messages.mo`, made by Babel from the
`messages.po` beside it. The browser gets the words of its own modules from here.
"""

from __future__ import annotations

import gettext as gettext_module
import os
from pathlib import Path

DOMAIN = "messages"
#: The language that the words are written in.
SOURCE_LANGUAGE = "en"
LANGUAGE_SETTING = "DASHBOARD_LANGUAGE"
FOLDER_SETTING = "DASHBOARD_LOCALES"


def _open() -> tuple[str, gettext_module.NullTranslations]:
    language = os.environ.get(LANGUAGE_SETTING) or SOURCE_LANGUAGE
    folder = Path(os.environ.get(FOLDER_SETTING) or Path(__file__).with_name("locale"))
    if language == SOURCE_LANGUAGE:
        return language, gettext_module.NullTranslations()
    return language, gettext_module.translation(DOMAIN, folder, [language])


LANGUAGE, _CATALOGUE = _open()


def _(words: str) -> str:
    """The words in the language of the server."""
    return _CATALOGUE.gettext(words) if words else words


def ngettext(one: str, many: str, count: int) -> str:
    """The words for a number of things; `{n}` is left for the caller to fill."""
    return _CATALOGUE.ngettext(one, many, count)


def N_(words: str) -> str:
    """Marks words of a table for the catalogue; they are looked up where they are shown."""
    return words


def browser_words() -> dict[str, str | list[str]]:
    """The words of the catalogue for the browser, by their English; none in English.

    Words for a number of things stand in the order of their plural forms.
    """
    words: dict[str, str | list[str]] = {}
    forms: dict[str, dict[int, str]] = {}
    catalogue: dict[str | tuple[str, int], str] = getattr(_CATALOGUE, "_catalog", {})
    for key, value in catalogue.items():
        if isinstance(key, tuple):
            forms.setdefault(key[0], {})[key[1]] = value
        elif key:
            words[key] = value
    return words | {key: [found[k] for k in sorted(found)] for key, found in forms.items()}
