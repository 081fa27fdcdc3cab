"""The expressions of time of a whole report, settled: the room's one public step."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..records import Interval, MomentBasis, Published
from .days import Days
from .expressions import Counted, Expression, Fixed, LongAgo, Stretch, Yearless
from .infer import Told, date_line, infer_published
from .lexemes import Lexemes
from .links import Run, join_within, runs, share_years
from .recognise import recognise
from .settle import Ground, Setting, in_year, settle
from .tense import Direction, Tenses

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MOST_DAYS = 40  # possible publication days that are tried; of more, an even sample with both ends
_OFF = timedelta(days=4)  # how far a given day can be off the report's own date line, for the line to be believed
_OLD = 2  # years between a passage and the publication from which bare dates are read in the passage's year
_ENOUGH = 5  # full dates that a text needs before it can be called history
_TELLING = ("time", "day", "week", "month", "quarter", "year")
Settled = tuple[Days | None, Ground]


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
        """The interval told within these offsets: a run if one lies within, else the first moment with a value, else
        the first moment, else None.
        """
        within = self.moments_in(start, end)
        return next((moment for moment in within if moment.start or moment.end), within[0] if within else None)

    def moments_in(self, start: int, end: int) -> tuple[Interval, ...]:
        """All intervals told within these offsets: runs first, then the moments that are no part of one of them."""
        tied = tuple(run for run in self.runs if run.span and start <= run.span[0] and run.span[1] <= end)
        low = bisect_left(self.moments, start, key=_begins)
        high = bisect_left(self.moments, end, key=_begins)
        loose = (m for m in self.moments[low:high] if m.span and m.span[1] <= end and not any(_inside(m, run) for run in tied))
        return (*tied, *loose)


def _begins(moment: Interval) -> int:
    return moment.span[0] if moment.span else 0


def _inside(moment: Interval, run: Interval) -> bool:
    return bool(moment.span and run.span and run.span[0] <= moment.span[0] and moment.span[1] <= run.span[1])


def find_moments(doc: Doc, published: Published | None) -> Timeline:
    """Find and settle every expression of time in a report.

    ``doc`` runs over the whole text, so that offsets are the report's; tags and parse are used where they are there.
    Without ``published`` the day is inferred from the report where it can be, and the Timeline says how.
    """
    text = doc.text  # put together anew at each access
    lex = Lexemes(text)
    tenses = Tenses(doc, lex)
    found = share_years(text, join_within(text, recognise(lex)))
    told = _same_ways(text, [(e, tenses.direction(e)) for e in found if not tenses.nowadays(e)])
    told = [(e, way) for e, way in told if not _is_length(e, way)]
    published = published or infer_published(text, told)
    settled = _settle_all(text, told, _possible_days(text, told, published))
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


def _possible_days(text: str, told: Told, published: Published | None) -> list[date]:
    """The days to count from. A date line of the report's own is surer than a day given that is a little off."""
    if published is None:
        return []
    first, last = date.fromisoformat(published.start), date.fromisoformat(published.end)
    line = date_line(text, told)
    if line and abs(line[0] - first) <= _OFF and first == last:
        return [line[0]]
    count = (last - first).days + 1
    step = max(1, -(-count // _MOST_DAYS))
    return [first + timedelta(days=n) for n in range(0, count, step)] + ([last] if (count - 1) % step else [])


def _settle_all(text: str, told: Told, today: list[date]) -> list[Settled]:
    """Settle every expression for each possible day of writing, and keep what all of them bear out."""
    readings = [_settle_for(text, told, day) for day in today or [None]]
    return [_agree(expression, values) for (expression, _), *values in zip(told, *readings, strict=True)]


def _settle_for(text: str, told: Told, today: date | None) -> list[Settled]:
    """Settle the expressions one after the other, each within what was told before it."""
    settled: list[Settled] = []
    last: Days | None = None
    last_day: Days | None = None
    passage, passage_end = None, 0
    history = _is_history(told, today)
    for expression, direction in told:
        if not history and text.find("\n\n", passage_end, expression.start) >= 0:
            passage = None
        passage_end = expression.end
        value = settle(expression.meaning, expression.phase, direction, Setting(today, last, last_day, passage))
        settled.append(value)
        found = value[0]
        if found is None or found.first is None or found.precision not in _TELLING:
            continue
        last, last_day = found, found if found.precision in ("day", "time") else last_day
        old = history or today is None or abs(found.first.year - today.year) >= _OLD
        passage = found.first.year if old and found.precision != "week" else None
    return _in_order(text, told, settled)


def _in_order(text: str, told: Told, settled: list[Settled]) -> list[Settled]:
    """A run begins before it ends: its first date goes into an earlier year where only the second is to come."""
    for tie in runs(text, [expression for expression, _ in told]):
        if tie.first is None or tie.last is None:
            continue
        meaning, (left, ground), right = told[tie.first][0].meaning, settled[tie.first], settled[tie.last][0]
        if isinstance(meaning, Yearless) and left and right and left.first and right.first and left.first > right.first:
            earlier = (in_year(meaning, year) for year in (right.first.year, right.first.year - 1))
            settled[tie.first] = next((d for d in earlier if d and d.first and d.first <= right.first), left), ground
    return settled


def _is_history(told: Told, today: date | None) -> bool:
    """Whether most of the dates told in full lie years away from the day of writing: a biography, not news."""
    years = [m.days.first.year for e, _ in told if isinstance(m := e.meaning, Fixed) and m.days.first]
    far = sum(today is None or abs(year - today.year) >= _OLD for year in years)
    return len(years) >= _ENOUGH and far > len(years) * 2 / 3


def _agree(expression: Expression, values: list[Settled]) -> Settled:
    """One value for all possible days of writing.

    Where they differ, the hull of all readings; but what reaches up to the day of writing, or from it on, only as far
    as all readings reach.
    """
    found, ground = [days for days, _ in values], values[0][1]
    real = [days for days in found if days is not None]
    if len(real) < len(found) or not real:
        return None, ground
    if all(days == real[0] for days in real):
        return values[0]
    to_today = expression.phase in ("earlier", "later") or isinstance(expression.meaning, Stretch | LongAgo)
    firsts, lasts = [d.first for d in real if d.first], [d.last for d in real if d.last]
    first = (max if to_today else min)(firsts) if len(firsts) == len(real) else None
    last = (min if to_today else max)(lasts) if len(lasts) == len(real) else None
    if first and last and last < first:
        return None, ground
    return replace(real[0], first=first, last=last), ground


def _interval(text: str, expression: Expression, found: Days | None, ground: Ground, inferred: bool) -> Interval:  # noqa: PLR0913, PLR0917
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
    start, end = left and left.start, right and right.end
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
