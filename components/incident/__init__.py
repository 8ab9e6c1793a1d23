"""The selected incident: its claims side by side, tolls on one axis, attribution and sources."""
