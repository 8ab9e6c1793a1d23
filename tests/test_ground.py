"""The ground: what the shipped GeoJSON files hold, how they load, which district a point is in."""

import json
import re
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod
from shapely import Point
from shapely.geometry.base import BaseGeometry

from geo.data.make_ground import BuildError, format_layer, make_patch, recode, tile_region
from geo.ground import (
    CREDIT,
    REGION,
    GroundError,
    find_inner_point,
    load_districts,
    load_layer,
    locate_points,
)

DATA = Path(__file__).parent.parent / "geo" / "data"
FILES = ("districts", "countries", "water", "lachin")
EQUAL_AREA = "EPSG:6933"
METRIC = "EPSG:32638"

# lon, lat, district. GeoNames with its number; Khankendi from Natural Earth 1:10m places.
TOWNS = {
    "Ganja (GeoNames 586523)": (46.3606, 40.6828, "AZ-GA"),
    "Barda (GeoNames 587057)": (47.1262, 40.3758, "AZ-BAR"),
    "Tovuz (GeoNames 584821)": (45.6284, 40.9925, "AZ-TOV"),
    "Shusha (GeoNames 147105)": (46.7499, 39.7601, "AZ-SUS"),
    "Lachin (GeoNames 147625)": (46.5498, 39.6374, "AZ-LAC"),
    "Aghdam (GeoNames 148619)": (46.9274, 39.9910, "AZ-AGM"),
    "Khankendi (Natural Earth)": (46.7520, 39.8156, "AZ-XA"),
    "Tartar (GeoNames 584871)": (46.9316, 40.3420, "AZ-TAR"),
    "Fuzuli (GeoNames 148106)": (47.1453, 39.6009, "AZ-FUZ"),
    "Jabrayil (GeoNames 148141)": (47.0284, 39.3992, "AZ-CAB"),
    "Shamkir (GeoNames 585152)": (46.0178, 40.8297, "AZ-SKR"),
    "Beylagan (GeoNames 148354)": (47.6186, 39.7756, "AZ-BEY"),
    "Goranboy (GeoNames 586430)": (46.7897, 40.6103, "AZ-GOR"),
    "Aghjabadi (GeoNames 587384)": (47.4594, 40.0502, "AZ-AGC"),
    "Kalbajar (GeoNames 586268)": (46.0445, 40.1098, "AZ-KAL"),
    "Zangilan (GeoNames 146901)": (46.6599, 39.0837, "AZ-ZAN"),
    "Gubadli (GeoNames 147305)": (46.5818, 39.3444, "AZ-QBI"),
    "Khojavend (GeoNames 146969)": (47.1117, 39.7950, "AZ-XVD"),
    "Khojaly (GeoNames 147774)": (46.7921, 39.9136, "AZ-XCI"),
    "Mingachevir (GeoNames 585514)": (47.0623, 40.7642, "AZ-MI"),
}

# lon, lat from GeoNames.
ROAD_POINTS = {
    "Goris": (46.342, 39.511),
    "Tegh": (46.481, 39.558),
    "Zabukh": (46.5440, 39.5893),
    "Lachin": (46.5498, 39.6374),
    "Turshsu": (46.6431, 39.6875),
    "Zarisli": (46.6777, 39.7177),
    "Shusha": (46.7499, 39.7601),
    "Khankendi": (46.7520, 39.8156),
}

ARTSVASHEN = Point(45.51, 40.64)


@pytest.fixture(scope="module")
def districts() -> gpd.GeoDataFrame:
    return load_districts(DATA)


@pytest.fixture(scope="module")
def countries() -> gpd.GeoDataFrame:
    return load_layer(DATA, "countries")


@pytest.fixture(scope="module")
def water() -> gpd.GeoDataFrame:
    return load_layer(DATA, "water")


@pytest.fixture(scope="module")
def lachin() -> gpd.GeoDataFrame:
    return load_layer(DATA, "lachin")


def series(*points: Point | None, crs: str | None = "EPSG:4326") -> gpd.GeoSeries:
    return gpd.GeoSeries(np.array(points, dtype=object), crs=crs)


def squares(**corners: tuple[float, float]) -> gpd.GeoDataFrame:
    """One-degree squares by their lower left corner."""
    shapes = [shapely.box(x, y, x + 1, y + 1) for x, y in corners.values()]
    return gpd.GeoDataFrame({"id": list(corners)}, geometry=shapes, crs="EPSG:4326")


def shape_of(layer: gpd.GeoDataFrame, name: str) -> BaseGeometry:
    shape: BaseGeometry = layer.geometry[layer["id"] == name].iloc[0]
    return shape


