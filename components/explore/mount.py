"""The mount of the browser app in Streamlit: data that is the same in each run of a visit."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from components import keys
from components.catalogue import _
from components.server.addresses import explore_paths, page_links
from components.server.assets import MOUNT, script_path, style_path
from components.server.record_store import Served
from components.session import take_stale

FOLDER = Path(__file__).resolve().parent
_COMPONENT = st.components.v2.component(
    "explore",
    html='<div class="tm-host"></div>',
    js=(FOLDER / MOUNT).read_text(encoding="utf-8"),
    isolate_styles=False,
)


def build_data(served: Served) -> dict[str, Any]:
    """Where the files and the record are, and which other pages there are."""
    record = served.record
    return {
        "paths": explore_paths(record.version),
        "script": script_path("streamlit"),
        "style": style_path(),
        "pages": page_links(),
        "fault": served.fault,
        "failure": _("The map cannot be loaded:"),
        "theme": st.context.theme.type,
    }


def render_explore(served: Served) -> None:
    """The whole map page."""
    _COMPONENT(
        key=keys.EXPLORE,
        data=build_data(served),
        on_stale_change=take_stale,
    )
