"""The codebook's sentences: each tells one type of event from a marked source to a marked target.

``sentences/TYPE.tsv`` has columns ``mode``, ``near`` (what a careless reader would take it for: a negative example of
that type or mode), ``register`` and ``sentence``, with the source between ``<s>`` and ``</s>`` and the target between
``<t>`` and ``</t>``. In those of ``NONE.tsv`` the source does nothing to the target. They teach the scorers and prove
them; the examples of ``examples/`` prove the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import DataError
from dragoman.records import Span

from .files import read_lines
from .load import layers_of, load_codebook

REGISTERS = frozenset({"wire", "headline", "feature", "history", "local", "statement"})
NONE = "NONE"
_COLUMNS = "mode\tnear\tregister\tsentence"
_MARK = re.compile(r"<(/?)([st])>")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its marks; ``source`` and ``target`` are offsets into ``text``.

    ``type`` is ``NONE`` where nothing goes from the one to the other.
    """

    type: str
    mode: str | None
    near: str | None
    register: str
    text: str
    source: Span
    target: Span
    line: int

    @property
    def code(self) -> str:
        """``TYPE`` or ``TYPE/mode``."""
        return f"{self.type}/{self.mode}" if self.mode else self.type


def unmark(marked: str) -> tuple[str, Span | None, Span | None]:
    """The text without its marks, and where the first source and the first target stand, None where there is none."""
    found: dict[str, Span] = {}
    opened: dict[str, int] = {}
    text, last = "", 0
    for mark in _MARK.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if not mark[1]:
            opened[mark[2]] = len(text)
        elif mark[2] in opened:
            found.setdefault(mark[2], (opened.pop(mark[2]), len(text)))
    return text + marked[last:], found.get("s"), found.get("t")


def load_sentences(directory: Path | None = None, *, none: bool = False) -> tuple[Sentence, ...]:
    """The sentences of the shipped codebook, with those that ``directory`` adds, by type and in file order.

    With ``none`` also those in which nothing goes from source to target. Raises DataError with
    every fault, each with file and line.
    """
    faults: list[str] = []
    types = load_codebook(directory).types
    known = {NONE, *types, *(f"{name}/{mode.name}" for name, entry in types.items() for mode in entry.modes)}
    paths = [path for layer in layers_of(directory) for path in sorted((layer / "sentences").glob("*.tsv"))]
    found = [sentence for path in paths for sentence in _read(path, known, faults)]
    if faults:
        raise DataError("the codebook's sentences are not valid:\n" + "\n".join(faults))
    return tuple(s for s in found if none or s.type != NONE)


def _read(path: Path, known: set[str], faults: list[str]) -> Iterator[Sentence]:
    type_ = path.stem
    for number, line in enumerate(read_lines(path, path.parents[1], faults), start=1):
        if line.startswith("#") or line == _COLUMNS:
            continue
        cells = line.split("\t")
        if len(cells) != _COLUMNS.count("\t") + 1:
            faults.append(
                f"sentences/{path.name}:{number}: {len(cells)} cells, expected mode, near, register, sentence"
            )
            continue
        mode, near, register, marked = cells
        text, source, target = unmark(marked)
        for wrong, message in (
            ((f"{type_}/{mode}" if mode else type_) not in known, f"{type_} has no mode {mode!r}"),
            (bool(near) and near not in known, f"near: {near!r} is no type or mode"),
            (register not in REGISTERS, f"register {register!r} is none of {', '.join(sorted(REGISTERS))}"),
            (
                source is None or target is None or len(_MARK.findall(marked)) != 4,
                "needs one <s>…</s> and one <t>…</t>",
            ),
        ):
            if wrong:
                faults.append(f"sentences/{path.name}:{number}: {message}")
        if source is not None and target is not None:
            yield Sentence(type_, mode or None, near or None, register, text, source, target, number)
