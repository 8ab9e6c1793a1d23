"""Local copies of the scripts and styles that folium's pages take from other hosts.

They come from npm's registry, pinned to the versions that folium names, and stay in a folder that
git ignores. Leaflet itself is a requirement of the dashboard.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from app_server import ROOT
from xstatic.pkg import leaflet

FOLDER = ROOT / "tests" / "output" / "assets"
PACKAGES = (
    "jquery@3.7.1",
    "jquery-ui-dist@1.12.1",
    "bootstrap@5.2.2",
    "leaflet.awesome-markers@2.0.5",
    "@fortawesome/fontawesome-free@6.2.0",
    "iso8601-js-period@0.2.1",
    "leaflet-timedimension@1.1.1",
    "moment@2.18.1",
    "highlight.js@8.4.0",
)
CDNJS = "cdnjs.cloudflare.com/ajax/libs"
JSDELIVR = "cdn.jsdelivr.net/npm"
#: Address without its scheme -> file of a package.
FILES = {
    "code.jquery.com/jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    f"{JSDELIVR}/bootstrap@5.2.2/dist/js/bootstrap.bundle.min.js": "bootstrap/dist/js/bootstrap.bundle.min.js",
    f"{JSDELIVR}/bootstrap@5.2.2/dist/css/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    f"{CDNJS}/Leaflet.awesome-markers/2.0.2/leaflet.awesome-markers.js": "leaflet.awesome-markers/dist/leaflet.awesome-markers.js",
    f"{CDNJS}/Leaflet.awesome-markers/2.0.2/leaflet.awesome-markers.css": "leaflet.awesome-markers/dist/leaflet.awesome-markers.css",
    f"{JSDELIVR}/@fortawesome/fontawesome-free@6.2.0/css/all.min.css": "@fortawesome/fontawesome-free/css/all.min.css",
    f"{CDNJS}/jquery/3.7.1/jquery.min.js": "jquery/dist/jquery.min.js",
    f"{CDNJS}/jqueryui/1.10.2/jquery-ui.min.js": "jquery-ui-dist/jquery-ui.min.js",
    f"{JSDELIVR}/iso8601-js-period@0.2.1/iso8601.min.js": "iso8601-js-period/iso8601.js",
    f"{JSDELIVR}/leaflet-timedimension@1.1.1/dist/leaflet.timedimension.min.js": "leaflet-timedimension/dist/leaflet.timedimension.min.js",
    f"{JSDELIVR}/leaflet-timedimension@1.1.1/dist/leaflet.timedimension.control.css": "leaflet-timedimension/dist/leaflet.timedimension.control.css",
    f"{CDNJS}/moment.js/2.18.1/moment.min.js": "moment/min/moment.min.js",
    f"{CDNJS}/highlight.js/8.4/styles/default.min.css": "highlight.js/styles/default.css",
}
#: Styles of icons that no page here shows.
UNUSED = (
    "netdna.bootstrapcdn.com/bootstrap/3.0.0/css/bootstrap-glyphicons.css",
    "cdn.jsdelivr.net/gh/python-visualization/folium/folium/templates/leaflet.awesome.rotate.min.css",
)


class AssetError(RuntimeError):
    """The copies cannot be made."""


def fetch_assets(folder: Path = FOLDER) -> Path:
    """The folder with a copy of each file, below the name of its host; fetched once.

    Raises
    ------
    AssetError : npm is missing or its registry does not answer.
    """
    site = folder / "site"
    if not site.exists():
        packages = _install(folder)
        made = folder / "making"
        shutil.rmtree(made, ignore_errors=True)
        for address, source in FILES.items():
            _copy(packages / source, made / address)
        _add_common(made)
        made.rename(site)
    return site


def make_stand_ins(folder: Path) -> Path:
    """The same folder with Leaflet and otherwise empty files, without asking any registry.

    Enough for a map with markers or circles and no other controls.
    """
    for address in FILES:
        _write_empty(folder / address)
    _add_common(folder)
    return folder


def _install(folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise AssetError("npm is needed once for the scripts of folium's pages; install Node.js")
    folder.mkdir(parents=True, exist_ok=True)
    quiet = ("--no-audit", "--no-fund", "--no-save", "--no-package-lock", "--ignore-scripts")
    command = [npm, "install", "--prefix", str(folder), *quiet, "--legacy-peer-deps", *PACKAGES]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssetError(f"npm cannot install the scripts of folium's pages: {done.stderr[-500:]}")
    return folder / "node_modules"


def _add_common(site: Path) -> None:
    for address in UNUSED:
        _write_empty(site / address)
    dist = site / JSDELIVR / "leaflet@1.9.3" / "dist"
    shutil.copytree(leaflet.BASE_DIR, dist, dirs_exist_ok=True)


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise AssetError(f"{source} is not in the package that npm installed")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _write_empty(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
