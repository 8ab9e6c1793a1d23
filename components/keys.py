"""All keys of session state, CSS classes of keyed containers, and parameters of a link."""

from __future__ import annotations

#: The mount of the time map; holds what the browser reports: window, selected, place.
TIMEMAP = "timemap"
#: What this session shows, written only by `components.state`.
RECORD = "record"
NOTED = "noted"
AT_MAP = "at-map"
#: The source whose entry is to be shown next.
WANTED = "wanted-source"
#: The parameter of the Sources page that names a source.
SOURCE_PARAMETER = "source"
NOTICES = "notices"
WINDOW = "window"
SPAN = "span"
VIEW = "view"
HELD = "held"
MODE = "mode"
SELECTED = "selected"
ORDER = "order"
PAGE = "page"
TAB = "tab"
#: Set while the map is to be drawn before the panels.
MAP_FIRST = "map-first"

#: Facet of `geo.filters.Filters` -> key of its widget, which is also its parameter in a link.
FACETS = {
    "districts": "district",
    "places": "place",
    "categories": "category",
    "evidence": "evidence",
    "harmed": "harmed",
    "accused": "accused",
    "source_kinds": "source",
}
TEXT = "q"

LINK_KEYS = ("from", "to", "span", "mode", "event", "view", "held", *FACETS.values(), TEXT)

#: Widgets of the Sources page.
SOURCES_TEXT = "sources-q"
SOURCES_KINDS = "sources-kinds"
SOURCES_SIDES = "sources-sides"
SOURCES_ONLY = "sources-only"
SOURCES_TABLE = "sources-table"
#: Widgets of the Method page.
COVERAGE_DIFFERS = "coverage-differs"
COVERAGE_PLACE = "coverage-place"
CHANGES_TEXT = "changes-text"

FRAGMENT_MAP = "map"
FRAGMENT_PANELS = "panels"
FRAGMENT_FILTERS = "filters"

INCIDENTS = "incidents"
#: The mount of the selected incident's card.
INCIDENT = "incident"
SOURCES = "sources"
SELECTED_CARD = "selected-card"
