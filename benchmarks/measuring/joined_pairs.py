"""Judged pairs of events as precision, recall and F1 with intervals, and B-cubed of whole occurrences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from dragoman.evaluation.bootstrap import Array, interval, resampled
from dragoman.evaluation.spans import common
from dragoman.occurrences.told import Told


class Judged(NamedTuple):
    """Two events of different reports: whether they tell one happening, and whether they were joined."""

    a: str
    b: str
    same: bool
    joined: bool
    what: str


def happening_of(told: Told, annotated: Sequence[Mapping[str, Any]]) -> str:
    """The annotated happening of an event, by the span of a mention; an event that has none is its own happening."""
    for mention in told.event.mentions:
        for one in annotated:
            if common(mention.span, tuple(one["span"])) > 0:
                return str(one["happening"])
    return told.event.event


def table(rows: Iterable[tuple[str, Sequence[Judged]]]) -> str:
    """A Markdown table of each row's figures; the bootstrap draws pairs of reports, not pairs of events."""
    lines = ["| pairs | one happening | two | precision | recall | F1 |", "|---|---|---|---|---|---|"]
    for name, judged in rows:
        units = np.array(_counts(judged))
        same = units[:, 2].sum()
        figures = zip(_figures(units.sum(axis=0, keepdims=True)), _figures(resampled(units)), strict=True)
        shown = [_shown(float(value[0]), drawn) for value, drawn in figures]
        lines.append(f"| {name} | {same} | {len(judged) - same} | {' | '.join(shown)} |")
    return "\n".join(lines)


def b_cubed(gold: Mapping[str, str], given: Mapping[str, str]) -> tuple[float, float]:
    """Precision and recall over events (Bagga and Baldwin 1998), the events of one report among them."""
    happenings, groups = Counter(gold.values()), Counter(given[event] for event in gold)
    both = Counter((gold[event], given[event]) for event in gold)
    precision = sum(both[gold[event], given[event]] / groups[given[event]] for event in gold)
    recall = sum(both[gold[event], given[event]] / happenings[gold[event]] for event in gold)
    return precision / len(gold), recall / len(gold)


def _counts(judged: Sequence[Judged]) -> list[tuple[int, int, int]]:
    """Of each pair of reports: pairs joined rightly, pairs joined, pairs of one happening."""
    found: dict[tuple[str, str], tuple[int, int, int]] = {}
    for pair in judged:
        unit = (min(pair.a, pair.b), max(pair.a, pair.b))
        right, joined, same = found.get(unit, (0, 0, 0))
        found[unit] = (right + (pair.same and pair.joined), joined + pair.joined, same + pair.same)
    return list(found.values())


def _figures(sums: Array) -> tuple[Array, Array, Array]:
    right, joined, same = sums.T
    with np.errstate(invalid="ignore"):
        return right / joined, right / same, 2 * right / (joined + same)


def _shown(value: float, drawn: Array) -> str:
    bounds = interval(drawn)
    return f"{value:.3f} ({bounds[0]:.2f} to {bounds[1]:.2f})" if bounds else f"{value:.3f}"
