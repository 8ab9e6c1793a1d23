"""The usual streamlit-folium app: each step builds the map anew, with one marker for each point."""

from __future__ import annotations

import datetime
import os

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

FIRST, LAST = datetime.date(2020, 9, 27), datetime.date(2020, 11, 10)


@st.cache_resource
def load_points() -> pd.DataFrame:
    """The points: lon, lat, day (whole days since 1970-01-01)."""
    return pd.read_parquet(os.environ["POINTS"])


def use_local_files(address: str) -> None:
    """Have folium name local copies of the scripts and styles that it takes from other hosts."""
    for links in (folium.Map.default_js, folium.Map.default_css):
        paths = [(name, url.split("/assets/")[-1].split("://")[-1]) for name, url in links]
        links[:] = [(name, address + path) for name, path in paths]


def main() -> None:
    """Slider and map."""
    st.set_page_config(layout="wide")
    use_local_files(st.query_params["assets"])
    points = load_points()
    day = st.slider("To date", FIRST, LAST, LAST)
    shown = points[points["day"] <= (day - datetime.date(1970, 1, 1)).days]
    world = folium.Map(tiles=None)
    world.fit_bounds(
        [
            [points["lat"].min(), points["lon"].min()],
            [points["lat"].max(), points["lon"].max()],
        ]
    )
    for lon, lat in zip(shown["lon"], shown["lat"], strict=True):
        folium.Marker([lat, lon]).add_to(world)
    st_folium(world, width=1000, height=600, returned_objects=[])


if __name__ == "__main__":
    main()
