"""What an analysis counts: happenings or events, one row for each unit and ordered pair of parties.

A unit is an occurrence (one real happening, whoever tells it) or an event (one happening in one report). An event that
is in no occurrence is a happening of its own.

An occurrence is what most of its events say, as in ``dragoman.occurrences.summary``, put into SQL so that a million
events can be counted; where it differs from ``summary`` the functions below say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, get_args
from uuid import uuid4

import duckdb

from dragoman.archive import Filter
from dragoman.errors import UsageError

from . import unit_queries as queries

Unit = Literal["occurrences", "events"]
Level = Literal["country", "sector", "entity"]

# What a party is called at each level; without a country (an armed group, a person of no state) it is its entity.
_NODES: dict[Level, str] = {
    "country": "coalesce(p.country, p.entity)",
    "sector": "coalesce(p.country || coalesce('/' || p.sector, ''), p.entity)",
    "entity": "p.entity",
}


@dataclass(frozen=True, slots=True)
class Units:
    """The units that were asked for, as two temporary tables of ``con`` that hold as long as the ``with`` block.

    ``pairs`` is the name of a table with one row for each unit and ordered pair of parties: ``unit`` (its id),
    ``actor``, ``recipient`` (codes; one of them is null where no event of the unit names that side), ``type``,
    ``mode``, ``quad``, ``goldstein``, ``intensity``, ``status``, ``day`` and ``last_day`` (the first and last of its
    date; both null where no event tells one), ``precision`` (of that date: ``day``, ``month`` and so on),
    ``n_reports``, ``n_independent`` and ``events`` (the ids of all its events, a list).

    ``members`` is the name of a table with one row for each event of a unit: ``unit``, ``event``, ``report``,
    ``publisher`` and ``copy_group`` (two words that reports which depend on each other share).

    ``n_undated`` is the number of units without a day, ``n_partyless`` of those in which no party acts or is acted on.
    """

    con: duckdb.DuckDBPyConnection
    pairs: str
    members: str
    unit: Unit
    level: Level
    n: int
    n_undated: int
    n_partyless: int


@contextmanager
def units(
    con: duckdb.DuckDBPyConnection,
    asked: Filter,
    unit: Unit = "occurrences",
    *,
    level: Level = "country",
    named: Sequence[str] = (),
) -> Iterator[Units]:
    """The units that a filter asks for, for the time of a ``with`` block.

    ``con`` has the views of an archive (``Archive.connection()``, ``archive.views.in_memory``). ``level`` is what a
    party is filed under: its country, its country and sector ("BLR/MIL"), or its entity. ``named`` are codes
    (``archive.key_of``) that go before the level: a party that answers to one of them is filed under it, of several
    under the longest.

    An occurrence is asked for where one of its events fits the filter, and what most of its events say fits its types,
    quad classes, statuses and days too: a happening that most reports deny is not asked for by
    ``status="reported"``. It is then described by all its events, so that what it is does not depend on the question.
    ``actor``, ``recipient`` and ``dyad`` choose units; every pair of a chosen unit has its row. A reciprocal event has
    a row in each direction. ``n_independent`` is the number of its publishers or of its groups of copies, whichever is
    less; that is at most what ``occurrences.independence`` gives where no report rests on the sources of another, and
    may be more where one does: sources are not looked at.

    Raises UsageError for a unit or level that does not exist.
    """
    _check("unit", unit, get_args(Unit))
    _check("level", level, get_args(Level))
    mark = uuid4().hex[:12]
    made = {name: f"{name}_{mark}" for name in queries.TABLES}
    try:
        _make(con, asked, unit, _node(level, named), made)
        n, n_undated, n_partyless = _counts(con, made)
        yield Units(con, made["pairs"], made["members"], unit, level, n, n_undated, n_partyless)
    finally:
        for name in made.values():
            con.execute(f"drop table if exists {name}")


def _make(con: duckdb.DuckDBPyConnection, asked: Filter, unit: Unit, node: str, made: dict[str, str]) -> None:
    """Make the tables one after another; each reads those before it."""
    condition, values = asked.sql()
    con.execute(queries.FITTING.format(**made, condition=condition), values)
    con.execute((queries.OCCURRENCES if unit == "occurrences" else queries.EVENTS).format(**made))
    con.execute(queries.MEMBERS.format(**made))
    con.execute(queries.SIDES.format(**made, node=node))
    again, again_values = _again(asked)
    con.execute(queries.TOLD.format(**made, again=again), again_values)
    con.execute(queries.PAIRS.format(**made))


def _again(asked: Filter) -> tuple[str, list[Any]]:
    """The conditions that what most events say must meet too; the others are about words of single events."""
    kept = Filter(type=asked.type, quad=asked.quad, status=asked.status, since=asked.since, until=asked.until)
    return kept.sql()


def _counts(con: duckdb.DuckDBPyConnection, made: dict[str, str]) -> tuple[int, int, int]:
    """The numbers of units, of those without a day, and of those without a party."""
    n, n_undated, n_partyless = con.execute(queries.COUNTS.format(**made)).fetchall()[0]
    return int(n), int(n_undated), int(n_partyless)


def _node(level: Level, named: Sequence[str]) -> str:
    """An expression for what a party ``p`` is filed under."""
    longest_first = sorted(dict.fromkeys(named), key=lambda code: (-code.count("/"), -len(code), code))
    whens = " ".join(
        f"when list_contains({queries.KEYS}, {_quoted(code)}) then {_quoted(code)}" for code in longest_first
    )
    return f"case {whens} else {_NODES[level]} end" if whens else _NODES[level]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _check(name: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise UsageError(f"no {name} {value!r}; there are: {', '.join(known)}")
