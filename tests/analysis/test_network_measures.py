"""The measures against small graphs counted by hand, and against networkx where it has them."""

from itertools import combinations, product

import networkx as nx
import pytest
from small_networks import edge, network

from dragoman.analysis.balance import balance
from dragoman.analysis.centrality import betweenness, centrality, communities, pagerank
from dragoman.analysis.edges import among, dyads
from dragoman.analysis.graph import directed, multigraph, undirected
from dragoman.analysis.reach import dependence, exposure
from dragoman.errors import UsageError

# AAA and BBB talk often, BBB and CCC fight; DDD gives aid to CCC and speaks against AAA once.
SMALL = network(
    edge("AAA > BBB", 3, 1, goldstein=9.0, n_reports=5), edge("BBB > AAA", 1, 1, goldstein=2.0, n_reports=1),
    edge("AAA > BBB", 1, 4, goldstein=-10.0, n_reports=2), edge("BBB > CCC", 2, 4, goldstein=-20.0, n_reports=2),
    edge("DDD > CCC", 4, 2, goldstein=28.0, n_reports=4), edge("DDD > AAA", 1, 3, goldstein=-2.0, n_reports=1),
)  # fmt: skip


def test_a_dyad_adds_up_the_edges_of_one_direction():
    [first, *_] = dyads(SMALL.edges)
    assert (first.source, first.target, first.cooperation, first.conflict) == ("AAA", "BBB", 3, 1)
    assert (first.quads, first.goldstein, first.n_reports, first.net, first.weight) == ((3, 0, 0, 1), -1.0, 7, 2, 4)


def test_the_graphs_have_every_edge_one_for_each_direction_and_one_for_each_pair():
    many, ways, pairs = multigraph(SMALL), directed(SMALL), undirected(SMALL)
    assert [graph.number_of_edges() for graph in (many, ways, pairs)] == [6, 5, 4]
    assert many["AAA"]["BBB"]["material conflict"]["weight"] == 1
    assert pairs["AAA"]["BBB"] == {
        "weight": 5, "cooperation": 4, "conflict": 1, "goldstein": 1.0, "net": 3, "sign": 1,
    }  # fmt: skip


def test_the_graph_of_networkx_holds_strings_and_numbers_only():
    made = multigraph(SMALL)
    values = [v for *_, data in [*made.nodes(data=True), *made.edges(data=True)] for v in data.values()]
    assert all(isinstance(value, str | int | float) for value in values)


def test_degree_and_strength_counted_by_hand():
    found = {each.node: each for each in centrality(SMALL)}
    rows = {node: (m.targets, m.sources, m.given, m.received, m.cooperation, m.conflict) for node, m in found.items()}
    assert rows == {
        "AAA": (1, 2, 4, 2, 4, 2), "BBB": (2, 1, 3, 4, 4, 3), "CCC": (0, 2, 0, 6, 4, 2), "DDD": (2, 0, 5, 0, 4, 1),
    }  # fmt: skip
    assert next(iter(found)) == "BBB"  # the most units first


def test_what_a_node_does_to_itself_is_in_no_measure():
    own = network(*SMALL.edges, edge("AAA > AAA", 50, 4))
    assert centrality(own) == centrality(SMALL)


def test_betweenness_goes_by_the_ways_of_many_units():
    # A chain of much traffic beside a thin direct edge: all between AAA and CCC goes by BBB.
    pairs = undirected(network(edge("AAA > BBB", 4), edge("BBB > CCC", 4), edge("AAA > CCC", 1)))
    assert betweenness(pairs) == {"AAA": 0.0, "BBB": 1.0, "CCC": 0.0}


def test_betweenness_is_that_of_networkx_over_every_edge():
    names = [f"N{n:02}" for n in range(18)]
    edges = [edge(f"{a} > {b}", 1 + (i * i + 5 * j) % 9) for (i, a), (j, b) in combinations(enumerate(names), 2)]
    pairs = undirected(network(*edges))
    for *_, data in pairs.edges(data=True):
        data["far"] = 1 / data["weight"]
    expected = nx.betweenness_centrality(pairs, weight="far")
    assert max(expected.values()) > 0
    assert betweenness(pairs) == pytest.approx(expected)


