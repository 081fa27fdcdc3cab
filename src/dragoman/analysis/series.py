"""How the dealings of two actors run over time: one row for each period, empty ones too."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import duckdb

from dragoman.archive import Filter
from dragoman.errors import AnalysisError

from . import series_queries as queries
from .holding import Held, check_days, held
from .marks import Mark, marks
from .periods import By, Period, periods
from .plurals import counted
from .questions import SeriesQuestion, question_of
from .units import Unit, Units

MOST_PERIODS = 4000  # of a series; eleven years of days


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series.

    ``told`` is the number of units of every status, ``count`` of those that are counted (see ``series``);
    ``quads`` (of classes 1 to 4) and ``types`` split the count. Sums and means of the Goldstein scale and of PLOVER's
    intensity are of the counted units; means are None where there is none. ``negated``, ``hypothetical`` and
    ``future`` are shares of ``told``, None where nothing is told. ``reports`` is the number of reports that tell the
    counted units, ``sources`` of those that are independent (see ``units``).
    """

    period: Period
    told: int = 0
    count: int = 0
    quads: tuple[int, int, int, int] = (0, 0, 0, 0)
    types: tuple[tuple[str, int], ...] = ()
    goldstein_sum: float = 0.0
    goldstein_mean: float | None = None
    intensity_sum: float = 0.0
    intensity_mean: float | None = None
    negated: float | None = None
    hypothetical: float | None = None
    future: float | None = None
    reports: int = 0
    sources: int = 0
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """The points of a question in the order of time, none left out.

    ``n_undated`` and ``n_coarse`` are the units that are in no period: without a date, and with one longer than a
    period. ``notes`` says so in words, with where the archive ends and why nothing is marked.
    """

    question: SeriesQuestion
    points: tuple[Point, ...]
    n_undated: int
    n_coarse: int
    notes: tuple[str, ...]

    @property
    def types(self) -> tuple[str, ...]:
        """Every event type that is counted in any period, sorted."""
        return tuple(sorted({name for point in self.points for name, _ in point.types}))


def series(
    con: duckdb.DuckDBPyConnection,
    actor: str | None,
    recipient: str | None = None,
    *,
    by: By = "month",
    unit: Unit = "occurrences",
    undirected: bool = False,
    asked: Filter | None = None,
) -> Series:
    """The series of one dyad, or of one actor where the other is None: towards everybody, or from everybody.

    Actors are codes or names. ``asked`` says which events; the periods go from ``since`` to ``until``, else from the
    first to the last that holds a unit. A unit is in the period of its first day; one without a day, or with a date
    longer than a period tells ("in 2023" by month), is in none and is counted in the notes. Counted are units that
    most of their reports give as ``reported``, or those of the statuses that ``asked`` names.

    Raises AnalysisError for an actor nobody knows, for none at all, for days the archive does not reach, for a time
    without any such event, and for more than 4,000 periods.
    """
    return series_of(
        con, question_of(actor, recipient, by=by, unit=unit, undirected=undirected, asked=asked or Filter())
    )


def series_of(con: duckdb.DuckDBPyConnection, question: SeriesQuestion) -> Series:
    """The series of a question that is made already; raises what ``series`` raises."""
    holds = held(con)
    check_days(question.asked, holds)
    with question.units(con) as found:
        return series_in(question, found, holds)


def series_in(question: SeriesQuestion, found: Units, holds: Held) -> Series:
    """The series of a question out of its units, for who asks more of these; raises what ``series`` raises."""
    con, values = found.con, question.values()
    rows = con.execute(queries.POINTS.format(pairs=found.pairs, members=found.members), values).fetchall()
    days = [row[0] for row in rows if row[0] is not None]
    if not days:
        raise AnalysisError(_nothing(question, found, holds))
    first, last, notes = _bounds(question, days, holds)
    span = list(islice(periods(first, last, question.by), MOST_PERIODS + 1))
    if len(span) > MOST_PERIODS:
        raise AnalysisError(
            f"{question.by}s from {first} to {last} are more than {MOST_PERIODS:,}: take a longer period with `by`, or "
            "a shorter time with `since` and `until`"
        )
    told = {row[0]: _point(row, question.by) for row in rows if row[0] is not None}
    points = [told.get(period.start, Point(period)) for period in span]
    seen, why_none = marks([point.count for point in points], question.by)
    marked = [replace(point, marks=tuple(m for m in seen if m.at == n)) for n, point in enumerate(points)]
    n_undated, n_coarse = con.execute(queries.LEFT_OUT.format(pairs=found.pairs), values).fetchall()[0]
    return Series(
        question, tuple(marked), n_undated, n_coarse,
        tuple(_left_out(question, n_undated, n_coarse)) + notes + ((why_none,) if why_none else ()),
    )  # fmt: skip


def _point(row: tuple[Any, ...], by: By) -> Point:
    """A row of ``POINTS`` as a point; shares of what is told, means of what is counted."""
    start, told, count, quads, types, goldstein, intensity, negated, hypothetical, future, reports, sources = row
    return Point(
        period=Period(start, by), told=told, count=count, quads=tuple(quads),
        types=tuple(sorted(Counter(types).items())),
        goldstein_sum=goldstein, goldstein_mean=goldstein / count if count else None,
        intensity_sum=intensity, intensity_mean=intensity / count if count else None,
        negated=negated / told, hypothetical=hypothetical / told, future=future / told,
        reports=reports, sources=sources,
    )  # fmt: skip


def _bounds(question: SeriesQuestion, days: list[dt.date], holds: Held) -> tuple[dt.date, dt.date, tuple[str, ...]]:
    """The first and last day of the series, and what is to be said of them."""
    since, until = question.asked.since, question.asked.until
    first = dt.date.fromisoformat(since) if since else min(days)
    last = dt.date.fromisoformat(until) if until else max(days)
    if holds.last and last > holds.last:
        return first, holds.last, (f"the archive ends on {holds.last}, and the series with it",)
    return first, last, ()


def _nothing(question: SeriesQuestion, found: Units, holds: Held) -> str:
    """Why a series has no period."""
    n_undated, n_coarse = found.con.execute(queries.LEFT_OUT.format(pairs=found.pairs), question.values()).fetchall()[0]
    left_out = "; ".join(_left_out(question, n_undated, n_coarse))
    return f"no {question.words} {left_out and f'with a place in a {question.by} ({left_out})'}".rstrip() + f"; {holds}"


def _left_out(question: SeriesQuestion, n_undated: int, n_coarse: int) -> Iterator[str]:
    for n, what, where in (
        (n_undated, "without a date", f"no {question.by}"),
        (n_coarse, f"with a date longer than a {question.by}", "none"),
    ):
        if n:
            yield f"{counted(n, question.unit.removesuffix('s'))} {what} {'is' if n == 1 else 'are'} in {where}"
