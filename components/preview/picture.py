"""The picture of a view, drawn by the server: the map with its marks, and the view in words beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from components.large import is_large
from components.preview import column
from components.preview.canvas import Box, Canvas, Point
from components.preview.colours import Colours, read_colours
from components.preview.crowds import Crowd, draw_crowd, gather_crowds
from components.preview.ground import draw_ground, find_tints, outline_countries
from components.preview.place_names import Name, draw_names
from components.preview.projection import Projection, fit_bounds, stand_at
from components.preview.sent import Sent, read_sent
from components.preview.shapes import (
    POSSIBLE,
    SOFT_SHARE,
    Mark,
    choose_mark,
    draw_mark,
    draw_selected,
)
from components.preview.sites import CROWD_R, Site, collect_sites
from components.preview.tags import HEIGHT, WIDTH
from components.preview.view import View, find_selected, find_shown
from components.preview.words import describe_view
from geo.dates import describe_day
from geo.filters import match_events, match_possible
from geo.record import Record
from geo.tables.cell_rules import LIST_SEPARATOR
from geo.tables.schema import EVIDENCE_FILLS, FILLS, MUTUAL_BLAME

#: Where the map lies, and what keeps clear of its edges.
MAP: Box = (column.WIDTH + 2, 0, WIDTH, HEIGHT)
PADDING_PX = 34
#: Half of the least that a map of a choice shows, degrees of longitude and latitude.
AROUND = (0.62, 0.42)
#: A place farther from its marks than this gets a line to them.
LEADER_PX = 7.0
#: Around the marks of a place of which one is selected.
SELECTED_PX = 9.0

Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]


def draw_picture(record: Record, view: View) -> bytes:
    """The picture of a view, PNG, `WIDTH` by `HEIGHT` pixels.

    Parameters
    ----------
    record : the record as it is today, of any size.
    view : what a link shows.
    """
    shown = find_shown(record, view)
    sent = read_sent(record)
    colours = read_colours()
    sure, possible = match_events(shown, view.filters), match_possible(shown, view.filters)
    selected = find_selected(shown, view)
    projection = _find_projection(shown, view, sure, selected, sent)
    tints = find_tints(sent, view.ground_day) if view.held else {}
    canvas = Canvas(WIDTH, HEIGHT, colours.around)
    draw_ground(
        canvas, projection, record,
        tints=tints, day=view.ground_day, chosen=view.filters.districts, colours=colours,
    )  # fmt: skip
    drawing = _Drawing(canvas, colours, shown, view)
    if is_large(shown):
        drawn = drawing.draw_crowds(gather_crowds(shown, sure, projection))
        names = _name_places(sent, projection, [], "")
        key = column.Key(fills=drawing.list_fills(np.flatnonzero(sure)), rings=True)
    else:
        if selected is not None:
            possible = possible | (np.arange(len(possible)) == selected) & ~sure
        sites = collect_sites(shown, sure, possible, projection, sent)
        drawn = drawing.draw_sites(sites, selected)
        chosen = "" if selected is None else str(shown.events["place_id"].iloc[selected])
        names = _name_places(sent, projection, sites, chosen)
        key = drawing.explain(sites)
    draw_names(
        canvas, names, outline_countries(projection, record, tints),
        taken=drawn, frame=(MAP[0] + 8, 8, WIDTH - 8, HEIGHT - 8), colours=colours,
    )  # fmt: skip
    held_on = describe_day(view.ground_day)
    key = replace(key, tints=frozenset(tints.values()), held_on=held_on)
    column.draw_column(canvas, describe_view(shown, view), key, colours)
    return canvas.encode()


def _find_projection(
    shown: Record, view: View, sure: Mask, selected: int | None, sent: Sent
) -> Projection:
    """Where the link says; else around what is selected or chosen; else the first view of the page."""
    if view.stand is not None:
        return stand_at(*view.stand, MAP)
    rows = sure if view.is_chosen else np.zeros_like(sure)
    if selected is not None:
        rows = np.arange(len(sure)) == selected
    points = shown.events.loc[rows & shown.events["on_map"].to_numpy(dtype=bool), ["lon", "lat"]]
    west, south, east, north = sent.opening
    if not points.empty:
        (west, south), (east, north) = points.min().tolist(), points.max().tolist()
        lon, lat = (west + east) / 2, (south + north) / 2
        half_lon = max(AROUND[0], (east - west) / 2 * 1.1)
        half_lat = max(AROUND[1], (north - south) / 2 * 1.1)
        west, south, east, north = lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat
    left, top, right, bottom = MAP
    inner = (left + PADDING_PX, top + PADDING_PX, right - PADDING_PX, bottom - PADDING_PX)
    return replace(fit_bounds((west, south, east, north), inner), box=MAP)


def _name_places(sent: Sent, projection: Projection, sites: list[Site], chosen: str) -> list[Name]:
    """Places with what is drawn at each: the chosen one, the named ones, then those with most marks."""
    standing = {(round(site.home[0]), round(site.home[1])): site for site in sites if not site.soft}
    found: list[tuple[tuple[bool, bool, int], Name]] = []
    for place in sent.places:
        if place["lon"] is None or place["line"]:
            continue
        x, y = projection.place(place["lon"], place["lat"])
        site = standing.get((round(x), round(y)))
        if site is None and not place["named"] and place["id"] != chosen:
            continue
        reach = site.reach + (SELECTED_PX if place["id"] == chosen else 0) if site else 0.0
        name = Name(place["name"], site.at if site else (x, y), reach)
        marks = len(site.rows) if site else 0
        found.append(((place["id"] != chosen, not place["named"], -marks), name))
    found.sort(key=lambda pair: pair[0])
    # Several places may share a point: the first one names it.
    return list({name.at: name for _rank, name in reversed(found)}.values())[::-1]


@dataclass(frozen=True)
class _Drawing:
    """Draws what a view shows of a record."""

    canvas: Canvas
    colours: Colours
    shown: Record
    view: View

    def list_fills(self, rows: Rows) -> frozenset[str]:
        """The fills of events, none while a class judges."""
        if self.view.judge:
            return frozenset()
        levels = self.shown.events["evidence"].iloc[rows].unique()
        return frozenset(EVIDENCE_FILLS[level] for level in levels)

    def explain(self, sites: list[Site]) -> column.Key:
        """What of the marks the key explains."""
        rows = np.array([row for site in sites for row in site.rows], dtype=np.intp)
        marks = [self._find_mark(row) for site in sites for row, _at in site.slots()]
        return column.Key(
            shapes=frozenset(mark.shape for mark in marks),
            fills=self.list_fills(rows),
            split=any(mark.split for mark in marks),
            soft=any(site.soft for site in sites),
            possible=any(site.sure < len(site.rows) for site in sites),
        )

    def draw_crowds(self, crowds: list[Crowd]) -> list[Box]:
        """Draw discs; gives what they cover."""
        for crowd in sorted(crowds, key=lambda each: each.count):
            draw_crowd(self.canvas, crowd, self.colours, judge=self.view.judge)
        return [_box_around(crowd.at, crowd.radius) for crowd in crowds]

    def draw_sites(self, sites: list[Site], selected: int | None) -> list[Box]:
        """Draw all marks, below them what lies around the selected one; gives what they cover."""
        for site in sites:
            self._draw_under(site)
        slots = [(row, at, site) for site in sites for row, at in site.slots()]
        for row, at, _site in slots:
            if row == selected:
                draw_selected(self.canvas, at, self._find_mark(row).shape, self.colours)
        for row, at, site in slots:
            mark = self._find_mark(row)
            sure = site.rows.index(row) < site.sure or row == selected
            draw_mark(self.canvas, at, mark, self.colours, 1.0 if sure else POSSIBLE)
        return [_box_around(site.at, site.reach) for site in sites]

    def _draw_under(self, site: Site) -> None:
        """The line from a point to marks that stand aside, the pale disc, the disc of many."""
        x, y = site.at
        moved = abs(x - site.home[0]) + abs(y - site.home[1])
        if moved > LEADER_PX and not site.soft:
            self.canvas.stroke([site.home, site.at], self.colours.ink, 1.6)
            self.canvas.disc(site.home, 3.2, self.colours.ink)
        if site.soft:
            harm = any(self._find_mark(row).harm for row in site.rows)
            self.canvas.pale_disc(
                site.at, site.reach, self.colours.harm if harm else self.colours.other, SOFT_SHARE
            )
        if site.crowd:
            marks = [self._find_mark(row).fill for row in site.rows[: site.sure or len(site.rows)]]
            fills = tuple(marks.count(fill) for fill in FILLS)
            crowd = Crowd(site.at, len(marks), fills, CROWD_R)
            draw_crowd(self.canvas, crowd, self.colours, judge=self.view.judge)

    def _find_mark(self, row: int) -> Mark:
        event = self.shown.events.iloc[row]
        split = MUTUAL_BLAME in event["contests"].split(LIST_SEPARATOR)
        return choose_mark(event["category"], event["evidence"], split=split, judge=self.view.judge)


def _box_around(at: Point, reach: float) -> Box:
    return (at[0] - reach, at[1] - reach, at[0] + reach, at[1] + reach)
