"""How name labels follow each other: what the decoder adds to the scores of the network.

A pair of labels counts by its pointwise mutual information (Church and Hanks 1990), scaled down, since the network has
seen the words on both sides itself; a pair that no labelling has, such as I-ORG behind O, never comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from dragoman.language.names import NEVER

SCALE = 0.3  # of 0, 0.3 and 1 the best on GUM's development and test parts
_SEEN_BEFORE = 0.1  # added to every count
_LEAST, _MOST = -12.0, 9.0


def transitions(labellings: Iterable[Sequence[str]], labels: Sequence[str]) -> list[list[float]]:
    """A row for each label before (the last for none, at a start), a column for each label."""
    numbers = {label: i for i, label in enumerate(labels)}
    counts = np.full((len(labels) + 1, len(labels)), _SEEN_BEFORE)
    for labelling in labellings:
        before = len(labels)
        for label in labelling:
            if label in numbers:
                counts[before, numbers[label]] += 1
            before = numbers.get(label, len(labels))
    pairs = counts / counts.sum(axis=1, keepdims=True)
    information = np.log(pairs) - np.log(counts.sum(axis=0) / counts.sum())
    table = SCALE * np.clip(information, _LEAST, _MOST)
    for i, before in enumerate([*labels, "O"]):
        for j, label in enumerate(labels):
            if label.startswith("I") and before[1:] != label[1:]:
                table[i, j] = NEVER
    return [[round(float(value), 4) for value in row] for row in table]
