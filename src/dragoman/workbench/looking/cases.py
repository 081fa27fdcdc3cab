"""One event under review: as it stands, as the machine has it, its report, and what was decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import duckdb
import msgspec

from dragoman.archive.arrow import to_rows
from dragoman.archive.decisions import ReviewedRow, reviewed
from dragoman.archive.digest import written
from dragoman.archive.rows import event_of
from dragoman.archive.tables import EventRow
from dragoman.records import Event, Party
from dragoman.reviewing import Decided, Made
from dragoman.workbench.faults import NoLonger, NotThere

from .passages import Passage, passages_of

# Values are written out: files that do not have them are passed over, which is not so for a question mark.
_TOMBSTONES = "select why, successor, report from tombstones where event = ? order by version desc limit 1"
_REPORT = """
select r.report, r.title, r.publisher, r.url, coalesce(r.text, '') as text, c."rows" as coded,
  k.published.start as published
from raw_reports r join current_codings c using (report)
  join (select report, commit, published from raw_codings where report in {report}) k
    on k.report = c.report and k.commit = c.commit
where r.report in {report} and r.commit in (select commit from live) and r.report not in (select report from replaced)
"""
_EVENTS = "select * exclude (commit) from machine_events where commit in {commit} and report in {report} order by n"


class Withdrawn(NoLonger):
    """An event that is gone; ``successor`` tells the same words now, where there is one."""

    def __init__(self, message: str, successor: str | None) -> None:
        super().__init__(message)
        self.successor = successor


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A report as a review shows it; ``text`` is empty where the archive keeps none."""

    report: str
    title: str | None
    publisher: str | None
    url: str | None
    text: str
    coded: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Standing:
    """An event of a report as it stands: ``review`` is "rejected" too; ``machine`` is None for one that was added."""

    event: Event
    machine: Event | None
    review: str | None

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields in which people differ from the machine, as a record has them."""
        if self.machine is None or self.review == "rejected":
            return ()
        names = zip(self.event.__struct_fields__, self.event.__struct_encode_fields__, strict=True)
        return tuple(shown for name, shown in names if getattr(self.event, name) != getattr(self.machine, name))


@dataclass(frozen=True)
class Case:
    """An event under review with everything of its report that helps to judge it."""

    standing: Standing
    report: Told
    others: tuple[Standing, ...]
    decisions: tuple[Made, ...]

    @property
    def event(self) -> Event:
        """The event as it stands."""
        return self.standing.event

    @cached_property
    def passages(self) -> list[Passage]:
        """The sentences that tell the event."""
        return passages_of(self.event, self.report.text)

    @cached_property
    def beside(self) -> list[Standing]:
        """The other events of its sentences."""
        here = {mention.sentence for mention in self.event.mentions}
        return [each for each in self.others if here & {mention.sentence for mention in each.event.mentions}]

    @cached_property
    def parties(self) -> list[Party]:
        """All parties that events of the report name, each once."""
        return parties_of([self.standing, *self.others])


def case_of(con: duckdb.DuckDBPyConnection, found: Decided, event: str, report: str | None = None) -> Case:
    """The case of an event; ``report`` where its report is known already, else the digest is asked.

    Raises Withdrawn for an event that is gone, NotThere for one that never was.
    """
    report = report or _report_of(con, found, event)
    told = told_of(con, report)
    events = standings(con, told, found)
    standing = next((each for each in events if each.event.event == event), None)
    if standing is None:
        raise _gone(con, event)
    others = tuple(each for each in events if each is not standing)
    return Case(standing, told, others, found.about(event))


def told_of(con: duckdb.DuckDBPyConnection, report: str) -> Told:
    """A report by its id. Raises NotThere."""
    found = con.sql(_REPORT.format(report=written([report]))).to_arrow_table().to_pylist()
    if not found:
        raise NotThere(f"no report {report!r} in this archive")
    return msgspec.convert(found[0], Told)


def standings(con: duckdb.DuckDBPyConnection, told: Told, found: Decided) -> list[Standing]:
    """All events of a report as they stand, those that were rejected among them, in the order of the text."""
    coded = con.sql(_EVENTS.format(commit=written([told.coded]), report=written([told.report]))).to_arrow_table()
    machine = {row.event: row for row in to_rows(coded, EventRow)}
    made = [each for each in found.made if each.kind == "undo" or found.now(each.target) in machine
            or each.report == told.report]  # fmt: skip
    gone = {old: new for old, new in found.withdrawn.items() if new}
    now = reviewed(made, machine, gone)
    shown: dict[str, ReviewedRow] = {row.event: row for row in now.rows}
    events = [
        Standing(
            event_of(shown.get(event, row)), event_of(row),
            shown[event].review if event in shown else "rejected" if event in now.hidden else None,
        )
        for event, row in machine.items()
    ]  # fmt: skip
    events += [Standing(event_of(row), None, row.review) for event, row in shown.items() if event not in machine]
    return sorted(events, key=lambda each: min((mention.span for mention in each.event.mentions), default=(0, 0)))


def parties_of(events: list[Standing]) -> list[Party]:
    """All parties of some events, also those who say it, each once, by name."""
    found: dict[str, Party] = {}
    for each in events:
        for party in (*each.event.actors, *each.event.recipients):
            found.setdefault(party.entity, party)
        for source in each.event.sources:
            fields = {name: getattr(source, name) for name in Party.__struct_fields__}
            found.setdefault(source.entity, Party(**fields))
    return sorted(found.values(), key=lambda party: party.name)


def _report_of(con: duckdb.DuckDBPyConnection, found: Decided, event: str) -> str:
    for (report,) in con.execute("select report from digest.acts where event = ?", [event]).fetchall():
        return str(report)
    for made in found.by_event.get(event, ()):
        if made.report:
            return made.report
    raise _gone(con, event)


def _gone(con: duckdb.DuckDBPyConnection, event: str) -> NoLonger | NotThere:
    for why, successor, _ in con.execute(_TOMBSTONES, [event]).fetchall():
        return Withdrawn(f"event {event} was withdrawn: {why}", successor)
    return NotThere(f"no event {event!r} in this archive")
