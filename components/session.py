"""What one visit keeps between pages: its version of the record."""

from __future__ import annotations

from typing import cast

import streamlit as st

from components import keys
from components.server.record_store import STORE, Served


def open_session() -> Served:
    """The record of this visit, which keeps the version that it began with."""
    state = st.session_state
    if keys.RECORD not in state:
        state[keys.RECORD] = STORE.current()
    return cast(Served, state[keys.RECORD])


def take_stale() -> None:
    """The version of this visit is not served any more: go on with the record as it is now."""
    st.session_state[keys.RECORD] = STORE.current()
