"""The app: its pages, and what stands on each of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from components import keys
from components.markdown import escape_markdown
from components.server.record_store import Served
from components.state import keep_filters, open_session, open_view, read_note
from components.views.map import render_explore
from components.views.method import render_method
from components.views.sources import render_sources_page
from geo.dates import describe_day
from geo.ground import CREDIT
from geo.record import Record

TITLE = "44 Days"
TAGLINE = "The 2020 Karabakh war, place by place: what happened, who says so, and how well it is evidenced."
STYLE = Path(__file__).resolve().parent / "style.css"
ICON = STYLE.with_name("icon.png")
#: Title, address and content of each page; the first one is at the root.
PAGES: tuple[tuple[str, str, Callable[[Record], None]], ...] = (
    ("Map", "map", render_explore),
    ("Sources", "sources", render_sources_page),
    ("Method", "method", render_method),
)


def render_app() -> None:
    """The page that is asked for, with header, notices and footer."""
    pages = [
        st.Page(partial(render_page, render), title=title, url_path=path, default=path == "map")
        for title, path, render in PAGES
    ]
    page = st.navigation(pages, position="hidden")
    wanted = st.session_state.pop(keys.WANTED, None)
    if wanted is not None:
        st.switch_page(pages[1], query_params={keys.SOURCE_PARAMETER: wanted})
    st.set_page_config(
        page_title=f"{page.title} · {TITLE}: {TAGLINE.split(':')[0]}",
        page_icon=str(ICON),
        layout="wide",
    )
    st.html(STYLE)
    with st.container(key="head", horizontal=True, vertical_alignment="bottom", gap="medium"):
        st.title(TITLE, anchor=False, width="content")
        st.markdown(TAGLINE, width="content")
        with st.container(key="pages", horizontal=True, gap="small", width="content"):
            for entry in pages:
                st.page_link(entry)
    page.run()


def render_page(render: Callable[[Record], None]) -> None:
    """One page below the header."""
    served = open_session()
    if render is render_explore:
        open_view(served.record)
    keep_filters(at_map=render is render_explore)
    render_note()
    render_notices(served)
    render(served.record)
    render_footer(served.record)


def render_note() -> None:
    """What the record holds, said before it is shown, until the reader closes it."""
    if st.session_state.get(keys.NOTED):
        return
    with st.container(key="content-note", horizontal=True, vertical_alignment="center"):
        st.markdown(
            "**Before you look:** this record describes harm to civilians of both sides, in words "
            "and figures.  \nIt holds no pictures of it and no names of private victims."
        )
        st.button("Understood", key="close-note", on_click=read_note, type="tertiary")


def render_notices(served: Served) -> None:
    """What was ignored in the link, and what is wrong with the files of the record."""
    notices = st.session_state.get(keys.NOTICES)
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
    claims = int(record.events["claims"].sum())
    text = (
        f"{len(record.events):,} incidents, talks and documents, {claims:,} claims, "
        f"{len(record.sources)} sources; "
        f"version {record.version}, checked {describe_day(record.date)}. Not complete: no mark means "
        "that no incident is recorded. Claims are shown as claims; shape says what, fill says how well "
        "it is evidenced. Of two names the first is the one in Azerbaijani official use: the order "
        "follows borders recognised by the UN and carries no view on the conflict. "
        f"{CREDIT}; road and corridor schematic. Articles A and B, from which the record grew, both "
        "argue the Azerbaijani position: A names no author or funder, B was paid for by an "
        "Azerbaijani state agency."
    )
    st.markdown(f":small[{escape_markdown(text)}]")


render_app()
