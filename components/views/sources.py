"""The Sources page: search, the list, an entry that opens under its row, downloads, who speaks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from components import keys
from components.catalogue import _, count_things, group_digits
from components.labels import SIDE_WORDS, label_kind
from components.link import LONGEST_TEXT
from components.markdown import escape_markdown
from components.views.balance import render_balance
from components.views.source_choice import (
    CONDITIONS,
    PAGE_SIZE,
    SORTS,
    Choice,
    mark_chosen,
    order_sources,
    read_choice,
    write_choice,
)
from components.views.source_search import search_sources
from components.views.source_text import (
    count_resting,
    source_link,
    write_claims,
    write_row,
    write_source,
    write_summary,
)
from geo.citations import cite_plain, write_bibtex, write_csl
from geo.kept import keep_with_record
from geo.record import Record
from geo.tables.schema import SIDES, SOURCE_KINDS
from geo.tally import list_claims_of, tally_sources


def render_sources_page(record: Record) -> None:
    """What there is, the list, and who speaks."""
    st.header(_("Sources"), anchor=False)
    _render_library(record)
    render_balance(record)


def find_sources(record: Record, choice: Choice) -> pd.DataFrame:
    """The sources that a choice shows, in its order."""
    passing = mark_chosen(record, choice) & search_sources(record, choice.text)
    return order_sources(record.sources[passing], choice.sort, record)


@st.fragment
def _render_library(record: Record) -> None:
    """What the link opens, choice, list and downloads; follows a choice without the rest of the page."""
    parameters = {key: st.query_params.get_all(key) for key in st.query_params}
    choice, faults = read_choice(parameters, record)
    if faults:
        listed = "\n".join(f"- {escape_markdown(fault)}" for fault in faults)
        st.warning(_("Left out of the link:") + f"\n{listed}")
    found = find_sources(record, choice)
    shown = found.iloc[: choice.pages * PAGE_SIZE]
    _render_asked(record, choice, shown)
    st.markdown(escape_markdown(write_summary(record)))
    _render_choice(record, choice)
    total = count_things("{n} source", "{n} sources", len(record.sources))
    st.markdown(
        _(
            "**{part} of {total}.** A title opens its entry: who stands behind it, what it says, how to cite it."
        ).format(part=group_digits(len(found)), total=total)
    )
    _render_rows(record, choice, shown)
    if len(shown) < len(found):
        more = min(PAGE_SIZE, len(found) - len(shown))
        st.button(
            _("Show {n} more").format(n=group_digits(more)),
            key=keys.SOURCES_MORE,
            on_click=partial(_go, replace(choice, pages=choice.pages + 1)),
        )
    _render_downloads(found)


def _go(choice: Choice) -> None:
    """Make a choice: from the link the next run reads it."""
    st.query_params.from_dict(write_choice(choice))


def _render_choice(record: Record, choice: Choice) -> None:
    """Search, kinds, sides, conditions and order, as the link says."""
    present = set(record.sources["kind"])
    kinds = [kind for kind in SOURCE_KINDS if kind in present]
    values = {
        keys.SOURCES_TEXT: choice.text,
        keys.SOURCES_KINDS: [kind for kind in choice.kinds if kind in kinds],
        keys.SOURCES_SORT: choice.sort,
        keys.SOURCES_SIDES: list(choice.sides),
        keys.SOURCES_ONLY: list(choice.only),
    }
    st.session_state.update(values)
    follow = partial(_choose, choice)
    st.text_input(
        _("Search titles, publishers, claims, incidents"), type="search", live=True, max_chars=LONGEST_TEXT,
        placeholder="", key=keys.SOURCES_TEXT, on_change=follow, width=480,
    )  # fmt: skip
    with st.expander(_name_filters(choice), key="sources-filters"):
        with st.container(horizontal=True, key="sources-choice"):
            st.multiselect(
                _("Kind"), kinds, format_func=label_kind, key=keys.SOURCES_KINDS,
                placeholder=_("All kinds"), on_change=follow, width=300,
            )  # fmt: skip
            st.selectbox(
                _("Order"), list(SORTS), format_func=lambda sort: _(SORTS[sort]), key=keys.SOURCES_SORT,
                on_change=follow, width=220,
            )  # fmt: skip
        st.pills(
            _("Side of publisher"), SIDES, selection_mode="multi", key=keys.SOURCES_SIDES, wrap=True,
            format_func=lambda side: _(SIDE_WORDS[side]), on_change=follow,
        )  # fmt: skip
        st.pills(
            _("Only"), list(CONDITIONS), selection_mode="multi", key=keys.SOURCES_ONLY, wrap=True,
            format_func=lambda name: _(CONDITIONS[name]), on_change=follow,
        )  # fmt: skip


def _name_filters(choice: Choice) -> str:
    """What is set, in words."""
    words = [
        *map(label_kind, choice.kinds),
        *(_(SIDE_WORDS[side]) for side in choice.sides),
        *(_(CONDITIONS[name]) for name in choice.only),
        _(SORTS[choice.sort]),
    ]
    return _("Filter and order: {words}").format(words=escape_markdown("; ".join(words)))


def _choose(choice: Choice) -> None:
    """The choice of the widgets; another list begins at its first page, with nothing open."""
    state = st.session_state
    _go(
        replace(
            choice,
            text=(state[keys.SOURCES_TEXT] or "").strip(),
            kinds=tuple(state[keys.SOURCES_KINDS]),
            sides=tuple(side for side in SIDES if side in state[keys.SOURCES_SIDES]),
            only=tuple(name for name in CONDITIONS if name in state[keys.SOURCES_ONLY]),
            sort=state[keys.SOURCES_SORT],
            pages=1,
            opened=(),
        )
    )


def _render_asked(record: Record, choice: Choice, shown: pd.DataFrame) -> None:
    """The sources that the link opens and the reader did not: before all others, in sight."""
    asked = [id_ for id_ in choice.opened if not _stands_in_row(id_, shown)]
    if not asked:
        return
    with st.container(key="asked-source"):
        for id_ in asked:
            source, tally = _find(record, id_)
            with st.container(border=True):
                with st.container(horizontal=True, vertical_alignment="top"):
                    st.subheader(escape_markdown(source["title"]), anchor=False)
                    st.button(
                        _("Close"),
                        key=f"close-{id_}",
                        on_click=partial(_go, _open(choice, id_, is_open=False)),
                    )
                st.markdown(escape_markdown(count_resting(tally)))
                _render_entry(record, id_)


def _find(record: Record, id_: str) -> tuple[pd.Series, pd.Series]:
    """A source, and what rests on it."""
    return record.sources.loc[[id_]].iloc[0], tally_sources(record).loc[[id_]].iloc[0]


def _stands_in_row(id_: str, shown: pd.DataFrame) -> bool:
    """Whether an open source is read under its row: it was opened there and the row is shown."""
    return id_ in st.session_state.get(keys.SOURCES_CLICKED, ()) and id_ in shown.index


def _open(choice: Choice, id_: str, *, is_open: bool) -> Choice:
    others = tuple(other for other in choice.opened if other != id_)
    return replace(choice, opened=(*others, id_) if is_open else others)


def _render_rows(record: Record, choice: Choice, shown: pd.DataFrame) -> None:
    """A row for each source; its title opens the entry under it."""
    with st.container(key="sources-list", gap=None):
        rows = _write_rows(record)
        for id_ in map(str, shown.index):
            key = f"{keys.SOURCES_ROW}-{id_}"
            st.session_state[key] = id_ in choice.opened and _stands_in_row(id_, shown)
            row = st.expander(
                rows[id_],
                key=key,
                on_change=partial(_toggle, choice, id_, key),
            )
            if row.open:
                with row:
                    _render_entry(record, id_)


@keep_with_record
def _write_rows(record: Record) -> dict[str, str]:
    """The rows of all sources, by id."""
    counts = tally_sources(record).loc[record.sources.index]
    return {
        str(name): write_row(source, tally)
        for (name, source), (_name, tally) in zip(
            record.sources.iterrows(), counts.iterrows(), strict=True
        )
    }


def _toggle(choice: Choice, id_: str, key: str) -> None:
    """A row was opened or closed by its title."""
    is_open = bool(st.session_state[key])
    clicked = {*st.session_state.get(keys.SOURCES_CLICKED, ()), id_}
    st.session_state[keys.SOURCES_CLICKED] = clicked
    _go(_open(choice, id_, is_open=is_open))


def _render_entry(record: Record, id_: str) -> None:
    """All that is known of a source, how to cite it, and what it says."""
    one = record.sources.loc[[id_]]
    source = one.iloc[0]
    st.markdown(write_source(source))
    plain, bibtex, csl, link = st.tabs([_("Cite it"), "BibTeX", "CSL-JSON", _("Link")])
    plain.code(cite_plain(source), language=None, wrap_lines=True)
    bibtex.code(write_bibtex(one).strip(), language=None, wrap_lines=True)
    csl.code(write_csl(one), language="json", wrap_lines=True)
    link.markdown(_("Link to this source, to copy"))
    link.code(source_link(st.context.url or "", id_), language=None, wrap_lines=True)
    st.markdown(write_claims(list_claims_of(record, id_), record))


def _render_downloads(sources: pd.DataFrame) -> None:
    count = count_things("the {n} shown source", "the {n} shown sources", len(sources))
    st.markdown(_("**Citations of {sources}**").format(sources=count))
    files: tuple[tuple[str, Callable[[pd.DataFrame], str], str], ...] = (
        (_("Plain text"), _cite_all, "sources.txt"),
        ("BibTeX", write_bibtex, "sources.bib"),
        ("CSL-JSON", write_csl, "sources.json"),
    )
    with st.container(horizontal=True, key="sources-downloads"):
        for label, write, name in files:
            st.download_button(
                label,
                partial(write, sources),
                file_name=name,
                on_click="ignore",
                key=f"download-{name}",
            )


def _cite_all(sources: pd.DataFrame) -> str:
    return "\n".join(cite_plain(source) for _id, source in sources.iterrows()) + "\n"
