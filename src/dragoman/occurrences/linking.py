"""Joins things into groups by average linkage under constraints, the same whatever the order they come in.

Two groups are joined where the mean of the points between their members reaches what is needed and no pair of them bars
it: that A goes with B and B with C does not join A and C where these two cannot be one.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """The points between two groups: their sum over ``pairs`` pairs, and whether one of these bars joining."""

    total: float
    pairs: int
    barred: bool = False

    @property
    def mean(self) -> float:
        """Points a pair."""
        return self.total / self.pairs if self.pairs else 0.0

    def __add__(self, other: Link) -> Link:
        return Link(self.total + other.total, self.pairs + other.pairs, self.barred or other.barred)


def link_groups(names: Sequence[Hashable], link: Callable[[int, int], Link], needed: float) -> list[list[int]]:
    """The groups, each the sorted numbers of its members, in the order of their first.

    ``names`` must be sorted and differ: of two joins with the same points the one of earlier names goes first. ``link``
    gives the points between two members by number and is asked once for each pair, so n members cost n squared.
    """
    groups = {i: [i] for i in range(len(names))}
    links = {(i, j): link(i, j) for j in groups for i in range(j)}
    queue = [(-one.mean, i, j) for (i, j), one in links.items() if _joins(one, needed)]
    heapq.heapify(queue)
    while queue:
        mean, i, j = heapq.heappop(queue)
        current = links.get((i, j))
        if current is None or -mean != current.mean or not _joins(current, needed):
            continue  # an entry from before one of the two grew
        groups[i] = sorted(groups[i] + groups.pop(j))
        del links[i, j]
        for k in groups:
            if k != i:
                merged = links[_pair(i, k)] = links[_pair(i, k)] + links.pop(_pair(j, k))
                if _joins(merged, needed):
                    heapq.heappush(queue, (-merged.mean, *_pair(i, k)))
    return [groups[i] for i in sorted(groups)]


def _joins(link: Link, needed: float) -> bool:
    return not link.barred and link.pairs > 0 and link.mean >= needed


def _pair(i: int, j: int) -> tuple[int, int]:
    return (i, j) if i < j else (j, i)
