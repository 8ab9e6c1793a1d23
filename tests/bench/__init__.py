"""Measures the dashboard in a real browser: `python -m tests.bench` from the repository root."""

import sys
from pathlib import Path

# The helpers of the tests are modules of their own, as pytest sees them.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
