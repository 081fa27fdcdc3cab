"""What changed between two periods: edges that are new, gone, stronger or weaker, each with how sure that is."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

import msgspec

from dragoman.errors import UsageError

from .edges import Edge

ChangeKind = Literal["new", "gone", "stronger", "weaker", "same"]
SIGNIFICANT = 0.05  # a rate that differs with a larger p counts as the same


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """An edge in two periods.

    ``before`` and ``after`` are units, ``rate_before`` and ``rate_after`` units in 30 days. ``p`` is how likely a
    difference at least as large is where the rate is the same. "new" and "gone" are told by the units alone.
    """

    source: str
    target: str
    type: str
    change: ChangeKind
    before: float
    after: float
    rate_before: float
    rate_after: float
    p: float


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """Days from ``since`` to ``until``, both included (ISO)."""

    since: str
    until: str

    @property
    def days(self) -> int:
        """How many days it has. Raises UsageError where it ends before it begins."""
        days = (dt.date.fromisoformat(self.until) - dt.date.fromisoformat(self.since)).days + 1
        if days < 1:
            raise UsageError(f"a period from {self.since} to {self.until} has no day: exchange the two")
        return days


def changes(before: Iterable[Edge], after: Iterable[Edge], first: Period, second: Period) -> list[Change]:
    """Every edge of either period, those that differ most first. Periods may differ in length: rates are compared.

    Raises UsageError where the periods share days, because an event would then be counted on both sides.
    """
    if max(first.since, second.since) <= min(first.until, second.until):
        raise UsageError(
            f"the periods {first.since} to {first.until} and {second.since} to {second.until} share days; "
            "give periods that do not"
        )
    one, two = ({(e.source, e.target, e.type): e.weight for e in edges} for edges in (before, after))
    found = [_change(key, one.get(key, 0.0), two.get(key, 0.0), first.days, second.days) for key in one.keys() | two]
    return sorted(found, key=lambda each: (each.p, -abs(each.rate_after - each.rate_before), _key(each)))


def _change(key: tuple[str, str, str], before: float, after: float, days: int, later: int) -> Change:
    source, target, type_ = key
    rates = 30 * before / days, 30 * after / later
    p = same_rate(round(before), round(after), days, later)
    return Change(
        source=source, target=target, type=type_, change=_kind(before, after, *rates, p), before=before, after=after,
        rate_before=rates[0], rate_after=rates[1], p=p,
    )  # fmt: skip


def _kind(before: float, after: float, rate_before: float, rate_after: float, p: float) -> ChangeKind:
    if not before:
        return "new"
    if not after:
        return "gone"
    if p > SIGNIFICANT:
        return "same"
    return "stronger" if rate_after > rate_before else "weaker"


@lru_cache(maxsize=4096)
def same_rate(before: int, after: int, days: float, later: float) -> float:
    """The two-sided p of two Poisson counts having one rate (Przyborowski and Wilenski 1940).

    Given their sum, the first count is binomial with the first period's share of the days; p is the chance of every
    count that is no likelier than this one.
    """
    chances = _chances(before + after, days / (days + later))
    return min(1.0, math.fsum(chance for chance in chances if chance <= chances[before] * (1 + 1e-9)))


@lru_cache(maxsize=256)  # most edges of a network weigh as little as many others
def _chances(total: int, share: float) -> tuple[float, ...]:
    return tuple(_binomial(k, total, share) for k in range(total + 1))


def _binomial(k: int, n: int, share: float) -> float:
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return math.exp(ways + k * math.log(share) + (n - k) * math.log1p(-share))


def _key(change: Change) -> tuple[str, str, str]:
    return change.source, change.target, change.type
