"""The plain page: the app of the map page without Streamlit, small enough to be embedded."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from components.catalogue import LANGUAGE, _
from components.explore.lead import TITLE
from components.server.addresses import explore_paths, page_links
from components.server.assets import icon_path, script_path, style_path
from components.server.record_store import Served

#: From the page to the root of the app.
UP = "../"


def build_page(served: Served) -> str:
    """The page as HTML; nothing of the record is in it but what `previews.py` adds to its head."""
    record = served.record
    paths = explore_paths(record.version)
    data = {
        "paths": paths,
        "pages": page_links(),
        "fault": served.fault,
    }
    script = script_path("page")
    head = [
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(_(TITLE))}</title>",
        f'<link rel="icon" href="{UP}{icon_path()}">',
        f'<link rel="stylesheet" href="{UP}{style_path()}">',
        f'<link rel="preload" href="{UP}{paths["record"]}" as="fetch" crossorigin>',
        f'<link rel="modulepreload" href="{UP}{script}">',
        f'<link rel="modulepreload" href="{UP}{paths["ground"]}">',
        f'<link rel="preload" href="{UP}{paths["leaflet"]}" as="script" crossorigin>',
    ]
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{LANGUAGE}">\n<head>',
            *head,
            "</head>\n<body>",
            '<div id="explore"></div>',
            f"<noscript><p>{escape(_('This page needs JavaScript.'))}</p></noscript>",
            f'<script type="application/json" id="explore-data">{embed_json(data)}</script>',
            f'<script type="module" src="{UP}{script}"></script>',
            "</body>\n</html>\n",
        ]
    )


def embed_json(data: dict[str, Any]) -> str:
    """JSON that no text in it can end or leave.

    >>> embed_json({"a": "</script><!--"})
    '{"a":"\\\\u003c/script>\\\\u003c!--"}'
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
