"""Which events fit a filter, looked up once for everything that is asked of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from dragoman.archive import Filter

_FITTING = "create or replace temp table fitting as select e.act from digest.acts e where {condition}"
_FITS = "e.act in (select act from fitting)"


def fit(con: duckdb.DuckDBPyConnection, asked: Filter) -> str:
    """A condition on a row ``e`` of digest.acts that holds for the events of a filter.

    Their keys are kept in the temporary table ``fitting`` of this connection, which the next filter replaces: a dyad
    among a million events is looked up in a fifth of a second, and then counted ten times over.
    """
    condition, values = asked.sql("acts")
    if condition == "true":
        return condition
    con.execute(_FITTING.format(condition=condition), values)
    return _FITS


# Conditions that are sooner tried anew than their events are kept: by a question that is asked once, and by one that is
# asked for every facet. Half a million events take longer to write down than to find twice.
_ONCE = frozenset({"quad", "status", "since", "until", "confidence", "type", "place", "publisher", "story"})
_OFTEN = frozenset({"quad", "status", "since", "until", "confidence"})


@dataclass(frozen=True, slots=True)
class Fitting:
    """Events to be counted or listed: what stands after ``from``, and the values of its question marks."""

    source: str
    values: list[Any]


def fitting_events(con: duckdb.DuckDBPyConnection, asked: Filter, columns: str, *, often: bool = False) -> Fitting:
    """The events of a filter with some columns of a row ``e`` of digest.acts; ``often`` where they are read many times.

    Where they take long to find they are kept in the temporary table ``chosen`` of this connection, which the next
    filter replaces.
    """
    condition, values = asked.sql("acts")
    query = f"select {columns} from digest.acts e where {condition}"
    if {name for name in asked.__struct_fields__ if getattr(asked, name)} <= (_OFTEN if often else _ONCE):
        return Fitting(f"({query})", values)
    con.execute(f"create or replace temp table chosen as {query}", values)
    return Fitting("chosen", [])
