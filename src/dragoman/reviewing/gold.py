"""Reviewed reports as gold for ``dragoman evaluate reports``.

A report is gold where somebody calls it complete (accepts the report) and every event that the machine has of it was
decided about. Rejected events are left out; what somebody was unsure of is optional, so that it counts neither way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import duckdb
import msgspec

from dragoman.archive.arrow import to_rows
from dragoman.archive.digest import written
from dragoman.archive.tables import EventRow, TieRow
from dragoman.errors import UsageError
from dragoman.evaluation.events import GoldEvent, GoldMention, GoldParty, GoldTie
from dragoman.records import Event, Party, Source

from .decided import Decided, Ruling

_REPORTS = """
select r.report, r.id, r.title, c."rows" as coded from raw_reports r join current_codings c using (report)
where r.commit in (select commit from live) and r.report in {reports}
  and r.report not in (select report from replaced) order by r.report
"""


class GoldLine(msgspec.Struct, omit_defaults=True):
    """The reference coding of a report as ``dragoman evaluate reports`` reads it."""

    id: str
    report: str
    events: list[GoldEvent]
    ties: list[GoldTie]


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far the review of a report is: events the machine has, decided about, added; who calls it complete."""

    report: str
    title: str | None
    events: int
    decided: int
    added: int
    complete: tuple[str, ...]
    gold: bool


class _Told(msgspec.Struct, frozen=True):
    report: str
    id: str | None
    title: str | None
    coded: str


def progress(con: duckdb.DuckDBPyConnection, found: Decided, who: str | None = None) -> list[Progress]:
    """How far the review of every report is that somebody decided about, or that one person did."""
    touched = {each.report for each in found.holding if each.report and who in (None, each.who)}
    told = _told(con, touched)
    machine = _machine(con, told)
    lines = []
    for each in told:
        events = machine.get(each.report, [])
        mine = _ruled(found, [event.event for event in events], who)
        people = found.complete.get(each.report, frozenset())
        complete = tuple(sorted(people if who is None else people & {who}))
        lines.append(
            Progress(
                report=each.report,
                title=each.title,
                events=len(events),
                decided=len(mine),
                added=len(_added(found, each.report, who)),
                complete=complete,
                gold=bool(complete) and len(mine) == len(events),
            )
        )
    return lines


def gold(con: duckdb.DuckDBPyConnection, found: Decided, who: str | None = None) -> list[GoldLine]:
    """The gold of every report that is complete, as all people together or as one person has left it.

    Raises UsageError where nobody of this name decided anything.
    """
    if who is not None and who not in found.people:
        known = ", ".join(found.people) or "nobody"
        raise UsageError(f"{who!r} has decided nothing in this archive; those who have: {known}")
    told = _told(con, [each.report for each in progress(con, found, who) if each.gold])
    machine, ties = _machine(con, told), _ties(con, told)
    ids = Counter(each.id for each in told if each.id)
    return [
        GoldLine(
            id=each.id if each.id and ids[each.id] == 1 else each.report,
            report=each.report,
            events=list(_events(found, each.report, machine.get(each.report, []), who)),
            ties=ties.get(each.report, []),
        )
        for each in told
    ]


def _events(found: Decided, report: str, machine: Sequence[EventRow], who: str | None) -> Iterator[GoldEvent]:
    events = [*(each.event for each in machine), *_added(found, report, who)]
    ruled = _ruled(found, events, who)
    for event in events:
        ruling = ruled[event]
        if ruling.verdict != "reject":
            yield _gold_event(ruling.event, optional=ruling.verdict == "unsure")


def _ruled(found: Decided, events: Iterable[str], who: str | None) -> dict[str, Ruling]:
    """What was decided about some events, by one person or by all together."""
    ruled = {event: found.together(event) if who is None else found.rulings(event).get(who) for event in events}
    return {event: ruling for event, ruling in ruled.items() if ruling}


def _added(found: Decided, report: str, who: str | None) -> list[str]:
    """The events that people added to a report, or one person did."""
    return [
        each.target
        for each in found.holding
        if each.kind == "add" and each.report == report and who in (None, each.who)
    ]


def _told(con: duckdb.DuckDBPyConnection, reports: Iterable[str]) -> list[_Told]:
    found = con.sql(_REPORTS.format(reports=written(sorted(reports)))).to_arrow_table().to_pylist()
    return msgspec.convert(found, list[_Told])


def _machine(con: duckdb.DuckDBPyConnection, told: Sequence[_Told]) -> dict[str, list[EventRow]]:
    """The events that the machine has of some reports, by report."""
    found: dict[str, list[EventRow]] = {}
    for row in to_rows(con.sql(_of(told, "machine_events")).to_arrow_table(), EventRow):
        found.setdefault(row.report, []).append(row)
    return found


def _ties(con: duckdb.DuckDBPyConnection, told: Sequence[_Told]) -> dict[str, list[GoldTie]]:
    """The ties of some reports as the machine has them: ties are not reviewed."""
    found: dict[str, list[GoldTie]] = {}
    for tie in to_rows(con.sql(_of(told, "ties")).to_arrow_table(), TieRow):
        if not tie.negated:
            made = GoldTie(a=_code(tie.a), relation=tie.relation, b=_code(tie.b), past=tie.past)
            found.setdefault(tie.report, []).append(made)
    return found


def _of(told: Sequence[_Told], view: str) -> str:
    """The rows of some reports; the commits are named so that files without them are passed over."""
    commits, reports = written({each.coded for each in told}), written(each.report for each in told)
    return f"select * exclude (commit) from {view} where commit in {commits} and report in {reports} order by report, n"


def _gold_event(event: Event, *, optional: bool) -> GoldEvent:
    return GoldEvent(
        type=event.type, mode=event.mode, about=event.about.type if event.about else None, status=event.status,
        mentions=[GoldMention(trigger=each.trigger, start=each.span[0]) for each in event.mentions],
        actors=[GoldParty(code=_code(each)) for each in event.actors],
        recipients=[GoldParty(code=_code(each)) for each in event.recipients],
        date=(event.date.start, event.date.end) if event.date else None,
        place=event.place.country if event.place else None,
        sources=[_code(each) for each in event.sources] or None, reciprocal=event.reciprocal or None,
        optional=optional or None,
    )  # fmt: skip


def _code(party: Party | Source) -> str:
    """A party as the gold names it: "CHN/GOV", "CHN", "/JRN"."""
    return f"{party.country or ''}/{party.sector or ''}".rstrip("/")
