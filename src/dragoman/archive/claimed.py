"""The claims of an archive: what headlines and cited sources claim, what their report says of it, and others do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal, TypeVar

import duckdb
import msgspec

from dragoman.coding.claims import claims_of_sources
from dragoman.errors import UsageError
from dragoman.records import Claim, Event, Verdict

from .arrow import to_rows
from .rows import event_of, report_of
from .tables import ClaimRow, EventRow, ReportRow
from .witnesses import Testimony, claims_against_all

R = TypeVar("R", bound=msgspec.Struct)
ToldBy = Literal["headline", "source"]

AT_ONCE = 500
"""Reports that are read in one go."""

_WHICH = """
select report from reports where ($report is null or report = $report) and report in (
  select report from claims where $sources or $verdict is null or verdict = $verdict
  union all select report from events where $sources and len(sources) > 0)
order by last_published desc nulls last, report
"""
_READ = """
select r.* exclude (published), r.stated as published, last_published::varchar as day from reports r
where report in (select unnest($reports::varchar[]))
"""
_OF_REPORTS = "select * from {view} where report in (select unnest($reports::varchar[])) order by report, n"


class ToldClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with its report.

    ``told_by`` is the headline, or a source that the report cites, then ``cited`` has its names. ``claim.verdict`` is
    that of the report's own words. ``event`` is the event that makes the claim, and ``testimony`` what other reports
    say of it; both are None where the event no longer holds, because a person took it away.
    """

    report: str
    title: str | None
    publisher: str | None
    published: str | None
    told_by: ToldBy
    claim: Claim
    event: Event | None
    testimony: Testimony | None = None

    @property
    def cited(self) -> tuple[str, ...]:
        """Who claims it in the report's words, nobody where the headline does."""
        return tuple(source.name for source in self.event.sources) if self.told_by == "source" and self.event else ()


class _Read(ReportRow, frozen=True, kw_only=True):
    """A report with the last day on which it can have been published."""

    day: str | None


def claims_in(
    con: duckdb.DuckDBPyConnection,
    *,
    report: str | None = None,
    verdict: Verdict | None = None,
    sources: bool = False,
    limit: int | None = None,
) -> tuple[tuple[ToldClaim, ...], bool]:
    """The claims of headlines, with ``sources`` of cited sources too, those of the newest reports first.

    ``verdict`` is that of the report's own words. Gives at most ``limit`` claims, and whether there are more. Raises
    UsageError where the archive has no such report.
    """
    if report is not None and not con.execute("select 1 from reports where report = ?", [report]).fetchall():
        raise UsageError(f"no report {report!r} in this archive")
    asked = {"report": report, "verdict": verdict, "sources": sources}
    reports = [each for (each,) in con.execute(_WHICH, asked).fetchall()]
    found = (each for each in _told(con, reports, sources=sources) if verdict in (None, each.claim.verdict))
    kept = list(islice(found, None if limit is None else limit + 1))
    more = limit is not None and len(kept) > limit
    return _heard(con, kept[:limit]), more


def _told(con: duckdb.DuckDBPyConnection, reports: Sequence[str], *, sources: bool) -> Iterator[ToldClaim]:
    """The claims of some reports in the order of these, the headline's first, before others are asked."""
    for start in range(0, len(reports), AT_ONCE):
        portion = reports[start : start + AT_ONCE]
        read = {row.report: row for row in _rows(con, _READ, portion, _Read)}
        claims = _by_report(_rows(con, _OF_REPORTS.format(view="claims"), portion, ClaimRow))
        events = _by_report(_rows(con, _OF_REPORTS.format(view="events"), portion, EventRow))
        for name in portion:
            yield from _of_report(read[name], claims[name], events[name], sources=sources)


def _of_report(
    row: _Read, claims: Sequence[ClaimRow], events: Sequence[EventRow], *, sources: bool
) -> Iterator[ToldClaim]:
    there = {each.event: event_of(each) for each in events}
    made: list[tuple[ToldBy, Claim]] = [("headline", claim) for claim in claims]
    if sources:
        report = msgspec.structs.replace(report_of(row), events=tuple(there.values()))
        made += [("source", claim) for claim in claims_of_sources(report)]
    for told_by, claim in made:
        yield ToldClaim(
            report=row.report, title=row.title, publisher=row.publisher, published=row.day, told_by=told_by,
            claim=claim, event=there.get(claim.event or ""),
        )  # fmt: skip


def _heard(con: duckdb.DuckDBPyConnection, claims: Sequence[ToldClaim]) -> tuple[ToldClaim, ...]:
    """The claims with what other reports say of them."""
    said = claims_against_all(con, list(dict.fromkeys(each.event.event for each in claims if each.event)))
    return tuple(
        msgspec.structs.replace(each, testimony=said.get(each.event.event)) if each.event else each for each in claims
    )


def _rows(con: duckdb.DuckDBPyConnection, query: str, reports: Sequence[str], kind: type[R]) -> list[R]:
    return list(to_rows(con.sql(query, params={"reports": list(reports)}).to_arrow_table(), kind))


def _by_report(rows: Sequence[R]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        found[row.report].append(row)  # type: ignore[attr-defined]
    return found
