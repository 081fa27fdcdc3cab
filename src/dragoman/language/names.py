"""The best labels of names (BIO) for a text: Viterbi's algorithm (1967) where a name may be, O elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from .encoder import Array

NEVER = -1e9  # the transition to an inside label from another kind
_SURE = np.float32(8)  # a word whose O leads by so much is in no name, whatever stands beside it


def best_labels(scores: Array, transitions: Array) -> NDArray[np.int64]:
    """The number of the best label of every word.

    ``scores`` are words x labels, label 0 is O; ``transitions`` are labels + 1 x labels, the last row for a start.
    """
    labels = np.zeros(len(scores), np.int64)
    unsure = scores[:, 0] - scores[:, 1:].max(axis=1) < _SURE
    for start, end in _runs(unsure):
        labels[start:end] = _path(scores[start:end], transitions, transitions[0 if start else -1])
    return labels


def _runs(marked: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """The stretches of marked words."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _path(scores: Array, transitions: Array, first: Array) -> list[int]:
    best = scores[0] + first
    back: list[NDArray[np.int64]] = []
    for row in scores[1:]:
        reached = best[:, None] + transitions[:-1]
        back.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]
