"""The method page: scope, rules as the code has them, names, words, corrections, gaps, coverage."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from components import keys
from components.cards import describe_date
from components.labels import (
    DATE_PRECISION_WORDS,
    EVIDENCE_MARKS,
    EVIDENCE_WORDS,
    PLACE_PRECISION_WORDS,
    SIDE_WORDS,
    capital,
    source_words,
)
from components.link import event_link
from components.markdown import escape_markdown
from geo.evidence import (
    LEVEL_RULES,
    attribute,
    find_level,
    find_withdrawn,
    range_tolls,
    trace_origins,
)
from geo.names import fold_text, query_words
from geo.record import Record
from geo.tables.schema import CATEGORIES, HARM_CATEGORIES, IN_RECORD, OPINION, SIDES
from geo.tally import tally_claims

CHANGE_COLUMNS = ("date", "event or source", "what changed", "why", "sources")
ALL = "all"
CHANGES = Path(__file__).resolve().parents[2] / "geo" / "data" / "CHANGES.md"
#: What the text of the record does not say, and what it says in its place.
AVOIDED_WORDS = (
    ("liberation, occupation", "change of control; areas held by Armenian forces until 2020", "each side's word for the same fact judges it"),
    ("terrorist, aggressor, separatist, enemy", "the armed forces or authorities of a side", "they decide the case before the evidence is heard"),
    ("martyr, hero, victory", "killed; the outcome as each document gives it", "they speak for one side's grief or pride"),
    ("genocide, ethnic cleansing, war crime", "the legal label with the body that gave it and the date", "they are findings of law, and no court has made them here"),
    ("Patriotic War, Second Nagorno-Karabakh War, 44-day war", "the 2020 war", "each name belongs to a side or a count of days; they are listed once"),
    ("documented, found", "said, reported, claimed, unless somebody outside both sides checked", "the verb is part of the evidence"),
)  # fmt: skip


def read_rule(function: Callable[..., Any]) -> str:
    """What a function's docstring says after "Rule:" or "Rules:", one line.

    Raises
    ------
    ValueError : the docstring states no rule.
    """
    text = inspect.getdoc(function) or ""
    found = re.search(r"^Rules?:\s*(.+?)(?:\n\n|\Z)", text, re.DOTALL | re.MULTILINE)
    if found is None:
        raise ValueError(f"{function.__name__} states no rule in its docstring")
    return " ".join(found.group(1).split())


#: Title of a step -> the function that takes it; its docstring gives the words.
STEPS: dict[str, Callable[..., Any]] = {
    "The level": find_level,
    "Tolls": range_tolls,
    "Who is said to have done it": attribute,
    "Independent origins": trace_origins,
    "What is taken back": find_withdrawn,
}


def render_method(record: Record) -> None:
    """The whole page."""
    with st.container(key="method"):
        st.header("Method", anchor=False)
        with st.container(key="method-text"):
            st.markdown(write_scope(record))
            st.markdown(write_rules(record))
            st.markdown(write_precision())
            st.markdown(write_names())
            st.markdown(write_words())
            st.markdown(write_correction())
            st.markdown(write_gaps(record))
        _render_unchecked(record)
        _render_coverage(record)
        _render_changes()


def write_scope(record: Record) -> str:
    """What is recorded, and what counts as an event."""
    events = record.events
    claims = int(events["claims"].sum())
    return f"""### Scope
The record holds {len(events)} events, {claims} claims on them and {len(record.sources)} sources. It grew
out of two articles that argue the Azerbaijani position, and takes in what they name, what they leave
out, and what others say of the same days. It is not complete: no mark means that no incident is
recorded, not that nothing happened.

**An event** is something that happened at a place or day that a source names: harm to people or
buildings, fighting, a change of control, a ceasefire, a talk, a legal text, a public statement.
The categories are {", ".join(CATEGORIES)}. A total over many incidents is an event of its own,
marked as an overview, and must not be added to single ones. An opinion is no event: it is kept as an
attributed statement.

