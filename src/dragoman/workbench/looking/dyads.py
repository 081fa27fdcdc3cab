"""The pairs of states and bodies that deal with each other most, and the months in which they did so unusually."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import duckdb
import msgspec

from dragoman.analysis.marks import FEWEST_PERIODS, unusual
from dragoman.analysis.periods import periods

from .rows import rows_of

BUSIEST, UNUSUAL = 12, 10

# What is reported as having happened, whichever of the two acts; each occurrence once.
_BUSIEST = """
with sides as (
  select distinct unit, least(actor, recipient) as a, greatest(actor, recipient) as b
  from digest.pairs where actor != recipient)
select a, b, count(*) as occurrences,
  [count(*) filter (u.quad = 1), count(*) filter (u.quad = 2), count(*) filter (u.quad = 3),
   count(*) filter (u.quad = 4)] as quads,
  max(u.day) as last_day
from sides join digest.units u using (unit) where u.status = 'reported'
group by a, b order by occurrences desc, a, b limit {limit}
"""
# A date that tells no month has no place in a series of months.
_MONTHS = """
with sides as (
  select distinct unit, least(actor, recipient) as a, greatest(actor, recipient) as b
  from digest.pairs where (actor, recipient) in ({pairs}))
select a, b, date_trunc('month', u.day)::date as month, count(*) as n
from sides join digest.units u using (unit)
where u.status = 'reported' and u.day is not null and u.precision in ('time', 'day', 'week', 'month')
group by all order by all
"""


class BusyDyad(msgspec.Struct, frozen=True, kw_only=True):
    """Two actors by their codes, with the occurrences between them in all and by quad class."""

    a: str
    b: str
    occurrences: int
    quads: tuple[int, ...]
    last_day: dt.date | None


class UnusualMonth(msgspec.Struct, frozen=True, kw_only=True):
    """A month in which two actors dealt with each other more or less than in the year before (``analysis.marks``)."""

    a: str
    b: str
    first_day: dt.date
    last_day: dt.date
    count: int
    expected: float
    reason: str


def busiest(con: duckdb.DuckDBPyConnection, *, limit: int = BUSIEST) -> list[BusyDyad]:
    """The busiest dyads, most occurrences first."""
    return rows_of(con, _BUSIEST.format(limit=limit), (), BusyDyad)


def unusual_months(
    con: duckdb.DuckDBPyConnection, dyads: Sequence[BusyDyad], *, limit: int = UNUSUAL
) -> list[UnusualMonth]:
    """The unusual months of some dyads, the newest first. A series runs from the dyad's first month to its last."""
    if not dyads:
        return []
    either_way = [side for dyad in dyads for side in (dyad.a, dyad.b, dyad.b, dyad.a)]
    pairs = ", ".join(["(?, ?)"] * (len(either_way) // 2))
    found = con.execute(_MONTHS.format(pairs=pairs), either_way).fetchall()
    by_dyad: dict[tuple[str, str], dict[dt.date, int]] = {}
    for a, b, month, count in found:
        by_dyad.setdefault((a, b), {})[month] = count
    found_in = [each for (a, b), counts in by_dyad.items() for each in _unusual(a, b, counts)]
    return sorted(found_in, key=lambda each: each.first_day, reverse=True)[:limit]


def _unusual(a: str, b: str, counts: dict[dt.date, int]) -> list[UnusualMonth]:
    months = list(periods(min(counts), max(counts), "month"))
    series = [counts.get(month.start, 0) for month in months]
    if len(series) < FEWEST_PERIODS:
        return []
    return [
        UnusualMonth(
            a=a, b=b, first_day=months[mark.at].start, last_day=months[mark.at].end,
            count=series[mark.at], expected=mark.expected, reason=mark.reason,
        )
        for mark in unusual(series, "month")
    ]  # fmt: skip
