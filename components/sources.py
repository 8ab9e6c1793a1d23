"""The sources behind what is shown, grouped by kind, with who stands behind each."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from components import keys
from components.labels import BASIS_WORDS, LINK_WORDS, SIDE_WORDS, capital, language_words
from components.markdown import code_markdown, escape_markdown, link_markdown
from geo.filters import Mask, count_sources, find_event
from geo.record import Record
from geo.tables.schema import SOURCE_KINDS

SELECTED_ONLY = "Behind the selected incident"
ALL_SHOWN = "Behind all that is shown"


def build_source(source: pd.Series, leaning: int) -> str:
    """One source as Markdown: what it is, who stands behind it, how many incidents lean on it."""
    title = link_markdown(source["title"], source["url"])
    by = " · ".join(
        escape_markdown(text)
        for text in dict.fromkeys([source["publisher"], source["author"]])
        if text
    )
    languages = language_words(source["language"])
    facts = [source["date"] or "date not known", source["kind"], languages, source["country"]]
    lines = [
        f"**{title}**",
        by,
        " · ".join(escape_markdown(text) for text in facts if text),
        f"Publisher: {SIDE_WORDS[source['side']]}",
        _affiliation(source),
        f"{capital(BASIS_WORDS[source['basis']])}"
        + (f": {escape_markdown(source['basis_detail'])}" if source["basis_detail"] else ""),
        _address(source),
        escape_markdown(source["note"]),
        f"{leaning} {'incident leans' if leaning == 1 else 'incidents lean'} on it",
    ]
    return "  \n".join(line for line in lines if line)


def _affiliation(source: pd.Series) -> str:
    if not source["affiliation"]:
        return "Affiliation and funding: not known"
    basis = f" (basis: {escape_markdown(source['affiliation_basis'])})"
    return f"Affiliation or funding: {escape_markdown(source['affiliation'])}" + (
        basis if source["affiliation_basis"] else ""
    )


def _address(source: pd.Series) -> str:
    state = capital(LINK_WORDS[source["link"]])
    if source["basis"] == "repost" and source["link"] == "opened":
        state = "The address is that of a reprint or summary; the original was not opened"
    if not source["url"] or source["url"].startswith("https://"):
        return state
    return f"{state}; not linked because it is not secure: {code_markdown(source['url'])}"


def render_sources(record: Record, shown: Mask) -> None:
    """All sources behind the events shown, or behind the selected one.

    `shown` says of each event of the record whether it passes dates and filters.
    """
    selected = st.session_state[keys.SELECTED]
    with st.container(key=keys.SOURCES):
        if selected is not None:
            choice = st.segmented_control(
                "Sources", [SELECTED_ONLY, ALL_SHOWN], default=SELECTED_ONLY, required=True,
                label_visibility="collapsed", key="sources-of",
            )  # fmt: skip
            if choice == SELECTED_ONLY:
                shown = np.zeros_like(shown)
                shown[find_event(record, selected)] = True
        counts = count_sources(record, shown)
        counts = counts[counts > 0]
        st.markdown(f"**{len(counts)} of {len(record.sources)} sources**")
        sources = record.sources.loc[counts.index]
        for kind in SOURCE_KINDS:
            of_kind = sources[sources["kind"] == kind]
            if of_kind.empty:
                continue
            with st.expander(f"{capital(kind)} ({len(of_kind)})", expanded=len(counts) <= 12):
                for id_ in of_kind.index:
                    st.markdown(build_source(of_kind.loc[id_], int(counts[id_])))
