"""How central each node is, and which nodes go together. The algorithms are those of networkx."""

from __future__ import annotations

import msgspec
import networkx as nx
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from .edges import Network
from .graph import cooperating, directed, undirected

SEED = 7  # of the order in which communities are tried: the same network gives the same communities
DAMPING = 0.85  # of PageRank, as Brin and Page (1998) have it
ROUNDING = 1 + 1e-9  # a way this little longer than the shortest is as short


class Centrality(msgspec.Struct, frozen=True, kw_only=True):
    """The measures of one node.

    ``targets`` and ``sources`` are how many nodes it acts on and is acted on by (out- and in-degree), ``given`` and
    ``received`` the units of both (strength). ``betweenness`` is the share of shortest ways between two others that
    lead through it, where a pair is as far apart as 1 / its units (Newman 2001; Brandes 2001). ``pagerank`` goes by
    units of cooperation from actor to recipient (Brin and Page 1998). ``cooperation`` and ``conflict`` are units of
    both directions. ``community`` is the number of its community, 0 for the largest, -1 where it cooperates with none.
    """

    node: str
    targets: int
    sources: int
    given: float
    received: float
    cooperation: float
    conflict: float
    betweenness: float
    pagerank: float
    community: int


def centrality(network: Network) -> list[Centrality]:
    """The measures of every node, the one with most units first. What a node does to itself counts in none of them."""
    ways, pairs = directed(network), undirected(network)
    ways.remove_edges_from(list(nx.selfloop_edges(ways)))
    between, rank, group = betweenness(pairs), pagerank(ways), _membership(communities(pairs))
    measured = [_of_node(node, ways, pairs, between[node], rank[node], group[node]) for node in ways]
    return sorted(measured, key=lambda each: (-each.given - each.received, each.node))


def betweenness(pairs: nx.Graph) -> dict[str, float]:
    """Betweenness of the nodes of an undirected graph, from 0 to 1; the length of an edge is 1 / ``weight``."""
    found: dict[str, float] = nx.betweenness_centrality(_shortest(pairs), weight="far")
    return found


def _shortest(pairs: nx.Graph) -> nx.Graph:
    """The edges that are a shortest way between their two nodes; no other edge is part of any shortest way.

    In a dense network these are few, and the betweenness of all nodes is the same and found much sooner.
    """
    nodes = list(pairs)
    far = nx.Graph()
    far.add_nodes_from(nodes)
    if not pairs.number_of_edges():
        return far
    place = {node: n for n, node in enumerate(nodes)}
    edges = [(a, b, 1 / weight) for a, b, weight in pairs.edges(data="weight")]
    one, two = ([place[edge[side]] for edge in edges] for side in (0, 1))
    length = [edge[2] for edge in edges]
    least = dijkstra(csr_array((length, (one, two)), shape=(len(nodes), len(nodes))), directed=False)[one, two]
    far.add_edges_from(
        (a, b, {"far": way}) for (a, b, way), shortest in zip(edges, least, strict=True) if way <= shortest * ROUNDING
    )
    return far


def pagerank(ways: nx.DiGraph) -> dict[str, float]:
    """PageRank of the nodes of a directed graph by ``cooperation``; where nobody cooperates, all have the same."""
    if not any(cooperation for _, _, cooperation in ways.edges(data="cooperation")):
        return dict.fromkeys(ways, 1 / len(ways)) if ways else {}
    found: dict[str, float] = nx.pagerank(ways, alpha=DAMPING, weight="cooperation")
    return found


def communities(pairs: nx.Graph) -> list[frozenset[str]]:
    """Groups of nodes that cooperate more within than without, the largest first (Louvain; Blondel et al. 2008).

    Only cooperation counts: modularity has no place for negative weights. A node that cooperates with none is a group
    of its own.
    """
    made = cooperating(pairs)
    if not made.number_of_edges():
        return [frozenset([node]) for node in sorted(made)]
    # Louvain goes by the order of nodes and edges; sorted ones make the result depend on the network alone.
    ordered: nx.Graph = nx.Graph()
    ordered.add_nodes_from(sorted(made))
    ordered.add_weighted_edges_from(sorted((*sorted((a, b)), weight) for a, b, weight in made.edges(data="weight")))
    found = nx.community.louvain_communities(ordered, weight="weight", seed=SEED)
    return sorted((frozenset(group) for group in found), key=lambda group: (-len(group), min(group)))


def _membership(groups: list[frozenset[str]]) -> dict[str, int]:
    return {node: n if len(group) > 1 else -1 for n, group in enumerate(groups) for node in group}


def _of_node(node: str, ways: nx.DiGraph, pairs: nx.Graph, between: float, rank: float, group: int) -> Centrality:
    return Centrality(
        node=node, targets=ways.out_degree(node), sources=ways.in_degree(node),
        given=float(ways.out_degree(node, weight="weight")), received=float(ways.in_degree(node, weight="weight")),
        cooperation=float(pairs.degree(node, weight="cooperation")),
        conflict=float(pairs.degree(node, weight="conflict")), betweenness=float(between), pagerank=float(rank),
        community=group,
    )  # fmt: skip
