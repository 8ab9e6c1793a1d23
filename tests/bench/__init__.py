"""Measures the dashboard in a real browser: `python -m tests.bench` from the repository root."""
