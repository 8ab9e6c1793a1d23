"""Cards and sources as the browser gets them: words, counts, disputes, groups."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from record_factory import Row, bare_claim, claim_row, event_row, source_row, write_record

from components.explore.cards import TITLE, build_card, build_cards
from components.explore.detail import build_detail
from components.explore.sources import build_source, build_sources
from components.labels import ACCUSED_WORDS, SIDE_WORDS
from geo.record import Record, load_record
from geo.tables.schema import CATEGORIES, EVIDENCE_LEVELS, SOURCE_KINDS

ROOT = Path(__file__).resolve().parent.parent
Card = dict[str, Any]


@pytest.fixture(scope="module")
def record() -> Record:
    """The record of the repository."""
    return load_record(ROOT)


@pytest.fixture(scope="module")
def cards(record: Record) -> dict[str, Card]:
    """All cards of the repository's record by the id of their event."""
    return {card["id"]: card for card in build_cards(record)}


def _card(folder: Path, *claims: Row, sources: list[Row] | None = None, **cells: str) -> Card:
    """The card of one event with these claims."""
    more = sources or [source_row(publisher="Human Rights Watch", date="2020-10-30")]
    write_record(folder, events=[event_row(**cells)], sources=more, claims=list(claims))
    return build_card(load_record(folder), 0)


def _count(n: int, speaker: str, **figures: str) -> Row:
    """A claim of a body outside both sides that counts people."""
    return bare_claim(id=f"barda-28oct-{n}", speaker=speaker, stance="asserts", **figures)


def _official(n: int, speaker: str, side: str, **cells: str) -> Row:
    """A claim of an office of one side."""
    given = {"speaker_kind": "party", "speaker_side": side, "stance": "asserts", **cells}
    return bare_claim(id=f"barda-28oct-{n}", speaker=speaker, **given)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = value.values()
    return [text for part in value for text in _texts(part)] if not isinstance(value, int) else []


def _people(measure: str, low: str, high: str) -> dict[str, str]:
    return {f"{measure}_low": low, f"{measure}_high": high}


ONE_DEAD = _people("killed_civilian", "1", "1")
NOBODY = _people("killed_unspecified", "0", "0") | _people("injured_unspecified", "0", "0")


def test_the_toll_of_barda_is_one_line_that_cannot_be_added_up(cards: dict[str, Card]) -> None:
    card = cards["2020-10-28-barda"]

    assert card["toll"] == "at least 21 killed, at least 70 injured"
    assert card["toll_note"] == (
        "civilians, according to the Prosecutor General of Azerbaijan, passed on by Human Rights "
        "Watch; the UN Human Rights Office (OHCHR) did not say whether civilians"
    )


def test_one_person_is_said_in_the_singular(tmp_path: Path) -> None:
    injured = _people("injured_unspecified", "1", "1")
    card = _card(tmp_path, _count(1, "BBC", **ONE_DEAD, **injured))

    assert card["toll"] == "1 civilian killed, 1 person injured"


def test_no_text_of_any_card_counts_one_in_the_plural(cards: dict[str, Card]) -> None:
    made = [
        [card["toll"], card["toll_note"], card["disputed"], card["count"], card["level"]]
        for card in cards.values()
    ]
    made += [
        [claim["facts"] for group in card["groups"] for claim in group["claims"]]
        for card in cards.values()
    ]
    plural = re.compile(
        r"(?<![\d,.])(?<!to )1 (civilians|combatants|people|persons|claims|origins)\b"
    )
    assert [text for text in _texts(made) if plural.search(text)] == []


def test_nobody_hurt_is_said_with_who_says_so(tmp_path: Path) -> None:
    card = _card(tmp_path, _official(1, "Defence Ministry of Armenia", "azerbaijani", **NOBODY))

    assert card["toll"] == "no one hurt, says the Defence Ministry of Armenia"
    assert card["toll_note"] == ""


def test_who_is_hurt_by_one_word_and_not_by_another_stands_first(cards: dict[str, Card]) -> None:
    card = cards["2020-09-27-aghdara-martakert"]

    assert card["toll"] == "at least 1 person injured, no civilian killed"
    assert "no civilian injured, says Human Rights Watch" in card["toll_note"]


def test_nobody_killed_alone_says_no_more_than_that(tmp_path: Path) -> None:
    none = _people("killed_unspecified", "0", "0")
    card = _card(tmp_path, _count(1, "BBC", **none), _count(2, "Reuters", **none))

    assert card["toll"] == "no one killed, say BBC and Reuters"


def test_nobody_hurt_among_civilians_says_nothing_of_others(cards: dict[str, Card]) -> None:
    toll = cards["2020-10-15-ordubad"]["toll"]

    assert toll == "no civilian hurt, says the Defence Ministry of Azerbaijan"


