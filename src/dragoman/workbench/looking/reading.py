"""One report as it is read: its text, facts, events with what people decided, ties, claims, and what was withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeVar

import duckdb
import msgspec

from dragoman.archive.arrow import to_rows
from dragoman.archive.digest import written
from dragoman.archive.reviews import in_commits
from dragoman.archive.rows import attribution_rows, claim_rows, event_rows, report_of, tie_rows
from dragoman.archive.tables import AttributionRow, ClaimRow, CodingRow, EventRow, ReportRow, TieRow
from dragoman.records import DetailedReport, Interval, MadeBy, Party, Published, Record, Report
from dragoman.workbench.faults import NotThere

from .decided import Decision, Judged, judged

R = TypeVar("R", bound=msgspec.Struct)

# Of the stored tables themselves: the views join every coding, and take ten times as long for one report. Its id and
# where its rows are (``there``) are written out, by which groups of rows are passed over.
_REPORT = """
select r.*, live.at as stored_at, r.report in (select report from replaced) as replaced
from raw_reports r join live using (commit) where r.report in {report} order by live.version desc limit 1
"""
_CODINGS = """
select c.*, live.version as at_version from raw_codings c join live using (commit)
where c.report in {report} order by live.version desc
"""
_AT_ADDRESS = (
    "select distinct report from raw_reports where address in {address} and commit in (select commit from live)"
)
_VERSIONS = """
select report, version, title, first_published::varchar as published
from (select report, version, title from raw_reports where report in {reports} and commit in (select commit from live))
left join (select report, any_value(first_published) as first_published from raw_codings
  where report in {reports} group by report) c using (report)