def area_km2(shape: BaseGeometry) -> float:
    return float(gpd.GeoSeries([shape], crs="EPSG:4326").to_crs(EQUAL_AREA).area.iloc[0] / 1e6)


# The shipped files


@pytest.mark.parametrize("town", TOWNS)
def test_town_lies_in_its_own_district(town: str, districts: gpd.GeoDataFrame) -> None:
    lon, lat, expected = TOWNS[town]
    assert locate_points(series(Point(lon, lat)), districts).tolist() == [expected]


@pytest.mark.parametrize("town", ["Lachin", "Jabrayil", "Mingachevir"])
def test_moved_border_keeps_400_metres_from_the_town(
    town: str, districts: gpd.GeoDataFrame
) -> None:
    lon, lat, district = next(value for key, value in TOWNS.items() if key.startswith(town))
    point = series(Point(lon, lat)).to_crs(METRIC).iloc[0]
    border = shape_of(districts.to_crs(METRIC), district).boundary
    assert 400 < point.distance(border) < 600


def test_districts_are_a_coverage_without_gap_or_overlap(districts: gpd.GeoDataFrame) -> None:
    assert shapely.coverage_is_valid(districts.geometry.to_numpy())
    union = shapely.union_all(districts.geometry.to_numpy())
    total = districts.to_crs(EQUAL_AREA).area.sum() / 1e6
    assert total == pytest.approx(area_km2(union), abs=0.01)
    assert [len(part.interiors) for part in shapely.get_parts(union)] == [0, 0, 0]


def test_artsvashen_is_the_only_hole_in_azerbaijan(districts: gpd.GeoDataFrame) -> None:
    union = shapely.union_all(districts.geometry[districts["country"] == "AZ"].to_numpy())
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(union) for ring in part.interiors]
    assert len(holes) == 1
    assert holes[0].contains(ARTSVASHEN)
    assert area_km2(holes[0]) == pytest.approx(35, abs=0.5)


def test_artsvashen_belongs_to_gegharkunik(districts: gpd.GeoDataFrame) -> None:
    assert locate_points(series(ARTSVASHEN), districts).tolist() == ["AM-GR"]


def test_countries_and_sea_tile_the_region(
    countries: gpd.GeoDataFrame, water: gpd.GeoDataFrame
) -> None:
    tiles = [*countries.geometry, shape_of(water, "caspian")]
    assert shapely.coverage_is_valid(tiles)
    assert area_km2(shapely.union_all(tiles).symmetric_difference(shapely.box(*REGION))) < 0.001


@pytest.mark.parametrize("country", ["AZ", "AM", "GE"])
def test_districts_fit_the_outline_of_their_country(
    country: str, districts: gpd.GeoDataFrame, countries: gpd.GeoDataFrame
) -> None:
    union = shapely.union_all(districts.geometry[districts["country"] == country].to_numpy())
    assert area_km2(union.symmetric_difference(shape_of(countries, country))) < 0.001


@pytest.mark.parametrize(
    ("country", "official_km2"), [("AZ", 86_600), ("AM", 29_743)], ids=["Azerbaijan", "Armenia"]
)
def test_country_has_its_official_area(
    country: str, official_km2: float, countries: gpd.GeoDataFrame
) -> None:
    """Official areas of the statistical committees; generalised borders stay within 1 %."""
    assert area_km2(shape_of(countries, country)) == pytest.approx(official_km2, rel=0.01)


def test_no_part_of_an_outline_is_a_sliver(
    districts: gpd.GeoDataFrame, countries: gpd.GeoDataFrame
) -> None:
    for layer in (districts, countries):
        parts = layer.to_crs(EQUAL_AREA).explode()
        assert parts.area.min() > 0.5e6
        assert (parts.area / parts.length).min() > 100


def test_all_files_together_stay_under_400_kb() -> None:
    assert sum((DATA / f"{name}.geojson").stat().st_size for name in FILES) < 400_000


@pytest.mark.parametrize("name", FILES)
def test_file_is_in_the_fixed_form_of_the_build(name: str) -> None:
    text = (DATA / f"{name}.geojson").read_text(encoding="utf-8")
    ids = [feature["properties"]["id"] for feature in json.loads(text)["features"]]
    assert ids == sorted(ids)
    assert format_layer(load_layer(DATA, name)) == text


@pytest.mark.parametrize("name", FILES)
def test_layer_stays_inside_the_region(name: str) -> None:
    min_lon, min_lat, max_lon, max_lat = load_layer(DATA, name).total_bounds
    assert min_lon >= REGION[0]
    assert min_lat >= REGION[1]
    assert max_lon <= REGION[2]
    assert max_lat <= REGION[3]


