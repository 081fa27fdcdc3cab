"""How like each other reports are: the cosine of their terms, their events, and the days between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain

import numpy as np
import numpy.typing as npt

from .fingerprints import Fingerprint
from .settings import EVENTS, HALF_LIFE, LASTING
from .weights import Weights

Array = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


class Likeness:
    """The similarity of every two of some reports, from sparse rows of terms and an inverted index of them.

    Of two reports it is (cosine of weighted terms + ``EVENTS`` * cosine of sets of event keys) * what the days between
    them leave, from 0 to 1 + ``EVENTS``.
    """

    def __init__(self, reports: Sequence[Fingerprint], weights: Weights) -> None:
        columns: dict[str, int] = {}
        rows = [_row(report, weights) for report in reports]
        numbers = [columns.setdefault(key, len(columns)) for key in chain.from_iterable(rows)]
        self._columns = np.array(numbers, dtype=np.int64)
        self._values = np.fromiter(chain.from_iterable(row.values() for row in rows), dtype=np.float64)
        self._starts = np.cumsum([0, *map(len, rows)])
        self._width = len(columns)
        self._names = list(columns)
        self._first = np.array([_day(report.first) for report in reports])
        self._last = np.array([_day(report.last) for report in reports])

    def of(self, at: int) -> Array:
        """The similarity of one report to each; with itself too, which says nothing."""
        products = np.zeros(len(self._first))
        columns, values = self._row(at)
        for column, value in zip(columns.tolist(), values.tolist(), strict=True):
            places = slice(self._posted[column], self._posted[column + 1])
            products[self._owners[places]] += value * self._weights[places]
        return products * self._lasting(at)

    def among(self, members: Numbers) -> Array:
        """The similarities of some reports, one row each."""
        return np.stack([self.of(at)[members] for at in members.tolist()])

    def shared(self, one: int, other: int, most: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The terms and the events that two reports share, those first that count most for their similarity."""
        (columns, values), others = self._row(one), dict(zip(*map(np.ndarray.tolist, self._row(other)), strict=True))
        parts = {
            self._names[column]: value * others[column]
            for column, value in zip(columns.tolist(), values.tolist(), strict=True)
            if column in others
        }
        names = sorted(parts, key=lambda name: (-round(parts[name], 9), name))
        events = [name[1:] for name in names if name.startswith(_EVENT)]
        return tuple([name for name in names if not name.startswith(_EVENT)][:most]), tuple(events[:most])

    def _row(self, at: int) -> tuple[Numbers, Array]:
        places = slice(self._starts[at], self._starts[at + 1])
        return self._columns[places], self._values[places]

    def _lasting(self, at: int) -> Array:
        """What the days between a report and each leave; all of it where a day is not known."""
        gaps = np.nan_to_num(np.maximum(self._first - self._last[at], self._first[at] - self._last))
        return np.asarray(LASTING + (1 - LASTING) * 0.5 ** (np.maximum(gaps, 0) / HALF_LIFE))

    @cached_property
    def _order(self) -> Numbers:
        return np.argsort(self._columns, kind="stable")

    @cached_property
    def _owners(self) -> Numbers:
        """The reports that have a column, column after column."""
        return np.repeat(np.arange(len(self._first)), np.diff(self._starts))[self._order]

    @cached_property
    def _weights(self) -> Array:
        return self._values[self._order]

    @cached_property
    def _posted(self) -> Numbers:
        return np.concatenate([[0], np.cumsum(np.bincount(self._columns, minlength=self._width))])


_EVENT = "\0"  # before the key of an event, which no term begins with


def story_terms(reports: Iterable[Fingerprint], stories: Mapping[str, str]) -> list[set[str]]:
    """The terms of each story; a report that ``stories`` gives none is a story of its own."""
    found: dict[tuple[bool, str], set[str]] = {}
    for report in reports:
        story = stories.get(report.report)
        key = (story is not None, report.report if story is None else story)
        found.setdefault(key, set()).update(term for term, _ in report.terms)
    return list(found.values())


def _row(report: Fingerprint, weights: Weights) -> dict[str, float]:
    """A report's terms as a vector of length 1, and its events as one of length sqrt(EVENTS)."""
    terms = {term: weights.of(term, count) for term, count in report.terms}
    norm = sum(weight * weight for weight in terms.values()) ** 0.5
    row = {term: weight / norm for term, weight in terms.items() if weight > 0}
    events = Counter(report.events)
    row.update({_EVENT + key: (EVENTS / len(events)) ** 0.5 for key in events})
    return row


def _day(day: str | None) -> float:
    return float(date.fromisoformat(day).toordinal()) if day else float("nan")
