"""The points as a scatter layer of `st.pydeck_chart`, without a base map."""

from __future__ import annotations

import datetime
import os

import pandas as pd
import pydeck
import streamlit as st

FIRST, LAST = datetime.date(2020, 9, 27), datetime.date(2020, 11, 10)


@st.cache_resource
def load_points() -> pd.DataFrame:
    """The points: lon, lat, day (whole days since 1970-01-01)."""
    return pd.read_parquet(os.environ["POINTS"])


def main() -> None:
    """Slider and map."""
    st.set_page_config(layout="wide")
    points = load_points()
    day = st.slider("To date", FIRST, LAST, LAST)
    shown = points[points["day"] <= (day - datetime.date(1970, 1, 1)).days]
    layer = pydeck.Layer(
        "ScatterplotLayer",
        shown[["lon", "lat"]],
        id="points",
        get_position=["lon", "lat"],
        get_fill_color=[160, 60, 40, 200],
        radius_units="pixels",
        get_radius=4,
    )
    view = pydeck.ViewState(longitude=46.6, latitude=39.9, zoom=7)
    chart = pydeck.Deck(layers=[layer], initial_view_state=view, map_provider=None, map_style=None)
    st.pydeck_chart(chart, width=1000, height=600)


if __name__ == "__main__":
    main()
