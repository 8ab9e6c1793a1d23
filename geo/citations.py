"""Cite a source: CSL-JSON, a plain line in Harvard style, BibTeX.

CSL-JSON 1.0.2 (citationstyles.org); the line is made by citeproc-py with the style that comes with
it, the BibTeX entry by pybtex.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from pybtex.database import BibliographyData, Entry, Person

from geo.tables.cell_rules import LIST_SEPARATOR

STYLE = "harvard-cite-them-right"
CSL_TYPES = {
    "news agency": "article-newspaper",
    "news outlet": "article-newspaper",
    "newspaper": "article-newspaper",
    "peer-reviewed journal": "article-journal",
    "encyclopedia": "entry-encyclopedia",
    "dataset": "dataset",
    "founding article": "article",
    "advocacy site": "webpage",
    "government statement": "webpage",
}
#: CSL types whose publisher is the title of what contains them.
CONTAINED = (
    "article-newspaper",
    "article-magazine",
    "article-journal",
    "entry-encyclopedia",
    "webpage",
)
BIBTEX_TYPES = {"article-journal": "article", "report": "techreport"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def make_csl(source: pd.Series) -> dict[str, Any]:
    """One source as an item of CSL-JSON; what is not known is left out.

    Parameters
    ----------
    source : row of the sources, its name is the id.
    """
    type_ = CSL_TYPES.get(source["kind"], "report")
    if type_ == "article-journal" and not source["volume"]:
        # Citation styles call an article without a volume a preprint.
        type_ = "article-magazine"
    item: dict[str, Any] = {"id": str(source.name), "type": type_, "title": source["title"]}
    if source["publisher"]:
        item["publisher"] = source["publisher"]
        if type_ in CONTAINED:
            item["container-title"] = source["publisher"]
    authors = _read_authors(source)
    if authors:
        item["author"] = authors
    for name, column in (("issued", "date"), ("accessed", "accessed")):
        if source[column]:
            item[name] = {"date-parts": [[int(part) for part in source[column].split("-")]]}
    for name, column in (("volume", "volume"), ("issue", "issue"), ("page", "pages")):
        if source[column]:
            item[name] = source[column]
    if source["url"]:
        item["URL"] = source["url"]
    if source["language"]:
        item["language"] = source["language"].split(LIST_SEPARATOR)[0]
    return item


def _read_authors(source: pd.Series) -> list[dict[str, str]]:
    """Names parted by `; `; a name with a comma is a person, family name first."""
    authors = []
    for name in source["author"].split(LIST_SEPARATOR) if source["author"] else []:
        family, comma, given = name.partition(", ")
        authors.append({"family": family, "given": given} if comma else {"literal": name})
    return authors


@lru_cache(maxsize=1)
def _load_style() -> CitationStylesStyle:
    return CitationStylesStyle(STYLE, validate=False, locale="en-GB")


def cite_plain(source: pd.Series) -> str:
    """One source as a line of text, Harvard style."""
    item = make_csl(source)
    bibliography = CitationStylesBibliography(_load_style(), CiteProcJSON([item]), formatters.plain)
    bibliography.register(Citation([CitationItem(item["id"])]))
    line = " ".join(str(bibliography.bibliography()[0]).split())
    reprint = source["basis"] == "repost" and source["link"] == "opened"
    return f"{line} [Read in a reprint or summary at this address.]" if reprint else line


def write_csl(sources: pd.DataFrame) -> str:
    """Sources as CSL-JSON, a list of items."""
    items = [make_csl(source) for _, source in sources.iterrows()]
    return json.dumps(items, ensure_ascii=False, indent=2)


def write_bibtex(sources: pd.DataFrame) -> str:
    """Sources as BibTeX entries; the key is the id of the source."""
    entries = {str(id_): _make_entry(make_csl(source)) for id_, source in sources.iterrows()}
    return _unescape_addresses(str(BibliographyData(entries).to_string("bibtex")))


def _unescape_addresses(text: str) -> str:
    """Addresses as they are: readers of BibTeX take the field `url` letter by letter."""
    return re.sub(
        r'^( *url = ".*",?)$',
        lambda found: re.sub(r"\\([%_&#$])", r"\1", found[1]),
        text,
        flags=re.MULTILINE,
    )


def _make_entry(item: Mapping[str, Any]) -> Entry:
    type_ = BIBTEX_TYPES.get(item["type"], "misc")
    fields = {"title": f"{{{_plain(item['title'])}}}"}
    if "publisher" in item:
        name = {"article": "journal", "techreport": "institution"}.get(type_, "howpublished")
        fields[name] = _plain(item["publisher"])
    date = item.get("issued", {}).get("date-parts", [[]])[0]
    if date:
        fields["year"] = str(date[0])
    if len(date) > 1:
        fields["month"] = MONTHS[date[1] - 1]
    for name, field in (("volume", "volume"), ("issue", "number"), ("page", "pages")):
        if name in item:
            fields[field] = _plain(item[name])
    if "URL" in item:
        fields["url"] = _plain(item["URL"])
    if "accessed" in item:
        fields["urldate"] = "-".join(f"{part:02}" for part in item["accessed"]["date-parts"][0])
    persons = {"author": [_make_person(author) for author in item.get("author", ())]}
    return Entry(type_, fields=fields, persons=persons if persons["author"] else {})


def _make_person(author: Mapping[str, str]) -> Person:
    if "literal" in author:
        return Person(last=f"{{{_plain(author['literal'])}}}")
    return Person(first=_plain(author["given"]), last=_plain(author["family"]))


#: Signs that group or command in TeX; braces must be balanced in an entry.
_TEX = str.maketrans({"{": "(", "}": ")", "\\": "/", "$": "USD ", "~": "-"})


def _plain(text: str) -> str:
    return text.translate(_TEX)
