"""Districts measured, incidents counted by two fields, classes, series, comparison: over the real record."""

from __future__ import annotations

import datetime
import math

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from app_server import ROOT

from geo.analysis.areas import (
    AreaError,
    add_neighbours,
    find_neighbours,
    find_within,
    measure_areas,
    measure_distances,
    read_place,
)
from geo.analysis.comparison import count_both, list_differences, select_incidents
from geo.analysis.crosstab import ALL, cross_fields
from geo.analysis.fields import (
    BINS,
    DAY,
    DISTRICT,
    FIELDS,
    MONTH,
    NO_DISTRICT,
    NONE,
    WEEK,
    code_field,
    find_bin,
)
from geo.analysis.harm import add_harm
from geo.analysis.holders import HELD, count_held_days
from geo.analysis.measures import (
    DENSITY,
    FEWEST,
    INCIDENTS,
    MOST_CLASSES,
    SHARE,
    cut_classes,
    find_class,
    measure_districts,
)
from geo.analysis.questions import (
    CHANGED,
    ONE_SIDE,
    find_changed,
    find_changes,
    find_documented,
    find_one_sided,
)
from geo.dates import FIRST_DAY, LAST_DAY
from geo.filters import OFF_MAP, Filters, Mask, match_events
from geo.ground import load_layer
from geo.record import Record, load_record
from geo.tables.schema import HARM_CATEGORIES, MEASURES, PARTIES

WAR = Filters(datetime.date(2020, 9, 27), datetime.date(2020, 11, 10))
WHOLE = Filters(FIRST_DAY, LAST_DAY)
BARDA, SHUSHA, KHANKENDI = "AZ-BAR", "AZ-SUS", "AZ-XA"
KILLED = "killed_civilian"


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


@pytest.fixture(scope="module")
def war(record: Record) -> Mask:
    return match_events(record, WAR)


# Where districts lie


@pytest.mark.parametrize(
    ("district", "km2"),
    # Azerbaijan's State Statistical Committee; Armenia's Statistical Committee. Borders are generalised.
    [("AZ-KAL", 3054), ("AZ-LAC", 1835), ("AM-SU", 4506), ("AM-TV", 2704)],
)
def test_areas_are_about_those_that_are_published(
    record: Record, district: str, km2: float
) -> None:
    assert measure_areas(record)[district] == pytest.approx(km2, rel=0.15)


def test_the_areas_of_the_provinces_add_up_to_that_of_armenia(record: Record) -> None:
    areas = measure_areas(record)

    assert areas[areas.index.str.startswith("AM-")].sum() == pytest.approx(29_743, rel=0.02)


def test_neighbours_are_mutual_and_nobody_borders_on_itself(record: Record) -> None:
    neighbours = find_neighbours(record)

    assert set(neighbours) == set(record.districts.index)
    for id_, others in neighbours.items():
        assert id_ not in others
        assert all(id_ in neighbours[other] for other in others)


def test_a_district_within_another_has_that_one_as_its_neighbour(record: Record) -> None:
    neighbours = find_neighbours(record)

    assert neighbours[KHANKENDI] == ("AZ-XCI",)
    assert {"AZ-AGM", "AZ-XVD", "AM-SU"} & set(neighbours[BARDA]) == {"AZ-AGM"}
    assert "AM-SU" in neighbours["AZ-LAC"]
    assert set(add_neighbours(record, (KHANKENDI,))) == {KHANKENDI, "AZ-XCI"}
    assert add_neighbours(record, ()) == ()


def test_distance_from_a_point_is_that_on_the_ellipsoid() -> None:
    # Vincenty's and Karney's one degree of the meridian from 40 N: 111,043.0 m.
    box = shapely.box(46, 41, 46.5, 41.5)
    layer = gpd.GeoDataFrame(index=["box"], geometry=[box], crs="EPSG:4326")

    [km] = measure_distances(layer, shapely.Point(46.25, 40))
    assert km == pytest.approx(111.043, abs=0.02)
    assert measure_distances(layer, shapely.Point(46.25, 41.2)).tolist() == [0]
    assert find_within(layer, shapely.Point(46.25, 40), radius_km=111.0) == ()
    assert find_within(layer, shapely.Point(46.25, 40), radius_km=111.1) == ("box",)


def test_the_road_touches_the_districts_through_which_it_leads(record: Record) -> None:
    road = load_layer(ROOT / "geo" / "data", "lachin").set_index("id").geometry["road"]

    touched = find_within(record.districts, road, radius_km=0)
    wider = find_within(record.districts, road, radius_km=25)

    assert {"AZ-LAC", "AM-SU"} <= set(touched)
    assert BARDA not in touched
    assert set(touched) < set(wider)


