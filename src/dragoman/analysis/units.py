"""What an analysis counts: happenings or events, one row for each unit and ordered pair of parties.

A unit is an occurrence (one real happening, whoever tells it) or an event (one happening in one report). An event that
is in no occurrence is a happening of its own.

An occurrence is what most of its events say, as in ``dragoman.occurrences.summary``, put into SQL so that a million
events can be counted; where it differs from ``summary`` the functions below say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, get_args
from uuid import uuid4

import duckdb

from dragoman.archive import Filter
from dragoman.archive.digest import in_memory_digest
from dragoman.archive.digest_queries import LEVELS
from dragoman.errors import UsageError

from . import unit_queries as queries

Unit = Literal["occurrences", "events"]
Level = Literal["country", "sector", "entity"]

# Where the digest has the pairs of each level.
STORED: dict[Level, str] = {"country": "pairs", "sector": "pairs_of_sectors", "entity": "pairs_of_entities"}
_STATE = re.compile("[A-Z]{3}")  # the code of a state or body: it names the same at the level of countries


@dataclass(frozen=True, slots=True)
class Units:
    """The units that were asked for, as two temporary views of ``con`` that hold as long as the ``with`` block.

    ``pairs`` is the name of a view with one row for each unit and ordered pair of parties: ``unit`` (a number),
    ``occurrence`` (its id, for an event that of the event), ``actor``, ``recipient`` (codes; one of them is null where
    no event of the unit names that side), ``type``, ``mode``, ``quad``, ``goldstein``, ``intensity``, ``status``,
    ``day`` and ``last_day`` (the first and last of its date; both null where no event tells one), ``precision`` (of
    that date: ``day``, ``month`` and so on), ``n_reports`` and ``n_independent``.

    ``members`` is the name of a view with one row for each event of a unit: ``unit``, ``event``, ``report``,
    ``publisher`` and ``copy_group`` (two words that reports which depend on each other share), and what else a row of
    ``digest.acts`` has.

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

    ``con`` has the digest of an archive (``Archive.digested()``); for the views of reports in memory
    (``archive.views.in_memory``) it is made at the first call. ``level`` is what a
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
    in_memory_digest(con)
    mark = uuid4().hex[:12]
    made = {name: f"{name}_{mark}" for name in (*queries.TABLES, *queries.VIEWS)}
    try:
        _make(con, (asked,) if isinstance(asked, Filter) else asked, unit, level, named, made)
        n, n_undated, n_partyless = _counts(con, made)
        yield Units(con, made["pairs"], made["members"], unit, level, n, n_undated, n_partyless)
    finally:
        for kind, names in (("view", queries.VIEWS), ("table", queries.TABLES)):
            for name in names:
                con.execute(f"drop {kind} if exists {made[name]}")


def _make(
    con: duckdb.DuckDBPyConnection,
    asked: Sequence[Filter],
    unit: Unit,
    level: Level,
    named: Sequence[str],
    made: dict[str, str],
) -> None:
    """Make the tables and views one after another; each reads those before it."""
    condition, values = _any(asked)
    con.execute(queries.FITTING.format(**made, condition=condition), values)
    if unit == "events":
        con.execute(queries.OF_EVENTS.format(**made))
        con.execute(queries.TOLD_BY_EVENTS.format(**made))
        con.execute(queries.MEMBERS.format(**made, unit="act"))
        con.execute(queries.NAMED_BY_EVENTS.format(**made, node=_node(level, named)))
    else:
        again, again_values = _any([also_said(each) for each in asked])
        con.execute(queries.OF_OCCURRENCES.format(**made, again=again), again_values)
        con.execute(queries.TOLD_BY_OCCURRENCES.format(**made))
        con.execute(queries.MEMBERS.format(**made, unit="unit"))
        if stored(level, named):
            con.execute(queries.STORED_NAMED.format(**made, stored=STORED[level]))
        else:
            con.execute(queries.NAMED_BY_OCCURRENCES.format(**made, node=_node(level, named)))
    con.execute(queries.PAIRS.format(**made))


def stored(level: Level, named: Sequence[str]) -> bool:
    """Whether the digest has the pairs as they are asked for: it does where no code goes before the level."""
    return not named or (level == "country" and all(map(_STATE.fullmatch, named)))


def _any(asked: Sequence[Filter]) -> tuple[str, list[Any]]:
    """The condition that one of the filters makes, with its values."""
    parts = [each.sql("acts") for each in asked]
    return " or ".join(f"({condition})" for condition, _ in parts), [value for _, values in parts for value in values]


def also_said(asked: Filter) -> Filter:
    """What most events of a unit must say too; the other conditions are about words of single events."""
    return Filter(type=asked.type, quad=asked.quad, status=asked.status, since=asked.since, until=asked.until)


def _counts(con: duckdb.DuckDBPyConnection, made: dict[str, str]) -> tuple[int, int, int]:
    """The numbers of units, of those without a day, and of those without a party."""
    n, n_undated, n_partyless = con.execute(queries.COUNTS.format(**made)).fetchall()[0]
    return int(n), int(n_undated), int(n_partyless)


def _node(level: Level, named: Sequence[str]) -> str:
    """An expression for what a party ``p`` is filed under."""
    plain = LEVELS[STORED[level]]
    longest_first = sorted(dict.fromkeys(named), key=lambda code: (-code.count("/"), -len(code), code))
    whens = " ".join(
        f"when list_contains({queries.KEYS}, {_quoted(code)}) then {_quoted(code)}" for code in longest_first
    )
    return f"case {whens} else {plain} end" if whens else plain


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _check(name: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise UsageError(f"no {name} {value!r}; there are: {', '.join(known)}")
