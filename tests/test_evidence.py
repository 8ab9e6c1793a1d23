"""Each rule by which evidence, tolls, attribution and origins follow from the claims."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from geo.claims import Claim, Figure
from geo.evidence import LEVEL_RULES, Assessment, assess_event
from geo.tables.schema import CATEGORIES, EVIDENCE_LEVELS, SPEAKER_KINDS

AZ, AM = "azerbaijani", "armenian or karabakh"


def claim(n: int, **given: Any) -> Claim:
    """A claim of the Azerbaijani prosecutor in an Azerbaijani agency, with some parts replaced."""
    parts: dict[str, Any] = {
        "id": f"x-{n}",
        "event_id": "x",
        "source_id": f"source-{n}",
        "source_kind": "news agency",
        "source_side": AZ,
        "speaker": "Prosecutor General of Azerbaijan",
        "speaker_side": AZ,
        "speaker_kind": "party",
        "stance": "reports",
        "basis": "excerpt",
        "paraphrase": "Says so.",
    }
    return Claim(**parts | given)


def ngo(n: int, **given: Any) -> Claim:
    parts: dict[str, Any] = {
        "source_kind": "NGO report",
        "source_side": "other",
        "speaker": "Human Rights Watch",
        "speaker_side": "other",
        "speaker_kind": "body",
        "stance": "documents",
    }
    return claim(n, **parts | given)


def agency(n: int, **given: Any) -> Claim:
    """An agency outside both sides that passes on the prosecutor's words."""
    return claim(n, **{"source_side": "other"} | given)


def outlet(n: int, **given: Any) -> Claim:
    """An agency outside both sides that speaks in its own voice."""
    parts: dict[str, Any] = {
        "source_side": "other",
        "speaker": "Agence France-Presse",
        "speaker_side": "other",
        "speaker_kind": "reporter",
        "stance": "asserts",
    }
    return claim(n, **parts | given)


def denial(n: int, of: str, **given: Any) -> Claim:
    parts: dict[str, Any] = {
        "speaker": "Defence Ministry of Armenia",
        "speaker_side": AM,
        "source_side": AM,
        "stance": "denies",
        "denies": (of,),
        "denied": "event",
    }
    return claim(n, **parts | given)


def armenian(n: int, **given: Any) -> Claim:
    parts: dict[str, Any] = {
        "speaker": "Ombudsman of Armenia",
        "speaker_side": AM,
        "source_side": AM,
    }
    return claim(n, **parts | given)


def assess(*claims: Claim, category: str = "shelling") -> Assessment:
    return assess_event(claims, category)


# The level


def test_one_source_of_one_side_is_one_sides_statement() -> None:
    found = assess(claim(1))
    assert found.level == "official statement of one side"
    assert [origin.voice for origin in found.origins] == [AZ]


def test_no_claim_is_refused() -> None:
    with pytest.raises(ValueError, match="no claim: an event is assessed by its claims"):
        assess_event([], "shelling")


def test_an_outlet_outside_both_sides_makes_it_reported_in_its_own_voice_alone() -> None:
    found = assess(claim(1), outlet(2))
    assert found.level == "reported by news agency"
    assert [each.id for each in found.because] == ["x-2"]
    assert assess(claim(1), agency(2)).level == "official statement of one side"
    resting = outlet(2, origin="source-9", origin_side=AZ)
    assert assess(claim(1), resting).level == "official statement of one side"


def test_a_body_outside_both_sides_in_an_outlet_makes_it_reported() -> None:
    found = assess(claim(1), outlet(2, speaker="Defence Ministry of Russia", speaker_kind="body"))
    assert found.level == "reported by news agency"


@pytest.mark.parametrize("kind", ["encyclopedia", "think tank", "government statement", "dataset"])
def test_only_outlets_make_it_reported(kind: str) -> None:
    assert assess(claim(1), outlet(2, source_kind=kind)).level == "official statement of one side"


def test_a_speech_is_not_raised_because_it_was_reported() -> None:
    spoken = assess(claim(1), outlet(2), category="statement")
    assert spoken.level == "official statement of one side"


@pytest.mark.parametrize("kind", ["body", "reporter"])
def test_a_check_from_outside_makes_it_documented(kind: str) -> None:
    found = assess(claim(1), ngo(2, speaker_kind=kind))
    assert found.level == "independently documented"
    assert [each.id for each in found.because] == ["x-2"]


@pytest.mark.parametrize("basis", ["work", "excerpt", "repost"])
def test_a_check_read_in_part_or_in_a_reprint_counts(basis: str) -> None:
    assert assess(ngo(1, basis=basis)).level == "independently documented"


