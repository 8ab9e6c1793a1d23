"""The words of the record as they are shown: labels, marks, order and classes, for every part of the app.

Keys, order and classes come from `geo.tables.schema`, labels from `components.labels`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from components.catalogue import _
from components.labels import (
    ACCUSED_WORDS,
    CATEGORY_WORDS,
    COLUMN_WORDS,
    CONTEST_WORDS,
    DATE_PRECISION_WORDS,
    EVIDENCE_WORDS,
    FACET_GROUPS,
    FACET_WORDS,
    FILL_WORDS,
    GROUP_WORDS,
    HARMED_WORDS,
    HOLDER_STATE_WORDS,
    HOLDER_TINTS,
    MODE_WORDS,
    OFF_MAP_WORDS,
    PLACE_PRECISION_WORDS,
    SHAPE_WORDS,
    SHOWN_COLUMNS,
    SPEEDS,
    label_kind,
)
from geo.evidence import LEVEL_RULES
from geo.filters import OFF_MAP
from geo.tables.schema import (
    ACCUSED_SIDES,
    CATEGORY_KINDS,
    CONTESTS,
    DATE_PRECISIONS,
    EVIDENCE_FILLS,
    EVIDENCE_LEVELS,
    FILLS,
    LOCATION_PRECISIONS,
    MUTUAL_BLAME,
    PARTIES,
    SHAPES,
    SIDES,
    SOURCE_KINDS,
)

Term = dict[str, Any]


def build_vocabulary() -> dict[str, Any]:
    """The vocabulary of the browser app, JSON values only; see `Vocabulary` in `explore/types.d.ts`."""
    rules = {rule.level: rule.words for rule in LEVEL_RULES}
    return {
        "categories": [
            {
                "key": kind.key,
                "label": label_category(kind.key),
                "shape": kind.shape,
                "harm": kind.harm,
            }
            for kind in CATEGORY_KINDS
        ],
        "shapes": [{"key": shape, "label": label_shape(shape)} for shape in SHAPES],
        "evidence": [
            {
                "key": level,
                "label": _(EVIDENCE_WORDS[level]),
                "fill": EVIDENCE_FILLS[level],
                "rule": _(rules[level]),
            }
            for level in EVIDENCE_LEVELS
        ],
        "fills": _list_terms(FILLS, FILL_WORDS),
        "harmed": [
            term | {"party": term["key"] in PARTIES} for term in _list_terms(SIDES, HARMED_WORDS)
        ],
        "accused": _list_terms(ACCUSED_SIDES, ACCUSED_WORDS),
        "contests": [
            term | {"split": term["key"] == MUTUAL_BLAME}
            for term in _list_terms(CONTESTS, CONTEST_WORDS)
        ],
        "source_kinds": [{"key": kind, "label": label_kind(kind)} for kind in SOURCE_KINDS],
        "place_precisions": [
            term | {"soft": term["key"] == "district"}
            for term in _list_terms(LOCATION_PRECISIONS, PLACE_PRECISION_WORDS)
        ],
        "date_precisions": [
            term | {"exact": term["key"] == "day"}
            for term in _list_terms(DATE_PRECISIONS, DATE_PRECISION_WORDS)
        ],
        "off_map": {"key": OFF_MAP, "label": _(OFF_MAP_WORDS)},
        "modes": _list_terms(MODE_WORDS, MODE_WORDS),
        "speeds": [{"key": key, "label": _(words), "days": days} for key, words, days in SPEEDS],
        "columns": [
            term | {"shown": term["key"] in SHOWN_COLUMNS}
            for term in _list_terms(COLUMN_WORDS, COLUMN_WORDS)
        ],
        "holders": [
            term | {"tint": HOLDER_TINTS.get(term["key"], "")}
            for term in _list_terms(HOLDER_STATE_WORDS, HOLDER_STATE_WORDS)
        ],
        "facets": [
            {
                "key": facet,
                "label": _(title),
                "group": FACET_GROUPS[facet],
                "question": _(question),
            }
            for facet, (title, question) in FACET_WORDS.items()
        ],
        "groups": _list_terms(GROUP_WORDS, GROUP_WORDS),
    }


def label_category(key: str) -> str:
    """A category as it is shown; one without words of its own is shown by its key."""
    return _(CATEGORY_WORDS.get(key, key))


def label_shape(shape: str) -> str:
    """What a shape stands for in the key; categories without words of their own are added by their keys."""
    others = [
        kind.key
        for kind in CATEGORY_KINDS
        if kind.shape == shape and kind.key not in CATEGORY_WORDS
    ]
    return ", ".join([_(SHAPE_WORDS[shape]), *others])


def _list_terms(keys: Iterable[str], words: Mapping[str, str]) -> list[Term]:
    return [{"key": key, "label": _(words.get(key, key))} for key in keys]