**A claim** is what one speaker says of one event in one source. Incidents that harmed either side's
civilians have the same fields, and the same rules compute what stands on their cards."""


def write_rules(record: Record) -> str:
    """The rules of evidence and tolls, in the words of the code that applies them."""
    counts = record.events["evidence"].value_counts()
    lines = [
        "### Rules of evidence, tolls and attribution",
        "Nobody types a level in: the program computes it from the claims. The first rule that fits "
        "gives the level. The texts of this section are those of the program itself.",
        "",
    ]
    for number, rule in enumerate(LEVEL_RULES, 1):
        mark, words = EVIDENCE_MARKS[rule.level], EVIDENCE_WORDS[rule.level]
        lines.append(
            f"{number}. **{mark} {capital(words)}** ({counts.get(rule.level, 0)} events). {rule.words}"
        )
    lines.append("")
    lines += [f"- **{title}.** {capital(read_rule(step))}" for title, step in STEPS.items()]
    return "\n".join(lines)


def write_precision() -> str:
    """The three scales."""
    places = "; ".join(PLACE_PRECISION_WORDS.values())
    dates = "; ".join(DATE_PRECISION_WORDS.values())
    return f"""### Three scales, kept apart
How well it is evidenced, how exactly the place is known and how exactly the date is known are three
different things. Fill shows the evidence, a halo shows a place that is known to its district only,
the sign ≈ a day that is not known. **Place:** {places}. **Date:** {dates}.
A day that a source infers, or on which an announcement was made, says so in the note of its event."""


def write_names() -> str:
    """The policy on place names."""
    return """### Place names
Where two names are in use, the name in Azerbaijani official use comes first and the other community's
name second: Khankendi / Stepanakert, Shusha / Shushi, Khojavend / Martuni, Aghdara / Martakert,
Kalbajar / Karvachar, Lachin / Berdzor, Sugovushan / Mataghis. The order follows borders recognised by
the United Nations and carries no view on the conflict. Places in Armenia have their Armenian name.
Titles and quotations keep the form of their source. Search finds every spelling. Nagorno-Karabakh is
the former autonomous region; the Karabakh authorities are the body that sat in Stepanakert until 2023
(the unrecognised Republic of Artsakh).

The title counts the days of fighting, 27 September to 9 November 2020. It is no side's name for the
war, and this project has no link with sites of a similar name."""


def write_words() -> str:
    """Words that the record does not use in its own voice, and why."""
    lines = [
        "### Words we avoid, and why",
        "| not in our own voice | in its place | because |",
        "|---|---|---|",
    ]
    lines += [f"| {words} | {instead} | {why} |" for words, instead, why in AVOIDED_WORDS]
    lines += [
        "",
        "Denials stand beside what they deny. Private victims are not named. Weapons are named only "
        "as far as somebody identified them. Unknown figures stay empty and are never zero.",
    ]
    return "\n".join(lines)


def write_correction() -> str:
    """How a correction is made."""
    return """### How a correction is made
1. Change the row of the claim, event or source in its table (`events.csv`, `geo/data/*.csv`), never a
   level or a range: those are computed. Give source, place in the source, and what was read.
2. Load the record: a row that breaks a rule is set aside and named with file, row, column, value and
   cure.
3. Write a line into `geo/data/CHANGES.md`: date, event, what changed, why, by which source.

