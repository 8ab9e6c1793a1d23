"""The panels beside the map: incidents and sources of what is shown."""

from __future__ import annotations

import streamlit as st

from components import keys
from components.incidents import render_incidents
from components.sources import render_sources
from components.state import current_filters
from geo.filters import match_events
from geo.record import Record


@st.fragment(key=keys.FRAGMENT_PANELS)
def render_panels(record: Record) -> None:
    """Incidents and sources, one at a time."""
    shown = match_events(record, current_filters())
    incidents, sources = st.tabs(["Incidents", "Sources"], key=keys.TAB, on_change="rerun")
    if incidents.open:
        with incidents:
            render_incidents(record, shown)
    if sources.open:
        with sources:
            render_sources(record, shown)
