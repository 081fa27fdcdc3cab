"""The network of the reader, in numpy: from words to scores. What is trained is its twin in ``training/network.py``.

Word vectors are made of pieces, shape and ending and kept for the words that come again; the encoder (``encoder``) sets
them in their context; linear heads score tags, lemmas, names and sentence starts, and two
bilinear ones (Dozat and Manning 2017) the arcs of the tree and their labels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .encoder import Array, Encoder, linear
from .wordpieces import Pieces, shape, suffix

HEADS = ("tags", "morphs", "lemmas")
TABLES = ("pieces", "suffixes")  # large and looked up row by row: kept in eight bits, with a scale for each row
LABELLED_AT_ONCE = 64  # words; what stands between them and their labels, 2,450 numbers for each, stays in the cache
KEPT_FORMS = 20_000  # vectors of distinct words that are held; 30 MB


class Network:
    """Scores of words in their context. ``weights`` are named as the parameters of the trained network.

    Words are given by keys (spaCy's numbers of their forms); ``spell`` gives the form of a key. ``transitions`` are
    added to the scores of names that follow each other (``names``).
    """

    def __init__(
        self,
        weights: Mapping[str, NDArray[Any]],
        pieces: Pieces,
        spell: Callable[[int], str],
        *,
        heads: int,
        transitions: Sequence[Sequence[float]],
    ) -> None:
        self._pieces, self._spell = pieces, spell
        self.transitions = np.asarray(transitions, np.float32)
        self._tables = {name: weights[f"{name}.weight"] for name in TABLES}
        self._scales = {name: weights[f"{name}.scale"].astype(np.float32)[:, None] for name in TABLES}
        dense = (name for name in weights if name.split(".")[0] not in TABLES)
        self._w = {name: weights[name].astype(np.float32) for name in dense}
        self._encoder = Encoder(self._w, heads=heads)
        inside, labels, outside = self._w["label"].shape
        self._label = self._w["label"].reshape(inside, labels * outside)  # the last row is for the bias of the word
        self._label_shape = labels, outside
        self._forms: dict[int, int] = {}
        self._vectors = np.empty((KEPT_FORMS, self._w["start"].shape[0]), np.float32)

    def encode(self, texts: Sequence[Sequence[int]]) -> Array:
        """The words of some texts, each in the context of its own text: all words x width, text after text."""
        lengths = [len(words) + 1 for words in texts]
        ends = np.cumsum(lengths)
        bounds = list(zip([0, *ends[:-1].tolist()], ends.tolist(), strict=True))
        x = np.empty((bounds[-1][1], self._vectors.shape[1]), np.float32)
        for (start, end), words in zip(bounds, texts, strict=True):
            x[start] = self._w["start"]
            x[start + 1 : end] = self._vectors[self._rows(words)]
        x = self._encoder(x, bounds)
        return np.delete(x, [start for start, _ in bounds], axis=0)

    def scores(self, x: Array) -> dict[str, Array]:
        """Scores by name for encoded words: ``tags``, ``morphs``, ``lemmas``, ``names``, ``starts``."""
        low = np.maximum(linear(x, self._w, "low"), 0)
        found = {name: linear(low, self._w, name) for name in HEADS}
        return {**found, "names": linear(x, self._w, "names"), "starts": linear(x, self._w, "starts")}

    def arcs(self, x: Array) -> tuple[Array, Array, Array, Array]:
        """What arcs are scored with: of words, of heads, the bias of heads, and the score of every word as the root."""
        words = np.maximum(linear(x, self._w, "arc_word"), 0) @ self._w["arc"]
        heads = np.maximum(linear(x, self._w, "arc_head"), 0)
        bias = self._w["arc_bias.weight"][0]
        roots = words @ self._w["root"] + self._w["root"] @ bias
        return words, heads, heads @ bias, roots

    def labels(self, x: Array, heads: NDArray[np.int64]) -> NDArray[np.int64]:
        """The best label of every word's arc; ``heads`` are rows of ``x``, a word's own for a root."""
        words = np.maximum(linear(x, self._w, "label_word"), 0)
        above = np.maximum(linear(x, self._w, "label_head"), 0)[heads]
        above[heads == np.arange(len(heads))] = self._w["label_root"]
        above = np.concatenate([above, np.ones((len(above), 1), np.float32)], axis=1)
        best = np.empty(len(words), np.int64)
        for start in range(0, len(words), LABELLED_AT_ONCE):
            some = slice(start, start + LABELLED_AT_ONCE)
            left = words[some] @ self._label[:-1]
            left += self._label[-1]
            best[some] = (left.reshape(-1, *self._label_shape) @ above[some, :, None])[..., 0].argmax(axis=1)
        return best

    def _rows(self, words: Sequence[int]) -> list[int]:
        """The rows of the words among the vectors that are held; new ones are made."""
        if new := list(dict.fromkeys(word for word in words if word not in self._forms)):
            if len(self._forms) + len(new) > KEPT_FORMS:
                self._forms.clear()
                new = list(dict.fromkeys(words))
            rows = range(len(self._forms), len(self._forms) + len(new))
            self._vectors[rows.start : rows.stop] = self._made([self._spell(word) for word in new])
            self._forms.update(zip(new, rows, strict=True))
        return [self._forms[word] for word in words]

    def _made(self, forms: Sequence[str]) -> Array:
        """The vectors of forms: of the first piece, of the mean of the others, of shape and ending."""
        pieces = [self._pieces(form) for form in forms]
        vectors = self._looked_up("pieces", [first for first, *_ in pieces])
        vectors += self._looked_up("suffixes", [suffix(form) for form in forms])
        vectors += self._w["shapes.weight"][[shape(form) for form in forms]]
        if longer := [i for i, found in enumerate(pieces) if len(found) > 1]:
            rests = [pieces[i][1:] for i in longer]
            starts = np.cumsum([0] + [len(rest) for rest in rests[:-1]])
            sums = np.add.reduceat(self._looked_up("pieces", [piece for rest in rests for piece in rest]), starts)
            counts = np.asarray([len(rest) for rest in rests], np.float32)
            vectors[longer] += (sums / counts[:, None]) @ self._w["rest.weight"].T
        return vectors

    def _looked_up(self, table: str, rows: list[int]) -> Array:
        result: Array = self._tables[table][rows] * self._scales[table][rows]
        return result
