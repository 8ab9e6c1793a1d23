"""The page Analyse: what is chosen, questions, the map, series, tables, a comparison, one's own table."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from components import keys
from components.catalogue import N_, _, count_things
from components.labels import MEASURE_WORDS, capital
from components.markdown import escape_markdown
from components.views.analysis.boxes import name_crosstab, select_choice
from components.views.analysis.charts import (
    INKS,
    PICKED,
    draw_map,
    draw_series,
    tell_series,
)
from components.views.analysis.choice import CHOICES, Choice, set_districts
from components.views.analysis.choosing import render_choosing
from components.views.analysis.comparing import render_comparison
from components.views.analysis.files import render_files
from components.views.analysis.link import go, open_numbers
from components.views.analysis.numbers import DOCUMENTED_NUMBER, TOLD, Numbers
from components.views.analysis.pivot import render_pivot
from components.views.analysis.questions import render_questions
from components.views.analysis.tables import render_table, write_map_link
from components.views.analysis.words import (
    FIELD_WORDS,
    count_incidents,
    label_district,
    label_number,
    protect_words,
    write_choice_line,
    write_harm,
    write_source_line,
)
from geo.analysis.fields import DISTRICT
from geo.analysis.harm import add_harm
from geo.analysis.measures import HIGH, INCIDENTS, LOW, MEASURED, MOST_CLASSES
from geo.record import Record

CLASS_RULE = N_(
    "Classes: the districts that have a number above 0 are put in order and parted into at most {n} groups of "
    "about as many districts each; same numbers stay together. The ends of a class are numbers of districts."
)


def render_analysis(record: Record) -> None:
    """The whole page; it follows a choice without the head of the page."""
    st.header(_("Analyse"), anchor=False)
    _render_body(record)


@st.fragment
def _render_body(record: Record) -> None:
    numbers, faults = open_numbers(record)
    if faults:
        listed = "\n".join(f"- {escape_markdown(fault)}" for fault in faults)
        st.warning(_("Left out of the link:") + f"\n{listed}")
    render_choosing(numbers, record)
    _render_summary(numbers)
    render_questions(numbers)
    _render_map(numbers)
    _render_series(numbers)
    _render_cross(numbers)
    render_comparison(numbers)
    render_pivot(numbers)


def _render_summary(numbers: Numbers) -> None:
    """How many incidents are chosen, what stands apart from them, and the way to the map."""
    record, filters = numbers.record, numbers.choice.filters
    count = int(numbers.mask.sum())
    possible = int(numbers.possible.sum())
    apart = [
        count_things(
            "{n} that may be of these days or lasted longer",
            "{n} that may be of these days or lasted longer",
            possible,
        ),
        count_things("{n} total or programme", "{n} totals and programmes", numbers.sums),
    ]
    line = write_choice_line(record, filters, record.known_on)
    text = _("{incidents}: {choice}. Not counted: {apart}.").format(
        incidents=count_incidents(count), choice=line, apart=", ".join(apart)
    )
    st.markdown(f"**{escape_markdown(text)}**  \n{write_map_link(record, filters, count)}")
    if numbers.harm:
        harm = add_harm(record, numbers.mask, numbers.harm)
        st.markdown(escape_markdown(write_harm(harm, numbers.harm) + "."))


def _render_map(numbers: Numbers) -> None:
    record, choice = numbers.record, numbers.choice
    st.subheader(_("Districts"), anchor=False)
    measures = [m for m in MEASURED if numbers.harm or m not in (LOW, HIGH)]
    with st.container(horizontal=True):
        select_choice(
            numbers, "colour", _("Coloured by"), {m: label_number(m, choice.harm) for m in measures}
        )
        if numbers.harm:
            words = {measure: capital(_(label)) for measure, label in MEASURE_WORDS.items()}
            select_choice(numbers, "harm", _("Persons counted"), words)
    colour = choice.colour if choice.colour in measures else INCIDENTS
    title = label_number(colour, choice.harm)
    text = _(
        "Districts of Azerbaijan, Armenia and Georgia by: {measure}. A click chooses a district or lets it go."
    )
    text = text.format(measure=title)
    st.markdown(escape_markdown(text))
    chosen = choice.filters.districts
    spec = partial(draw_map, record, numbers.districts, colour, choice.harm, chosen)
    key = f"{keys.ANALYSE_MAP}-{'-'.join(chosen) or 'none'}"
    st.vega_lite_chart(
        spec=spec(INKS[st.context.theme.type or "light"]),
        key=key,
        on_select=partial(_pick, choice, record, key),
        selection_mode=PICKED,
        alt=text,
    )
    rule = _(CLASS_RULE).format(n=MOST_CLASSES)
    source = write_source_line(record, replace(choice.filters, districts=()))
    st.caption(escape_markdown(" ".join([rule, protect_words(), source])))
    frame, rows, columns = _name_districts(numbers)
    render_table(
        numbers, "districts", frame, rows=rows, columns=columns, alt=_("Districts by all measures")
    )
    st.caption(_("Choose a number of incidents to see which they are."))
    render_files("districts", frame, source, title, lambda: spec(INKS["light"]))


def _pick(choice: Choice, record: Record, key: str) -> None:
    """A district was clicked: it is chosen, or let go."""
    picked = st.session_state[key]["selection"].get(PICKED) or []
    ids = {str(one.get("id")) for one in picked}
    if ids:
        go(set_districts(choice, [*ids ^ set(choice.filters.districts)], record), record)


def _name_districts(numbers: Numbers) -> tuple[pd.DataFrame, list[str], dict[str, str]]:
    """The table under the map: districts with incidents, and those chosen; most incidents first."""
    record, choice = numbers.record, numbers.choice
    table = numbers.districts
    kept = (table[INCIDENTS] > 0) | table.index.isin(list(choice.filters.districts))
    table = table[kept].sort_values(INCIDENTS, ascending=False, kind="stable")
    columns = {
        _("Incidents"): INCIDENTS,
        _("Independently documented"): DOCUMENTED_NUMBER,
    }
    if numbers.harm:
        columns[_("With a figure")] = TOLD
    names = {key: name for name, key in columns.items()}
    rest = [m for m in (*MEASURED, "area_km2") if m in table.columns and m not in names]
    words = {m: label_number(m, choice.harm) for m in rest if m != "area_km2"}
    words["area_km2"] = _("Area, km²")
    shown = table[[*names, *rest]].rename(columns=names | words)
    shown[words["density"]] = shown[words["density"]].round(2)
    for name in (words["share"], words["area_km2"]):
        shown[name] = shown[name].round().astype("Int64")
    shown.index = pd.Index(
        [label_district(record, str(id_)) for id_ in table.index], name=_("District")
    )
    return shown, [*map(str, table.index)], columns


def _render_series(numbers: Numbers) -> None:
    record, choice = numbers.record, numbers.choice
    st.subheader(_("Days, weeks, months"), anchor=False)
    lengths = {name: _(FIELD_WORDS[name]) for name in CHOICES["per"][1]}
    select_choice(numbers, "per", _("Counted by"), lengths)
    text = tell_series(record, numbers.series, choice.per)
    st.markdown(escape_markdown(text))
    spec = partial(draw_series, record, numbers.series, choice.per)
    if len(numbers.series.rows):
        st.vega_lite_chart(
            spec=spec(INKS[st.context.theme.type or "light"]), key="analyse-series", alt=text
        )
    source = write_source_line(record, choice.filters)
    st.caption(escape_markdown(source))
    frame, rows, columns = name_crosstab(record, numbers.series, DISTRICT, choice.per)
    title = _("Incidents by district and time")
    render_table(numbers, "series", frame, rows=rows, columns=columns, alt=title)
    render_files("series", frame, source, title, lambda: spec(INKS["light"]))


def _render_cross(numbers: Numbers) -> None:
    record, choice = numbers.record, numbers.choice
    st.subheader(_("Districts by kind and by evidence"), anchor=False)
    select_choice(
        numbers, "by", _("Columns"), {name: _(FIELD_WORDS[name]) for name in CHOICES["by"][1]}
    )
    st.markdown(
        _(
            "Each incident stands in one row and one column; the totals are those of the choice above."
        )
    )
    frame, rows, columns = name_crosstab(record, numbers.cross, DISTRICT, choice.by)
    title = _("Incidents by district and {field}").format(field=_(FIELD_WORDS[choice.by]))
    render_table(numbers, "cross", frame, rows=rows, columns=columns, alt=title)
    source = write_source_line(record, choice.filters)
    render_files(f"districts-{choice.by}", frame, source, title, None)
