"""Files that browsers keep for ever: another content has another address."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from app_server import copy_app

from components.server import assets
from components.server.assets import (
    app_files,
    app_folder,
    build_digest,
    icon_path,
    list_assets,
    module_files,
    script_path,
    style_files,
    style_path,
)

#: Twelve digits of the content, or the version of a package.
NAMED = re.compile(r"assets/[a-z]+-([0-9a-f]{12}|\d+(\.\d+)+)[/.]")


def _forget() -> None:
    for kept in (app_files, app_folder, build_digest, icon_path, list_assets):
        kept.cache_clear()


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the app whose files are those that are served."""
    folder = copy_app(tmp_path / "app")
    monkeypatch.setattr(assets, "ROOT", folder)
    monkeypatch.setattr(assets, "MODULES", folder / "components" / "explore")
    monkeypatch.setattr(assets, "DATA", folder / "geo" / "data")
    monkeypatch.setattr(assets, "ICON", folder / "components" / "icon.png")
    _forget()
    yield folder
    _forget()


def _change(path: Path, addition: bytes) -> None:
    path.write_bytes(path.read_bytes() + addition)


def _asks_anew(ask: Callable[[], str], path: Path, addition: bytes = b"\nvoid 0;\n") -> bool:
    """Whether an address changes when something is added to a file."""
    before = ask()
    _change(path, addition)
    _forget()
    return ask() != before


def test_every_address_names_its_content_or_its_version() -> None:
    assert [path for path in list_assets() if not NAMED.match(path)] == []


def test_scripts_style_and_icon_are_among_the_files() -> None:
    known = list_assets()

    assert {script_path("page"), script_path("streamlit"), style_path(), icon_path()} <= set(known)
    assert known[style_path()].media_type == "text/css"
    assert known[script_path("page")].media_type == "text/javascript"


def test_the_style_holds_each_sheet_and_what_others_build_on_comes_first() -> None:
    style = gzip.decompress(list_assets()[style_path()].body).decode()
    places = [style.index(path.read_text(encoding="utf-8")) for path in style_files().values()]

    assert next(iter(style_files())) == "base.css"
    assert places == sorted(places)
    assert style.index(".leaflet-pane") < places[0]


@pytest.mark.parametrize("name", ["app.js", "data/days.js", "large/cells.js", "base.css"])
def test_the_address_of_the_app_changes_with_each_part_of_it(copy: Path, name: str) -> None:
    assert name in module_files() | style_files()
    assert _asks_anew(app_folder, copy / "components" / "explore" / name)


def test_the_address_of_the_app_changes_with_the_way_it_is_joined(
    copy: Path,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = app_folder()
    monkeypatch.setattr(assets, "bundle_modules", lambda _modules, entry: f"// {entry}")
    _forget()
    assert app_folder() != before


def test_the_address_of_the_icon_changes_with_it(copy: Path) -> None:
    assert _asks_anew(icon_path, copy / "components" / "icon.png", b"x")


@pytest.mark.parametrize(
    "file", ["geo/evidence.py", "components/labels.py", "components/explore/payload.py",
             "geo/data/water.geojson"],
)  # fmt: skip
def test_answers_have_another_address_when_what_makes_them_changes(copy: Path, file: str) -> None:
    assert _asks_anew(build_digest, copy / file, b"\n")


def test_answers_have_another_address_in_another_language(
    copy: Path,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = build_digest()
    monkeypatch.setattr(assets, "LANGUAGE", "az")
    _forget()
    assert build_digest() != before


def test_a_row_of_the_record_leaves_the_build_as_it_is(copy: Path) -> None:
    """The address of an answer has the version of the record beside the build."""
    assert not _asks_anew(build_digest, copy / "events.csv", b"\n")
