"""A plain web server for files: `python static.py PORT FOLDER`, compressed as hosts do."""

from __future__ import annotations

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles


def build_app(folder: str) -> Starlette:
    """The files of a folder, for pages of any origin."""
    middleware = [
        Middleware(CORSMiddleware, allow_origins=["*"]),
        Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6),
    ]
    files = StaticFiles(directory=folder, html=True, follow_symlink=True)
    return Starlette(routes=[Mount("/", files)], middleware=middleware)


if __name__ == "__main__":
    uvicorn.run(
        build_app(sys.argv[2]), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning"
    )
