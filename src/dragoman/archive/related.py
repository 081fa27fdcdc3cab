"""Reports that are related to a report: of the same story, then of the same dyad, then of the same actors, with why."""

from __future__ import annotations

from typing import Literal

import duckdb
import msgspec

from dragoman.errors import UsageError

Why = Literal["story", "dyad", "actors"]

# Where sides act on each other and all of them are named as actors, they are each other's recipients.
_OTHERS = "case when reciprocal and len(recipients) = 0 then actors else recipients end"
# The own dyads and actors are looked for by their keys first, so that few events of the archive are taken apart.
_RELATED = """
with own as (select *, {others} as others from events where report = $report),
own_dyads as (
  select distinct least(a.country, b.country) as x, greatest(a.country, b.country) as y
  from own, unnest(actors) as t(a), unnest(others) as u(b) where a.country != b.country),
own_actors as (
  select p.entity, min(p.name) as name from own, unnest(list_concat(actors, recipients)) as t(p) group by p.entity),
near as (
  select *, {others} as others from events
  where report != $report and list_has_any(list_concat(actor_keys, recipient_keys),
  (select coalesce(list(entity), []) from own_actors) || (select coalesce(list(x), []) from own_dyads))),
by_dyad as (
  select n.report, list_sort(list(distinct x || '-' || y)) as shared
  from near n, unnest(actors) as t(a), unnest(others) as u(b)
  join own_dyads on x = least(a.country, b.country) and y = greatest(a.country, b.country) group by n.report),
by_actor as (
  select n.report, list_sort(list(distinct o.name)) as shared
  from near n, unnest(list_concat(actors, recipients)) as t(p) join own_actors o on o.entity = p.entity
  group by n.report),
by_story as (
  select s.report, [s.story] as shared from stories s
  where s.report != $report and s.story in (select story from stories where report = $report)),
found as (
  select 1 as rank, 'story' as why, * from by_story union all select 2, 'dyad', * from by_dyad
  union all select 3, 'actors', * from by_actor)
select f.report, f.why, f.shared, r.title, r.url, r.publisher, r.first_published::varchar as published
from (select * from found qualify row_number() over (partition by report order by rank) = 1) f
join reports r using (report)
order by f.rank, len(f.shared) desc,
  abs(coalesce(r.first_published - (select first_published from reports where report = $report), 100000)), f.report
limit $limit
"""


class RelatedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report that is related to another, by the strongest tie of the two.

    ``shared`` is the story, or the dyads ("BLR-CHN"), or the names of the actors that both have.
    """

    report: str
    why: Why
    shared: tuple[str, ...]
    title: str | None
    url: str | None
    publisher: str | None
    published: str | None


def related(con: duckdb.DuckDBPyConnection, report: str, *, limit: int = 20) -> list[RelatedReport]:
    """The reports most related to one, nearest first: more shared dyads or actors, then nearer in time.

    Raises UsageError where the archive has no such report, or for a ``limit`` below 0.
    """
    if limit < 0:
        raise UsageError(f"limit is a number of reports, 0 or more, not {limit}")
    if not con.execute("select 1 from reports where report = ?", [report]).fetchall():
        raise UsageError(f"no report {report!r} in this archive")
    rows = (
        con.sql(_RELATED.format(others=_OTHERS), params={"report": report, "limit": limit}).to_arrow_table().to_pylist()
    )
    return msgspec.convert(rows, list[RelatedReport])
