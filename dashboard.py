"""The dashboard's server: `streamlit run dashboard.py`."""

from __future__ import annotations

import gc
import sys

import streamlit as st

from components.catalogue import LanguageError, use_catalogue
from components.reports import check_report
from components.server.headers import FrameError, frames_setting, read_origins
from components.server.middleware import make_middleware, metrics_setting
from components.server.previews import PublicAddressError, public_setting, read_public
from components.server.record_store import STORE
from components.server.routes import make_routes
from geo.tables.problems import RecordError

# altair makes its own docstrings out of others, which -OO takes away.
if sys.flags.optimize > 1:
    print(
        "The dashboard cannot start: Python runs without docstrings (-OO, PYTHONOPTIMIZE=2), which a "
        "library needs; start it without that option, or with -O",
        file=sys.stderr,
    )
    raise SystemExit(1)

try:
    use_catalogue()
    read_origins(frames_setting())
    public = read_public(public_setting())
    STORE.current()
    base_url_path = st.get_option("server.baseUrlPath")
    routes = make_routes(base_url_path)
except (FrameError, LanguageError, PublicAddressError, RecordError) as error:
    print(f"The dashboard cannot start: {error}", file=sys.stderr)
    raise SystemExit(1) from None

# Libraries and record live as long as the server: the collector need not walk them again.
gc.freeze()
STORE.watch()

address, port = st.get_option("browser.serverAddress"), st.get_option("browser.serverPort")
hosts = [f"{address}:{port}", *st.get_option("server.corsAllowedOrigins")]
middleware = make_middleware(
    hosts if st.get_option("server.enableCORS") else None,
    frames=frames_setting(),
    metrics=metrics_setting(),
    check=check_report,
    kept_s=st.get_option("server.disconnectedSessionTTL"),
    base_url_path=base_url_path,
    public=public,
)
app = st.App("components/app.py", routes=routes, middleware=middleware)
