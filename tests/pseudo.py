"""A made-up language: each word accented and longer, so that what is not translated stands out."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "components" / "locale" / "messages.pot"
#: A language that Babel and browsers know, so that dates and digits follow too.
LANGUAGE = "de"
LETTERS = str.maketrans(
    "AaCcDdEeGgHhIiKkLlNnOoRrSsTtUuWwYyZz",
    "ÅåÇçÐđÈèĜĝĤĥÎîĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž",
)
#: What stays as it is: names to fill in, code, marks of Markdown.
KEPT = re.compile(r"(\{\w*\}|`[^`]*`)")
FILLER = "one two three four five six seven eight nine ten"
OPEN, CLOSE = "⟦", "⟧"


def disguise(words: str) -> str:
    """The words accented and about 40 % longer, between brackets.

    >>> disguise("Skip to the map {n}")
    '⟦Šķîp ţö ţĥè måp {n} öñè ţŵö⟧'
    """
    longer = f"{words} {FILLER[: max(3, round(len(words) * 0.4) - 1)].strip()}"
    parts = KEPT.split(longer)
    parts[::2] = [part.translate(LETTERS) for part in parts[::2]]
    return f"{OPEN}{''.join(parts)}{CLOSE}"


def write_language(folder: Path) -> Path:
    """Compile the made-up language into a folder of languages.

    Parameters
    ----------
    folder : for the setting `DASHBOARD_LOCALES`.
    """
    catalogue = Catalog(locale=LANGUAGE)
    with TEMPLATE.open("rb") as file:
        for message in read_po(file):
            if not message.id:
                continue
            forms = [message.id] if isinstance(message.id, str) else [*message.id]
            said = tuple(disguise(form) for form in forms)
            catalogue.add(message.id, said[0] if isinstance(message.id, str) else said)
    target = folder / LANGUAGE / "LC_MESSAGES" / "messages.mo"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, catalogue)
    return folder
