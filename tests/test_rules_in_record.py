"""Each rule of evidence by a case of its own from the real record, and how even the record is."""

from __future__ import annotations

from pathlib import Path
from statistics import mean

import pytest

from components.explore.cards import build_card
from components.views.method_text import write_denials, write_evenness, write_missing
from geo.evidence import Assessment
from geo.record import Record, load_record
from geo.tables.schema import DENIAL_KINDS, PARTIES
from geo.tally import EVEN_MEASURES, tally_evenness

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


def _find(record: Record, id_: str) -> Assessment:
    return record.assessments[id_]


def test_a_denial_of_the_legal_character_disputes_nothing(record: Record) -> None:
    found = _find(record, "2021-05-12-change-of-control")
    assert {claim.denied for claim in found.claims if claim.stance == "denies"} == {"character"}
    assert found.level == "stated by both sides"


def test_mutual_blame_is_a_mark_beside_the_level(record: Record) -> None:
    found = _find(record, "2020-09-27-line-of-contact-1994-2020")
    assert found.mutual_blame
    assert found.level == "stated by both sides"


def test_a_denial_of_the_first_days_gives_way_to_what_both_sides_said_later(
    record: Record,
) -> None:
    for id_ in (
        "2020-10-09-hadrut",
        "2020-10-04-jabrayil-jrakan",
        "2020-10-03-sugovushan-mataghis",
    ):
        found = _find(record, id_)
        assert found.outranked | found.withdrawn, id_
        assert found.level == "stated by both sides", id_


def test_what_was_announced_does_not_say_that_it_happened(record: Record) -> None:
    for id_ in ("2020-11-20-aghdam-akna", "2022-08-26-lachin-berdzor"):
        found = _find(record, id_)
        assert {c.speaker_side for c in found.claims if c.is_official} == set(PARTIES), id_
        assert any(claim.foretells for claim in found.claims), id_
        assert found.level == "reported by news agency", id_
    truce = _find(record, "2020-10-18-ceasefire")
    assert any(claim.foretells for claim in truce.claims)
    assert truce.level == "primary document"


def test_a_first_count_of_the_same_voice_is_no_end_of_the_range(record: Record) -> None:
    found = _find(record, "2020-10-11-ganja")
    toll = found.tolls["killed_civilian"]
    firsts = {id_ for id_, measure in found.superseded if measure == "killed_civilian"}
    assert firsts
    assert not firsts & {claim.id for claim in toll.by}
    assert min(c.figures["killed_civilian"].low for c in found.claims if c.id in firsts) < toll.low


def test_the_count_of_an_encyclopedia_stands_back(record: Record) -> None:
    found = _find(record, "2020-09-27-khankendi-stepanakert-c")
    compiled = [c for c in found.claims if c.is_compiled and "killed_civilian" in c.figures]
    assert compiled
    assert not {c.id for c in compiled} & {c.id for c in found.tolls["killed_civilian"].by}


def test_each_sides_own_dead_are_added_and_named(record: Record) -> None:
    toll = _find(record, "2022-08-03-karabakh-nagorno-karabakh").tolls["killed_combatant"]
    assert (toll.low, toll.high, toll.parts) == (3, 3, PARTIES)
    assert {claim.counted_side for claim in toll.by} == set(PARTIES)


def test_an_at_least_keeps_the_range_open(record: Record) -> None:
    toll = _find(record, "2020-10-28-barda").tolls["killed_civilian"]
    assert (toll.low, toll.high, toll.is_open) == (21, 21, True)


def test_the_same_dead_are_not_shown_as_if_there_were_more(record: Record) -> None:
    row = record.events["id"].tolist().index("2020-10-28-barda")
    card = build_card(record, row)
    same = [toll for toll in card["tolls"] if toll["same"]]
    assert same
    assert all("the same persons, as " in toll["same"] for toll in same)
    assert card["toll"].count("21") == 1


def test_a_word_that_is_only_passed_on_lifts_nothing(record: Record) -> None:
    found = _find(record, "2020-10-11-mingachevir")
    assert {claim.source_side for claim in found.claims} == {"other"}
    assert found.level == "official statement of one side"


def test_a_report_documents_not_itself(record: Record) -> None:
    found = _find(record, "2020-12-16-shusha-shushi")
    assert found.level == "primary document"
    assert _find(record, "2020-10-08-shusha-shushi").level == "independently documented"


def test_a_body_that_rests_on_a_party_is_no_origin_of_its_own(record: Record) -> None:
    found = _find(record, "2020-10-28-barda")
    ohchr = [c for c in found.claims if c.speaker.startswith("UN Human Rights Office")]
    assert ohchr
    assert all(claim.origin for claim in ohchr)
    assert "UN Human Rights Office (OHCHR)" not in {origin.voice for origin in found.origins}


def test_how_even_the_record_is_follows_from_its_rows(record: Record) -> None:
    table = tally_evenness(record)
    assert list(table.columns) == list(PARTIES)
    for side in PARTIES:
        rows = record.events[record.events["harmed_side"] == side]
        assert table.at["incidents", side] == len(rows) > 30
        claims = mean(len(record.assessments[id_].claims) for id_ in rows["id"])
        assert table.at["claims", side] == pytest.approx(claims)
        disputed = 100 * mean(level == "claim disputed" for level in rows["evidence"])
        assert table.at["disputed", side] == pytest.approx(disputed)


def test_the_method_page_prints_them_and_what_a_denial_denies_and_what_is_missing(
    record: Record,
) -> None:
    table = tally_evenness(record)
    text = write_evenness(record)
    for name, words in EVEN_MEASURES.items():
        (line,) = (line for line in text.splitlines() if line.startswith(f"- **{words}**: "))
        cells = [float(cell.split()[-1]) for cell in line.split("; ")]
        assert cells == pytest.approx([table.at[name, side] for side in PARTIES], abs=0.051)
    denials = write_denials()
    assert all(kind.meaning in denials and kind.example in denials for kind in DENIAL_KINDS)
    missing = write_missing(record)
    assert len(record.missing) > 10
    assert missing.count("\n- ") == len(record.missing)
