"""Whether the numbers of two events can be of one happening. They bar nothing: first counts are often wrong."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from dragoman.records import Count, Event

FAR = 3.0  # times one number holds the other, from where on they speak against one happening


class Numbers(IntEnum):
    """How the numbers of two events agree."""

    FAR = -1
    UNKNOWN = 0
    SAME = 1


def compare_numbers(a: Event, b: Event) -> Numbers:
    """The best agreement of what both count; sums of money are compared only in one currency."""
    return max(
        (_compare(a.size[kind], b.size[kind]) for kind in a.size.keys() & b.size.keys()), default=Numbers.UNKNOWN
    )


def meet(a: Count, b: Count) -> bool:
    """Whether there is a number that both allow."""
    return not (_below(a, b) or _below(b, a))


def _compare(a: Iterable[Count], b: Iterable[Count]) -> Numbers:
    pairs = [(x, y) for x in a for y in b if x.unit == y.unit]
    if any(_told(x) and _told(y) and meet(x, y) for x, y in pairs):
        return Numbers.SAME
    far = bool(pairs) and all(_ratio(x, y) >= FAR for x, y in pairs)
    return Numbers.FAR if far else Numbers.UNKNOWN


def _told(count: Count) -> bool:
    """Whether a number tells much: "a man was killed" fits every second attack."""
    return (count.low or 0) > 1 and count.high is not None


def _below(a: Count, b: Count) -> bool:
    return a.high is not None and b.low is not None and a.high < b.low


def _ratio(a: Count, b: Count) -> float:
    one, two = sorted((_middle(a), _middle(b)))
    return two / one if one else 1.0


def _middle(count: Count) -> float:
    bounds = [bound for bound in (count.low, count.high) if bound is not None]
    return sum(bounds) / len(bounds) if bounds else 0.0
