"""What changed between two versions of an archive: events that were added, changed or withdrawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import duckdb
import msgspec
import pyarrow as pa

from .commits import Log
from .store import Store
from .views import connect, reading

_BATCH = 2_000  # rows held as records at a time
Change = Literal["added", "changed", "withdrawn"]

_CODED = """select report, "rows" from current_codings where report not in (select report from replaced)"""
_DECIDED = "select distinct report from decisions where report is not null"
# An event has changed where its row hashes otherwise; its place in the report and its commit are no part of it.
_EVENTS = """
select e.event, e.report, e.type, e.mode, e.status, e.date.start as date, [p.name for p in e.actors] as actors,
  [p.name for p in e.recipients] as recipients, hash(e) as hashed
from (select * exclude (n, commit) from events) e where e.report in (select report from touched)
"""
_COLUMNS = ("event", "report", "type", "mode", "status", "date", "actors", "recipients")
_CHANGES = f"""
select case when b.event is null then 'added' when a.event is null then 'withdrawn' else 'changed' end as change,
  {", ".join(f"case when a.event is null then b.{name} else a.{name} end as {name}" for name in _COLUMNS)}
from events_before b full join events_after a on a.event = b.event where a.hashed is distinct from b.hashed
order by change, event
"""
_WHOLE = "select * exclude (n, commit) from events where event in (select unnest(?::varchar[]))"
_TOMBSTONES = """
select event, arg_max({'why': why, 'successor': successor}, version) from tombstones
where event in (select unnest(?::varchar[])) group by event
"""


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """An event that two versions do not have in common, as it is in the later one or was in the earlier.

    ``fields`` holds for a changed event each field that differs, as it was and as it is. ``why`` and ``successor`` are
    of the tombstone of a withdrawn one.
    """

    change: Change
    event: str
    report: str
    type: str
    mode: str | None
    status: str
    date: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    fields: dict[str, tuple[Any, Any]]
    why: str | None
    successor: str | None


def difference(store: Store, log: Log, earlier: int, later: int) -> Iterator[Changed]:
    """The events that differ between two versions, by kind of change and id.

    Raises ArchiveError for a version that the archive does not have.
    """
    before, after = (connect(store, log.until(version), pinned=True) for version in (earlier, later))
    with reading(store):
        touched = pa.concat_tables(
            [_moved(before, after), *(con.sql(_DECIDED).to_arrow_table() for con in (before, after))]
        )
        for con in (before, after):
            con.register("touched", touched)
        after.register("events_before", before.sql(_EVENTS).to_arrow_table())
        after.register("events_after", after.sql(_EVENTS).to_arrow_table())
        found = after.sql(_CHANGES).to_arrow_table()  # whole: a connection answers one query at a time
        for batch in found.to_batches(max_chunksize=_BATCH):
            yield from _told(batch.to_pylist(), before, after)


def _moved(before: duckdb.DuckDBPyConnection, after: duckdb.DuckDBPyConnection) -> pa.Table:
    """The reports whose current coding is not the same in both."""
    after.register("coded_before", before.sql(_CODED).to_arrow_table())
    query = f"(from coded_before except {_CODED}) union all ({_CODED} except from coded_before)"
    return after.sql(f"select distinct report from ({query})").to_arrow_table()


def _told(
    rows: list[dict[str, Any]], before: duckdb.DuckDBPyConnection, after: duckdb.DuckDBPyConnection
) -> Iterator[Changed]:
    """The changes of some rows; their events are looked up all at once, as each look-up reads whole columns."""
    ids = {change: [row["event"] for row in rows if row["change"] == change] for change in ("changed", "withdrawn")}
    was, now = (_whole(con, ids["changed"]) for con in (before, after))
    stones = dict(after.execute(_TOMBSTONES, [ids["withdrawn"]]).fetchall()) if ids["withdrawn"] else {}
    for row in rows:
        event, fields = row["event"], {}
        if row["change"] == "changed":
            fields = {name: (old, now[event][name]) for name, old in was[event].items() if old != now[event][name]}
        stone = stones.get(event, {"why": None, "successor": None})
        yield msgspec.convert(row | {"fields": fields} | stone, Changed)


def _whole(con: duckdb.DuckDBPyConnection, events: list[str]) -> dict[str, dict[str, Any]]:
    """All fields of some events, by id."""
    found = con.sql(_WHOLE, params=[events]).to_arrow_table().to_pylist() if events else []
    return {row["event"]: row for row in found}
