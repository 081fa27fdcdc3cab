"""Settles the expressions of a report one after the other, for every day on which it can have been written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dragoman.records import Published

from .days import Days
from .expressions import Expression, Fixed, LongAgo, Stretch, Yearless
from .infer import Told, date_line
from .links import runs
from .settle import Ground, Setting, in_year, settle

_MOST_DAYS = 40  # possible publication days that are tried; of more, an even sample with both ends
_OFF = timedelta(days=4)  # how far a given day can be off the report's own date line, for the line to be believed
_OLD = 2  # years between a passage and the publication from which bare dates are read in the passage's year
_ENOUGH = 5  # full dates that a text needs before it can be called history
_TELLING = ("time", "day", "week", "month", "quarter", "year")
Settled = tuple[Days | None, Ground]


def possible_days(text: str, told: Told, published: Published | None) -> list[date]:
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


def settle_all(text: str, told: Told, today: list[date]) -> list[Settled]:
    """Settle every expression for each possible day of writing, and keep what all of them bear out."""
    possible: Sequence[date | None] = today or [None]
    readings = [_settle_for(text, told, day) for day in possible]
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
