"""A network as graphs of networkx: with every edge, with one edge for each pair, with the net sign of each pair."""

from __future__ import annotations

import networkx as nx

from .edges import Network, dyads


def multigraph(network: Network) -> nx.MultiDiGraph:
    """Every edge as it is, directed, its type as its key; attributes are strings and numbers, never None."""
    made = nx.MultiDiGraph(unit=network.unit, about=network.about)
    for node in network.nodes:
        made.add_node(node.key, label=node.label, kind=node.kind, country=node.country)
    for edge in network.edges:
        one, two, three, four = edge.quads
        made.add_edge(
            edge.source, edge.target, key=edge.type, type=edge.type, sign=edge.sign, weight=edge.weight, quad1=one,
            quad2=two, quad3=three, quad4=four, goldstein=edge.goldstein, n_reports=edge.n_reports, first=edge.first,
            last=edge.last,
        )  # fmt: skip
    return made


def directed(network: Network) -> nx.DiGraph:
    """One edge from a source to a target, with ``weight``, ``cooperation``, ``conflict``, ``net`` and ``goldstein``."""
    made = nx.DiGraph()
    made.add_nodes_from(node.key for node in network.nodes)
    for dyad in dyads(network.edges):
        made.add_edge(
            dyad.source, dyad.target, weight=dyad.weight, cooperation=dyad.cooperation, conflict=dyad.conflict,
            net=dyad.net, goldstein=dyad.goldstein, n_reports=dyad.n_reports,
        )  # fmt: skip
    return made


def undirected(network: Network) -> nx.Graph:
    """One edge between two nodes, which adds up both directions; what a node does to itself is left out.

    Attributes: ``weight``, ``cooperation``, ``conflict``, ``goldstein``, ``net`` (cooperation less conflict) and
    ``sign``, which is that of ``net``: 1, -1, or 0 where both are equal.
    """
    made = nx.Graph()
    made.add_nodes_from(node.key for node in network.nodes)
    for dyad in dyads(network.edges):
        a, b = dyad.source, dyad.target
        if a == b:
            continue
        summed = made.get_edge_data(a, b)
        if summed is None:
            made.add_edge(a, b, weight=0.0, cooperation=0.0, conflict=0.0, goldstein=0.0, net=0.0, sign=0)
            summed = made[a][b]
        summed["weight"] += dyad.weight
        summed["cooperation"] += dyad.cooperation
        summed["conflict"] += dyad.conflict
        summed["goldstein"] += dyad.goldstein
        summed["net"] += dyad.net
        summed["sign"] = (summed["net"] > 0) - (summed["net"] < 0)
    return made


def cooperating(graph: nx.Graph) -> nx.Graph:
    """Of an undirected graph the pairs that cooperate, weighted by how often; every node stays."""
    made = nx.Graph()
    made.add_nodes_from(graph)
    made.add_weighted_edges_from((a, b, units) for a, b, units in graph.edges(data="cooperation") if units)
    return made
