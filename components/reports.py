"""What a browser may report to the pages in Streamlit; all else is left out before Streamlit hears of it.

A report is a message `BackMsg` of Streamlit. Only its state of the widgets of these pages is passed on, each
of the kind and with a value that the widget can have. See `server/hooks.md`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.WidgetStates_pb2 import WidgetState

from components import keys
from components.catalogue import _
from components.labels import FACET_WORDS, MEASURE_WORDS, SIDE_WORDS, capital, label_kind
from components.link import LONGEST_TEXT
from components.views.analysis.boxes import key_of
from components.views.analysis.charts import PICKED
from components.views.analysis.choice import CHOICES
from components.views.analysis.choosing import PLACES
from components.views.analysis.words import FIELD_WORDS, label_number
from components.views.source_choice import CONDITIONS, SORTS
from geo.analysis.areas import LONGEST_AREA, MOST_KM
from geo.tables.schema import SIDES, SOURCE_KINDS

LOG = logging.getLogger(__name__)
#: The pages report a few kilobytes.
LARGEST_BYTES = 1_000_000
MOST_TEXTS, MOST_ROWS = 1_000, 1_000_000
#: Messages of these kinds are passed on; others clear caches, take files or are for developers.
PASSED = ("rerun_script", "stop_script", "app_heartbeat", "load_git_info")
#: What may be asked of the server beside a run: the file behind a download button.
OPERATIONS = ("deferred_file",)
#: Ids of widgets begin with this, and their keys stand behind the second hyphen.
ID, INTERNAL = "$$ID-", "$$STREAMLIT_INTERNAL_KEY"
EVENTS = "__events"


@dataclass(frozen=True)
class Rule:
    """The kind of a widget's value in the message, and whether a value is one that it can have."""

    kind: str
    holds: Callable[[Any], bool]


def check_report(data: bytes | None) -> bytes | None:
    """What of a message of a browser is passed on; None for nothing. What is left out is logged.

    Parameters
    ----------
    data : the message as it came, None for a text.
    """
    message = BackMsg()
    try:
        if data is None or len(data) > LARGEST_BYTES:
            LOG.warning("left out of what a browser reports: a text, or too much")
            return None
        message.ParseFromString(data)
    except DecodeError:
        LOG.warning("left out of what a browser reports: no message of Streamlit")
        return None
    kind = message.WhichOneof("type")
    asked = message.backend_operation_request.WhichOneof("payload")
    if kind not in PASSED and not (kind == "backend_operation_request" and asked in OPERATIONS):
        LOG.warning("left out of what a browser reports: a message of kind %s", kind)
        return None
    if kind != "rerun_script":
        return data
    return bytes(message.SerializeToString()) if _clean(message.rerun_script) else data


def _clean(state: ClientState) -> bool:
    """Take out what no page of the app reports; says whether there was something."""
    widgets = state.widget_states.widgets
    kept = [widget for widget in widgets if is_possible(widget)]
    faults = len(widgets) - len(kept)
    if faults:
        del widgets[:]
        widgets.extend(kept)
    context = state.context_info
    if state.HasField("context_info") and not _is_url(context.url):
        context.url = ""
        faults += 1
    if faults:
        LOG.warning("left out of what a browser reports: %d values that no page can have", faults)
    return faults > 0


def is_possible(widget: WidgetState) -> bool:
    """Whether a widget of the pages can have the value that is reported of it."""
    kind = widget.WhichOneof("value")
    rule = _find_rule(widget.id)
    # A widget without a value has been left as it is at first.
    return rule is not None and (
        kind is None or (kind == rule.kind and rule.holds(getattr(widget, kind)))
    )


def _find_rule(id_: str) -> Rule | None:
    if id_.startswith(INTERNAL):
        is_mount = id_.endswith(f"-{keys.EXPLORE}{EVENTS}")
        return Rule("json_trigger_value", _is_stale) if is_mount else None
    parts = id_.split("-", 2)
    if not id_.startswith(ID) or len(parts) < 3:
        return None
    key = parts[2]
    named = _rules().get(key)
    if named is not None:
        return named
    for start, rule in PREFIXES.items():
        if key.startswith(start):
            return rule
    return None


def _is_any(_value: object) -> bool:
    return True


def _is_text(value: str) -> bool:
    return len(value) <= LONGEST_TEXT


def _among(options: Collection[str]) -> Callable[[Any], bool]:
    """Whether a value is one of the options, or an array of them without repetition."""

    def holds(value: Any) -> bool:
        if isinstance(value, str):
            return value in options
        return len(set(value.data)) == len(value.data) and set(value.data) <= set(options)

    return holds


def _are_texts(value: Any) -> bool:
    """Whether a value is an array of short texts without repetition; the page takes those that it has."""
    return len(set(value.data)) == len(value.data) <= MOST_TEXTS and all(map(_is_text, value.data))


