"""Who speaks: claims by kind of source and side of the speaker, as bars and as a table."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from components.catalogue import _, count_things, group_digits
from components.labels import SIDE_WORDS, capital, label_kind
from components.markdown import escape_markdown
from geo.kept import keep_with_record
from geo.record import Record
from geo.tables.schema import SIDES
from geo.tally import tally_balance

#: Smallest share of the longest bar that has room for its number.
LEGIBLE = 0.06
INKS = {"light": "#1b2733", "dark": "#f0ede6"}
#: One hue a side, dark enough on either ground; the numbers in the bars say the same.
SIDE_COLOURS = {
    "azerbaijani": "#2f7d78",
    "armenian or karabakh": "#b0702a",
    "both": "#7a6f9b",
    "other": "#5d6c7c",
}


def render_balance(record: Record) -> None:
    """Heading, totals, bars, and the same figures as a table."""
    counts = tally_balance(record)
    totals = "; ".join(
        f"{_(SIDE_WORDS[side])}: {group_digits(int(counts[side].sum()))}" for side in SIDES
    )
    st.subheader(_("Who speaks"), anchor=False)
    claims = count_things("{n} claim", "{n} claims", int(counts.to_numpy().sum()))
    st.markdown(
        escape_markdown(
            _(
                "{claims}. {totals}. The bars count claims by kind of source and side of the speaker; "
                "they say what could be read, not who is right."
            ).format(claims=claims, totals=capital(totals))
        )
    )
    st.vega_lite_chart(
        # Streamlit writes into what it is given.
        spec=deepcopy(_write_balances(record)[st.context.theme.type or "light"]),
        alt=_("Bars: claims by kind of source. {totals}.").format(totals=totals),
    )
    with st.popover(_("The same figures as a table")):
        st.table(name_balance(counts))


@keep_with_record
def _write_balances(record: Record) -> dict[str, dict[str, Any]]:
    """The bars in Vega-Lite by theme; to make and check them takes longer than the rest of the page."""
    counts = tally_balance(record)
    # Altair's own theme sets sizes, where Streamlit's page does.
    with alt.theme.enable("none"):
        return {theme: build_balance(counts, ink).to_dict() for theme, ink in INKS.items()}


def name_balance(counts: pd.DataFrame) -> pd.DataFrame:
    """The counts with their rows and columns in words."""
    named = counts.rename(columns={side: _(SIDE_WORDS[side]) for side in SIDES}, index=label_kind)
    return named.rename_axis(_("Kind of source"))


def build_balance(counts: pd.DataFrame, ink: str) -> alt.LayerChart | alt.FacetChart:
    """The bars, parted by side of the speaker; numbers stand where there is room.

    Parameters
    ----------
    counts : as of `geo.tally.tally_balance`.
    ink : colour of what is written beside the bars.
    """
    sides = [_(SIDE_WORDS[side]) for side in SIDES]
    long = counts.rename(index=label_kind).reset_index()
    long = long.melt("kind", var_name="side", value_name="claims")
    long["order"] = long["side"].map(list(SIDES).index)
    long["side"] = long["side"].map(lambda side: _(SIDE_WORDS[side]))
    colours = alt.Scale(domain=sides, range=[SIDE_COLOURS[side] for side in SIDES])
    legend = alt.Legend(
        orient="top",
        title=None,
        columns=1,
        labelLimit=260,
        labelColor=ink,
        symbolStrokeWidth=0,
        symbolSize=140,
    )
    base = _encode(long[long["claims"] > 0], [label_kind(kind) for kind in counts.index], ink)
    bars = base.mark_bar(height=18).encode(
        color=alt.Color("side:N", sort=sides, scale=colours, legend=legend)
    )
    legible = int(counts.sum(axis=1).max() * LEGIBLE)
    numbers = (
        base.transform_filter(f"datum.claims >= {legible}")
        .mark_text(color="white", align="right", dx=-4, fontSize=12)
        .encode(text="claims:Q", x=alt.X("claims:Q", stack="zero"))
    )
    return alt.layer(bars, numbers).properties(height=alt.Step(44))


def _encode(long: pd.DataFrame, kinds: list[str], ink: str) -> alt.Chart:
    titles = {"kind": _("Kind of source"), "side": _("Side of the speaker"), "claims": _("claims")}
    # The kinds stand above their bars: beside them they would leave a phone no room for bars.
    axis = alt.Axis(
        labelAlign="left", labelPadding=0, labelOffset=-20, labelBaseline="middle",
        labelLimit=400, labelOverlap=False, labelColor=ink, domain=False, ticks=False,
    )  # fmt: skip
    scale = alt.Axis(labelColor=ink, titleColor=ink, tickCount=6, labelFlush=True)
    return alt.Chart(long).encode(
        y=alt.Y("kind:N", sort=kinds, title=None, axis=axis),
        x=alt.X("claims:Q", stack="zero", title=titles["claims"], axis=scale),
        order=alt.Order("order:Q"),
        tooltip=[alt.Tooltip(name, title=title) for name, title in titles.items()],
    )
