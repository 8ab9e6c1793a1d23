"""A picture of the map from the command line: `python -m components.picture`."""
