"""The record itself: claims, coverage of the two articles, control of the districts."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from record_factory import LOCATORS

from components.views.changes import read_changes
from components.views.method_text import STEPS, write_rules
from geo.dates import count_days
from geo.evidence import LEVEL_RULES
from geo.record import Record, load_record
from geo.rules import STEP_RULES
from geo.tables.schema import EVENTS, IN_RECORD, OPINION
from geo.tally import list_claims, tally_balance, tally_sources

ROOT = Path(__file__).resolve().parent.parent
#: Words that judge; the record uses them in no text of its own voice.
LOADED = re.compile(
    r"\b(liberat\w*|aggressor\w*|terrorist\w*|separatist\w*|martyr\w*|genocide|ethnic cleansing|"
    r"war crime\w*|enem(?:y|ies)|barbar\w*|heroic\w*|so-called)\b",
    re.IGNORECASE,
)
#: Another's words, in quotation marks.
QUOTED = re.compile(r'"[^"]*"|“[^”]*”')
#: Texts in which a body outside both sides, or the acting side, is named with its own label.
LABELLED = {
    "2020-11-02-report summary",
    "2020-12-16-shusha-shushi summary",
    "2021-03-19-report summary",
    "2020-10-09-hadrut-b-6",
    "2020-11-02-report-1",
    "2020-12-16-shusha-shushi-1",
    "2021-03-19-report-1",
    "2023-09-19-karabakh-nagorno-karabakh-1",
    "2020-10-04-ganja-b-4",
}
#: What a line of the change log names when it is of many rows.
CHANGED_TOGETHER = {
    "all events",
    "all incidents",
    "all places",
    "all claims",
    "all denials",
    "coverage of the articles",
}
#: Holders at the end of a day: "azerbaijani", "armenian or karabakh" or "both" (each partly).
KNOWN_CONTROL = {
    ("AZ-CAB", "2020-09-26"): "armenian or karabakh",
    ("AZ-CAB", "2020-11-10"): "azerbaijani",
    ("AZ-ZAN", "2020-09-26"): "armenian or karabakh",
    ("AZ-ZAN", "2020-11-10"): "azerbaijani",
    ("AZ-QBI", "2020-09-26"): "armenian or karabakh",
    ("AZ-QBI", "2020-11-10"): "azerbaijani",
    ("AZ-FUZ", "2020-09-26"): "both",
    ("AZ-FUZ", "2020-11-10"): "azerbaijani",
    ("AZ-AGM", "2020-11-19"): "both",
    ("AZ-AGM", "2020-11-20"): "azerbaijani",
    ("AZ-KAL", "2020-09-26"): "armenian or karabakh",
    ("AZ-LAC", "2020-09-26"): "armenian or karabakh",
    ("AZ-SUS", "2020-09-26"): "armenian or karabakh",
    ("AZ-SUS", "2020-11-08"): "both",
    ("AZ-XA", "2020-11-10"): "armenian or karabakh",
    ("AZ-XA", "2023-12-31"): "azerbaijani",
    ("AZ-KAL", "2020-11-24"): "both",
    ("AZ-KAL", "2020-11-25"): "both",
    ("AZ-LAC", "2020-11-30"): "both",
    ("AZ-LAC", "2022-08-25"): "both",
    ("AZ-LAC", "2022-08-26"): "azerbaijani",
    ("AZ-XCI", "2020-09-26"): "armenian or karabakh",
    ("AZ-XCI", "2023-09-19"): "both",
    ("AZ-XCI", "2023-09-20"): "azerbaijani",
    ("AZ-XVD", "2023-09-19"): "both",
    ("AZ-XVD", "2023-12-31"): "azerbaijani",
    ("AZ-TAR", "2020-09-26"): "both",
}


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


def test_nobody_types_a_level_a_toll_or_an_attribution() -> None:
    typed = set(EVENTS.column_names)
    assert not typed & {"evidence", "accused_side", "source_ids", "attributed_to"}
    assert not [name for name in typed if name.startswith(("killed", "injured"))]


def test_every_level_is_used_and_every_claim_is_read_lately(record: Record) -> None:
    assert set(record.events["evidence"]) == {rule.level for rule in LEVEL_RULES}
    assert len(list(list_claims(record))) > 500


def test_both_sides_are_heard(record: Record) -> None:
    totals = tally_balance(record).sum()
    assert min(totals["azerbaijani"], totals["armenian or karabakh"], totals["other"]) > 100


def test_every_figure_says_where_it_stands(record: Record) -> None:
    figured = [claim for claim in list_claims(record) if claim.figures]
    assert len(figured) > 100
    assert [claim.id for claim in figured if not claim.locator] == []


def test_rows_of_the_articles_say_where(record: Record) -> None:
    articles = [c for c in list_claims(record) if c.source_id in ("article-a", "article-b")]
    assert len(articles) > 40
    for claim in articles:
        places = claim.locator.split("; ")
        assert set(places) <= set(LOCATORS), claim.id
        assert {place[0].lower() for place in places} == {claim.source_id[-1]}, claim.id


def test_an_event_that_an_article_states_has_a_claim_of_it(record: Record) -> None:
    stated = record.coverage[(record.coverage["relation"] == "stated")]
    speaking = {(claim.event_id, claim.source_id) for claim in list_claims(record)}
    for _, row in stated.iterrows():
        if row["outcome"] == IN_RECORD and row["kind"] != "opinion":
            source = f"article-{row['locator'][0].lower()}"
            for id_ in row["event_ids"]:
                assert (id_, source) in speaking, row["id"]


def test_no_text_of_the_record_judges(record: Record) -> None:
    texts = {
        f"{row['id']} {column}": row[column]
        for _, row in record.events.iterrows()
        for column in ("title", "summary", "note")
    }
    texts |= {claim.id: f"{claim.paraphrase} {claim.note}" for claim in list_claims(record)}
    texts |= {row["id"]: row["note"] for _, row in record.control.iterrows()}
    own = {name: QUOTED.sub("", text) for name, text in texts.items()}
    assert {name for name, text in own.items() if LOADED.search(text)} <= LABELLED


# Coverage


def test_every_paragraph_footnote_and_caption_is_covered(record: Record) -> None:
    assert set(record.coverage["locator"]) == set(LOCATORS)
    assert len(record.coverage) > 200


def test_what_an_article_says_is_carried_or_an_opinion_or_said_to_be_missing(
    record: Record,
) -> None:
    counts = record.coverage["outcome"].value_counts()
    assert counts[IN_RECORD] > 140
    assert counts[OPINION] > 50
    missing = record.coverage[~record.coverage["outcome"].isin([IN_RECORD, OPINION])]
    assert (missing["note"] != "").all()


@pytest.mark.parametrize(
    ("locator", "event"),
    [
        ("A10", "2019-03-29-new-york"),
        ("A14", "1993-04-30-karabakh-nagorno-karabakh"),
        ("A14", "1993-11-12-karabakh-nagorno-karabakh"),
        ("A13", "2020-08-23-goranboy"),
        ("A1", "2020-12-01-lachin-berdzor"),
        ("B6", "2020-12-02-baku"),
        ("A1", "2020-11-10-lachin-road"),
        ("A6", "2018-09-28-dushanbe"),
        ("A fn 12", "1992-diplomacy"),
        ("A fn 4", "1992-03-24-diplomacy"),
        ("B caption", "2020-10-04-ganja-b"),
        ("B7", "2020-10-29-barda"),
    ],
)
def test_where_an_article_differs_both_versions_and_the_source_are_told(
    record: Record, locator: str, event: str
) -> None:
    rows = record.coverage[
        (record.coverage["locator"] == locator) & (record.coverage["differs"] != "")
    ]
    told = rows[[event in ids for ids in rows["event_ids"]]]
    assert len(told) >= 1
    assert all(told["decided_by"])
    assert (told["differs"].str.len() > 80).all()


# Control


@pytest.mark.parametrize(("place", "holder"), KNOWN_CONTROL.items())
def test_districts_are_held_by_whom_the_sources_say(
    record: Record, place: tuple[str, str], holder: str
) -> None:
    district, iso = place
    day = count_days(datetime.date.fromisoformat(iso))
    rows = record.control
    held = rows[
        (rows["district_id"] == district) & (rows["start_day"] <= day) & (rows["end_day"] >= day)
    ]
    assert ("both" if len(held) > 1 else held["holder"].iloc[0]) == holder


def test_each_change_falls_on_the_days_of_its_event(record: Record) -> None:
    spans = record.events.set_index("id")[["start_day", "end_day"]]
    for _, row in record.control.iterrows():
        first, last = spans.loc[row["event_id"]]
        assert first <= row["start_day"] <= last, row["id"]


def test_every_change_of_control_of_a_district_is_in_its_history(record: Record) -> None:
    events = record.events[record.events["category"] == "change of control"]
    used = set(record.control["event_id"])
    told = events["start_day"] <= record.control["end_day"].max()
    inside = events[told & events["district_id"].str.startswith("AZ")]
    assert len(inside) >= 10
    assert set(inside["id"]) - used == set()


# Sources and method


def test_a_claim_was_not_read_where_its_source_is_known_by_citation_only(record: Record) -> None:
    cited = set(record.sources.index[record.sources["basis"] == "citation"])
    read = {claim.source_id for claim in list_claims(record) if not claim.is_cited_only}
    assert cited & read == set()


def test_every_address_has_a_state_and_nothing_else_has(record: Record) -> None:
    sources = record.sources
    assert ((sources["url"] == "") == (sources["link"] == "")).all()


def test_sources_that_nothing_rests_on_are_few(record: Record) -> None:
    tally = tally_sources(record)
    named = {id_ for ids in record.coverage["source_ids"] for id_ in ids}
    held = {id_ for ids in record.control["source_ids"] for id_ in ids}
    idle = set(tally.index[tally["claims"] == 0]) - named - held
    assert len(idle) < 20


def test_the_method_page_has_the_rules_of_the_code(record: Record) -> None:
    text = write_rules(record)
    for rule in LEVEL_RULES:
        assert rule.words in text
    for step in STEPS.values():
        assert STEP_RULES[step] in text


def test_every_line_of_the_change_log_has_its_five_parts(record: Record) -> None:
    changes = read_changes()
    assert list(changes.columns) == ["date", "event or source", "what changed", "why", "sources"]
    assert len(changes) > 100
    former = {id_ for names in record.former.values() for id_ in names}
    known = {*record.events["id"], *record.sources.index, *former, *CHANGED_TOGETHER}
    assert set(changes["event or source"]) <= known
    for ids in changes["sources"]:
        assert set(filter(None, ids.split("; "))) <= set(record.sources.index)
