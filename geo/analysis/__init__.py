"""Incidents compared by district, by kind and by days: what the page Analyse shows, without the page."""
