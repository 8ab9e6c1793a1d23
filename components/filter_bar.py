"""The filters: one popover a facet, with live counts, and the search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import streamlit as st

from components import keys
from components.labels import (
    ACCUSED_WORDS,
    EVIDENCE_MARKS,
    EVIDENCE_WORDS,
    HARMED_WORDS,
    sort_by_name,
)
from components.link import LONGEST_TEXT
from components.markdown import escape_markdown
from components.state import clear_filters, current_filters, facet_options, follow_filters
from geo.filters import OFF_MAP, Filters, count_options
from geo.record import Record


@dataclass(frozen=True)
class Facet:
    """A filter as it is shown: its options in order, with their words."""

    name: str
    title: str
    question: str
    words: dict[str, str]


@lru_cache(maxsize=4)
def build_facets(record: Record) -> list[Facet]:
    """The facets of a record, each with the options that any event has."""
    options = facet_options(record)
    districts = record.districts["name_en"].to_dict() | {OFF_MAP: "Not on the map"}
    places = record.places["name_en"].to_dict()
    evidence = {
        level: f"{EVIDENCE_MARKS[level]} {EVIDENCE_WORDS[level]}" for level in EVIDENCE_WORDS
    }
    shown = [
        ("districts", "District", "In which districts?", districts),
        ("places", "Place", "At which places?", places),
        ("categories", "What", "What happened?", {}),
        ("evidence", "Evidence", "How well is it evidenced?", evidence),
        ("harmed", "Harmed", "Whose civilians or area were harmed?", HARMED_WORDS),
        ("accused", "Attributed to", "Who is said to have done it?", ACCUSED_WORDS),
        ("source_kinds", "Source", "Which kind of source speaks of it?", {}),
    ]
    facets = []
    for name, title, question, words in shown:
        all_words = {value: words.get(value, value) for value in options[name]}
        values = options[name]
        if name in ("districts", "places"):
            values = sort_by_name([v for v in values if v != OFF_MAP], all_words)
            values += [OFF_MAP] if OFF_MAP in options[name] else []
        facets.append(Facet(name, title, question, {value: all_words[value] for value in values}))
    return facets


@st.fragment(key=keys.FRAGMENT_FILTERS)
def render_filters(record: Record) -> None:
    """All filters in one row that wraps."""
    filters = current_filters()
    counts = count_options(record, filters)
    with st.container(horizontal=True, key="filters", vertical_alignment="center", gap="small"):
        for facet in build_facets(record):
            _render_facet(facet, counts[facet.name], getattr(filters, facet.name))
        st.text_input(
            "Search names and text",
            key=keys.TEXT,
            type="search",
            live=True,
            placeholder="Search names and text",
            label_visibility="collapsed",
            max_chars=LONGEST_TEXT,
            on_change=follow_filters,
            width=200,
        )
        st.button("Clear all", on_click=clear_filters, type="tertiary", disabled=_is_empty(filters))


def _render_facet(facet: Facet, counts: dict[str, int], chosen: tuple[str, ...]) -> None:
    title = f"{facet.title} · {len(chosen)}" if chosen else facet.title
    with st.popover(title, key=f"popover-{facet.name}"):
        st.pills(
            facet.question,
            list(facet.words),
            selection_mode="multi",
            key=keys.FACETS[facet.name],
            format_func=lambda value: f"{escape_markdown(facet.words[value])} ({counts[value]:,})",
            on_change=follow_filters,
            wrap=True,
        )


def _is_empty(filters: Filters) -> bool:
    chosen = any(getattr(filters, facet) for facet in keys.FACETS)
    return not (chosen or filters.text or st.session_state[keys.SELECTED])
