"""The sources page: all sources as a table, their balance, and one source with its citation."""

from __future__ import annotations

import hashlib
from functools import lru_cache, partial
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from components import keys
from components.labels import (
    BASIS_WORDS,
    LINK_WORDS,
    SIDE_WORDS,
    STANCE_WORDS,
    capital,
    language_words,
)
from components.link import LONGEST_TEXT, event_link
from components.markdown import escape_markdown
from components.sources import build_source
from geo.citations import cite_plain, write_bibtex, write_csl
from geo.names import fold_text, query_words
from geo.record import Record
from geo.tables.schema import SIDES, SOURCE_KINDS
from geo.tally import list_claims, tally_balance, tally_sources

#: Smallest share of the longest bar that has room for its number.
LEGIBLE = 0.06
INKS = {"light": "#1b2733", "dark": "#f0ede6"}
SEARCHED = ("id", "title", "author", "publisher", "affiliation", "country", "note")
#: One hue a side, dark enough on either ground; the numbers in the bars say the same.
SIDE_COLOURS = {
    "azerbaijani": "#2f7d78",
    "armenian or karabakh": "#b0702a",
    "both": "#7a6f9b",
    "other": "#5d6c7c",
}


@lru_cache(maxsize=4)
def build_table(record: Record) -> pd.DataFrame:
    """All sources in words, indexed by id, with what leans on each."""
    sources, tally = record.sources, tally_sources(record)
    return pd.DataFrame(
        {
            "Source": sources["title"],
            "Publisher": sources["publisher"],
            "Date": sources["date"],
            "Events": tally["events"],
            "Claims": tally["claims"],
            "Side of publisher": sources["side"].map(SIDE_WORDS),
            "Known how": sources["basis"].map(BASIS_WORDS),
            "Kind": sources["kind"],
            "Country": sources["country"],
            "Affiliation or funding": sources["affiliation"].replace("", "not known"),
            "That rests on": sources["affiliation_basis"],
            "Language": sources["language"].map(language_words),
            "Link": sources["link"].map(LINK_WORDS),
            "Address": sources["url"].where(sources["url"].str.startswith("https://"), None),
        },
        index=sources.index,
    )


@lru_cache(maxsize=4)
def _searched_text(record: Record) -> pd.Series:
    joined = record.sources.reset_index()[list(SEARCHED)].agg(" ".join, axis=1)
    return pd.Series([fold_text(text) for text in joined], index=record.sources.index)


def find_sources(
    record: Record, *, text: str, kinds: list[str], sides: list[str], only: list[str]
) -> pd.DataFrame:
    """Rows of the table that hold every word and pass the choices; an empty choice passes all."""
    table = build_table(record)
    haystack = _searched_text(record)
    mask = pd.Series(True, index=table.index)
    for word in query_words(text):
        mask &= haystack.str.contains(word, regex=False)
    if kinds:
        mask &= record.sources["kind"].isin(kinds)
    if sides:
        mask &= record.sources["side"].isin(sides)
    for name in only:
        mask &= MARKS[name](record)
    return table[mask]


MARKS: dict[str, Any] = {
    "known only through others": lambda record: record.sources["basis"] == "citation",
    "address not opened, dead or not known": lambda record: record.sources["link"] != "opened",
    "no claim leans on it": lambda record: tally_sources(record)["claims"] == 0,
}


