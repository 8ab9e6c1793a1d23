"""The dashboard's server: `streamlit run dashboard.py`."""

from __future__ import annotations

import gc
import sys

import streamlit as st
from starlette.middleware import Middleware
from streamlit import net_util

from components.preload import PreloadMiddleware
from components.routes import make_routes
from components.store import STORE
from geo.ground import GroundError
from geo.problems import RecordError

# Streamlit asks a web service for the machine's external address when it prints its banner or
# meets an unknown origin; no request may leave the machine.
net_util.get_external_ip = lambda: None

try:
    STORE.current()
    routes = make_routes(st.get_option("server.baseUrlPath"))
except (RecordError, GroundError) as error:
    print(f"The dashboard cannot start: {error}", file=sys.stderr)
    raise SystemExit(1) from None

# Libraries and record live as long as the server: the collector need not walk them again.
gc.freeze()

app = st.App("components/app.py", routes=routes, middleware=[Middleware(PreloadMiddleware)])