def test_a_point_lies_in_its_own_district_and_nowhere_else(record: Record) -> None:
    barda = record.places.loc["barda"].geometry

    assert find_within(record.districts, barda, radius_km=0) == (BARDA,)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("46.75 39.76", "Point"),
        (" 46.75, 39.76 ", "Point"),
        ("46 39\n\n47 40", "LineString"),
        ("46 39\n47 39\n47 40", "Polygon"),
        ("POINT (46.75 39.76)", "Point"),
        ("POLYGON ((46 39, 47 39, 47 40, 46 39))", "Polygon"),
    ],
)
def test_a_place_is_read_from_points_and_from_wkt(text: str, kind: str) -> None:
    assert read_place(text).geom_type == kind


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing is written; write a longitude and a latitude"),
        ("46.75", "line 1, 46.75: is not a longitude and a latitude"),
        ("46 39\nx y", "line 2, x y: is not"),
        ("46,75 39,76", "line 1"),
        ("39.76 46.75", "leaves the map"),
        ("CIRCLE (1 2)", "is not WKT of a kind that can be used"),
        ("MULTIPOINT (46 39, 47 39)", "is not WKT of a kind that can be used"),
        ("POLYGON EMPTY", "is empty or crosses itself"),
        ("46 39\n47 40\n47 39\n46 40", "is empty or crosses itself"),
        ("46 39\n" * 1_001, "more than 1000 points"),
        ("x" * 30_000, "longer than 20000 characters"),
    ],
)
def test_a_place_that_cannot_be_used_is_named_with_its_cure(text: str, words: str) -> None:
    with pytest.raises(AreaError) as caught:
        read_place(text)
    assert words in str(caught.value)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("km", [-1, 501, math.nan, math.inf])
def test_a_radius_out_of_its_bounds_is_refused(record: Record, km: float) -> None:
    with pytest.raises(AreaError, match="is not between 0 and 500"):
        find_within(record.districts, shapely.Point(46, 40), radius_km=km)


# Fields and totals


@pytest.mark.parametrize("row", FIELDS)
@pytest.mark.parametrize("column", [DISTRICT, "evidence", MONTH])
def test_rows_and_columns_add_up_to_the_chosen_incidents(
    record: Record, war: Mask, row: str, column: str
) -> None:
    counts = cross_fields(record, war, row, column).counts()
    inner = counts.drop(index=ALL, columns=ALL)

    assert counts.loc[ALL, ALL] == war.sum()
    assert (inner.sum(axis=1) == counts[ALL].drop(ALL)).all()
    assert (inner.sum() == counts.loc[ALL].drop(ALL)).all()
    assert (inner.sum() > 0).all()


@pytest.mark.parametrize("column", ["category", WEEK])
def test_behind_each_number_are_so_many_incidents(record: Record, war: Mask, column: str) -> None:
    crosstab = cross_fields(record, war, DISTRICT, column)
    counts = crosstab.counts()

    for row in counts.index:
        for value in counts.columns:
            behind = crosstab.behind(str(row), str(value))
            assert behind.sum() == counts.loc[row, value]
            assert not (behind & ~war).any()


def test_districts_count_what_the_filter_of_the_district_gives(record: Record, war: Mask) -> None:
    counts = cross_fields(record, war, DISTRICT, "category").counts()[ALL].drop(ALL)

    for district, count in counts.drop(NO_DISTRICT, errors="ignore").items():
        filters = Filters(WAR.start, WAR.end, districts=(str(district),))
        assert match_events(record, filters).sum() == count


def test_incidents_without_a_point_have_a_row_of_their_own(record: Record, war: Mask) -> None:
    counts = cross_fields(record, war, DISTRICT, "category").counts()
    without = record.events[war & ~record.events["on_map"].to_numpy(dtype=bool)]

    assert counts.loc[OFF_MAP, ALL] == len(without) > 0


def test_a_chosen_district_has_a_row_although_nothing_is_in_it(record: Record, war: Mask) -> None:
    nothing = np.zeros_like(war)
    counts = cross_fields(record, nothing, DISTRICT, "category", always=(BARDA,)).counts()

    assert counts.index.tolist() == [BARDA, ALL]
    assert counts.to_numpy().sum() == 0


