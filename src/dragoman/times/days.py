"""Arithmetic on stretches of whole days: weeks, months, quarters, years, decades, centuries."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dragoman.records import Precision

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """The days from ``first`` to ``last``, both counted; one of them None where that side is open."""

    first: date | None
    last: date | None
    precision: Precision


def one(day: date, precision: Precision = "day") -> Days:
    """A single day."""
    return Days(day, day, precision)


def day(year: int, month: int, number: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def week_of(day: date) -> Days:
    """The week around ``day``, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=6), "week")


def months(year: int, month: int, end_year: int, end_month: int, precision: Precision) -> Days | None:
    """From the first day of one month to the last day of another; None outside the calendar's years 1 to 9999."""
    if not (1 <= year <= 9999 and 1 <= end_year <= 9999):
        return None
    return Days(date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]), precision)


def month(year: int, number: int) -> Days | None:
    """One calendar month."""
    return months(year, number, year, number, "month")


def quarter(year: int, number: int) -> Days | None:
    """One quarter of a calendar year."""
    return months(year, 3 * number - 2, year, 3 * number, "quarter")


def years(first: int, last: int, precision: Precision) -> Days | None:
    """Whole calendar years."""
    return months(first, 1, last, 12, precision)


def year(number: int) -> Days | None:
    """One calendar year."""
    return years(number, number, "year")


def decade(number: int) -> Days | None:
    """The ten years that begin with the year ``number``."""
    return years(number, number + 9, "decade")


def century(number: int) -> Days | None:
    """The ``number``-th century in the everyday count: the 20th is 1900 to 1999."""
    return years(100 * number - 100 or 1, 100 * number - 1, "century")


def season(year: int, first_month: int, last_month: int) -> Days | None:
    """The season that begins in ``year``; winter runs over the turn of the year."""
    return months(year, first_month, year + (last_month < first_month), last_month, "quarter")


def shift(day: date, days: int) -> date | None:
    """``day`` moved by so many days; None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def around(day: date, unit: str, offset: int) -> Days | None:
    """The ``unit`` (day, week, weekend, month, …) that lies ``offset`` units from the one around ``day``."""
    if unit in ("day", "week", "weekend", "fortnight"):
        moved = shift(day, offset * {"day": 1, "fortnight": 14}.get(unit, 7))
        if moved is None:
            return None
        if unit == "day":
            return one(moved)
        week = week_of(moved)
        return replace(week, first=week.last and week.last - DAY) if unit == "weekend" else week
    if unit in ("month", "quarter"):
        size = 3 if unit == "quarter" else 1
        total = day.year * 12 + (day.month - 1) // size * size + offset * size
        return months(total // 12, total % 12 + 1, (total + size - 1) // 12, (total + size - 1) % 12 + 1, unit)  # type: ignore[arg-type]
    if unit == "year":
        return year(day.year + offset)
    if unit == "decade":
        return decade(day.year // 10 * 10 + 10 * offset)
    return century(day.year // 100 + 1 + offset)


def part(days: Days, phase: str) -> Days:
    """The early, middle or late part of a month, year, decade, century or week, or a quarter ("q2") or half of a year.

    An approximation: words like "late" have no agreed bounds. A month is halved (its middle is the second third),
    a year cut in thirds, a decade halved, a century quartered, a week split about Wednesday.
    Parts may share days.
    """
    if days.first is None or days.last is None:
        return days
    a, b = days.first, days.last
    if phase[0] in "qh" and days.precision == "year":
        size = 3 if phase[0] == "q" else 6
        final = size * int(phase[1])
        return months(a.year, final - size + 1, a.year, final, "quarter" if size == 3 else "unknown") or days
    cut: dict[str, tuple[date, date]] = {}
    if days.precision == "month":
        cut = {
            "early": (a, a.replace(day=15)),
            "mid": (a.replace(day=11), a.replace(day=20)),
            "late": (a.replace(day=15), b),
        }
    elif days.precision == "year":
        y = a.year
        cut = {"early": (a, date(y, 4, 30)), "mid": (date(y, 5, 1), date(y, 8, 31)), "late": (date(y, 9, 1), b)}
    elif days.precision in ("decade", "century"):
        n = 10 if days.precision == "decade" else 100
        y = a.year // n * n
        early, mid_first, mid_last, late = (4, 4, 6, 5) if n == 10 else (24, 25, 74, 75)
        cut = {
            "early": (a, date(y + early, 12, 31)),
            "mid": (date(y + mid_first, 1, 1), date(y + mid_last, 12, 31)),
            "late": (date(y + late, 1, 1), b),
        }
    elif days.precision == "week":
        cut = {"early": (a, a + 2 * DAY), "mid": (a + DAY, a + 3 * DAY), "late": (a + 3 * DAY, b)}
    begin, end = cut.get(phase, (a, b))
    return replace(days, first=begin, last=end)
