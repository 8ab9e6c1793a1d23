"""The dashboard as one file, or as a folder for any static server: `python -m components.onefile`."""
