"""The dashboard's server: `streamlit run dashboard.py`."""

from __future__ import annotations

import gc
import sys

import streamlit as st

from components.catalogue import LanguageError, use_catalogue
from components.large import is_large
from components.large.answers import prepare_answers
from components.server.middleware import make_middleware
from components.server.record_store import STORE
from components.server.routes import detail_body, make_routes, record_body
from geo.ground import GroundError
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
    record = STORE.current().record
    if is_large(record):
        prepare_answers(record, lambda words: print(words, file=sys.stderr, flush=True))
    else:
        detail_body(record)
    record_body(record)
    routes = make_routes(st.get_option("server.baseUrlPath"))
except (LanguageError, RecordError, GroundError) as error:
    print(f"The dashboard cannot start: {error}", file=sys.stderr)
    raise SystemExit(1) from None

# Libraries and record live as long as the server: the collector need not walk them again.
gc.freeze()

hosts = [st.get_option("browser.serverAddress"), *st.get_option("server.corsAllowedOrigins")]
middleware = make_middleware(hosts if st.get_option("server.enableCORS") else None)
app = st.App("components/app.py", routes=routes, middleware=middleware)
