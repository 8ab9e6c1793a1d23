"""The page Analyse: districts, kinds of incidents, days and two choices compared, with its state in the link."""
