"""The panels beside the map: incidents and sources of what is shown."""

from __future__ import annotations

import time

import streamlit as st

from components import keys
from components.incidents import render_incidents
from components.sources import render_sources
from components.state import current_filters
from geo.filters import match_events
from geo.record import Record

#: The browser builds the panels in one piece of work. So much later, and a map that is new, or that
#: asks for its counts, is drawn before.
HEAD_START_S = 0.15


@st.fragment(key=keys.FRAGMENT_PANELS)
def render_panels(record: Record) -> None:
    """Incidents and sources, one at a time."""
    if st.session_state.pop(keys.MAP_FIRST, False):
        time.sleep(HEAD_START_S)
    shown = match_events(record, current_filters())
    incidents, sources = st.tabs(["Incidents", "Sources"], key=keys.TAB, on_change="rerun")
    if incidents.open:
        with incidents:
            render_incidents(record, shown)
    if sources.open:
        with sources:
            render_sources(record, shown)
