"""Krippendorff's alpha: agreement beyond chance of any number of people, who need not all have judged everything.

Krippendorff, Content Analysis, 4th edition 2018, chapter 12: alpha = 1 - Do / De. The observed disagreement Do is the
mean distance of two values that different people gave to one unit, each unit weighted by its values; the expected one,
De, that of any two of all these values. Units with one value do not count. Sets are compared by MASI (Passonneau 2006,
"Measuring agreement on set-valued items", LREC): one minus the Jaccard index times 1 for equal sets, 2/3 where one
holds the other, 1/3 where they overlap, 0 where they share nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dragoman.evaluation.bootstrap import Array, interval, resampled

Distance = Callable[[Any, Any], float]


@dataclass(frozen=True, slots=True)
class Alpha:
    """Agreement on one field: alpha with its 95 % bootstrap interval over units, how many units and pairs of values.

    ``value`` is None where there is nothing to compare or everybody gave one and the same value throughout: then
    nothing tells agreement from chance.
    """

    value: float | None
    low: float | None
    high: float | None
    units: int
    pairs: int
    same: int


def nominal(one: Hashable, other: Hashable) -> float:
    """0 for the same value, else 1."""
    return float(one != other)


def squared(one: float, other: float) -> float:
    """The distance of interval values: the square of their difference."""
    return float((one - other) ** 2)


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """The distance of two sets, 0 to 1. Two empty ones are the same."""
    if one == other:
        return 0.0
    common = one & other
    monotonic = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - len(common) / len(one | other) * (monotonic if common else 0)


def alpha(units: Sequence[Sequence[Hashable]], distance: Distance) -> Alpha:
    """The agreement of people on units; each unit has the values that people gave it, in any order."""
    units = [unit for unit in units if len(unit) > 1]
    values = list(dict.fromkeys(value for unit in units for value in unit))
    if not units:
        return Alpha(None, None, None, 0, 0, 0)
    place = {value: n for n, value in enumerate(values)}
    far = np.array([[distance(one, other) for other in values] for one in values], dtype=np.float64)
    counts = np.zeros((len(units), len(values)))
    for row, unit in enumerate(units):
        for value in unit:
            counts[row, place[value]] += 1
    sizes = counts.sum(axis=1)
    observed = np.einsum("uc,ck,uk->u", counts, far, counts) / (sizes - 1)
    told = np.column_stack([observed, counts])
    [value] = _alphas(told.sum(axis=0, keepdims=True), far)
    bounds = interval(_alphas(resampled(told), far)) if len(units) > 1 and not np.isnan(value) else None
    low, high = bounds or (None, None)
    pairs, same = _pairs(units, place, far)
    return Alpha(None if np.isnan(value) else float(value), low, high, len(units), pairs, same)


def _alphas(sums: Array, far: Array) -> Array:
    """Alpha of each row of sums: the weighted observed distances of its units, then how often each value was given."""
    observed, counts = sums[:, 0], sums[:, 1:]
    n = counts.sum(axis=1)
    expected = ((counts @ far) * counts).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - (n - 1) * observed / expected, np.nan)


def _pairs(units: Sequence[Sequence[Hashable]], place: Mapping[Hashable, int], far: Array) -> tuple[int, int]:
    """How many pairs of values units have, and how many of these are the same."""
    found = [far[place[unit[i]], place[unit[j]]] == 0 for unit in units for i in range(len(unit)) for j in range(i)]
    return len(found), sum(map(bool, found))
