"""A table of numbers, each of which opens the incidents behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from components import keys
from components.catalogue import _, count_things
from components.explore.cards import describe_when
from components.labels import EVIDENCE_WORDS
from components.link import event_link
from components.markdown import escape_markdown
from components.views.analysis.choice import Choice, write_map_query
from components.views.analysis.link import go
from components.views.analysis.numbers import Numbers, find_behind
from components.views.analysis.words import count_incidents, write_choice_line
from geo.filters import Filters
from geo.record import Record

#: Incidents that are listed one by one; the map shows all.
MOST_LISTED = 50
ROW_PX, HEAD_PX, MOST_PX = 35, 38, 460


def render_table(
    numbers: Numbers,
    table: str,
    frame: pd.DataFrame,
    *,
    rows: Sequence[str],
    columns: dict[str, str],
    alt: str,
) -> None:
    """A table in words; a chosen number opens its incidents below.

    Parameters
    ----------
    frame : what is shown, rows named by its index, shape (rows, k).
    rows : key of each row.
    columns : name of each column of which the numbers count incidents -> its key.
    alt : what the table is, for those who do not see it.
    """
    choice = numbers.choice
    opened = choice.opened if choice.opened and choice.opened[0] == table else None
    cell = None
    if opened:
        names = [name for name, key in columns.items() if key == opened[2]]
        if names and opened[1] in rows:
            cell = (list(rows).index(opened[1]), names[0])
    key = _find_key(table, cell)
    st.dataframe(
        frame,
        height=min(HEAD_PX + ROW_PX * len(frame), MOST_PX),
        key=key,
        on_select=partial(_open, choice, numbers.record, table, key, tuple(rows), columns),
        selection_mode="single-cell",
        selection_default={"selection": {"cells": [cell]}} if cell else None,
        placeholder="–",
        alt=alt,
    )
    if opened and cell:
        title = f"{frame.index[cell[0]]} · {cell[1]}"
        _render_behind(numbers, opened, title)


def _find_key(table: str, cell: tuple[int, str] | None) -> str:
    """The key of a table: a new one where the number that it has chosen is not that of the link."""
    turns = st.session_state.setdefault(keys.ANALYSE_TURN, {})
    key = f"{keys.ANALYSE_TABLE}-{table}-{turns.get(table, 0)}"
    state = st.session_state.get(key)
    if state is not None and _read_cell(state) != cell:
        turns[table] = turns.get(table, 0) + 1
        key = f"{keys.ANALYSE_TABLE}-{table}-{turns[table]}"
    return key


def _read_cell(state: object) -> tuple[int, str] | None:
    cells = state["selection"]["cells"]  # type: ignore[index]
    return (int(cells[0][0]), str(cells[0][1])) if cells else None


def _open(
    choice: Choice,
    record: Record,
    table: str,
    key: str,
    rows: tuple[str, ...],
    columns: dict[str, str],
) -> None:
    """A number was chosen, or let go."""
    cell = _read_cell(st.session_state[key])
    opened = None
    if cell and cell[0] < len(rows) and cell[1] in columns:
        opened = (table, rows[cell[0]], columns[cell[1]])
    go(replace(choice, opened=opened), record)


def _render_behind(numbers: Numbers, opened: tuple[str, str, str], title: str) -> None:
    """The incidents behind a number, and the way to the map with them."""
    behind = find_behind(numbers, *opened)
    if behind is None:
        return
    record = numbers.record
    events = record.events[behind.mask]
    with st.container(border=True, key=f"behind-{opened[0]}"):
        with st.container(horizontal=True, vertical_alignment="top"):
            st.markdown(f"**{escape_markdown(title)}: {count_incidents(len(events))}**")
            st.button(
                _("Close"),
                key=f"{keys.ANALYSE_CLOSE}-{opened[0]}",
                on_click=partial(go, replace(numbers.choice, opened=None), record),
            )
        listed = events.iloc[:MOST_LISTED]
        lines = [_write_incident(event) for _id, event in listed.iterrows()]
        st.markdown("\n".join(lines) or _("No incident."))
        if len(listed) < len(events):
            more = len(events) - len(listed)
            st.markdown(count_things("{n} more on the map.", "{n} more on the map.", more))
        st.markdown(write_map_link(record, behind.filters, len(events)))


def _write_incident(event: pd.Series) -> str:
    title = f"[{escape_markdown(event['title'])}]({event_link(event)})"
    facts = "; ".join([describe_when(event), _(EVIDENCE_WORDS[event["evidence"]])])
    return f"- {title}: {escape_markdown(facts)}"


def write_map_link(record: Record, filters: Filters | None, count: int) -> str:
    """The way to the map with some incidents, or why there is none."""
    if filters is None:
        return _(
            "The filters of the map cannot show exactly these incidents; each leads to its card."
        )
    query = write_map_query(filters, record, record.known_on)
    words = _("On the map: {incidents}").format(incidents=count_incidents(count))
    about = escape_markdown(write_choice_line(record, filters, record.known_on))
    return f"[{words}](./?{urlencode(query, doseq=True)}) ({about})"
