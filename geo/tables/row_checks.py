"""The checks of the record beyond single cells: ids, spans, figures, references, points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geo.ground import REGION, WGS84, locate_points
from geo.tables.cell_rules import LIST_SEPARATOR, Table, check_columns
from geo.tables.direction import close_cells
from geo.tables.problems import Problem, clip_text
from geo.tables.read_csv import parse_table
from geo.tables.schema import PLACES, POINT_PRECISIONS

DATA_FOLDER = Path("geo", "data")
DISTRICTS_FILE = DATA_FOLDER / "districts.geojson"
#: How far an event may lie from the point of its place.
NEAR_KM = 50
EARTH_RADIUS_KM = 6371.0

Mask = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]


class Sheet:
    """The text rows of one table while they are checked: rows with a problem are marked."""

    def __init__(self, content: bytes, table: Table) -> None:
        self.table = table
        self.frame, self.problems = parse_table(content, table)
        self.miscounted = sum(problem.row is not None for problem in self.problems)
        found = check_columns(self.frame, table)
        self.frame, opened = close_cells(self.frame, table)
        self.problems += found + opened
        self.bad: Mask = self.frame.index.isin([problem.row for problem in found])

    def cells(self, column: str) -> npt.NDArray[np.object_]:
        """The cells of all rows, text."""
        return self.frame[column].to_numpy(dtype=object)

    def filled(self, column: str) -> Mask:
        """Whether each cell holds anything."""
        return np.asarray(self.cells(column) != "", dtype=bool)

    def numbers(self, column: str) -> npt.NDArray[np.float64]:
        """Numbers of the rows without a problem, NaN for empty cells and all other rows."""
        usable = np.where(self.bad, "", self.cells(column))
        return _read_numbers(usable)

    def points(self) -> gpd.GeoSeries:
        """Points of the rows without a problem, None for all other rows, EPSG:4326."""
        return make_points(self.numbers("lon"), self.numbers("lat"))

    def lists(self, column: str) -> list[list[str]]:
        """The items of each cell, none for an empty one."""
        return [cell.split(LIST_SEPARATOR) if cell else [] for cell in self.cells(column)]

    def days(self, column: str) -> Days:
        """Days of the rows without a problem, NaT for empty cells and all other rows."""
        usable = np.where(self.bad, "", self.cells(column))
        return np.array([cell or "NaT" for cell in usable], dtype="datetime64[D]")

    def flag(
        self,
        mask: Mask,
        column: str,
        rule: str,
        cure: str | Callable[[int], str],
        *,
        follows: bool = False,
    ) -> None:
        """Add a problem for each row of the mask whose cells are all right by themselves.

        `cure` is a text, or gives the text for a position in the table; `follows` says that another
        row is at fault.
        """
        cells = self.cells(column)
        for place in np.flatnonzero(mask & ~self.bad).tolist():
            row, value = int(self.frame.index[place]), str(cells[place])
            text = cure if isinstance(cure, str) else cure(place)
            problem = Problem(self.table.file, row, column, value, rule, text, follows)
            self.problems.append(problem)

    def settle(self) -> None:
        """Set aside every row that has a problem by now."""
        rows = [problem.row for problem in self.problems if problem.row is not None]
        self.bad = self.bad | self.frame.index.isin(rows)

    def good(self) -> pd.DataFrame:
        """The rows without a problem."""
        return self.frame[~self.bad]

    @property
    def rows(self) -> int:
        """Number of rows in the file, with those that cannot be read."""
        return len(self.frame) + self.miscounted

    @property
    def set_aside(self) -> int:
        """Number of rows that are not used."""
        return self.miscounted + int(self.bad.sum())


def make_points(lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64]) -> gpd.GeoSeries:
    """Points of shape (n,), EPSG:4326, None where a coordinate is NaN."""
    known = ~(np.isnan(lon) | np.isnan(lat))
    points = np.full(len(lon), None, dtype=object)
    points[known] = shapely.points(lon[known], lat[known])
    return gpd.GeoSeries(points, crs=WGS84)


def check_ids(sheet: Sheet) -> None:
    ids = pd.Series(sheet.cells("id"))
    repeated = np.zeros(len(ids), dtype=bool)
    repeated[~sheet.bad] = ids[~sheet.bad].duplicated().to_numpy()
    sheet.flag(repeated, "id", "is the id of an earlier row", "give each row its own id")


def check_both(sheet: Sheet, first: str, second: str) -> None:
    """Two columns are filled together or not at all."""
    for empty, full in ((first, second), (second, first)):
        sheet.flag(
            ~sheet.filled(empty) & sheet.filled(full),
            empty,
            f"is empty while {full} is not",
            "fill both or neither",
        )


def _check_region(sheet: Sheet, on_map: Mask) -> None:
    """The points of the mask lie inside the ground."""
    min_lon, min_lat, max_lon, max_lat = REGION
    lon, lat = sheet.numbers("lon"), sheet.numbers("lat")
    for column, value, other, low, high in (
        ("lon", lon, lat, min_lon, max_lon),
        ("lat", lat, lon, min_lat, max_lat),
    ):
        partner = "lat" if column == "lon" else "lon"
        swapped = (other >= low) & (other <= high)
        cures = np.where(
            swapped, f"swapped with {partner}?", "correct it, or give the place the scope outside"
        )
        outside = on_map & ((value < low) | (value > high))
        sheet.flag(outside, column, f"is outside the map's {low}..{high}", cures.__getitem__)


def check_places(places: Sheet, districts: gpd.GeoDataFrame) -> None:
    check_both(places, "lon", "lat")
    points = places.points()
    has_point = points.notna().to_numpy()
    lon, lat = places.numbers("lon"), places.numbers("lat")
    inside = (lon >= REGION[0]) & (lon <= REGION[2]) & (lat >= REGION[1]) & (lat <= REGION[3])
    places.flag(
        has_point == (places.cells("coord_precision") == "none"),
        "coord_precision",
        "does not agree with lon and lat",
        "write none without a point, and own, stand-in or approximate with one",
    )
    places.flag(
        has_point & np.isin(places.cells("kind"), ("line", "region")),
        "kind",
        "is not a kind with a point",
        "leave lon and lat empty, or correct the kind",
    )
    scope = places.cells("scope")
    _check_region(places, scope == "map")
    places.flag(
        inside & (scope == "outside"), "scope", "is wrong: the point is on the map", "write map"
    )
    _check_place_districts(places, districts, points)


def _check_place_districts(
    places: Sheet, districts: gpd.GeoDataFrame, points: gpd.GeoSeries
) -> None:
    has_point = points.notna().to_numpy()
    located = locate_points(points, districts).to_numpy(dtype=object)
    given = places.cells("district_id")
    filled = places.filled("district_id")
    known = np.isin(given, districts["id"].to_numpy(dtype=object))
    places.flag(
        filled & ~known,
        "district_id",
        f"is not an id in {DISTRICTS_FILE.as_posix()}",
        "correct the code",
    )
    places.flag(
        filled & known & ~has_point,
        "district_id",
        "is given without a point",
        "write lon and lat, or leave it empty",
    )
    places.flag(
        filled & known & has_point & (located != given),
        "district_id",
        "is not the district in which the point lies",
        lambda place: f"{_describe_district(located[place])}; correct the point or the id",
    )
    places.flag(
        ~filled & (located != ""),
        "district_id",
        "is empty, but the point lies in a district",
        lambda place: f"write {located[place]}",
    )


def _describe_district(district_id: str) -> str:
    return f"the point lies in {district_id or 'no district'}"


def check_spans(events: Sheet) -> None:
    start = events.days("date")
    end = np.where(np.isnat(events.days("date_end")), start, events.days("date_end"))
    events.flag(end < start, "date_end", "is before date", "swap the two, or correct one")
    precision = events.cells("date_precision")
    for name, unit in (("month", "M"), ("year", "Y")):
        first = start.astype(f"datetime64[{unit}]").astype("datetime64[D]")
        last = (end.astype(f"datetime64[{unit}]") + 1).astype("datetime64[D]") - 1
        chosen = precision == name
        for column, wrong, day in (
            ("date", start != first, "first"),
            ("date_end", end != last, "last"),
        ):
            events.flag(
                chosen & wrong,
                column,
                f"is not the {day} day of a {name}",
                f"write the {day} day, as date_precision is {name}",
            )


def check_pairs(events: Sheet) -> None:
    check_both(events, "lon", "lat")
    has_point = events.filled("lon") & events.filled("lat")
    needs_point = np.isin(events.cells("location_precision"), POINT_PRECISIONS)
    events.flag(
        has_point != needs_point,
        "location_precision",
        "does not agree with lon and lat",
        "write town or district with a point, and region or none without one",
    )


def check_references(sheet: Sheet, columns: Mapping[str, Sheet]) -> None:
    """Every id in these columns resolves to a row that is used."""
    for column, target in columns.items():
        _check_lists(sheet, column, sheet.lists(column), target)


def _check_lists(sheet: Sheet, column: str, lists: list[list[str]], target: Sheet) -> None:
    named = set(target.cells("id"))
    aside = named - set(target.cells("id")[~target.bad])
    unknown = [[item for item in items if item not in named] for items in lists]
    lost = [[item for item in items if item in aside] for items in lists]
    file = target.table.file
    sheet.flag(
        np.array([bool(items) for items in unknown], dtype=bool),
        column,
        f"is not in {file}",
        _name_first(unknown, f"add {{}} to {file}, or correct the id"),
    )
    sheet.flag(
        np.array([bool(items) for items in lost], dtype=bool),
        column,
        f"needs a row of {file} that was set aside",
        _name_first(lost, f"put the row {{}} of {file} right"),
        follows=True,
    )


def check_former(former: Sheet, targets: Mapping[str, Sheet]) -> None:
    """Every former id leads to a row of its table that is used, and is nobody's id today."""
    for name, target in targets.items():
        mine = former.cells("table") == name
        now = former.cells("now")
        _check_lists(
            former, "now", [[id_] if m else [] for id_, m in zip(now, mine, strict=True)], target
        )
        taken = np.isin(former.cells("id"), target.cells("id")) & mine
        former.flag(
            taken,
            "id",
            f"is the id of a row of {target.table.file} today",
            "remove the row, or give the other one another id",
        )


