"""From counts of units to an Evaluation: every figure with its interval, types in the codebook's order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.codebook.entries import QUADS

from .bootstrap import interval, resampled
from .counts import NONE, Counted, Counts, Part
from .formulas import PLACES, Array, Formula, Scores, Sums
from .results import Evaluation, Figure

TYPE = "type"
"""The measure that holds the counts of every type, its labels the types."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A task's counts, what its units are, and the formulas of its figures."""

    unit: str
    counted: Counted
    formulas: Sequence[Formula]


def evaluation(task: str, measured: Measured) -> Evaluation:
    """The figures of a task's counts."""
    units = measured.counted.units
    totals, draws = _summed(units)
    types = _in_order({*totals.labels(TYPE), *totals.labels(TYPE, "given")})
    return Evaluation(
        task=task,
        unit=measured.unit,
        units=len(units),
        absent=measured.counted.absent,
        figures={formula.measure: _figures(formula, totals, draws) for formula in measured.formulas},
        types={label: _figures(Scores(TYPE, label), totals, draws) for label in types},
        confusion=_confusion(units),
    )


def _summed(units: Sequence[Counts]) -> tuple[Sums, Sums | None]:
    """The sums over all units, and over every draw of them; no draws of a single unit."""
    keys = list(dict.fromkeys(key for unit in units for key in unit.sums))
    rows = [[unit.sums.get(key, 0) for key in keys] for unit in units]
    # Python sums in the order of the units, as whoever checks a figure by hand would; numpy adds pairwise.
    totals = {key: np.array([float(sum(column))]) for key, column in zip(keys, zip(*rows, strict=True), strict=True)}
    if len(units) < 2:
        return Sums(totals, 1), None
    drawn = resampled(rows)
    return Sums(totals, 1), Sums(dict(zip(keys, drawn.T, strict=True)), len(drawn))


def _figures(formula: Formula, totals: Sums, draws: Sums | None) -> dict[str, Figure]:
    counts = {
        part: round(sum(float(totals.of(formula.measure, part, label)[0]) for label in formula.labels(totals)))
        for part in formula.parts
    }
    values = formula(totals)
    drawn = formula(draws) if draws else {}
    return {name: _figure(values[name], drawn.get(name), counts) for name in values}


def _figure(value: Array, drawn: Array | None, counts: dict[Part, int]) -> Figure:
    low, high = (interval(drawn) if drawn is not None else None) or (None, None)
    return Figure(
        value=round(float(np.nan_to_num(value)[0]), PLACES),
        low=None if low is None else round(low, PLACES),
        high=None if high is None else round(high, PLACES),
        right=counts.get("right"),
        gold=counts["gold"],
        given=counts.get("given"),
    )


def _confusion(units: Iterable[Counts]) -> dict[str, dict[str, int]]:
    together: Counter[tuple[str, str]] = Counter()
    for unit in units:
        together.update(unit.confused)
    golds, codeds = {gold for gold, _ in together}, _in_order({coded for _, coded in together})
    return {
        gold: {coded: together[gold, coded] for coded in codeds if together[gold, coded]} for gold in _in_order(golds)
    }


def _in_order(types: Iterable[str]) -> list[str]:
    """Types as the codebook orders them, then YIELD of older codings, then any other, then none."""
    known = {name: number for number, name in enumerate((*QUADS, "YIELD"))}
    return sorted(types, key=lambda name: (name == NONE, known.get(name, len(known)), name))
