"""Dash with dash-leaflet: the points are sent once, the browser filters them at each step."""

from __future__ import annotations

import datetime
import json
import os
from functools import lru_cache

import dash
import dash_leaflet as dl
import flask
import pandas as pd

FIRST, LAST = datetime.date(2020, 9, 27), datetime.date(2020, 11, 10)
EPOCH = datetime.date(1970, 1, 1)
#: The points arrive with the page's first callback and stay; a step filters them.
FILTER = """
async function(day) {
    if (!window.allPoints) {
        window.allPoints = (await (await fetch("points.json")).json());
    }
    const features = window.allPoints.features.filter((f) => f.properties.day <= day);
    return {type: "FeatureCollection", features};
}
"""
DRAW = "function(feature, at) { return L.circleMarker(at, {radius: 4}); }"


@lru_cache(maxsize=1)
def make_points() -> bytes:
    """The points as GeoJSON."""
    points = pd.read_parquet(os.environ["POINTS"])
    features = [
        {
            "type": "Feature",
            "properties": {"day": day},
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        }
        for lon, lat, day in zip(
            points["lon"].tolist(), points["lat"].tolist(), points["day"].tolist(), strict=True
        )
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, separators=(",", ":")).encode()


def build_app() -> dash.Dash:
    """Slider, map and the filter between them."""
    points = pd.read_parquet(os.environ["POINTS"])
    bounds = [
        [points["lat"].min(), points["lon"].min()],
        [points["lat"].max(), points["lon"].max()],
    ]
    app = dash.Dash(__name__)
    first, last = (FIRST - EPOCH).days, (LAST - EPOCH).days
    app.layout = dash.html.Div(
        [
            dash.dcc.Slider(first, last, 1, value=last, id="day", marks=None, updatemode="drag"),
            dl.Map(
                dl.GeoJSON(id="points", pointToLayer={"variable": "bench.draw"}),
                bounds=bounds,
                preferCanvas=True,
                style={"width": 1000, "height": 600},
            ),
        ]
    )
    app.index_string = app.index_string.replace(
        "{%scripts%}",
        "<script>window.bench = {...window.bench, draw: " + DRAW + "}</script>{%scripts%}",
    )
    app.clientside_callback(FILTER, dash.Output("points", "data"), dash.Input("day", "value"))

    app.server.add_url_rule("/points.json", view_func=send_points)
    return app


def send_points() -> flask.Response:
    """The points."""
    return flask.Response(make_points(), mimetype="application/json")


if __name__ == "__main__":
    build_app().run(host="127.0.0.1", port=os.environ["PORT"], debug=False)
