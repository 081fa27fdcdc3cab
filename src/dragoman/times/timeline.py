"""The expressions of time of a whole report, settled: the room's one public step."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.records import Interval, MomentBasis, Published

from .days import Days
from .expressions import Counted, Expression
from .infer import Told, infer_published
from .lexemes import Lexemes
from .links import Run, join_within, runs, share_years
from .passage import possible_days, settle_all
from .recognise import recognise
from .settle import Ground
from .tense import Direction, Tenses

if TYPE_CHECKING:
    from dragoman.language.tokens import Doc


@dataclass(frozen=True, slots=True)
class Timeline:
    """The moments of a report in text order, and when it was published (given, or inferred from within).

    ``moments`` are the expressions one by one; ``runs`` are stretches bounded by two of them ("between February 28 and
    March 2") or by one ("since 1963": no end).
    """

    moments: tuple[Interval, ...]
    runs: tuple[Interval, ...]
    published: Published | None

    def moment_in(self, start: int, end: int) -> Interval | None:
        """The interval told within these offsets, or None.

        A run where one lies within, else the first moment that has a value, else the first moment.
        """
        within = self.moments_in(start, end)
        return next((moment for moment in within if moment.start or moment.end), within[0] if within else None)

    def moments_in(self, start: int, end: int) -> tuple[Interval, ...]:
        """All intervals told within these offsets: runs first, then the moments that are no part of one of them."""
        tied = tuple(run for run in self.runs if run.span and start <= run.span[0] and run.span[1] <= end)
        low = bisect_left(self.moments, start, key=_begins)
        high = bisect_left(self.moments, end, key=_begins)
        whole = (moment for moment in self.moments[low:high] if moment.span and moment.span[1] <= end)
        return (*tied, *(moment for moment in whole if not any(_inside(moment, run) for run in tied)))


def _begins(moment: Interval) -> int:
    return moment.span[0] if moment.span else 0


def _inside(moment: Interval, run: Interval) -> bool:
    return bool(moment.span and run.span and run.span[0] <= moment.span[0] and moment.span[1] <= run.span[1])


def find_moments(doc: Doc, published: Published | None, *, infer: bool = True) -> Timeline:
    """Find and settle every expression of time in a report.

    ``doc`` runs over the whole text, so that offsets are the report's; tags and parse are used where they are there.
    Without ``published`` the day is inferred from the report where it can be (and ``infer`` is left on), and the
    Timeline says how.
    """
    text = doc.text
    lex = Lexemes(text)
    tenses = Tenses(doc, lex)
    found = share_years(text, join_within(text, recognise(lex)))
    told = _same_ways(text, [(e, tenses.direction(e)) for e in found if not tenses.nowadays(e)])
    told = [(e, way) for e, way in told if not _is_length(e, way)]
    published = published or (infer_published(text, told) if infer else None)
    settled = settle_all(text, told, possible_days(text, told, published))
    inferred = published is not None and published.basis == "inferred"
    moments = [_interval(text, e, *value, inferred) for (e, _), value in zip(told, settled, strict=True)]
    joined = [run for tie in runs(text, [e for e, _ in told]) if (run := _run(text, moments, tie))]
    return Timeline(tuple(moments), tuple(joined), published)


def _is_length(expression: Expression, direction: Direction) -> bool:
    """Whether "in two weeks" is a length of time, not a date: the clause does not look ahead."""
    return isinstance(expression.meaning, Counted) and expression.meaning.doubtful and direction != "ahead"


def _same_ways(text: str, told: Told) -> Told:
    """The second date of a run looks the way of the first: "is to run from January 23 through March 9"."""
    ways = [direction for _, direction in told]
    for tie in runs(text, [expression for expression, _ in told]):
        if tie.first is not None and tie.last is not None:
            ways[tie.last] = ways[tie.first] = ways[tie.first] or ways[tie.last]
    return [(expression, way) for (expression, _), way in zip(told, ways, strict=True)]


def _interval(text: str, expression: Expression, found: Days | None, ground: Ground, inferred: bool) -> Interval:
    """The record of one settled expression."""
    basis: MomentBasis = "inferred" if inferred and ground == "published" else ground
    return Interval(
        start=found.first.isoformat() if found and found.first else None,
        end=found.last.isoformat() if found and found.last else None,
        precision=found.precision if found else "unknown",
        text=text[expression.start : expression.end],
        span=(expression.start, expression.end),
        basis=basis if found else "text",
    )


def _run(text: str, moments: list[Interval], tie: Run) -> Interval | None:
    """The stretch that a tie names, or None where a bound is not settled or they are in the wrong order."""
    left = None if tie.first is None else moments[tie.first]
    right = None if tie.last is None else moments[tie.last]
    outer, inner = left or right, right or left
    if outer is None or inner is None or outer.span is None or inner.span is None:
        return None
    start, end = left.start if left else None, right.end if right else None
    if (left and not start) or (right and not end) or (start and end and end < start):
        return None
    bases = {moment.basis for moment in (left, right) if moment}
    return Interval(
        start=start,
        end=end,
        precision=outer.precision,
        text=text[outer.span[0] : inner.span[1]],
        span=(outer.span[0], inner.span[1]),
        basis="inferred" if "inferred" in bases else "published" if "published" in bases else "text",
    )
