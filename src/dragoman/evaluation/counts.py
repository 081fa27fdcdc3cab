"""Counts of one unit: what the gold asks for, what was given, what of it is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple, TypeVar

from dragoman.errors import DataError

Part = Literal["gold", "given", "right", "precision", "recall"]
G = TypeVar("G")
P = TypeVar("P")

NONE = "none"
"""In place of a type, where nothing was coded or nothing was asked."""


class Key(NamedTuple):
    """What is counted: a part of a measure, for one label where it has labels."""

    measure: str
    label: str
    part: Part


class Counts:
    """The counts of one unit. Numbers of things are whole; shares of a unit may be counted too."""

    __slots__ = ("confused", "sums")

    def __init__(self) -> None:
        self.sums: dict[Key, float] = {}
        self.confused: Counter[tuple[str, str]] = Counter()

    def add(self, measure: str, label: str = "", **parts: float) -> None:
        """Add to parts of a measure: ``gold``, ``given``, ``right``, ``precision``, ``recall``."""
        for part, number in parts.items():
            key = Key(measure, label, part)  # type: ignore[arg-type]
            self.sums[key] = self.sums.get(key, 0) + number

    def confuse(self, gold: str, coded: str) -> None:
        """Note that a thing of one type was coded as another, or as the same."""
        self.confused[gold, coded] += 1


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of all units of the gold, in its order, and how many of these have no prediction."""

    units: list[Counts]
    absent: int


class Files(NamedTuple):
    """The names of the gold and the predictions, and how a prediction is told which unit it is of."""

    gold: str
    pred: str
    repair: str


def by_key(rows: Iterable[tuple[str, str, G]]) -> dict[str, G]:
    """Units of the gold by key, from rows of place in a file, key and unit. Raises DataError for a key twice."""
    found: dict[str, G] = {}
    places: dict[str, str] = {}
    for place, key, unit in rows:
        if key in found:
            raise DataError(f"{place}: {key!r} was given before, {places[key]}; give every unit an id of its own")
        found[key], places[key] = unit, place
    return found


def count_units(
    gold: Mapping[str, G],
    predictions: Iterable[tuple[str | None, P]],
    count: Callable[[G, P | None], Counts],
    files: Files,
) -> Counted:
    """Count every unit of the gold against its prediction, against None where it has none.

    Predictions are read one at a time and only their counts are kept; of two for one unit the last is taken. Raises
    DataError where no prediction is of a unit of the gold.
    """
    found: dict[str, Counts] = {}
    others: list[str] = []
    for key, prediction in predictions:
        if key is not None and key in gold:
            found[key] = count(gold[key], prediction)
        elif len(others) < 2:
            others.append("one without an id" if key is None else repr(key))
    if not found:
        raise no_overlap(files, gold, others)
    units = [found[key] if key in found else count(unit, None) for key, unit in gold.items()]
    return Counted(units, len(gold) - len(found))


def no_overlap(files: Files, gold: Iterable[str], given: Iterable[str]) -> DataError:
    """The error that no prediction is of a unit of the gold, with the first keys of both, the given ones in words."""
    asked, found = ", ".join(map(repr, islice(gold, 2))), ", ".join(islice(given, 2))
    known = f"which begins with {asked}; this begins with {found}"
    return DataError(f"{files.pred}: no id in it is one of {files.gold}, {known}; {files.repair}")


def paired(gold: Iterable[G], given: Sequence[P], fits: Callable[[G, P], bool]) -> Iterator[tuple[G, P | None]]:
    """Each thing of the gold, in order, with the first thing given that fits it and was not taken before, else None."""
    free = dict(enumerate(given))
    for want in gold:
        hit = next((i for i, have in free.items() if fits(want, have)), None)
        yield want, None if hit is None else free.pop(hit)
