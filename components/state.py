"""What one session shows. Every change of it goes through a function of this module."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Any, cast

import streamlit as st

from components import keys
from components.explore.payload import is_large, record_periods
from components.large.answers import count_ahead
from components.link import Link, read_link
from components.server.record_store import STORE, Served
from geo.filters import Filters, count_options
from geo.record import Record

FOLLOWERS = [keys.FRAGMENT_MAP, keys.FRAGMENT_PANELS, keys.FRAGMENT_FILTERS]


def open_session() -> Served:
    """The record of this visit, which keeps the version that it began with."""
    state = st.session_state
    if keys.RECORD not in state:
        state[keys.RECORD] = STORE.current()
    return cast(Served, state[keys.RECORD])


def open_view(record: Record) -> None:
    """At the first look at the map, read the link."""
    if keys.WINDOW not in st.session_state:
        _seed(_read(record))


def keep_filters(*, at_map: bool) -> None:
    """Keep what is chosen in widgets of the map page while another page is shown.

    Streamlit forgets the state of a widget that a run does not draw, unless it is set anew; at the
    return to the map it is set once more, so that the widgets show it.
    """
    state = st.session_state
    if at_map and state.get(keys.AT_MAP, True):
        return
    state[keys.AT_MAP] = at_map
    for key in (*keys.FACETS.values(), keys.TEXT, keys.TAB):
        if key in state:
            state[key] = state[key]


def read_note() -> None:
    """The content note was read."""
    st.session_state[keys.NOTED] = True


def _read(record: Record) -> Link:
    parameters = {key: st.query_params.get_all(key) for key in st.query_params}
    return read_link(
        parameters,
        periods=record_periods(record),
        event_ids=record.assessments,
        options=facet_options(record),
    )


def _seed(link: Link) -> None:
    state = st.session_state
    state[keys.WINDOW] = link.window
    state[keys.SPAN] = link.span
    state[keys.VIEW] = link.view
    state[keys.HELD] = link.held
    state[keys.MODE] = link.mode
    state[keys.SELECTED] = link.selected
    state[keys.NOTICES] = link.notices
    state[keys.MAP_FIRST] = True
    state[keys.ORDER] = 0
    state[keys.PAGE] = 0
    state[keys.TEXT] = link.text
    for facet, key in keys.FACETS.items():
        state[key] = list(link.facets[facet])


@lru_cache(maxsize=4)
def facet_options(record: Record) -> dict[str, list[str]]:
    """For each facet, the values that any event of the record has; of places, all."""
    whole = record_periods(record)[-1]
    counts = count_options(record, Filters(start=whole.start, end=whole.end))
    used = {facet: [value for value, n in found.items() if n] for facet, found in counts.items()}
    return used | {"places": list(record.places.index)}


def current_filters() -> Filters:
    """What this session asks for."""
    state = st.session_state
    start, end = state[keys.WINDOW]
    facets = {facet: tuple(state.get(key) or ()) for facet, key in keys.FACETS.items()}
    return Filters(start=start, end=end, text=state.get(keys.TEXT) or "", **facets)


def link_parameters(filters: Filters) -> dict[str, list[str]]:
    """The filters as parameters of a link; the browser adds dates, selection and view."""
    parameters = {key: list(getattr(filters, facet)) for facet, key in keys.FACETS.items()}
    return parameters | {keys.TEXT: [filters.text] if filters.text else []}


def chosen_place() -> str | None:
    """The one place that is filtered to, or None."""
    places = st.session_state.get(keys.FACETS["places"]) or []
    return places[0] if len(places) == 1 else None


def _reported(name: str) -> Any:
    return st.session_state[keys.TIMEMAP].get(name)


def take_window() -> None:
    """The window of days came to rest in the browser."""
    start, end = (datetime.date.fromisoformat(day) for day in _reported("window"))
    st.session_state[keys.WINDOW] = (start, end)
    st.session_state[keys.PAGE] = 0
    st.rerun([keys.FRAGMENT_PANELS, keys.FRAGMENT_FILTERS])


def take_selection() -> None:
    """An incident was chosen on the map, or none."""
    st.session_state[keys.SELECTED] = _reported("selected") or None
    st.rerun(keys.FRAGMENT_PANELS)


def take_place() -> None:
    """A place was chosen on the map, or none."""
    place = _reported("place")
    st.session_state[keys.FACETS["places"]] = [place] if place else []
    _begin_anew()
    # A rerun of named fragments would not show the new value in the filter's own widget.
    st.rerun()


def take_stale() -> None:
    """The version of this visit is not served any more: go on with the record as it is now."""
    st.session_state[keys.RECORD] = STORE.current()
    st.rerun()


def take_source() -> None:
    """A source on the card of the selected incident is wanted; the next run goes to its page."""
    source = st.session_state[keys.INCIDENT].get("source")
    if source:
        st.session_state[keys.WANTED] = source
        st.rerun()


def follow_filters() -> None:
    """A filter changed: everything that shows events follows, a map that asks for counts first."""
    _begin_anew()
    record = open_session().record
    if is_large(record):
        count_ahead(record, current_filters())
        st.session_state[keys.MAP_FIRST] = True
    st.rerun(FOLLOWERS)


def _begin_anew() -> None:
    st.session_state[keys.PAGE] = 0
    st.session_state[keys.ORDER] += 1


def select_event(event_id: str | None) -> None:
    """An incident was chosen in the list, or none; the map follows."""
    st.session_state[keys.SELECTED] = event_id
    st.session_state[keys.ORDER] += 1
    st.rerun([keys.FRAGMENT_MAP, keys.FRAGMENT_PANELS])


def turn_page(page: int) -> None:
    """Another page of the list."""
    st.session_state[keys.PAGE] = page
    st.rerun(keys.FRAGMENT_PANELS)


def clear_filters() -> None:
    """No filter and no selection; the dates stay."""
    state = st.session_state
    for key in keys.FACETS.values():
        state[key] = []
    state[keys.TEXT] = ""
    state[keys.SELECTED] = None
    _begin_anew()
    st.rerun()
