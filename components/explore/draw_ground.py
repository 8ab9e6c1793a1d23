"""The ground of the map, drawn by folium: countries, districts, water, the Lachin road.

Only our own geometry passes through folium, never a text of the record: folium writes texts
into JavaScript template literals, where they could run.
"""

from __future__ import annotations

from pathlib import Path

import folium
import geopandas as gpd
from shapely.geometry import mapping

from geo.ground import load_districts, load_layer

MAP_ID = "timemap_ground"


def build_ground(folder: Path) -> folium.Map:
    """The map without incidents, tiles, texts and a first view.

    Parameters
    ----------
    folder : holds the GeoJSON files, EPSG:4326.

    Returns
    -------
    A `folium.Map` whose ids are fixed, so that the same files give the same script.
    """
    ground = folium.Map(
        tiles=None,
        zoom_control=False,
        track_resize=False,
        attribution_control=False,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=90,
        max_zoom=13,
        max_bounds_viscosity=1.0,
    )
    # The page gives the first view: with another before it, all is drawn twice.
    del ground.options["zoom"]
    ground._id = MAP_ID
    countries = load_layer(folder, "countries")
    _add_areas(ground, "countries", countries, "tm-country")
    _add_areas(ground, "districts", load_districts(folder), "tm-district")
    lachin = load_layer(folder, "lachin")
    _add_areas(ground, "corridor", lachin[lachin["id"] == "corridor"], "tm-corridor")
    _add_areas(ground, "water", load_layer(folder, "water"), "tm-water")
    _add_areas(ground, "outlines", countries, "tm-outline")
    _add_areas(ground, "road", lachin[lachin["id"] == "road"], "tm-road")
    return ground


def render_ground(ground: folium.Map) -> str:
    """The ground as an ES module: `drawGround(L, element)` returns the Leaflet map.

    folium's own script finds its element by id; the module gives the element that id first.
    """
    root = ground.get_root()
    assert isinstance(root, folium.Figure)
    root.render()
    name = ground.get_name()
    script = root.script.render()
    return (
        "export function drawGround(L, element) {\n"
        f'  element.id = "{name}";\n'
        f"{script}\n"
        f"  return {name};\n"
        "}\n"
    )


def _add_areas(ground: folium.Map, name: str, layer: gpd.GeoDataFrame, css_class: str) -> None:
    features = [
        {"type": "Feature", "id": str(id_), "properties": {}, "geometry": mapping(shape)}
        for id_, shape in zip(layer["id"], layer.geometry, strict=True)
    ]
    area = folium.GeoJson(
        {"type": "FeatureCollection", "features": features},
        style_function=lambda _feature: {"className": f"tm-area {css_class}"},
        interactive=False,
        smooth_factor=0.6,
    )
    area._id = name
    area.add_to(ground)
