"""The pages of the app: map, sources, method."""
