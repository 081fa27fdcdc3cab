"""Two actors: how their dealings run over time, the newest of them, standing relations, others they deal with."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import duckdb
import msgspec

from dragoman.analysis import By, SeriesQuestion
from dragoman.analysis.holding import check_days, held
from dragoman.analysis.labels import label
from dragoman.analysis.periods import Period
from dragoman.analysis.series import Point, Series, series_in
from dragoman.analysis.series_queries import CHOSEN
from dragoman.analysis.units import Units
from dragoman.archive import Filter
from dragoman.codebook.entries import QUADS
from dragoman.errors import AnalysisError
from dragoman.ties.archived import histories_in
from dragoman.ties.history import TieHistory

from .fitting import fit
from .rows import one_number, rows_of

NEWEST, PARTNERS = 10, 8
DAYS = 3 * 365  # of a series by days that does not say since when

_NEWEST = f"""
with {CHOSEN}
select c.occurrence, c.day, u.last_day, u.precision, c.type, u.mode, c.quad, c.status, u.n_reports, u.n_independent
from chosen c join (select distinct unit, last_day, precision, mode, n_reports, n_independent from {{pairs}}) u
  using (unit)
order by c.day desc nulls last, c.occurrence limit {NEWEST}
"""
# Ties are joined with all reports; where neither side has one, that is saved.
_TIED = """
select 1 from ties t where (list_contains(t.a_keys, $a) or list_contains(t.b_keys, $a))
  and (list_contains(t.a_keys, $b) or list_contains(t.b_keys, $b)) limit 1
"""
_PARTNERS = f"""
with sides as (
  select unit, actor as code, recipient as other from digest.pairs where actor in ($a, $b)
  union select unit, recipient, actor from digest.pairs where recipient in ($a, $b))
select code, other, count(*) as n from sides where other is not null and other != code group by code, other
qualify row_number() over (partition by code order by n desc, other) <= {PARTNERS} order by n desc, other
"""


class PeriodLine(msgspec.Struct, frozen=True, kw_only=True):
    """A period of the series: units of every status (``told``), those that count by quad class, what stands out.

    ``reports`` and ``sources`` tell the units that count; ``marks`` are the reasons why the period stands out.
    """

    period: str
    label: str
    first_day: dt.date
    last_day: dt.date
    told: int
    count: int
    quad_1: int
    quad_2: int
    quad_3: int
    quad_4: int
    goldstein_mean: float | None
    reports: int
    sources: int
    marks: tuple[str, ...]

    @property
    def quads(self) -> tuple[int, int, int, int]:
        """The units of each quad class."""
        return self.quad_1, self.quad_2, self.quad_3, self.quad_4


class TypeCount(msgspec.Struct, frozen=True, kw_only=True):
    """How many units of the series are of an event type."""

    type: str
    quad: int
    count: int


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A unit between two actors; ``occurrence`` is its id, of an event that is a unit of its own that of the event."""

    occurrence: str
    day: dt.date | None
    last_day: dt.date | None
    precision: str | None
    type: str
    mode: str | None
    quad: int
    status: str
    n_reports: int
    n_independent: int


class Dyad(msgspec.Struct, frozen=True, kw_only=True):
    """Two actors over time.

    ``lines`` are the periods, none of them where ``nothing`` says in words why there are none. ``notes`` tell what is
    in no period. ``total`` is the number of events that fit the filter, of which ``events`` are the newest.
    """

    lines: tuple[PeriodLine, ...]
    notes: tuple[str, ...]
    nothing: str | None
    quads: tuple[int, int, int, int]
    types: tuple[TypeCount, ...]
    newest: tuple[Told, ...]
    total: int
    ties: tuple[TieHistory, ...]


class Partner(msgspec.Struct, frozen=True, kw_only=True):
    """Whom an actor deals with, and in how many occurrences."""

    code: str
    name: str
    occurrences: int


def dyad_of(con: duckdb.DuckDBPyConnection, question: SeriesQuestion, asked: Filter) -> Dyad:
    """The page of a dyad; ``asked`` is the filter whose events are counted, actors and all."""
    with question.units(con) as found:
        made, nothing = _series(con, question, found)
        newest = rows_of(con, _NEWEST.format(pairs=found.pairs), question.values(), Told)
    lines = tuple(_line(point) for point in made.points) if made else ()
    fits = fit(con, asked)
    return Dyad(
        lines=lines, notes=made.notes if made else (), nothing=nothing,
        quads=tuple(sum(line.quads[n] for line in lines) for n in range(4)),  # type: ignore[arg-type]
        types=_types(made) if made else (), newest=tuple(newest),
        total=one_number(con, f"select count(*) from digest.acts e where {fits}"),
        ties=ties_of(con, question),
    )  # fmt: skip


def ties_of(con: duckdb.DuckDBPyConnection, question: SeriesQuestion) -> tuple[TieHistory, ...]:
    """The standing relations between two actors, as histories."""
    sides = {"a": question.actor.code, "b": question.recipient.code}
    if not con.execute(_TIED, sides).fetchall():
        return ()
    return histories_in(con, a=sides["a"], b=sides["b"])


def begins(con: duckdb.DuckDBPyConnection, by: By) -> dt.date | None:
    """Where a series by days begins that does not say so: years of them take long to look through for changes."""
    holds = held(con)
    if by != "day" or holds.first is None or holds.last is None:
        return None
    return max(holds.first, holds.last - dt.timedelta(DAYS))


def partners_of(con: duckdb.DuckDBPyConnection, a: str, b: str) -> tuple[list[Partner], list[Partner]]:
    """Whom the states or bodies of two codes deal with most."""
    codes = [code.partition("/")[0] if code[0] != "-" else code for code in (a, b)]
    rows = con.execute(_PARTNERS, dict(zip("ab", codes, strict=True))).fetchall()
    one, two = (
        [Partner(code=other, name=label(other), occurrences=n) for whose, other, n in rows if whose == code]
        for code in codes
    )
    return one, two


def _series(con: duckdb.DuckDBPyConnection, question: SeriesQuestion, found: Units) -> tuple[Series | None, str | None]:
    """The series, or why there is none."""
    holds = held(con)
    try:
        check_days(question.asked, holds)
        return series_in(question, found, holds), None
    except AnalysisError as error:
        return None, str(error)


def _line(point: Point) -> PeriodLine:
    one, two, three, four = point.quads
    return PeriodLine(
        period=point.period.name, label=_label(point.period), first_day=point.period.start, last_day=point.period.end,
        told=point.told, count=point.count, quad_1=one, quad_2=two, quad_3=three, quad_4=four,
        goldstein_mean=point.goldstein_mean, reports=point.reports, sources=point.sources,
        marks=tuple(f"{mark.kind}: {mark.reason}" for mark in point.marks),
    )  # fmt: skip


def _label(period: Period) -> str:
    """A period in words: "February 2023", "3 February 2023", "week 8 of 2023"."""
    start = period.start
    if period.by == "week":
        year, week, _ = start.isocalendar()
        return f"week {week} of {year}"
    if period.by == "quarter":
        return f"quarter {(start.month + 2) // 3} of {start.year}"
    return {"day": f"{start.day} {start:%B %Y}", "month": f"{start:%B %Y}", "year": f"{start.year}"}[period.by]


def _types(series: Series) -> tuple[TypeCount, ...]:
    counts: Counter[str] = Counter()
    for name, count in _counted(series):
        counts[name] += count
    return tuple(TypeCount(type=name, quad=QUADS[name], count=count) for name, count in counts.most_common())


def _counted(series: Series) -> Iterator[tuple[str, int]]:
    return (each for point in series.points for each in point.types)
