"""/: what the archive holds at a glance."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from dragoman.workbench.looking.overview import Happening, overview_of
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit


def overview(visit: Visit) -> Response:
    """The overview; the rows of its twins are the newest occurrences, JSON has all that the page shows."""
    found = visit.reading.once("overview", lambda: overview_of(visit.con))
    facts = {name: getattr(found, name) for name in found.__struct_fields__ if name != "newest"}
    facts = msgspec.to_builtins(facts)
    return visit.answer("overview.html", Data("overview", Happening, found.newest, facts), found=found)
