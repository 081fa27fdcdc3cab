"""The best tree over the words of a sentence: maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_NEVER = np.float32(-1e9)


def best_tree(arcs: Scores, roots: Scores) -> list[int]:
    """The head of every word, its own index for the root, with exactly one root.

    ``arcs[i, j]`` is the score of word ``j`` as the head of word ``i`` (n x n), ``roots[i]`` that of ``i`` as the root.
    The root is the word that gains most by being it; given the root, the tree is the best one.
    """
    count = len(roots)
    if count == 1:
        return [0]
    scores = arcs.copy()
    np.fill_diagonal(scores, _NEVER)
    root = int(np.argmax(roots - scores.max(axis=1)))
    scores[root] = _NEVER
    heads = scores.argmax(axis=1)
    heads[root] = root
    if _cycle(heads.tolist(), root):
        heads = np.asarray(_spanning(scores, root))
    return [int(head) for head in heads]


def _cycle(heads: list[int], root: int) -> list[int]:
    """The words of one cycle that does not pass the root, or none."""
    done = {root}
    for start in range(len(heads)):
        path: list[int] = []
        node = start
        while node not in done:
            done.add(node)
            path.append(node)
            node = heads[node]
        if node in path:
            return path[path.index(node) :]
    return []


def _spanning(scores: Scores, root: int) -> list[int]:
    """Heads of the best arborescence: a cycle of best heads is contracted to one word, solved, and opened again."""
    heads: list[int] = scores.argmax(axis=1).tolist()
    heads[root] = root
    cycle = _cycle(heads, root)
    if not cycle:
        return heads
    ring, outer = np.asarray(cycle), np.asarray([i for i in range(len(heads)) if i not in set(cycle)])
    own = scores[ring, np.asarray(heads)[ring]]
    into = scores[np.ix_(ring, outer)] - own[:, None]  # the gain of entering the cycle at each of its words
    out_of = scores[np.ix_(outer, ring)]
    size = len(outer)
    smaller = np.full((size + 1, size + 1), _NEVER, dtype=scores.dtype)
    smaller[:size, :size] = scores[np.ix_(outer, outer)]
    smaller[size, :size], smaller[:size, size] = into.max(axis=0), out_of.max(axis=1)
    solved = _spanning(smaller, int(np.flatnonzero(outer == root)[0]))
    for i, head in enumerate(solved[:size]):
        word = int(outer[i])
        heads[word] = int(ring[out_of[i].argmax()]) if head == size else int(outer[head])
    entry = solved[size]
    heads[int(ring[into[:, entry].argmax()])] = int(outer[entry])
    heads[root] = root
    return heads
