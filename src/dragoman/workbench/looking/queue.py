"""The queue of a review: which events, in which order, and which of them a person has decided about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import duckdb

from dragoman.archive import Filter
from dragoman.archive.arrow import schema_of, to_table
from dragoman.archive.rows import event_row
from dragoman.archive.tables import EventRow
from dragoman.reviewing import Decided

from .fitting import fit

By = Literal["lowest", "random", "newest"]

CUT = 1_000  # events of a queue that are still to be decided about
SAMPLE, LARGEST = 100, 5_000  # events of a random sample, and the most that can be asked for

# A random order is that of a hash of the event and the seed, the same in every version of every program.
_RANDOM = "(md5_number_lower(e.event || '/{seed}') // 2048)::double"
_KEYS = {
    "lowest": "e.confidence",
    "newest": "coalesce(-date_diff('day', date '1970-01-01', coalesce(e.first_day, e.last_day)), 1e9)",
    "random": _RANDOM,
}
# An event that somebody decided about keeps the place that the machine's coding of it has, also where it was rejected
# or where an edit takes it out of the filter: a sample must not change while it is worked through.
_QUEUE = """
select event, key, tie from (
  select e.event, {key} as key, e.act as tie from digest.acts e where {fits} and e.review is null {thinned}
  union all select e.event, {key}, -1 from touched e where {touched}
  {added})
order by key, tie, event limit {limit}
"""
_ADDED = "union all select e.event, {key}, e.act from digest.acts e where {fits} and e.review = 'added'"
_THIN = 50_000  # events above which a sample is drawn from some classes of the last two digits of ids
_CLASSES = 256


@dataclass(frozen=True, slots=True)
class Order:
    """In which order events come; ``seed`` and ``size`` are those of a random sample."""

    by: By = "lowest"
    seed: int = 1
    size: int = SAMPLE


@dataclass(frozen=True)
class Queue:
    """The events of a queue in order. ``mine`` are those that the person decided about; ``cut`` where there are more.

    ``all`` goes through the decided ones too.
    """

    events: tuple[str, ...]
    mine: frozenset[str]
    cut: int | None
    all: bool = False

    @cached_property
    def left(self) -> int:
        """How many of the queue are still to be decided about."""
        return sum(event not in self.mine for event in self.events)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {event: n for n, event in enumerate(self.events)}

    @cached_property
    def _open(self) -> list[int]:
        """The places of the events that a reviewer is led to."""
        return [n for n, event in enumerate(self.events) if self.all or event not in self.mine]

    def place(self, event: str) -> int | None:
        """The place of an event, from 1; None for one that is not in the queue."""
        return self._places[event] + 1 if event in self._places else None

    def first(self) -> str | None:
        """The event to begin with."""
        return self.events[self._open[0]] if self._open else None

    def after(self, event: str) -> str | None:
        """The next to decide about after one; past the end the first of those left; None where there is none."""
        here = self._places.get(event, -1)
        later = self._open[bisect_left(self._open, here + 1) :]
        others = [*later[:1], *self._open[:1]]
        return next((self.events[n] for n in others if self.events[n] != event), None)

    def before(self, event: str) -> str | None:
        """The one before in the queue, decided about or not."""
        here = self._places.get(event, 0)
        return self.events[here - 1] if here else None


def queue_of(
    con: duckdb.DuckDBPyConnection, asked: Filter, order: Order, found: Decided, who: str, *, all: bool = False
) -> Queue:
    """The queue of one reviewer over the events of a filter; ``all`` with those the reviewer has decided about."""
    mine = found.by(who)
    fits, key = fit(con, asked), _KEYS[order.by].format(seed=order.seed)
    condition, values = asked.sql()
    keep_touched(con, found)
    random = order.by == "random"
    wanted = order.size if random else CUT + len(mine)
    query = _QUEUE.format(
        key=key, fits=fits, touched=condition, limit=wanted + 1, thinned=_thinned(con, fits, order) if random else "",
        added="" if random else _ADDED.format(key=key, fits=fits),
    )  # fmt: skip
    events = [event for event, _, _ in con.execute(query, values).fetchall()]
    kept, cut = _cut(events, mine, order)
    return Queue(tuple(kept), mine & set(kept), cut, all)


def _cut(events: Sequence[str], mine: frozenset[str], order: Order) -> tuple[list[str], int | None]:
    """The events that are kept, and the number that are left to do of more than that."""
    if order.by == "random":
        return list(events[: order.size]), order.size if len(events) > order.size else None
    kept: list[str] = []
    left = 0
    for event in events:
        left += event not in mine
        if left > CUT:
            return kept, CUT
        kept.append(event)
    return kept, None


def keep_touched(con: duckdb.DuckDBPyConnection, found: Decided) -> None:
    """The machine's events that people decided about, as a table: they are few, and some no longer show."""
    rows = []
    for event, made in found.by_event.items():
        coded = found.machine(event)
        gone = event in found.withdrawn and all(each.kind != "accept" for each in made)
        if coded and not gone and not any(each.kind == "add" for each in made):
            rows.append(event_row(coded, made[-1].report or "", 0))
    con.register("given", to_table(rows, schema_of(EventRow)))
    con.execute("create or replace temp table touched as from given")
    con.unregister("given")


def _thinned(con: duckdb.DuckDBPyConnection, fits: str, order: Order) -> str:
    """A condition that leaves enough events of many to draw a sample from.

    The last digits of an event's id come from a hash of what it says, so that to take some of their 256 classes by
    chance is to take events by chance; hashing a million ids anew for each seed takes a second.
    """
    [(total,)] = con.execute(f"select count(*) from digest.acts e where {fits}").fetchall()
    classes = -(-_CLASSES * order.size * 8 // total) if total > _THIN else _CLASSES
    if classes >= _CLASSES:
        return ""
    drawn = con.execute(
        "select format('{:02x}', n) from range(256) t(n) order by md5_number_lower(n || '/' || ?::varchar) limit ?",
        [order.seed, classes],
    ).fetchall()
    return f"and right(e.event, 2) in ({', '.join(repr(digits) for (digits,) in drawn)})"
