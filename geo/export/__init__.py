"""The record to take away: its tables, and the files that they are written into."""
