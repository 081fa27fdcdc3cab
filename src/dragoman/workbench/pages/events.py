"""/events: a table of events with facets."""

from __future__ import annotations

from starlette.responses import Response

from dragoman.workbench.looking.events import page_of
from dragoman.workbench.looking.facets import facets_of
from dragoman.workbench.looking.lines import EventLine
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit


def events(visit: Visit) -> Response:
    """The page of events that is asked for; its twins have the same rows."""
    asked = visit.asked
    page = page_of(visit.con, asked)
    following = asked.following(page.following) if page.following else None
    facts = {"sentence": asked.sentence, "total": page.total, "next": following, "version": visit.reading.version}
    data = Data("events", EventLine, page.lines, facts)
    if visit.twin:
        return visit.answer("events.html", data)
    facets = visit.reading.once(("facets", asked.filter), lambda: facets_of(visit.con, asked.filter))
    return visit.answer("events.html", data, page=page, following=following, facets=facets)