def test_weeks_begin_on_monday_and_months_on_their_first_day() -> None:
    days = np.array(["2020-09-27", "2020-09-28", "1969-12-31"], dtype="datetime64[D]").astype(
        "int64"
    )

    def name(found: np.ndarray) -> list[str]:
        return [str(day) for day in found.astype("datetime64[D]")]

    assert name(find_bin(days, DAY)) == ["2020-09-27", "2020-09-28", "1969-12-31"]
    assert name(find_bin(days, WEEK)) == ["2020-09-21", "2020-09-28", "1969-12-29"]
    assert name(find_bin(days, MONTH)) == ["2020-09-01", "2020-09-01", "1969-12-01"]


@pytest.mark.parametrize("name", BINS)
def test_an_incident_longer_than_its_bin_is_not_guessed_into_one(record: Record, name: str) -> None:
    coded = code_field(record, name)
    events = record.events
    longer = events[coded.codes == coded.values.index(NONE)]

    assert (longer["start_day"] < longer["end_day"]).all()
    if name == DAY:
        one_day = events["start_day"] == events["end_day"]
        assert len(longer) == (~one_day).sum() > 0
        assert (longer["date_precision"] != "day").any()


# Harm


def test_low_ends_and_high_ends_are_added_apart(record: Record, war: Mask) -> None:
    tolls = [
        toll
        for id_ in record.events["id"][war]
        if (toll := record.assessments[id_].tolls.get(KILLED))
    ]
    harm = add_harm(record, war, KILLED)

    assert len(tolls) >= 20
    assert (harm.low, harm.high) == (sum(t.low for t in tolls), sum(t.high for t in tolls))
    assert harm.is_open == any(toll.is_open for toll in tolls)
    assert (harm.told, harm.incidents) == (len(tolls), war.sum())
    assert harm.low < harm.high


def test_totals_and_programmes_enter_no_sum(record: Record) -> None:
    sums = record.events["overview"].to_numpy(dtype=bool)

    assert sums.any()
    assert not (match_events(record, WHOLE) & sums).any()


def test_where_no_figure_is_told_nothing_is_added(record: Record, war: Mask) -> None:
    harm = add_harm(record, np.zeros_like(war), KILLED)

    assert (harm.low, harm.high, harm.told, harm.incidents) == (0, 0, 0, 0)


# Measures


@pytest.fixture(scope="module")
def measured(record: Record, war: Mask) -> pd.DataFrame:
    return measure_districts(record, war, KILLED, WAR.start, WAR.end)


def test_a_share_or_rate_of_fewer_than_five_is_not_shown(measured: pd.DataFrame) -> None:
    few = measured[INCIDENTS] < FEWEST
    somewhere = ~measured.index.isin([NO_DISTRICT, OFF_MAP])

    assert FEWEST == 5
    assert measured.loc[few, [SHARE, DENSITY]].isna().all(axis=None)
    assert measured.loc[~few, SHARE].notna().all()
    assert measured.loc[~few & somewhere, DENSITY].notna().all()
    assert (~few).any()


def test_shares_and_rates_are_those_of_their_parts(measured: pd.DataFrame) -> None:
    enough = measured[measured[DENSITY].notna()]

    assert len(enough) > 5
    for _id, row in enough.iterrows():
        assert row[SHARE] == pytest.approx(100 * row["documented"] / row[INCIDENTS])
        assert row[DENSITY] == pytest.approx(100 * row[INCIDENTS] / row["area_km2"])


def test_incidents_of_districts_and_those_in_none_are_all(
    war: Mask, measured: pd.DataFrame
) -> None:
    assert measured[INCIDENTS].sum() == war.sum()
    assert measured.index[-2:].tolist() == [NO_DISTRICT, OFF_MAP]
    assert measured.loc[OFF_MAP, [DENSITY, "area_km2", PARTIES[0]]].isna().all()


def _days_of(days: pd.DataFrame, district: str) -> list[int]:
    return [int(count) for count in days.loc[[district]].to_numpy()[0]]


def test_the_days_of_a_window_are_parted_by_holder(record: Record) -> None:
    days = count_held_days(record, WAR.start, WAR.end)

    assert (days[[*HELD]].sum(axis=1) == 45).all()
    # control.csv: Shusha wholly held to 7 November, then by both in part.
    assert _days_of(days, SHUSHA) == [0, 42, 3, 0]
    assert _days_of(days, KHANKENDI) == [0, 45, 0, 0]
    # Syunik has rows from 2021 on.
    assert _days_of(days, "AM-SU") == [0, 0, 0, 45]
    # Gazakh: mostly its own state's, single places of the other side.
    assert _days_of(days, "AZ-QAZ") == [45, 0, 0, 0]
    assert BARDA not in days.index