def test_combatants_stand_apart_from_civilians(tmp_path: Path) -> None:
    combatants = _people("killed_combatant", "3", "")
    card = _card(tmp_path, _count(1, "BBC", **ONE_DEAD, **combatants))

    assert card["toll"] == "1 civilian killed; at least 3 combatants killed"


def test_the_same_people_called_civilians_and_combatants_stand_once(
    cards: dict[str, Card],
) -> None:
    card = cards["2020-10-09-hadrut-b"]

    assert card["toll"] == "2 killed"
    assert card["toll_note"].startswith("not said whether civilians, according to Bellingcat")


def test_persons_not_told_apart_with_another_figure_stand_in_the_note(tmp_path: Path) -> None:
    nine = _people("killed_unspecified", "9", "9")
    card = _card(tmp_path, _count(1, "BBC", **ONE_DEAD), _count(2, "Reuters", **nine))

    assert card["toll"] == "1 civilian killed"
    assert card["toll_note"] == (
        "according to BBC; 9 killed, not said whether civilians, according to Reuters"
    )


def test_a_line_of_toll_never_names_two_numbers_for_those_killed_but_combatants(
    cards: dict[str, Card],
) -> None:
    for card in cards.values():
        for part in card["toll"].split("; "):
            assert part.count("killed") <= 1, card["id"]
            assert part.count("injured") <= 1, card["id"]
        assert all("combatant" in part for part in card["toll"].split("; ")[1:])


def test_only_cards_with_a_figure_have_a_toll(record: Record, cards: dict[str, Card]) -> None:
    for id_, card in cards.items():
        assert bool(card["toll"]) == bool(record.assessments[id_].tolls)


def test_large_tolls_group_their_digits(cards: dict[str, Card]) -> None:
    assert (
        "5,000 to at least 6,000 combatants killed"
        in cards["2020-09-27-karabakh-nagorno-karabakh"]["toll"]
    )


def test_the_counts_of_a_speaker_stand_in_order_of_time_with_their_days(
    cards: dict[str, Card],
) -> None:
    toll = next(
        toll for toll in cards["2020-10-27-garayusifli"]["tolls"] if "killed" in toll["name"]
    )

    prosecutor = [m for m in toll["marks"] if m["speaker"] == "Prosecutor General of Azerbaijan"]
    assert [(mark["dated"], mark["words"]) for mark in prosecutor] == [
        ("28 Oct 2020", "4"),
        ("28 Oct 2020", "5"),
    ]
    assert toll["marks"][0]["dated"] == "27 Oct 2020"
    assert toll["marks"][-1]["dated"] == "14 Jan 2021"


def test_undated_counts_stand_last(cards: dict[str, Card]) -> None:
    for card in cards.values():
        for toll in card["tolls"]:
            undated = [mark["dated"] == "undated" for mark in toll["marks"]]
            assert undated == sorted(undated), card["id"]


def test_a_count_passed_on_is_not_the_own_check_of_the_speaker(cards: dict[str, Card]) -> None:
    marks = {
        mark["claim"]: mark
        for id_ in ("2020-10-11-ganja", "2020-10-17-ganja", "2020-10-28-barda")
        for toll in cards[id_]["tolls"]
        for mark in toll["marks"]
    }

    passed_on = ("2020-10-11-ganja-1", "2020-10-17-ganja-17", "2020-10-28-barda-1")
    assert [marks[id_]["own"] for id_ in passed_on] == [False, False, False]
    assert {marks[id_]["counted"] for id_ in passed_on} == {"another's figure"}
    assert marks["2020-10-17-ganja-1"]["own"]


def test_counts_that_grew_are_said_to_have_grown_and_are_no_dispute(tmp_path: Path) -> None:
    sources = [
        source_row(date="2020-10-28"),
        source_row(id="hrw-2020-10-31", date="2020-10-31"),
    ]
    late = {**_people("killed_civilian", "5", "5"), "source_id": "hrw-2020-10-31"}
    claims = [_count(1, "BBC", **ONE_DEAD), _count(2, "BBC", **late), _count(3, "Reuters", **late)]
    card = _card(tmp_path, *claims, sources=sources)

    assert card["toll"] == "5 civilians killed"
    first, last, _other = card["tolls"][0]["marks"]
    assert (first["first"], last["first"]) == (True, False)
    assert card["toll_note"] == "according to BBC and Reuters; first counts were lower"
    assert card["disputed"] == []


