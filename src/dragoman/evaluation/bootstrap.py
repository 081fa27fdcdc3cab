"""The percentile bootstrap: how far a figure would move, had other units of the same kind been drawn.

Efron and Tibshirani 1993, chapter 13. The seed is fixed: the same counts give the same interval. With few units (under
about twenty) the interval is too narrow, as every bootstrap is.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

SAMPLES = 2_000
SEED = 20230225
SHARE = 0.95
_BLOCK = 100  # draws made at once: ten thousand units take 8 MB


def resampled(counts: npt.ArrayLike, *, samples: int = SAMPLES) -> Array:
    """Sums of counts over whole units drawn again with replacement.

    ``counts`` has one row a unit and one column a count; the sums have one row a draw. Raises ValueError where there is
    nothing to draw from.
    """
    rows = np.asarray(counts, dtype=np.float64)
    if not len(rows):
        raise ValueError("no units, so no interval; measure at least one")
    return np.concatenate([drawn @ rows for drawn in _draws(len(rows), samples)])


def interval(values: Array, *, share: float = SHARE) -> tuple[float, float] | None:
    """The interval that holds the middle ``share`` of a figure's draws; None where no draw tells the figure."""
    told = values[~np.isnan(values)]
    if not len(told):
        return None
    tail = 100 * (1 - share) / 2
    low, high = np.percentile(told, [tail, 100 - tail])
    return float(low), float(high)


def _draws(units: int, samples: int) -> Iterator[Array]:
    """How often each unit was drawn, in blocks of draws."""
    generator = np.random.default_rng(SEED)
    chances = [1 / units] * units
    for start in range(0, samples, _BLOCK):
        size = min(_BLOCK, samples - start)
        yield generator.multinomial(units, chances, size=size).astype(np.float64)
