"""What several parts of the page Analyse are made of."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from components import keys
from components.catalogue import _
from components.views.analysis.choice import CHOICES
from components.views.analysis.link import go
from components.views.analysis.numbers import Numbers
from components.views.analysis.words import FIELD_WORDS, label_value
from geo.analysis.crosstab import Crosstab
from geo.record import Record


def key_of(name: str) -> str:
    """The key of the widget of a part of the choice."""
    return f"{keys.ANALYSE}-{name}"


def select_choice(numbers: Numbers, name: str, label: str, words: dict[str, str]) -> None:
    """A box for one of `CHOICES`; its values are those that have words."""
    choice = numbers.choice
    field = CHOICES[name][0]
    key = key_of(name)
    chosen = getattr(choice, field)
    st.session_state[key] = chosen if chosen in words else next(iter(words))

    def follow() -> None:
        asked = st.session_state[key]
        if asked in words:
            go(replace(choice, opened=None, **{field: asked}), numbers.record)

    # What a browser reports may be a label of another moment.
    st.selectbox(
        label,
        list(words),
        format_func=lambda value: words.get(value, value),
        key=key,
        on_change=follow,
        width=300,
    )


def name_crosstab(
    record: Record, crosstab: Crosstab, row: str, column: str
) -> tuple[pd.DataFrame, list[str], dict[str, str]]:
    """A table of counts in words, the key of each row, and of each column by its name."""
    counts = crosstab.counts()
    columns = {label_value(record, column, str(value)): str(value) for value in counts.columns}
    named = counts.set_axis(list(columns), axis=1)
    labels = [label_value(record, row, str(value)) for value in counts.index]
    named.index = pd.Index(labels, name=_(FIELD_WORDS[row]))
    return named, [*map(str, counts.index)], columns
