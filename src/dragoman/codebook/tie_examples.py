"""The codebook's examples of ties: sentences that state a standing relation, deny it, or only look as if they did.

``examples/ties/RELATION.tsv`` has the columns ``told``, ``a``, ``b``, ``kind``, ``since``, ``until``, ``source`` and
``sentence``. ``told`` is ``yes``, ``past`` or ``not`` (the report denies it); in a sentence told ``none`` there is no
tie of the relation. Sides and source are countries ("TUR"), or country and sector ("NGA/REB").
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from dragoman.errors import DataError
from dragoman.records import Relation

from .files import read_lines
from .load import layers_of

TOLD = ("yes", "past", "not", "none")
COLUMNS = ("told", "a", "b", "kind", "since", "until", "source", "sentence")


@dataclass(frozen=True, slots=True)
class TieExample:
    """A sentence and the one tie of a relation that it must give; ``told`` is none where it must give no such tie."""

    relation: str
    told: str
    a: str
    b: str
    kind: str | None
    since: str | None
    until: str | None
    source: str | None
    text: str
    line: int

    @property
    def held_out(self) -> bool:
        """Whether the sentence is one of the third that no rule was written for; the hash of its words decides."""
        return zlib.crc32(self.text.encode()) % 3 == 0


def load_tie_examples(directory: Path | None = None) -> tuple[TieExample, ...]:
    """The examples of ties of the shipped codebook, with those that ``directory`` adds, in file order.

    Raises DataError with every fault, each with file and line.
    """
    faults: list[str] = []
    paths = [path for layer in layers_of(directory) for path in sorted((layer / "examples" / "ties").glob("*.tsv"))]
    found = tuple(example for path in paths for example in _read(path, faults))
    if faults:
        raise DataError("the codebook's examples of ties are not valid:\n" + "\n".join(faults))
    return found


def _read(path: Path, faults: list[str]) -> Iterator[TieExample]:
    where = f"examples/ties/{path.name}"
    if path.stem not in get_args(Relation):
        faults.append(f"{where}: {path.stem!r} is no relation; known: {', '.join(get_args(Relation))}")
        return
    for number, line in enumerate(read_lines(path, path.parents[2], faults), start=1):
        cells = line.split("\t")
        if line.startswith("#") or tuple(cells) == COLUMNS:
            continue
        if wrong := _wrong(cells):
            faults.append(f"{where}:{number}: {wrong}")
            continue
        told, a, b, *rest, text = cells
        kind, since, until, source = (cell or None for cell in rest)
        yield TieExample(path.stem, told, a, b, kind, since, until, source, text, number)


def _wrong(cells: list[str]) -> str | None:
    """What is wrong with a line, None where nothing is."""
    if len(cells) != len(COLUMNS):
        return f"{len(cells)} cells, expected {len(COLUMNS)}: {', '.join(COLUMNS)}"
    told, a, b = cells[:3]
    if told not in TOLD:
        return f"told: {told!r} is none of {', '.join(TOLD)}"
    if (told == "none") == bool(a and b):
        return "a sentence told none has no sides, any other has both"
    return None
