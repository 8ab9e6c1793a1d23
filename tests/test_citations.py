"""A source is cited as a line, as BibTeX and as CSL-JSON, with what is known and no more."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hostile_texts import HOSTILE_TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string
from record_factory import make_frame, source_row

from geo.citations import cite_plain, make_csl, write_bibtex, write_csl
from geo.record import load_record
from geo.tables.schema import SOURCE_KINDS, SOURCES

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = source_row(
    id="shafiyev-huseynov-2020",
    title="Peace Negotiations Cannot Be Held Forever",
    author="Shafiyev, Farid; Huseynov, Vasif",
    publisher="Insight Turkey",
    kind="peer-reviewed journal",
    date="2020",
    volume="22",
    issue="4",
    pages="99-109",
    language="en",
)
REPORT = source_row(
    title="Armenia: Cluster Munitions Kill Civilians",
    author="Human Rights Watch",
    publisher="Human Rights Watch",
    date="2020-10-30",
    url="https://www.hrw.org/news_(1)%20&x#y",
    accessed="2026-11-21",
    language="en; ru",
)


def source(**cells: str) -> pd.Series:
    frame = make_frame([source_row(**cells)], SOURCES).set_index("id")
    return frame.iloc[0]


def test_a_report_is_cited_with_its_address() -> None:
    assert cite_plain(source(**REPORT)) == (
        "Human Rights Watch (2020) Armenia: Cluster Munitions Kill Civilians. Human Rights Watch. "
        "Available at: https://www.hrw.org/news_(1)%20&x#y (Accessed: 21 November 2026)."
    )


def test_a_reprint_is_said_to_be_one() -> None:
    line = cite_plain(source(**REPORT | {"basis": "repost", "link": "opened"}))
    assert line.endswith(
        "(Accessed: 21 November 2026). [Read in a reprint or summary at this address.]"
    )


def test_an_article_is_cited_with_its_authors_and_journal() -> None:
    assert cite_plain(source(**ARTICLE)) == (
        "Shafiyev, F. and Huseynov, V. (2020) ‘Peace Negotiations Cannot Be Held Forever’, "
        "Insight Turkey, 22(4), pp. 99–109."
    )
    without = cite_plain(source(**ARTICLE | {"volume": "", "issue": "", "pages": ""}))
    assert "preprint" not in without.casefold()


def test_csl_json_has_what_is_known_and_no_more() -> None:
    assert make_csl(source(**REPORT)) == {
        "id": "hrw-2020-10-30",
        "type": "report",
        "title": "Armenia: Cluster Munitions Kill Civilians",
        "publisher": "Human Rights Watch",
        "author": [{"literal": "Human Rights Watch"}],
        "issued": {"date-parts": [[2020, 10, 30]]},
        "accessed": {"date-parts": [[2026, 11, 21]]},
        "URL": "https://www.hrw.org/news_(1)%20&x#y",
        "language": "en",
    }
    assert make_csl(source()) == {"id": "hrw-2020-10-30", "type": "report", "title": "Report"}


def test_bibtex_can_be_read_again() -> None:
    frame = make_frame([ARTICLE, REPORT], SOURCES).set_index("id")
    entries = parse_string(write_bibtex(frame), "bibtex").entries
    assert set(entries) == {"shafiyev-huseynov-2020", "hrw-2020-10-30"}
    article = entries["shafiyev-huseynov-2020"]
    assert article.type == "article"
    assert (article.fields["volume"], article.fields["number"]) == ("22", "4")
    assert [str(person) for person in article.persons["author"]] == [
        "Shafiyev, Farid",
        "Huseynov, Vasif",
    ]
    assert entries["hrw-2020-10-30"].fields["url"] == REPORT["url"]
    assert entries["hrw-2020-10-30"].fields["year"] == "2020"
    assert entries["hrw-2020-10-30"].fields["month"] == "oct"


@pytest.mark.parametrize("kind", SOURCE_KINDS)
def test_every_kind_of_source_can_be_cited(kind: str) -> None:
    assert "Report" in cite_plain(source(kind=kind))


def test_no_hostile_text_breaks_a_citation() -> None:
    rows = [
        source_row(id=f"source-{n}", title=text, author=text, publisher=text)
        for n, text in enumerate(HOSTILE_TEXTS)
    ]
    frame = make_frame(rows, SOURCES).set_index("id")

    assert all(cite_plain(row) for _, row in frame.iterrows())
    assert [one["title"] for one in json.loads(write_csl(frame))] == list(HOSTILE_TEXTS)
    assert len(parse_string(write_bibtex(frame), "bibtex").entries) == len(HOSTILE_TEXTS)


@settings(max_examples=40)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(lambda text: text.strip()))  # fmt: skip
def test_no_title_breaks_a_citation(title: str) -> None:
    row = source(title=title.strip(), author=title.strip())
    assert cite_plain(row)
    assert json.loads(write_csl(row.to_frame().T))[0]["title"] == title.strip()
    parse_string(write_bibtex(row.to_frame().T), "bibtex")


def test_every_source_of_the_record_can_be_cited() -> None:
    """As a line: one of each shape, that is of each kind with the same cells filled."""
    sources = load_record(ROOT).sources
    shapes = [(row["kind"], *(cell != "" for cell in row)) for _, row in sources.iterrows()]
    one_each = sources.iloc[list({shape: place for place, shape in enumerate(shapes)}.values())]
    assert 20 < len(one_each) < len(sources)
    for _, row in one_each.iterrows():
        assert row["title"][:10].casefold() in cite_plain(row).casefold()
    assert len(parse_string(write_bibtex(sources), "bibtex").entries) == len(sources)
    assert [item["id"] for item in json.loads(write_csl(sources))] == sources.index.tolist()
