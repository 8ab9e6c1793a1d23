"""Folding of names in four scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.names import fold_text, query_words, search_text

SHUSHA = {
    "name_en": "Shusha / Shushi",
    "name_az": "Şuşa",
    "name_hy": "Շուշի",
    "name_ru": "Шуша / Шуши",
    "aliases": "Shushi; Susa",
}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Şuşa", "susa"),
        ("Ağdam", "agdam"),
        ("Gəncə", "gence"),
        ("Xankəndi", "xankendi"),
        ("İSMAYILLI", "ismayilli"),
        ("ısmayıllı", "ismayilli"),
        ("Çaykənd", "caykend"),
        ("Mets-Masrik", "metsmasrik"),
        ("Sotk’", "sotk"),
        ("Շուշի", "շուշի"),
        ("ՇՈՒՇԻ", "շուշի"),
        ("ШУША", "шуша"),
        ("Straße", "strasse"),
        ("Shusha/Shushi", "shusha shushi"),
        ("  two \n words ", "two words"),
        ("right\u200fto\u200eleft", "righttoleft"),
        ("${alert(1)}", "alert 1"),
        ("", ""),
        ("!?", ""),
    ],
)
def test_a_text_is_folded(text: str, folded: str) -> None:
    assert fold_text(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(st.text(alphabet="aAbBşŞəƏıİiIöÖğĞçÇշՇшШйЙ -'"))
def test_upper_and_lower_case_fold_alike(text: str) -> None:
    assert fold_text(text.lower()) == fold_text(text)


@pytest.mark.parametrize(
    "query", ["Shusha", "Şuşa", "Susa", "Shushi", "Şuşi", "ШУША", "Շուշի", "shusha, SHUSHI", "shu"]
)
def test_every_spelling_of_a_place_finds_it(query: str) -> None:
    haystack = search_text({"title": "Change of control", "summary": "Statement."}, SHUSHA)
    assert all(word in haystack for word in query_words(query))


def test_another_place_is_not_found() -> None:
    haystack = search_text({"title": "Change of control", "summary": "Statement."}, SHUSHA)
    assert not all(word in haystack for word in query_words("Shusha Barda"))


@pytest.mark.parametrize("query", ["Agdam", "Aghdam", "Ağdam", "mets masrik", "Mets-Masrik"])
def test_names_are_found_with_single_letters_and_without_blanks(query: str) -> None:
    place = {"name_en": "Aghdam", "aliases": "Mets Masrik"}
    haystack = search_text({"title": "T", "summary": "S"}, place)
    assert all(word in haystack for word in query_words(query))


def test_names_of_the_district_are_found() -> None:
    district = {"name_en": "Goranboy", "name_az": "Goranboy", "name_hy": ""}
    assert search_text({"title": "T", "summary": "S."}, None, district) == "t s goranboy"


def test_an_event_without_place_or_district_has_its_own_words() -> None:
    assert search_text({"title": "Talks", "summary": "In Vienna."}) == "talks in vienna"


def test_a_query_of_marks_has_no_words() -> None:
    assert query_words(" ?! ") == ()


def test_repeated_words_of_a_query_count_once() -> None:
    assert query_words("Barda barda BARDA") == ("barda",)
