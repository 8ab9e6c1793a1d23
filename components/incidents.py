"""The incidents as cards: the same content for every side, and the equal path to the map."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd
import streamlit as st

from components import keys
from components.markdown import escape_markdown, link_markdown
from components.state import chosen_place, select_event, turn_page
from components.words import (
    ACCUSED_WORDS,
    DATE_PRECISION_WORDS,
    EVIDENCE_MARKS,
    EVIDENCE_WORDS,
    HARMED_WORDS,
    PLACE_PRECISION_WORDS,
    count_words,
    range_words,
)
from geo.dates import describe_day, describe_span
from geo.record import Record

PAGE_SIZE = 8


def describe_date(event: pd.Series) -> str:
    """The date of an event in words."""
    start, end = event["date"].date(), event["date_end"].date()
    return describe_span(start, end, event["date_precision"])


def describe_place(event: pd.Series, record: Record) -> str:
    """Place with both names, and district; says when there is none."""
    name = event["place_name"] or "no single place"
    if not event["district_id"]:
        return name
    district = record.districts.loc[event["district_id"]]
    if district["kind"] == "city" and name.split(" / ")[0] == district["name_en"]:
        return f"{name} (city)"
    return f"{name}, {district['name_en']} {district['kind']}"


def build_head(event: pd.Series, record: Record) -> str:
    """First line of a card: when and where, Markdown."""
    where = escape_markdown(describe_place(event, record))
    return f"**{describe_date(event)}** · {where}"


def build_body(event: pd.Series, record: Record) -> str:
    """A card below its title: how well it is known, what happened, who says so, Markdown."""
    facts = [*_facts(event), ("Sources", _source_links(event, record))]
    lines = "  \n".join(f"**{name}:** {text}" for name, text in facts if text)
    parts = [
        _badges(event),
        escape_markdown(event["summary"]),
        lines,
        escape_markdown(event["note"]),
    ]
    return "\n\n".join(part for part in parts if part)


def _badges(event: pd.Series) -> str:
    level = event["evidence"]
    badges = [
        f"{EVIDENCE_MARKS[level]} {EVIDENCE_WORDS[level]}",
        PLACE_PRECISION_WORDS[event["location_precision"]],
        DATE_PRECISION_WORDS[event["date_precision"]],
        event["category"],
    ]
    if event["overview"]:
        badges.append("overview: do not add to single incidents")
    if not event["on_map"]:
        badges.append("not on the map")
    first, *others = (escape_markdown(badge) for badge in badges)
    return " ".join([f":primary-badge[{first}]", *(f":gray-badge[{badge}]" for badge in others)])


def _facts(event: pd.Series) -> list[tuple[str, str]]:
    killed = range_words(event["killed_civilian_low"], event["killed_civilian_high"])
    injured = range_words(event["injured_low"], event["injured_high"])
    civilians = "civilian" if killed == "1" else "civilians"
    figures = ", ".join(
        words
        for figure, words in (
            (killed, f"{killed} {civilians} killed"),
            (injured, f"{injured} injured"),
        )
        if figure
    )
    according = escape_markdown(event["harm_according_to"])
    article = escape_markdown(event["article"])
    return [
        ("Harm", f"{figures} ({according})" if figures and according else figures),
        ("Harmed", HARMED_WORDS.get(event["harmed_side"], "")),
        ("Said to have done it", ACCUSED_WORDS.get(event["accused_side"], "")),
        ("Who says so", escape_markdown(event["attributed_to"])),
        ("Where in the sources", escape_markdown(event["locator"])),
        (
            "In the founding articles",
            f"{event['article_relation']} at {article}" if article else "",
        ),
        ("Last checked", describe_day(event["checked"].date())),
    ]


def _source_links(event: pd.Series, record: Record) -> str:
    links = []
    for id_ in event["sources"]:
        source = record.sources.loc[id_]
        label = f"{source['publisher'] or source['title']}, {source['date']}".rstrip(", ")
        links.append(link_markdown(label, source["url"]))
    return " · ".join(links)


def order_for_reading(events: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Events in order of date; those without an exact day, or longer than a month, come last."""
    vague = (events["date_precision"] != "day") | (events["end_day"] - events["start_day"] > 31)
    return events.loc[vague.sort_values(kind="stable").index]


def render_incidents(record: Record, events: gpd.GeoDataFrame) -> None:
    """The selected incident, then the list in order of date, a page at a time."""
    with st.container(key=keys.INCIDENTS):
        off_map = int((~events["on_map"]).sum())
        st.markdown(f"**{count_words(len(events), len(record.events), off_map)}**")
        _render_place(record)
        selected = st.session_state[keys.SELECTED]
        if selected is not None:
            _render_selected(record, events, selected)
        rest = order_for_reading(events[events["id"] != selected])
        if events.empty:
            st.markdown(
                "No incident recorded for these dates and filters. The record is not complete."
            )
        page = min(st.session_state[keys.PAGE], max(0, (len(rest) - 1) // PAGE_SIZE))
        for _, event in rest.iloc[page * PAGE_SIZE : (page + 1) * PAGE_SIZE].iterrows():
            with st.container(border=True, gap="xxsmall", key=f"card-{event['id']}"):
                _render_card(event, record)
        _render_pager(page, len(rest))


def _render_place(record: Record) -> None:
    place_id = chosen_place()
    if place_id is None:
        return
    place = record.places.loc[place_id]
    spellings = [place["name_az"], place["name_hy"], place["name_ru"]]
    names = escape_markdown(" · ".join(name for name in spellings if name))
    kinds = {"stand-in": "Stand-in point", "approximate": "Approximate point"}
    point = f"{kinds.get(place['coord_precision'], 'Point')}: {place['coord_basis']}"
    with st.container(border=True, gap="xxsmall", key="place-card"):
        st.markdown(f"**{escape_markdown(place['name_en'])}** ({place['kind']})  \n{names}")
        st.markdown(escape_markdown(place["role"]))
        st.markdown(f":small[{escape_markdown(point)}]")


def _render_selected(record: Record, events: gpd.GeoDataFrame, selected: str) -> None:
    event = record.events[record.events["id"] == selected].iloc[0]
    with st.container(border=True, gap="xxsmall", key=keys.SELECTED_CARD):
        if selected not in set(events["id"]):
            st.caption("Selected; outside the dates or filters that are set now.")
        _render_card(event, record)
        st.button("Close", key="close-selected", on_click=select_event, args=(None,))


def _render_card(event: pd.Series, record: Record) -> None:
    st.markdown(build_head(event, record))
    st.button(
        f"**{escape_markdown(event['title'])}**",
        key=f"select-{event['id']}",
        type="tertiary",
        on_click=select_event,
        args=(event["id"],),
        wrap=True,
    )
    st.markdown(build_body(event, record))


def _render_pager(page: int, count: int) -> None:
    pages = -(-count // PAGE_SIZE)
    if pages < 2:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="pager"):
        st.button("Earlier", disabled=page == 0, on_click=turn_page, args=(page - 1,))
        first, last = page * PAGE_SIZE + 1, min(count, (page + 1) * PAGE_SIZE)
        st.markdown(f"{first} to {last} of {count}")
        st.button("Later", disabled=page + 1 == pages, on_click=turn_page, args=(page + 1,))