def test_every_unit_has_the_names_a_reader_looks_for(districts: gpd.GeoDataFrame) -> None:
    names = districts.set_index("id")
    assert (names["name_en"] != "").all()
    assert names["name_en"].is_unique
    assert (names.loc[names["country"] == "AZ", "name_az"] != "").all()
    assert (names.loc[names["country"] == "AM", "name_hy"] != "").all()
    assert names.loc["AZ-LAC", ["name_en", "name_az", "name_hy"]].tolist() == [
        "Lachin",
        "Laçın",
        "Բերձոր",
    ]
    assert names.loc["AZ-XA", "name_hy"] == "Ստեփանակերտ"
    assert names.loc["AZ-GYG", "name_en"] == "Goygol"
    assert names.loc["AZ-SBN", "name_en"] == "Shabran"


def test_units_have_the_code_and_kind_of_their_country(districts: gpd.GeoDataFrame) -> None:
    assert (districts["id"].str[:2] == districts["country"]).all()
    counts = districts[["country", "kind"]].value_counts().to_dict()
    assert counts == {
        ("AM", "city"): 1,
        ("AM", "province"): 10,
        ("AZ", "city"): 11,
        ("AZ", "district"): 66,
        ("GE", "city"): 1,
        ("GE", "region"): 7,
    }


def test_countries_and_waters_of_the_region_are_there(
    countries: gpd.GeoDataFrame, water: gpd.GeoDataFrame
) -> None:
    assert countries["id"].tolist() == ["AM", "AZ", "GE", "IR", "RU", "TR"]
    assert water["id"].tolist() == ["caspian", "sevan", "urmia", "van"]


def test_lake_sevan_lies_in_armenia_and_the_caspian_east_of_baku(
    countries: gpd.GeoDataFrame, water: gpd.GeoDataFrame
) -> None:
    assert shape_of(countries, "AM").contains(shape_of(water, "sevan"))
    assert shape_of(water, "caspian").contains(Point(50.9, 40.0))


def test_credit_names_the_sources_and_that_borders_are_generalised() -> None:
    assert "Natural Earth" in CREDIT
    assert "generalised" in CREDIT
    assert "GeoNames, CC BY 4.0" in CREDIT


# The Lachin road and corridor


@pytest.mark.parametrize("place", ROAD_POINTS)
def test_road_passes_within_1200_metres_of(place: str, lachin: gpd.GeoDataFrame) -> None:
    road = shape_of(lachin.to_crs(METRIC), "road")
    point = series(Point(ROAD_POINTS[place])).to_crs(METRIC).iloc[0]
    assert road.distance(point) < 1200


@pytest.mark.parametrize(
    ("start", "end"), [("Zabukh", "Lachin"), ("Lachin", "Turshsu"), ("Turshsu", "Zarisli")]
)
def test_corridor_is_five_kilometres_wide(start: str, end: str, lachin: gpd.GeoDataFrame) -> None:
    """Measured across the middle of a straight piece, geodesic on WGS 84."""
    geod = Geod(ellps="WGS84")
    azimuth, _, length_m = geod.inv(*ROAD_POINTS[start], *ROAD_POINTS[end])
    lon, lat, _ = geod.fwd(*ROAD_POINTS[start], azimuth, length_m / 2)
    ends = [geod.fwd(lon, lat, azimuth + turn, 4000)[:2] for turn in (-90, 90)]
    across = shapely.LineString(ends) & shape_of(lachin, "corridor")
    assert geod.geometry_length(across) == pytest.approx(5000, rel=0.02)


def test_corridor_reaches_from_the_border_of_armenia_to_shusha_district(
    lachin: gpd.GeoDataFrame, countries: gpd.GeoDataFrame, districts: gpd.GeoDataFrame
) -> None:
    corridor = shape_of(lachin, "corridor")
    assert isinstance(corridor, shapely.Polygon)
    assert corridor.distance(shape_of(countries, "AM")) < 1e-4
    assert area_km2(corridor & shape_of(countries, "AM")) < 0.05
    assert corridor.intersects(shape_of(districts, "AZ-SUS"))


def test_corridor_leaves_the_town_of_shusha_outside(lachin: gpd.GeoDataFrame) -> None:
    town = series(Point(ROAD_POINTS["Shusha"])).to_crs(METRIC).iloc[0]
    assert shape_of(lachin.to_crs(METRIC), "corridor").distance(town) > 2500


def test_road_and_corridor_are_labelled_as_schematic(lachin: gpd.GeoDataFrame) -> None:
    assert lachin["label"].str.contains("schematic").all()