def test_a_check_known_only_by_citation_does_not_count() -> None:
    found = assess(ngo(1, basis="citation"), claim(2))
    assert found.level == "official statement of one side"
    assert assess(ngo(1, basis="citation")).level == "analysis"


@pytest.mark.parametrize("kind", sorted({*SPEAKER_KINDS} - {"body", "reporter"}))
def test_who_is_neither_body_nor_reporter_checks_nothing(kind: str) -> None:
    found = assess(claim(1), ngo(2, speaker_kind=kind))
    assert found.level != "independently documented"


def test_a_report_of_a_check_is_a_report() -> None:
    passed_on = ngo(1, stance="reports", source_kind="news outlet")
    assert assess(passed_on).level == "reported by news agency"


@pytest.mark.parametrize("kind", ["party", "body", "reporter"])
def test_a_check_by_one_sides_body_or_reporter_is_that_sides_statement(kind: str) -> None:
    found = assess(armenian(1, stance="documents", speaker_kind=kind))
    assert found.level == "official statement of one side"
    assert [origin.voice for origin in found.origins] == [AM]


def test_hedged_attribution_does_not_lower_an_ngo_finding() -> None:
    found = assess(ngo(1, accuses=AM, hedge="fired or supplied by"))
    assert found.level == "independently documented"
    assert [(each.side, each.claims[0].hedge) for each in found.attributions] == [
        (AM, "fired or supplied by")
    ]


def test_a_denial_by_the_accused_side_makes_it_disputed() -> None:
    found = assess(agency(1, accuses=AM), denial(2, of="x-1"))
    assert found.level == "claim disputed"
    assert [each.id for each in found.because] == ["x-2"]


@pytest.mark.parametrize("part", ["attribution", "weapon", "intent", "character", "figures"])
def test_a_denial_of_another_part_leaves_the_level(part: str) -> None:
    found = assess(outlet(1, accuses=AM), denial(2, of="x-1", denied=part))
    assert found.level == "reported by news agency"
    expected = "attribution denied" if part == "attribution" else "other part denied"
    assert found.contests == (expected,)


def test_a_denial_does_not_lower_what_was_checked() -> None:
    found = assess(ngo(1, accuses=AM), denial(2, of="x-1"))
    assert found.level == "independently documented"


def test_a_denial_by_the_side_that_says_so_is_no_dispute() -> None:
    own = denial(2, of="x-1", speaker_side=AZ, speaker="Defence Ministry of Azerbaijan")
    assert assess(claim(1), own).level == "official statement of one side"


def test_a_denial_known_only_by_citation_is_no_dispute() -> None:
    assert assess(claim(1), denial(2, of="x-1", basis="citation")).level != "claim disputed"


def test_officials_of_each_side_blaming_the_other_is_a_mark_and_no_dispute() -> None:
    found = assess(claim(1, accuses=AM), armenian(2, accuses=AZ), agency(3))
    assert found.mutual_blame
    assert found.level == "stated by both sides"
    assert found.contests == ("each side blames the other",)
    assert found.accused_side == "both"
    assert not assess(claim(1, accuses=AM), armenian(2)).mutual_blame


def test_a_denial_ages_when_its_own_side_says_so_later_and_the_other_does_too() -> None:
    first = [claim(1, said_on="2020-10-03"), denial(2, of="x-1", said_on="2020-10-04")]
    assert assess(*first).level == "claim disputed"
    admitted = armenian(3, said_on="2020-11-21")
    found = assess(*first, admitted)
    assert found.outranked == {"x-2"}
    assert found.level == "stated by both sides"
    assert found.contests == ("not contested",)
    assert assess(*first, armenian(3, said_on="2020-10-04")).level == "claim disputed"
    assert assess(*first, armenian(3)).level == "claim disputed"


def test_a_denial_ages_by_a_later_text_of_both_sides() -> None:
    first = [claim(1, said_on="2020-10-03"), denial(2, of="x-1", said_on="2020-10-04")]
    signed = claim(3, speaker="Leaders", speaker_side="both", said_on="2020-11-10")
    assert assess(*first, signed).outranked == {"x-2"}


def test_an_outsiders_denial_ages_when_both_sides_say_so_later() -> None:
    outsider = denial(2, of="x-1", speaker="Blog", speaker_side="other", speaker_kind="reporter")
    rows = [claim(1, said_on="2020-10-09"), replace(outsider, said_on="2020-10-09")]
    assert assess(*rows).level == "claim disputed"
    found = assess(*rows, armenian(3, said_on="2020-11-21"))
    assert found.outranked == {"x-2"}
    assert found.level == "stated by both sides"


