"""The files that browsers load, each under an address that changes with its content."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version as package_version
from pathlib import Path

from xstatic.pkg import leaflet

from components.catalogue import LANGUAGE, browser_words
from components.explore.draw_ground import build_ground, render_ground
from components.server.record_store import ROOT

MODULES = ROOT / "components" / "explore"
DATA = ROOT / "geo" / "data"
#: The module that Streamlit itself carries; it loads the others.
MOUNT = "hosts/mount.js"
#: Modules that only the plain page loads, and those that only Streamlit's mount loads.
PAGE_ONLY, STREAMLIT_ONLY = "hosts/page.js", "hosts/streamlit.js"
#: Folder of the modules that only large records need; loaded when one is shown.
LARGE = "large/"
JAVASCRIPT, CSS, PNG = "text/javascript", "text/css", "image/png"


@dataclass(frozen=True)
class Asset:
    """A file as it is sent: gzip, with its media type."""

    body: bytes
    media_type: str


@lru_cache(maxsize=1)
def ground_script() -> str:
    """The ground as an ES module, rendered once."""
    return render_ground(build_ground(DATA))


def module_files() -> dict[str, Path]:
    """The modules by their names below `MODULES`, in order; the names hold on every system."""
    return _find_files("*.js")


def style_files() -> dict[str, Path]:
    """The style sheets by their names below `MODULES`; what others build on comes first."""
    return _find_files("*.css")


def _find_files(pattern: str) -> dict[str, Path]:
    found = {path.relative_to(MODULES).as_posix(): path for path in MODULES.rglob(pattern)}
    return dict(sorted(found.items(), key=lambda pair: ("/" in pair[0], pair[0])))


@lru_cache(maxsize=1)
def module_folder() -> str:
    """Address of the folder of modules and styles, relative to the page."""
    files = [*module_files().values(), *style_files().values()]
    return f"assets/explore-{_digest(*(path.read_bytes() for path in files))}/"


@lru_cache(maxsize=1)
def leaflet_folder() -> str:
    """Address of Leaflet's files, relative to the page."""
    return f"assets/leaflet-{package_version('XStatic-Leaflet')}/"


@lru_cache(maxsize=1)
def ground_path() -> str:
    """Address of the ground, relative to the page."""
    return f"assets/ground-{_digest(ground_script().encode())}.js"


def style_paths() -> list[str]:
    """Addresses of all style sheets in their order, relative to the page."""
    return [
        f"{leaflet_folder()}leaflet.css",
        *(module_folder() + name for name in style_files()),
    ]


def module_paths(*, streamlit: bool, large: bool) -> list[str]:
    """Addresses of the modules that a host loads, relative to the page.

    Parameters
    ----------
    streamlit : for Streamlit's mount, else for the plain page.
    large : whether the record is a large one.
    """
    left_out = {MOUNT, PAGE_ONLY if streamlit else STREAMLIT_ONLY}
    names = [name for name in module_files() if name not in left_out]
    return [module_folder() + name for name in names if large or not name.startswith(LARGE)]


@lru_cache(maxsize=1)
def build_digest() -> str:
    """Twelve digits that change with the code, the ground and the language.

    What an answer of the server is made of beside the record: an address that is kept for ever
    carries them.
    """
    code = [path for folder in ("components", "geo") for path in (ROOT / folder).rglob("*.py")]
    ground = DATA.glob("*.geojson")
    language = json.dumps([LANGUAGE, browser_words()], sort_keys=True).encode()
    return _digest(language, *(path.read_bytes() for path in sorted([*code, *ground])))


@lru_cache(maxsize=1)
def list_assets() -> dict[str, Asset]:
    """All files by their address, compressed once, not at each visit."""
    contents: dict[str, tuple[bytes, str]] = {}
    for files, media_type in ((module_files(), JAVASCRIPT), (style_files(), CSS)):
        for name, path in files.items():
            contents[module_folder() + name] = (path.read_bytes(), media_type)
    for name, media_type in (("leaflet.js", JAVASCRIPT), ("leaflet.css", CSS)):
        content = (Path(leaflet.BASE_DIR) / name).read_bytes()
        contents[leaflet_folder() + name] = (content, media_type)
    contents[ground_path()] = (ground_script().encode(), JAVASCRIPT)
    icon = (ROOT / "components" / "icon.png").read_bytes()
    contents[icon_path()] = (icon, PNG)
    return {
        path: Asset(gzip.compress(content, mtime=0), media_type)
        for path, (content, media_type) in contents.items()
    }


def icon_path() -> str:
    """Address of the icon of the page, relative to the page."""
    return "assets/icon.png"


def _digest(*contents: bytes) -> str:
    digest = hashlib.sha256()
    for content in contents:
        digest.update(len(content).to_bytes(8, "little"))
        digest.update(content)
    return digest.hexdigest()[:12]
