"""/review: one event after another to be judged; /review/report/…: a report with all its events."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, cast

from starlette.responses import Response

from dragoman.archive.filters import STATUSES
from dragoman.archive.rows import event_row
from dragoman.archive.tables import EventRow
from dragoman.codebook import load_codebook
from dragoman.reviewing import Decided, Made, decided
from dragoman.reviewing.codes import contexts
from dragoman.workbench.asking import Asked, number, one_of
from dragoman.workbench.faults import NotThere
from dragoman.workbench.looking.cases import Case, Withdrawn, case_of, parties_of, standings, told_of
from dragoman.workbench.looking.passages import pieces_of
from dragoman.workbench.looking.queue import CUT, LARGEST, SAMPLE, By, Order, Queue, queue_of
from dragoman.workbench.revising import PRECISIONS
from dragoman.workbench.sheets import Sheet
from dragoman.workbench.twins import Data
from dragoman.workbench.visit import Visit

OWN = ("by", "seed", "size", "all", "blind", "at")
ORDERS = {"lowest": "lowest confidence first", "random": "a random sample", "newest": "newest first"}
LAST = 6  # own acts that a page lists to be undone
_MOST_SEED = 999_999


@dataclass(frozen=True)
class Desk:
    """What a reviewer works at: the queue that the address asks for, and the decisions as this reviewer sees them.

    ``blind`` leaves out what others decided, so that two people judge the same. ``blank`` is a form that nobody sent.
    """

    visit: Visit
    blank: Sheet = field(default_factory=Sheet)

    @cached_property
    def asked(self) -> Asked:
        """The address of the queue, whatever part of the review is asked."""
        return replace(self.visit.asked, path="/review")

    @property
    def blind(self) -> bool:
        """Whether the decisions of others are left out."""
        return self.asked.value("blind") == "1"

    @cached_property
    def order(self) -> Order:
        """The order of the queue. Raises WrongValue."""
        by = cast(By, one_of("by", self.asked.value("by", "lowest"), ORDERS))
        return Order(
            by,
            number("seed", self.asked.value("seed", "1"), 0, _MOST_SEED),
            number("size", self.asked.value("size", str(SAMPLE)), 1, LARGEST),
        )

    @cached_property
    def everything(self) -> Decided:
        """All decisions."""
        return self.visit.reading.once("decided", lambda: decided(self.visit.con))

    @cached_property
    def found(self) -> Decided:
        """The decisions that count here."""
        return seen_by(self.visit.who, self.everything) if self.blind else self.everything

    @cached_property
    def queue(self) -> Queue:
        """The events to judge."""
        asked, who, all_ = self.asked.filter, self.visit.who, self.asked.value("all") == "1"
        return self.visit.reading.once(
            ("queue", asked, self.order, who, all_),
            lambda: queue_of(self.visit.con, asked, self.order, self.everything, who, all=all_),
        )

    def address(self, event: str | None) -> str:
        """The address of an event in this queue; that of its beginning for none."""
        return self.asked.setting("at", event)

    def posting(self, to: str) -> str:
        """The address to which a form of this queue is sent."""
        return replace(self.asked, path=f"/review/{to}").address()


def seen_by(who: str, found: Decided) -> Decided:
    """What one person decided, as if there were nobody else."""
    return Decided(tuple(each for each in found.made if each.who == who), found.withdrawn)


def review(visit: Visit) -> Response:
    """The event that the address names, or the first of the queue, to be judged.

    The row of its twins is the event as it stands; JSON has the place in the queue and the decisions too.
    """
    desk = Desk(visit)
    if desk.order.by == "random" and not desk.asked.value("seed"):
        # The seed goes into the address, so that the way back and a link give the same sample.
        return visit.moved(desk.asked.setting("seed", str(secrets.randbelow(_MOST_SEED) + 1)))
    event = desk.asked.value("at") or desk.queue.first()
    return _nothing(desk) if event is None else judging(desk, event)


def judging(desk: Desk, event: str, *, edit: Sheet | None = None, add: Sheet | None = None) -> Response:
    """The page of an event to be judged; ``edit`` or ``add`` is a form of it with mistakes, to be put right (400)."""
    visit = desk.visit
    try:
        case = case_of(visit.con, desk.found, event)
    except Withdrawn as gone:
        return _withdrawn(desk, event, gone)
    place, after, before = desk.queue.place(event), desk.queue.after(event), desk.queue.before(event)
    facts = {
        "queue": desk.asked.sentence, "by": desk.order.by, "place": place, "of": len(desk.queue.events),
        "left": desk.queue.left, "capped": desk.queue.cut, "review": case.standing.review,
        "machine": case.standing.machine, "before": before, "after": after, "decisions": case.decisions,
        "version": visit.reading.version,
    }  # fmt: skip
    row = event_row(case.event, case.report.report, 0)
    answer = visit.answer(
        "review.html", Data("review", EventRow, [row], facts), desk=desk, case=case, place=place, after=after,
        before=before, edit=edit or Sheet(), add=add or Sheet(), **_lists(desk, case),
    )  # fmt: skip
    answer.status_code = 400 if edit or add else 200
    return answer


def report(visit: Visit) -> Response:
    """A report with its events as they stand: to add what is missing, and to call it complete."""
    return reporting(visit, visit.parts["report"])


def reporting(visit: Visit, wanted: str, add: Sheet | None = None) -> Response:
    """The page of a report under review; ``add`` is its form with mistakes, to be put right (400)."""
    desk = Desk(visit)
    told = told_of(visit.con, wanted)
    events = standings(visit.con, told, desk.everything)
    rows = [event_row(each.event, told.report, n) for n, each in enumerate(events)]
    marks = [(mention.span, "trigger") for each in events for mention in each.event.mentions]
    complete = desk.everything.complete.get(told.report, frozenset())
    facts = {"report": told.report, "title": told.title, "complete": sorted(complete)}
    answer = visit.answer(
        "review_report.html", Data("events", EventRow, rows, facts), desk=desk, told=told, events=events,
        complete=sorted(complete), pieces=pieces_of(told.text, marks, (0, len(told.text))),
        parties=parties_of(events), add=add or Sheet(), **_choices(),
    )  # fmt: skip
    answer.status_code = 400 if add else 200
    return answer


def changed_page(desk: Desk, then: Case | None, now: Case, since: tuple[Made, ...], again: dict[str, Any]) -> Response:
    """The page for a decision about an event that somebody else decided about meanwhile."""
    after = desk.queue.after(now.event.event)
    return desk.visit.page(
        "review_changed.html", status=409, desk=desk, then=then, now=now, since=since, again=again,
        onward=desk.address(after),
    )  # fmt: skip


def _nothing(desk: Desk) -> Response:
    facts = {"queue": desk.asked.sentence, "place": None, "of": len(desk.queue.events), "left": 0}
    return desk.visit.answer(
        "review_done.html", Data("review", EventRow, [], facts), desk=desk, **_lists(desk, None)
    )  # fmt: skip


def _withdrawn(desk: Desk, event: str, gone: Withdrawn) -> Response:
    if desk.visit.twin:
        raise NotThere(str(gone))
    return desk.visit.page(
        "review_withdrawn.html", status=409, desk=desk, event=event, message=str(gone),
        onward=desk.address(desk.queue.after(event)),
        successor=desk.address(gone.successor) if gone.successor else None, **_lists(desk, None),
    )  # fmt: skip


def _lists(desk: Desk, case: Case | None) -> dict[str, Any]:
    """What the page has besides the event: own acts to undo, what a form offers, orders."""
    acts = [(act, desk.everything.undone(act)) for act in desk.everything.acts(desk.visit.who)[:LAST]]
    last = next((act for act, undone in acts if not undone and act[0].kind != "undo"), None)
    return {
        "who": desk.visit.who, "by_orders": ORDERS, "acts": acts, "last": last, "cut": CUT,
        "parties": case.parties if case else [], **_choices(),
    }  # fmt: skip


def _choices() -> dict[str, Any]:
    book = load_codebook()
    return {
        "types": sorted(book.types.values(), key=lambda entry: entry.type), "all_contexts": contexts(),
        "precisions": PRECISIONS, "all_statuses": STATUSES, "counted": sorted(book.words["size"]),
    }  # fmt: skip
