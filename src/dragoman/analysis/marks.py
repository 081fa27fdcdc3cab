"""What stands out in a series of counts: where its level changes, and single periods far from what came before.

Level: PELT (Killick, Fearnhead and Eckley 2012, as in ``ruptures``, whose linear kernel is the squared distance to the
mean) looks for changes of the mean of the counts after Anscombe's transform 2 sqrt(x + 3/8), which gives Poisson counts
a variance of 1 (Anscombe 1948). A change costs 2 ln n (the information criterion of Schwarz for a mean and a place)
times the variance that is left, which is estimated from the differences of neighbours and never taken below 1: counts
of conflict vary more than Poisson. A running median of three goes before, so that a single period, however high, is no
change of level.

Single periods: the chance of a count as high, or as low, given the periods before it. The counts before are taken to be
Poisson, of which the mean is not known (Jeffreys' prior, so that the next count is negative binomial), and where they
vary more, negative binomial by their mean and variance; the larger of the two chances counts. Twelve periods tell a
variance badly, so it is at least the mean times the spread of the whole series, which its neighbours give.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from .plurals import counted

# Settings.
FEWEST_PERIODS = 12  # of a series that is looked at for changes
FEWEST_COUNTED = 12  # units in all; below, a change of level is a matter of one or two of them
SHORTEST = 3  # periods that a level lasts at least
BEFORE = 12  # periods that a single one is compared with
FEWEST_BEFORE = 8  # periods before it that it takes
CHANCE = 0.001  # below which a period is unusual; of 100 ordinary ones one in ten series has such a one


@dataclass(frozen=True, slots=True)
class Mark:
    """Why a period stands out.

    ``at`` is its number in the series. ``expected`` is the mean before, ``p`` the chance of an unusual count, None for
    a change of level.
    """

    at: int
    kind: Literal["change", "unusual"]
    expected: float
    p: float | None
    reason: str


def marks(counts: Sequence[int], by: str) -> tuple[tuple[Mark, ...], str | None]:
    """The marks of a series of counts in the order of time, and why there can be none where it is too short or empty.

    ``by`` is the word for a period in the reasons.
    """
    if len(counts) < FEWEST_PERIODS:
        return (), _too_few(counted(len(counts), by), len(counts), FEWEST_PERIODS)
    if sum(counts) < FEWEST_COUNTED:
        return (), _too_few(f"{sum(counts)} in all", sum(counts), FEWEST_COUNTED)
    found = [*_changes(counts, by), *unusual(counts, by)]
    return tuple(sorted(found, key=lambda mark: (mark.at, mark.kind))), None


def _too_few(told: str, number: int, needed: int) -> str:
    return f"no marks: {told} {'is' if number == 1 else 'are'} too few, at least {needed} are needed"


def _changes(counts: Sequence[int], by: str) -> list[Mark]:
    """A mark at the first period of every new level."""
    import ruptures
    from scipy.ndimage import median_filter

    steady = _steady(counts)
    penalty = 2 * np.log(len(counts)) * max(1.0, _noise(steady))
    levels = median_filter(steady, size=3, mode="nearest").reshape(-1, 1)  # one period alone is no level
    ends = ruptures.KernelCPD(kernel="linear", min_size=SHORTEST).fit(levels).predict(pen=penalty)
    found = []
    for start, at, end in zip([0, *ends], ends[:-1], ends[1:], strict=False):
        before, after = float(np.mean(counts[start:at])), float(np.mean(counts[at:end]))
        reason = f"the level changes from {before:.1f} to {after:.1f} a {by}"
        found.append(Mark(at, "change", before, None, reason))
    return found


def _steady(counts: Sequence[int]) -> np.ndarray:
    """Anscombe's transform."""
    return np.asarray(2 * np.sqrt(np.asarray(counts, dtype=float) + 3 / 8))


def _noise(values: np.ndarray) -> float:
    """The variance about a level that changes now and then: from the median size of the steps between neighbours."""
    steps = np.abs(np.diff(values))
    return float((np.median(steps) * 1.4826) ** 2 / 2)  # 1.4826: the median of |step| to a standard deviation


def unusual(counts: Sequence[int], by: str) -> list[Mark]:
    """The marks of single periods alone, in the order of time."""
    found = []
    spread = max(1.0, _noise(_steady(counts)))
    for at in range(FEWEST_BEFORE, len(counts)):
        before = counts[max(0, at - BEFORE) : at]
        expected = sum(before) / len(before)
        if (counts[at] - expected) ** 2 <= 4 * expected:  # within two deviations of Poisson nothing is as rare as that
            continue
        p = chance(counts[at], before, spread)
        if p < CHANCE:
            side = "or more" if counts[at] > expected else "or fewer"
            reason = (
                f"{counts[at]} where the {len(before)} {by}s before had {expected:.1f} on average; "
                f"p = {p:.2g} for {counts[at]} {side}"
            )
            found.append(Mark(at, "unusual", expected, p, reason))
    return found


def chance(count: int, before: Sequence[int], spread: float = 1.0) -> float:
    """The chance of a count as far from the mean of the counts before as this one, on its side.

    ``spread`` is the least ratio of variance to mean.
    """
    from scipy import stats

    n, total = len(before), sum(before)
    laws = [(total + 0.5, n / (n + 1))]
    mean = total / n
    # A new count differs from the mean of n others by its own variance and an nth of it.
    variance = max(float(np.var(before, ddof=1)), spread * mean) * (1 + 1 / n)
    if variance > mean > 0:
        laws.append((mean**2 / (variance - mean), mean / variance))
    told, at = (stats.nbinom.sf, count - 1) if count > mean else (stats.nbinom.cdf, count)
    return max(float(told(at, *law)) for law in laws)
