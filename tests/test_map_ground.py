"""The ground that folium draws: our own outlines only, and the same script for the same files."""

from __future__ import annotations

import re
from pathlib import Path

import geopandas as gpd
import pytest

from components.explore.draw_ground import build_ground, render_ground
from geo.ground import GroundError, load_districts
from geo.record import load_record

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "geo" / "data"


@pytest.fixture(scope="module")
def script() -> str:
    """The ground of the repository as a module."""
    return render_ground(build_ground(DATA))


def test_the_same_files_give_the_same_script(script: str) -> None:
    assert render_ground(build_ground(DATA)) == script


def test_the_script_is_a_module_that_returns_the_map(script: str) -> None:
    assert script.startswith("export function drawGround(L, element) {\n")
    name = re.search(r'element\.id = "(\w+)";', script)
    assert name is not None
    assert script.endswith(f"return {name[1]};\n}}\n")
    assert f"var {name[1]} = L.map(" in script


def test_every_outline_is_in_the_script(script: str) -> None:
    for layer in ("districts", "countries", "water", "lachin"):
        for id_ in gpd.read_file(DATA / f"{layer}.geojson")["id"]:
            assert f'"id": "{id_}"' in script


def test_the_script_asks_no_host_and_has_no_tiles(script: str) -> None:
    assert "tileLayer" not in script
    assert re.findall(r"https?:|//\w", script) == []
    assert "openstreetmap" not in script.casefold()


def test_the_script_holds_no_element_that_could_run(script: str) -> None:
    for mark in ("<", "`", "${", "innerHTML", "bindPopup", "bindTooltip"):
        assert mark not in script


def test_the_script_holds_no_text_of_the_record(script: str) -> None:
    record = load_record(ROOT)
    texts = {
        *record.events["title"],
        *record.events["summary"],
        *record.sources["title"],
        *record.places["name_en"],
        *load_districts(DATA)["name_en"],
    }

    assert [text for text in texts if text in script] == []


def test_the_script_stays_light(script: str) -> None:
    assert len(script.encode()) < 400_000


def test_a_missing_layer_is_named(tmp_path: Path) -> None:
    with pytest.raises(GroundError, match=r"countries\.geojson is missing"):
        build_ground(tmp_path)
