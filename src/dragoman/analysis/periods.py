"""Periods of a calendar: days, ISO weeks, months, quarters and years, each with the words it is called by."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from dragoman.errors import AnalysisError, UsageError

By = Literal["day", "week", "month", "quarter", "year"]

# What a date may tell at the coarsest to have its place in a period; one of a whole year has none in a month. A range
# of days ("6 to 8 May") is in the period of its first day.
PRECISIONS: dict[By, tuple[str, ...]] = {
    "day": ("time", "day"),
    "week": ("time", "day", "week"),
    "month": ("time", "day", "week", "month"),
    "quarter": ("time", "day", "week", "month", "quarter"),
    "year": ("time", "day", "week", "month", "quarter", "year"),
}
_FORMS: dict[By, tuple[str, str]] = {
    "day": (r"(\d{4})-(\d\d)-(\d\d)", "2023-02-25"),
    "week": (r"(\d{4})-W(\d\d)", "2023-W08"),
    "month": (r"(\d{4})-(\d\d)", "2023-02"),
    "quarter": (r"(\d{4})-Q([1-4])", "2023-Q1"),
    "year": (r"(\d{4})", "2023"),
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A period by its first day; ``end`` is its last, ``name`` what it is called ("2023-02", "2023-W08")."""

    start: dt.date
    by: By

    @property
    def end(self) -> dt.date:
        """The last day."""
        return _next(self.start, self.by) - dt.timedelta(1)

    @property
    def name(self) -> str:
        """The period as people write it, after ISO 8601; quarters as 2023-Q1."""
        if self.by == "week":
            year, week, _ = self.start.isocalendar()
            return f"{year}-W{week:02}"
        if self.by == "quarter":
            return f"{self.start.year}-Q{(self.start.month + 2) // 3}"
        return self.start.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.by]]


def period_of(day: dt.date, by: By) -> Period:
    """The period that a day is in. Raises UsageError for a ``by`` that does not exist."""
    if by not in get_args(By):
        raise UsageError(f"no period {by!r}; there are: {', '.join(get_args(By))}")
    firsts = {
        "day": day,
        "week": day - dt.timedelta(day.weekday()),
        "month": day.replace(day=1),
        "quarter": day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
        "year": day.replace(month=1, day=1),
    }
    return Period(firsts[by], by)


def periods(first: dt.date, last: dt.date, by: By) -> Iterator[Period]:
    """Every period from that of one day to that of another, none left out."""
    period = period_of(first, by)
    while period.start <= last:
        yield period
        period = Period(_next(period.start, by), by)


def parse_period(name: str, by: By) -> Period:
    """The period that is called so. Raises AnalysisError where the words are not of this kind of period."""
    form, example = _FORMS[by]
    if match := re.fullmatch(form, name.strip()):
        numbers = [int(group) for group in match.groups()]
        try:
            return _parsed(numbers, by)
        except ValueError:
            pass
    raise AnalysisError(f"{name!r} is no {by}; write it as {example}")


def _parsed(numbers: list[int], by: By) -> Period:
    year, *rest = numbers
    if by == "week":
        return Period(dt.date.fromisocalendar(year, rest[0], 1), by)
    if by == "quarter":
        return Period(dt.date(year, 3 * rest[0] - 2, 1), by)
    month, day = [*rest, 1, 1][:2]
    return Period(dt.date(year, month, day), by)


def _next(start: dt.date, by: By) -> dt.date:
    """The first day of the period after the one that begins here."""
    if by in ("day", "week"):
        return start + dt.timedelta(7 if by == "week" else 1)
    month = start.month - 1 + {"month": 1, "quarter": 3, "year": 12}[by]
    return dt.date(start.year + month // 12, month % 12 + 1, 1)