def test_pagerank_goes_by_cooperation_alone():
    ways = directed(network(edge("AAA > BBB", 1), edge("CCC > BBB", 1), edge("AAA > CCC", 99, 4)))
    rank = pagerank(ways)
    # By hand: a dangling BBB gives everybody a third of its rank; b = a + 2 * 0.85 a and 2a + b = 1.
    assert rank["AAA"] == pytest.approx(1 / 4.7, abs=1e-4)
    assert rank["AAA"] == pytest.approx(rank["CCC"])
    assert rank["BBB"] == pytest.approx(2.7 / 4.7, abs=1e-4)


def test_where_nobody_cooperates_all_rank_the_same():
    assert pagerank(directed(network(edge("AAA > BBB", 5, 4)))) == {"AAA": 0.5, "BBB": 0.5}
    assert pagerank(directed(network())) == {}


def test_communities_are_those_who_cooperate():
    two = [("AAA", "BBB", "CCC"), ("DDD", "EEE", "FFF")]
    edges = [edge(f"{a} > {b}", 5, 2) for group in two for a, b in combinations(group, 2)]
    net = network(*edges, edge("CCC > DDD", 1, 1), edge("AAA > FFF", 90, 4), edge("GGG > AAA", 7, 4))
    assert communities(undirected(net)) == [frozenset(two[0]), frozenset(two[1]), frozenset({"GGG"})]
    assert {each.node: each.community for each in centrality(net)} == {
        "AAA": 0, "BBB": 0, "CCC": 0, "DDD": 1, "EEE": 1, "FFF": 1, "GGG": -1,
    }  # fmt: skip


def test_communities_do_not_hang_on_the_order_of_edges():
    edges = [edge(f"{a} > {b}", 1 + (ord(a[0]) * ord(b[0])) % 5) for a, b in combinations(
        [letter * 3 for letter in "ABCDEFGHIJ"], 2)]  # fmt: skip
    assert communities(undirected(network(*edges))) == communities(undirected(network(*reversed(edges))))


TRIADS = {
    "three friends": ((1, 1, 1), (1, 0, 0, 0), 1.0, 1.0),
    "one enemy of two that are friends": ((1, 4, 4), (0, 0, 1, 0), 1.0, 1.0),
    "a friend of two enemies": ((1, 1, 4), (0, 1, 0, 0), 0.0, 0.0),
    "three enemies": ((4, 4, 4), (0, 0, 0, 1), 0.0, 1.0),
}


@pytest.mark.parametrize("case", TRIADS.values(), ids=TRIADS)
def test_the_balance_of_one_triad(case):
    quads, counts, share, weak = case
    pairs = ("AAA > BBB", "BBB > CCC", "AAA > CCC")
    found = balance(undirected(network(*(edge(pair, 2, quad) for pair, quad in zip(pairs, quads, strict=True)))))
    assert (found.positive3, found.positive2, found.positive1, found.positive0) == counts
    assert (found.share, found.weak_share) == (share, weak)
    assert len(found.unbalanced) == (0 if share else 1)


def test_an_unbalanced_triad_names_its_signs_and_its_weakest_pair():
    [found] = balance(
        undirected(network(edge("CCC > AAA", 9, 4), edge("AAA > BBB", 7, 1), edge("BBB > CCC", 5, 2)))
    ).unbalanced
    assert (found.a, found.b, found.c, found.signs, found.weight) == ("AAA", "BBB", "CCC", (1, 1, -1), 5)


def test_a_pair_that_cooperates_as_often_as_it_fights_is_in_no_triad():
    net = network(edge("AAA > BBB", 2, 1), edge("BBB > AAA", 2, 4), edge("BBB > CCC", 1), edge("CCC > AAA", 1))
    found = balance(undirected(net))
    assert (found.mixed, found.share, found.weak_share, found.unbalanced) == (1, -1.0, -1.0, ())


