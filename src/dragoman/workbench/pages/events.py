"""/events: a table of events with facets."""

from __future__ import annotations

from starlette.responses import Response

from dragoman.archive import Filter
from dragoman.workbench.looking.events import page_of
from dragoman.workbench.looking.facets import Facet, facets_of
from dragoman.workbench.looking.lines import EventLine
from dragoman.workbench.shelf import Reading
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
    narrower = facets(visit.reading, asked.filter)
    return visit.answer("events.html", data, page=page, following=following, facets=narrower)


def facets(reading: Reading, asked: Filter) -> tuple[Facet, ...]:
    """The facets of a filter, counted once for each version of the archive."""
    return reading.once(("facets", asked), lambda: facets_of(reading.con, asked))
