"""/events: a table of events with facets; /events/facets: the facets alone."""

from __future__ import annotations

from dataclasses import replace

import msgspec
from starlette.responses import Response

from dragoman.archive import Filter
from dragoman.workbench.looking.events import page_of
from dragoman.workbench.looking.facets import Facets, facets_of
from dragoman.workbench.looking.fitting import Fitting
from dragoman.workbench.looking.lines import EventLine
from dragoman.workbench.shelf import Reading
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit

# Events at most that are counted by facet before the page is sent; of more the facets come after it.
AT_ONCE = 20_000


class FacetLine(msgspec.Struct, frozen=True, kw_only=True):
    """A value of a facet, with how many of the events have it; ``name`` is for readers."""

    facet: str
    value: str
    name: str
    count: int


def events(visit: Visit) -> Response:
    """The page of events that is asked for; its twins have the same rows."""
    asked = visit.asked
    page = page_of(visit.con, asked)
    following = asked.following(page.following) if page.following else None
    facts = {
        "sentence": asked.sentence, "total": page.total, "capped": page.capped, "next": following,
        "version": visit.reading.version,
    }  # fmt: skip
    data = Data("events", EventLine, page.lines, facts)
    if visit.twin:
        return visit.answer("events.html", data)
    narrower = visit.reading.known(_key(asked.filter))
    if narrower is None and page.total <= AT_ONCE and not page.capped:
        narrower = facets(visit.reading, asked.filter, page.fitting)
    return visit.answer("events.html", data, page=page, following=following, facets=narrower)


def counts(visit: Visit) -> Response:
    """The facets of the events that are asked for; the rows of the twins are their values."""
    found = facets(visit.reading, visit.asked.filter)
    lines = [
        FacetLine(facet=facet.name, value=each.value, name=each.name, count=each.count)
        for facet in found.facets
        for each in facet.counts
    ]
    capped = [facet.name for facet in found.facets if facet.capped]
    facts = {"sentence": visit.asked.sentence, "capped": capped, "counted": found.of}
    data = Data("facets", FacetLine, lines, facts)
    return visit.answer("facets.html", data, facets=found, within=replace(visit.asked, path="/events"))


def facets(reading: Reading, asked: Filter, fitting: Fitting | None = None) -> Facets:
    """The facets of a filter, counted once for each version of the archive; ``fitting`` are its events if known."""
    return reading.once(_key(asked), lambda: facets_of(reading.con, asked, fitting))


def _key(asked: Filter) -> tuple[str, Filter]:
    return "facets", asked
