"""Which events of an archive have no occurrence yet, and the rows that give them one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import duckdb
import msgspec

from dragoman.errors import UsageError
from dragoman.occurrences import Occurrence, Placed, Placement, Told, Words, keys, occurrences, sought, summary
from dragoman.occurrences.joining import By
from dragoman.occurrences.wording import NO_WORDS
from dragoman.records import Published

from .arrow import to_rows
from .digest import WRITTEN_OUT, written
from .joins import Undone, joins_of
from .reviews import in_commits
from .rows import event_of
from .tables import EventRow, OccurrenceRow

R = TypeVar("R", bound=msgspec.Struct)

EVENTS = 4_000  # placed together

# An event of a person has no coding that brought it: its occurrence holds as long as the event does.
_UNPLACED = "select event from events where event not in (select event from occurrences)"
# After decisions alone only what they are about can be without an occurrence.
_DECIDED = """
select target from decisions union select unnest(from_json(value, '["varchar"]')) from decisions
  where kind in ('join', 'split')
union select successor from tombstones where successor is not null
"""
_ORDERED = """
select e.event from events e join codings c using (report) where e.event in {events}
order by c.first_published nulls last, e.report, e.n limit {limit}
"""
# Keys name the story that a report was of when its events were placed, which may be part of another one now.
_ONCE = """
select distinct n.story, t.story from stories n join raw_stories t using (report) join live using (commit)
where n.story in (select unnest(?)) and t.story != n.story
"""
_OF_EVENTS = "select distinct occurrence from occurrences where event in {events}"
_MEMBERS = "select event, occurrence from occurrences where occurrence in {occurrences}"
_EVENTS = 'select {columns}, e."commit" as "rows" from events e where e.event in {events} and {there}'
_REPORTS = """
select r.report, c.published as told_on, r.publisher, s.story, s.copy_group
from raw_reports r join codings c using (report) left join (select * from stories where report in {reports}) s
using (report) where r.commit in (select commit from live) and r.report in {reports} and c.report in {reports}
"""
_WORDINGS = "select event, names, content from wordings where event in {events}"
_TOUCHED = """
select o.occurrence, min(u.version) as version, bool_or(u.joined) as joined
from occurrences o join (
  select unnest($events) as event, unnest($versions) as version, unnest($joined) as joined) u using (event)
where o.event in {events} group by o.occurrence
"""
# Of every event whose occurrence a decision that was taken back has touched: where it was when that one was made. What
# came later stays where nothing was split off; it may be of either part of what was joined.
_FORMER = """
with touched as (
  select unnest($occurrences) as occurrence, unnest($versions) as version, unnest($joined) as joined),
members as (
  select o.event, o.occurrence, o."rows", t.version, t.joined from occurrences o join touched t using (occurrence)
  where o.event in {events}),
before as (
  select m.event, t.occurrence, t."by", t.agreed from members m join raw_occurrences t using (event, "rows")
  join live l on l.commit = t.commit and l.version < m.version where t.event in {events}
  qualify row_number() over (partition by m.event order by l.version desc) = 1)
select m.event, b."by", b.agreed, coalesce(b.occurrence, case when not m.joined and m.occurrence in
  (select occurrence from before) then m.occurrence end) as occurrence
from members m left join before b using (event)
"""
_COLUMNS = ", ".join(f'e."{name}"' for name in EventRow.__struct_encode_fields__)


class _Row(EventRow, frozen=True, kw_only=True):
    """An event with the commit that has its rows; None for one of a person."""

    rows: str | None


class _Report(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the report of an event."""

    report: str
    told_on: Published | None
    publisher: str | None
    story: str | None
    copy_group: str | None


