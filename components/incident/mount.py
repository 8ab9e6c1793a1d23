"""The mount of the selected incident's card."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from components import keys
from components.incident.build import build_incident
from components.state import take_source
from geo.record import Record

FOLDER = Path(__file__).resolve().parent
_COMPONENT = st.components.v2.component(
    "incident",
    html='<article class="in-card"></article>',
    js=(FOLDER / "incident.js").read_text(encoding="utf-8"),
    css=(FOLDER / "incident.css").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def render_incident(record: Record, row: int) -> None:
    """The card of the event at a position of `record.events`, with all its claims."""
    _COMPONENT(key=keys.INCIDENT, data=build_incident(record, row), on_source_change=take_source)
