"""A chart or table to take away: CSV, PNG and SVG, each with the line that says what it is."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.catalogue import _
from geo.export.csv_file import disarm_formulas

WIDTH_PX, LINE_LETTERS = 900, 120
SCALE = 2.0
#: What a picture looks like on paper, whatever the theme of the page.
PAPER = {
    "background": "#ffffff",
    "padding": 16,
}
SOURCE = "source"


def write_table(table: pd.DataFrame, source: str) -> bytes:
    """A table as CSV in UTF-8, the rows named in its first column, the source in its last.

    RFC 4180; no cell is taken for a formula by a spreadsheet.
    """
    cells = table.reset_index()
    cells = cells.astype(object).where(cells.notna(), "").astype("str").assign(**{SOURCE: source})
    head = pd.DataFrame([[*cells.columns]], columns=cells.columns, dtype="str")
    lines = disarm_formulas(pd.concat([head, cells]))
    return lines.to_csv(index=False, header=False, lineterminator="\r\n").encode()


def compose_picture(spec: dict[str, Any], title: str, source: str) -> dict[str, Any]:
    """A chart with its title above and its source below, as a picture on paper."""
    lines = textwrap.wrap(source, LINE_LETTERS)
    chart = {**spec, "width": WIDTH_PX}
    chart.pop("params", None)
    return {
        **PAPER,
        "title": {"text": title, "anchor": "start", "offset": 12},
        "vconcat": [
            chart,
            {
                "data": {"values": [{}]},
                "width": WIDTH_PX,
                "height": 14 * len(lines),
                "mark": {
                    "type": "text", "align": "left", "baseline": "top", "fontSize": 11, "x": 0,
                    "y": 0, "text": lines,
                },
                "view": {"stroke": None},
            },
        ],
        "config": {"view": {"stroke": None}},
    }  # fmt: skip


def draw_png(picture: dict[str, Any]) -> bytes:
    """A picture as PNG; nothing is asked of any network."""
    # It brings a whole JavaScript engine: only who asks for a picture needs it.
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(picture, scale=SCALE, allowed_base_urls=[]))


def draw_svg(picture: dict[str, Any]) -> bytes:
    """A picture as SVG; nothing is asked of any network."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(picture, allowed_base_urls=[])).encode()


def render_files(
    name: str,
    table: pd.DataFrame,
    source: str,
    title: str,
    draw: Callable[[], dict[str, Any]] | None,
) -> None:
    """Buttons that give the files; each is made when it is asked for.

    Parameters
    ----------
    name : of the files, without ending.
    draw : gives the chart; None for a table alone.
    """
    files: list[tuple[str, str, Callable[[], bytes]]] = [
        ("CSV", "text/csv", partial(write_table, table, source))
    ]
    if draw is not None:
        files += [
            ("PNG", "image/png", lambda: draw_png(compose_picture(draw(), title, source))),
            ("SVG", "image/svg+xml", lambda: draw_svg(compose_picture(draw(), title, source))),
        ]
    with st.container(horizontal=True, key=f"files-{name}"):
        for label, kind, make in files:
            st.download_button(
                label,
                make,
                file_name=f"{name}.{label.lower()}",
                mime=kind,
                on_click="ignore",
                key=f"download-{name}-{label}",
                type="tertiary",
                icon=":material/download:",
                help=_("{title} as {kind}").format(title=title, kind=label),
            )
