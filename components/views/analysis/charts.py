"""The charts of the page Analyse in Vega-Lite: written as they are, which is quicker than to have them checked."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import shapely

from components.catalogue import N_, _, group_digits
from components.views.analysis.words import (
    count_incidents,
    label_bin,
    label_district,
    label_number,
    label_value,
)
from geo.analysis.crosstab import ALL, Crosstab
from geo.analysis.fields import CATEGORY, NONE, find_last_day
from geo.analysis.measures import (
    COUNTED,
    DENSITY,
    FEWEST,
    INCIDENTS,
    PROTECTED,
    SHARE,
    Class,
    cut_classes,
    find_class,
)
from geo.kept import keep_with_record
from geo.record import Record

Spec = dict[str, Any]
#: Name of the selection of a district on the map.
PICKED = "district"
#: Degrees by which borders are simplified, and decimals that are left: less than a pixel.
SIMPLER, DECIMALS = 0.008, 3
MAP_HEIGHT, ROW_HEIGHT, BAR_HEIGHT = 500, 20, 14
#: Room for axis and key, within which Streamlit fits the height of a chart.
AROUND = 150
#: Days from which on the axis names years, and months.
YEARS_FROM, MONTHS_FROM = 1_000, 120
NOTHING, TOO_FEW, UNTOLD = "nothing", "too-few", "untold"
REST_WORDS = {
    NOTHING: N_("none"),
    TOO_FEW: N_("fewer than {n} incidents: not shown"),
    UNTOLD: N_("no figure in the record"),
}


@dataclass(frozen=True)
class Ink:
    """Colours on one ground: four classes, what has none, lines, chosen districts, two choices."""

    classes: tuple[str, ...]
    rest: dict[str, str]
    line: str
    chosen: str
    pair: tuple[str, str]


INKS = {
    "light": Ink(
        ("#c3d3e2", "#8fb0cc", "#4f80aa", "#1d4a7a"),
        {NOTHING: "#ffffff", TOO_FEW: "#e8e4d9", UNTOLD: "#e8e4d9"},
        "#8d8675",
        "#1b2733",
        ("#12304f", "#8a97a6"),
    ),
    "dark": Ink(
        ("#2c4a66", "#4a7199", "#7ca7d0", "#c4def7"),
        {NOTHING: "#14191f", TOO_FEW: "#39424d", UNTOLD: "#39424d"},
        "#76808c",
        "#ffd479",
        ("#9cc4f5", "#5d6c7c"),
    ),
}


@keep_with_record
def draw_districts(record: Record) -> dict[str, dict[str, Any]]:
    """The outline of each district as GeoJSON, flat: east is shortened by the cosine of the latitude."""
    shapes = record.districts.geometry.to_numpy()
    if not shapes.size:
        return {}
    middle = float(np.mean(shapely.bounds(shapes)[:, [1, 3]]))
    squeeze = math.cos(math.radians(middle))
    simple = shapely.coverage_simplify(shapes, SIMPLER)
    flat = shapely.transform(simple, lambda points: np.round(points * [squeeze, 1], DECIMALS))
    return {
        str(id_): shapely.geometry.mapping(shape)
        for id_, shape in zip(record.districts.index, flat, strict=True)
    }


def write_number(measure: str, value: float) -> str:
    """A number of a measure with as many decimals as it bears."""
    if measure == DENSITY:
        return f"{value:.2f}"
    if measure == SHARE:
        return f"{value:.0f} %"
    return group_digits(round(value))


def label_class(measure: str, one: Class) -> str:
    """The ends of a class in words."""
    low, high = write_number(measure, one.low), write_number(measure, one.high)
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


@dataclass(frozen=True, eq=False)
class Colouring:
    """Classes of one measure over the districts.

    Parameters
    ----------
    keys : the class of each district, a number or one of `REST_WORDS`, indexed by id.
    labels : class -> its words, in the order of the key.
    """

    keys: pd.Series
    labels: dict[str, str]


def colour_districts(districts: pd.DataFrame, measure: str) -> Colouring:
    """The class of each district by a measure of `geo.analysis.measures.MEASURED`."""
    values = districts[measure].astype("float64")
    classes = cut_classes(values)

    def find_key(value: float, incidents: int) -> str:
        if math.isnan(value):
            few = measure in PROTECTED and 0 < incidents < FEWEST
            none = measure in COUNTED and incidents == 0
            return TOO_FEW if few else NOTHING if none else UNTOLD
        return NOTHING if value == 0 else str(find_class(value, classes))

    keys = [find_key(*pair) for pair in zip(values, districts[INCIDENTS], strict=True)]
    labels = {str(k): label_class(measure, one) for k, one in enumerate(classes)}
    rest = {key: _(words).format(n=FEWEST) for key, words in REST_WORDS.items() if key in keys}
    return Colouring(pd.Series(keys, districts.index), labels | rest)


def draw_map(
    record: Record,
    districts: pd.DataFrame,
    measure: str,
    harm: str,
    chosen: tuple[str, ...],
    ink: Ink,
) -> Spec:
    """Districts coloured by a measure; chosen ones are outlined, a click chooses."""
    shapes = draw_districts(record)
    colouring = colour_districts(districts.loc[list(shapes)], measure)
    title = label_number(measure, harm)
    numbers = dict(zip(map(str, districts.index), districts[measure], strict=True))
    classes = dict(zip(map(str, colouring.keys.index), colouring.keys, strict=True))
    features = [
        {
            "type": "Feature",
            "id": id_,
            "name": label_district(record, id_),
            "class": colouring.labels[key],
            "value": colouring.labels[key]
            if not key.isdigit()
            else write_number(measure, float(numbers[id_])),
            "chosen": id_ in chosen,
            "geometry": shapes[id_],
        }
        # The outline of a chosen district lies over those of its neighbours.
        for id_, key in sorted(classes.items(), key=lambda item: item[0] in chosen)
    ]
    colours = [
        ink.classes[_spread(int(key), colouring)] if key.isdigit() else ink.rest[key]
        for key in colouring.labels
    ]
    is_chosen = "datum.chosen"
    return {
        "data": {
            "values": {"type": "FeatureCollection", "features": features},
            "format": {"type": "json", "property": "features"},
        },
        "height": MAP_HEIGHT,
        "projection": {"type": "identity", "reflectY": True},
        "params": [{"name": PICKED, "select": {"type": "point", "fields": ["id"], "toggle": False}}],
        "mark": {"type": "geoshape", "cursor": "pointer"},
        "encoding": {
            "color": {
                "field": "class",
                "type": "nominal",
                "scale": {"domain": [*colouring.labels.values()], "range": colours},
                "legend": {
                    "title": title, "orient": "bottom", "direction": "vertical", "columns": 2,
                    "titleLimit": 340, "labelLimit": 240, "symbolStrokeColor": ink.line,
                    "symbolStrokeWidth": 1, "symbolType": "square",
                },
            },
            "stroke": {"condition": {"test": is_chosen, "value": ink.chosen}, "value": ink.line},
            "strokeWidth": {"condition": {"test": is_chosen, "value": 2.5}, "value": 0.6},
            "tooltip": [
                {"field": "name", "title": _("District")},
                {"field": "value", "title": title},
            ],
        },
    }  # fmt: skip


def _spread(place: int, colouring: Colouring) -> int:
    """The place of a colour: few classes take the strong ones."""
    count = sum(key.isdigit() for key in colouring.labels)
    return 4 - count + place


def draw_series(record: Record, series: Crosstab, per: str, ink: Ink) -> Spec:
    """Districts by days, weeks or months: a block for each, the stronger the more incidents."""
    counts = series.counts().drop(index=ALL, columns=[ALL, NONE], errors="ignore")
    rows = [
        {
            "district": label_district(record, str(row)),
            "start": str(column),
            "end": _end_bin(str(column), per).isoformat(),
            "when": label_bin(per, str(column)),
            "incidents": int(count),
        }
        for row, cells in counts.iterrows()
        for column, count in cells.items()
        if count > 0
    ]
    names = [label_district(record, row) for row in series.rows]
    return {
        "data": {"values": rows},
        "height": ROW_HEIGHT * len(names) + AROUND,
        "mark": {"type": "rect", "stroke": ink.line, "strokeWidth": 0.4},
        "encoding": {
            "y": {
                "field": "district", "type": "nominal", "sort": names, "title": None,
                "scale": {"domain": names}, "axis": {"labelLimit": 130, "labelOverlap": False, "grid": False, "ticks": False},
            },
            "x": {
                "field": "start", "type": "temporal", "title": None, "scale": {"type": "utc"},
                "axis": {"labelOverlap": True, "format": _name_ticks(rows), "tickCount": 8},
            },
            "x2": {"field": "end"},
            "color": {
                "field": "incidents",
                "type": "quantitative",
                "title": _("Incidents"),
                "scale": {"domainMin": 0, "range": [ink.classes[0], ink.classes[-1]]},
                "legend": {"orient": "bottom", "format": "d", "tickMinStep": 1, "gradientLength": 160},
            },
            "tooltip": [
                {"field": "district", "title": _("District")},
                {"field": "when", "title": _("From")},
                {"field": "incidents", "title": _("Incidents")},
            ],
        },
    }  # fmt: skip


def _end_bin(value: str, per: str) -> datetime.date:
    return find_last_day(datetime.date.fromisoformat(value), per) + datetime.timedelta(days=1)


def _name_ticks(rows: list[dict[str, Any]]) -> str:
    """How exactly the axis names its days: the less, the longer it is."""
    days = [datetime.date.fromisoformat(str(row[end])) for row in rows for end in ("start", "end")]
    length = (max(days) - min(days)).days if days else 0
    return "%Y" if length > YEARS_FROM else "%Y-%m" if length > MONTHS_FROM else "%Y-%m-%d"


def draw_pair(record: Record, counts: pd.DataFrame, names: tuple[str, str], ink: Ink) -> Spec:
    """Incidents of two choices by what happened, on one scale.

    Parameters
    ----------
    counts : as of `geo.analysis.comparison.count_both`.
    names : how the two are called.
    """
    kinds = [label_value(record, CATEGORY, str(value)) for value in counts.index]
    rows = [
        {"kind": kind, "choice": name, "incidents": int(count)}
        for column, name in zip(("first", "second"), names, strict=True)
        for kind, count in zip(kinds, counts[column], strict=True)
    ]
    return {
        "data": {"values": rows},
        "height": (2 * BAR_HEIGHT + 4) * len(kinds) + AROUND,
        "mark": {"type": "bar"},
        "encoding": {
            "y": {
                "field": "kind", "type": "nominal", "sort": kinds, "title": None,
                "axis": {"labelLimit": 130, "labelOverlap": False},
            },
            "yOffset": {"field": "choice", "type": "nominal", "sort": [*names]},
            "x": {
                "field": "incidents", "type": "quantitative", "title": _("Incidents"),
                "axis": {"format": "d", "tickMinStep": 1},
            },
            "color": {
                "field": "choice",
                "type": "nominal",
                "title": None,
                "scale": {"domain": [*names], "range": [*ink.pair]},
                "legend": {"orient": "top", "direction": "vertical", "labelLimit": 340},
            },
            "tooltip": [
                {"field": "kind", "title": _("What happened")},
                {"field": "choice", "title": _("Choice")},
                {"field": "incidents", "title": _("Incidents")},
            ],
        },
    }  # fmt: skip


def tell_series(record: Record, series: Crosstab, per: str) -> str:
    """What the blocks show: the most, and what has none of its own."""
    counts = series.counts()
    total = int(counts[ALL].to_numpy()[-1])
    inner = counts.drop(index=ALL, columns=[ALL, NONE], errors="ignore")
    words = [
        _(
            "Each block is a district and its incidents in that time; the stronger its colour, the more."
        )
    ]
    cells = inner.to_numpy(dtype="int64")
    if cells.any():
        row, column = divmod(int(cells.argmax()), cells.shape[1])
        words.append(
            _("Most: {incidents} in {district}, {when}.").format(
                incidents=count_incidents(int(cells.max())),
                district=label_district(record, str(inner.index[row])),
                when=label_bin(per, str(inner.columns[column])),
            )
        )
    apart = int(counts[NONE].to_numpy()[-1]) if NONE in counts else 0
    words.append(
        _(
            "{n} of {total}, {reason}, have no block and stand in the last column of the table."
        ).format(n=group_digits(apart), total=count_incidents(total), reason=label_bin(per, NONE))
    )
    return " ".join(words)
