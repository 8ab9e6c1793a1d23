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
#: Widgets of the Method page.
COVERAGE_DIFFERS = "coverage-differs"
COVERAGE_PLACE = "coverage-place"
CHANGES_TEXT = "changes-text"
CHANGES_PAGES = "changes-pages"
