"""Checks of the rows of an archive against each other: each a function of a connection that gives what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import duckdb
import msgspec

SHOWN = 5  # rows named in a finding


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is wrong, or worth knowing (``harmless``): a code to look up, the table, and words."""

    code: str
    table: str
    message: str
    harmless: bool = False


def _shown(rows: Sequence[tuple[str, ...]]) -> str:
    named = ", ".join(" ".join(map(str, row)) for row in rows[:SHOWN])
    return named + (f" and {len(rows) - SHOWN:,} more" if len(rows) > SHOWN else "")


def event_twice(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """An event is in the archive twice."""
    rows = con.execute("select event from machine_events group by event having count(*) > 1").fetchall()
    if rows:
        yield Finding(code="event-twice", table="events", message=f"{event_twice.__doc__} {_shown(rows)}")


def report_twice(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """A report is in the archive twice, or two that hold stand at one address."""
    rows = con.execute(
        "select report from reports group by report having count(*) > 1 union all "
        "select address from reports where address is not null group by address having count(*) > 1"
    ).fetchall()
    if rows:
        yield Finding(code="report-twice", table="reports", message=f"{report_twice.__doc__} {_shown(rows)}")


def no_report(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """A row belongs to a report that is not there."""
    for view in ("machine_events", "ties", "claims"):
        rows = con.execute(
            f"select distinct report from {view} where report not in (select report from reports)"
        ).fetchall()
        if rows:
            yield Finding(code="no-report", table=view, message=f"{no_report.__doc__} {_shown(rows)}")


def counts(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """A report has not as many events as its coding says."""
    rows = con.execute(
        "select c.report from codings c left join (select report, count(*) n from machine_events group by report) e "
        "using (report) where c.n_events != coalesce(e.n, 0)"
    ).fetchall()
    if rows:
        yield Finding(code="event-count", table="codings", message=f"{counts.__doc__} {_shown(rows)}")


def span_outside(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """An event points beyond the end of its report."""
    rows = con.execute(
        "select e.event from machine_events e join reports r using (report) "
        "where list_max([m.sentence[2] for m in e.mentions]) > r.length"
    ).fetchall()
    if rows:
        yield Finding(code="span-outside", table="events", message=f"{span_outside.__doc__} {_shown(rows)}")


def text_changed(con: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """The length of a text is not what was stored with it."""
    rows = con.execute("select report from reports where text is not null and length(text) != length").fetchall()
    if rows:
        yield Finding(code="text-changed", table="reports", message=f"{text_changed.__doc__} {_shown(rows)}")


CHECKS: tuple[Callable[[duckdb.DuckDBPyConnection], Iterator[Finding]], ...] = (
    event_twice, report_twice, no_report, counts, span_outside, text_changed,
)  # fmt: skip