# Loading


def test_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(GroundError) as caught:
        load_layer(tmp_path, "water")
    expected = (
        f"{tmp_path / 'water.geojson'} is missing; make it with `python -m geo.data.make_ground`"
    )
    assert str(caught.value) == expected


def write_squares(folder: Path, layer: gpd.GeoDataFrame) -> None:
    (folder / "water.geojson").write_text(format_layer(layer), encoding="utf-8")


def test_file_without_features_is_refused(tmp_path: Path) -> None:
    write_squares(tmp_path, squares())
    with pytest.raises(GroundError, match=r"^water\.geojson: no features with a property `id`$"):
        load_layer(tmp_path, "water")


def test_repeated_id_is_refused(tmp_path: Path) -> None:
    write_squares(tmp_path, pd.concat([squares(a=(0, 0)), squares(a=(5, 5))]))
    with pytest.raises(GroundError, match=r"^water\.geojson: id a is used more than once$"):
        load_layer(tmp_path, "water")


def test_polygon_that_crosses_itself_is_refused(tmp_path: Path) -> None:
    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    geometry = json.loads(shapely.to_geojson(bow_tie))
    feature = {"type": "Feature", "properties": {"id": "tie"}, "geometry": geometry}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (tmp_path / "water.geojson").write_text(text, encoding="utf-8")
    with pytest.raises(GroundError) as caught:
        load_layer(tmp_path, "water")
    assert str(caught.value) == "water.geojson, id tie: the geometry is empty or invalid"


def test_districts_without_names_are_refused(tmp_path: Path) -> None:
    layer = squares(a=(0, 0)).assign(country="AZ", kind="city", name_en="A")
    (tmp_path / "districts.geojson").write_text(format_layer(layer), encoding="utf-8")
    with pytest.raises(GroundError) as caught:
        load_districts(tmp_path)
    assert str(caught.value) == "districts.geojson: the property `name_az` is missing"


POINT = {"type": "Point", "coordinates": [46.5, 40.0]}
FAR_AWAY = {"type": "Polygon", "coordinates": [[[39, 46], [39, 47], [40, 47], [40, 46], [39, 46]]]}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name_en": None}, "a property `name_en` is no text"),
        ({"name_hy": ["Barda"]}, "a property `name_hy` is no text"),
        ({"id": ["AZ-BAR"]}, "a property `id` is no text"),
        ({"id": "Barda"}, "id Barda: it is not an ISO 3166-2 code of its country"),
        ({"country": "AM"}, "id AZ-BAR: it is not an ISO 3166-2 code of its country"),
        ({"kind": "town"}, "id AZ-BAR: the kind is not one of district, city, province, region"),
        ({"name_az": "x" * 81}, "id AZ-BAR: the property `name_az` is not a name of at most 80 letters"),
        ({"name_az": "a\u202eb"}, "id AZ-BAR: the property `name_az` is not a name of at most 80 letters"),
        ({"name_en": ""}, "id AZ-BAR: the property `name_en` is empty"),
        ({"geometry": POINT}, "id AZ-BAR: the geometry is a Point, not a polygon"),
        ({"geometry": FAR_AWAY}, "id AZ-BAR: the geometry leaves the map; are longitude and latitude swapped?"),
    ],
)  # fmt: skip
def test_a_district_that_cannot_be_shown_is_refused(
    tmp_path: Path, changed: dict[str, object], words: str
) -> None:
    layer = json.loads((DATA / "districts.geojson").read_text(encoding="utf-8"))
    names = ("AZ-AGM", "AZ-BAR")
    layer["features"] = [
        feature for feature in layer["features"] if feature["properties"]["id"] in names
    ]
    [barda] = [one for one in layer["features"] if one["properties"]["id"] == "AZ-BAR"]
    barda["properties"] |= {name: value for name, value in changed.items() if name != "geometry"}
    barda["geometry"] = changed.get("geometry", barda["geometry"])
    (tmp_path / "districts.geojson").write_text(json.dumps(layer), encoding="utf-8")

    with pytest.raises(GroundError) as caught:
        load_districts(tmp_path)

    assert re.sub(r"^districts\.geojson[:,] ", "", str(caught.value)) == words


# Point in polygon


def test_points_keep_their_index_and_order() -> None:
    points = series(Point(1.5, 0.5), Point(0.5, 0.5))
    points.index = pd.Index(["second", "second"])
    found = locate_points(points, squares(a=(0, 0), b=(1, 0)))
    assert found.tolist() == ["b", "a"]
    assert found.index.tolist() == ["second", "second"]


