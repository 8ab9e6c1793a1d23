"""All keys of session state, CSS classes of keyed containers, and parameters of the other pages."""

from __future__ import annotations

#: The mount of the browser app.
EXPLORE = "explore"
#: The version of the record of this visit.
RECORD = "record"
#: The parameter of the Sources page that names a source.
SOURCE_PARAMETER = "source"

#: Widgets of the Sources page.
SOURCES_TEXT = "sources-q"
SOURCES_KINDS = "sources-kinds"
SOURCES_SIDES = "sources-sides"
SOURCES_ONLY = "sources-only"
SOURCES_SORT = "sources-sort"
SOURCES_ROW = "sources-row"
SOURCES_MORE = "sources-more"
#: Ids of the sources that were opened by their rows in this visit.
SOURCES_CLICKED = "sources-clicked"
#: Widgets of the Analyse page; what stands in the link has the key of its parameter behind the first one.
ANALYSE = "analyse"
ANALYSE_FILTERS = "analyse-filters"
ANALYSE_NEAR = "analyse-near"
ANALYSE_PLACE = "analyse-near-place"
ANALYSE_RADIUS = "analyse-near-km"
ANALYSE_CHOOSE = "analyse-near-choose"
ANALYSE_NEIGHBOURS = "analyse-near-neighbours"
ANALYSE_NONE = "analyse-near-none"
#: What is wrong with the place that was typed in.
ANALYSE_FAULT = "analyse-near-fault"
#: Beginnings of keys: the map, tables of numbers, buttons of questions, of closing what is behind a number.
ANALYSE_MAP = "analyse-map"
ANALYSE_TABLE = "analyse-table"
ANALYSE_ASK = "analyse-ask"
ANALYSE_CLOSE = "analyse-close"
#: How often the numbers that are chosen were set anew, so that they can be chosen again.
ANALYSE_TURN = "analyse-turn"
#: Widgets of the Method page.
COVERAGE_DIFFERS = "coverage-differs"
COVERAGE_PLACE = "coverage-place"
CHANGES_TEXT = "changes-text"
CHANGES_PAGES = "changes-pages"
