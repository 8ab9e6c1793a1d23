"""How each figure is taken, for the report."""

from __future__ import annotations

from .rounds import (
    FILM_S,
    ROUND_TRIP_MS,
    TOO_SLOW,
    TURN,
    WHOLE_FILM_S,
    Extent,
)
from .subjects import PATIENCE_S
from .synthetic import SEED


def list_notes(extent: Extent) -> list[str]:
    """Sentences for the report."""
    return [
        "Every page draws the same points: the events of the record that touch the war and have a "
        "symbol. All go from the end of the war back day by day and forth again, so that the same "
        "number is in sight at each step. The dashboard holds the whole record besides.",
        f"Step: {extent.steps} steps that change the points, by the arrow keys on the slider (on "
        "the page of TimestampedGeoJson by Enter on its buttons), from the time stamp of the key "
        "to the end of the first frame in which exactly the points of that day are drawn. Subjects "
        f"take turns of {TURN} steps. B0: to the changed text.",
        "End of a frame: the first task after the frame that drew. The dashboard says that it has "
        "painted by an event, which is compared with the pixels of its canvas; the others are "
        "watched while they draw: circles on the canvas between two clearings (B2, B4, B5), "
        "instances of a WebGL drawing (B3), marker elements in the document (B1; their pictures "
        "may still be on the way). No picture of the screen is taken.",
        "A day that was seen before can come from Streamlit's cache of messages in the browser: "
        "the steps forth are quicker than those back for B2.",
        f"{TOO_SLOW}: no complete page or step in {PATIENCE_S} seconds; with a number of steps: so "
        "many steps took that long together, all of a cell's steps may take that long. Larger "
        "rows are left out.",
        f"First paint: from the start of the navigation to the first complete drawing, "
        f"{extent.visits} visits with an empty cache, in turns; B4 opens with the first day only. "
        "To first paint: bytes of HTTP as compressed and of WebSocket messages until then.",
        "The one file is opened from a server for files, as the page of TimestampedGeoJson is.",
        "The dashboard says that it has painted when map, strip and panel have; its plain page is "
        "the same app without Streamlit. Reading: what goes over the wire after loading while "
        "somebody drags, filters, opens cards and looks at the sources.",
        "The whole record as known on a day, computed: each day of the war after another, until the "
        "set that is shown and the counts of all filters are known; the app's own modules, in Node.",
        f"Bytes a step: for the dashboard over {extent.moves} moves of a day with the handle held; "
        f"for the others over {extent.counted} steps by key with all that follows.",
        "Blank or remounted frames: each frame of all steps is looked at: whether the element of "
        "the map is another one, or shows no symbol.",
        f"Play: frames of {FILM_S} s of the war ({WHOLE_FILM_S} s of the whole record) and how "
        "many drawings of the map there are a second.",
        "CPU: user and system time of the server and its children over the timed steps and their "
        "pauses. Memory: their resident memory with one page open, and with "
        f"{extent.sessions - 1} further sessions that speak Streamlit's protocol without a browser; Dash "
        "keeps nothing for a session; a page of files has no server of its own.",
        f"With a delay: a relay holds back each direction by {ROUND_TRIP_MS // 2} ms, and a new "
        "connection by one round trip; the rate is not limited.",
        "The other pages get local copies of the scripts that folium takes from other hosts; "
        "nothing else is reached. They are given what is kind to them: a canvas for circles, "
        "`returned_objects=[]`, the points read once, no base map. WebGL is drawn by the processor.",
        f"Made-up records: seed {SEED}, the places and bursts of the real one.",
    ]