def test_missing_empty_and_far_points_have_no_district() -> None:
    found = locate_points(series(None, Point(), Point(-170, -89)), squares(a=(0, 0)))
    assert found.tolist() == ["", "", ""]


def test_no_points_give_no_districts() -> None:
    assert locate_points(series(), squares(a=(0, 0))).tolist() == []


def test_point_on_a_shared_border_gets_the_first_id_in_any_order_of_districts() -> None:
    layer = squares(a=(0, 0), b=(1, 0))
    for districts in (layer, layer.iloc[::-1]):
        assert locate_points(series(Point(1, 0.5)), districts).tolist() == ["a"]


def test_points_in_metres_are_refused() -> None:
    with pytest.raises(GroundError) as caught:
        locate_points(series(Point(0, 0), crs=METRIC), squares(a=(0, 0)))
    expected = "points have CRS EPSG:32638, expected EPSG:4326; use to_crs first"
    assert str(caught.value) == expected


def test_points_without_crs_are_refused() -> None:
    with pytest.raises(GroundError, match="points have CRS None, expected EPSG:4326"):
        locate_points(series(Point(0, 0), crs=None), squares(a=(0, 0)))


# Inner points

NOWHERE = Point()


def test_an_inner_point_is_the_middle_where_nothing_is_in_the_way() -> None:
    found = find_inner_point(shapely.box(0, -1, 2, 1), NOWHERE, NOWHERE)
    assert found.distance(Point(1, 0)) < 0.02


def test_an_inner_point_keeps_away_from_water_and_from_taken_points() -> None:
    area, water = shapely.box(46, 40, 48, 41), shapely.box(46, 40, 47, 41)
    taken = shapely.MultiPoint([(47.5, 40.5), (10, 10)])
    found = find_inner_point(area, water, taken)
    assert area.contains(found)
    assert not water.intersects(found)
    assert found.distance(taken) > 0.2


def test_an_area_that_is_all_water_or_all_taken_has_an_inner_point_all_the_same() -> None:
    area = shapely.box(46, 40, 47, 41)
    taken = shapely.MultiPoint([(46 + x / 10, 40 + y / 10) for x in range(11) for y in range(11)])
    assert area.contains(find_inner_point(area, area, NOWHERE))
    assert area.contains(find_inner_point(area, NOWHERE, taken))


def test_the_inner_point_of_every_district_lies_on_its_land(districts: gpd.GeoDataFrame) -> None:
    water = shapely.union_all(load_layer(DATA, "water").geometry.to_numpy())
    for _, district in districts.iterrows():
        found = find_inner_point(district.geometry, water, NOWHERE)
        assert district.geometry.contains(found), district["name_en"]
        assert not water.intersects(found), district["name_en"]


# The build


def test_source_without_the_expected_polygon_stops_the_build() -> None:
    units = squares(a=(0, 0)).assign(code="AZ.SU", name="Lankaran")
    with pytest.raises(BuildError) as caught:
        recode(units, code="AZ.SU", name="Lachin", new_code="AZ.LC")
    assert str(caught.value) == "0 polygons with code AZ.SU and name Lachin, expected 1"


def test_patch_joins_the_town_to_its_district_and_takes_only_from_the_other() -> None:
    gainer, loser = shapely.box(46.4, 39.4, 46.5, 39.6), shapely.box(46.5, 39.4, 46.6, 39.6)
    patch, distance_m = make_patch(lon=46.51, lat=39.5, gainer=gainer, loser=loser)
    assert distance_m == pytest.approx(860, abs=2)  # 0.01 degrees at 39.5 N
    assert patch.contains(Point(46.51, 39.5))
    assert area_km2(patch - loser) < 0.001
    assert isinstance(gainer.buffer(1e-5) | patch, shapely.Polygon)


def test_tiling_closes_gaps_and_overlaps_between_sources() -> None:
    min_lon, min_lat, _, max_lat = REGION
    land = 46.0003
    pieces = {
        "AZ-A": shapely.box(min_lon, min_lat, 44.5, max_lat),
        "AM-B": shapely.box(44.4991, min_lat, land, max_lat),
        "RU": shapely.box(land + 0.004, min_lat, 47, max_lat),
    }
    tiles = tile_region(pieces)
    assert sorted(tiles) == ["AM-B", "AZ-A", "RU", "caspian"]
    assert shapely.coverage_is_valid(list(tiles.values()))
    assert tiles["AZ-A"].bounds[2] == 44.5
    assert tiles["RU"].bounds[0] == land
    assert np.sum(shapely.area(list(tiles.values()))) == pytest.approx(8.2 * 4.4)
