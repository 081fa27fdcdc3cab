"""Where what an old address names is now: an occurrence or story that became part of another, an event that is gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import duckdb
import msgspec

from dragoman.archive.digest import written

from .rows import rows_of

_ACT = "select event, report, occurrence from digest.acts where event = ?"
_GONE = """
select event, report, why, successor, version, "at" from tombstones where event in {events}
order by version desc
"""
_REJECTED = """
select target as event, report, who, why, made from decisions where kind = 'reject' and target in {events}
order by version desc, made desc
"""
# Of every event that was ever of an occurrence where it is now.
_WERE = """
select distinct event from raw_occurrences where occurrence in {ids} and commit in (select commit from live)
"""
_NOW = "select occurrence, count(*) from digest.acts where event in {events} group by 1 order by 2 desc, 1"
_STORIES = """
with were as (
  select distinct report from raw_stories where story = ? and commit in (select commit from live))
select story, count(*) from stories where report in (select report from were) group by 1 order by 2 desc, 1
"""


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """An event that was withdrawn: from which report, why, when, and the event that tells the same words now."""

    event: str
    report: str
    why: str
    successor: str | None
    at: dt.datetime | None


class Rejected(msgspec.Struct, frozen=True, kw_only=True):
    """An event that a person rejected."""

    event: str
    report: str | None
    who: str
    why: str | None
    made: dt.datetime


class There(msgspec.Struct, frozen=True, kw_only=True):
    """An event that holds: its report and its occurrence, which is its own id where it is in none yet."""

    event: str
    report: str
    occurrence: str


class Now(msgspec.Struct, frozen=True, kw_only=True):
    """Where what was in an occurrence or a story is: the id, and how many events or reports of it."""

    id: str
    count: int


def event_there(con: duckdb.DuckDBPyConnection, event: str) -> There | None:
    """An event that holds; None for another one."""
    return next(iter(rows_of(con, _ACT, [event], There)), None)


def withdrawn(con: duckdb.DuckDBPyConnection, events: Sequence[str]) -> list[Gone]:
    """The last tombstone of each of some events; ``successor`` is the last of its line."""
    found: dict[str, Gone] = {}
    for each in rows_of(con, _GONE.format(events=written(events)), (), Gone):
        found.setdefault(each.event, each)
    return [msgspec.structs.replace(each, successor=_last(con, each)) for each in found.values()]


def _last(con: duckdb.DuckDBPyConnection, gone: Gone) -> str | None:
    """The event that tells the words of a withdrawn one now: that one may have been withdrawn too."""
    seen, last = {gone.event}, gone.successor
    while last is not None and last not in seen and event_there(con, last) is None:
        seen.add(last)
        further = rows_of(con, _GONE.format(events=written([last])), (), Gone)
        if not further or further[0].successor is None:
            return last
        last = further[0].successor
    return last


def rejected(con: duckdb.DuckDBPyConnection, events: Sequence[str]) -> list[Rejected]:
    """Who rejected some events that do not hold, the last of each."""
    there = {
        event for (event,) in con.execute(f"select event from digest.acts where event in {written(events)}").fetchall()
    }
    found: dict[str, Rejected] = {}
    for each in rows_of(con, _REJECTED.format(events=written(events)), (), Rejected):
        if each.event not in there:
            found.setdefault(each.event, each)
    return list(found.values())


def events_once(con: duckdb.DuckDBPyConnection, occurrence: str) -> list[str]:
    """Every event that was ever in an occurrence."""
    query = _WERE.format(ids=written([occurrence]))
    return sorted(event for (event,) in con.execute(query).fetchall())


def occurrences_now(con: duckdb.DuckDBPyConnection, events: Sequence[str]) -> list[Now]:
    """The occurrences that some events are in now, that with most of them first."""
    return [Now(id=id_, count=n) for id_, n in con.execute(_NOW.format(events=written(events))).fetchall()]


def stories_now(con: duckdb.DuckDBPyConnection, story: str) -> list[Now]:
    """The stories of the reports that were ever of a story, that with most of them first."""
    return [Now(id=id_, count=n) for id_, n in con.execute(_STORIES, [story]).fetchall()]