def test_days_outside_what_is_told_are_not_guessed(record: Record) -> None:
    days = count_held_days(record, datetime.date(2023, 12, 1), datetime.date(2024, 1, 31))

    assert _days_of(days, SHUSHA) == [31, 0, 0, 31]


def test_classes_have_about_as_many_districts_each_and_no_gap_between_values() -> None:
    values = pd.Series([0, 1, 1, 1, 2, 3, 4, 9, 20, math.nan])
    classes = cut_classes(values)

    assert [(one.low, one.high) for one in classes] == [(1, 1), (2, 2), (3, 4), (9, 20)]
    assert [find_class(v, classes) for v in (1, 2, 4, 20, 0)] == [0, 1, 2, 3, None]
    assert cut_classes(pd.Series([0.0, math.nan])) == ()
    assert [(one.low, one.high) for one in cut_classes(pd.Series([7, 7, 7]))] == [(7, 7)]


@pytest.mark.parametrize("measure", [INCIDENTS, "high", SHARE, DENSITY, PARTIES[1]])
def test_every_district_with_a_value_has_one_class(measured: pd.DataFrame, measure: str) -> None:
    values = measured[measure].astype("Float64").astype("float64")
    classes = cut_classes(values)

    assert 1 <= len(classes) <= MOST_CLASSES
    for value in values[values > 0]:
        assert sum(one.low <= value <= one.high for one in classes) == 1


# Questions


def test_districts_of_one_sides_word_come_first_and_have_no_other_level(
    record: Record, war: Mask
) -> None:
    answer = find_one_sided(record, war)
    counts = answer.counts()
    levels = record.events.set_index("id")["evidence"]

    assert 0 < answer.answering < len(answer.rows)
    assert counts[INCIDENTS].sum() == war.sum()
    for place, row in enumerate(answer.rows):
        ids = record.events["id"][answer.behind(row, INCIDENTS)]
        alone = set(levels[ids]) == {"official statement of one side"}
        assert alone == (place < answer.answering)
        assert counts.loc[row, ONE_SIDE] == answer.behind(row, ONE_SIDE).sum()


def test_kinds_documented_of_one_side_alone_come_first(record: Record, war: Mask) -> None:
    answer = find_documented(record, war)
    counts = answer.counts()
    first, second = (counts[f"{side}-checked"] > 0 for side in PARTIES)

    assert set(answer.rows) <= set(HARM_CATEGORIES)
    assert (first ^ second).tolist() == [
        place < answer.answering for place in range(len(answer.rows))
    ]
    for side in PARTIES:
        assert (counts[f"{side}-checked"] <= counts[side]).all()


def test_changes_of_figures_are_those_of_the_stages(record: Record, war: Mask) -> None:
    changes = find_changes(record, war, KILLED)
    answer = find_changed(record, war, changes, KILLED)

    assert len(changes) == answer.counts()[CHANGED].sum() > 0
    assert [c.persons for c in changes] == sorted((c.persons for c in changes), reverse=True)
    for change in changes:
        toll = record.assessments[change.event_id].tolls[KILLED]
        assert change.now == (toll.low, toll.high, toll.is_open)
        assert change.first != change.now
    most = record.events.set_index("id").loc[changes[0].event_id]
    assert answer.rows[0] == (most["district_id"] if most["on_map"] else OFF_MAP)


@pytest.mark.parametrize("harm", MEASURES)
def test_each_measure_can_be_asked_for(record: Record, harm: str) -> None:
    everything = match_events(record, WHOLE)

    changes = find_changes(record, everything, harm)
    answer = find_changed(record, everything, changes, harm)
    assert answer.answering <= len(answer.rows)


# Comparison


def test_two_choices_are_counted_on_one_scale(record: Record) -> None:
    first = select_incidents(record, WAR, KILLED)
    september = Filters(WAR.start, datetime.date(2020, 9, 30), districts=(KHANKENDI,))
    second = select_incidents(record, september, KILLED)
    counts = count_both(record, first.mask, second.mask, "category")

    assert (first.days, second.days) == (45, 4)
    assert counts["first"].sum() == first.incidents
    assert counts["second"].sum() == second.incidents
    assert (counts["difference"] == counts["second"] - counts["first"]).all()
    assert list_differences(WAR, september) == ("days", "districts")
    assert list_differences(WAR, WAR) == ()
    assert first.per_week == pytest.approx(7 * first.incidents / 45)


def test_no_rate_is_given_of_a_small_choice(record: Record) -> None:
    none = select_incidents(record, Filters(WAR.start, WAR.end, text="xyzzyq"), None)

    assert (none.incidents, none.per_week, none.share, none.harm) == (0, None, None, None)
