"""The files that browsers load, each under an address that changes with its content."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version as package_version
from pathlib import Path

from xstatic.pkg import leaflet

from components.catalogue import LANGUAGE, browser_words
from components.explore.draw_ground import build_ground, render_ground
from components.server.bundle import bundle_modules

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "components" / "explore"
DATA = ROOT / "geo" / "data"
#: The module that Streamlit itself carries; it loads the script of its host.
MOUNT = "hosts/mount.js"
#: Host -> the module that its script begins with.
ENTRIES = {"page": "hosts/page.js", "streamlit": "hosts/streamlit.js"}
#: Name of the one style sheet.
STYLE = "explore.css"
#: Leaflet's rule for browsers before SVG, which is no CSS.
OLD_SHAPES = re.compile(rb"^\.lvml \{[^}]*\}", re.MULTILINE)
ICON = ROOT / "components" / "icon.png"
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
def app_files() -> dict[str, bytes]:
    """The script of each host and the one style, by their names in `app_folder`."""
    modules = {name: path.read_text(encoding="utf-8") for name, path in module_files().items()}
    styles = [Path(leaflet.BASE_DIR) / "leaflet.css", *style_files().values()]
    scripts = {
        f"{host}.js": bundle_modules(modules, entry).encode() for host, entry in ENTRIES.items()
    }
    style = b"\n".join(path.read_bytes() for path in styles)
    return {**scripts, STYLE: OLD_SHAPES.sub(b"", style)}


@lru_cache(maxsize=1)
def app_folder() -> str:
    """Address of the folder of scripts and style, relative to the page."""
    return f"assets/explore-{digest_content(*app_files().values())}/"


def script_path(host: str) -> str:
    """Address of the one script of a host, a key of `ENTRIES`, relative to the page."""
    return f"{app_folder()}{host}.js"


def style_path() -> str:
    """Address of the style, relative to the page."""
    return f"{app_folder()}{STYLE}"


@lru_cache(maxsize=1)
def leaflet_path() -> str:
    """Address of Leaflet, relative to the page."""
    return f"assets/leaflet-{package_version('XStatic-Leaflet')}.js"


@lru_cache(maxsize=1)
def ground_path() -> str:
    """Address of the ground, relative to the page."""
    return f"assets/ground-{digest_content(ground_script().encode())}.js"


@lru_cache(maxsize=1)
def build_digest() -> str:
    """Twelve digits that change with the code, the ground and the language.

    What an answer of the server is made of beside the record: an address that is kept for ever
    carries them.
    """
    code = [path for folder in ("components", "geo") for path in (ROOT / folder).rglob("*.py")]
    ground = DATA.glob("*.geojson")
    language = json.dumps([LANGUAGE, browser_words()], sort_keys=True).encode()
    return digest_content(language, *(path.read_bytes() for path in sorted([*code, *ground])))


@lru_cache(maxsize=1)
def list_assets() -> dict[str, Asset]:
    """All files by their address, compressed once, not at each visit."""
    contents = {
        f"{app_folder()}{name}": (content, CSS if name == STYLE else JAVASCRIPT)
        for name, content in app_files().items()
    }
    contents[leaflet_path()] = ((Path(leaflet.BASE_DIR) / "leaflet.js").read_bytes(), JAVASCRIPT)
    contents[ground_path()] = (ground_script().encode(), JAVASCRIPT)
    contents[icon_path()] = (ICON.read_bytes(), PNG)
    return {
        path: Asset(gzip.compress(content, mtime=0), media_type)
        for path, (content, media_type) in contents.items()
    }


@lru_cache(maxsize=1)
def icon_path() -> str:
    """Address of the icon of the page, relative to the page."""
    return f"assets/icon-{digest_content(ICON.read_bytes())}.png"


def digest_content(*contents: bytes) -> str:
    """Twelve digits that change with the contents and with where one ends."""
    digest = hashlib.sha256()
    for content in contents:
        digest.update(len(content).to_bytes(8, "little"))
        digest.update(content)
    return digest.hexdigest()[:12]
