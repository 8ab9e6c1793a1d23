"""The page: header, filters, map, panels, footer."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components import keys
from components.filter_bar import render_filters
from components.map.mount import render_map
from components.markdown import escape_markdown
from components.panels import render_panels
from components.state import open_session
from components.store import Served
from geo.dates import describe_day
from geo.ground import CREDIT
from geo.record import Record

TITLE = "44 Days"
TAGLINE = "The 2020 Karabakh war, place by place: what happened, who says so, and how well it is evidenced."
STYLE = Path(__file__).resolve().parent / "style.css"
ICON = STYLE.with_name("icon.png")


def render_page() -> None:
    """The whole page."""
    st.set_page_config(
        page_title=f"{TITLE}: {TAGLINE.split(':')[0]}", page_icon=str(ICON), layout="wide"
    )
    st.html(STYLE)
    served = open_session()
    record = served.record
    with st.container(key="head", horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.title(TITLE, anchor=False, width="content")
        st.markdown(TAGLINE, width="content")
    render_notices(served)
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
    render_footer(record)


def render_notices(served: Served) -> None:
    """What was ignored in the link, and what is wrong with the files of the record."""
    notices = st.session_state[keys.NOTICES]
    if notices:
        ignored = "".join(f"\n- {escape_markdown(notice)}" for notice in notices)
        st.warning(f"Ignored in the link:\n{ignored}")
    if served.fault:
        st.error(
            "The files of the record have changed and cannot be used; what is shown is the last "
            f"good record. {escape_markdown(served.fault)}"
        )
    if served.record.problems:
        with st.expander(f"{describe_set_aside(served.record)}: see why", icon="⚠️"):
            for problem in served.record.problems:
                st.markdown(escape_markdown(str(problem)))


def describe_set_aside(record: Record) -> str:
    """How many rows are not used, in words."""
    rows = sum(record.set_aside.values())
    if rows == 0:
        return "The files of the record have problems; all rows are used"
    return f"{rows} {'row' if rows == 1 else 'rows'} of the record {'is' if rows == 1 else 'are'} set aside"


def render_footer(record: Record) -> None:
    """What this is, where the data comes from, its version; that it is not complete."""
    text = (
        f"{len(record.events)} incidents, talks and documents from {len(record.sources)} sources; "
        f"version {record.version}, checked {describe_day(record.date)}. Not complete: no mark means "
        "that no incident is recorded. Claims are shown as claims; shape says what, fill says how well "
        "it is evidenced. Of two names the first is the one in Azerbaijani official use: the order "
        "follows borders recognised by the UN and carries no view on the conflict. "
        f"{CREDIT}; road and corridor schematic. Articles A and B, from which the record grew, both "
        "argue the Azerbaijani position: A names no author or funder, B was paid for by an "
        "Azerbaijani state agency."
    )
    st.markdown(f":small[{escape_markdown(text)}]")


render_page()
