"""/event/ID: the way to where an event stands in its report; for one that is gone what became of it."""

from __future__ import annotations

from starlette.responses import Response

from dragoman.workbench.faults import NoLonger, NotThere
from dragoman.workbench.looking.lines import EventLine, lines_of
from dragoman.workbench.looking.whereabouts import event_there, rejected, withdrawn
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit


def event(visit: Visit) -> Response:
    """Leads to the event in its report; its twins have the event as a row.

    Raises NotThere for one that the archive never had.
    """
    wanted = visit.parts["id"]
    there = event_there(visit.con, wanted)
    if there is None:
        return _gone(visit, wanted)
    if not visit.twin:
        return visit.moved(f"/report/{there.report}#{wanted}")
    acts = visit.con.execute("select act from digest.acts where event = ?", [wanted]).fetchall()
    return visit.answer("gone.html", Data(wanted, EventLine, lines_of(visit.con, [act for (act,) in acts])))


def _gone(visit: Visit, wanted: str) -> Response:
    gone, refused = withdrawn(visit.con, [wanted]), rejected(visit.con, [wanted])
    if not gone and not refused:
        raise NotThere(f"this archive has and had no event {wanted!r}")
    if visit.twin:
        raise NoLonger(f"event {wanted} does not hold any more; its page tells what became of it")
    return visit.page("gone.html", status=410, what="event", id=wanted, now=[], withdrawn=gone, rejected=refused)
