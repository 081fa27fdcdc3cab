"""The network as the workbench shows it: the weightiest edges, the months of those that are drawn, and its measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import duckdb
import msgspec
import networkx as nx

from dragoman.analysis.balance import Balance, balance
from dragoman.analysis.centrality import centrality
from dragoman.analysis.change import Period, changes
from dragoman.analysis.edges import Edge, Network, Node, among
from dragoman.analysis.gexf import Months
from dragoman.analysis.graph import undirected
from dragoman.analysis.labels import label
from dragoman.analysis.networks import NetworkQuestion, months_between, network_of, recipients_of, tie_network
from dragoman.analysis.reach import exposure
from dragoman.analysis.weightiest import weightiest
from dragoman.errors import AnalysisError

MEASURED = 6000  # edges of a network whose actors and triads are measured: some seconds

KINDS = {"state": "state", "body": "organisation", "sector": "group", "entity": "people"}  # as graph.js draws nodes


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which network: of events or of ``ties``; edges of at least a ``weight``, around an actor (a code) in some steps.

    With ``within`` an actor has edges to itself too.
    """

    question: NetworkQuestion
    ties: bool = False
    weight: int = 1
    within: bool = False
    around: str | None = None
    steps: int = 1


class EdgeLine(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An edge as a list shows it; ``weight`` is in units, ``first`` and ``last`` are ISO days or empty."""

    source: str
    target: str
    source_name: str
    target_name: str
    type: str
    sign: int
    weight: int
    goldstein: float
    n_reports: int
    first: str
    last: str


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """The part of a network that is shown: how large it is, its weightiest edges with their nodes and these' units.

    ``nothing`` says in words why there is none. ``inner`` are the units that actors do to themselves and that are left
    out, ``measurable`` is the least weight at which the network can be measured.
    """

    n_nodes: int = 0
    n_edges: int = 0
    units: int = 0
    inner: int = 0
    measurable: int = 1
    edges: tuple[EdgeLine, ...] = ()
    nodes: tuple[Node, ...] = ()
    node_units: dict[str, int] = msgspec.field(default_factory=dict)
    nothing: str | None = None


class ActorLine(msgspec.Struct, frozen=True, kw_only=True):
    """The measures of a node, as ``analysis.centrality`` has them, with its name."""

    node: str
    name: str
    targets: int
    sources: int
    given: float
    received: float
    cooperation: float
    conflict: float
    betweenness: float
    pagerank: float
    community: int


class TriadLine(msgspec.Struct, frozen=True, kw_only=True):
    """An unbalanced triad: three nodes, the net signs of a-b, b-c and a-c, and the net weight of the weakest pair."""

    a: str
    b: str
    c: str
    names: tuple[str, str, str]
    signs: tuple[int, int, int]
    weight: float


class ExposureLine(msgspec.Struct, frozen=True, kw_only=True):
    """How a node is exposed: least steps, the largest product of dependences, and the way from it to the start."""

    node: str
    name: str
    steps: int
    share: float
    way: tuple[str, ...]


class ChangeLine(msgspec.Struct, frozen=True, kw_only=True):
    """An edge in two periods, as ``analysis.change`` has it, with names."""

    source: str
    target: str
    source_name: str
    target_name: str
    type: str
    change: str
    before: float
    after: float
    rate_before: float
    rate_after: float
    p: float


def whole(con: duckdb.DuckDBPyConnection, wanted: Wanted) -> tuple[Network, int]:
    """The network that is wanted, and the units of actors with themselves that it leaves out.

    Raises AnalysisError where it is empty, saying what the archive holds.
    """
    asked = wanted.question.asked
    if wanted.ties:
        made = tie_network(con, since=asked.since, until=asked.until)
    else:
        made, _ = network_of(con, wanted.question)
    inner = 0 if wanted.within else sum(int(edge.weight) for edge in made.edges if edge.source == edge.target)
    kept = [
        edge for edge in made.edges
        if edge.weight >= wanted.weight and (wanted.within or edge.source != edge.target)
    ]  # fmt: skip
    near = _near(msgspec.structs.replace(made, edges=tuple(kept)), wanted)
    if not near.edges:
        raise AnalysisError(f"no edge of {wanted.weight:,} or more in {made.about}; ask for a lower weight")
    keys = {side for edge in near.edges for side in (edge.source, edge.target)}
    return among(near, keys), inner


def seen(con: duckdb.DuckDBPyConnection, wanted: Wanted, most: int) -> Seen:
    """What a page shows of a network: at most so many of its edges."""
    if wanted.ties or wanted.around:
        return seen_of(lambda: whole(con, wanted), most)
    try:
        return _heaviest(con, wanted, most)
    except AnalysisError as error:
        return Seen(nothing=str(error))


def seen_of(made: Callable[[], tuple[Network, int]], most: int) -> Seen:
    """The same of a network that is made as a whole; ``made`` gives what ``whole`` gives."""
    try:
        return _cut(*made(), most)
    except AnalysisError as error:
        return Seen(nothing=str(error))


def _heaviest(con: duckdb.DuckDBPyConnection, wanted: Wanted, most: int) -> Seen:
    found = weightiest(
        con, wanted.question, most, least=wanted.weight, within=wanted.within, after=MEASURED
    )  # fmt: skip
    return Seen(
        n_nodes=found.n_nodes, n_edges=found.n_edges, units=found.units, inner=0 if wanted.within else found.inner,
        measurable=found.next_weight + 1, edges=tuple(lines_of_edges(found.network)), nodes=found.network.nodes,
        node_units=found.node_units,
    )  # fmt: skip


def _cut(network: Network, inner: int, most: int) -> Seen:
    edges = lines_of_edges(network, most)
    shown = {side for edge in edges for side in (edge.source, edge.target)}
    return Seen(
        n_nodes=len(network.nodes), n_edges=len(network.edges), units=sum(int(edge.weight) for edge in network.edges),
        inner=inner, measurable=_measurable(network), edges=tuple(edges),
        nodes=tuple(node for node in network.nodes if node.key in shown), node_units=_units(network.edges, shown),
    )  # fmt: skip


def lines_of_edges(network: Network, most: int | None = None) -> list[EdgeLine]:
    """The edges of a network as lines, the weightiest first; at most so many."""
    names = {node.key: node.label for node in network.nodes}
    ordered = sorted(network.edges, key=lambda edge: (-edge.weight, edge.source, edge.target, edge.type))
    return [
        EdgeLine(
            source=edge.source, target=edge.target, source_name=names[edge.source], target_name=names[edge.target],
            type=edge.type, sign=edge.sign, weight=int(edge.weight), goldstein=edge.goldstein,
            n_reports=edge.n_reports, first=edge.first, last=edge.last,
        )
        for edge in ordered[:most]
    ]  # fmt: skip


def months_of(con: duckdb.DuckDBPyConnection, wanted: Wanted, edges: Sequence[EdgeLine]) -> Months:
    """The months of some edges; of ties there are none."""
    if wanted.ties or not edges:
        return {}
    return months_between(con, wanted.question, {(edge.source, edge.target) for edge in edges})


def drawn(
    found: Seen, edges: Sequence[EdgeLine], months: Months, hrefs: Mapping[tuple[str, str], str]
) -> dict[str, list[dict[str, object]]]:
    """The nodes and edges of a picture, as graph.js takes them; ``hrefs`` lead from two sides to their page."""
    shown = {side for edge in edges for side in (edge.source, edge.target)}
    return {
        "nodes": [
            {"key": node.key, "label": node.label, "kind": KINDS[node.kind], "weight": found.node_units[node.key]}
            for node in found.nodes if node.key in shown
        ],
        "edges": [
            {
                "source": edge.source, "target": edge.target, "type": edge.type, "sign": edge.sign,
                "weight": edge.weight, "first": edge.first or None, "last": edge.last or None,
                "months": {month: int(n) for month, n in months.get((edge.source, edge.target, edge.type), {}).items()},
                "href": hrefs[edge.source, edge.target],
            }
            for edge in edges
        ],
    }  # fmt: skip


def actors(network: Network) -> list[ActorLine]:
    """The measures of every node, the one with most units first."""
    return [
        ActorLine(name=label(each.node), **msgspec.structs.asdict(each)) for each in centrality(network)
    ]  # fmt: skip


def balanced(network: Network) -> tuple[Balance, list[TriadLine]]:
    """The balance of the triads, and the unbalanced ones that weigh most."""
    told = balance(undirected(network))
    return told, [
        TriadLine(
            a=each.a, b=each.b, c=each.c, names=(label(each.a), label(each.b), label(each.c)), signs=each.signs,
            weight=each.weight,
        )
        for each in told.unbalanced
    ]  # fmt: skip


def exposed(
    con: duckdb.DuckDBPyConnection, wanted: Wanted, network: Network, whom: str, steps: int, *, type_: bool
) -> tuple[tuple[str, ...], list[ExposureLine]]:
    """The actors that others are exposed to, and those others; ``whom`` is a code, or a type that is done to them.

    Raises AnalysisError where none of them is in the network.
    """
    starts = recipients_of(con, wanted.question, whom) if type_ else [whom]
    pairs = undirected(network)
    present = tuple(sorted(node for node in starts if node in pairs))
    if not present:
        raise AnalysisError(f"{whom}: no such actor is in an edge of this network; widen the time or the filter")
    return present, [
        ExposureLine(node=each.node, name=label(each.node), steps=each.steps, share=each.share, way=each.way)
        for each in exposure(pairs, present, steps=steps)
    ]


def changed(
    wanted: Wanted, first: Period, second: Period, made: Callable[[Wanted], tuple[Network, int]]
) -> list[ChangeLine]:
    """What changed from the earlier of two periods to the later, what differs most first; ``made`` is as ``whole``.

    Raises UsageError where they share days, AnalysisError where one of them has no edge.
    """
    before, after = sorted((first, second), key=lambda period: period.since)
    earlier, later = (made(_of_period(wanted, period))[0].edges for period in (before, after))
    return [
        ChangeLine(
            source_name=label(each.source), target_name=label(each.target), **msgspec.structs.asdict(each)
        )
        for each in changes(earlier, later, before, after)
    ]  # fmt: skip


def _of_period(wanted: Wanted, period: Period) -> Wanted:
    asked = msgspec.structs.replace(wanted.question.asked, since=period.since, until=period.until)
    question = msgspec.structs.replace(wanted.question, asked=asked)
    return msgspec.structs.replace(wanted, question=question, weight=1)


def _near(network: Network, wanted: Wanted) -> Network:
    """The part within some steps of an actor. Raises AnalysisError where the actor has no edge."""
    if wanted.around is None:
        return network
    pairs = undirected(network)
    if wanted.around not in pairs or not pairs.degree(wanted.around):
        raise AnalysisError(f"{wanted.around} is in no edge of this network; widen the time or the filter")
    return among(network, nx.ego_graph(pairs, wanted.around, radius=wanted.steps))


def _measurable(network: Network) -> int:
    weights = sorted((int(edge.weight) for edge in network.edges), reverse=True)
    return weights[MEASURED] + 1 if len(weights) > MEASURED else 1


def _units(edges: Sequence[Edge], of: set[str]) -> dict[str, int]:
    """The units that some nodes give and receive."""
    counts: Counter[str] = Counter()
    for edge in edges:
        counts[edge.source] += int(edge.weight)
        counts[edge.target] += int(edge.weight)
    return {key: counts[key] for key in of}
