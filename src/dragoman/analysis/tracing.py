"""The events behind a number of a series."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import duckdb

from . import series_queries as queries
from .periods import Period
from .questions import SeriesQuestion


@dataclass(frozen=True, slots=True)
class Traced:
    """A unit of a period with the ids of its events; ``counted`` is false where its status is not one that counts."""

    unit: str
    day: dt.date
    type: str
    quad: int
    goldstein: float
    intensity: float
    status: str
    counted: bool
    events: tuple[str, ...]


def trace(con: duckdb.DuckDBPyConnection, question: SeriesQuestion, period: Period) -> tuple[Traced, ...]:
    """The units that a period of a series counts, in the order of their days; the empty tuple where it has none."""
    with question.units(con) as found:
        values = question.values() | {"period": period.start}
        rows = con.execute(queries.TRACED.format(pairs=found.pairs, members=found.members), values).fetchall()
    return tuple(
        Traced(unit, day, type_, quad, goldstein, intensity, status, counted, tuple(events))
        for unit, day, type_, quad, goldstein, intensity, status, counted, events in rows
    )
