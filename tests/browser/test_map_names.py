"""Names on the map: each stands at its own place, covers no mark, and stays where it is while the dates move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from app_server import AppServer
from drawing import watch_drawing
from playwright.sync_api import Browser, Page, ViewportSize
from reading import Visit, follow_link, open_context
from sight import read_marks

SIZES = (
    (1920, 1080), (1440, 900), (1366, 657), (1280, 720), (1024, 768), (375, 812), (375, 640),
)  # fmt: skip
DAYS = (
    "2020-09-27", "2020-10-04", "2020-10-08", "2020-10-11", "2020-10-17", "2020-10-20", "2020-10-27",
    "2020-10-28", "2020-11-01", "2020-11-09",
)  # fmt: skip
ALWAYS_NAMED = ("ganja", "barda", "tovuz", "shusha-shushi", "lachin-road", "aghdam-akna")
COUNTRIES = ("Armenia", "Azerbaijan")
#: Half of a mark's width; letters keep clear of that much around its middle.
MARK_PX = 7
#: The names in sight, the boxes of their letters, and all dots, in pixels of the map.
READ_NAMES = """() => {
  const map = document.querySelector(".tm-map");
  const frame = map.getBoundingClientRect();
  const onMap = ({ left, top, right, bottom }) => [left - frame.left, top - frame.top, right - frame.left, bottom - frame.top];
  const middle = ([left, top, right, bottom]) => [(left + right) / 2, (top + bottom) / 2];
  const seen = (where) => [...map.querySelectorAll(where)].filter((one) => one.checkVisibility({ visibilityProperty: true }));
  const letters = (element) => {
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const boxes = [];
    while (walk.nextNode()) {
      if (!walk.currentNode.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(walk.currentNode);
      boxes.push(onMap(range.getBoundingClientRect()));
    }
    return boxes;
  };
  const isMet = (element) => {
    const [x, y] = middle(Object.values(onMap(element.getBoundingClientRect())));
    const met = document.elementFromPoint(frame.left + x, frame.top + y);
    return met !== null && element.contains(met);
  };
  return {
    size: [map.clientWidth, map.clientHeight],
    names: seen(".tm-name").map((element) => ({
      id: element.dataset.place ?? element.dataset.district ?? "",
      kind: element.dataset.place ? "place" : element.dataset.district ? "district" : "area",
      words: element.textContent, letters: letters(element), met: element.tagName !== "BUTTON" || isMet(element),
    })),
    dots: seen(".tm-dot").map((dot) => ({
      id: dot.dataset.place ?? dot.dataset.district, at: middle(onMap(dot.getBoundingClientRect())), drawn: getComputedStyle(dot).opacity !== "0",
    })),
  };
}"""

Box = list[float]
Point = tuple[float, float]


@dataclass(frozen=True)
class Names:
    """What stands on the map at once.

    Parameters
    ----------
    size : of the map.
    names : names in sight: `id`, `kind`, `words`, `letters` as boxes, and whether a press on it `met` it.
    dots : dots of places: `id`, `at`, and whether it is `drawn`.
    marks : middles of marks, each with the site that it belongs to: what names of that site have too.
    """

    size: list[float]
    names: list[dict[str, Any]]
    dots: list[dict[str, Any]]
    marks: list[tuple[Point, str]]


@dataclass(frozen=True)
class Screen:
    """The map on a screen of some size, at the opening and on single days."""

    pictures: dict[str, Names]


@pytest.fixture(scope="module")
def sites(site: AppServer) -> dict[str, dict[str, str]]:
    """The site of each incident, by its title, and of each place, by its id."""
    record = site.record()
    events, places, districts = record["events"], record["places"], record["districts"]
    soft = [precision["soft"] for precision in record["vocabulary"]["place_precisions"]]

    def of_event(k: int) -> str:
        if soft[events["place_precision"][k]] and events["district"][k] >= 0:
            return str(districts[events["district"][k]]["id"])
        return f"{events['lon'][k]} {events['lat'][k]}"

    return {
        "events": {title: of_event(k) for k, title in enumerate(events["title"])},
        "places": {place["id"]: f"{place['lon']} {place['lat']}" for place in places},
    }


@pytest.fixture(scope="module", params=SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
def screen(
    request: pytest.FixtureRequest,
    browser: Browser,
    site: AppServer,
    sites: dict[str, dict[str, str]],
) -> Iterator[Screen]:
    """Looks once at all days at a size."""
    width, height = request.param
    context = open_context(browser, viewport=ViewportSize(width=width, height=height))
    visit = Visit(context)
    page = visit.open(f"{site.url}view/")
    watch_drawing(page)
    pictures = {}
    for day in (*DAYS, ""):
        follow_link(page, f"?mode=on&to={day}" if day else "?")
        pictures[day or "opening"] = _look(page, sites["events"])
    yield Screen(pictures)
    visit.close()
    context.close()
    assert visit.faults == []


def test_no_name_stands_nearer_to_another_place_than_to_its_own(
    screen: Screen, sites: dict[str, dict[str, str]]
) -> None:
    wrong = [
        f"{day}: {name['words']} {fault}"
        for day, picture in screen.pictures.items()
        for name in picture.names
        if name["kind"] != "area"
        for fault in _find_nearer(name, picture, sites["places"])
    ]

    assert wrong == []


def test_no_name_covers_a_mark_or_a_dot(screen: Screen) -> None:
    covering = [
        f"{day}: {name['words']}"
        for day, picture in screen.pictures.items()
        for name in picture.names
        if any(_away(name, at) < MARK_PX for at, _ in picture.marks)
        or any(_away(name, dot["at"]) < 1 for dot in picture.dots if dot["drawn"])
    ]

    assert covering == []


def test_no_two_names_cover_each_other_and_all_lie_on_the_map(screen: Screen) -> None:
    wrong = []
    for day, picture in screen.pictures.items():
        right, bottom = picture.size
        boxes = [(name["words"], box) for name in picture.names for box in name["letters"]]
        for k, (words, box) in enumerate(boxes):
            if box[0] < 0 or box[1] < 0 or box[2] > right or box[3] > bottom:
                wrong.append(f"{day}: {words} is cut off")
            wrong += [
                f"{day}: {words} and {other}"
                for other, at in boxes[k + 1 :]
                if other != words and _meet(_letters_only(box), _letters_only(at))
            ]

    assert wrong == []


def test_names_stay_where_they_are_while_the_dates_move(screen: Screen) -> None:
    places = {
        day: {name["id"]: name["letters"] for name in picture.names if name["kind"] != "district"}
        for day, picture in screen.pictures.items()
    }
    districts = [
        (name["id"], name["letters"])
        for picture in screen.pictures.values()
        for name in picture.names
        if name["kind"] == "district"
    ]

    for day in DAYS:
        assert places[day] == places["opening"], day
    assert len({id_ for id_, _ in districts}) == len({str(one) for one in districts})


def test_the_six_places_and_the_two_countries_are_named_on_every_day(screen: Screen) -> None:
    for day, picture in screen.pictures.items():
        met = {name["id"] for name in picture.names if name["kind"] == "place" and name["met"]}
        assert set(ALWAYS_NAMED) - met == set(), day
        areas = {name["words"] for name in picture.names if name["kind"] == "area"}
        assert set(COUNTRIES) - areas == set(), day


def test_the_place_with_most_incidents_is_named_as_well(screen: Screen, site: AppServer) -> None:
    placed = [place for place in site.record()["places"] if place["lon"] is not None]
    most = max(placed, key=lambda place: place["events"])

    for day, picture in screen.pictures.items():
        assert most["id"] in {name["id"] for name in picture.names}, day


def test_the_named_places_are_those_of_the_record(site: AppServer) -> None:
    named = {place["id"] for place in site.record()["places"] if place["named"]}

    assert named == set(ALWAYS_NAMED)


def _look(page: Page, events: dict[str, str]) -> Names:
    seen = page.evaluate(READ_NAMES)
    marks = [((mark.x, mark.y), events[mark.title]) for mark in read_marks(page)]
    return Names(seen["size"], seen["names"], seen["dots"], marks)


def _find_nearer(name: dict[str, Any], picture: Names, places: dict[str, str]) -> list[str]:
    """What of other sites is nearer to a name than anything of its own."""
    site = places.get(name["id"], name["id"])
    own = [_away(name, dot["at"]) for dot in picture.dots if dot["id"] == name["id"]]
    own += [_away(name, at) for at, of in picture.marks if of == site]
    reach = min(own)
    return [
        f"is {reach:.0f} px from its place and {away:.0f} px from {what}"
        for what, away in (
            *((f"the dot of {dot['id']}", _away(name, dot["at"])) for dot in picture.dots if dot["id"] != name["id"]),
            *((f"a mark of {of}", _away(name, at)) for at, of in picture.marks if of != site),
        )
        if away <= reach
    ]  # fmt: skip


def _away(name: dict[str, Any], at: Point) -> float:
    """How far a point is from the letters of a name."""
    return min(_distance(box, at) for box in name["letters"])


def _distance(box: Box, at: Point) -> float:
    left, top, right, bottom = _letters_only(box)
    across = max(left - at[0], 0, at[0] - right)
    down = max(top - at[1], 0, at[1] - bottom)
    return float((across**2 + down**2) ** 0.5)


def _letters_only(box: Box) -> Box:
    """A line of text without the blank above and below its letters."""
    left, top, right, bottom = box
    blank = 0.2 * (bottom - top)
    return [left, top + blank, right, bottom - blank]


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
