"""Structural balance: whether the signs of three actors fit together ("the enemy of my enemy is my friend").

Cartwright and Harary (1956): three that are all related are balanced where the product of their signs is positive, so
with no or two negative pairs. Davis (1967) calls three enemies of each other balanced too, in the weak sense.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice

import msgspec
import networkx as nx
import numpy as np

LISTED = 100  # unbalanced triads that are listed; all are counted


class Triad(msgspec.Struct, frozen=True, kw_only=True):
    """Three nodes with the net signs of a-b, b-c and a-c; ``weight`` is the least net weight of the three pairs."""

    a: str
    b: str
    c: str
    signs: tuple[int, int, int]
    weight: float


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """How many triads have three, two, one and no positive pairs, and the unbalanced ones that weigh most.

    ``share`` is that of balanced ones (three or one positive), ``weak_share`` counts no positive pair as balanced too;
    both are -1.0 where there is no triad. ``mixed`` is how many pairs have no sign because they cooperate as often as
    they fight; they are in no triad.
    """

    positive3: int
    positive2: int
    positive1: int
    positive0: int
    mixed: int
    share: float
    weak_share: float
    unbalanced: tuple[Triad, ...]


def balance(pairs: nx.Graph, *, listed: int = LISTED) -> Balance:
    """The balance of the triads of an undirected graph whose edges have ``sign`` and ``net`` (``graph.undirected``)."""
    nodes = sorted(pairs)
    plus, minus = _matrix(pairs, nodes, 1), _matrix(pairs, nodes, -1)
    counts = _census(plus, minus)
    total = sum(counts)
    return Balance(
        positive3=counts[3], positive2=counts[2], positive1=counts[1], positive0=counts[0],
        mixed=sum(1 for *_, sign in pairs.edges(data="sign") if sign == 0),
        share=(counts[3] + counts[1]) / total if total else -1.0,
        weak_share=(counts[3] + counts[1] + counts[0]) / total if total else -1.0,
        unbalanced=tuple(islice(_unbalanced(pairs), listed)),
    )  # fmt: skip


def _matrix(pairs: nx.Graph, nodes: list[str], sign: int) -> np.ndarray:
    place = {node: n for n, node in enumerate(nodes)}
    made = np.zeros((len(nodes), len(nodes)))
    for a, b, of_edge in pairs.edges(data="sign"):
        if of_edge == sign:
            made[place[a], place[b]] = made[place[b], place[a]] = 1
    return made


def _census(plus: np.ndarray, minus: np.ndarray) -> tuple[int, int, int, int]:
    """Triads by their number of positive pairs, 0 to 3.

    The trace of a product of three adjacency matrices counts closed walks of three steps; a triad of one sign has six
    of them, one of two signs two for each way to begin at its odd pair.
    """

    def walks(one: np.ndarray, two: np.ndarray, three: np.ndarray) -> int:
        return round(float(np.sum((one @ two) * three)))

    return (
        walks(minus, minus, minus) // 6, walks(minus, minus, plus) // 2,
        walks(plus, plus, minus) // 2, walks(plus, plus, plus) // 6,
    )  # fmt: skip


def _unbalanced(pairs: nx.Graph) -> Iterator[Triad]:
    """Unbalanced triads, the one whose weakest pair weighs most first.

    Pairs are added from the heaviest on; the pair that closes a triad is then its weakest.
    """
    near: dict[str, dict[str, int]] = {node: {} for node in pairs}
    signed = [(abs(net), *sorted((a, b)), (net > 0) - (net < 0)) for a, b, net in pairs.edges(data="net") if net]
    for weight, a, b, sign in sorted(signed, key=lambda each: (-each[0], each[1], each[2])):
        for c in sorted(near[a].keys() & near[b].keys()):
            if sign * near[a][c] * near[b][c] < 0:
                yield _triad({(a, b): sign, (a, c): near[a][c], (b, c): near[b][c]}, weight)
        near[a][b] = near[b][a] = sign


def _triad(signs: dict[tuple[str, str], int], weight: float) -> Triad:
    of_pair = {frozenset(pair): sign for pair, sign in signs.items()}
    a, b, c = sorted(frozenset().union(*of_pair))
    ab, ac, bc = (of_pair[frozenset(pair)] for pair in combinations((a, b, c), 2))
    return Triad(a=a, b=b, c=c, signs=(ab, bc, ac), weight=weight)
