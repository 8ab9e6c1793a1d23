"""Addresses of what a version of the record is asked for, relative to the page.

Relative addresses hold under `server.baseUrlPath` and behind a proxy that adds a prefix: every page of the
app lies directly below its root.
"""

from __future__ import annotations

from typing import Any

from components.catalogue import _
from components.pages import PAGES
from components.server.assets import build_digest, ground_path, leaflet_path


def api_folder() -> str:
    """The routes whose answers are kept for ever: they follow from record, code and ground."""
    return f"api/{build_digest()}/"


def explore_paths(version: str) -> dict[str, str]:
    """What the app loads and asks; see `Paths` in `explore/hosts/server.js`."""
    api = api_folder()
    return {
        "leaflet": leaflet_path(),
        "ground": ground_path(),
        "record": f"{api}record/{version}.json",
        "detail": f"{api}detail/{version}.json",
        "known": f"{api}known/{version}.json",
        "lessons": f"{api}lessons/{version}.json",
        "api": api,
        "alive": "api/alive",
    }


def picture_path(version: str) -> str:
    """Address of the picture of a view, whose link is its query, relative to the root."""
    return f"{api_folder()}picture/{version}.png"


def page_links() -> list[dict[str, Any]]:
    """The pages beside the map as the browser gets them."""
    return [
        {"key": page.key, "label": _(page.title), "href": page.path, "follows": page.follows}
        for page in PAGES
    ]
