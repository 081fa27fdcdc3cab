"""Occurrences that could be the same happening as one: the same two sides and the same type within some days."""

from __future__ import annotations

import datetime as dt

import duckdb
import msgspec

from .rows import rows_of

DAYS, MOST = 10, 10

_NEAR = """
with own as (select * from digest.units where occurrence = $occurrence),
sides as (
  select distinct least(actor, recipient) as a, greatest(actor, recipient) as b
  from digest.pairs where unit in (select unit from own)),
of_type as (
  select u.*, abs(u.day - o.day) as apart from digest.units u, own o
  where u.type = o.type and u.unit != o.unit and u.day between o.day - $days and o.day + $days),
near as (
  select distinct t.* from of_type t
  join (select * from digest.pairs where unit in (select unit from of_type)) p using (unit)
  join sides s on s.a is not distinct from least(p.actor, p.recipient)
    and s.b is not distinct from greatest(p.actor, p.recipient)
  order by apart, unit limit $most)
select n.occurrence, n.type, n.mode, n.quad, n.status, n.day, n.apart, n.n_reports,
  first(e.event order by e.first_published nulls last, e.event) as event,
  first(e.place order by e.first_published nulls last, e.event) filter (e.place is not null) as place,
  min(e.first_published) as published
from near n join (select * from digest.acts where unit in (select unit from near)) e using (unit)
group by all order by n.apart, n.occurrence
"""


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """An occurrence with the same sides and type: how many days apart, and the event of it that was told first."""

    occurrence: str
    type: str
    mode: str | None
    quad: int
    status: str
    day: dt.date
    apart: int
    n_reports: int
    event: str
    place: str | None
    published: dt.date | None


def near_by(con: duckdb.DuckDBPyConnection, occurrence: str) -> list[Near]:
    """The occurrences nearest in time, nobody's for one without a date."""
    return rows_of(con, _NEAR, {"occurrence": occurrence, "days": DAYS, "most": MOST}, Near)
