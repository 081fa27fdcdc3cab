"""A small transformer encoder (Vaswani et al. 2017) in numpy: vectors of tokens set into their context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_EPSILON = np.float32(1e-12)
_STEEPEST = np.float32(60)  # scores of attention are cut off here: no exponential overflows, and no sum is zero


class Encoder:
    """Positions, a norm and layers, as in BERT (Devlin et al. 2019).

    ``weights`` are ``positions.weight``, ``norm.*`` and for each layer ``layers.0.qkv.*`` (its queries already scaled),
    ``out``, ``norm1``, ``up``, ``down``, ``norm2``; ``heads`` is how many attention heads a layer has.
    """

    def __init__(self, weights: Mapping[str, Array], *, heads: int) -> None:
        self._w, self._heads = weights, heads
        self._layers = sum(name.endswith("qkv.weight") for name in weights)

    def __call__(self, x: Array, bounds: Sequence[tuple[int, int]]) -> Array:
        """The tokens of some texts in their context: ``x`` is tokens x width, ``bounds`` where each text stands in it.

        ``x`` is changed.
        """
        for start, end in bounds:
            x[start:end] += self._w["positions.weight"][: end - start]
        _normalise(x, self._w["norm.weight"], self._w["norm.bias"])
        for layer in range(self._layers):
            x = self._layer(x, bounds, f"layers.{layer}.")
        return x

    def _layer(self, x: Array, bounds: Sequence[tuple[int, int]], name: str) -> Array:
        qkv = linear(x, self._w, f"{name}qkv").reshape(len(x), 3, self._heads, -1)
        mixed = np.empty((len(x), qkv.shape[2] * qkv.shape[3]), np.float32)
        for start, end in bounds:
            q, k, v = qkv[start:end].transpose(1, 2, 0, 3)
            weights = q @ k.transpose(0, 2, 1)
            np.clip(weights, -_STEEPEST, _STEEPEST, out=weights)
            np.exp(weights, out=weights)
            heard = weights @ v
            heard /= weights.sum(axis=2, keepdims=True)
            mixed[start:end] = heard.transpose(1, 0, 2).reshape(end - start, -1)
        after = linear(mixed, self._w, f"{name}out")
        after += x
        _normalise(after, self._w[f"{name}norm1.weight"], self._w[f"{name}norm1.bias"])
        inner = linear(after, self._w, f"{name}up")
        gate = inner * np.float32(-1.702)  # the quick form of GELU (Hendrycks and Gimpel 2016)
        with np.errstate(over="ignore"):  # far below zero the gate is infinite, and the neuron silent
            np.exp(gate, out=gate)
        gate += 1
        inner /= gate
        below = linear(inner, self._w, f"{name}down")
        below += after
        _normalise(below, self._w[f"{name}norm2.weight"], self._w[f"{name}norm2.bias"])
        return below


def linear(x: Array, weights: Mapping[str, Array], name: str) -> Array:
    """The linear map of this name applied to every row."""
    result: Array = x @ weights[f"{name}.weight"].T
    result += weights[f"{name}.bias"]
    return result


def _normalise(x: Array, weight: Array, bias: Array) -> None:
    """Layer normalisation (Ba et al. 2016) in place."""
    x -= x.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1])
    x *= (1 / np.sqrt(variance + _EPSILON))[:, None]
    x *= weight
    x += bias
