"""Words of `geo` that are shown to readers: English here, in the language that the interface sets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """How words are looked up, and Babel's locale for dates."""

    look_up: Callable[[str], str]
    locale: str


ENGLISH = Language(str, "en_GB")
_spoken = ENGLISH


def speak(language: Language) -> None:
    """Use a language from now on; called once, before anything is shown."""
    global _spoken
    _spoken = language


def locale() -> str:
    """Babel's locale of the language that is spoken."""
    return _spoken.locale


def _(words: str) -> str:
    """The words in the language that is spoken."""
    return _spoken.look_up(words)


def N_(words: str) -> str:
    """Marks words of a table for the catalogue; they are looked up where they are shown."""
    return words
