"""What is chosen on the Sources page: its link is the one place where that is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from components.catalogue import N_, _, count_things
from components.keys import SOURCE_PARAMETER
from components.link import LONGEST_TEXT
from geo.kept import keep_with_record
from geo.names import fold_text
from geo.record import Record
from geo.tables.problems import clip_text
from geo.tables.schema import SIDES, SOURCE_KINDS
from geo.tally import tally_sources

#: Rows of one page of the list; the link says how many pages are shown below each other.
PAGE_SIZE = 25
#: Lines on what is left out of a link.
TOLD_FAULTS = 24
#: Condition -> its words.
CONDITIONS = {
    "cited": N_("known only through others"),
    "unopened": N_("address not opened, dead or not known"),
    "unused": N_("no claim rests on it"),
}
#: Order of the list -> its words; the first one holds where the link names none.
SORTS = {
    "title": N_("Title, A to Z"),
    "date": N_("Date, newest first"),
    "incidents": N_("Most incidents first"),
}
TEXT, KIND, SIDE, ONLY, SORT, PAGE = "q", "kind", "side", "only", "sort", "page"
PARAMETERS = (TEXT, KIND, SIDE, ONLY, SORT, PAGE, SOURCE_PARAMETER)


@dataclass(frozen=True)
class Choice:
    """Words, facets, order and length of the list, and the ids of the sources that are open."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    sort: str = next(iter(SORTS))
    pages: int = 1
    opened: tuple[str, ...] = ()


def read_choice(
    parameters: Mapping[str, Sequence[str]], record: Record
) -> tuple[Choice, tuple[str, ...]]:
    """The choice of a link, and what of the link is left out, in words.

    Parameters
    ----------
    parameters : values of each parameter.
    record : tells which sources there are.
    """
    faults = [
        _("{key}: not a parameter of this page").format(key=clip_text(key))
        for key in parameters
        if key not in PARAMETERS
    ]

    def keep(key: str, allowed: Callable[[str], bool], fault: str) -> tuple[str, ...]:
        values = tuple(dict.fromkeys(value for value in parameters.get(key, ()) if value))
        faults.extend(
            f"{key}={clip_text(value)}: {fault}" for value in values if not allowed(value)
        )
        return tuple(value for value in values if allowed(value))

    unknown = _("none of the values of this parameter")
    text = keep(
        TEXT,
        lambda value: len(value) <= LONGEST_TEXT,
        _("longer than {n} characters").format(n=LONGEST_TEXT),
    )
    pages = keep(PAGE, _is_page, _("not the number of a page"))
    sort = keep(SORT, SORTS.__contains__, unknown)
    choice = Choice(
        text=text[-1] if text else "",
        kinds=keep(KIND, SOURCE_KINDS.__contains__, unknown),
        sides=keep(SIDE, SIDES.__contains__, unknown),
        only=keep(ONLY, CONDITIONS.__contains__, unknown),
        sort=sort[-1] if sort else Choice.sort,
        pages=min(int(pages[-1]), _count_pages(len(record.sources))) if pages else 1,
        opened=keep(
            SOURCE_PARAMETER, record.sources.index.__contains__, _("no source has this id")
        ),
    )
    more = len(faults) - TOLD_FAULTS
    rest = [count_things("and {n} more", "and {n} more", more)] if more > 0 else []
    return choice, (*faults[:TOLD_FAULTS], *rest)


def _is_page(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 6 and int(value) > 0


def _count_pages(rows: int) -> int:
    return max(1, -(-rows // PAGE_SIZE))


def write_choice(choice: Choice) -> dict[str, str | list[str]]:
    """The parameters of a choice, without what holds where a link says nothing.

    >>> write_choice(Choice(text="Scud", sides=("other",), pages=2))
    {'q': 'Scud', 'side': ['other'], 'page': '2'}
    """
    found: dict[str, str | list[str]] = {
        TEXT: choice.text,
        KIND: list(choice.kinds),
        SIDE: list(choice.sides),
        ONLY: list(choice.only),
        SORT: choice.sort if choice.sort != Choice.sort else "",
        PAGE: str(choice.pages) if choice.pages > 1 else "",
        SOURCE_PARAMETER: list(choice.opened),
    }
    return {key: value for key, value in found.items() if value}


def mark_chosen(record: Record, choice: Choice) -> pd.Series:
    """Which sources pass the facets; bool, indexed by id. An empty facet lets all pass."""
    sources = record.sources
    chosen = pd.Series(True, index=sources.index)
    if choice.kinds:
        chosen &= sources["kind"].isin(choice.kinds)
    if choice.sides:
        chosen &= sources["side"].isin(choice.sides)
    for name in choice.only:
        chosen &= _meets(record, name)
    return chosen


def _meets(record: Record, condition: str) -> pd.Series:
    sources = record.sources
    if condition == "cited":
        return sources["basis"] == "citation"
    if condition == "unopened":
        return sources["link"] != "opened"
    return tally_sources(record)["claims"] == 0


def order_sources(sources: pd.DataFrame, sort: str, record: Record) -> pd.DataFrame:
    """Sources in an order of `SORTS`; those alike by title, one without a date last."""
    ranked = _rank_sources(record)[sort]
    return sources.loc[ranked[ranked.isin(sources.index)]]


@keep_with_record
def _rank_sources(record: Record) -> dict[str, pd.Index]:
    """The ids of all sources in each order of `SORTS`."""
    titles = record.sources["title"].map(fold_text)
    sources = record.sources.loc[titles.sort_values(kind="stable").index]
    counts = tally_sources(record)["incidents"].loc[sources.index]
    return {
        "title": sources.index,
        "date": sources["date"].sort_values(ascending=False, kind="stable").index,
        "incidents": counts.sort_values(ascending=False, kind="stable").index,
    }
