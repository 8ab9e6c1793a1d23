"""The Sources page without a browser: its link, its search, its orders, the text of a source."""

from __future__ import annotations

import re

import pytest
from app_server import ROOT

from components.explore.cards import describe_when
from components.labels import SIDE_WORDS
from components.views.source_choice import (
    CONDITIONS,
    PAGE_SIZE,
    SORTS,
    TOLD_FAULTS,
    Choice,
    mark_chosen,
    order_sources,
    read_choice,
    write_choice,
)
from components.views.source_search import search_sources
from components.views.source_text import count_resting, write_claims, write_row, write_source
from components.views.sources import find_sources
from geo.dates import describe_partial
from geo.names import fold_text
from geo.record import Record, load_record
from geo.tables.schema import SIDES, SOURCE_KINDS
from geo.tally import list_claims_of, tally_sources

SOURCE = "hrw-2020-10-30"


@pytest.fixture(scope="module")
def record() -> Record:
    """The record of the repository."""
    return load_record(ROOT)


def _flat(text: str) -> str:
    return text.replace("\\", "").replace("\u2060", "")


# The link


def test_what_a_link_writes_it_reads(record: Record) -> None:
    choice = Choice(
        text="Scud",
        kinds=("NGO report", "news agency"),
        sides=("other",),
        only=("cited", "unused"),
        sort="date",
        pages=3,
        opened=(SOURCE,),
    )
    written = write_choice(choice)
    parameters = {k: [v] if isinstance(v, str) else v for k, v in written.items()}
    assert read_choice(parameters, record) == (choice, ())


def test_an_empty_link_is_the_whole_list_by_title(record: Record) -> None:
    assert read_choice({}, record) == (Choice(), ())
    assert write_choice(Choice()) == {}
    assert Choice.sort == next(iter(SORTS)) == "title"


@pytest.mark.parametrize(
    ("parameters", "fault"),
    [
        ({"colour": ["red"]}, "colour: not a parameter of this page"),
        ({"kind": ["gossip"]}, "kind=gossip: none of the values of this parameter"),
        ({"side": ["mars"]}, "side=mars: none of the values of this parameter"),
        ({"only": ["good"]}, "only=good: none of the values of this parameter"),
        ({"sort": ["size"]}, "sort=size: none of the values of this parameter"),
        ({"page": ["0"]}, "page=0: not the number of a page"),
        ({"page": ["-1"]}, "page=-1: not the number of a page"),
        ({"page": ["٣"]}, "page=٣: not the number of a page"),
        ({"source": ["<b>x</b>"]}, "source=<b>x</b>: no source has this id"),
        ({"q": ["x" * 201]}, f"q={'x' * 79}…: longer than 200 characters"),
        ({"source": ["x" * 100_000]}, f"source={'x' * 79}…: no source has this id"),
        ({"x" * 100_000: ["1"]}, f"{'x' * 79}…: not a parameter of this page"),
    ],
)
def test_a_wrong_value_is_left_out_and_named(
    record: Record, parameters: dict[str, list[str]], fault: str
) -> None:
    assert read_choice(parameters, record) == (Choice(), (fault,))


def test_a_wrong_value_leaves_the_right_ones(record: Record) -> None:
    parameters = {"kind": ["NGO report", "gossip"], "source": [SOURCE, "nobody"]}
    choice, faults = read_choice(parameters, record)
    assert choice == Choice(kinds=("NGO report",), opened=(SOURCE,))
    assert len(faults) == 2


def test_a_link_full_of_wrong_values_is_told_in_some_lines(record: Record) -> None:
    _, faults = read_choice({"kind": [f"no-{n}" for n in range(5_000)]}, record)

    assert len(faults) == TOLD_FAULTS + 1
    assert faults[-1] == f"and {5_000 - TOLD_FAULTS:,} more"


def test_no_link_shows_more_pages_than_there_are(record: Record) -> None:
    choice, faults = read_choice({"page": ["99999"]}, record)
    assert (choice.pages - 1) * PAGE_SIZE < len(record.sources) <= choice.pages * PAGE_SIZE
    assert faults == ()


# The search


@pytest.mark.parametrize(
    "text",
    ["amnesty", "Шуша", "Stepanakert", SOURCE, "Smerch"],
)
def test_a_search_finds_titles_claims_places_and_any_spelling(record: Record, text: str) -> None:
    assert 0 < search_sources(record, text).sum() < len(record.sources)


def test_a_search_finds_what_stands_in_the_claims(record: Record) -> None:
    found = search_sources(record, "Scud")
    said = {
        id_
        for id_ in record.sources.index
        if any("scud" in fold_text(claim.paraphrase) for claim in list_claims_of(record, id_))
    }
    titles = set(record.sources.index[record.sources["title"].map(fold_text).str.contains("scud")])
    assert said - titles
    assert said <= set(found.index[found])


