"""A small learned scorer: which type of event a sentence tells from one marked stretch of it to another.

An encoder reads the sentence with the two stretches marked; what it makes of the whole, of the source and of the target
is scored for every type and mode. It was trained on nothing but the codebook's own sentences (``training/scorer.py``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.language.encoder import Array, Encoder, linear
from dragoman.language.wordpieces import Pieces
from dragoman.records import Span

SHIPPED = Path(__file__).parent / "scorer"
LONGEST = 128  # pieces of a sentence; what is longer is cut off
AT_ONCE = 12  # sentences, some 500 pieces: what stands between two layers stays in the cache
_WORD = re.compile(r"\w+|[^\w\s]")
_SETTINGS, _WEIGHTS = "settings.json", "weights.npz"
OTHER, SOURCE, TARGET = range(3)
FULL = 3.0  # the weight of a rule's act whose two sides are the marked ones


class Settings(msgspec.Struct, frozen=True):
    """What there is to know of a scorer beside its weights.

    ``codes`` are ``TYPE`` and ``TYPE/mode`` in the order of the scores; ``temperature`` divides the scores of types, so
    that their softmax is calibrated; ``rules`` is how much evidence of the rules, by its weight, adds to them.
    """

    pieces: list[str]
    heads: int
    types: list[str]
    codes: list[str]
    temperature: float
    rules: dict[str, float]

    def rule_weight(self, weight: float) -> float:
        """What evidence of the rules of this weight adds to the score of its type."""
        return next((add for least, add in self.rules.items() if weight >= float(least)), 0.0)

    def mode(self, type_: str, scores: Array) -> str | None:
        """The mode of a type with the best score among the codes."""
        own = [i for i, code in enumerate(self.codes) if code.partition("/")[0] == type_]
        return self.codes[max(own, key=lambda i: scores[i])].partition("/")[2] or None


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with the stretches of its source and its target, as offsets; None where one is not in it."""

    text: str
    source: Span | None
    target: Span | None


class Scorer:
    """Scores marked sentences. Made by ``load_scorer``."""

    def __init__(self, settings: Settings, weights: dict[str, NDArray[Any]]) -> None:
        self.settings = settings
        self._pieces = Pieces(settings.pieces)
        self._ends = settings.pieces.index("[CLS]"), settings.pieces.index("[SEP]")
        self._w = {name: unpacked(name, weights) for name in weights if not name.endswith(".scale")}
        self._encoder = Encoder(self._w, heads=settings.heads)

    def scores(self, sentences: Sequence[Marked]) -> tuple[Array, Array]:
        """The scores of types (sentences x types) and of codes (sentences x codes), before any softmax."""
        parts = [self._scored(sentences[i : i + AT_ONCE]) for i in range(0, len(sentences), AT_ONCE)]
        types, codes = zip(*parts, strict=True) if parts else ((), ())
        shapes = (0, len(self.settings.types)), (0, len(self.settings.codes))
        return np.concatenate([np.empty(shapes[0], np.float32), *types]), np.concatenate(
            [np.empty(shapes[1], np.float32), *codes]
        )

    def _scored(self, sentences: Sequence[Marked]) -> tuple[Array, Array]:
        read = [tokens(sentence, self._pieces, self._ends) for sentence in sentences]
        ends = np.cumsum([len(pieces) for pieces, _ in read])
        bounds = list(zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True))
        pieces, roles = (np.concatenate(column) for column in zip(*read, strict=True))
        x = self._encoder(self._w["pieces.weight"][pieces] + self._w["roles.weight"][roles], bounds)
        pooled = np.stack([_pooled(x[start:end], roles[start:end]) for start, end in bounds])
        return linear(pooled, self._w, "types"), linear(pooled, self._w, "codes")


def tokens(sentence: Marked, pieces: Pieces, ends: tuple[int, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pieces of a sentence between a start and an end mark, and of each whether it is source, target or neither."""
    numbers, roles = [ends[0]], [OTHER]
    for word in _WORD.finditer(sentence.text):
        found = pieces(word[0])
        numbers += found
        roles += [_role(word.start(), sentence)] * len(found)
    return np.asarray([*numbers[: LONGEST - 1], ends[1]]), np.asarray([*roles[: LONGEST - 1], OTHER])


@cache
def load_scorer() -> Scorer:
    """The shipped scorer."""
    settings = msgspec.json.decode((SHIPPED / _SETTINGS).read_bytes(), type=Settings)
    with np.load(SHIPPED / _WEIGHTS, allow_pickle=False) as arrays:
        return Scorer(settings, dict(arrays))


def save_scorer(folder: Path, settings: Settings, weights: dict[str, NDArray[Any]]) -> None:
    """Write what ``load_scorer`` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _SETTINGS).write_bytes(msgspec.json.format(msgspec.json.encode(settings), indent=0))
    np.savez(folder / _WEIGHTS, **weights)  # type: ignore[arg-type]  # its stub takes names for flags


def unpacked(name: str, weights: dict[str, NDArray[Any]]) -> Array:
    """The weights of a name in single precision: rows in eight bits have a scale each."""
    values: Array = weights[name].astype(np.float32)
    if (scale := weights.get(f"{name}.scale")) is not None:
        values *= scale.astype(np.float32)[:, None]
    return values


def _role(at: int, sentence: Marked) -> int:
    for role, span in ((SOURCE, sentence.source), (TARGET, sentence.target)):
        if span is not None and span[0] <= at < span[1]:
            return role
    return OTHER


def _pooled(x: Array, roles: NDArray[np.int64]) -> Array:
    """The mean of all vectors, of the source's and of the target's (zeros where it is not in the text), in a row."""
    parts = [x, x[roles == SOURCE], x[roles == TARGET]]
    return np.concatenate([part.mean(axis=0) if len(part) else np.zeros(x.shape[1], np.float32) for part in parts])
