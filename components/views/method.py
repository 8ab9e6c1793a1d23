"""The Method page: its text, what nobody checked, what became of the two articles, the change log."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from components import keys
from components.catalogue import N_, _, count_things, group_digits
from components.explore.cards import describe_when
from components.labels import EVIDENCE_WORDS, HARMED_WORDS, SIDE_WORDS, capital, source_words
from components.link import event_link
from components.markdown import escape_markdown
from components.views.changes import render_changes
from components.views.method_text import (
    write_correction,
    write_counting,
    write_denials,
    write_evenness,
    write_gaps,
    write_marks,
    write_missing,
    write_names,
    write_precision,
    write_rules,
    write_scope,
    write_words,
)
from geo.record import Record
from geo.tables.schema import HARM_CATEGORIES, IN_RECORD, OPINION, SIDES

ALL = ""
CHECKED = "independently documented"
OUTCOME_WORDS = {
    IN_RECORD: N_("in the record"),
    OPINION: N_("an opinion, kept as a statement of the article"),
    "not in the record": N_("not in the record"),
}


def render_method(record: Record) -> None:
    """The whole page."""
    with st.container(key="method"):
        st.header(_("Method"), anchor=False)
        for text in (
            write_scope(record),
            write_counting(record),
            write_rules(record),
            write_denials(),
            write_marks(),
            write_precision(),
            write_names(record),
            write_words(),
            write_correction(),
            write_evenness(record),
            write_gaps(record),
            write_missing(record),
        ):
            st.markdown(text)
        _render_unchecked(record)
        _render_coverage(record)
        render_changes()


def list_unchecked(record: Record) -> pd.DataFrame:
    """Rows of the events: incidents of harm for which nobody outside both sides checked anything."""
    events = pd.DataFrame(record.events)
    harmful = events["category"].isin(HARM_CATEGORIES) & ~events["overview"]
    return events[harmful & (events["evidence"] != CHECKED)]


def _render_unchecked(record: Record) -> None:
    rows = list_unchecked(record)
    harmed = rows["harmed_side"].value_counts()
    by_side = "; ".join(
        f"{_(HARMED_WORDS[side])}: {group_digits(int(harmed.get(side, 0)))}" for side in SIDES
    )
    st.subheader(_("Harm that nobody outside both sides checked"), anchor=False)
    st.markdown(
        count_things("{n} incident.", "{n} incidents.", len(rows))
        + " "
        + _("Harmed: {sides}.").format(sides=escape_markdown(by_side))
    )
    with st.expander(_("The incidents"), key="unchecked"):
        st.markdown("\n".join(_write_incident(event) for _id, event in rows.iterrows()))


def _write_incident(event: pd.Series) -> str:
    side, level = event["harmed_side"], event["evidence"]
    harmed = _(SIDE_WORDS[side]) if side else _("harmed side not known")
    facts = [describe_when(event), harmed, _(EVIDENCE_WORDS[level])]
    title = f"[{escape_markdown(event['title'])}]({event_link(event)})"
    return f"- {title}: {escape_markdown('; '.join(facts))}"


@st.fragment
def _render_coverage(record: Record) -> None:
    rows = record.coverage
    outcomes = rows["outcome"].value_counts()
    st.subheader(_("What became of the two articles"), anchor=False)
    st.markdown(
        _(
            "Every dated occurrence, place, person with an office, document, source and argument in article "
            "A (paragraphs A1 to A14, 18 footnotes) and article B (B1 to B16, photo credit, caption): "
            "{rows} rows, {carried} carried by the record, {opinions} opinions kept as statements of the "
            "articles, {differing} that differ from the record."
        ).format(
            rows=len(rows),
            carried=int(outcomes.get(IN_RECORD, 0)),
            opinions=int(outcomes.get(OPINION, 0)),
            differing=int((rows["differs"] != "").sum()),
        )
    )
    with st.expander(_("The rows"), key="coverage"):
        only = st.toggle(_("Only where the article differs"), value=True, key=keys.COVERAGE_DIFFERS)
        place = st.selectbox(
            _("Paragraph or footnote"),
            [ALL, *dict.fromkeys(rows["locator"])],
            format_func=lambda locator: locator or _("all"),
            key=keys.COVERAGE_PLACE,
            width=220,
        )
        if place != ALL:
            rows = rows[rows["locator"] == place]
        if only:
            rows = rows[rows["differs"] != ""]
        st.markdown("\n".join(write_coverage(rows, record)) or _("No such row."))


def write_coverage(rows: pd.DataFrame, record: Record) -> list[str]:
    """Rows of the coverage as Markdown, one entry each: what the article says, what became of it."""
    events = record.events.set_index("id")
    names = {str(id_): source_words(source) for id_, source in record.sources.iterrows()}

    def name_sources(ids: Iterable[str]) -> str:
        return "; ".join(names[id_] for id_ in ids)

    found = []
    for _id, row in rows.iterrows():
        carried = "; ".join(
            f"[{escape_markdown(events.loc[id_, 'title'])}]({event_link(events.loc[id_])})"
            for id_ in row["event_ids"]
        )
        outcome = row["outcome"]
        facts = [
            (_("The record differs"), escape_markdown(row["differs"])),
            (_("Decided by"), escape_markdown(name_sources(row["decided_by"]))),
            (_("Outcome"), escape_markdown(_(OUTCOME_WORDS[outcome]))),
            (_("Incidents"), carried),
            (_("Sources"), escape_markdown(name_sources(row["source_ids"]))),
            (_("Note"), escape_markdown(row["note"])),
        ]
        found.append(f"- **{escape_markdown(row['locator'])}** {escape_markdown(row['item'])}")
        found += [f"  - *{name}:* {capital(words)}" for name, words in facts if words]
    return found
