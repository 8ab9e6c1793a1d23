"""The picture of a view, drawn by the server: what it shows, how it is kept, how much is drawn at once."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from app_server import AppServer
from bench.synthetic import make_record
from node_answers import Browser
from page_preview import open_picture, read_told
from PIL import Image, ImageChops, ImageFont
from route_server import serve_routes

from components.preview import letters
from components.preview.canvas import Canvas, wrap_text
from components.preview.colours import read_colours
from components.preview.column import PLAIN
from components.preview.column import WIDTH as COLUMN
from components.preview.letters import choose_font, has_letter, load_fonts
from components.preview.picture import MAP, draw_picture
from components.preview.shapes import CORNERS, Mark, cut_lower_half, draw_mark
from components.preview.sites import MOST_MARKS, Site, move_apart, pack_marks
from components.preview.view import read_view
from components.server import routes
from components.server.record_store import STORE
from components.server.response_cache import BodyStore
from geo.record import Record
from geo.tables.schema import FILLS, SHAPES

FOR_EVER = "public, max-age=31536000, immutable"
ONE_DAY = "mode=on&to=2020-10-{day:02}"


@pytest.fixture(scope="module")
def server() -> Iterator[AppServer]:
    with serve_routes() as running:
        yield running


@pytest.fixture(scope="module")
def record() -> Record:
    return STORE.current().record


def _draw(record: Record, link: str = "") -> Image.Image:
    picture = Image.open(BytesIO(draw_picture(record, read_view(link, record))))
    picture.load()
    return picture


def _map(picture: Image.Image) -> Image.Image:
    return picture.crop(MAP)


def _differs(one: Image.Image, other: Image.Image) -> bool:
    return ImageChops.difference(one, other).getbbox() is not None


def _count(picture: Image.Image, colour: tuple[int, int, int]) -> int:
    """How many pixels have just this colour."""
    counts = picture.getcolors(1 << 24) or []
    return next((count for count, found in counts if found == colour), 0)


# What it shows


def test_a_page_names_a_picture_that_is_there_and_of_the_size_that_it_says(
    server: AppServer,
) -> None:
    for link in ("", "?place=ganja&q=%3Cb%3E", "?event=2020-10-28-barda", "?known=2020-10-10"):
        told = read_told(server.get(f"view/{link}"))
        picture = open_picture(server, told.tags["og:image"])

        size = (int(told.tags["og:image:width"]), int(told.tags["og:image:height"]))
        assert picture.size == size == (1200, 630)
        assert picture.mode == "RGB"


def test_marks_change_with_the_days(record: Record) -> None:
    fourth, seventeenth = (_draw(record, ONE_DAY.format(day=day)) for day in (4, 17))
    colours = read_colours()

    assert _differs(_map(fourth), _map(seventeenth))
    assert _count(_map(fourth), colours.harm) > 200


def test_a_view_without_incidents_has_no_marks_and_says_so(record: Record) -> None:
    empty = _draw(record, "from=2021-01-01&to=2021-01-01")

    assert _count(_map(empty), read_colours().harm) == 0
    assert _differs(empty.crop((0, 0, COLUMN, 630)), _draw(record).crop((0, 0, COLUMN, 630)))


def test_the_ground_shows_who_held_what_on_the_day_of_the_view(record: Record) -> None:
    held = read_colours().held
    war, december, later = (
        f"mode=on&to={day}" for day in ("2020-09-27", "2020-12-02", "2023-11-01")
    )
    areas = [_count(_map(_draw(record, link)), held) for link in (war, december, later)]

    assert areas[0] > 2 * areas[1] > 0
    assert areas[2] == 0
    assert _count(_map(_draw(record, f"{war}&held=no")), held) == 0


def test_the_selected_incident_stands_out_and_the_view_of_a_link_is_the_view_of_the_picture(
    record: Record,
) -> None:
    strong = read_colours().strong

    assert _count(_map(_draw(record, "event=2020-10-28-barda")), strong) > 100
    assert _count(_map(_draw(record)), strong) == 0
    assert _differs(
        _map(_draw(record, "view=40.3,46.6,8")), _map(_draw(record, "view=40.3,46.6,9"))
    )


def test_a_question_hides_how_well_it_is_evidenced(record: Record) -> None:
    judged = _draw(record, "lesson=barda-and-stepanakert&step=6&present=yes")
    colours = read_colours()

    assert _count(_map(judged), colours.harm) == 0
    assert _count(_map(judged), colours.ink) > 200


@pytest.mark.parametrize(
    "link", ["", ONE_DAY.format(day=4), "view=40.3,46.6,11", "category=shelling", "lesson=44-days"]
)
def test_a_large_record_is_drawn_as_discs_with_numbers(record: Record, link: str) -> None:
    large = make_record(record, count=5_000)

    assert _draw(large, link).size == (1200, 630)
    assert _differs(_map(_draw(large, link)), _map(_draw(large, "from=2021-01-01&to=2021-01-01")))


# Marks


def test_the_shapes_are_those_of_the_page(record: Record) -> None:
    with Browser(record) as browser:
        paths = browser.ask("paths", shapes=list(SHAPES))

    assert set(CORNERS) == set(SHAPES)
    for shape, path in zip(SHAPES, paths, strict=True):
        if shape == "circle":
            assert path["whole"].startswith(f"M{-CORNERS[shape][0][0]:g} 0A")
            continue
        assert _trace(CORNERS[shape]) == path["whole"], shape
        assert _trace(cut_lower_half(CORNERS[shape])) == path["half"], shape


def _trace(points: list[tuple[float, float]]) -> str:
    text = "L".join(f"{x:.2f} {y:.2f}" for x, y in points).replace("-0.00", "0.00")
    return f"M{text}Z"


@pytest.mark.parametrize("shape", SHAPES)
def test_each_fill_of_each_shape_looks_different(shape: str) -> None:
    colours = read_colours()
    shares = []
    for fill in FILLS:
        canvas = Canvas(40, 40, colours.land)
        draw_mark(canvas, (20, 20), Mark(shape, fill, harm=True, split=False), colours)
        shares.append(_count(Image.open(BytesIO(canvas.encode())), colours.harm))
    full, half, hollow, dashed = shares

    assert full > half > hollow > dashed > 0


def test_no_two_marks_of_a_place_overlap() -> None:
    for count in range(2, MOST_MARKS + 1):
        points = pack_marks(count)
        assert len(points) == count
        near = [
            abs(complex(*a) - complex(*b)) for k, a in enumerate(points) for b in points[:k]
        ]  # fmt: skip
        assert min(near) > 28


def test_places_that_overlap_move_apart_and_stay_on_the_map() -> None:
    sites = [Site((600 + k, 300), False, [k, 10 + k], 2, (600 + k, 300)) for k in range(5)]
    sites.append(Site((1199, 629), False, [20, 21, 22], 3, (1199, 629)))
    move_apart(sites, MAP)

    for k, one in enumerate(sites):
        for other in sites[:k]:
            apart = abs(complex(*one.at) - complex(*other.at))
            assert apart > 0.93 * (one.reach + other.reach)


# Letters


@pytest.mark.parametrize("family", ["sans", "serif"])
def test_the_letters_of_the_names_are_in_the_first_font(record: Record, family: str) -> None:
    texts = [
        *record.events["title"],
        *record.places["name_en"],
        *record.places["name_az"],
        *"əşçğıöüİéñā–’“”…·",
    ]
    [font, *_] = load_fonts(family, 600, 20.0)
    missing = {letter for text in texts for letter in text if not has_letter(font, letter)}

    assert missing == set()


def test_the_fonts_are_those_that_streamlit_brings_in_several_weights() -> None:
    for family, name in (("sans", "SourceSans3VF"), ("serif", "Source Serif 4 Variable")):
        light, firm = (load_fonts(family, weight, 20.0)[0] for weight in (300, 800))

        assert (light.getname()[0], firm.getname()[0]) == (name, name)
        assert firm.getlength("Karabakh") > light.getlength("Karabakh")


def test_letters_that_no_font_has_are_written_without_their_marks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = ImageFont.load_default(20)
    monkeypatch.setattr(letters, "load_fonts", lambda *_: [own])
    spelt, font = choose_font("Şuşa, Ağdərə: Շուշի", PLAIN, 1)

    assert font is own
    assert spelt.startswith(("Şuşa, Ağd", "Susa, Agd"))
    assert "?" in spelt
    assert all(has_letter(own, letter) for letter in spelt)


def test_a_word_that_is_longer_than_a_line_is_parted_and_what_is_too_much_is_cut() -> None:
    lines = wrap_text("x" * 300 + " and more", PLAIN, 200, 2)

    assert len(lines) == 2
    assert lines[-1].endswith("…")


# How it is kept


def test_links_that_mean_the_same_are_one_picture_drawn_once(
    server: AppServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []

    def draw(record: Record, view: object) -> bytes:
        drawn.append(view)
        return draw_picture(record, view)  # type: ignore[arg-type]

    monkeypatch.setattr(routes, "BODIES", BodyStore())
    monkeypatch.setattr(routes, "draw_picture", draw)
    links = ["", "nonsense=1", "from=2020-09-27", "district=%3Cscript%3E", "q=" + "x" * 5_000]
    answers = [server.get(server.api("picture/{version}.png", link)) for link in links]

    assert {answer.status for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == len(drawn) == 1


def test_a_picture_is_kept_for_ever_and_not_sent_twice(server: AppServer) -> None:
    address = server.api("picture/{version}.png", "place=ganja")
    answer = server.get(address)

    assert answer.headers["Cache-Control"] == FOR_EVER
    again = server.get(address, If_None_Match=answer.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert len(answer.body) < 400_000
    assert server.get(server.api("picture/0123456789ab.png")).status == 404


def test_one_picture_is_drawn_at_a_time_and_the_others_wait(
    server: AppServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = threading.Barrier(2)
    together = []

    def draw(_record: Record, _view: object) -> bytes:
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(0.3)
            together.append(True)
        return b"picture"

    monkeypatch.setattr(routes, "BODIES", BodyStore())
    monkeypatch.setattr(routes, "draw_picture", draw)
    paths = [server.api("picture/{version}.png", f"q={k}") for k in range(12)]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(server.get, paths))

    assert together == []
    assert {(answer.status, answer.body) for answer in answers} == {(200, b"picture")}
