"""How like each other reports are: the cosine of their terms, their events, and the days between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from .background import Background
from .fingerprints import Fingerprint
from .settings import EVENTS, HALF_LIFE, LASTING, TF_POWER
from .weights import idf

Array = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


class Likeness:
    """The similarity of every two of some reports, from sparse rows of terms and an inverted index of them.

    Of two reports it is (cosine of weighted terms + ``EVENTS`` * cosine of sets of event keys) * what the days between
    them leave, from 0 to 1 + ``EVENTS``. Terms and events are weighed by ``weigh``, which goes before all else.
    """

    def __init__(self, reports: Sequence[Fingerprint]) -> None:
        entries, counts = _entries(reports)
        names = {name: number for number, name in enumerate(dict.fromkeys(entries))}
        self._columns = np.fromiter(map(names.__getitem__, entries), dtype=np.int64, count=len(entries))
        self._counts = np.array(counts, dtype=np.int64)
        self._starts = np.cumsum([0, *(len(report.terms) + len(report.events) for report in reports)])
        self._rows = np.repeat(np.arange(len(reports)), np.diff(self._starts))
        self._names = list(names)
        self._is_event = np.array([name.startswith(_EVENT) for name in names], dtype=bool)
        self._first = np.array([_day(report.first) for report in reports])
        self._last = np.array([_day(report.last) for report in reports])
        self._order = np.argsort(self._columns, kind="stable")
        self._owners = self._rows[self._order]  # the reports that have a column, column after column
        self._posted = np.concatenate([[0], np.cumsum(np.bincount(self._columns, minlength=len(names)))])

    def weigh(self, background: Background, stories: Numbers) -> None:
        """Weigh terms by background and stories; ``stories`` has the number of each report's story."""
        width = len(self._names)
        pairs = _each_once(stories[self._rows] * width + self._columns)
        general = np.array([background.counts.get(name, 0) for name in self._names])
        rarity = idf(general, background.documents, np.bincount(pairs % max(width, 1), minlength=width), stories)
        events = self._is_event[self._columns]
        values = np.where(events, 1.0, self._counts**TF_POWER * rarity[self._columns])
        for part, length in ((events, EVENTS), (~events, 1.0)):
            squares = np.bincount(self._rows[part], weights=values[part] ** 2, minlength=len(self._first))
            scale = np.sqrt(np.divide(length, squares, out=np.zeros(len(squares)), where=squares > 0))
            values[part] *= scale[self._rows[part]]
        self._values = values
        self._weights = values[self._order]

    def of(self, at: int) -> Array:
        """The similarity of one report to each; with itself too, which says nothing."""
        products = np.zeros(len(self._first))
        columns, values = self._row(at)
        for column, value in zip(columns.tolist(), values.tolist(), strict=True):
            places = slice(self._posted[column], self._posted[column + 1])
            products[self._owners[places]] += value * self._weights[places]
        return products * self._lasting(at, np.arange(len(products)))

    def among(self, members: Numbers) -> Array:
        """The similarities of some reports, one row each."""
        return np.stack([self.to(at, members) for at in members.tolist()])

    def to(self, at: int, members: Numbers) -> Array:
        """The similarity of one report to some."""
        dense = np.zeros(len(self._names))
        columns, values = self._row(at)
        dense[columns] = values
        rows = [self._row(member) for member in members.tolist()]
        products = np.array([float(values @ dense[columns]) for columns, values in rows])
        return products * self._lasting(at, members)

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

    def _lasting(self, at: int, others: Numbers) -> Array:
        """What the days between a report and others leave; all of it where a day is not known."""
        first, last = self._first[others], self._last[others]
        gaps = np.nan_to_num(np.maximum(first - self._last[at], self._first[at] - last))
        return np.asarray(LASTING + (1 - LASTING) * 0.5 ** (np.maximum(gaps, 0) / HALF_LIFE))


_EVENT = "\0"  # before the key of an event, which no term begins with


def _entries(reports: Sequence[Fingerprint]) -> tuple[list[str], list[int]]:
    """The terms and events of one report after the other, and how often it has each."""
    names: list[str] = []
    counts: list[int] = []
    for report in reports:
        names += [name for name, _ in report.terms]
        counts += [count for _, count in report.terms]
        names += [_EVENT + key for key in report.events]
        counts += [1] * len(report.events)
    return names, counts


def _each_once(numbers: Numbers) -> Numbers:
    """The numbers in order, each once; several times as quick as ``np.unique``, which hashes them first."""
    ordered = np.sort(numbers)
    return np.asarray(ordered[np.diff(ordered, prepend=-1) != 0])


def _day(day: str | None) -> float:
    return float(date.fromisoformat(day).toordinal()) if day else float("nan")
