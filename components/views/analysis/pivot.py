"""A table of the reader's own: rows, columns and what is counted, saved in the link."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.catalogue import _
from components.markdown import escape_markdown
from components.views.analysis.boxes import name_crosstab, select_choice
from components.views.analysis.choice import CHOICES
from components.views.analysis.files import render_files
from components.views.analysis.numbers import Numbers
from components.views.analysis.tables import render_table
from components.views.analysis.words import FIELD_WORDS, label_number, write_source_line
from geo.analysis.harm import add_harm
from geo.analysis.measures import INCIDENTS, LOW


def render_pivot(numbers: Numbers) -> None:
    """Rows, columns and number, and the table."""
    record, choice = numbers.record, numbers.choice
    st.subheader(_("A table of your own"), anchor=False)
    with st.container(horizontal=True):
        for name, label in (("rows", _("Rows")), ("columns", _("Columns"))):
            words = {field: _(FIELD_WORDS[field]) for field in CHOICES[name][1]}
            select_choice(numbers, name, label, words)
        if numbers.harm:
            words = {m: label_number(m, choice.harm) for m in CHOICES["number"][1]}
            select_choice(numbers, "number", _("Number"), words)
    frame, rows, columns = name_crosstab(record, numbers.pivot, choice.rows, choice.columns)
    number = choice.number if numbers.harm else INCIDENTS
    if number != INCIDENTS:
        frame = _add_persons(numbers, rows, columns, frame)
    title = _("{number} by {rows} and {columns}").format(
        number=label_number(number, choice.harm),
        rows=_(FIELD_WORDS[choice.rows]),
        columns=_(FIELD_WORDS[choice.columns]),
    )
    text = (
        _("{title}. A number opens its incidents. An empty cell: no incident there has a figure.")
        if number != INCIDENTS
        else _("{title}. A number opens its incidents.")
    )
    st.markdown(escape_markdown(text.format(title=title)))
    render_table(numbers, "pivot", frame, rows=rows, columns=columns, alt=title)
    render_files("table", frame, write_source_line(record, choice.filters), title, None)


def _add_persons(
    numbers: Numbers, rows: list[str], columns: dict[str, str], frame: pd.DataFrame
) -> pd.DataFrame:
    """The same table with persons in place of incidents; missing where no incident has a figure."""
    choice = numbers.choice

    def add(row: str, column: str) -> int | None:
        harm = add_harm(numbers.record, numbers.pivot.behind(row, column), choice.harm)
        return (harm.low if choice.number == LOW else harm.high) if harm.told else None

    cells = {name: [add(row, column) for row in rows] for name, column in columns.items()}
    return pd.DataFrame(cells, index=frame.index, dtype="Int64")
