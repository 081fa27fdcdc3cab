"""The occurrences that ``units`` gives, as parts of one statement: for whoever reads them once, no table is made.

A table of a million units takes a second to make; the counts of a network or a map read it once. Here the digest
answers in one go, with the same units and the same pairs. Where codes are ``named`` or events are the units, ``units``
it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from dragoman.archive import Filter
from dragoman.archive.digest import in_memory_digest

from .units import STORED, Level, also_said

# What each unit says, where one of its events fits the filter and most of them say so too.
_TOLD = "(select e.* exclude (first_day) from (select *, day as first_day from digest.units) e where ({again}) {among})"
_AMONG = "and e.unit in (select e.unit from digest.acts e where {fits})"
_PAIRS = "(select p.actor, p.recipient, t.* from digest.{stored} p join {told} t using (unit))"
_MEMBERS = "(select a.* from digest.acts a where a.unit in (select unit from {told}))"
_UNDATED = "select count(*) from {told} where day is null"
# Fields of a filter of which a unit's values come from one event: where most events say so, one of them does.
_OF_ONE_EVENT = (frozenset({"type", "quad"}), frozenset({"status"}), frozenset({"since", "until"}))


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Occurrences in a statement: ``told``, ``pairs`` and ``members`` stand after ``from``, each with ``values``.

    The columns are those of ``Units.pairs`` and ``Units.members``; ``told`` has a row for each unit.
    """

    told: str
    pairs: str
    members: str
    values: tuple[Any, ...]

    def n_undated(self, con: duckdb.DuckDBPyConnection) -> int:
        """How many units have no day."""
        [(number,)] = con.execute(_UNDATED.format(told=self.told), self.values).fetchall()
        return int(number)


def at_once(con: duckdb.DuckDBPyConnection, asked: Filter, *, level: Level = "country") -> AtOnce:
    """The occurrences of a filter and their pairs at a level; ``con`` is as for ``units``."""
    in_memory_digest(con)
    fits, values = asked.sql("acts")
    again, again_values = also_said(asked).sql("acts")
    among = "" if _follows(asked) else _AMONG.format(fits=fits)
    told = _TOLD.format(again=again, among=among)
    return AtOnce(
        told, _PAIRS.format(stored=STORED[level], told=told), _MEMBERS.format(told=told),
        (*again_values, *(values if among else ())),
    )  # fmt: skip


def _follows(asked: Filter) -> bool:
    """Whether one of its events fits wherever a unit does, so that the events need not be looked at."""
    given = {name for name in asked.__struct_fields__ if getattr(asked, name)}
    return not given or any(given <= fields for fields in _OF_ONE_EVENT)
