"""Where the reports of one happening contradict each other: field by field, which report says what.

Values that can both be true are no disagreement: the army of a state and the state, "at least five" and seven, a city
and its country, a week and a day of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dragoman.records import Count, Party, Place

from .counting import meet
from .days import SHORT, Days, days_of
from .families import load_families
from .sides import Match, match
from .spots import Where, compare_places
from .told import Told, told_on

_T = TypeVar("_T")
_Said = tuple[str, _T]  # a report and what it says


@dataclass(frozen=True, slots=True)
class Version:
    """One of several values of a field, as words, and the reports that give it."""

    value: str
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field with the versions of it, the one that most reports give first.

    Fields are ``status``, ``mode``, ``date``, ``place``, ``actors``, ``recipients`` and ``size.KIND``.
    """

    field: str
    versions: tuple[Version, ...]


def disagreements(members: Sequence[Told]) -> tuple[Disagreement, ...]:
    """Every field in which events of one happening contradict each other."""
    told = sorted(members, key=told_on)
    checked = (
        _check("status", [(t.report, t.event.status) for t in told], _same, str),
        _check("mode", [(t.report, t.event.mode) for t in told if t.event.mode], _same, str),
        _check("date", [(t.report, days) for t in told if (days := _stated(t))], _meet, _days),
        _check("place", [(t.report, t.event.place) for t in told if t.event.place], _near, lambda p: p.name),
        _check("actors", [(t.report, t.event.actors) for t in told if t.event.actors], _acting, _who),
        _check("recipients", [(t.report, t.event.recipients) for t in told if t.event.recipients], _suffering, _who),
        *(_check(f"size.{kind}", _counts(told, kind), meet, number_words) for kind in _kinds(told)),
    )
    return tuple(found for found in checked if found)


def _check(
    field: str, said: Iterable[_Said[_T]], agree: Callable[[_T, _T], bool], show: Callable[[_T], str]
) -> Disagreement | None:
    """The versions of a field: a value goes with the first version whose first value it agrees with."""
    versions: list[tuple[_T, list[str]]] = []
    for report, value in said:
        home = next((reports for first, reports in versions if agree(first, value)), None)
        if home is None:
            versions.append((value, home := []))
        home.append(report)
    if len(versions) < 2:
        return None
    shown = [Version(show(value), tuple(sorted(set(reports)))) for value, reports in versions]
    return Disagreement(field, tuple(sorted(shown, key=lambda version: (-len(version.reports), version.value))))


def _same(a: str, b: str) -> bool:
    return a == b


def _stated(told: Told) -> Days | None:
    """The days of an event that its report dates to the day: only these can contradict each other by a day."""
    days = days_of(told)
    return days if days is not None and days.stated and days.length <= SHORT else None


def _meet(a: Days, b: Days) -> bool:
    return a.gap(b) <= 0


def _days(days: Days) -> str:
    return days.start.isoformat() if days.start == days.end else f"{days.start} to {days.end}"


def _near(a: Place, b: Place) -> bool:
    return compare_places(a, b) > Where.UNKNOWN


def _acting(a: Sequence[Party], b: Sequence[Party]) -> bool:
    return any(match(p, q, load_families(), acting=True) > Match.OTHER for p in a for q in b)


def _suffering(a: Sequence[Party], b: Sequence[Party]) -> bool:
    return any(match(p, q, load_families(), acting=False) > Match.OTHER for p in a for q in b)


def _who(side: Sequence[Party]) -> str:
    return ", ".join(party.name for party in side)


def _kinds(told: Sequence[Told]) -> list[str]:
    return sorted({kind for t in told for kind in t.event.size})


def _counts(told: Sequence[Told], kind: str) -> list[_Said[Count]]:
    """The number of a kind that each event says to use first."""
    return [(t.report, t.event.size[kind][0]) for t in told if t.event.size.get(kind)]


def number_words(count: Count) -> str:
    """A number in words: "5", "5 or more", "5 to 7", with its currency where it has one."""
    unit = f" {count.unit}" if count.unit else ""
    if count.low is not None and count.low == count.high:
        return f"{count.low}{unit}"
    if count.low is None or count.high is None:
        return f"{count.low} or more{unit}" if count.low is not None else f"{count.high} or fewer{unit}"
    return f"{count.low} to {count.high}{unit}"