def test_a_place_and_a_day_find_the_sources_of_that_incident(record: Record) -> None:
    found = search_sources(record, "Barda 28 October")
    event = record.events.set_index("id").loc["2020-10-28-barda"]
    assert set(event["sources"]) <= set(found.index[found])


def test_words_of_different_incidents_are_not_found_together(record: Record) -> None:
    words = ("barda", "28", "october")
    events = {event["id"]: event for _id, event in record.events.iterrows()}
    found = search_sources(record, " ".join(words))
    for id_ in found.index[found]:
        own = fold_text(" ".join(map(str, record.sources.loc[id_])))
        texts = [
            f"{own} {event['search']} {fold_text(describe_when(event))}"
            for event in (events[claim.event_id] for claim in list_claims_of(record, str(id_)))
        ]
        assert any(all(word in text for word in words) for text in [own, *texts])


def test_no_word_finds_all_and_nonsense_none(record: Record) -> None:
    assert search_sources(record, " ,. ").all()
    assert not search_sources(record, "xyzzyq").any()


# Choice and order


def test_facets_pass_what_they_say(record: Record) -> None:
    sources = record.sources
    for kind in SOURCE_KINDS:
        passing = mark_chosen(record, Choice(kinds=(kind,)))
        assert set(sources[passing]["kind"]) <= {kind}
    for side in SIDES:
        assert set(sources[mark_chosen(record, Choice(sides=(side,)))]["side"]) <= {side}
    cited, unopened, unused = (mark_chosen(record, Choice(only=(name,))) for name in CONDITIONS)
    assert (sources["basis"] == "citation").equals(cited)
    assert (sources["link"] != "opened").equals(unopened)
    assert not any(list_claims_of(record, id_) for id_ in sources.index[unused])


def test_each_order_is_what_it_says(record: Record) -> None:
    titles = [fold_text(title) for title in find_sources(record, Choice())["title"]]
    assert titles == sorted(titles)
    dates = [date for date in find_sources(record, Choice(sort="date"))["date"] if date]
    assert dates == sorted(dates, reverse=True)
    by_incidents = find_sources(record, Choice(sort="incidents")).index
    assert tally_sources(record)["incidents"].loc[by_incidents].is_monotonic_decreasing


@pytest.mark.parametrize("sort", SORTS)
def test_the_founding_articles_have_no_place_of_their_own(record: Record, sort: str) -> None:
    usual = record.sources.assign(kind="news outlet")
    ordered = order_sources(record.sources, sort, record)
    assert ordered.index.equals(order_sources(usual, sort, record).index)


# The text of a source


def test_every_source_says_who_stands_behind_it_and_what_was_read(record: Record) -> None:
    for _id, source in record.sources.iterrows():
        text = write_source(source)
        flat = _flat(text)
        assert (describe_partial(source["date"]) or "date not known") in flat
        assert (source["affiliation"] or "Affiliation and funding: not known") in flat
        assert "How it was read: " in flat
        assert source["basis_detail"] in flat
        assert f"Publisher: {SIDE_WORDS[source['side']]}" in flat
        assert (re.search(r"\]\((\S+)\)", text) is not None) == source["url"].startswith("https://")
        assert (source["url"] != "") != ("No address known" in flat)


def test_a_row_has_the_title_and_how_many_incidents_rest_on_it(record: Record) -> None:
    tally = tally_sources(record)
    for id_ in record.sources.index:
        row = _flat(write_row(record.sources.loc[id_], tally.loc[id_]))
        assert row.startswith(f"**{record.sources.loc[id_, 'title']}**")
        counted = {
            claim.event_id
            for claim in list_claims_of(record, id_)
            if not record.events.set_index("id").loc[claim.event_id, "overview"]
        }
        assert len(counted) == tally.loc[id_, "incidents"]


def test_totals_are_not_counted_among_incidents(record: Record) -> None:
    tally = tally_sources(record).iloc[0]
    for (incidents, sums), words in {
        (0, 0): "no incident",
        (1, 0): "1\u00a0incident",
        (3, 1): "3\u00a0incidents, 1 total or overview",
        (0, 2): "2\u00a0totals and overviews",
    }.items():
        given = tally.copy()
        given["incidents"], given["sums"] = incidents, sums
        assert count_resting(given) == words


def test_the_claims_of_a_source_stand_by_incident_with_links(record: Record) -> None:
    claims = list_claims_of(record, SOURCE)
    text = _flat(write_claims(claims, record))
    assert len(claims) > 1
    for claim in claims:
        assert claim.paraphrase in text
        assert f"(./?event={claim.event_id}" in text
    assert text.count("](./?event=") == len({claim.event_id for claim in claims})
    assert write_claims([], record) == "No claim rests on it."