def test_a_denial_by_an_author_is_no_dispute() -> None:
    author = denial(2, of="x-1", speaker_kind="author", speaker="Scholar")
    assert assess(claim(1), author).level == "official statement of one side"


def test_what_officials_of_both_sides_say_is_stated_by_both() -> None:
    found = assess(claim(1), armenian(2), outlet(3))
    assert found.level == "stated by both sides"
    assert [each.id for each in found.because] == ["x-1", "x-2"]
    reporter = armenian(2, speaker_kind="reporter")
    assert assess(claim(1), reporter).level == "official statement of one side"


def test_a_report_is_the_text_that_was_read_and_documents_nothing() -> None:
    for stance in ("documents", "asserts"):
        assert assess(ngo(1, stance=stance), category="report").level == "primary document"
    passed_on = ngo(1, stance="reports", source_kind="news agency")
    assert assess(passed_on, category="report").level == "analysis"


def test_blame_by_authors_is_no_dispute() -> None:
    author = {"speaker_kind": "author", "source_kind": "think tank"}
    found = assess(claim(1, accuses=AM, **author), armenian(2, accuses=AZ, **author))
    assert found.level == "analysis"


@pytest.mark.parametrize("category", ["law", "ceasefire", "diplomacy", "commemoration"])
def test_the_text_itself_makes_it_a_primary_document(category: str) -> None:
    text = claim(1, source_kind="primary document", stance="documents")
    assert assess(text, category=category).level == "primary document"
    cited = claim(1, source_kind="primary document", stance="documents", basis="citation")
    assert assess(cited, category=category).level == "official statement of one side"


def test_a_document_does_not_prove_harm() -> None:
    text = claim(1, source_kind="primary document", stance="documents")
    assert assess(text, category="shelling").level == "official statement of one side"


def test_a_denial_taken_back_disputes_nothing() -> None:
    taken_back = armenian(3, stance="corrects", denies=("x-2",), denied="event")
    found = assess(outlet(1), denial(2, of="x-1"), taken_back)
    assert found.level == "reported by news agency"
    assert found.withdrawn == {"x-2"}


def test_another_speakers_correction_takes_nothing_away() -> None:
    found = assess(claim(1), ngo(2, stance="corrects", denies=("x-1",), denied="figures"))
    assert found.withdrawn == frozenset()


def test_the_level_does_not_hang_on_the_order_of_the_claims() -> None:
    rows = [agency(1, accuses=AM), ngo(2, stance="asserts"), denial(3, of="x-1")]
    assert {assess(*order).level for order in permutations(rows)} == {"claim disputed"}


def test_every_level_has_one_rule_with_words() -> None:
    assert sorted(rule.level for rule in LEVEL_RULES) == sorted(EVIDENCE_LEVELS)
    assert all(len(rule.words) > 40 for rule in LEVEL_RULES)


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_category_gets_a_level_from_one_author(category: str) -> None:
    author = claim(1, speaker_kind="author", speaker_side="other", source_kind="encyclopedia")
    assert assess(author, category=category).level == "analysis"


# Origins


def test_two_reprints_of_one_text_are_one_origin() -> None:
    reprints = [
        agency(n, speaker="Associated Press", speaker_kind="reporter", speaker_side="other",
               origin="source-1" if n > 1 else "")
        for n in (1, 2, 3)
    ]  # fmt: skip
    found = assess(*reprints)
    assert [(each.voice, len(each.claims)) for each in found.origins] == [("Associated Press", 3)]


def test_ten_papers_that_quote_one_ministry_are_one_origin() -> None:
    assert len(assess(*(agency(n) for n in range(10))).origins) == 1


def test_all_bodies_of_one_side_are_one_origin() -> None:
    ministry = agency(2, speaker="Defence Ministry of Azerbaijan")
    assert len(assess(claim(1), ministry, armenian(3)).origins) == 2


def test_a_claim_belongs_to_what_its_source_rests_on() -> None:
    wiki = claim(1, speaker="Scholar", speaker_kind="author", speaker_side="other",
                 origin="source-2")  # fmt: skip
    found = assess(wiki, ngo(2))
    assert [each.voice for each in found.origins] == ["Human Rights Watch"]


def test_a_claim_that_rests_on_a_source_without_claim_belongs_to_that_source() -> None:
    wiki = claim(1, speaker="Scholar", speaker_kind="author", speaker_side="other",
                 origin="elsewhere")  # fmt: skip
    assert [(each.voice, each.source_id) for each in assess(wiki).origins] == [("", "elsewhere")]


