"""`python -m components.picture`: the picture of a view by an installed browser, or a reason why not."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from components.labels import FILL_WORDS
from components.picture import draw
from components.picture.__main__ import main
from components.picture.draw import Asked, PictureError, draw_picture
from geo.dates import describe_day
from geo.lessons import read_lessons
from geo.record import Record, load_record

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"
LINK = "from=2020-10-04&to=2020-10-17"
#: Between the edge of a picture and its map.
MARGIN = 20


@pytest.fixture(scope="module")
def record() -> Record:
    return load_record(ROOT)


def _texts(file: Path) -> str:
    svg = ElementTree.parse(file).getroot()
    return "\n".join("".join(text.itertext()) for text in svg.iter(f"{SVG}text"))


@pytest.mark.parametrize("scale", [1, 2])
def test_a_png_has_the_size_of_the_map_with_its_margins_by_the_scale(
    tmp_path: Path, scale: int
) -> None:
    out = tmp_path / "map.png"
    assert main([LINK, str(out), "--size", "800x500", "--scale", str(scale)]) == 0

    picture = Image.open(BytesIO(out.read_bytes()))
    assert picture.format == "PNG"
    assert picture.width == scale * (800 + 2 * MARGIN)
    assert scale * 600 < picture.height < scale * 1000
    assert len(picture.convert("RGB").getcolors(1 << 24) or ()) > 100


def test_an_svg_says_title_dates_filters_source_and_version(tmp_path: Path, record: Record) -> None:
    out = tmp_path / "map.svg"
    address = f"https://war.example/?{LINK}&place=ganja&known=2020-10-11"
    assert main([address, str(out)]) == 0

    texts = _texts(out)
    for words in (
        "Karabakh 2020, place by place",
        "4 to 17 October 2020",
        "As known on 11 October 2020",
        "Ganja",
        f"version {record.version}, checked {describe_day(record.date)}",
        "How well it is evidenced",
    ):
        assert words in texts


def test_a_step_of_a_lesson_is_drawn_and_where_the_class_judges_no_level(
    tmp_path: Path, record: Record
) -> None:
    lesson = next(one for one in read_lessons(record).usable if one.id == "how-do-we-know")
    number = next(n for n, step in enumerate(lesson.steps, 1) if step.judge and step.show.event)
    out = tmp_path / "step.svg"
    assert main([str(out), "--lesson", lesson.id, "--step", str(number)]) == 0

    texts = _texts(out)
    assert describe_day(lesson.steps[number - 1].show.end) in texts
    assert [words for words in FILL_WORDS.values() if words in texts] == []
    assert "one mark = one incident" in texts


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("from=2020-13-01", "from: '2020-13-01' is not a date like 2020-10-04; leave it out"),
        ("place=atlantis", "place: 'atlantis' is none of its values; leave it out"),
        ("colour=red", "colour: is not a parameter of a link; leave it out, or use one of from,"),
        ("from=2020-10-04&to=2020-10-01", "the dates are the wrong way round; swap them"),
        ("known=yesterday&mode=on", "known=yesterday: not a date like 2020-10-04"),
        ("view=0,0,3", "view=0,0,3: not a view like 40.3,46.6,8"),
    ],
)
def test_a_value_of_a_link_that_cannot_be_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], link: str, fault: str
) -> None:
    out = tmp_path / "map.png"
    assert main([link, str(out)]) == 1

    said = capsys.readouterr().err
    assert said.startswith("No picture was made: ")
    assert fault in said
    assert not out.exists()


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (["--lesson", "atlantis"], "--lesson 'atlantis': no lesson has this name; use one of "),
        (["--lesson", "how-do-we-know", "--step", "99"], "--step 99: the lesson has steps 1 to "),
    ],
)
def test_a_lesson_or_step_that_there_is_not_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], fault: str
) -> None:
    assert main([str(tmp_path / "map.png"), *options]) == 1
    assert fault in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["map.gif"], "'map.gif' ends in neither .png nor .svg; name it so"),
        (["map.png", "--size", "10x9000"], "'10x9000' is no size like 1200x800"),
        (["map.png", "--step", "2"], "--step: goes with --lesson"),
        ([LINK, "map.png", "--lesson", "x"], "a step has its own view; leave the link out"),
    ],
)
def test_a_command_that_is_written_wrongly_ends_with_two(
    capsys: pytest.CaptureFixture[str], arguments: list[str], fault: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert fault in capsys.readouterr().err


def test_without_a_browser_one_line_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draw, "find_installed_browser", lambda: None)
    assert main([LINK, str(tmp_path / "map.png")]) == 1
    assert capsys.readouterr().err == (
        "No picture was made: no browser was found; install Chromium, Google Chrome or Microsoft Edge\n"
    )


def _browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """Take a script for the browser."""
    script = tmp_path / "browser"
    script.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(draw, "find_installed_browser", lambda: str(script))


def test_a_browser_that_ends_at_once_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Record
) -> None:
    _browser(tmp_path, monkeypatch, "exit 7")
    with pytest.raises(PictureError, match="ended with 7 before it drew; start it by hand"):
        draw_picture(record, Asked(LINK, "png"))


def test_a_browser_that_draws_nothing_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: Record
) -> None:
    _browser(tmp_path, monkeypatch, "exec sleep 600")
    with pytest.raises(PictureError, match=r"drew nothing within 0\.5 seconds; try once more"):
        draw_picture(record, Asked(LINK, "png"), patience_s=0.5)


def test_a_place_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("components.picture.__main__.draw_picture", lambda *_given: b"")
    out = tmp_path / "none" / "map.png"
    assert main([LINK, str(out)]) == 1
    assert f"{out}: No such file or directory; write to another place" in capsys.readouterr().err
