"""The widgets of the page Analyse that choose incidents: days, districts, filters, districts by where they lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import shapely
import streamlit as st
from shapely.geometry.base import BaseGeometry

from components import keys
from components.catalogue import N_, _
from components.labels import FACET_WORDS
from components.link import LONGEST_TEXT
from components.markdown import escape_markdown
from components.views.analysis.boxes import key_of
from components.views.analysis.choice import Choice, set_districts
from components.views.analysis.link import go
from components.views.analysis.numbers import Numbers
from components.views.analysis.words import label_option, write_filters
from geo.analysis.areas import MOST_KM, AreaError, add_neighbours, find_within, read_place
from geo.filters import list_options
from geo.ground import load_layer
from geo.record import Record

GROUND = Path(__file__).resolve().parents[3] / "geo" / "data"
ROAD, TYPED = "road", "typed"
PLACES = {
    ROAD: N_("the Lachin road"),
    TYPED: N_("a point, line or area"),
}
FACETS = tuple(facet for facet in FACET_WORDS if facet != "districts")
DAY_FORMAT = "YYYY-MM-DD"


def render_choosing(numbers: Numbers, record: Record) -> None:
    """Days, districts and other filters, as the link says."""
    choice = numbers.choice
    filters, whole = choice.filters, record.periods[-1]
    options = list_options(record)
    state = st.session_state
    state.update(
        {
            key_of("from"): filters.start,
            key_of("to"): filters.end,
            key_of("districts"): list(filters.districts),
        }
    )
    follow = partial(_choose, choice, record)
    with st.container(horizontal=True, key="analyse-choice"):
        for name, label in (("from", _("From")), ("to", _("To"))):
            st.date_input(
                label, key=key_of(name), min_value=whole.start, max_value=whole.end, format=DAY_FORMAT,
                on_change=follow, width=150, required=True,
            )  # fmt: skip
        st.multiselect(
            _("Districts"), options["districts"], format_func=label_option(record, "districts"),
            key=key_of("districts"), placeholder=_("All districts"), on_change=follow, width=420,
        )  # fmt: skip
    words = write_filters(record, replace(filters, districts=())) or _("none")
    shown = st.expander(
        _("Filter: {words}").format(words=escape_markdown(words)),
        key=keys.ANALYSE_FILTERS,
        on_change="rerun",
    )
    if shown.open:
        with shown:
            _render_filters(choice, record, options)
    near = st.expander(
        _("Choose districts by where they lie"), key=keys.ANALYSE_NEAR, on_change="rerun"
    )
    if near.open:
        with near:
            _render_near(choice, record)


def _render_filters(choice: Choice, record: Record, options: dict[str, tuple[str, ...]]) -> None:
    follow = partial(_choose_filters, choice, record)
    state = st.session_state
    state[key_of("q")] = choice.filters.text
    with st.container(horizontal=True, key="analyse-facets"):
        for facet in FACETS:
            state[key_of(facet)] = list(getattr(choice.filters, facet))
            st.multiselect(
                _(FACET_WORDS[facet][0]), options[facet], format_func=label_option(record, facet),
                key=key_of(facet), placeholder=_("All"), on_change=follow, width=300,
            )  # fmt: skip
        st.text_input(
            _("Words"), key=key_of("q"), max_chars=LONGEST_TEXT, placeholder="", on_change=follow,
            width=300,
        )  # fmt: skip


def _choose(choice: Choice, record: Record) -> None:
    """The days and districts of the widgets; days in the wrong order are put right."""
    state = st.session_state
    start, end = state[key_of("from")], state[key_of("to")]
    start, end = start or choice.filters.start, end or choice.filters.end
    filters = replace(choice.filters, start=min(start, end), end=max(start, end))
    go(set_districts(replace(choice, filters=filters), state[key_of("districts")], record), record)


def _choose_filters(choice: Choice, record: Record) -> None:
    state = st.session_state
    options = list_options(record)
    facets: dict[str, Any] = {
        facet: tuple(value for value in options[facet] if value in state[key_of(facet)])
        for facet in FACETS
    }
    filters = replace(choice.filters, text=(state[key_of("q")] or "").strip(), **facets)
    go(replace(choice, filters=filters, opened=None), record)


def _render_near(choice: Choice, record: Record) -> None:
    """Neighbours of those chosen; districts within some kilometres of the road or of a place."""
    state = st.session_state
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            _("Add all neighbours of those chosen"), key=keys.ANALYSE_NEIGHBOURS,
            disabled=not choice.filters.districts, on_click=partial(_add_neighbours, choice, record),
        )  # fmt: skip
        st.button(
            _("Choose none"), key=keys.ANALYSE_NONE, disabled=not choice.filters.districts,
            on_click=partial(_take, choice, record, ()),
        )  # fmt: skip
    state.setdefault(keys.ANALYSE_RADIUS, 10.0)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            _("Within so many kilometres"), 0.0, MOST_KM, step=5.0, key=keys.ANALYSE_RADIUS,
            on_change="ignore", width=200,
        )  # fmt: skip
        st.selectbox(
            _("of"), list(PLACES), format_func=lambda name: _(PLACES.get(name, "")), key=key_of("near-of"),
            width=240,
        )  # fmt: skip
        typed = state[key_of("near-of")] == TYPED
        if typed:
            st.text_area(
                _("Longitude and latitude, one point a line, or WKT"), key=keys.ANALYSE_PLACE,
                placeholder="46.75 39.76", help=_("One point, two ends of a line, or the corners of an area."),
                width=340, height=100,
            )  # fmt: skip
        st.button(
            _("Choose these districts"), key=keys.ANALYSE_CHOOSE, on_click=partial(_choose_near, choice, record),
        )  # fmt: skip
    if fault := state.get(keys.ANALYSE_FAULT):
        st.error(escape_markdown(fault))
    st.caption(
        _(
            "A district is chosen when some part of it is so near, on the ellipsoid (WGS 84); with 0 when it "
            "touches the place. Neighbours share a border longer than a corner."
        )
    )


def _choose_near(choice: Choice, record: Record) -> None:
    state = st.session_state
    try:
        place = (
            _read_road()
            if state[key_of("near-of")] == ROAD
            else read_place(state[keys.ANALYSE_PLACE] or "")
        )
        found = find_within(record.districts, place, radius_km=float(state[keys.ANALYSE_RADIUS]))
    except AreaError as error:
        state[keys.ANALYSE_FAULT] = str(error)
        return
    if not found:
        state[keys.ANALYSE_FAULT] = _("No district lies so near; choose a greater distance.")
        return
    _take(choice, record, found)


def _read_road() -> BaseGeometry:
    lachin = load_layer(GROUND, "lachin").set_index("id")
    road: BaseGeometry = shapely.force_2d(lachin.geometry.loc["road"])
    return road


def _add_neighbours(choice: Choice, record: Record) -> None:
    _take(choice, record, add_neighbours(record, choice.filters.districts))


def _take(choice: Choice, record: Record, ids: Sequence[str]) -> None:
    go(set_districts(choice, ids, record), record)