order by version
"""
_RUN = "select run, kind, started from runs where run = (select any_value(run) from raw_commits where commit = $commit)"
_WITHDRAWN = 'select event, why, successor, "at" from tombstones where report = $report order by "at" desc, event'
_PLACED = "select event, occurrence, story, copy_group from digest.acts where report = $report"
_STORY = "select story, copy_group from stories where report = $report"
_OF_CODING = "select * from {view} where report in {report} and {there} order by n"
_TITLE = "select title from raw_reports where report in {report} and commit in (select commit from live)"
_AS_IT_WAS = "select *, null::varchar as review from raw_events where report = $report and commit = $rows order by n"


class ReadEvent(EventRow, frozen=True, kw_only=True):
    """An event of the report.

    ``review`` is what a person decided, ``machine`` the event as the machine coded it, as JSON, where that is another;
    ``decisions`` tell who changed what.
    """

    occurrence: str | None = None
    review: str | None = None
    machine: str | None = None
    decisions: tuple[Decision, ...] = ()


class CodedBy(Record, frozen=True, kw_only=True):
    """A coding of the report: what made it, when, and how many events it has. The first of several holds."""

    made_by: MadeBy | None
    coded: dt.datetime
    n_events: int


class Version(Record, frozen=True, kw_only=True):
    """A version of the page at one address."""

    report: str
    version: int
    title: str | None
    published: str | None


class Withdrawn(Record, frozen=True, kw_only=True):
    """An event of the report that no longer holds, and the one that tells its words now."""

    event: str
    why: str
    successor: str | None
    at: dt.datetime


class Run(Record, frozen=True, kw_only=True):
    """The run that brought the report."""

    run: str
    kind: str
    started: dt.datetime


class Facts(Record, frozen=True, kw_only=True):
    """What is known of the report as a whole; ``length`` counts the code points of its text."""

    report: str
    id: str | None
    path: str | None
    url: str | None
    title: str | None
    authors: tuple[str, ...]
    publisher: str | None
    language: str | None
    published: Published | None
    length: int
    notes: tuple[str, ...]
    codings: tuple[CodedBy, ...] = ()
    versions: tuple[Version, ...] = ()
    run: Run | None = None
    stored_at: dt.datetime | None = None
    story: str | None = None
    copy_group: str | None = None


class ReportPage(Record, frozen=True, kw_only=True):
    """Everything that the reader shows of one report.

    ``text`` is None in an archive without texts. ``later`` is the version of the page that holds in its place; then the
    events are those that it had. ``taken_away`` are events that a person rejected. ``detailed`` tells that attributions
    were coded; ``moments`` and ``parties`` are there only for a report that was coded just now.
    """

    facts: Facts
    text: str | None
    events: tuple[ReadEvent, ...]
    ties: tuple[TieRow, ...]
    claims: tuple[ClaimRow, ...]
    attributions: tuple[AttributionRow, ...]
    moments: tuple[Interval, ...] = ()
    parties: tuple[Party, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    taken_away: tuple[ReadEvent, ...] = ()
    later: str | None = None
    detailed: bool = False
    stored: bool = True


class Headline(Record, frozen=True, kw_only=True):
    """What stands above the related reports of one, and above what others say of its claims."""

    report: str
    title: str | None
    claims: tuple[ClaimRow, ...]


class _Stored(ReportRow, frozen=True, kw_only=True):
    stored_at: dt.datetime
    replaced: bool
    commit: str


def page_of(con: duckdb.DuckDBPyConnection, report: str) -> ReportPage:
    """A report of the archive, also an earlier version of a page. Raises NotThere where it has no such report."""
    stored = _stored(con, report)
    asked = {"report": report}
    codings = _rows(con, _CODINGS.format(report=written([report])), {}, CodingRow)
    coding = codings[0] if codings else None
    versions = _versions(con, stored.address) if stored.address else []
    placed = con.execute(_PLACED, asked).fetchall()
    withdrawn = _rows(con, _WITHDRAWN, asked, Withdrawn)
    found = _events(con, stored, coding, withdrawn)
    occurrences = {event: occurrence for event, occurrence, _, _ in placed}
    return ReportPage(
        facts=_facts(stored, codings, versions, _run(con, stored), _story(con, placed, asked)),
        text=stored.text,
        events=tuple(
            msgspec.structs.replace(event, occurrence=occurrences.get(event.event)) for event in found.events
        ),
        ties=tuple(_of_coding(con, "ties", report, TieRow)),
        claims=tuple(_of_coding(con, "claims", report, ClaimRow)),
        attributions=(attributions := tuple(_of_coding(con, "attributions", report, AttributionRow))),
        withdrawn=tuple(withdrawn),
        taken_away=found.taken_away,
        later=_later(versions, report) if stored.replaced else None,
        detailed=bool(attributions),
    )  # fmt: skip


def headline_of(con: duckdb.DuckDBPyConnection, report: str) -> Headline:
    """The headline of a report and what it claims. Raises NotThere where the archive has no such report."""
    found = con.execute(_TITLE.format(report=written([report]))).fetchall()
    if not found:
        raise _not_there(report)
    return Headline(report=report, title=found[0][0], claims=tuple(_of_coding(con, "claims", report, ClaimRow)))


def page_of_coded(coded: Report) -> ReportPage:
    """The same of a report that is in no archive. Its text is that which was coded."""
    details = coded if isinstance(coded, DetailedReport) else None
    return ReportPage(
        facts=Facts(
            **{name: getattr(coded, name) for name in Facts.__struct_fields__ if hasattr(coded, name)},
            length=len(coded.text),
            codings=(),
        ),
        text=coded.text,
        events=tuple(_like(ReadEvent, row) for row in event_rows(coded)),
        ties=tuple(tie_rows(coded)),
        claims=tuple(claim_rows(coded)),
        attributions=tuple(attribution_rows(coded)),
        moments=details.moments if details else (),
        parties=details.parties if details else (),
        detailed=details is not None,
        stored=False,
    )


def as_read(con: duckdb.DuckDBPyConnection, report: str) -> Report | None:
    """A stored report as it was before it was coded; None in an archive without texts. Raises NotThere."""
    stored = _stored(con, report)
    return None if stored.text is None else report_of(stored)


def _stored(con: duckdb.DuckDBPyConnection, report: str) -> _Stored:
    found = _rows(con, _REPORT.format(report=written([report])), {}, _Stored)
    if not found:
        raise _not_there(report)
    return found[0]


def _not_there(report: str) -> NotThere:
    return NotThere(
        f"no report {report!r} in this archive; the reports that are there have ids such as r-0123456789abcdef"
    )


def _of_coding(con: duckdb.DuckDBPyConnection, view: str, report: str, kind: type[R]) -> list[R]:
    """The rows that a view has of one report, in their order."""
    query = _OF_CODING.format(view=view, report=written([report]), there=in_commits(con, [report]))
    return _rows(con, query, {}, kind)


def _versions(con: duckdb.DuckDBPyConnection, address: str) -> list[Version]:
    found = con.execute(_AT_ADDRESS.format(address=written([address]))).fetchall()
    return _rows(con, _VERSIONS.format(reports=written(report for (report,) in found)), {}, Version)


class _Events(msgspec.Struct, frozen=True):
    events: tuple[ReadEvent, ...]
    taken_away: tuple[ReadEvent, ...] = ()


def _events(
    con: duckdb.DuckDBPyConnection, stored: _Stored, coding: CodingRow | None, withdrawn: Sequence[Withdrawn]
) -> _Events:
    """The events with what people decided about them; of a replaced version those that it had."""
    asked: dict[str, Any] = {"report": stored.report}
    if stored.replaced:
        was = asked | {"rows": coding.rows if coding else ""}
        return _Events(tuple(_rows(con, _AS_IT_WAS, was, ReadEvent)))
    events = _of_coding(con, "events", stored.report, ReadEvent)
    successors = {each.event: each.successor for each in withdrawn if each.successor}
    made = judged(con, stored.report, {event.event for event in events}, successors)
    if not made.any:
        return _Events(tuple(events))
    machine = {event.event: event for event in _of_coding(con, "machine_events", stored.report, EventRow)}
    gone = machine.keys() - {event.event for event in events}
    return _Events(
        tuple(_with_decisions(event, machine.get(event.event), made) for event in events),
        tuple(_with_decisions(_like(ReadEvent, machine[event]), None, made) for event in sorted(gone)),
    )


def _with_decisions(event: ReadEvent, machine: EventRow | None, made: Judged) -> ReadEvent:
    decisions = made.of(event.event)
    if not decisions:
        return event
    changed = machine is not None and any(
        getattr(machine, name) != getattr(event, name) for name in EventRow.__struct_fields__ if name != "n"
    )
    as_coded = msgspec.json.encode(machine).decode() if changed else None
    return msgspec.structs.replace(event, decisions=decisions, machine=as_coded)


def _facts(
    stored: _Stored,
    codings: Sequence[CodingRow],
    versions: Sequence[Version],
    run: Run | None,
    story: tuple[str | None, str | None],
) -> Facts:
    names = ("report", "id", "path", "url", "title", "authors", "publisher", "language", "length", "stored_at")
    return Facts(
        **{name: getattr(stored, name) for name in names},
        published=codings[0].published if codings else stored.published,
        notes=codings[0].notes if codings else stored.read_notes,
        codings=tuple(_like(CodedBy, coding) for coding in codings), versions=tuple(versions), run=run,
        story=story[0], copy_group=story[1],
    )  # fmt: skip


def _run(con: duckdb.DuckDBPyConnection, stored: _Stored) -> Run | None:
    return next(iter(_rows(con, _RUN, {"commit": stored.commit}, Run)), None)


def _story(
    con: duckdb.DuckDBPyConnection, placed: Sequence[tuple[Any, ...]], asked: dict[str, Any]
) -> tuple[str | None, str | None]:
    """The story and the group of copies; the digest has them for reports with events."""
    found = [(story, group) for _, _, story, group in placed[:1]] or con.execute(_STORY, asked).fetchall()
    return found[0] if found else (None, None)


def _later(versions: Sequence[Version], report: str) -> str | None:
    """The newest version of a page, where that is another one."""
    newest = versions[-1].report if versions else None
    return newest if newest != report else None


def _rows(con: duckdb.DuckDBPyConnection, query: str, asked: dict[str, Any], kind: type[R]) -> list[R]:
    return list(to_rows(con.sql(query, params=asked or None).to_arrow_table(), kind))


def _like(kind: type[R], row: msgspec.Struct) -> R:
    return kind(**{name: getattr(row, name) for name in kind.__struct_fields__ if hasattr(row, name)})
