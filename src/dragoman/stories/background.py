"""How many documents of general English a term is in: what is common there tells no story from another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dragoman.errors import DataError

SHIPPED = Path(__file__).parent / "data" / "background.tsv"
ALL = "*"  # the row that counts the documents


@dataclass(frozen=True, slots=True)
class Background:
    """A number of documents, and in how many of them each term is; a term that is in one or none is left out."""

    documents: int
    counts: Mapping[str, int]


@cache
def load_background(path: Path = SHIPPED) -> Background:
    """The shipped table (``training/background.py`` made it), or another of the same form: ``term<TAB>documents``.

    Raises DataError naming the line that is wrong.
    """
    counts: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), start=1):
        name, _, count = line.partition("\t")
        if not name or not count.isdecimal():
            raise DataError(f"{path}:{number}: not a term, a tab and a number: {line[:60]!r}")
        counts[name] = int(count)
    if not (documents := counts.pop(ALL, 0)):
        raise DataError(f"{path}: no row {ALL!r} with the number of documents; build it with training/background.py")
    return Background(documents, counts)
