"""Dependence and exposure: how much of an actor's dealings hangs on another one, directly or by steps."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import msgspec
import networkx as nx

from dragoman.errors import UsageError

By = Literal["cooperation", "conflict", "weight"]


class Dependence(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a node's units are with a partner: ``share`` of the ``units`` it has, and the share the other way."""

    node: str
    partner: str
    units: float
    share: float
    share_back: float


class Exposure(msgspec.Struct, frozen=True, kw_only=True):
    """How a node is exposed to the starting nodes.

    ``steps`` is the least number of steps to one of them. ``share`` is the largest product of dependences on a way of
    at most as many steps as were asked for, and ``way`` that way, from the node to the start.
    """

    node: str
    steps: int
    share: float
    way: tuple[str, ...]


def dependence(pairs: nx.Graph, node: str, *, by: By = "cooperation") -> list[Dependence]:
    """A node's partners and its dependence on each, the largest first: units with the partner / all its units.

    This is the share of partners in trade networks (Hirschman 1945), here of events. Raises UsageError for a node that
    the graph does not have.
    """
    _check(pairs, (node,))
    shares = _shares(pairs, by)
    found = [
        Dependence(node=node, partner=other, units=pairs[node][other][by], share=share, share_back=shares[other][node])
        for other, share in shares[node].items()
    ]
    return sorted(found, key=lambda each: (-each.share, each.partner))


def exposure(pairs: nx.Graph, starts: Collection[str], *, steps: int = 2, by: By = "cooperation") -> list[Exposure]:
    """Every node within some steps of the starting nodes, without these, the nearest and most exposed first.

    Each round lengthens the best ways by one step (Bellman 1958), with the product of shares in place of the sum of
    lengths. Raises UsageError for a start that the graph does not have, and for fewer than one step.
    """
    _check(pairs, starts)
    if steps < 1:
        raise UsageError(f"exposure needs one step or more, not {steps}")
    shares = _shares(pairs, by)
    best: dict[str, tuple[float, tuple[str, ...]]] = {start: (1.0, (start,)) for start in starts}
    first = dict.fromkeys(starts, 0)
    for step in range(1, steps + 1):
        best = _one_more(shares, best)
        for node in best:
            first.setdefault(node, step)
    found = [
        Exposure(node=node, steps=first[node], share=share, way=way)
        for node, (share, way) in best.items() if first[node]
    ]  # fmt: skip
    return sorted(found, key=lambda each: (each.steps, -each.share, each.node))


def _one_more(
    shares: dict[str, dict[str, float]], best: dict[str, tuple[float, tuple[str, ...]]]
) -> dict[str, tuple[float, tuple[str, ...]]]:
    """The best ways with one step more; shares are at most 1, so no best way comes by a node twice."""
    longer = dict(best)
    for middle, (share, way) in sorted(best.items()):
        for node in shares[middle]:
            if node not in way and (new := shares[node][middle] * share) > longer.get(node, (0.0,))[0]:
                longer[node] = (new, (node, *way))
    return longer


def _shares(pairs: nx.Graph, by: By) -> dict[str, dict[str, float]]:
    """For each node the share of its units with each partner."""
    units = {node: {other: data[by] for other, data in pairs[node].items() if data[by]} for node in pairs}
    return {
        node: {other: value / total for other, value in partners.items()}
        for node, partners in units.items()
        for total in (sum(partners.values()),)
    }


def _check(pairs: nx.Graph, nodes: Collection[str]) -> None:
    if missing := sorted(node for node in nodes if node not in pairs):
        raise UsageError(f"{', '.join(missing)} is in no edge of this network; widen the time or the filter")