def test_origins_in_a_circle_end() -> None:
    one = ngo(1, speaker="A", origin="source-2")
    two = ngo(2, speaker="B", origin="source-1")
    assert [each.voice for each in assess(one, two).origins] == ["B", "A"]


def test_a_source_of_a_side_without_claim_is_that_sides_origin() -> None:
    scholar = ngo(1, stance="asserts", speaker="Scholar", origin="elsewhere", origin_side=AZ)
    assert [each.voice for each in assess(scholar, claim(2)).origins] == [AZ]


@pytest.mark.parametrize("kind", ["encyclopedia", "founding article"])
def test_who_gathers_what_others_said_counts_only_alone(kind: str) -> None:
    gathered = claim(1, source_kind=kind, speaker="Wikipedia", speaker_kind="author",
                     speaker_side="other")  # fmt: skip
    assert [each.voice for each in assess(gathered, ngo(2)).origins] == ["Human Rights Watch"]
    assert [each.voice for each in assess(gathered).origins] == ["Wikipedia"]


def test_denials_are_no_origin() -> None:
    assert [each.voice for each in assess(claim(1), denial(2, of="x-1")).origins] == [AZ]


# Tolls


def killed(low: int, high: int | None) -> dict[str, Figure]:
    return {"killed_civilian": Figure(low, high)}


def test_conflicting_tolls_give_a_range_with_who_gives_each_end() -> None:
    found = assess(claim(1, figures=killed(13, 13)), ngo(2, figures=killed(21, 21)))
    toll = found.tolls["killed_civilian"]
    assert (toll.low, toll.high, toll.is_open) == (13, 21, False)
    assert [each.id for each in toll.low_by] == ["x-1"]
    assert [each.id for each in toll.high_by] == ["x-2"]


def test_a_measure_that_nobody_gives_is_missing() -> None:
    assert set(assess(claim(1, figures=killed(0, 0))).tolls) == {"killed_civilian"}


def test_at_least_opens_the_range_when_it_is_the_highest() -> None:
    toll = assess(claim(1, figures=killed(13, 15)), ngo(2, figures=killed(20, None))).tolls
    assert (toll["killed_civilian"].low, toll["killed_civilian"].high) == (13, 20)
    assert toll["killed_civilian"].is_open


@pytest.mark.parametrize(("low", "is_open"), [(13, False), (21, True)])
def test_an_at_least_that_shares_the_top_leaves_the_range_open(low: int, is_open: bool) -> None:
    found = assess(claim(1, figures=killed(21, 21)), ngo(2, figures=killed(low, None)))
    toll = found.tolls["killed_civilian"]
    assert (toll.high, toll.is_open) == (21, is_open)


def test_a_voice_that_counts_again_later_leaves_its_first_count_out_of_the_range() -> None:
    first = claim(1, said_on="2020-10-17", figures=killed(12, 12))
    other = ngo(3, said_on="2020-10-20", figures=killed(21, 21))
    found = assess(first, claim(2, said_on="2020-10-18", figures=killed(13, 13)), other)
    assert found.superseded == {("x-1", "killed_civilian")}
    assert (found.tolls["killed_civilian"].low, found.tolls["killed_civilian"].high) == (13, 21)
    undated = assess(first, claim(2, figures=killed(13, 13)), other)
    assert undated.tolls["killed_civilian"].low == 12


def test_of_one_day_the_higher_count_of_a_voice_is_the_later() -> None:
    day = "2020-10-04"
    rows = [claim(n, said_on=day, figures=killed(count, count)) for n, count in ((1, 32), (2, 4))]
    assert assess(*rows).superseded == {("x-2", "killed_civilian")}
    by_both = [rows[0], armenian(2, said_on=day, figures=killed(4, 4))]
    assert assess(*by_both).superseded == frozenset()


def test_encyclopedias_count_only_where_nobody_else_gives_the_measure() -> None:
    wiki = claim(1, source_kind="encyclopedia", speaker="Wikipedia", speaker_kind="author",
                 speaker_side="other", figures=killed(32, 32))  # fmt: skip
    assert assess(wiki).tolls["killed_civilian"].high == 32
    assert assess(wiki, claim(2, figures=killed(26, 26))).tolls["killed_civilian"].high == 26
    part = claim(2, counted="part", figures=killed(3, 3))
    assert assess(wiki, part).tolls["killed_civilian"].high == 3


