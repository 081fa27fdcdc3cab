"""The figures of a measure, from sums of its counts over units; nothing is rounded but where the measure says so.

A formula takes the sums of many draws at once: one array element a draw. A figure that a draw says nothing of, because
nothing was asked or given in it, is not a number there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .counts import Key, Part

Array = npt.NDArray[np.float64]
PLACES = 4


class Sums:
    """Sums of counts by what is counted, one array element a draw."""

    def __init__(self, columns: Mapping[Key, Array], draws: int) -> None:
        self._columns = columns
        self._nothing = np.zeros(draws)

    def of(self, measure: str, part: Part, label: str = "") -> Array:
        """The sums of one part of a measure."""
        return self._columns.get(Key(measure, label, part), self._nothing)

    def labels(self, measure: str, part: Part = "gold") -> list[str]:
        """The labels of a measure of which such a part was counted, sorted."""
        return sorted(key.label for key in self._columns if (key.measure, key.part) == (measure, part))


class Formula(Protocol):
    """A measure and how its figures come from the sums."""

    @property
    def measure(self) -> str:
        """The name of the measure."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What its figures are counted on."""

    def labels(self, sums: Sums) -> Sequence[str]:
        """The labels whose counts its figures are counted on, the empty one where the measure has none."""

    def __call__(self, sums: Sums) -> dict[str, Array]:
        """The figures by name."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Precision, recall and F1 of things given against things asked."""

    measure: str
    label: str = ""
    parts: tuple[Part, ...] = ("right", "gold", "given")

    def labels(self, sums: Sums) -> Sequence[str]:
        """Its own label."""
        return (self.label,)

    def __call__(self, sums: Sums) -> dict[str, Array]:
        """F1 is 0 where something was asked or given but not both."""
        right, gold, given = (sums.of(self.measure, part, self.label) for part in self.parts)
        precision, recall = ratio(right, given), ratio(right, gold)
        f1 = np.where(gold + given > 0, harmonic(np.nan_to_num(precision), np.nan_to_num(recall)), np.nan)
        return {"precision": precision, "recall": recall, "f1": f1}


@dataclass(frozen=True, slots=True)
class Share:
    """The share of what was asked that is right."""

    measure: str
    parts: tuple[Part, ...] = ("right", "gold")

    def labels(self, sums: Sums) -> Sequence[str]:
        """No labels."""
        return ("",)

    def __call__(self, sums: Sums) -> dict[str, Array]:
        """One figure, the share."""
        return {"share": ratio(sums.of(self.measure, "right"), sums.of(self.measure, "gold"))}


@dataclass(frozen=True, slots=True)
class Means:
    """Precision and recall of every unit, averaged over units, and the F1 of the two averages."""

    measure: str
    parts: tuple[Part, ...] = ("gold",)

    def labels(self, sums: Sums) -> Sequence[str]:
        """No labels."""
        return ("",)

    def __call__(self, sums: Sums) -> dict[str, Array]:
        """The part ``gold`` is the number of units."""
        units = sums.of(self.measure, "gold")
        precision, recall = (
            ratio(sums.of(self.measure, "precision"), units),
            ratio(sums.of(self.measure, "recall"), units),
        )
        return {"precision": precision, "recall": recall, "f1": harmonic(precision, recall)}


@dataclass(frozen=True, slots=True)
class MacroF1:
    """The F1 of every label that the gold has, rounded, averaged over labels."""

    measure: str
    parts: tuple[Part, ...] = ("right", "gold")

    def labels(self, sums: Sums) -> Sequence[str]:
        """All that the gold has."""
        return sums.labels(self.measure)

    def __call__(self, sums: Sums) -> dict[str, Array]:
        """A label that a draw has no gold of does not count in it."""
        total, labels = np.zeros(1), np.zeros(1)
        for label in sums.labels(self.measure):
            asked = sums.of(self.measure, "gold", label) > 0
            f1 = Scores(self.measure, label)(sums)["f1"]
            total = total + np.where(asked, rounded(np.nan_to_num(f1)), 0)
            labels = labels + asked
        return {"macro_f1": ratio(total, labels)}


def ratio(part: Array, whole: Array) -> Array:
    """One array divided by another, not a number where there is nothing to divide by."""
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)


def harmonic(a: Array, b: Array) -> Array:
    """The harmonic mean of two shares, 0 where both are 0."""
    return np.divide(2 * a * b, a + b, out=np.zeros_like(a), where=a + b > 0)


def rounded(values: Array) -> Array:
    """Every value rounded to four places by Python's rule; numpy's differs in the last place of some."""
    return np.array([round(value, PLACES) for value in values.tolist()])
