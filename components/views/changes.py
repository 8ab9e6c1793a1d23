"""The change log of the record: rows of `geo/data/CHANGES.md`, with a search."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd
import streamlit as st

from components import keys
from components.catalogue import _, count_things, group_digits
from components.markdown import escape_markdown
from geo.names import fold_text, query_words

CHANGE_COLUMNS = ("date", "event or source", "what changed", "why", "sources")
CHANGES = Path(__file__).resolve().parents[2] / "geo" / "data" / "CHANGES.md"
PAGE_SIZE = 20


def read_changes() -> pd.DataFrame:
    """The rows of the Markdown table in CHANGES.md, newest days first.

    UTF-8; a byte that is none is read as U+FFFD.
    """
    exists = CHANGES.is_file()
    return _parse_changes(CHANGES.read_text(encoding="utf-8", errors="replace") if exists else "")


@lru_cache(maxsize=1)
def _parse_changes(text: str) -> pd.DataFrame:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    good = [row for row in rows[2:] if len(row) == len(CHANGE_COLUMNS)]
    return pd.DataFrame(good, columns=list(CHANGE_COLUMNS))


def find_changes(text: str) -> pd.DataFrame:
    """The rows that hold every word of a text, in any spelling."""
    table = read_changes()
    folded = table.agg(" ".join, axis=1).map(fold_text)
    passing = pd.Series(True, index=table.index)
    for word in query_words(text):
        passing &= folded.str.contains(word, regex=False)
    return table[passing]


@st.fragment
def render_changes() -> None:
    """Heading, number, and folded a search and the newest rows; more at a click."""
    st.subheader(_("Change log of the record"), anchor=False)
    with st.expander(_("The changes, newest first"), key="changes"):
        text = st.text_input(_("Search the changes"), type="search", live=True, placeholder="", key=keys.CHANGES_TEXT, width=300)  # fmt: skip
        found = find_changes(text or "")
        st.markdown(count_things("**{n} change.**", "**{n} changes.**", len(found)))
        if read_changes().map(lambda cell: "\ufffd" in cell).to_numpy().any():
            st.warning(
                _(
                    "CHANGES.md is not in UTF-8; save it so. Letters that cannot be read stand as "
                    "replacement signs."
                )
            )
        pages = st.session_state.get(keys.CHANGES_PAGES, 1)
        shown = found.iloc[: pages * PAGE_SIZE]
        st.markdown("\n".join(_write_change(row) for _id, row in shown.iterrows()))
        if len(shown) < len(found):
            more = group_digits(min(PAGE_SIZE, len(found) - len(shown)))
            st.button(_("Show {n} more").format(n=more), key="changes-more", on_click=_show_more)


def _show_more() -> None:
    st.session_state[keys.CHANGES_PAGES] = st.session_state.get(keys.CHANGES_PAGES, 1) + 1


def _write_change(row: pd.Series) -> str:
    date, what, changed, why, sources = (escape_markdown(cell) for cell in row)
    line = f"- {date} · **{what}**: {changed}"
    if why:
        line += " " + _("*Why:* {why}").format(why=why)
    return line + (" " + _("*Sources:* {sources}").format(sources=sources) if sources else "")
