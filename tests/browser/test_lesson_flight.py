"""From step to step of a lesson the map flies: what is seen on the way, where it ends, what a press in between does."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import hypot
from pathlib import Path
from typing import Any

import pytest
from app_server import AppServer
from drawing import watch_drawing
from playwright.sync_api import Page, ViewportSize, expect
from reading import OpenPage, Visit, entries, parameters, root, wait_parameter

from geo.lessons import Lesson, read_lessons
from geo.record import load_record
from geo.snapshot import LESSONS

RECORD = load_record(Path(__file__).resolve().parents[2])
GIVEN = {lesson.id: lesson for lesson in read_lessons(RECORD).usable}
GANJA, DAYS = GIVEN["ganja-as-known"], GIVEN["44-days"]
#: Of the lesson on Ganja the last step there and the first one elsewhere, places and all.
LAST_THERE = 10
POINTS = {"ganja": (46.361, 40.682), "khankendi": (46.752, 39.816)}
#: How far the marks of a town may stand from it, CSS pixels of the map.
BESIDE_PX = 70
SCREEN = ViewportSize(width=1280, height=720)
#: Keeps each frame as `window.flown`: whether the map flies, where some points of the ground are on the
#: map, its marks, the last hand of the strip, view and step of the address. Presses a key in the first
#: frame of a flight.
RECORD_FRAMES = """([points, key]) => {
  const frames = (window.flown = []);
  const root = document.querySelector(".tm-root");
  const ground = root.querySelector(".leaflet-overlay-pane > svg");
  const map = root.querySelector(".tm-map");
  const hand = root.querySelector(".tm-handle-to");
  let left = key;
  const place = ([lon, lat]) => {
    const { x, y } = window.heldMap.latLngToLayerPoint([lat, lon]);
    const [first, top, width, height] = ground.getAttribute("viewBox").split(" ").map(Number);
    const box = ground.getBoundingClientRect();
    const frame = map.getBoundingClientRect();
    const scale = frame.width / map.offsetWidth;
    return [box.left - frame.left + ((x - first) / width) * box.width, box.top - frame.top + ((y - top) / height) * box.height]
      .map((pixel) => pixel / scale);
  };
  const look = () => {
    const flying = root.hasAttribute("data-flying");
    const link = new URL(location.href).searchParams;
    frames.push({
      flying, at: points.map(place), marks: window.drawn["tm-incidents"]?.marks ?? [],
      hand: hand.getBoundingClientRect().left, view: link.get("view"), step: link.get("step"),
    });
    if (flying && left) {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: left, bubbles: true, cancelable: true }));
      left = "";
    }
    requestAnimationFrame(look);
  };
  look();
}"""
#: The box of the outline around the selected mark, and of the caption, pixels of the page; null for none.
FIND_SELECTED = """() => {
  const root = document.querySelector(".tm-root");
  const canvas = root.querySelector("canvas.tm-incidents");
  const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const hex = getComputedStyle(root).getPropertyValue("--tm-strong").trim();
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const found = [];
  for (let k = 0; k < data.length; k += 4) {
    if (data[k] === r && data[k + 1] === g && data[k + 2] === b && data[k + 3] === 255) found.push([(k / 4) % width, Math.floor(k / 4 / width)]);
  }
  if (!found.length) return null;
  const frame = canvas.getBoundingClientRect();
  const scale = frame.width / width;
  const [xs, ys] = [0, 1].map((axis) => found.map((at) => at[axis] * scale));
  const caption = root.querySelector(".tm-caption-card").getBoundingClientRect();
  return {
    mark: [frame.left + Math.min(...xs), frame.top + Math.min(...ys), frame.left + Math.max(...xs), frame.top + Math.max(...ys)],
    caption: [caption.left, caption.top, caption.right, caption.bottom],
    map: [frame.left, frame.top, frame.right, frame.bottom],
  };
}"""


def _link(lesson: Lesson, step: int) -> str:
    return f"?present=yes&lesson={lesson.id}&step={step}"


def _expect_step(page: Page, lesson: Lesson, step: int) -> None:
    """The step is there and the map stands still at its view."""
    expect(
        page.get_by_role("region", name="Caption", exact=True).get_by_role("heading")
    ).to_have_text(lesson.steps[step - 1].headline)
    expect(root(page)).not_to_have_attribute("data-flying", "")


def _open(open_page: OpenPage, lesson: Lesson, step: int, **options: Any) -> Page:
    page = open_page(_link(lesson, step), viewport=SCREEN, **options)
    _expect_step(page, lesson, step)
    wait_parameter(page, "view", _view(lesson, step))
    return page


def _view(lesson: Lesson, step: int) -> str:
    show = lesson.steps[step - 1].show
    assert show.center is not None
    assert show.zoom is not None
    return ",".join(f"{number:g}" for number in (*show.center, show.zoom))


def _record(page: Page, press: str = "") -> None:
    watch_drawing(page)
    page.evaluate(RECORD_FRAMES, [list(POINTS.values()), press])


def _frames(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("window.flown")
    return found


def _expect_at(page: Page, lesson: Lesson, step: int) -> None:
    """The middle of the map is that of the step."""
    show = lesson.steps[step - 1].show
    lat, lng, zoom = page.evaluate(
        "() => { const { lat, lng } = window.heldMap.getCenter(); return [lat, lng, window.heldMap.getZoom()]; }"
    )
    assert show.center is not None
    assert (lat, lng) == (
        pytest.approx(show.center[0], abs=5e-3),
        pytest.approx(show.center[1], abs=5e-3),
    )
    assert zoom == show.zoom
    last = _frames(page)[-1]
    where = page.evaluate(
        "([lat, lng]) => { const { x, y } = window.heldMap.latLngToContainerPoint([lat, lng]); return [x, y]; }",
        [POINTS["ganja"][1], POINTS["ganja"][0]],
    )
    assert last["at"][0] == pytest.approx(where, abs=1)


def test_on_the_way_the_ground_is_at_neither_end_and_the_marks_are_at_their_places(
    open_page: OpenPage,
) -> None:
    page = _open(open_page, GANJA, LAST_THERE)
    _record(page)
    page.keyboard.press("PageDown")
    page.wait_for_function("() => window.flown.some(({ flying }) => flying)")
    _expect_step(page, GANJA, LAST_THERE + 1)
    page.wait_for_function("() => !window.flown.at(-1).flying")

    frames = _frames(page)
    first, last = frames[0]["at"][0], frames[-1]["at"][0]
    between = [
        frame
        for frame in frames
        if frame["flying"]
        and min(
            hypot(frame["at"][0][0] - end[0], frame["at"][0][1] - end[1]) for end in (first, last)
        )
        > 5
    ]
    assert hypot(first[0] - last[0], first[1] - last[1]) > 100
    assert len({tuple(frame["at"][0]) for frame in between}) >= 2
    for frame in between:
        assert frame["marks"]
        for mark in frame["marks"]:
            away = [hypot(mark["x"] - x, mark["y"] - y) for x, y in frame["at"]]
            assert min(away) < BESIDE_PX, (mark, frame["at"])
    _expect_at(page, GANJA, LAST_THERE + 1)


def test_the_window_of_days_glides_along(open_page: OpenPage) -> None:
    page = _open(open_page, DAYS, 3)
    _record(page)
    page.keyboard.press("PageDown")
    page.wait_for_function("() => window.flown.some(({ flying }) => flying)")
    _expect_step(page, DAYS, 4)
    page.wait_for_function("() => !window.flown.at(-1).flying")

    hands = [frame["hand"] for frame in _frames(page)]
    low, high = sorted((hands[0], hands[-1]))
    assert high - low > 20
    assert sum(low + 2 < hand < high - 2 for hand in hands) >= 2


@pytest.mark.parametrize("lesson", [GANJA, DAYS], ids=lambda lesson: lesson.id)
def test_each_step_is_one_entry_of_the_history_and_its_view_the_only_one(
    open_page: OpenPage, lesson: Lesson
) -> None:
    page = _open(open_page, lesson, 1)
    _record(page)
    before = entries(page)
    for step in (2, 3):
        page.keyboard.press("PageDown")
        _expect_step(page, lesson, step)
    assert entries(page) == before + 2
    page.go_back()
    _expect_step(page, lesson, 2)
    steps: dict[str, set[str]] = {frame["step"]: set() for frame in _frames(page)}
    for frame in _frames(page):
        steps[frame["step"]].add(frame["view"])
    assert all(len(views) <= 2 for views in steps.values()), steps


def test_a_press_on_the_way_ends_the_flight_and_goes_on(open_page: OpenPage) -> None:
    page = _open(open_page, GANJA, LAST_THERE)
    _record(page, press="PageDown")
    page.keyboard.press("PageDown")
    _expect_step(page, GANJA, LAST_THERE + 2)
    wait_parameter(page, "step", str(LAST_THERE + 2))
    page.wait_for_function("() => !window.flown.at(-1).flying")
    _expect_at(page, GANJA, LAST_THERE + 2)


def test_escape_on_the_way_leaves_present_where_the_flight_goes(open_page: OpenPage) -> None:
    page = _open(open_page, GANJA, LAST_THERE)
    _record(page, press="Escape")
    page.keyboard.press("PageDown")
    expect(page.locator(".tm-header")).to_be_visible()
    expect(root(page)).not_to_have_attribute("data-flying", "")
    wait_parameter(page, "lesson", None)
    page.wait_for_function("() => !window.flown.at(-1).flying")
    _expect_at(page, GANJA, LAST_THERE + 1)


def test_two_presses_within_a_frame_count_twice(open_page: OpenPage) -> None:
    page = _open(open_page, GANJA, 1)
    page.evaluate(
        """() => {
          for (let k = 0; k < 2; k += 1) document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "PageDown", bubbles: true }));
        }"""
    )
    _expect_step(page, GANJA, 3)


def test_with_less_motion_the_map_cuts(open_page: OpenPage) -> None:
    page = _open(open_page, GANJA, LAST_THERE, reduced_motion="reduce")
    _record(page)
    page.keyboard.press("PageDown")
    _expect_step(page, GANJA, LAST_THERE + 1)
    page.wait_for_function(
        "([x, y]) => Math.hypot(window.flown.at(-1).at[0][0] - x, window.flown.at(-1).at[0][1] - y) > 100",
        arg=_frames(page)[0]["at"][0],
    )
    frames = _frames(page)
    assert not any(frame["flying"] for frame in frames)
    assert len({tuple(map(round, frame["at"][0])) for frame in frames}) == 2


def test_outside_a_lesson_the_map_does_not_fly(open_page: OpenPage) -> None:
    page = open_page("?present=yes&from=2020-10-04&to=2020-10-05", viewport=SCREEN)
    _record(page)
    page.keyboard.press("PageDown")
    page.wait_for_function("() => new URL(location.href).searchParams.has('event')")
    page.wait_for_function("(count) => window.flown.length > count + 3", arg=len(_frames(page)))
    assert not any(frame["flying"] for frame in _frames(page))


def _covers(a: list[float], b: list[float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize("lesson", [GANJA, DAYS], ids=lambda lesson: lesson.id)
def test_the_selected_mark_of_each_step_is_in_sight_beside_the_caption(
    open_page: OpenPage, lesson: Lesson
) -> None:
    page = _open(open_page, lesson, 1, reduced_motion="reduce")
    placed = RECORD.events.set_index("id")["lon"].notna()
    for number, step in enumerate(lesson.steps, start=1):
        _expect_step(page, lesson, number)
        if step.show.event and placed[step.show.event]:
            page.wait_for_function(f"() => ({FIND_SELECTED})() !== null")
            found = page.evaluate(FIND_SELECTED)
            assert not _covers(found["mark"], found["caption"]), (number, found)
            left, top, right, bottom = found["map"]
            assert left < found["mark"][0] < found["mark"][2] < right, (number, found)
            assert top < found["mark"][1] < found["mark"][3] < bottom, (number, found)
        page.keyboard.press("PageDown")


def test_a_step_without_a_view_shows_its_incidents_clear_of_the_caption(
    visit: Callable[..., Visit], serve_copy: Callable[..., AppServer]
) -> None:
    server = serve_copy()
    places = {"2020-10-28-barda": (47.126, 40.376), "2020-10-17-ganja": (46.361, 40.682)}
    sentence = {"text": "Rockets hit a street.", "rests_on": list(places)}
    steps = [
        {"headline": day, "day": day, "sentences": [sentence] * 2, "places": [place], "notes": "-"}
        for day, place in (("2020-10-17", "ganja"), ("2020-10-28", "barda"))
    ]
    lesson = {"title": "Two days", "summary": "Two.", "minutes": 5, "steps": steps}
    before = server.health()["version"]
    (server.folder / LESSONS / "two-days.json").write_text(json.dumps(lesson), encoding="utf-8")
    server.wait_for(lambda health: health["version"] != before)

    page = visit(viewport=SCREEN).open(f"{server.url}view/?present=yes&lesson=two-days&step=1")
    caption = page.get_by_role("region", name="Caption", exact=True)
    for step, (lon, lat) in zip(steps, reversed(places.values()), strict=True):
        expect(caption.get_by_role("heading")).to_have_text(str(step["headline"]))
        expect(root(page)).not_to_have_attribute("data-flying", "")
        x, y, width, height = page.evaluate(
            """([lon, lat]) => {
              const { x, y } = window.heldMap.latLngToContainerPoint([lat, lon]);
              const { width, height } = document.querySelector(".tm-map").getBoundingClientRect();
              const scale = width / document.querySelector(".tm-map").offsetWidth;
              return [x * scale, y * scale, width, height];
            }""",
            [lon, lat],
        )
        assert 0 < x < width
        assert 0 < y < height
        box = caption.bounding_box()
        assert box is not None
        assert not _covers(
            [x, y, x, y], [box["x"], box["y"], box["x"] + box["width"], box["y"] + box["height"]]
        )
        page.keyboard.press("PageDown")
    assert parameters(page)["step"] == ["2"]
