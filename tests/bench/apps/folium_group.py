"""The best idiom of streamlit-folium: the map stays, each step sends one GeoJSON layer."""

from __future__ import annotations

import datetime
import os
from typing import Any

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


def make_layer(shown: pd.DataFrame) -> dict[str, Any]:
    """The points as GeoJSON."""
    features = [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        }
        for lon, lat in zip(shown["lon"].tolist(), shown["lat"].tolist(), strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def main() -> None:
    """Slider and map."""
    st.set_page_config(layout="wide")
    use_local_files(st.query_params["assets"])
    points = load_points()
    day = st.slider("To date", FIRST, LAST, LAST)
    shown = points[points["day"] <= (day - datetime.date(1970, 1, 1)).days]
    world = folium.Map(tiles=None, prefer_canvas=True)
    world.fit_bounds(
        [
            [points["lat"].min(), points["lon"].min()],
            [points["lat"].max(), points["lon"].max()],
        ]
    )
    group = folium.FeatureGroup(name="points")
    group.add_child(folium.GeoJson(make_layer(shown), marker=folium.CircleMarker(radius=4)))
    st_folium(world, width=1000, height=600, feature_group_to_add=group, returned_objects=[])


if __name__ == "__main__":
    main()
