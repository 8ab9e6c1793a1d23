"""The app over a large made-up record: `EVENTS=1000000 streamlit run tests/bench/apps/large.py`.

From the repository root. The record lives in memory only; routes and pages are those of the app.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from pathlib import Path

import streamlit as st

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bench.synthetic import make_record  # noqa: E402
from given_store import give_record  # noqa: E402

import components.session  # noqa: E402, F401  it takes the store when it is loaded
from components.large.answers import prepare_answers  # noqa: E402
from components.server.memory import give_back  # noqa: E402
from components.server.middleware import make_middleware  # noqa: E402
from components.server.routes import make_routes  # noqa: E402
from geo.record import load_record  # noqa: E402

COUNT = int(os.environ.get("EVENTS", "1000000"))


def serve_large() -> None:
    """Make the record, and all that is derived from it once, before the first visit."""
    began = time.perf_counter()
    record = make_record(load_record(ROOT), count=COUNT)
    prepare_answers(record, lambda words: print(words, file=sys.stderr, flush=True))
    give_record(record)
    give_back()
    print(f"{COUNT:,} events in {time.perf_counter() - began:.1f} s", file=sys.stderr, flush=True)


serve_large()
gc.freeze()
app = st.App(
    str(ROOT / "components" / "app.py"),
    routes=make_routes(st.get_option("server.baseUrlPath")),
    middleware=make_middleware(),
)
