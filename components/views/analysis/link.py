"""The link of the page Analyse in Streamlit."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components import keys
from components.catalogue import _
from components.large import is_large
from components.views.analysis.choice import Choice, clip_faults, read_choice, write_choice
from components.views.analysis.numbers import Numbers, find_behind
from geo.known import show_as_known
from geo.record import Record


def go(choice: Choice, record: Record) -> None:
    """Make a choice: from the link the next run reads it."""
    st.session_state.pop(keys.ANALYSE_FAULT, None)
    st.query_params.from_dict(write_choice(choice, record))


def open_numbers(record: Record) -> tuple[Numbers, list[str]]:
    """What the link asks for, and what of it is left out, in words."""
    parameters = {key: st.query_params.get_all(key) for key in st.query_params}
    choice, faults = read_choice(parameters, record)
    if choice.known and not is_large(record):
        record = show_as_known(record, choice.known)
    numbers = Numbers(record, choice)
    if choice.opened and find_behind(numbers, *choice.opened) is None:
        faults = (*faults, f"open={'~'.join(choice.opened)[:80]}: {_('no number of this page')}")
        numbers.choice = replace(choice, opened=None)
    return numbers, clip_faults(faults)