def test_counts_that_differ_between_speakers_are_disputed(tmp_path: Path) -> None:
    more = _people("killed_civilian", "4", "6")
    card = _card(tmp_path, _count(1, "BBC", **ONE_DEAD), _count(2, "Reuters", **more))

    assert card["disputed"] == [
        "Counts of the civilians killed differ: 1 (BBC) to 4 to 6 (Reuters)."
    ]


def test_a_denial_says_what_is_denied_by_whom_of_whose_claim(tmp_path: Path) -> None:
    denial = _official(
        2, "Defence Ministry of Armenia", "armenian or karabakh",
        stance="denies", denies="2020-10-28-barda-1", denied="attribution",
    )  # fmt: skip
    card = _card(tmp_path, claim_row(), denial)

    assert card["disputed"] == [
        "The Defence Ministry of Armenia denied that its side did it, answering Human Rights Watch."
    ]
    assert card["blame"][0]["side"] == ACCUSED_WORDS["armenian or karabakh"]
    assert [named["speaker"] for named in card["blame"][0]["denials"]] == [
        "Defence Ministry of Armenia"
    ]


def test_several_deny_in_the_plural(cards: dict[str, Card]) -> None:
    assert cards["2020-10-04-ganja-b"]["disputed"][0] == (
        "The Armenian authorities denied that their side did it, answering News.Az and Wikipedia."
    )


def test_a_denial_that_was_taken_back_is_told_as_a_correction(cards: dict[str, Card]) -> None:
    sentences = " ".join(cards["2020-11-08-shusha-shushi"]["disputed"])

    assert "The Karabakh authorities later corrected the account of" in sentences
    assert "The Prime Minister of Armenia later corrected their own account." in sentences
    assert "denied" not in sentences


def test_both_sides_blamed_is_a_dispute_on_who_did_it(cards: dict[str, Card]) -> None:
    first = cards["2023-09-19-karabakh-nagorno-karabakh"]["disputed"][0]

    assert first.startswith("Who did it: Azerbaijani forces according to ")
    assert "; Armenian or Karabakh forces according to " in first


def test_one_voice_that_blames_both_sides_is_no_dispute(cards: dict[str, Card]) -> None:
    assert len(cards["2020-12-11-report"]["blame"]) == 2
    assert cards["2020-12-11-report"]["disputed"] == []


def test_every_denial_stands_among_what_is_disputed(record: Record, cards: dict[str, Card]) -> None:
    denied = 0
    for id_, card in cards.items():
        found = record.assessments[id_]
        for claim in found.claims:
            if claim.stance == "denies" and claim.id not in found.withdrawn:
                denied += 1
                assert any(" denied " in text for text in card["disputed"]), id_
    assert denied > 50


def test_the_level_is_named_with_what_it_rests_on(cards: dict[str, Card]) -> None:
    assert cards["2020-10-28-barda"]["level"] == (
        "Independently documented by Human Rights Watch, Amnesty International and "
        "Agence France-Presse"
    )
    assert cards["2020-09-27-hadrut"]["level"] == (
        "One side's statement: the Ombudsman of the Karabakh authorities; passed on by Sputnik"
    )


def test_the_level_of_every_card_begins_with_its_words(cards: dict[str, Card]) -> None:
    begins = {
        "independently documented": "Independently documented by ",
        "reported by news agency": "Reported by news agencies: ",
        "stated by both sides": "Stated by both sides: ",
        "official statement of one side": "One side's statement: ",
        "claim disputed": "Disputed: ",
        "primary document": "The text was read: ",
        "analysis": "Analysis by ",
    }
    for card in cards.values():
        assert card["level"].startswith(begins[EVIDENCE_LEVELS[card["evidence"]]])
        assert card["level_rule"]
        assert card["because"]


def test_claims_stand_in_groups_by_side_in_order_of_time(
    record: Record, cards: dict[str, Card]
) -> None:
    sides = {
        "joint": {SIDE_WORDS["both"]},
        "outside": {SIDE_WORDS["other"]},
        "azerbaijani": {SIDE_WORDS["azerbaijani"]},
        "armenian": {SIDE_WORDS["armenian or karabakh"]},
    }
    for id_, card in cards.items():
        joint = any(c.speaker_side == "both" for c in record.assessments[id_].claims)
        assert [group["key"] for group in card["groups"]] == list(sides)[0 if joint else 1 :]
        claims = [claim for group in card["groups"] for claim in group["claims"]]
        assert len(claims) == len(record.assessments[id_].claims)
        for group in card["groups"]:
            assert {claim["side"] for claim in group["claims"]} <= sides[group["key"]]
            dates = [claim["date"] or "9999" for claim in group["claims"]]
            assert dates == sorted(dates)
            assert (group["silent"] != "") == (group["claims"] == [])


