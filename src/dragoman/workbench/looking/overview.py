"""What an archive holds at a glance: figures, what happened last, who deals with whom, months that stand out, runs."""

from __future__ import annotations

import datetime as dt

import duckdb
import msgspec

from .dyads import BusyDyad, UnusualMonth, busiest, unusual_months
from .rows import one_number, rows_of

NEWEST, RUNS, FAILURES = 12, 6, 10

# By what is counted. An occurrence is a happening, whatever the number of reports that tell it.
_FIGURES = {
    "reports": "select count(*) from codings",
    "events": "select count(*) from digest.acts",
    "occurrences": "select count(*) from digest.units",
    "stories": "select count(distinct story) from stories",
    "ties": "select count(*) from ties",
    "decisions": "select count(*) from decisions",
    "failures": "select count(*) from failures",
}
_SPAN = "select min(day), max(day) from digest.acts"
_NEWEST = """
with newest as (
  select unit, occurrence, day, last_day, precision, type, mode, quad, status, n_reports, n_independent
  from digest.units where status = 'reported' and day is not null order by day desc, unit limit {limit})
select n.* exclude (unit), coalesce(list(distinct p.actor) filter (p.actor is not null), []) as actors,
  coalesce(list(distinct p.recipient) filter (p.recipient is not null), []) as recipients
from newest n left join (select * from digest.pairs where unit in (select unit from newest)) p using (unit)
group by all order by n.day desc, n.occurrence
"""
_RUNS = """
select run, kind, started, ended, added, new_versions, known, failed, events, notes from runs
order by started desc limit {limit}
"""
_FAILED = 'select path, line, message, "at" from failures order by "at" desc limit {limit}'


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An occurrence as the overview shows it; the sides are codes of countries and bodies."""

    occurrence: str
    day: dt.date
    last_day: dt.date | None
    precision: str | None
    type: str
    mode: str | None
    quad: int
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    n_reports: int
    n_independent: int


class RunLine(msgspec.Struct, frozen=True, kw_only=True):
    """A run that changed the archive; ``ended`` is None for one that is at work or was killed."""

    run: str
    kind: str
    started: dt.datetime
    ended: dt.datetime | None
    added: int
    new_versions: int
    known: int
    failed: int
    events: int
    notes: tuple[str, ...]


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """An input that could not be read or coded."""

    path: str
    line: int | None
    message: str
    at: dt.datetime


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """An archive at a glance; ``first_day`` and ``last_day`` are those of its events."""

    figures: dict[str, int]
    first_day: dt.date | None
    last_day: dt.date | None
    newest: tuple[Happening, ...]
    dyads: tuple[BusyDyad, ...]
    months: tuple[UnusualMonth, ...]
    runs: tuple[RunLine, ...]
    failures: tuple[Failed, ...]


def overview_of(con: duckdb.DuckDBPyConnection) -> Overview:
    """The overview of the archive whose views and digest ``con`` has."""
    [(first, last)] = con.execute(_SPAN).fetchall()
    dyads = busiest(con)
    return Overview(
        figures={name: one_number(con, query) for name, query in _FIGURES.items()},
        first_day=first,
        last_day=last,
        newest=tuple(rows_of(con, _NEWEST.format(limit=NEWEST), (), Happening)),
        dyads=tuple(dyads),
        months=tuple(unusual_months(con, dyads)),
        runs=tuple(rows_of(con, _RUNS.format(limit=RUNS), (), RunLine)),
        failures=tuple(rows_of(con, _FAILED.format(limit=FAILURES), (), Failed)),
    )
