"""When an event was, as days: by its own date, else leaning on the day of the report; and how two such times agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from .told import Told

# How far two dates may lie apart, by the coarser of their precisions: reports miss a day, and who says "last week" or
# "in March" counts roughly.
TOLERANCE = {
    "time": 1,
    "day": 1,
    "week": 2,
    "month": 5,
    "quarter": 10,
    "year": 30,
    "decade": 0,
    "century": 0,
    "unknown": 0,
}
SHORT = 3  # days of an interval that still names a day ("on Monday or Tuesday", a report of the night)
MIDDLE = 31
NEWS = 2  # days before the report in which an act lies that it tells without a date
RECENT = 7
OPEN = 365  # days that "since" or "before" a day reaches: an interval without an end needs one to be looked up


class When(IntEnum):
    """How the times of two events agree, from another time to the same day."""

    BARRED = -2  # the dates say that they are two happenings
    FAR = -1  # nothing says so, but the reports lie weeks apart
    UNKNOWN = 0
    NEAR = 1  # a day apart, or undated and told within days
    LOOSE = 2  # within one week or month
    SAME = 3


@dataclass(frozen=True, slots=True)
class Days:
    """Days from ``start`` to ``end``, both included; ``stated`` where the event has a date, not only its report."""

    start: date
    end: date
    stated: bool
    precision: str = "day"

    @property
    def length(self) -> int:
        """The number of days."""
        return (self.end - self.start).days + 1

    def gap(self, other: Days) -> int:
        """The number of days from the earlier to the later; 0 or less where they meet."""
        return max((other.start - self.end).days, (self.start - other.end).days)


def days_of(told: Told) -> Days | None:
    """When an event was; None where neither its date nor the day of the report is known."""
    interval = told.event.date
    if interval is not None and (interval.start or interval.end):
        start = date.fromisoformat(interval.start) if interval.start else None
        end = date.fromisoformat(interval.end) if interval.end else None
        reach = timedelta(OPEN)
        first, last = start or _moved(end, -reach), end or _moved(start, reach)
        return Days(first, last, stated=True, precision=interval.precision)
    if told.published is None:
        return None
    first = date.fromisoformat(told.published.start)
    return Days(_moved(first, -timedelta(NEWS)), date.fromisoformat(told.published.end), stated=False)


def compare_days(a: Told, b: Told) -> When:
    """How the times of two events agree."""
    one, two = days_of(a), days_of(b)
    if one is None or two is None:
        return When.UNKNOWN
    if one.stated and two.stated:
        return _both_stated(one, two)
    if one.stated or two.stated:
        return _one_stated(*((one, two) if one.stated else (two, one)))
    gap = one.gap(two)
    return When.NEAR if gap <= 0 else When.UNKNOWN if gap <= RECENT else When.FAR


def _both_stated(a: Days, b: Days) -> When:
    gap, longer = a.gap(b), max(a.length, b.length)
    if gap > max(TOLERANCE[a.precision], TOLERANCE[b.precision]):
        return When.BARRED
    if gap > 0:
        return When.NEAR
    return When.SAME if longer <= SHORT else When.LOOSE if longer <= MIDDLE else When.UNKNOWN


def _one_stated(stated: Days, news: Days) -> When:
    """An undated act is told on the day of its report or later, so it cannot lie after it."""
    if stated.start > news.end + timedelta(1):
        return When.BARRED
    gap = (news.start - stated.end).days
    return When.NEAR if gap <= 0 else When.UNKNOWN if gap <= RECENT else When.FAR


def _moved(day: date | None, by: timedelta) -> date:
    """A day moved, as far as the calendar reaches."""
    if day is None:
        raise ValueError("an interval with neither end has no days")
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min
