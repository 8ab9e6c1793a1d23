"""The map page: filters, map, panels."""

from __future__ import annotations

import streamlit as st

from components.explore.mount import render_map
from components.filter_bar import render_filters
from components.panels import render_panels
from geo.record import Record


def render_explore(record: Record) -> None:
    """Filters above, the map on the left, the panels on the right."""
    above = st.container()
    with st.container(key="body"):
        left, right = st.columns([0.64, 0.36], gap="medium")
    # The map is sent first: it has the longest way to its first picture.
    with left:
        render_map(record)
    with above:
        render_filters(record)
    with right, st.container(key="panels"):
        render_panels(record)
