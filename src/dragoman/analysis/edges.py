"""The network as values: nodes, signed weighted edges between them, and the dyads that the edges add up to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from dragoman.archive.filters import QUADS

Kind = Literal["state", "body", "sector", "entity"]
Unit = Literal["occurrences", "events", "ties"]

_SIGN_AT = {1: 0, -1: 1, 0: 2}  # where the sum of a sign stands
SIGNS = {1: 1, 2: 1, 3: -1, 4: -1}  # quad class: cooperation is positive, conflict negative
# What a standing relation is for the network. Those left out (border, dependence, other) are neither for nor against.
RELATION_SIGNS = {
    "alliance": 1, "partnership": 1, "support": 1, "membership": 1, "recognition": 1,
    "rivalry": -1, "war": -1, "occupation": -1, "sanctions-regime": -1,
}  # fmt: skip


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """An actor: ``key`` is its code ("BLR", "BLR/MIL", an entity), ``label`` its name, ``country`` its state or ""."""

    key: str
    label: str
    kind: Kind
    country: str


class Edge(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """All that a source did to a target of one type.

    ``type`` is the name of a quad class, an event type, or the relation of ties. ``sign`` is 1 for cooperation, -1 for
    conflict, 0 for neither. ``weight`` is the number of units, ``n_reports`` how many tellings of them there are (a
    report that tells two units counts twice), ``goldstein`` the sum of Goldstein values. ``first`` and ``last`` are ISO
    days, "" where no unit has one.
    """

    source: str
    target: str
    type: str
    sign: int
    weight: float
    quads: tuple[int, int, int, int] = (0, 0, 0, 0)
    goldstein: float = 0.0
    n_reports: int = 0
    first: str = ""
    last: str = ""


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """Nodes and edges, at most one edge of a type from a source to a target.

    ``about`` says in English what was counted, ``undated`` how many units it left out because they have no day.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    unit: Unit = "occurrences"
    about: str = ""
    undated: int = 0


class Dyad(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a source did to a target in all: units by sign and by quad class, the sum of Goldstein values, tellings."""

    source: str
    target: str
    cooperation: float
    conflict: float
    neutral: float
    quads: tuple[int, int, int, int]
    goldstein: float
    n_reports: int

    @property
    def weight(self) -> float:
        """Units of every kind."""
        return self.cooperation + self.conflict + self.neutral

    @property
    def net(self) -> float:
        """Cooperation less conflict."""
        return self.cooperation - self.conflict


def dyads(edges: Iterable[Edge]) -> list[Dyad]:
    """The directed dyads of edges, each once, in the order of their codes."""
    found: dict[tuple[str, str], list[float]] = {}
    for edge in edges:
        sums = found.setdefault((edge.source, edge.target), [0.0] * 9)
        sums[_SIGN_AT[edge.sign]] += edge.weight
        for at, n in enumerate(edge.quads, 3):
            sums[at] += n
        sums[7] += edge.goldstein
        sums[8] += edge.n_reports
    return [
        Dyad(
            source=source, target=target, cooperation=sums[0], conflict=sums[1], neutral=sums[2],
            quads=(int(sums[3]), int(sums[4]), int(sums[5]), int(sums[6])), goldstein=sums[7], n_reports=int(sums[8]),
        )
        for (source, target), sums in sorted(found.items())
    ]  # fmt: skip


def quad_name(quad: int) -> str:
    """What a quad class is called: 4 is "material conflict"."""
    return QUADS[quad]


def among(network: Network, keys: Iterable[str]) -> Network:
    """The part of a network between some of its nodes."""
    kept = frozenset(keys)
    return msgspec.structs.replace(
        network,
        nodes=tuple(node for node in network.nodes if node.key in kept),
        edges=tuple(edge for edge in network.edges if edge.source in kept and edge.target in kept),
    )


def printable(network: Network) -> Network:
    """A network whose texts hold no control characters, which XML forbids: each becomes a space."""

    def clean(text: str) -> str:
        return text if text.isprintable() else "".join(each if each.isprintable() else " " for each in text)

    replace = msgspec.structs.replace
    return replace(
        network,
        about=clean(network.about),
        nodes=tuple(replace(node, key=clean(node.key), label=clean(node.label)) for node in network.nodes),
        edges=tuple(replace(edge, source=clean(edge.source), target=clean(edge.target)) for edge in network.edges),
    )
