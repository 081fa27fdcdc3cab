"""Average-link clustering (UPGMA; Sokal and Michener 1958) that goes on from clusters that are there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

_PLACES = 6  # averages are compared to so many: a sum taken in another order must not turn a tie
_GONE = -1.0


def linked(sums: Array, sizes: Array, least: float) -> list[tuple[int, int, float]]:
    """Join the two clusters with the highest average until none reaches ``least``: what was joined into what, in order.

    ``sums`` has the similarities of all pairs of members of two clusters, summed, and ``sizes`` the number of members.
    The cluster with the lesser number remains; of equal averages the first pair in order is taken.
    """
    sums, sizes = sums.copy(), sizes.copy()
    averages = np.round(sums / np.outer(sizes, sizes), _PLACES)
    np.fill_diagonal(averages, _GONE)
    best = averages.argmax(axis=1)
    joined: list[tuple[int, int, float]] = []
    while True:
        values = averages[np.arange(len(sizes)), best]
        one = int(values.argmax())
        if values[one] < least:
            return joined
        kept, gone = sorted((one, int(best[one])))
        joined.append((kept, gone, float(values[one])))
        _join(sums, sizes, averages, kept, gone)
        stale = np.isin(best, (kept, gone)) | (averages[:, kept] > averages[np.arange(len(sizes)), best])
        stale[[kept, gone]] = True
        best[stale] = averages[stale].argmax(axis=1)


def components(number: int, edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The parts of a graph that hang together, each sorted, by their least member."""
    parent = list(range(number))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in edges:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    found: dict[int, list[int]] = {}
    for node in range(number):
        found.setdefault(root(node), []).append(node)
    return list(found.values())


def summed(similarities: Array, clusters: Numbers) -> Array:
    """Sums of similarities over the members of every two clusters; ``clusters`` has each member's, in rising order."""
    starts = np.flatnonzero(np.diff(clusters, prepend=-1))
    return np.asarray(np.add.reduceat(np.add.reduceat(similarities, starts, axis=0), starts, axis=1))


def _join(sums: Array, sizes: Array, averages: Array, kept: int, gone: int) -> None:
    sums[kept] += sums[gone]
    sums[:, kept] += sums[:, gone]
    sizes[kept] += sizes[gone]
    alive = averages[kept] != _GONE
    alive |= averages[:, kept] != _GONE
    alive[[kept, gone]] = False
    row = np.where(alive, np.round(sums[kept] / (sizes * sizes[kept]), _PLACES), _GONE)
    averages[kept], averages[:, kept] = row, row
    averages[gone], averages[:, gone] = _GONE, _GONE
