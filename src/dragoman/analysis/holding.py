"""What the coded events at hand are: how many, and from when to when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import duckdb

from dragoman.archive import Filter
from dragoman.archive.digest import in_memory_digest
from dragoman.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class Held:
    """The number of events, and the first and last day that any of them tells, None where none tells one."""

    n: int
    first: dt.date | None
    last: dt.date | None

    def __str__(self) -> str:
        if not self.n:
            return "the archive holds no events"
        return f"the archive holds {self.n:,} events" + (f", dated {self.first} to {self.last}" if self.first else "")


def held(con: duckdb.DuckDBPyConnection) -> Held:
    """What an archive holds; ``con`` is as for ``units``."""
    [row] = in_memory_digest(con).execute("select count(*), min(day), max(day) from digest.acts").fetchall()
    return Held(*row)


def check_days(asked: Filter, holds: Held) -> None:
    """Raise AnalysisError for a time that begins before the first event or after the last: zeros would be untrue."""
    since, until = (dt.date.fromisoformat(day) if day else None for day in (asked.since, asked.until))
    if holds.first is None or holds.last is None:
        raise AnalysisError(f"nothing to count: {holds}")
    if since and since < holds.first:
        raise AnalysisError(f"{since} is before the archive begins: {holds}; ask since {holds.first} or later")
    if (since and since > holds.last) or (until and until < holds.first):
        raise AnalysisError(f"no event is in the time that is asked for: {holds}")
