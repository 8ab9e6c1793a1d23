"""The server's own routes: static files, the ground, the record, health."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version as package_version
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from xstatic.pkg import leaflet

from components.map.ground import build_ground, render_ground
from components.map.payload import build_payload
from components.store import ROOT, STORE

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
NEVER = {"Cache-Control": "no-store"}
MODULES = Path(__file__).resolve().parent / "map" / "js"
DATA = ROOT / "geo" / "data"


class ImmutableFiles(StaticFiles):
    """Static files whose address changes with their content."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code in (200, 304):
            response.headers.update(FOR_EVER)
        return response


@lru_cache(maxsize=1)
def ground_script() -> str:
    """The ground as an ES module, rendered once."""
    return render_ground(build_ground(DATA))


@lru_cache(maxsize=1)
def module_paths() -> list[str]:
    """Addresses of the modules that the browser loads, relative to the page."""
    names = sorted(path.name for path in MODULES.glob("*.js") if path.name != "mount.js")
    return [asset_paths()["assets"] + name for name in names]


@lru_cache(maxsize=1)
def asset_paths() -> dict[str, str]:
    """Addresses of the served files, relative to the page.

    Relative addresses hold under `server.baseUrlPath` and behind a proxy that adds a prefix:
    every page of the app lies directly below its root.
    """
    modules = b"".join(path.read_bytes() for path in sorted(MODULES.iterdir()))
    return {
        "assets": f"assets/map-{_digest(modules)}/",
        "leaflet": f"assets/leaflet-{package_version('XStatic-Leaflet')}/leaflet.js",
        "ground": f"assets/ground-{_digest(ground_script().encode())}.js",
    }


def record_path(version: str) -> str:
    """Address of a version of the record, relative to the page."""
    return f"api/record/{version}.json"


def make_routes(base_url_path: str) -> list[BaseRoute]:
    """All routes, below `server.baseUrlPath`, which Streamlit does not add to custom routes."""
    base = "/" + base_url_path.strip("/") if base_url_path.strip("/") else ""
    paths = asset_paths()
    return [
        Mount(f"{base}/{paths['assets'].rstrip('/')}", ImmutableFiles(directory=MODULES)),
        Mount(
            f"{base}/{paths['leaflet'].rsplit('/', 1)[0]}",
            ImmutableFiles(directory=leaflet.BASE_DIR),
        ),
        Route(f"{base}/{paths['ground']}", send_ground),
        Route(f"{base}/{record_path('{version}')}", send_record),
        Route(f"{base}/api/health", send_health),
    ]


def send_ground(_request: Request) -> Response:
    """The ground's script."""
    return Response(ground_script(), media_type="text/javascript", headers=FOR_EVER)


def send_record(request: Request) -> Response:
    """One version of the record, or 404 with a reason."""
    version = request.path_params["version"]
    if STORE.version(version) is None:
        reason = f"version {version} of the record is not served any more; reload the page"
        return JSONResponse({"error": reason}, status_code=404, headers=NEVER)
    return Response(_payload(version), media_type="application/json", headers=FOR_EVER)


def send_health(_request: Request) -> Response:
    """Version, counts and problems of the record."""
    served = STORE.current()
    record = served.record
    body = {
        "status": "ok" if not served.fault else "serving the last good record",
        "version": record.version,
        "date": record.date.isoformat(),
        "counts": {
            "events": len(record.events),
            "not_on_the_map": int((~record.events["on_map"]).sum()),
            "sources": len(record.sources),
            "places": len(record.places),
            "set_aside": record.set_aside,
        },
        "fault": served.fault,
        "problems": [str(problem) for problem in record.problems],
    }
    return JSONResponse(body, headers=NEVER)


@lru_cache(maxsize=4)
def _payload(version: str) -> bytes:
    record = STORE.version(version)
    assert record is not None
    return build_payload(record, DATA)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
