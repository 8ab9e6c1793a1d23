"""The browser's modules and Python say the same: filters, counts, folded names, links."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from node_answers import Browser

from components.link import FACETS, read_query, write_query
from components.server.assets import ROOT
from geo.dates import count_days
from geo.filters import Filters, count_options, list_options, match_events, match_possible
from geo.known import show_as_known
from geo.names import fold_text
from geo.record import Record, load_record
from geo.tables.schema import SHAPES

#: Letters of the scripts that readers write names in, with marks, joiners and signs.
LETTERS = st.characters(
    categories=("L", "N", "P", "Z", "Mn"), max_codepoint=0x589
) | st.sampled_from("ŞşƏəİıĞğÇçöüՇուշիև’ʼ-ßﬁẞſ½")
RECORD = load_record(ROOT)
FIRST, LAST = RECORD.periods[-1].start, RECORD.periods[-1].end
WORDS = st.sampled_from(
    ["", "Şuşa", "shusha", "Smerch", "Stepanakert", "cluster", "HRW", "mets masrik", "Agdam", "zzz"]
)
DAYS = st.dates(FIRST, LAST) | st.dates(datetime.date(2020, 9, 1), datetime.date(2020, 11, 30))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser(RECORD) as modules:
        yield modules


@st.composite
def choices(draw: st.DrawFn) -> Filters:
    """Filters that a reader can set: dates in order, some values of some facets, words."""
    start, end = sorted([draw(DAYS), draw(DAYS)])
    facets = {}
    for facet, options in list_options(RECORD).items():
        if draw(st.booleans()):
            facets[facet] = tuple(draw(st.lists(st.sampled_from(options), max_size=3, unique=True)))
    return Filters(start, end, text=draw(WORDS), **facets)


def state_of(filters: Filters) -> dict[str, Any]:
    """The state of the browser for filters."""
    return {
        "from": count_days(filters.start),
        "to": count_days(filters.end),
        "text": filters.text,
        "filters": {facet: list(getattr(filters, facet)) for facet in FACETS},
    }


def ids_of(record: Record, rows: np.ndarray[Any, np.dtype[np.bool_]]) -> list[str]:
    return sorted(record.events["id"].to_numpy()[rows].tolist())


@settings(max_examples=150)
@given(filters=choices())
def test_browser_and_server_choose_and_count_the_same(browser: Browser, filters: Filters) -> None:
    found = browser.ask("select", state=state_of(filters))
    assert sorted(found["rows"]) == ids_of(RECORD, match_events(RECORD, filters))
    assert sorted(found["possible"]) == ids_of(RECORD, match_possible(RECORD, filters))
    assert found["counted"] == len(found["rows"]) == found["bar"]
    assert found["options"] == count_options(RECORD, filters)
    assert found["query"] == write_query(filters)


@settings(max_examples=40)
@given(filters=choices(), day=DAYS)
def test_both_languages_know_the_same_of_a_day(
    browser: Browser, filters: Filters, day: datetime.date
) -> None:
    browser.learn_known()
    found = browser.ask("select", state=state_of(filters) | {"known": count_days(day)})
    known = show_as_known(RECORD, day)
    assert sorted(found["rows"]) == ids_of(known, match_events(known, filters))
    assert sorted(found["possible"]) == ids_of(known, match_possible(known, filters))
    assert found["options"] == count_options(known, filters)


@settings(max_examples=60)
@given(filters=choices())
def test_the_server_reads_the_query_that_the_browser_writes(
    browser: Browser, filters: Filters
) -> None:
    query = browser.ask("select", state=state_of(filters))["query"]
    read = read_query(parse_qs(query), options=list_options(RECORD))
    assert ids_of(RECORD, match_events(RECORD, read)) == ids_of(
        RECORD, match_events(RECORD, Filters(read.start, read.end, **_values(filters)))
    )


def _values(filters: Filters) -> dict[str, Any]:
    return {facet: getattr(filters, facet) for facet in FACETS} | {"text": filters.text}


@settings(max_examples=300)
@given(text=st.text(LETTERS, max_size=30))
def test_both_languages_fold_a_name_alike(browser: Browser, text: str) -> None:
    assert browser.ask("fold", text=text) == fold_text(text)


@pytest.mark.parametrize(
    ("link", "written"),
    [
        ("", ""),
        ("from=2020-10-04&to=2020-10-17", "from=2020-10-04&to=2020-10-17"),
        ("mode=on&from=2020-10-01&to=2020-10-17", "from=2020-10-17&to=2020-10-17&mode=on"),
        ("held=yes", ""),
        ("held=no", "held=no"),
        ("source=NGO+report", "kind=NGO+report"),
        ("source=hrw-2020-10-30&tab=sources", "source=hrw-2020-10-30&tab=sources"),
        ("place=barda&place=ganja&place=barda", "place=barda&place=ganja"),
        ("view=40.3,46.6,8", "view=40.3%2C46.6%2C8"),
        ("span=all", "span=all"),
    ],
)
def test_a_link_is_read_and_written_again(browser: Browser, link: str, written: str) -> None:
    assert browser.ask("link", link=link) == {"link": written, "notices": []}


@pytest.mark.parametrize(
    ("link", "notice"),
    [
        ("from=2020-13-01", "from=2020-13-01: not a date like 2020-10-04"),
        ("from=2020-W40-7", "from=2020-W40-7: not a date like 2020-10-04"),
        ("to=2190-01-01", "to=2190-01-01: outside the record"),
        ("mode=never", "mode=never: not one of on, upto, between"),
        ("event=nowhere", "event=nowhere: no incident has this id"),
        ("district=AZ-XX", "district=AZ-XX: this filter has no such value"),
        ("kind=gossip", "kind=gossip: this filter has no such value"),
        ("view=90,200,3", "view=90,200,3: not a view like 40.3,46.6,8"),
        ("held=perhaps", "held=perhaps: not yes or no"),
        ("colour=red", "colour: not a parameter"),
        ("from=2020-11-01&to=2020-10-01",
         "from=2020-11-01&to=2020-10-01: the dates are the wrong way round"),
        ("from=2019-01-01&to=2019-02-01&span=the-war",
         "span=the-war: no part of the record that holds these dates"),
        (urlencode({"q": "a" * 201}), f"q={'a' * 79}…: longer than 200 characters"),
    ],
)  # fmt: skip
def test_what_a_link_says_wrongly_is_named(browser: Browser, link: str, notice: str) -> None:
    assert browser.ask("link", link=link)["notices"] == [notice]


def test_each_shape_of_the_schema_is_drawn_as_itself(browser: Browser) -> None:
    paths = browser.ask("paths", shapes=SHAPES)

    assert len({(path["whole"], path["half"]) for path in paths}) == len(SHAPES)
