"""Bootstrap intervals of a figure over the units that it was counted on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from scoring import Tally

SAMPLES = 2_000
SEED = 20230225


def interval(tallies: Sequence[Tally], *, share: float = 0.95, samples: int = SAMPLES) -> tuple[float, float]:
    """The percentile bootstrap interval of the F1 of a sum of tallies, whole units drawn again with replacement.

    Efron and Tibshirani 1993, chapter 13. The same tallies give the same interval (the seed is fixed). Raises
    ValueError where there is nothing to draw from.
    """
    if not tallies:
        raise ValueError("no tallies, so no interval; measure at least one unit")
    units = len(tallies)
    times_drawn = np.random.default_rng(SEED).multinomial(units, [1 / units] * units, size=samples)
    gold, given, right = (times_drawn @ np.array(tallies)).T
    tail = 100 * (1 - share) / 2
    low, high = np.percentile(2 * right / np.maximum(gold + given, 1), [tail, 100 - tail])
    return float(low), float(high)
