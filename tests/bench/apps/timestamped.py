"""folium's own player: `TimestampedGeoJson` as a stand-alone page, written once.

`python timestamped.py points.parquet page.html`: the page names its scripts below `assets/`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import folium
import pandas as pd
from folium.plugins import TimestampedGeoJson

LOCAL = "assets/"


def use_local_files() -> None:
    """Have folium name local copies of the scripts and styles that it takes from other hosts."""
    for kind in (folium.Map, TimestampedGeoJson):
        for links in (kind.default_js, kind.default_css):
            links[:] = [(name, LOCAL + url.rsplit("://", 1)[-1]) for name, url in links]


def make_features(points: pd.DataFrame) -> list[dict[str, Any]]:
    """Each point as a feature with its day."""
    days = pd.to_datetime(points["day"], unit="D").dt.strftime("%Y-%m-%d").tolist()
    return [
        {
            "type": "Feature",
            "properties": {"times": [day], "icon": "circle", "iconstyle": {"radius": 4}},
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
        }
        for lon, lat, day in zip(points["lon"].tolist(), points["lat"].tolist(), days, strict=True)
    ]


def main(source: Path, page: Path) -> None:
    """Write the page."""
    use_local_files()
    points = pd.read_parquet(source)
    world = folium.Map(tiles=None, prefer_canvas=True, width=1000, height=600)
    player = TimestampedGeoJson(  # type: ignore[no-untyped-call]
        {"type": "FeatureCollection", "features": make_features(points)},
        period="P1D",
        transition_time=100,
        max_speed=60,
        auto_play=False,
        add_last_point=False,
        date_options="YYYY-MM-DD",
    )
    player.add_to(world)
    world.fit_bounds(
        [
            [points["lat"].min(), points["lon"].min()],
            [points["lat"].max(), points["lon"].max()],
        ]
    )
    world.save(page)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
