"""The network of the reader, in numpy: from words to scores. What is trained is its twin in ``training/network.py``.

Word vectors are made of pieces, shape and ending and kept for the words that come again; a small transformer encoder
(Vaswani et al. 2017) sets them in their context; linear heads score tags, lemmas, names and sentence starts, and two
bilinear ones (Dozat and Manning 2017) the arcs of the tree and their labels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .wordpieces import Pieces, shape, suffix

Array = NDArray[np.float32]
HEADS = ("tags", "morphs", "lemmas")
TABLES = ("pieces", "suffixes")  # large and looked up row by row: kept in eight bits, with a scale for each row
KEPT_FORMS = 20_000  # vectors of distinct words that are held; 30 MB
_EPSILON = np.float32(1e-12)
_STEEPEST = np.float32(60)  # scores of attention are cut off here: no exponential overflows, and no sum is zero


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
        self._pieces, self._spell, self._heads = pieces, spell, heads
        self.transitions = np.asarray(transitions, np.float32)
        self._tables = {name: weights[f"{name}.weight"] for name in TABLES}
        self._scales = {name: weights[f"{name}.scale"].astype(np.float32)[:, None] for name in TABLES}
        dense = (name for name in weights if name.split(".")[0] not in TABLES)
        self._w = {name: weights[name].astype(np.float32) for name in dense}
        self.layers = sum(name.endswith("qkv.weight") for name in weights)
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
            x[start:end] += self._w["positions.weight"][: end - start]
        _normalise(x, self._w["norm.weight"], self._w["norm.bias"])
        for layer in range(self.layers):
            x = self._layer(x, bounds, f"layers.{layer}.")
        return np.delete(x, [start for start, _ in bounds], axis=0)

    def scores(self, x: Array) -> dict[str, Array]:
        """Scores by name for encoded words: ``tags``, ``morphs``, ``lemmas``, ``names``, ``starts``."""
        low = np.maximum(self._linear(x, "low"), 0)
        found = {name: self._linear(low, name) for name in HEADS}
        return {**found, "names": self._linear(x, "names"), "starts": self._linear(x, "starts")}

    def arcs(self, x: Array) -> tuple[Array, Array, Array, Array]:
        """What arcs are scored with: of words, of heads, the bias of heads, and the score of every word as the root."""
        words = np.maximum(self._linear(x, "arc_word"), 0) @ self._w["arc"]
        heads = np.maximum(self._linear(x, "arc_head"), 0)
        bias = self._w["arc_bias.weight"][0]
        roots = words @ self._w["root"] + self._w["root"] @ bias
        return words, heads, heads @ bias, roots

    def labels(self, x: Array, heads: NDArray[np.int64]) -> NDArray[np.int64]:
        """The best label of every word's arc; ``heads`` are rows of ``x``, a word's own for a root."""
        words = np.maximum(self._linear(x, "label_word"), 0)
        above = np.maximum(self._linear(x, "label_head"), 0)[heads]
        above[heads == np.arange(len(heads))] = self._w["label_root"]
        table = self._w["label"]
        inside, labels, outside = table.shape
        left = words @ table[:-1].reshape(inside - 1, -1) + table[-1].reshape(-1)
        left = left.reshape(len(words), labels, outside)
        scores = np.einsum("nlb,nb->nl", left[:, :, :-1], above) + left[:, :, -1]
        best: NDArray[np.int64] = scores.argmax(axis=1)
        return best

    def _linear(self, x: Array, name: str) -> Array:
        result: Array = x @ self._w[f"{name}.weight"].T
        result += self._w[f"{name}.bias"]
        return result

    def _layer(self, x: Array, bounds: Sequence[tuple[int, int]], name: str) -> Array:
        qkv = self._linear(x, f"{name}qkv").reshape(len(x), 3, self._heads, -1)
        mixed = np.empty((len(x), qkv.shape[2] * qkv.shape[3]), np.float32)
        for start, end in bounds:
            q, k, v = qkv[start:end].transpose(1, 2, 0, 3)
            weights = q @ k.transpose(0, 2, 1)
            np.clip(weights, -_STEEPEST, _STEEPEST, out=weights)
            np.exp(weights, out=weights)
            heard = weights @ v
            heard /= weights.sum(axis=2, keepdims=True)
            mixed[start:end] = heard.transpose(1, 0, 2).reshape(end - start, -1)
        after = self._linear(mixed, f"{name}out")
        after += x
        _normalise(after, self._w[f"{name}norm1.weight"], self._w[f"{name}norm1.bias"])
        inner = self._linear(after, f"{name}up")
        gate = inner * np.float32(-1.702)  # the quick form of GELU (Hendrycks and Gimpel 2016)
        with np.errstate(over="ignore"):  # far below zero the gate is infinite, and the neuron silent
            np.exp(gate, out=gate)
        gate += 1
        inner /= gate
        below = self._linear(inner, f"{name}down")
        below += after
        _normalise(below, self._w[f"{name}norm2.weight"], self._w[f"{name}norm2.bias"])
        return below

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


def _normalise(x: Array, weight: Array, bias: Array) -> None:
    """Layer normalisation (Ba et al. 2016) in place."""
    x -= x.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1])
    x *= (1 / np.sqrt(variance + _EPSILON))[:, None]
    x *= weight
    x += bias
