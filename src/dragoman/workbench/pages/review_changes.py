"""What a review changes: each is one commit of decisions, then the way on to the next event."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec
from starlette.responses import Response

from dragoman.archive import Archive, Step
from dragoman.archive.decisions import VERDICTS
from dragoman.errors import UsageError
from dragoman.reviewing import Decided, Made, decided
from dragoman.workbench.asking import number
from dragoman.workbench.faults import Forbidden, NotThere
from dragoman.workbench.looking.cases import Case, case_of, parties_of, standings, told_of
from dragoman.workbench.revising import added_of, edits_of
from dragoman.workbench.sheets import Mistakes, Sheet, fields_of, words
from dragoman.workbench.visit import Visit

from .review import Desk, changed_page, judging, reporting, seen_by

_LONGEST = 2_000  # characters of a reason, and of a name 80
_NAME = 80
_YEAR = 365 * 24 * 3600


def decide(visit: Visit) -> Response:
    """Accept or reject an event, or be unsure of it."""
    verdict = words(visit.form, "verdict")
    if verdict not in VERDICTS:
        raise UsageError(f"no verdict {verdict!r}; there are: {', '.join(VERDICTS)}")
    return _about_event(visit, lambda case: [Step(kind=verdict, target=case.event.event)])  # type: ignore[arg-type]


def edit(visit: Visit) -> Response:
    """Put fields of an event right; nothing that differs is an acceptance of what stands there."""

    def steps(case: Case) -> list[Step]:
        event = case.event.event
        edits = edits_of(visit.form, case.event, case.parties, case.report.text)
        made = [Step(kind="edit", target=event, field=field, value=value) for field, value in edits.items()]
        rejected = case.standing.review == "rejected"
        return [*made, *([Step(kind="accept", target=event)] if rejected or not made else [])]

    try:
        return _about_event(visit, steps)
    except Mistakes as error:
        return judging(Desk(visit), words(visit.form, "event"), edit=Sheet(visit.form, error.fields))


def add(visit: Visit) -> Response:
    """Add an event that the machine missed."""
    try:
        _add(visit)
    except Mistakes as error:
        sheet, event = Sheet(visit.form, error.fields), words(visit.form, "event")
        return judging(Desk(visit), event, add=sheet) if event else reporting(visit, words(visit.form, "report"), sheet)
    back = words(visit.form, "back")
    return visit.moved(back if _is_own(back) else Desk(visit).asked.address())


def _add(visit: Visit) -> None:
    with visit.shelf.changing() as archive:
        con = archive.connection().cursor()
        told = told_of(con, words(visit.form, "report"))
        if not told.text:
            raise UsageError("the archive keeps no texts, so the words of an event cannot be pointed to")
        known = parties_of(standings(con, told, decided(con)))
        event = added_of(visit.form, known, told.text, told.title)
        value = msgspec.json.encode(event).decode()
        archive.decide("add", told.report, value=value, who=visit.who, why=_why(visit))


def undo(visit: Visit) -> Response:
    """Take back an act of one's own, all decisions of it: the last that holds, or that of the decision named."""
    desk, named = Desk(visit), words(visit.form, "decision")
    with visit.shelf.changing() as archive:
        found = decided(archive.connection().cursor())
        act = _act(found, visit.who, named)
        archive.decide_all(
            [Step(kind="undo", target=each.decision) for each in act], who=visit.who, why=_why(visit)
        )  # fmt: skip
    target = _event_of(found, act[0])
    return visit.moved(desk.address(target) if target else desk.asked.address())


def complete(visit: Visit) -> Response:
    """Call a report complete, or take that back: what was added and decided is all there is in it."""
    report, who = words(visit.form, "report"), visit.who
    with visit.shelf.changing() as archive:
        found = decided(archive.connection().cursor())
        own = [each for each in found.holding if each.target == report and each.kind == "accept" and each.who == who]
        if words(visit.form, "complete") == "no":
            if own:
                archive.decide_all([Step(kind="undo", target=each.decision) for each in own], who=who)
        elif not own:
            archive.decide("accept", report, who=who, why=_why(visit))
    return visit.moved(f"/review/report/{quote(report)}")


def rename(visit: Visit) -> Response:
    """Keep the name that signs the decisions of this browser."""
    name = " ".join(words(visit.form, "who").split())
    if not name or len(name) > _NAME:
        raise UsageError(f"give a name of 1 to {_NAME} letters: it stands beside every decision")
    answer = visit.moved(Desk(visit).asked.address())
    answer.set_cookie(visit.who_cookie, quote(name), max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def _about_event(visit: Visit, steps_of: Any) -> Response:
    """Decide about the event of a form unless somebody has decided about it since the form was made."""
    desk, event = Desk(visit), words(visit.form, "event")
    seen = number("version", words(visit.form, "version"), 1, 999_999_999)
    onward = desk.address(desk.queue.after(event))
    with visit.shelf.changing() as archive:
        found = _seen(desk, archive)
        case = case_of(archive.connection().cursor(), found, event, words(visit.form, "report") or None)
        steps = steps_of(case)
        since = tuple(each for each in case.decisions if each.version > seen)
        if since and _same(since, steps, visit.who):
            return visit.moved(onward)  # the button was pressed twice
        if not since:
            archive.decide_all(steps, who=visit.who, why=_why(visit))
            return visit.moved(onward)
        then = case_of(archive.connection().cursor(), found.until(seen), event, case.report.report)
    return changed_page(desk, then, case, since, _again(visit, since))


def _seen(desk: Desk, archive: Archive) -> Decided:
    """The decisions as they are now, as the reviewer sees them."""
    found = decided(archive.connection().cursor())
    return seen_by(desk.visit.who, found) if desk.blind else found


def _same(since: Sequence[Made], steps: Sequence[Step], who: str) -> bool:
    """Whether what was decided since is this very decision of this very person."""
    told = [(each.kind, each.field, each.value) for each in since]
    return all(each.who == who for each in since) and told == [(each.kind, each.field, each.value) for each in steps]


def _again(visit: Visit, since: Sequence[Made]) -> dict[str, Any]:
    """The form once more, as one that has seen what was decided since."""
    fields = fields_of(visit.form, ("csrf", "version"))
    return {"to": visit.path, "fields": [*fields, ("version", str(max(each.version for each in since)))]}


def _act(found: Decided, who: str, named: str) -> tuple[Made, ...]:
    """The decisions that an undo is about. Raises where they are somebody else's, or were taken back before."""
    acts = found.acts(who)
    if not named:
        last = next((act for act in acts if act[0].kind != "undo" and not found.undone(act)), None)
        if last is None:
            raise NotThere(f"{who} has decided nothing that could be undone")
        return last
    act = next((act for act in acts if any(each.decision == named for each in act)), None)
    if act is None:
        if any(each.decision == named for each in found.made):
            raise Forbidden("this decision is somebody else's: decide otherwise about the event, with your reason")
        raise NotThere(f"no decision {named!r} in this archive")
    if found.undone(act):
        raise UsageError("this was undone before")
    return act


def _event_of(found: Decided, made: Made) -> str | None:
    """The event that a decision is about in the end; None for a report, or an event that is no longer there."""
    by_id = {each.decision: each for each in found.made}
    while made.kind == "undo":
        made = by_id[made.target]
    return None if made.kind == "add" or made.target == made.report else found.now(made.target)


def _why(visit: Visit) -> str | None:
    return words(visit.form, "why")[:_LONGEST] or None


def _is_own(address: str) -> bool:
    """Whether an address is one of the review's own."""
    return address.startswith("/review") and "\\" not in address and "\n" not in address