def _is_choice_of_table(value: str) -> bool:
    """Whether a value is what a table reports of a chosen cell."""
    found = _read_selection(value)
    return (
        found.keys() <= {"rows", "columns", "cells"}
        and all(isinstance(part, list) for part in found.values())
        and all(
            isinstance(cell, list)
            and [type(part) for part in cell] == [int, str]
            and 0 <= cell[0] < MOST_ROWS
            for cell in found.get("cells", [[]])
        )
    )


def _is_choice_of_map(value: str) -> bool:
    """Whether a value is what the map of districts reports of those that were clicked."""
    found = _read_selection(value)
    picked = found.get(PICKED, {})
    return found.keys() <= {PICKED} and (
        picked == {}
        or (
            isinstance(picked, list)
            and all(isinstance(one, dict) and isinstance(one.get("id"), str) for one in picked)
        )
    )


def _read_selection(value: str) -> dict[str, Any]:
    """The selection that a table or chart reports; nothing when the text holds none."""
    try:
        found = json.loads(value)["selection"]
    except (ValueError, RecursionError, TypeError, KeyError):
        return {"cells": [None]}
    return found if isinstance(found, dict) else {"cells": [None]}


def _is_stale(value: str) -> bool:
    """Whether the mount says that its version of the record is not served any more."""
    try:
        events = json.loads(value)
    except (ValueError, RecursionError):
        return False
    return isinstance(events, list) and all(
        isinstance(event, dict)
        and event.get("event") == "stale"
        and isinstance(event.get("value"), str)
        for event in events
    )


def _is_url(text: str) -> bool:
    try:
        return text == "" or urlsplit(text).scheme in ("http", "https")
    except ValueError:
        return False


FLAG, PRESS = Rule("bool_value", _is_any), Rule("trigger_value", _is_any)
#: Beginning of the keys of many widgets -> their rule.
PREFIXES = {
    f"{keys.SOURCES_ROW}-": FLAG,
    "close-": PRESS,
    "download-": PRESS,
    f"{keys.ANALYSE_TABLE}-": Rule("string_value", _is_choice_of_table),
    f"{keys.ANALYSE_MAP}-": Rule("string_value", _is_choice_of_map),
    f"{keys.ANALYSE_ASK}-": PRESS,
    f"{keys.ANALYSE_CLOSE}-": PRESS,
}


@cache
def _rules() -> dict[str, Rule]:
    """Key of a widget -> its rule, in the language of the server."""
    return {
        keys.SOURCES_TEXT: Rule("string_value", _is_text),
        keys.SOURCES_KINDS: Rule("string_array_value", _among([*map(label_kind, SOURCE_KINDS)])),
        keys.SOURCES_SIDES: Rule("string_array_value", _among([_(SIDE_WORDS[x]) for x in SIDES])),
        keys.SOURCES_ONLY: Rule("string_array_value", _among([_(x) for x in CONDITIONS.values()])),
        keys.SOURCES_SORT: Rule("string_value", _among([_(words) for words in SORTS.values()])),
        keys.SOURCES_MORE: PRESS,
        keys.COVERAGE_DIFFERS: FLAG,
        keys.COVERAGE_PLACE: Rule("string_value", _is_text),
        keys.CHANGES_TEXT: Rule("string_value", _is_text),
        "changes-more": PRESS,
        **_analysis_rules(),
    }


def _list_labels(name: str) -> set[str]:
    """The labels that a box of the page Analyse may have."""
    harms = [capital(_(words)) for words in MEASURE_WORDS.values()]
    if name == "harm":
        return {*harms}
    values = CHOICES[name][1]
    if name in ("colour", "number"):
        return {label_number(value, harm) for value in values for harm in MEASURE_WORDS}
    return {_(FIELD_WORDS[value]) for value in values if value in FIELD_WORDS}


def _analysis_rules() -> dict[str, Rule]:
    """As `_rules`, for the page Analyse."""
    texts, text = Rule("string_array_value", _are_texts), Rule("string_value", _is_text)
    days, facets = (
        ("from", "to", "with-from", "with-to"),
        ("districts", "with-districts", *FACET_WORDS),
    )
    return {
        **{key_of(name): texts for name in (*days, *facets)},
        key_of("q"): text,
        key_of("near-of"): Rule("string_value", _among([_(words) for words in PLACES.values()])),
        **{key_of(name): Rule("string_value", _among(_list_labels(name))) for name in CHOICES},
        keys.ANALYSE_FILTERS: FLAG,
        keys.ANALYSE_NEAR: FLAG,
        keys.ANALYSE_PLACE: Rule("string_value", lambda value: len(value) <= LONGEST_AREA),
        keys.ANALYSE_RADIUS: Rule("double_value", lambda value: 0 <= value <= MOST_KM),
        keys.ANALYSE_CHOOSE: PRESS,
        keys.ANALYSE_NEIGHBOURS: PRESS,
        keys.ANALYSE_NONE: PRESS,
    }