@lru_cache(maxsize=4)
def build_balance(record: Record, ink: str) -> alt.LayerChart | alt.FacetChart:
    """Claims by kind of source, parted by side of the speaker; numbers stand in the bars.

    `ink` is the colour of what is written beside the bars.
    """
    counts = tally_balance(record)
    long = counts.reset_index().melt("kind", var_name="side", value_name="claims")
    long = long[long["claims"] > 0]
    long["order"] = long["side"].map(list(SIDES).index)
    long["Side of the speaker"] = long["side"].map(SIDE_WORDS)
    legible = int(counts.sum(axis=1).max() * LEGIBLE)
    order = [kind for kind in SOURCE_KINDS if kind in counts.index]
    names = [SIDE_WORDS[side] for side in SIDES]
    base = alt.Chart(long).encode(
        y=alt.Y(
            "kind:N",
            sort=order,
            title=None,
            axis=alt.Axis(labelLimit=220, labelOverlap=False, labelColor=ink),
        ),
        x=alt.X(
            "claims:Q",
            stack="zero",
            title="claims",
            axis=alt.Axis(labelColor=ink, titleColor=ink, tickCount=6, labelFlush=True),
        ),
        order=alt.Order("order:Q"),
        tooltip=["kind", "Side of the speaker", "claims"],
    )
    bars = base.mark_bar().encode(
        color=alt.Color(
            "Side of the speaker:N",
            sort=names,
            scale=alt.Scale(domain=names, range=[SIDE_COLOURS[side] for side in SIDES]),
            legend=alt.Legend(
                orient="top",
                title=None,
                columns=1,
                labelLimit=260,
                labelColor=ink,
                symbolStrokeWidth=0,
                symbolSize=140,
            ),
        )
    )
    numbers = (
        base.transform_filter(f"datum.claims >= {legible}")
        .mark_text(color="white", align="right", dx=-4, fontSize=12)
        .encode(text="claims:Q", x=alt.X("claims:Q", stack="zero"))
    )
    return alt.layer(bars, numbers).properties(height=alt.Step(22))


def render_sources_page(record: Record) -> None:
    """What there is, the source that the link asks for, the table, and the balance."""
    st.header("Sources", anchor=False)
    st.markdown(escape_markdown(describe_sources(record)))
    _render_asked(record)
    _render_library(record)
    _render_balance(record)


def _render_asked(record: Record) -> None:
    """The source that the link asks for, before all others."""
    asked = st.query_params.get(keys.SOURCE_PARAMETER)
    if asked is None:
        return
    if asked in record.sources.index:
        _render_chosen(record, asked, key="asked-source")
    else:
        st.warning(f"Ignored in the link: no source has the id {escape_markdown(asked)}")


@st.fragment
def _render_library(record: Record) -> None:
    """Choice, chosen source, table and downloads; follows a letter typed without the rest."""
    table = _render_choice(record)
    above = st.container()
    chosen = _render_table(table)
    if chosen is not None:
        with above:
            _render_chosen(record, chosen, key="chosen-source")
    _render_downloads(record.sources.loc[table.index])


def describe_sources(record: Record) -> str:
    """How many there are, how they are known, and what is marked."""
    sources = record.sources
    read = int(sources["basis"].isin(["work", "excerpt"]).sum())
    repost = int((sources["basis"] == "repost").sum())
    cited = int((sources["basis"] == "citation").sum())
    opened = int((sources["link"] == "opened").sum())
    return (
        f"{len(sources)} sources: {read} read as a whole or in excerpts of their own page, {repost} "
        f"through a reprint or summary elsewhere, {cited} only through another work's citation. "
        f"{opened} addresses were opened for this record; the others, and those that are dead or not "
        "known, are marked. Affiliation says on what it rests: the article itself, a page that was "
        "read, or general knowledge."
    )


def _render_balance(record: Record) -> None:
    counts = tally_balance(record)
    totals = {side: int(counts[side].sum()) for side in SIDES}
    words = "; ".join(f"{SIDE_WORDS[side]}: {number}" for side, number in totals.items())
    st.subheader("Who speaks", anchor=False)
    st.markdown(
        escape_markdown(
            f"{sum(totals.values())} claims. {capital(words)}. The bars count claims by kind of source "
            "and side of the speaker; they say what could be read, not who is right."
        )
    )
    chart = build_balance(record, INKS[st.context.theme.type or "light"])
    st.altair_chart(chart, alt=f"Bars: claims by kind of source. {words}.")
    with st.popover("The same figures as a table"):
        st.table(counts.rename(columns=SIDE_WORDS))