A correction that only one side's sources support is entered as that side's claim."""


def write_gaps(record: Record) -> str:
    """What is known to be missing, counted."""
    events, sources = record.events, record.sources
    cited = sources[sources["basis"] == "citation"]
    months = int((events["date_precision"] == "month").sum())
    years = int((events["date_precision"] == "year").sum())
    off_map = int((~events["on_map"]).sum())
    claims = int(events["claims"].sum())
    unplaced = tally_claims(record).unplaced
    lines = [
        "### Known gaps",
        f"- **Works not read in the original:** {len(cited)} sources are known only through another "
        f"work's citation: {'; '.join(escape_markdown(_name(row)) for _, row in cited.iterrows())}.",
        f"- **Read in part:** {int((sources['basis'] == 'excerpt').sum())} sources were read in "
        f"excerpts, {int((sources['basis'] == 'repost').sum())} through a reprint or summary.",
        f"- **Days:** {months} events are known to the month only, {years} to the year only.",
        f"- **Places:** {off_map} events have no point on the map.",
        f"- **Places in sources:** for {unplaced} of {claims} claims the paragraph or page is "
        "not known.",
        "- **Control of districts:** borders are those of 2020; a partly held district is hatched as "
        "a whole, because front lines are not drawn.",
    ]
    return "\n".join(lines)


def _name(source: pd.Series) -> str:
    author = source["author"].split("; ")[0] or source["publisher"]
    return ", ".join(part for part in (author, source["title"], source["date"]) if part)


@lru_cache(maxsize=4)
def list_unchecked(record: Record) -> pd.DataFrame:
    """Incidents of harm for which nobody outside both sides checked anything."""
    events = record.events
    rows = events[
        events["category"].isin(HARM_CATEGORIES)
        & (events["evidence"] != "independently documented")
    ]
    return pd.DataFrame(
        {
            "Event": rows["title"],
            "Date": [describe_date(event) for _, event in rows.iterrows()],
            "Harmed": rows["harmed_side"].map(SIDE_WORDS).fillna("not told"),
            "Evidence": rows["evidence"].map(EVIDENCE_WORDS),
            "Link": [event_link(event) for _, event in rows.iterrows()],
        }
    )


def _render_unchecked(record: Record) -> None:
    table = list_unchecked(record)
    harmed = "; ".join(
        f"{SIDE_WORDS[side]}: {int((table['Harmed'] == SIDE_WORDS[side]).sum())}" for side in SIDES
    )
    st.markdown(
        f"**Incidents without an independent check:** {len(table)}, by whose civilians or area were "
        f"harmed: {harmed}."
    )
    st.dataframe(
        table,
        hide_index=True,
        height=260,
        alt="Incidents of harm that nobody outside both sides checked.",
        column_config={"Link": st.column_config.LinkColumn(display_text="open")},
    )


@lru_cache(maxsize=4)
def list_coverage(record: Record) -> pd.DataFrame:
    """The coverage table in words."""
    rows = record.coverage
    titles = record.events.set_index("id")["title"].to_dict()
    names = {id_: source_words(source) for id_, source in record.sources.iterrows()}
    return pd.DataFrame(
        {
            "Where": rows["locator"],
            "What the article says or names": rows["item"],
            "The record differs": rows["differs"],
            "Decided by": ["; ".join(names[id_] for id_ in ids) for ids in rows["decided_by"]],
            "Outcome": rows["outcome"],
            "Kind": rows["kind"],
            "Events": ["; ".join(titles[id_] for id_ in ids) for ids in rows["event_ids"]],
            "Claims": ["; ".join(ids) for ids in rows["claim_ids"]],
            "Sources": ["; ".join(names[id_] for id_ in ids) for ids in rows["source_ids"]],
            "Note": rows["note"],
        }
    )


@st.fragment
def _render_coverage(record: Record) -> None:
    table = list_coverage(record)
    counts = table["Outcome"].value_counts()
    differing = table["The record differs"] != ""
    st.markdown(
        "### What became of the two articles\n"
        "Every dated occurrence, place, person with an office, document, source and argument in "
        "article A (paragraphs A1 to A14, 18 footnotes) and article B (B1 to B16, photo credit, "
        f"caption): {len(table)} rows, {counts.get(IN_RECORD, 0)} carried by the record, "
        f"{counts.get(OPINION, 0)} opinions kept as attributed statements, {differing.sum()} that "
        "differ from the record."
    )
    with st.container(horizontal=True, key="coverage-choice", vertical_alignment="bottom"):
        only = st.toggle("Only where the article differs", value=True, key=keys.COVERAGE_DIFFERS)
        place = st.selectbox(
            "Paragraph or footnote",
            [ALL, *dict.fromkeys(table["Where"])],
            key=keys.COVERAGE_PLACE,
            width=220,
        )
    if place != ALL:
        table = table[table["Where"] == place]
    if only:
        shown = table[table["The record differs"] != ""].iloc[:, :4]
        st.table(shown.set_index("Where").map(escape_markdown))
        return
    st.dataframe(
        table, hide_index=True, height=460, row_height=76, alt="Coverage of the two articles."
    )


def read_changes() -> pd.DataFrame:
    """The change log: the rows of the Markdown table in CHANGES.md, newest days first."""
    return _parse_changes(CHANGES.read_text(encoding="utf-8") if CHANGES.is_file() else "")


@lru_cache(maxsize=1)
def _parse_changes(text: str) -> pd.DataFrame:
    lines = [line for line in text.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    good = [row for row in rows[2:] if len(row) == len(CHANGE_COLUMNS)]
    return pd.DataFrame(good, columns=list(CHANGE_COLUMNS))


@st.fragment
def _render_changes() -> None:
    table = read_changes()
    st.markdown(f"### Change log of the record\n{len(table)} changes, newest first.")
    text = st.text_input("Search the changes", type="search", key=keys.CHANGES_TEXT, width=300)
    folded = table.agg(" ".join, axis=1).map(fold_text)
    for word in query_words(text or ""):
        table = table[folded[table.index].str.contains(word, regex=False)]
    st.dataframe(
        table,
        hide_index=True,
        height=400,
        row_height=76,
        alt="Changes of the record with reasons.",
        column_config={
            "what changed": st.column_config.TextColumn(width="large"),
            "why": st.column_config.TextColumn(width="large"),
        },
    )
