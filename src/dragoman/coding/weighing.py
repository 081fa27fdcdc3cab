"""A light scorer: what type a predicate between two parties is of, by the vectors of its words in their context.

The vectors are those that the reader made in parsing (``doc.tensor``), so it costs next to nothing. It was trained on
the codebook's own sentences alone (``training/weigher.py``), with the vectors of the shipped reader: with another
language model it cannot be asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import msgspec
import numpy as np

from dragoman.language.encoder import Array, linear
from dragoman.language.tokens import Doc, Token
from dragoman.records import Span

from .scorer import unpacked
from .tree import children

SHIPPED = Path(__file__).parent / "weigher"
_SETTINGS, _WEIGHTS = "settings.json", "weights.npz"
_NEAR = ("aux", "aux:pass", "advmod", "xcomp", "ccomp", "obj", "obl", "compound:prt", "mark", "case", "amod", "nmod")


class Settings(msgspec.Struct, frozen=True):
    """``types`` in the order of the scores, ``temperature`` to divide these by, ``model`` that made the vectors."""

    types: list[str]
    temperature: float
    model: str


class Weigher:
    """Weighs what predicates between parties are. Made by ``load_weigher``."""

    def __init__(self, settings: Settings, weights: dict[str, Array]) -> None:
        self.settings = settings
        self._w = weights

    def chances(self, vectors: Sequence[Array]) -> Array:
        """The probability of every type (rows x types) for rows of ``vector_of``."""
        x = (np.stack(vectors) - self._w["mean"]) / self._w["deviation"]
        scores = linear(np.maximum(linear(x, self._w, "inner"), 0), self._w, "types") / self.settings.temperature
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        found: Array = scores / scores.sum(axis=1, keepdims=True)
        return found


def vector_of(doc: Doc, trigger: Token, clause: Token, sides: Iterable[Sequence[Span]]) -> Array:
    """The vector of a predicate between parties: of its word, its clause, what stands by it, its actors and recipients.

    ``sides`` are the spans (characters) of the actors and of the recipients; a side without any is zeros.
    """
    near = {child.i for word in (trigger, clause) for child in children(word, *_NEAR)}
    rows = [[trigger.i], [clause.i], sorted(near), *(_tokens(doc, spans) for spans in sides)]
    zero = np.zeros(doc.tensor.shape[1], np.float32)
    return np.concatenate([doc.tensor[row].mean(axis=0) if row else zero for row in rows])


def _tokens(doc: Doc, spans: Sequence[Span]) -> list[int]:
    found = [doc.char_span(*span) for span in spans]
    return sorted({token.i for span in found if span is not None for token in span})


@cache
def load_weigher() -> Weigher:
    """The shipped weigher."""
    settings = msgspec.json.decode((SHIPPED / _SETTINGS).read_bytes(), type=Settings)
    with np.load(SHIPPED / _WEIGHTS, allow_pickle=False) as arrays:
        packed = dict(arrays)
    return Weigher(settings, {name: unpacked(name, packed) for name in packed if not name.endswith(".scale")})


def save_weigher(folder: Path, settings: Settings, weights: dict[str, Array]) -> None:
    """Write what ``load_weigher`` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _SETTINGS).write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=1))
    np.savez(folder / _WEIGHTS, **weights)  # type: ignore[arg-type]  # its stub takes names for flags
