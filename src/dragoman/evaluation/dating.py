"""Values of dates as gold files have them: the attributes of TEI's ``date`` and the values of TimeML."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)")
_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_DECADE = re.compile(r"\d{3}")


def interval_of(value: str | None) -> tuple[date, date] | None:
    """The first and the last day of "2023", "2023-02", "2023-02-25T10:00", "2023-W08", "2023-Q1" or "202" (a decade).

    None for what names no days of the calendar: a day of any year ("--02-25"), years before ours, words, nonsense.
    """
    if not value:
        return None
    try:
        if match := _DATE.fullmatch(value):
            return _of_date(*(int(part or 0) for part in match.groups()))
        if match := _WEEK.fullmatch(value):
            monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return monday, monday + timedelta(days=6)
        if match := _QUARTER.fullmatch(value):
            year, last = int(match[1]), 3 * int(match[2])
            return date(year, last - 2, 1), _of_date(year, last, 0)[1]
        if _DECADE.fullmatch(value):
            return date(10 * int(value), 1, 1), date(10 * int(value) + 9, 12, 31)
    except (ValueError, OverflowError):  # a 13th month, a 54th week, the year 0
        return None
    return None


def _of_date(year: int, month: int, day: int) -> tuple[date, date]:
    """The days of a date; 0 for the month or the day leaves it open ("2023-00-00" is sometimes written so)."""
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)
