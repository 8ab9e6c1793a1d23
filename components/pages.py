"""The pages of the app: their keys, titles and addresses."""

from __future__ import annotations

from dataclasses import dataclass

from components.catalogue import N_


@dataclass(frozen=True)
class Page:
    """A page; `path` is relative to the root, which is the map.

    One that `follows` takes the dates and filters of the map.
    """

    key: str
    title: str
    path: str
    follows: bool = False


MAP = Page("map", N_("Map"), "")
SOURCES = Page("sources", N_("Sources"), "sources")
METHOD = Page("method", N_("Method"), "method")
ANALYSE = Page("analyse", N_("Analyse"), "analyse", follows=True)
#: Pages beside the map, in the order of the header.
PAGES = (ANALYSE, SOURCES, METHOD)