def test_the_census_is_that_of_every_triangle_one_by_one():
    names = [f"N{n:02}" for n in range(14)]
    edges = [
        edge(f"{a} > {b}", 1 + (i * 7 + j * 3) % 5, (1, 4, 4, 2, 1)[(i * j + i) % 5])
        for (i, a), (j, b) in combinations(enumerate(names), 2) if (i + 2 * j) % 5
    ]  # fmt: skip
    pairs = undirected(network(*edges))
    counts = [0, 0, 0, 0]
    for clique in nx.enumerate_all_cliques(pairs):
        if len(clique) == 3:
            counts[sum(pairs[a][b]["sign"] > 0 for a, b in combinations(clique, 2))] += 1
    found = balance(pairs)
    assert [found.positive0, found.positive1, found.positive2, found.positive3] == counts
    assert min(counts) > 0
    assert len(balance(pairs, listed=3).unbalanced) == 3
    assert len(balance(pairs, listed=10**6).unbalanced) == counts[0] + counts[2]


# AAA is half with BBB and half with CCC; BBB is a quarter with AAA and the rest with DDD; DDD is with BBB alone.
CHAIN = undirected(network(edge("AAA > BBB", 2), edge("CCC > AAA", 2), edge("BBB > DDD", 6), edge("DDD > AAA", 9, 4)))


def test_dependence_is_the_share_of_a_partner():
    found = dependence(CHAIN, "AAA")
    assert [(each.partner, each.share, each.share_back, each.units) for each in found] == [
        ("BBB", 0.5, 0.25, 2), ("CCC", 0.5, 1.0, 2),
    ]  # fmt: skip
    assert [each.partner for each in dependence(CHAIN, "AAA", by="conflict")] == ["DDD"]


EXPOSED = {
    1: [("BBB", 1, 0.75, "BBB DDD")],
    2: [("BBB", 1, 0.75, "BBB DDD"), ("AAA", 2, 0.375, "AAA BBB DDD")],
    3: [("BBB", 1, 0.75, "BBB DDD"), ("AAA", 2, 0.375, "AAA BBB DDD"), ("CCC", 3, 0.375, "CCC AAA BBB DDD")],
}


@pytest.mark.parametrize("steps", EXPOSED)
def test_exposure_is_the_best_product_of_shares_within_the_steps(steps):
    found = exposure(CHAIN, ["DDD"], steps=steps)
    assert [(each.node, each.steps, each.share, " ".join(each.way)) for each in found] == EXPOSED[steps]


def test_exposure_takes_a_longer_way_where_it_carries_more():
    # Straight to ZZZ hangs a tenth of AAA; by BBB nine tenths of nine tenths.
    net = network(edge("AAA > ZZZ", 1), edge("AAA > BBB", 9), edge("BBB > ZZZ", 81))
    [way] = [each for each in exposure(undirected(net), ["ZZZ"]) if each.node == "AAA"]
    assert (way.steps, way.way) == (1, ("AAA", "BBB", "ZZZ"))
    assert way.share == pytest.approx(0.9 * 0.9)


def test_exposure_agrees_with_every_way_tried_one_by_one():
    pairs = undirected(network(*(edge(f"{a} > {b}", 1 + (ord(a[0]) * ord(b[1])) % 4) for a, b in combinations(
        ["AA", "BC", "CE", "DG", "EB"], 2))))  # fmt: skip
    share = {
        a: {b: pairs[a][b]["cooperation"] / pairs.degree(a, weight="cooperation") for b in pairs[a]} for a in pairs
    }
    for found in exposure(pairs, ["AA"], steps=2):
        ways = [
            (found.node, *middle, "AA") for n in (0, 1) for middle in product(set(pairs) - {"AA", found.node}, repeat=n)
        ]
        best = max(share[way[0]][way[1]] * (share[way[1]][way[2]] if len(way) > 2 else 1) for way in ways)
        assert found.share == pytest.approx(best)


WRONG = {
    "a node that is not there": (lambda: dependence(CHAIN, "QQQ"), "QQQ is in no edge"),
    "a start that is not there": (lambda: exposure(CHAIN, ["QQQ"]), "QQQ is in no edge"),
    "no steps": (lambda: exposure(CHAIN, ["AAA"], steps=0), "one step or more"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_wrong_question_says_what_is_wrong(case):
    ask, words = case
    with pytest.raises(UsageError, match=words):
        ask()


def test_the_part_of_a_network_between_some_nodes():
    part = among(SMALL, ["AAA", "BBB", "QQQ"])
    assert [node.key for node in part.nodes] == ["AAA", "BBB"]
    assert len(part.edges) == 3
