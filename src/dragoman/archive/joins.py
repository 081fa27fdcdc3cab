"""What people decided about which events tell one happening, as it holds for the events of now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import msgspec

from dragoman.occurrences import Decision, join, split
from dragoman.occurrences.constraints import constraints

from .arrow import to_rows
from .decisions import effective, latest
from .tables import DecisionRow

_DECIDED = "select * from decisions where kind in ('join', 'split', 'undo') order by version, made"
_SUCCESSORS = "select event, successor from tombstones where successor is not null order by version"
_THERE = "select event from events where event in (select unnest(?))"


class _Row(DecisionRow, frozen=True, kw_only=True):
    """A decision with the version of the archive that brought it."""

    version: int


@dataclass(frozen=True, slots=True)
class Undone:
    """A decision that was taken back: whether it joined, the events it named, and the version that brought it."""

    joined: bool
    events: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Joins:
    """The decisions that hold, in the order they were made, with their ids; and what changed since a version.

    ``fresh`` tells that some hold now that did not then, ``undone`` are those that held then and do not now.
    """

    decisions: tuple[Decision, ...]
    ids: tuple[str, ...]
    fresh: bool
    undone: tuple[Undone, ...]

    @property
    def events(self) -> list[str]:
        """Every event that a decision names."""
        return sorted({event for decision in self.decisions for event in decision.events})


def joins_of(con: duckdb.DuckDBPyConnection, *, since: int = 0) -> Joins:
    """What people joined and split, by the archive's views on ``con``.

    A decision about an event that was withdrawn is one about the event that tells the same words now.
    """
    made = list(to_rows(con.sql(_DECIDED).to_arrow_table(), _Row))
    if not made:
        return Joins((), (), False, ())
    now, then = effective(made), effective([row for row in made if row.version <= since])
    events = _events_now(con, made)
    held = {row.decision: decision for row in now if (decision := _decision(row, events[row.decision]))}
    gone = [row for row in then if row not in now]
    return Joins(
        decisions=tuple(held.values()),
        ids=tuple(held),
        fresh=any(row not in then for row in now),
        undone=tuple(Undone(row.kind == "join", events[row.decision], row.version) for row in gone),
    )


def overruled(con: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The ids of the decisions to join or split that later ones contradict, oldest first."""
    joins = joins_of(con)
    lost = constraints(joins.decisions).overruled
    return tuple(
        id_ for id_, decision in zip(joins.ids, joins.decisions, strict=True) if any(each is decision for each in lost)
    )


def _events_now(con: duckdb.DuckDBPyConnection, made: Sequence[_Row]) -> dict[str, tuple[str, ...]]:
    """The events that each decision to join or split names, each by the one that tells its words now."""
    named = {row.decision: _named(row) for row in made if row.kind != "undo"}
    successors: dict[str, str] = dict(con.execute(_SUCCESSORS).fetchall())
    lines = {event: _line(event, successors) for events in named.values() for event in events}
    asked = sorted({event for line in lines.values() for event in line})
    there = {event for (event,) in con.execute(_THERE, [asked]).fetchall()}
    return {id_: tuple(latest(event, successors, there) for event in events) for id_, events in named.items()}


def _named(row: DecisionRow) -> tuple[str, ...]:
    return (row.target, *msgspec.json.decode(row.value or "[]", type=tuple[str, ...]))


def _line(event: str, successors: Mapping[str, str]) -> list[str]:
    """An event and all that followed it."""
    line = [event]
    while (event := successors.get(event, "")) and event not in line:
        line.append(event)
    return line


def _decision(row: DecisionRow, events: tuple[str, ...]) -> Decision | None:
    """The decision as occurrences take it; None where its events have become one."""
    if len(set(events)) < 2:
        return None
    return join(events, by=row.who) if row.kind == "join" else split(events[0], events[1:], by=row.who)
