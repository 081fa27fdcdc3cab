"""Settles expressions: from meaning to days, given the day of writing, the tense, and the date told last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from . import days
from .days import Days
from .expressions import (
    Counted,
    DayOfMonth,
    Fixed,
    LongAgo,
    Meaning,
    MovingFeast,
    NamedDay,
    Phase,
    Season,
    Stretch,
    Told,
    Weekend,
    Within,
    Yearless,
)
from .phrases import feast_in
from .tense import Direction

Ground = Literal["text", "published", "inferred"]
_BY_TOLD = ("after", "before", "around")


@dataclass(frozen=True, slots=True)
class Setting:
    """What an expression is counted from.

    The day of writing, the date told last, the last one that is a single day, and the year that the passage tells of.
    """

    today: date | None
    told: Days | None
    told_day: Days | None
    year: int | None


def settle(meaning: Meaning, phase: Phase, direction: Direction, setting: Setting) -> tuple[Days | None, Ground]:
    """The days that an expression names, or None; and what settled them."""
    if isinstance(meaning, Fixed):
        return _phased(meaning.days, phase, None), "text"
    if isinstance(meaning, Told):
        return _phased(_from_told(meaning, setting), phase, None), "inferred"
    if isinstance(meaning, Within):
        outer, ground = settle(meaning.outer, "", direction, setting)
        return _phased(outer and _inside(meaning, outer), phase, None), ground
    if isinstance(meaning, NamedDay) and meaning.which in _BY_TOLD:
        return _told_weekday(meaning, setting), "inferred"
    if isinstance(meaning, Stretch) and meaning.ahead and direction == "back":
        return _stretch_from_told(meaning, setting), "inferred"
    if isinstance(meaning, Yearless | DayOfMonth | MovingFeast) and setting.year is not None and direction != "ahead":
        return _phased(_in_passage(meaning, setting), phase, None), "inferred"
    if setting.today is None:
        return None, "text"
    return _phased(_from_today(meaning, direction, setting.today), phase, setting.today), "published"


def _inside(meaning: Within, outer: Days) -> Days | None:
    """The date that lies in the week or year beside it."""
    inner = meaning.inner
    if outer.first is None:
        return None
    if isinstance(inner, NamedDay):
        return days.one(outer.first + (inner.weekday - 1) * days.DAY)
    if isinstance(inner, Season):
        return days.season(outer.first.year, inner.first_month, inner.last_month)
    return next(iter(_candidates(inner, (outer.first.year,))), None)


def _told_weekday(meaning: NamedDay, setting: Setting) -> Days | None:
    """The weekday after, before or in the week of the day told last."""
    told = setting.told_day.first if setting.told_day else None
    if told is None:
        return None
    if meaning.which == "around":
        return days.one(told + (meaning.weekday - told.isoweekday()) * days.DAY)
    sign = 1 if meaning.which == "after" else -1
    return days.one(told + sign * ((sign * (meaning.weekday - told.isoweekday()) - 1) % 7 + 1) * days.DAY)


def _phased(found: Days | None, phase: Phase, today: date | None) -> Days | None:
    """The part of the days that a word like "early" or "later" picks."""
    if found is None or not phase:
        return found
    if phase == "end":
        return Days(found.last, found.last, "day")
    if phase == "earlier":
        return replace(found, last=today)
    if phase == "later":
        return replace(found, first=today)
    return days.part(found, phase)


def _from_today(meaning: Meaning, direction: Direction, today: date) -> Days | None:
    """Days counted from the day of writing."""
    match meaning:
        case Counted(unit="hour"):
            moved = days.shift(today, -(-meaning.offset // 24))
            return days.one(moved, "time") if moved else None
        case Counted():
            found = days.around(today, meaning.unit, meaning.offset)
            return replace(found, precision="time") if found and meaning.timed else found
        case NamedDay():
            return days.one(_named_day(meaning, direction, today))
        case Weekend():
            return _nearest((days.around(today, "weekend", n) for n in (-1, 0, 1)), direction, today)
        case Stretch():
            return _stretch(meaning, today)
        case LongAgo():
            return Days(None, today, "unknown")
        case Season():
            return _season(meaning, direction, today)
        case _:
            return _nearest(_candidates(meaning, range(today.year - 1, today.year + 2)), direction, today)


def _named_day(meaning: NamedDay, direction: Direction, today: date) -> date:
    """The weekday before or after today; today itself counts unless "last" or "next" stands before it.

    "Next Friday" is the one of next week; "last Friday" the latest one gone by.
    """
    back = (today.isoweekday() - meaning.weekday) % 7
    if meaning.which == "last":
        return today - timedelta(days=back or 7)
    if meaning.which == "next":
        return today + timedelta(days=7 - today.isoweekday() + meaning.weekday)
    if meaning.which == "coming":
        return today + timedelta(days=7 - back)
    if meaning.which == "this" and not direction:
        return today + timedelta(days=meaning.weekday - today.isoweekday())
    if direction == "ahead" or (meaning.which == "local" and back == 6):
        return today + timedelta(days=-back % 7)
    return today - timedelta(days=back)


def _candidates(meaning: Meaning, years: Iterable[int]) -> list[Days | None]:
    """The days that an expression without a year names in each of these years."""
    if isinstance(meaning, DayOfMonth):
        found = [days.day(year, month, meaning.number) for year in years for month in range(1, 13)]
        return [days.one(day) for day in found if day and meaning.weekday in (None, day.isoweekday())]
    if isinstance(meaning, MovingFeast):
        return [feast_in(meaning, year) for year in years]
    if isinstance(meaning, Yearless):
        return [in_year(meaning, year) for year in years]
    return []


def in_year(meaning: Yearless, year: int) -> Days | None:
    """The days that a date without a year names in a year; None where weekday or calendar speak against it."""
    if meaning.first is None or meaning.last is None:
        return days.month(year, meaning.month)
    first, last = days.day(year, meaning.month, meaning.first), days.day(year, meaning.month, meaning.last)
    if first is None or last is None or meaning.weekday not in (None, first.isoweekday()):
        return None
    return Days(first, last, "day")


def _nearest(found: Iterable[Days | None], direction: Direction, today: date) -> Days | None:
    """Of several readings the nearest to today, on the side that the tense asks for where there is one."""
    real = [d for d in found if d and d.first and d.last]
    sides: dict[str, Callable[[Days], bool]] = {
        "back": lambda d: d.first is not None and d.first <= today,
        "ahead": lambda d: d.last is not None and d.last >= today,
    }
    wanted = [d for d in real if sides[direction](d)] if direction else real
    return min(wanted or real, key=lambda d: _gap(d, today), default=None)


def _gap(found: Days, today: date) -> int:
    """How many days lie between a stretch and today."""
    if found.first is None or found.last is None:
        return 0
    return max((found.first - today).days, (today - found.last).days, 0)


def _stretch(meaning: Stretch, today: date) -> Days | None:
    """So many units up to today, or from today on; counted in whole days, from the same day of the month or year."""
    sign = 1 if meaning.ahead else -1
    edge: date | None
    if meaning.unit in ("day", "week", "fortnight"):
        edge = days.shift(today, sign * meaning.count * {"day": 1, "week": 7, "fortnight": 14}[meaning.unit])
    elif meaning.unit in ("month", "quarter"):
        edge = _months_away(today, sign * meaning.count * (3 if meaning.unit == "quarter" else 1))
    else:
        whole = days.around(today, "year", sign * meaning.count * {"decade": 10, "century": 100}.get(meaning.unit, 1))
        edge = None if whole is None else whole.last if meaning.ahead else whole.first
    if edge is None:
        return None
    precision = "unknown" if meaning.unit == "fortnight" else meaning.unit
    return Days(today, edge, precision) if meaning.ahead else Days(edge, today, precision)  # type: ignore[arg-type]


def _stretch_from_told(meaning: Stretch, setting: Setting) -> Days | None:
    """Read "the next five years" in a tale of the past: from the date told last; "the next year" is that one year."""
    if setting.told is None or setting.told.last is None:
        return None
    return (
        days.around(setting.told.last, meaning.unit, 1) if meaning.count == 1 else _stretch(meaning, setting.told.last)
    )


def _months_away(today: date, offset: int) -> date | None:
    month = days.around(today, "month", offset)
    if month is None or month.first is None or month.last is None:
        return None
    return min(month.last, month.first + timedelta(days=today.day - 1))


def _season(meaning: Season, direction: Direction, today: date) -> Days | None:
    """The season of this, last or next year's round, or the nearest by tense."""
    years = range(today.year - 2, today.year + 3)
    found = [season for year in years if (season := days.season(year, meaning.first_month, meaning.last_month))]
    gone = [s for s in found if s.last and s.last < today]
    to_come = [s for s in found if s.first and s.first > today]
    if meaning.which == "last":
        return gone[-1] if gone else None
    if meaning.which in ("next", "coming"):
        return to_come[0] if to_come else None
    if meaning.which == "this" and not direction:
        return min(found, key=lambda season: _gap(season, today), default=None)
    return _nearest(found, direction, today) if meaning.which or direction else None


def _from_told(meaning: Told, setting: Setting) -> Days | None:
    """Days counted from the date told last; without one, from the day of writing."""
    told = setting.told_day if meaning.unit == "day" else setting.told
    if told is None:
        return days.around(setting.today, meaning.unit, meaning.offset) if setting.today else None
    if told.first is None or (meaning.unit == "day" and told.precision not in ("day", "time")):
        return None
    if meaning.unit in ("month", "week") and told.precision not in ("day", "time", "week", meaning.unit):
        return None
    if meaning.unit in ("decade", "century") and abs(meaning.offset) > 1:
        return days.around(told.first, "year", meaning.offset * (10 if meaning.unit == "decade" else 100))
    return days.around(told.first, meaning.unit, meaning.offset)


def _in_passage(meaning: Meaning, setting: Setting) -> Days | None:
    """A date without a year in a passage that tells of another year: the one of that year, else of its neighbours."""
    year = setting.year or 1
    near = setting.told.first if setting.told and setting.told.first else date(year, 7, 1)
    found = [d for d in _candidates(meaning, (year, year - 1, year + 1)) if d and d.first]
    own = [d for d in found if d.first and d.first.year == year]
    return min(own or found, key=lambda d: _gap(d, near), default=None)
