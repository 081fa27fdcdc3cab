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

WRITTEN_OUT = 20_000  # ids at most that are written into a query

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
    asked: Filter | Sequence[Filter],
    unit: Unit = "occurrences",
    *,
    level: Level = "country",
    named: Sequence[str] = (),
) -> Iterator[Units]:
    """The units that a filter asks for, or any of several, for the time of a ``with`` block.

    ``con`` has the views of an archive (``Archive.connection()``, ``archive.views.in_memory``). ``level`` is what a
    party is filed under: its country, its country and sector ("BLR/MIL"), or its entity. ``named`` are codes
    (``archive.key_of``) that go before the level: a party that answers to one of them is filed under it, of several
    under the longest.

    An occurrence is asked for where one of its events fits the filter, and what most of its events say fits its types,
    quad classes, statuses and days too: a happening that most reports deny is not asked for by
    ``status="reported"``. It is then described by all its events, so that what it is does not depend on the question.
    ``actor``, ``recipient`` and ``dyad`` choose units; every pair of a chosen unit has its row. A reciprocal event has
    a row in each direction. ``n_independent`` is the number of its publishers, or of its groups of copies where that is
    less. It is never below the number of ``occurrences.independence`` and may be above it: neither chains of copies and
    publishers nor cited sources are followed here.

    Raises UsageError for a unit or level that does not exist.
    """
    _check("unit", unit, get_args(Unit))
    _check("level", level, get_args(Level))
    mark = uuid4().hex[:12]
    made = {name: f"{name}_{mark}" for name in queries.TABLES}
    try:
        _make(con, (asked,) if isinstance(asked, Filter) else asked, unit, _node(level, named), made)
        n, n_undated, n_partyless = _counts(con, made)
        yield Units(con, made["pairs"], made["members"], unit, level, n, n_undated, n_partyless)
    finally:
        for name in made.values():
            con.execute(f"drop table if exists {name}")


def _make(con: duckdb.DuckDBPyConnection, asked: Sequence[Filter], unit: Unit, node: str, made: dict[str, str]) -> None:
    """Make the tables one after another; each reads those before it."""
    condition, values = _any(asked)
    con.execute(queries.FITTING.format(**made, condition=condition), values)
    if unit == "occurrences":
        con.execute(queries.FOUND.format(**made, among_fitting=_among(con, made["fitting"], "event")))
        con.execute(queries.OCCURRENCES.format(**made, among_found=_among(con, made["found"], "occurrence")))
    else:
        con.execute(queries.EVENTS.format(**made))
    con.execute(queries.CODED.format(**made, among_chosen=_among(con, made["chosen"], "event")))
    con.execute(queries.MEMBERS.format(**made, among_coded=_among(con, made["coded"], "report")))
    con.execute(queries.SIDES.format(**made, node=node))
    again, again_values = _any([_again(each) for each in asked])
    con.execute(queries.TOLD.format(**made, again=again), again_values)
    con.execute(queries.PAIRS.format(**made))


def _among(con: duckdb.DuckDBPyConnection, table: str, column: str) -> str:
    """What stands after ``in`` for the values of a column of a temporary table.

    A few are written out: a view of the archive is a chain of joins, which DuckDB works through before it looks at a
    subquery, while it looks for written values as it reads the files (measured: 0.12 in place of 0.49 seconds for 1,099
    of 1,000,000 events).
    """
    values = con.execute(f"select distinct {column} from {table} limit {WRITTEN_OUT + 1}").fetchall()
    if not values or len(values) > WRITTEN_OUT:
        return f"(select {column} from {table})"
    return f"({', '.join(_quoted(value) for (value,) in values)})"


def _any(asked: Sequence[Filter]) -> tuple[str, list[Any]]:
    """The condition that one of the filters makes, with its values."""
    parts = [each.sql() for each in asked]
    return " or ".join(f"({condition})" for condition, _ in parts), [value for _, values in parts for value in values]


def _again(asked: Filter) -> Filter:
    """What most events of a unit must say too; the other conditions are about words of single events."""
    return Filter(type=asked.type, quad=asked.quad, status=asked.status, since=asked.since, until=asked.until)


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
