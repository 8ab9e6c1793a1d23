"""The pages in Streamlit, and what stands on each of them but the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from components.catalogue import _
from components.explore.lead import TAGLINE, TITLE, build_about
from components.explore.mount import render_explore
from components.faults import describe_set_aside
from components.markdown import escape_markdown
from components.pages import ANALYSE, MAP, METHOD, SOURCES, Page
from components.server.record_store import Served
from components.session import open_session
from components.views.analysis.page import render_analysis
from components.views.method import render_method
from components.views.sources import render_sources_page
from geo.record import Record
from geo.tables.problems import summarize_problems

STYLE = Path(__file__).resolve().parent / "style.css"
ICON = STYLE.with_name("icon.png")
CONTENTS: tuple[tuple[Page, Callable[[Record], None]], ...] = (
    (ANALYSE, render_analysis),
    (SOURCES, render_sources_page),
    (METHOD, render_method),
)


def render_app() -> None:
    """The page that is asked for."""
    pages = {MAP.key: st.Page(render_map_page, title=_(MAP.title), url_path="map", default=True)}
    for page, render in CONTENTS:
        content = partial(render_page, page, render, pages)
        pages[page.key] = st.Page(content, title=_(page.title), url_path=page.path)
    shown = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(page_title=f"{shown.title} · {_(TITLE)}", page_icon=str(ICON), layout="wide")
    shown.run()


def render_map_page() -> None:
    """The browser app, which fills the screen."""
    render_explore(open_session())


def render_page(page: Page, render: Callable[[Record], None], pages: dict[str, st.Page]) -> None:
    """A page of Streamlit's own widgets below the header."""
    served = open_session()
    st.html(STYLE)
    render_header(page, pages)
    with st.container(key="body"):
        render_notices(served)
        render(served.record)
        with st.container(key="about"):
            st.markdown("\n\n".join(map(escape_markdown, build_about(served.record))))


def render_header(shown: Page, pages: dict[str, st.Page]) -> None:
    """Title, and the way to the other pages; the browser finds the map as it was left."""
    with st.container(key="head", horizontal=True, vertical_alignment="center", wrap=False):
        st.html(f"<h1>{escape(_(TITLE))}</h1><p>{escape(_(TAGLINE))}</p>")
        with st.container(key="pages", horizontal=True, gap=None, wrap=False, width="content"):
            for key, page in pages.items():
                with st.container(
                    key="page-shown" if key == shown.key else f"page-{key}", width="content"
                ):
                    st.page_link(page)


def render_notices(served: Served) -> None:
    """What is wrong with the files of the record."""
    if served.fault:
        st.error(
            _(
                "The files of the record have changed and cannot be used; what is shown is the last "
                "good record."
            )
            + f" {escape_markdown(served.fault)}"
        )
    if served.record.problems:
        with st.expander(describe_set_aside(served.record) + ": " + _("see why"), icon="⚠️"):
            summary = summarize_problems(served.record.problems)
            st.markdown(_list_lines(summary.causes))
            if summary.following:
                st.markdown(_("Rows that need one of these:"))
                st.markdown(_list_lines(summary.following))


def _list_lines(lines: Sequence[str]) -> str:
    return "\n".join(f"- {escape_markdown(line)}" for line in lines)


render_app()