def _name_first(items: list[list[str]], cure: str) -> Callable[[int], str]:
    return lambda place: cure.format(clip_text(items[place][0]))


def check_event_points(events: Sheet, places: pd.DataFrame, districts: gpd.GeoDataFrame) -> None:
    scope = look_up(places["scope"], events.cells("place_id"))
    _check_region(events, scope != "outside")
    located = locate_points(events.points(), districts).to_numpy(dtype=object)
    expected = look_up(places["district_id"], events.cells("place_id"))
    has_point = events.filled("lon") & events.filled("lat")
    events.flag(
        has_point & (expected != "") & (located != expected),
        "place_id",
        "lies in another district than lon and lat",
        lambda place: (
            f"{_describe_district(located[place])}, the place in {expected[place]}; "
            "correct the point or the place"
        ),
    )
    _check_distance(events, places)


def _check_distance(events: Sheet, places: pd.DataFrame) -> None:
    """The point of an event lies near that of its place, which tells a point that is swapped abroad."""
    ids = events.cells("place_id")
    own = np.array([events.numbers("lon"), events.numbers("lat")])
    of_place = np.array([_read_numbers(look_up(places[name], ids)) for name in ("lon", "lat")])
    distance = _measure_km(own, of_place)
    swapped = _measure_km(own[::-1], of_place) <= NEAR_KM
    events.flag(
        distance > NEAR_KM,
        "place_id",
        f"lies more than {NEAR_KM} km from lon and lat",
        lambda place: (
            f"{_describe_apart(distance[place], swapped[place])}; correct the point here or that of "
            f"{ids[place]} in {PLACES.file}"
        ),
    )


def _describe_apart(km: float, is_swapped: bool) -> str:
    return "lon and lat of one of them are swapped" if is_swapped else f"they are {km:.0f} km apart"


def _read_numbers(cells: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    return np.array([float(cell) if cell else np.nan for cell in cells], dtype=float)


def _measure_km(
    first: npt.NDArray[np.float64], second: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Great-circle distance of points of shape (2, n): longitude and latitude in degrees, NaN without one."""
    (lon, lat), (other_lon, other_lat) = np.radians(first), np.radians(second)
    half = np.sin((lat - other_lat) / 2) ** 2
    half += np.cos(lat) * np.cos(other_lat) * np.sin((lon - other_lon) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(half, 1))))


def look_up(column: pd.Series, ids: Iterable[str]) -> npt.NDArray[np.object_]:
    """The value of each id, "" for an id that is not in the index."""
    values = column.to_dict()
    return np.array([values.get(id_, "") for id_ in ids], dtype=object)
