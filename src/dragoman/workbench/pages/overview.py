"""/: what the archive holds at a glance."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from dragoman.workbench.looking.dyads import BUSIEST
from dragoman.workbench.looking.overview import NEWEST, Happening, Overview, overview_of
from dragoman.workbench.shelf import Reading
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit

_MOST = {"newest": NEWEST, "dyads": BUSIEST}  # lists that are cut say so


def overview(visit: Visit) -> Response:
    """The overview; the rows of its twins are the newest occurrences, JSON has all that the page shows."""
    seen = found(visit.reading)
    facts = msgspec.to_builtins({name: getattr(seen, name) for name in seen.__struct_fields__ if name != "newest"})
    return visit.answer("overview.html", Data("overview", Happening, seen.newest, facts), found=seen, most=_MOST)


def found(reading: Reading) -> Overview:
    """The overview of the archive, worked out once for each version."""
    return reading.once("overview", lambda: overview_of(reading.con))
