"""The words of the record stand in one place, come with the record, and are in no module of the browser."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from app_server import copy_app
from javascript import list_modules, list_strings

from components import labels
from components.vocabulary import build_vocabulary
from geo.tables import schema
from geo.tables.schema import (
    CATEGORIES,
    CATEGORY_KINDS,
    EVIDENCE_FILLS,
    EVIDENCE_LEVELS,
    FILLS,
    HARM_CATEGORIES,
    SHAPES,
)

#: Closed lists of which no word stands in a module -> those of their words that do, being words of
#: the language too: what lies between the handles of the strip, the second of two colours and a form
#: of the plural, units of the calendar, a value of CSS, a role of ARIA.
LISTS: dict[str, set[str]] = {
    "CATEGORIES": set(),
    "EVIDENCE_LEVELS": set(),
    "SOURCE_KINDS": set(),
    "STANCES": set(),
    "MEASURES": set(),
    "EXTENTS": set(),
    "DENIED_PARTS": set(),
    "SPEAKER_KINDS": {"body"},
    "SIDES": {"other"},
    "DATE_PRECISIONS": {"day", "month", "year"},
    "LOCATION_PRECISIONS": {"none", "region"},
}
#: Modules that draw marks: what they draw is named by shape and fill.
DRAWING = {"ground/symbols.js", "panels/mark.js"}
#: Fills whose names are also heights of a sheet.
HEIGHTS = {"half", "full"}
LABELS = ("CATEGORY_WORDS", "EVIDENCE_WORDS", "HARMED_WORDS", "ACCUSED_WORDS", "SIDE_WORDS",
          "SOURCE_KIND_WORDS", "FILL_WORDS", "SHAPE_WORDS", "HOLDER_STATE_WORDS",
          "STANCE_WORDS", "MODE_WORDS")  # fmt: skip
#: Labels that are words of the interface too: a claim that is disputed, in a card.
LABELS_OF_OTHERS = {"EVIDENCE_WORDS": {"disputed"}, "FILL_WORDS": {"disputed"}}
MODULES = {name: Counter(list_strings(text)) for name, text in list_modules().items()}


@pytest.fixture(scope="module")
def vocabulary() -> dict[str, Any]:
    return build_vocabulary()


def _list_uses(words: set[str], modules: set[str] | None = None) -> list[str]:
    """Which of the words stand in which modules as whole literals."""
    return [
        f"{module}: {word}"
        for module, strings in MODULES.items()
        for word in sorted(words & strings.keys())
        if modules is None or module in modules
    ]


# The vocabulary holds each word of the schema once


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("categories", CATEGORIES),
        ("evidence", EVIDENCE_LEVELS),
        ("shapes", SHAPES),
        ("fills", FILLS),
        ("harmed", schema.SIDES),
        ("accused", schema.ACCUSED_SIDES),
        ("contests", schema.CONTESTS),
        ("source_kinds", schema.SOURCE_KINDS),
        ("place_precisions", schema.LOCATION_PRECISIONS),
        ("date_precisions", schema.DATE_PRECISIONS),
    ],
)
def test_each_word_of_a_closed_list_is_there_once_in_its_order_with_its_label(
    vocabulary: dict[str, Any], key: str, words: tuple[str, ...]
) -> None:
    terms = vocabulary[key]

    assert tuple(term["key"] for term in terms) == words
    assert len(set(words)) == len(words)
    assert all(term["label"].strip() for term in terms)


def test_each_category_has_a_shape_of_the_list_and_the_harmful_are_marked(
    vocabulary: dict[str, Any],
) -> None:
    assert [(term["key"], term["shape"], term["harm"]) for term in vocabulary["categories"]] == [
        (kind.key, kind.shape, kind.harm) for kind in CATEGORY_KINDS
    ]
    harmful = [term["key"] for term in vocabulary["categories"] if term["harm"]]
    assert tuple(harmful) == HARM_CATEGORIES
    assert {term["shape"] for term in vocabulary["categories"]} == set(SHAPES)
    assert len(SHAPES) <= 6


def test_each_level_has_a_fill_of_the_list_and_the_rule_that_gives_it(
    vocabulary: dict[str, Any],
) -> None:
    assert {term["key"]: term["fill"] for term in vocabulary["evidence"]} == EVIDENCE_FILLS
    assert {term["fill"] for term in vocabulary["evidence"]} == set(FILLS)
    assert len({term["rule"] for term in vocabulary["evidence"]}) == len(EVIDENCE_LEVELS)
    assert len(FILLS) <= 4


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ("CATEGORY_WORDS", CATEGORIES),
        ("EVIDENCE_WORDS", EVIDENCE_LEVELS),
        ("SOURCE_KIND_WORDS", schema.SOURCE_KINDS),
        ("HARMED_WORDS", schema.SIDES),
        ("ACCUSED_WORDS", schema.ACCUSED_SIDES),
        ("SHAPE_WORDS", SHAPES),
        ("FILL_WORDS", FILLS),
        ("STANCE_WORDS", schema.STANCES),
        ("DENIED_WORDS", schema.DENIED_PARTS),
        ("MEASURE_WORDS", schema.MEASURES),
    ],
)
def test_no_label_is_left_of_a_word_that_the_schema_does_not_have(
    words: str, keys: tuple[str, ...]
) -> None:
    assert set(getattr(labels, words)) == set(keys)


# No module repeats it


@pytest.mark.parametrize("name", LISTS)
def test_no_word_of_a_closed_list_stands_in_a_module(name: str) -> None:
    words = set(getattr(schema, name))

    assert _list_uses(words - LISTS[name]) == []


def test_the_words_that_are_let_pass_are_in_use() -> None:
    let_pass = set().union(*LISTS.values())
    used = {use.partition(": ")[2] for use in _list_uses(let_pass)}

    assert used == let_pass


def test_only_what_draws_marks_names_shapes_and_fills() -> None:
    words = {*SHAPES, *FILLS} - HEIGHTS

    assert _list_uses(words, set(MODULES) - DRAWING) == []


@pytest.mark.parametrize("name", LABELS)
def test_no_label_stands_in_a_module(name: str) -> None:
    given: Mapping[str, str] = getattr(labels, name)

    assert _list_uses(set(given.values()) - LABELS_OF_OTHERS.get(name, set())) == []


# Adding a category in one place is enough

NEW = """
import json, sys
from geo.record import load_record
from pathlib import Path
from components.explore.cards import build_card
from components.explore.payload import build_payload
record = load_record(Path("."))
payload = json.loads(build_payload(record, Path("geo/data")))
row = record.events.index[record.events["category"] == "siege"][0]
print(json.dumps({
    "problems": [str(problem) for problem in record.problems],
    "categories": payload["vocabulary"]["categories"],
    "number": payload["events"]["category"][row],
    "card": build_card(record, row)["category"],
    "link": next(key for key in payload["link"] if key["key"] == "category")["values"],
}))
"""


def test_a_category_is_added_in_one_place(tmp_path: Path) -> None:
    folder = copy_app(tmp_path / "app")
    table = folder / "geo" / "tables" / "schema.py"
    text = table.read_text(encoding="utf-8")
    added = 'CategoryKind("siege", "diamond", harm=True),\n    CategoryKind("capture"'
    assert text.count('CategoryKind("capture"') == 1
    table.write_text(text.replace('CategoryKind("capture"', added), encoding="utf-8")
    events = folder / "events.csv"
    rows = events.read_text(encoding="utf-8")
    events.write_text(rows.replace(",shelling,", ",siege,", 1), encoding="utf-8", newline="")

    ended = subprocess.run(
        [sys.executable, "-c", NEW],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 0, ended.stderr[-2000:]
    found = json.loads(ended.stdout)
    assert found["problems"] == []
    place = CATEGORIES.index("capture")
    assert found["categories"][place] == {
        "key": "siege",
        "label": "siege",
        "shape": "diamond",
        "harm": True,
    }
    assert found["number"] == found["card"] == place
    assert found["link"][place] == "siege"
    assert len(found["categories"]) == len(CATEGORIES) + 1