def _render_choice(record: Record) -> pd.DataFrame:
    with st.container(horizontal=True, key="sources-choice", vertical_alignment="bottom"):
        text = st.text_input(
            "Search titles, publishers, affiliations", type="search", live=True, max_chars=LONGEST_TEXT, key=keys.SOURCES_TEXT,
            width=300,
        )  # fmt: skip
        kinds = st.multiselect(
            "Kind", [kind for kind in SOURCE_KINDS if kind in set(record.sources["kind"])],
            key=keys.SOURCES_KINDS, placeholder="All kinds", width=260,
        )  # fmt: skip
    with st.container(horizontal=True, key="sources-marks", gap="large"):
        sides = st.pills(
            "Side of publisher", SIDES, selection_mode="multi", key=keys.SOURCES_SIDES,
            format_func=SIDE_WORDS.__getitem__, wrap=True,
        )  # fmt: skip
        only = st.pills(
            "Only", list(MARKS), selection_mode="multi", key=keys.SOURCES_ONLY, wrap=True
        )
    table = find_sources(record, text=text or "", kinds=kinds, sides=sides, only=only)
    st.markdown(
        f"**{len(table)} of {len(record.sources)} sources.** Sort by a column's head; select a row "
        "to see who stands behind it, what leans on it and how to cite it."
    )
    return table


def _render_table(table: pd.DataFrame) -> str | None:
    """The table; returns the id of the row that was selected in it."""
    # A selection is a position: another set of rows is another table.
    shown = hashlib.sha256(" ".join(table.index).encode()).hexdigest()[:8]
    chosen = st.dataframe(
        table,
        key=f"{keys.SOURCES_TABLE}-{shown}",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        height=420,
        alt="All sources; the same details stand above for the row that is selected.",
        column_config={
            "Source": st.column_config.TextColumn(width="large"),
            "Affiliation or funding": st.column_config.TextColumn(width="medium"),
            "Address": st.column_config.LinkColumn(width="medium"),
        },
    )
    rows = chosen["selection"]["rows"]
    return str(table.index[rows[0]]) if rows and rows[0] < len(table) else None


def _render_chosen(record: Record, id_: str, *, key: str) -> None:
    one = record.sources.loc[[id_]]
    source = one.iloc[0]
    events = int(tally_sources(record)["events"][id_])
    with st.container(border=True, key=key):
        st.markdown(build_source(source, events))
        claims = [claim for claim in list_claims(record) if claim.source_id == id_]
        if claims:
            st.markdown(f"**What it says ({len(claims)})**")
            rows = record.events.set_index("id")
            for claim in claims:
                event = rows.loc[claim.event_id]
                title = escape_markdown(event["title"])
                where = escape_markdown(claim.locator or "place in the source not known")
                says = escape_markdown(
                    f"{claim.speaker} ({STANCE_WORDS[claim.stance]}): {claim.paraphrase}"
                )
                st.markdown(f"- [{title}]({event_link(event)}): {says} ({where})")
        else:
            st.markdown("No claim leans on it.")
        st.markdown("**Cite it**")
        plain, bibtex, csl = st.tabs(["Plain", "BibTeX", "CSL-JSON"])
        plain.code(cite_plain(source), language=None, wrap_lines=True)
        bibtex.code(write_bibtex(one).strip(), language=None, wrap_lines=True)
        csl.code(write_csl(one), language="json", wrap_lines=True)


def _render_downloads(sources: pd.DataFrame) -> None:
    st.markdown(f"**Take the {len(sources)} shown sources with you**")
    with st.container(horizontal=True, key="sources-downloads"):
        for label, write, name in (
            ("Citations, plain text", _cite_all, "sources.txt"),
            ("BibTeX", write_bibtex, "sources.bib"),
            ("CSL-JSON", write_csl, "sources.json"),
        ):
            st.download_button(
                label,
                partial(write, sources),
                file_name=name,
                on_click="ignore",
                key=f"download-{name}",
            )


def _cite_all(sources: pd.DataFrame) -> str:
    return "\n".join(cite_plain(source) for _, source in sources.iterrows()) + "\n"
