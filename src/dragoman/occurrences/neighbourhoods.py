"""Which events may be joined at all, so that the dear comparison of all pairs is made among few."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .blocking import keys, sought
from .clumps import Clump
from .compatible import NEEDED, Agreement, compare
from .told import Told

SAMPLE = 24  # members of an occurrence that others are compared with, those told first


class Pairs:
    """Agreements of pairs of events, each worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Agreement] = {}

    def of(self, a: Told, b: Told) -> Agreement:
        """How two events agree."""
        one, two = a.event.event, b.event.event
        key = (one, two) if one < two else (two, one)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = compare(a, b)
        return known


def neighbourhoods(parts: Sequence[Clump], pairs: Pairs) -> Iterator[list[Clump]]:
    """The parts in sets; parts of two sets can never be joined.

    Two parts whose mean reaches what is needed have a pair that reaches it. So sets are the parts that a chain of such
    pairs holds together, and only pairs that share a key are looked at.
    """
    stored: dict[str, set[int]] = defaultdict(set)
    for i, part in enumerate(parts):
        for told in part.members[:SAMPLE]:
            for key in keys(told):
                stored[key].add(i)
    sets = _Sets(len(parts))
    for i, part in enumerate(parts):
        for told in part.members[:SAMPLE]:
            for j in set().union(*(stored.get(key, ()) for key in sought(told))) - {i}:
                if not sets.together(i, j) and any(_reaches(pairs.of(told, x)) for x in parts[j].members[:SAMPLE]):
                    sets.join(i, j)
    for numbers in sets:
        yield [parts[i] for i in numbers]


def _reaches(agreement: Agreement) -> bool:
    return agreement.barred is None and agreement.points >= NEEDED


class _Sets:
    """Numbers in disjoint sets, each known by its lowest number."""

    def __init__(self, count: int) -> None:
        self._low = list(range(count))

    def together(self, i: int, j: int) -> bool:
        return self._root(i) == self._root(j)

    def join(self, i: int, j: int) -> None:
        low, high = sorted((self._root(i), self._root(j)))
        self._low[high] = low

    def __iter__(self) -> Iterator[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for i in range(len(self._low)):
            found[self._root(i)].append(i)
        return iter(found.values())

    def _root(self, i: int) -> int:
        while self._low[i] != i:
            self._low[i] = self._low[self._low[i]]
            i = self._low[i]
        return i
