"""/decisions: who decided what, when and why, and the buttons that take it back."""

from __future__ import annotations

import datetime as dt

from starlette.responses import Response

from dragoman.workbench.asking import one_of
from dragoman.workbench.faults import WrongValue
from dragoman.workbench.looking.record import KINDS, DecisionLine, page_of
from dragoman.workbench.rearranging import undo
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit

from .occurrence import decisions as recorded
from .occurrence import signed

OWN = ("kind", "who", "day")


def decisions(visit: Visit) -> Response:
    """The record of decisions, the newest first."""
    asked = visit.asked
    if asked.given:
        name = asked.given[0][0]
        raise WrongValue(f"decisions are asked for by kind, who and day, not by {name}", name=name)
    kind = asked.value("kind") and one_of("kind", asked.value("kind"), KINDS)
    record = recorded(visit.reading)
    page = page_of(
        visit.con, record, kind=kind, who=asked.value("who"), day=_day(asked.value("day")), after=asked.after,
        limit=asked.limit,
    )  # fmt: skip
    following = asked.following(page.following) if page.following else None
    facts = {"total": page.total, "next": following, "version": visit.reading.version}
    return visit.answer(
        "decisions.html", Data("decisions", DecisionLine, page.lines, facts), page=page, following=following,
        kinds=KINDS, people=sorted({each.who for each in record.made}, key=str.casefold), any=bool(record.made),
        waiting=len(record.waiting),
    )  # fmt: skip


def take_back(visit: Visit) -> Response:
    """The button that takes decisions back; ``back`` is the address of the workbench to go on to."""
    wanted = [value for value in visit.form.getlist("decision") if isinstance(value, str)]
    with visit.shelf.changing() as archive:
        made = undo(archive, wanted, signed=signed(visit))
    back = str(visit.form.get("back", ""))
    return visit.moved(f"{back}?made={','.join(made)}" if back.startswith("/occurrence/") else "/decisions")


def _day(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        raise WrongValue(f"day is a day, not {value!r}; write it as YYYY-MM-DD", name="day") from None
