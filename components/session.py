"""What one visit keeps between pages: its version of the record, and the way back to the map."""

from __future__ import annotations

from typing import Any, cast

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


def go_to_page() -> None:
    """Another page is wanted, with parameters; the next run goes there."""
    wanted = st.session_state[keys.EXPLORE].get("page")
    if wanted:
        st.session_state[keys.WANTED] = wanted


def take_wanted() -> dict[str, Any] | None:
    """The page that was asked for since the last run, once."""
    return cast("dict[str, Any] | None", st.session_state.pop(keys.WANTED, None))
