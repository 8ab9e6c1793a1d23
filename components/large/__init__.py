"""Counts for records too large to be sent event by event."""
