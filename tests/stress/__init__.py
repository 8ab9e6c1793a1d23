"""Damages the record and attacks the server: `python -m tests.stress` from the repository root."""

import sys
from pathlib import Path

# The helpers of the tests are modules of their own, as pytest sees them.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