class _Wording(msgspec.Struct, frozen=True, kw_only=True):
    """The words that tell an event."""

    event: str
    names: tuple[str, ...]
    content: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """An event as occurrences take it, and the commit that has its rows; None for one of a person."""

    told: Told
    rows: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What placing gives: the rows, how many occurrences became part of another, and whether events may be left.

    ``heeded`` tells that people have decided something since, be it that no row is another one because of it.
    """

    rows: list[OccurrenceRow]
    merged: int
    heeded: bool
    more: bool


class _Former(msgspec.Struct, frozen=True, kw_only=True):
    """An event and the occurrence it was in before a decision that was taken back; None where it came later."""

    event: str
    occurrence: str | None
    by: By | None
    agreed: tuple[str, ...] | None


def place_events(
    con: duckdb.DuckDBPyConnection, looked_up: Callable[[Sequence[str]], list[str]], *, since: int, decided: bool
) -> Found:
    """The rows for the next events without an occurrence.

    ``con`` has the archive's views, ``looked_up`` gives the occurrences that have an event under one of some keys.
    ``since`` is the version at which events were placed last: what people decided later is heeded even where no event
    is new. Where a decision was taken back, the events that it touched go back to where they were before it, and those
    that came later are placed anew. With ``decided`` all events were placed before the decisions since.
    """
    joins = joins_of(con, since=since)
    new = _new(con, decided=decided)
    if not new and not joins.fresh and not joins.undone:
        return Found([], 0, heeded=False, more=False)
    former = _former(con, joins.undone)
    known = {each.told.event.event: each for each in _known(con, [*new, *former])}
    placed = _placed(con, looked_up, [each.told for each in known.values()], [*joins.events, *former])
    known |= {each.told.event.event: each for each in _known(con, [event for event in placed if event not in known])}
    homes = placed | {event: each.occurrence for event, each in former.items()}
    found = occurrences(
        [each.told for event, each in known.items() if not homes.get(event)],
        [Placed(each.told, home) for event, each in known.items() if (home := homes.get(event))],
        joins.decisions,
    )
    placements = {each.event: each for each in found.placed}
    placements |= {event: at for event, at in _returned(former, placed) if event in known and event not in placements}
    rows = [_row(known[each.event], each, moved=each.event in placed) for each in placements.values()]
    return Found(rows, len(found.merged), heeded=joins.fresh or bool(joins.undone), more=len(new) == EVENTS)


def told_of(
    con: duckdb.DuckDBPyConnection, events: Iterable[str], reports: Iterable[str] | None = None
) -> dict[str, Told]:
    """Events of the archive as occurrences take them, by id; quicker where all ``reports`` of them are given."""
    there = "true" if reports is None else in_commits(con, reports)
    return {each.told.event.event: each.told for each in _known(con, list(events), there)}


def occurrence_of(con: duckdb.DuckDBPyConnection, wanted: str) -> Occurrence:
    """One happening, by its id or that of an event of it. Raises UsageError where there is none."""
    of_event = _strings(con, _OF_EVENTS.format(events=written([wanted])))
    members = dict(con.execute(_MEMBERS.format(occurrences=written([wanted, *of_event]))).fetchall())
    told = told_of(con, members)
    if not told:
        raise UsageError(f"no occurrence and no placed event {wanted!r} in this archive; `group` places new events")
    return summary([Placed(each, members[event]) for event, each in told.items()])


def _new(con: duckdb.DuckDBPyConnection, *, decided: bool) -> list[str]:
    """The next events without an occurrence, in the order in which they are placed."""
    unplaced = _unplaced_of(con, _strings(con, _DECIDED)) if decided else _strings(con, _UNPLACED)
    if not unplaced:
        return []
    events = written(unplaced) if len(unplaced) <= WRITTEN_OUT else f"({_UNPLACED})"
    return _strings(con, _ORDERED.format(events=events, limit=EVENTS))


def _unplaced_of(con: duckdb.DuckDBPyConnection, events: Sequence[str]) -> list[str]:
    """Of some events those that hold and have no occurrence."""
    there, placed = (
        set(_strings(con, f"select event from {view} where event in {written(events)}"))
        for view in ("events", "occurrences")
    )
    return sorted(there - placed)


def _former(con: duckdb.DuckDBPyConnection, undone: Sequence[Undone]) -> dict[str, _Former]:
    """Where the events were that decisions touched which were taken back, by event."""
    if not undone:
        return {}
    named = [(event, each) for each in undone for event in each.events]
    events = [event for event, _ in named]
    versions, joined = [each.version for _, each in named], [each.joined for _, each in named]
    asked = {"events": events, "versions": versions, "joined": joined}
    found = con.execute(_TOUCHED.format(events=written(events)), asked).fetchall()
    touched = {name: [row[n] for row in found] for n, name in enumerate(("occurrences", "versions", "joined"))}
    there = _strings(con, f"select event from occurrences where occurrence in {written(touched['occurrences'])}")
    table = con.sql(_FORMER.format(events=written(there)), params=touched).to_arrow_table()
    return {row.event: row for row in to_rows(table, _Former)}


def _returned(former: Mapping[str, _Former], placed: Mapping[str, str]) -> Iterator[tuple[str, Placement]]:
    """The placements of events that go back to the occurrence they were in."""
    for event, each in former.items():
        if each.occurrence and each.by and each.occurrence != placed.get(event):
            yield event, Placement(event, each.occurrence, each.by, each.agreed or ())


def _row(known: _Known, placement: Placement, *, moved: bool) -> OccurrenceRow:
    told = known.told
    return OccurrenceRow(
        event=told.event.event, report=told.report, rows=known.rows or "", by=placement.by,
        occurrence=placement.occurrence, agreed=placement.on, keys=tuple(sorted(keys(told))), moved=moved,
    )  # fmt: skip


def _placed(
    con: duckdb.DuckDBPyConnection,
    looked_up: Callable[[Sequence[str]], list[str]],
    told: Sequence[Told],
    named: Sequence[str],
) -> dict[str, str]:
    """The occurrences that events could be of, and those of events that are named, by each of their events."""
    asked = list({key for each in told for key in sought(each)})
    asked += _keys_once(con, asked)
    found = {*looked_up(asked), *_strings(con, _OF_EVENTS.format(events=written(named)))}
    return dict(con.execute(_MEMBERS.format(occurrences=written(sorted(found)))).fetchall())


def _keys_once(con: duckdb.DuckDBPyConnection, asked: Sequence[str]) -> list[str]:
    """Keys with a story, with every story that is part of it now in its place."""
    by_story: dict[str, list[str]] = {}
    for key in asked:
        rest, _, time = key.rpartition("|")
        if time.startswith("s:"):
            by_story.setdefault(time[2:], []).append(rest)
    once = con.execute(_ONCE, [list(by_story)]).fetchall() if by_story else []
    return [f"{rest}|s:{before}" for story, before in once for rest in by_story[story]]


def _known(con: duckdb.DuckDBPyConnection, events: Sequence[str], there: str = "true") -> list[_Known]:
    """Events with what is known of their reports and their words, as many at a time as can be written out."""
    parts = (events[n : n + WRITTEN_OUT] for n in range(0, len(events), WRITTEN_OUT))
    return [each for part in parts for each in _known_few(con, part, there)]


def _known_few(con: duckdb.DuckDBPyConnection, events: Sequence[str], there: str) -> Iterator[_Known]:
    rows = _records(con, _EVENTS.format(columns=_COLUMNS, events=written(events), there=there), _Row)
    asked = written({row.report for row in rows})
    reports = {each.report: each for each in _records(con, _REPORTS.format(reports=asked), _Report)}
    words = {each.event: each for each in _records(con, _WORDINGS.format(events=written(events)), _Wording)}
    for row in rows:
        if (report := reports.get(row.report)) is None:
            continue
        wording = words.get(row.event)
        yield _Known(
            Told(
                event=event_of(row), report=row.report, published=report.told_on, publisher=report.publisher,
                story=report.story, copy_group=report.copy_group,
                words=Words(frozenset(wording.names), frozenset(wording.content)) if wording else NO_WORDS,
            ),
            row.rows,
        )  # fmt: skip


def _records(con: duckdb.DuckDBPyConnection, query: str, kind: type[R]) -> list[R]:
    return list(to_rows(con.sql(query).to_arrow_table(), kind))


def _strings(con: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [value for (value,) in con.execute(query).fetchall()]
