"""Which events of an archive have no occurrence yet, and the rows that give them one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import duckdb
import msgspec

from dragoman.errors import UsageError
from dragoman.occurrences import (
    Decision,
    Occurrence,
    Placed,
    Told,
    Words,
    join,
    keys,
    occurrences,
    sought,
    split,
    summary,
)
from dragoman.records import Published

from .arrow import to_rows
from .decisions import effective
from .rows import event_of
from .tables import DecisionRow, EventRow, OccurrenceRow

EVENTS = 4_000  # placed together

# An event of a person has no coding that brought it: its occurrence holds as long as the event does.
_NEW = """
select e.event from events e join codings c using (report)
where e.event not in (select event from occurrences) order by c.first_published nulls last, e.report, e.n limit $1
"""
_FOUND = """
select distinct occurrence from (select occurrence, unnest(keys) as key from occurrences)
where key in (select unnest($1))
union select occurrence from occurrences where list_contains($2, event)
"""
_MEMBERS = "select event, occurrence from occurrences where list_contains(?, occurrence)"
_TOLD = """
select {columns}, e."commit" as "rows", r.published as told_on, r.publisher, s.story, s.copy_group, w.names, w.content
from events e join reports r using (report)
left join stories s using (report) left join wordings w on w.event = e.event
where list_contains(?, e.event)
"""
_ONE = """
select event, occurrence from occurrences
where occurrence = ? or occurrence in (select occurrence from occurrences where event = ?)
"""
_JOINED = "select 1 from decisions where kind in ('join', 'split') and version > ?"
_UNDONE = """
select distinct unnest(list_prepend(d.target, from_json(d.value, '["varchar"]')))
from decisions u join decisions d on u.target = d.decision
where u.kind = 'undo' and d.kind in ('join', 'split') and u.version > ?
"""
_COLUMNS = ", ".join(f'e."{name}"' for name in EventRow.__struct_encode_fields__)
_DECIDED = "select * exclude (version) from decisions where kind in ('join', 'split', 'undo') order by version, made"


class _Row(EventRow, frozen=True, kw_only=True):
    """An event with what is known of its report and its words."""

    rows: str | None
    told_on: Published | None
    publisher: str | None
    story: str | None
    copy_group: str | None
    names: tuple[str, ...] | None
    content: tuple[str, ...] | None

    def told(self) -> Told:
        """The event as occurrences take it."""
        return Told(
            event=event_of(self), report=self.report, published=self.told_on, publisher=self.publisher,
            story=self.story, copy_group=self.copy_group,
            words=Words(frozenset(self.names or ()), frozenset(self.content or ())),
        )  # fmt: skip


def place_events(con: duckdb.DuckDBPyConnection, *, since: int) -> tuple[list[OccurrenceRow], int]:
    """The rows for the next events without an occurrence, and how many occurrences became part of another by that.

    ``con`` has the archive's views, ``since`` is the version at which events were placed last: what people decided
    later is heeded even where no event is new, and an event whose joining or splitting was undone is placed as a new
    one. No rows mean that all is placed.
    """
    decided = decisions_of(con)
    again = {event for (event,) in con.execute(_UNDONE, [since]).fetchall()}
    events = [*(event for (event,) in con.execute(_NEW, [EVENTS]).fetchall()), *again]
    if not events and not con.execute(_JOINED, [since]).fetchall():
        return [], 0
    rows = {row.event: row for row in _rows(con, events)}
    new = [rows[event].told() for event in events if event in rows]
    placed = _placed(con, new, decided)
    rows |= {row.event: row for row in _rows(con, list(placed))}
    old = [Placed(rows[event].told(), placed[event]) for event in placed if event in rows and event not in again]
    found = occurrences(new, old, decided)
    made = [
        OccurrenceRow(
            event=each.event, report=rows[each.event].report, rows=rows[each.event].rows or "", by=each.by,
            occurrence=each.occurrence, agreed=each.on, keys=tuple(sorted(keys(rows[each.event].told()))),
            moved=each.event in placed or each.event in again,
        )
        for each in found.placed
    ]  # fmt: skip
    return made, len(found.merged)


def decisions_of(con: duckdb.DuckDBPyConnection) -> list[Decision]:
    """What people decided about which events tell one happening, in the order in which they did."""
    rows = to_rows(con.sql(_DECIDED).to_arrow_table(), DecisionRow)
    return [_decision(row) for row in effective(list(rows))]


def told_of(con: duckdb.DuckDBPyConnection, events: Iterable[str]) -> dict[str, Told]:
    """Events of the archive as occurrences take them, by id."""
    return {row.event: row.told() for row in _rows(con, list(events))}


def occurrence_of(con: duckdb.DuckDBPyConnection, wanted: str) -> Occurrence:
    """One happening, by its id or that of an event of it. Raises UsageError where there is none."""
    members = dict(con.execute(_ONE, [wanted, wanted]).fetchall())
    told = told_of(con, members)
    if not told:
        raise UsageError(f"no occurrence and no placed event {wanted!r} in this archive; `group` places new events")
    return summary([Placed(each, members[event]) for event, each in told.items()])


def _decision(row: DecisionRow) -> Decision:
    others = msgspec.json.decode(row.value or "[]", type=tuple[str, ...])
    if row.kind == "join":
        return join((row.target, *others), by=row.who)
    return split(row.target, others, by=row.who)


def _placed(con: duckdb.DuckDBPyConnection, new: Sequence[Told], decided: Sequence[Decision]) -> dict[str, str]:
    """The occurrences that new events could be of or that people decided about, by each of their events."""
    asked = list({key for told in new for key in sought(told)})
    named = list({event for decision in decided for event in decision.events})
    found = [occurrence for (occurrence,) in con.execute(_FOUND, [asked, named]).fetchall()]
    return dict(con.execute(_MEMBERS, [found]).fetchall())


def _rows(con: duckdb.DuckDBPyConnection, events: list[str]) -> list[_Row]:
    table = con.sql(_TOLD.format(columns=_COLUMNS), params=[events]).to_arrow_table()
    return list(to_rows(table, _Row))
