"""Which events of an archive have no occurrence yet, and the rows that give them one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import duckdb
import msgspec

from dragoman.errors import UsageError
from dragoman.occurrences import Occurrence, Placed, Placement, Told, Words, keys, occurrences, sought, summary
from dragoman.occurrences.joining import By
from dragoman.records import Published

from .arrow import to_rows
from .joins import Undone, joins_of
from .rows import event_of
from .tables import EventRow, OccurrenceRow

EVENTS = 4_000  # placed together

# An event of a person has no coding that brought it: its occurrence holds as long as the event does.
_NEW = """
select e.event from events e join codings c using (report)
where e.event not in (select event from occurrences) order by c.first_published nulls last, e.report, e.n limit $1
"""
_FOUND = """
select distinct occurrence from (select occurrence, unnest(keys) as key from occurrences)
where key in (select unnest($1))
union select occurrence from occurrences where event in (select unnest($2))
"""
# Keys name the story that a report was of when its events were placed, which may be part of another one now.
_ONCE = """
select distinct n.story, t.story from stories n join raw_stories t using (report) join live using (commit)
where n.story in (select unnest(?)) and t.story != n.story
"""
_MEMBERS = "select event, occurrence from occurrences where occurrence in (select unnest(?))"
_TOLD = """
select {columns}, e."commit" as "rows", r.published as told_on, r.publisher, s.story, s.copy_group, w.names, w.content
from events e join reports r using (report)
left join stories s using (report) left join wordings w on w.event = e.event
where e.event in (select unnest(?))
"""
_ONE = """
select event, occurrence from occurrences
where occurrence = ? or occurrence in (select occurrence from occurrences where event = ?)
"""
# Of every event whose occurrence a decision that was taken back has touched: where it was when that one was made. What
# came later stays where nothing was split off; it may be of either part of what was joined.
_FORMER = """
with undone as (select unnest($events) as event, unnest($versions) as version, unnest($joined) as joined),
touched as (
  select o.occurrence, min(u.version) as version, bool_or(u.joined) as joined
  from occurrences o join undone u using (event) group by o.occurrence),
members as (
  select o.event, o.occurrence, o."rows", t.version, t.joined from occurrences o join touched t using (occurrence)),
before as (
  select m.event, t.occurrence, t."by", t.agreed from members m join raw_occurrences t using (event, "rows")
  join live l on l.commit = t.commit and l.version < m.version
  qualify row_number() over (partition by m.event order by l.version desc) = 1)
select m.event, b."by", b.agreed, coalesce(b.occurrence, case when not m.joined and m.occurrence in
  (select occurrence from before) then m.occurrence end) as occurrence
from members m left join before b using (event)
"""
_COLUMNS = ", ".join(f'e."{name}"' for name in EventRow.__struct_encode_fields__)


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


class _Former(msgspec.Struct, frozen=True, kw_only=True):
    """An event and the occurrence it was in before a decision that was taken back; None where it came later."""

    event: str
    occurrence: str | None
    by: By | None
    agreed: tuple[str, ...] | None


def place_events(con: duckdb.DuckDBPyConnection, *, since: int) -> tuple[list[OccurrenceRow], int]:
    """The rows for the next events without an occurrence, and how many occurrences became part of another by that.

    ``con`` has the archive's views, ``since`` is the version at which events were placed last: what people decided
    later is heeded even where no event is new. Where a decision was taken back, the events that it touched go back to
    where they were before it, and those that came later are placed anew. No rows mean that all is placed.
    """
    joins = joins_of(con, since=since)
    new = [event for (event,) in con.execute(_NEW, [EVENTS]).fetchall()]
    if not new and not joins.fresh and not joins.undone:
        return [], 0
    former = _former(con, joins.undone)
    rows = {row.event: row for row in _rows(con, [*new, *former])}
    placed = _placed(con, [row.told() for row in rows.values()], [*joins.events, *former])
    rows |= {row.event: row for row in _rows(con, [event for event in placed if event not in rows])}
    homes = placed | {event: each.occurrence for event, each in former.items()}
    found = occurrences(
        [row.told() for event, row in rows.items() if not homes.get(event)],
        [Placed(row.told(), home) for event, row in rows.items() if (home := homes.get(event))],
        joins.decisions,
    )
    placements = {each.event: each for each in found.placed}
    placements |= {event: at for event, at in _returned(former, placed) if event in rows and event not in placements}
    return [_row(rows[each.event], each, moved=each.event in placed) for each in placements.values()], len(found.merged)


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


def _former(con: duckdb.DuckDBPyConnection, undone: Sequence[Undone]) -> dict[str, _Former]:
    """Where the events were that decisions touched which were taken back, by event."""
    if not undone:
        return {}
    named = [(event, each) for each in undone for event in each.events]
    asked = {
        "events": [event for event, _ in named], "versions": [each.version for _, each in named],
        "joined": [each.joined for _, each in named],
    }  # fmt: skip
    return {row.event: row for row in to_rows(con.sql(_FORMER, params=asked).to_arrow_table(), _Former)}


def _returned(former: Mapping[str, _Former], placed: Mapping[str, str]) -> Iterator[tuple[str, Placement]]:
    """The placements of events that go back to the occurrence they were in."""
    for event, each in former.items():
        if each.occurrence and each.by and each.occurrence != placed.get(event):
            yield event, Placement(event, each.occurrence, each.by, each.agreed or ())


def _row(row: _Row, placement: Placement, *, moved: bool) -> OccurrenceRow:
    return OccurrenceRow(
        event=row.event, report=row.report, rows=row.rows or "", by=placement.by, occurrence=placement.occurrence,
        agreed=placement.on, keys=tuple(sorted(keys(row.told()))), moved=moved,
    )  # fmt: skip


def _placed(con: duckdb.DuckDBPyConnection, told: Sequence[Told], named: Sequence[str]) -> dict[str, str]:
    """The occurrences that events could be of, and those of events that are named, by each of their events."""
    asked = list({key for each in told for key in sought(each)})
    asked += _keys_once(con, asked)
    found = [occurrence for (occurrence,) in con.execute(_FOUND, [asked, list(named)]).fetchall()]
    return dict(con.execute(_MEMBERS, [found]).fetchall())


def _keys_once(con: duckdb.DuckDBPyConnection, asked: Sequence[str]) -> list[str]:
    """Keys with a story, with every story that is part of it now in its place."""
    by_story: dict[str, list[str]] = {}
    for key in asked:
        rest, _, time = key.rpartition("|")
        if time.startswith("s:"):
            by_story.setdefault(time[2:], []).append(rest)
    once = con.execute(_ONCE, [list(by_story)]).fetchall() if by_story else []
    return [f"{rest}|s:{before}" for story, before in once for rest in by_story[story]]


def _rows(con: duckdb.DuckDBPyConnection, events: list[str]) -> list[_Row]:
    table = con.sql(_TOLD.format(columns=_COLUMNS), params=[events]).to_arrow_table()
    return list(to_rows(table, _Row))
