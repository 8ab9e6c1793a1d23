"""The incidents as a list of cards: the equal path to the map."""

from __future__ import annotations

from functools import partial

import numpy as np
import numpy.typing as npt
import streamlit as st

from components import keys
from components.cards import Card, build_card, order_for_reading
from components.incident.mount import render_incident
from components.labels import count_words
from components.markdown import escape_markdown
from components.state import chosen_place, select_event, turn_page
from geo.export import export_claims, export_events, write_csv
from geo.filters import find_event
from geo.record import Record

PAGE_SIZE = 8


def render_incidents(record: Record, shown: npt.NDArray[np.bool_]) -> None:
    """The selected incident, then the list in order of date, a page at a time.

    `shown` says of each event of the record whether it passes dates and filters.
    """
    order = order_for_reading(record)
    rows = order[shown[order]]
    with st.container(key=keys.INCIDENTS):
        off_map = int(np.count_nonzero(shown & ~record.events["on_map"].to_numpy()))
        st.markdown(f"**{count_words(len(rows), len(shown), off_map)}**")
        _render_place(record)
        selected = find_event(record, st.session_state[keys.SELECTED])
        if selected is not None:
            _render_selected(record, selected, bool(shown[selected]))
            rows = rows[rows != selected]
        if not shown.any():
            st.markdown(
                "No incident recorded for these dates and filters. The record is not complete."
            )
        page = min(st.session_state[keys.PAGE], max(0, (len(rows) - 1) // PAGE_SIZE))
        for row in rows[page * PAGE_SIZE : (page + 1) * PAGE_SIZE].tolist():
            card = build_card(record, row)
            with st.container(border=True, gap="xxsmall", key=f"card-{card.event_id}"):
                _render_card(card)
        _render_pager(page, len(rows))
        _render_downloads(record, shown)


def _render_downloads(record: Record, shown: npt.NDArray[np.bool_]) -> None:
    """What is shown as tables, made when asked for."""
    with st.popover("Download what is shown", disabled=not shown.any()):
        st.markdown("CSV in UTF-8; evidence, place and date precision in columns of their own.")
        for label, name, export in (
            ("Incidents, with all that is computed", "incidents", export_events),
            ("Claims on these incidents", "claims", export_claims),
        ):
            st.download_button(
                label,
                partial(write_csv, export, record, shown),
                file_name=f"{name}-{record.version}.csv",
                mime="text/csv",
                on_click="ignore",
                key=f"download-{name}",
            )


def _render_place(record: Record) -> None:
    place_id = chosen_place()
    if place_id is None:
        return
    place = record.places.loc[place_id]
    spellings = [place["name_az"], place["name_hy"], place["name_ru"]]
    names = escape_markdown(" · ".join(name for name in spellings if name))
    kinds = {"stand-in": "Stand-in point", "approximate": "Approximate point"}
    point = f"{kinds.get(place['coord_precision'], 'Point')}: {place['coord_basis']}"
    with st.container(border=True, gap="xxsmall", key="place-card"):
        st.markdown(f"**{escape_markdown(place['name_en'])}** ({place['kind']})  \n{names}")
        st.markdown(escape_markdown(place["role"]))
        st.markdown(f":small[{escape_markdown(point)}]")


def _render_selected(record: Record, row: int, shown: bool) -> None:
    with st.container(border=True, gap="xxsmall", key=keys.SELECTED_CARD):
        if not shown:
            st.caption("Selected; outside the dates or filters that are set now.")
        render_incident(record, row)
        st.button("Close", key="close-selected", on_click=select_event, args=(None,))


def _render_card(card: Card) -> None:
    st.markdown(card.head)
    st.button(
        card.title,
        key=f"select-{card.event_id}",
        type="tertiary",
        on_click=select_event,
        args=(card.event_id,),
        wrap=True,
    )
    st.markdown(card.body)
    st.button(
        f"Compare {card.claims}",
        key=f"claims-{card.event_id}",
        type="tertiary",
        on_click=select_event,
        args=(card.event_id,),
    )


def _render_pager(page: int, count: int) -> None:
    pages = -(-count // PAGE_SIZE)
    if pages < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pager"):
        st.button("Earlier", disabled=page == 0, on_click=turn_page, args=(page - 1,))
        first, last = page * PAGE_SIZE + 1, min(count, (page + 1) * PAGE_SIZE)
        st.markdown(f"{first:,} to {last:,} of {count:,}")
        st.button("Later", disabled=page + 1 == pages, on_click=turn_page, args=(page + 1,))