def test_a_side_without_a_claim_is_said_to_have_none(tmp_path: Path) -> None:
    card = _card(tmp_path, claim_row())

    assert [group["silent"] for group in card["groups"]] == [
        "",
        "No claim recorded.",
        "No claim recorded.",
    ]


def test_a_joint_text_speaks_for_both_sides(cards: dict[str, Card]) -> None:
    joint, _outside, azerbaijani, _armenian = cards["2020-10-10-moscow"]["groups"]

    assert joint["label"] == "Both sides together"
    assert joint["claims"]
    if not azerbaijani["claims"]:
        assert azerbaijani["silent"] == "No claim of its own recorded; see the text of both sides."


def test_every_claim_carries_what_the_table_has(record: Record, cards: dict[str, Card]) -> None:
    for id_, card in cards.items():
        claims = {c["id"]: c for group in card["groups"] for c in group["claims"]}
        for claim in record.assessments[id_].claims:
            shown = claims[claim.id]
            assert shown["text"] == claim.paraphrase
            assert shown["note"] == claim.note
            assert shown["locator"] == (claim.locator or "not known")
            assert shown["source"]["id"] == claim.source_id
            assert bool(shown["origin"]) == bool(claim.origin)
            assert bool(shown["to"]) == bool(claim.denies)


def test_all_claims_of_an_incident_have_the_same_facts(cards: dict[str, Card]) -> None:
    answers = ("Denies", "Corrects", "Said to have done it")
    for card in cards.values():
        names = {
            tuple(fact["name"] for fact in claim["facts"] if fact["name"] not in answers)
            for group in card["groups"]
            for claim in group["claims"]
        }
        assert len(names) == 1


def test_an_answer_and_what_it_answers_name_each_other(cards: dict[str, Card]) -> None:
    claims = {
        claim["id"]: claim
        for card in cards.values()
        for group in card["groups"]
        for claim in group["claims"]
    }
    for claim in claims.values():
        for named in claim["to"]:
            answered = [other["speaker"] for other in claims[named["claim"]]["answered"]]
            assert claim["speaker"] in answered


def test_every_card_carries_what_the_record_has(record: Record, cards: dict[str, Card]) -> None:
    for _, event in record.events.iterrows():
        card = cards[event["id"]]
        assert str(event["date"].year) in card["when"]
        assert (event["place_name"] or "no single place") in card["where"]
        if event["district_id"]:
            assert record.districts.loc[event["district_id"], "name_en"] in card["where"]
        assert card["summary"] == event["summary"]
        assert CATEGORIES[card["category"]] == event["category"]
        assert ("not on the map" in card["marks"]) == (not event["on_map"])
        assert any("a sum" in mark for mark in card["marks"]) == event["overview"]


def test_a_card_is_cited_with_title_place_date_and_version(
    record: Record, cards: dict[str, Card]
) -> None:
    assert cards["2020-10-28-barda"]["cite"] == (
        "Cluster rockets on Barda. Barda, Barda district, 28 October 2020. "
        f"In: {TITLE}, version {record.version}, checked {cards['2020-10-28-barda']['checked']}."
    )


def test_the_detail_names_the_sources_behind_each_event(record: Record) -> None:
    detail = json.loads(build_detail(record))

    assert len(detail["cards"]) == len(detail["search"]) == len(record.events)
    ids = [source["id"] for source in detail["sources"]]
    assert ids == list(record.sources.index)
    for leaning, used in zip(detail["leaning"], record.events["sources"], strict=True):
        assert [ids[place] for place in leaning] == list(used)


def test_every_source_says_who_stands_behind_it_and_what_was_read(record: Record) -> None:
    for shown, (id_, source) in zip(build_sources(record), record.sources.iterrows(), strict=True):
        assert shown["id"] == id_
        assert shown["title"] == source["title"]
        assert SOURCE_KINDS[shown["kind"]] == source["kind"]
        assert (source["date"] == "") == (shown["date"] == "date not known")
        assert (source["affiliation"] or "not known") in shown["affiliation"]
        assert source["basis_detail"] in shown["basis"]
        assert shown["side"] == SIDE_WORDS[source["side"]]
        assert (shown["url"] != "") == source["url"].startswith("https://")
        assert (source["url"] == "") == ("No address known" in shown["address"])


def test_an_address_that_is_not_secure_is_told_but_not_linked(tmp_path: Path) -> None:
    write_record(tmp_path, sources=[source_row(url="http://a.example/", link="opened")],
                 events=[event_row()])  # fmt: skip
    shown = build_source(load_record(tmp_path).sources.iloc[0])

    assert shown["url"] == ""
    assert shown["address"] == (
        "Address opened for this record; not linked because it is not secure: http://a.example/"
    )
