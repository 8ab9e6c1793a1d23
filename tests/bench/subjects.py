"""What is compared: the dashboard in its forms, an empty Streamlit app, and five usual ways to draw the map."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from app_server import ROOT, free_port, start_command

from .points import Row
from .servers import Server, serve_command

APPS = Path(__file__).resolve().parent / "apps"
#: Longest time that a baseline may take for its page or for a step.
PATIENCE_S = 60


class TooSlowError(RuntimeError):
    """A subject does not manage a row in time."""


@dataclass(frozen=True)
class Subject:
    """One way to draw the map.

    Parameters
    ----------
    key : short name, also of the option `--subjects`.
    title : in the table.
    script : its program in `apps/`; empty for the dashboard.
    kind : "ours", "empty", "streamlit", "page" (files only) or "dash".
    keys : the keys for a day back and for a day forth.
    markers : whether its symbols are elements of Leaflet's markers.
    needs_assets : whether it takes scripts from other hosts.
    plays : whether it can play by itself.
    path : of its page, below the address of its server.
    is_copy : whether it is the dashboard as one file, on a server for files; of the real record only.
    """

    key: str
    title: str
    script: str
    kind: str
    keys: tuple[str, str] = ("ArrowLeft", "ArrowRight")
    markers: bool = False
    needs_assets: bool = False
    plays: bool = False
    path: str = ""
    is_copy: bool = False


OURS = Subject("ours", "this dashboard", "", "ours", plays=True)
VIEW = Subject("view", "its plain page", "", "ours", plays=True, path="view/")
FILE = Subject("file", "its one file", "", "ours", plays=True, path="copy.html", is_copy=True)
EMPTY = Subject("B0", "empty Streamlit app", "empty.py", "empty")
SUBJECTS = (
    OURS,
    VIEW,
    FILE,
    EMPTY,
    Subject(
        "B1",
        "streamlit-folium, map rebuilt",
        "folium_markers.py",
        "streamlit",
        markers=True,
        needs_assets=True,
    ),
    Subject(
        "B2",
        "streamlit-folium, feature group",
        "folium_group.py",
        "streamlit",
        needs_assets=True,
    ),
    Subject("B3", "st.pydeck_chart", "deck.py", "streamlit"),
    Subject(
        "B4",
        "TimestampedGeoJson page",
        "timestamped.py",
        "page",
        keys=("Enter", "Enter"),
        needs_assets=True,
        plays=True,
    ),
    Subject("B5", "Dash, dash-leaflet", "leaflet_dash.py", "dash"),
)


@contextlib.contextmanager
def serve_subject(
    subject: Subject, row: Row, *, points: Path, site: Path, folder: Path
) -> Iterator[Server]:
    """Serve a subject over a row until the end of the block.

    Parameters
    ----------
    subject : what is served.
    row : the record that it shows.
    points : Parquet file with the points of the row.
    site : folder with local copies of scripts.
    folder : takes logs and pages.

    Raises
    ------
    TooSlowError : its page is not written in time.
    """
    port = free_port()
    log = folder / f"{subject.key}-{row.name}.log"
    environ = {"POINTS": str(points), "PORT": str(port), "EVENTS": str(row.size)}
    cwd, health = ROOT, "_stcore/health"
    if subject.kind == "page" or subject.is_copy:
        pages = folder / f"{subject.key}-{row.name}"
        if subject.is_copy:
            _write_copy(subject, pages)
        else:
            _write_page(subject, points, pages, site)
        command, health = [sys.executable, str(APPS / "static.py"), str(port), str(pages)], ""
    elif subject.kind == "dash":
        command, health = [sys.executable, str(APPS / subject.script)], ""
    elif subject.kind == "ours":
        script, cwd = _find_dashboard(row)
        command = start_command(port, script=script)
    else:
        command, cwd = start_command(port, script=subject.script), APPS
    with serve_command(
        command, port=port, log=log, health=health, cwd=cwd, environ=environ
    ) as server:
        yield server


def _find_dashboard(row: Row) -> tuple[str, Path]:
    """The script that shows a row, and the folder it is started in."""
    if row.is_real:
        return "dashboard.py", ROOT
    if row.folder is not None:
        return "dashboard.py", row.folder
    return str(APPS / "large.py"), ROOT


def _write_copy(subject: Subject, pages: Path) -> None:
    pages.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "components.onefile", str(pages / subject.path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def _write_page(subject: Subject, points: Path, pages: Path, site: Path) -> None:
    pages.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        (pages / "assets").symlink_to(site, target_is_directory=True)
    command = [sys.executable, str(APPS / subject.script), str(points), str(pages / "index.html")]
    try:
        subprocess.run(command, check=True, timeout=PATIENCE_S, capture_output=True)
    except subprocess.TimeoutExpired as error:
        raise TooSlowError("the page is not written") from error


def describe_packages() -> str:
    """Names and versions of what the subjects are made of, as far as installed."""
    named = []
    for package in ("streamlit", "folium", "streamlit-folium", "pydeck", "dash", "dash-leaflet"):
        with contextlib.suppress(ModuleNotFoundError):
            named.append(f"{package} {version(package)}")
    return ", ".join(named)