def test_each_sides_own_losses_are_added_where_nobody_counts_the_whole() -> None:
    def fallen(low: int, high: int | None) -> dict[str, Figure]:
        return {"killed_combatant": Figure(low, high)}

    own = claim(1, counted="part", counted_side=AZ, figures=fallen(80, 80))
    theirs = armenian(2, counted="part", counted_side=AM, figures=fallen(202, None))
    toll = assess(own, theirs).tolls["killed_combatant"]
    assert (toll.low, toll.high, toll.is_open, toll.parts) == (282, 282, True, (AZ, AM))
    assert [each.id for each in toll.by] == ["x-1", "x-2"]
    whole = assess(own, theirs, ngo(3, figures=fallen(300, 300))).tolls["killed_combatant"]
    assert (whole.high, whole.parts) == (300, ())


def test_civilians_and_combatants_are_never_mixed() -> None:
    figures = {"killed_civilian": Figure(1, 1), "killed_combatant": Figure(16, 16)}
    found = assess(
        claim(1, figures=figures), claim(2, figures={"killed_unspecified": Figure(17, 17)})
    )
    assert {name: (toll.low, toll.high) for name, toll in found.tolls.items()} == {
        "killed_civilian": (1, 1),
        "killed_combatant": (16, 16),
        "killed_unspecified": (17, 17),
    }


def test_a_corrected_figure_is_no_end_of_the_range_and_the_rest_of_the_claim_stands() -> None:
    first = ngo(
        1, accuses=AM, figures={"killed_civilian": Figure(13, 13), "injured_civilian": Figure(4, 4)}
    )
    corrected = ngo(2, stance="corrects", denies=("x-1",), denied="figures", figures=killed(15, 15))
    found = assess(first, corrected)
    assert (found.tolls["killed_civilian"].low, found.tolls["killed_civilian"].high) == (15, 15)
    assert found.tolls["injured_civilian"].high == 4
    assert found.level == "independently documented"
    assert found.accused_side == AM
    assert len(found.origins) == 1
    assert found.withdrawn == frozenset()


def test_an_attribution_taken_back_blames_nobody() -> None:
    back = claim(2, stance="corrects", denies=("x-1",), denied="attribution")
    found = assess(claim(1, accuses=AM, figures=killed(3, 3)), back)
    assert found.attributions == ()
    assert found.tolls["killed_civilian"].high == 3


def test_a_figure_known_only_by_citation_counts_only_alone() -> None:
    cited = ngo(1, basis="citation", figures=killed(99, 99))
    assert assess(cited).tolls["killed_civilian"].high == 99
    assert assess(cited, claim(2, figures=killed(5, 5))).tolls["killed_civilian"].high == 5


def test_a_figure_for_a_part_is_no_end_of_the_range() -> None:
    part = claim(1, counted="part", figures=killed(2, 2))
    toll = assess(part, ngo(2, figures=killed(21, 21))).tolls["killed_civilian"]
    assert (toll.low, toll.high, toll.is_open) == (21, 21, False)


def test_parts_alone_give_an_at_least() -> None:
    parts = [claim(n, counted="part", figures=killed(n, n + 9)) for n in (3, 25)]
    toll = assess(*parts).tolls["killed_civilian"]
    assert (toll.low, toll.high, toll.is_open) == (25, 25, True)
    assert [each.id for each in toll.high_by] == ["x-25"]


# Attribution


def test_who_says_and_who_denies_stand_together() -> None:
    found = assess(
        ngo(1, accuses=AM, hedge="apparently"),
        claim(2, accuses=AM),
        denial(3, of="x-1", denied="attribution"),
    )
    (only,) = found.attributions
    assert [each.id for each in only.claims] == ["x-1", "x-2"]
    assert [each.id for each in only.denials] == ["x-3"]
    assert found.accused_side == AM


def test_a_correction_of_figures_is_no_denial_of_blame() -> None:
    found = assess(claim(1, accuses=AM), denial(2, of="x-1", denied="figures"))
    assert found.attributions[0].denials == ()


def test_a_finding_against_both_sides_stands_under_each() -> None:
    found = assess(ngo(1, accuses="both"))
    assert [each.side for each in found.attributions] == [AZ, AM]
    assert found.accused_side == "both"


def test_a_denial_stands_under_its_own_side_only() -> None:
    found = assess(ngo(1, accuses="both"), denial(2, of="x-1", denied="attribution"))
    assert {each.side: len(each.denials) for each in found.attributions} == {AZ: 0, AM: 1}


def test_without_an_accusation_nobody_is_blamed() -> None:
    assert assess(ngo(1)).accused_side == ""
