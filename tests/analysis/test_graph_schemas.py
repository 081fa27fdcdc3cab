"""Written files against the published schemas of GEXF 1.3 and GraphML, and read back with every value."""

from __future__ import annotations

import importlib.util
import io
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from counted import event, report, viewed
from graph_schemas import GEXF, GEXF_TYPES, GRAPHML, GRAPHML_TYPES, faults

from dragoman.analysis.centrality import centrality
from dragoman.analysis.gexf import NAMESPACE, gexf
from dragoman.analysis.graphml import graphml
from dragoman.analysis.networks import NetworkQuestion, network_of
from dragoman.archive import filter_of

GRAPHML_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
G, M = f"{{{NAMESPACE}}}", f"{{{GRAPHML_NAMESPACE}}}"
REPORTS = (
    report("r-1", event("e-1", "ASSAULT", "BLR/MIL > UKR/CVL", "2031-01-05"),
           event("e-2", "ASSAULT", "BLR/MIL > UKR/CVL", "2031-03-05"), event("e-3", "AID", "BLR > UKR", "2031-03-31")),
    report("r-2", event("e-4", "CONSULT", "BLR/GOV > CHN/GOV", "2032-02-29", reciprocal=True),
           event("e-5", "ACCUSE", "UKR > UKR", "2031-12-31"), event("e-6", "AID", "-/lake-guard > CHN", "2031-07-01")),
)  # fmt: skip
COLUMNS = ("type", "sign", "quad1", "quad2", "quad3", "quad4", "goldstein", "n_reports", "first", "last")


@pytest.fixture(scope="module")
def made():
    """A network of events with the months of its edges and the measures of its nodes."""
    network, months = network_of(viewed(*REPORTS), NetworkQuestion(asked=filter_of(), unit="events", dated=True))
    measures = {m.node: {"pagerank": m.pagerank, "community": m.community} for m in centrality(network)}
    return network, months, measures


@pytest.fixture(scope="module")
def documents(made):
    """The files by their kind."""
    network, months, measures = made
    return {
        "static": gexf(network, measures=measures), "dynamic": gexf(network, measures=measures, months=months),
        "graphml": graphml(network, measures),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "schema", "namespace"),
    [("static", GEXF, NAMESPACE), ("dynamic", GEXF, NAMESPACE), ("graphml", GRAPHML, GRAPHML_NAMESPACE)],
)
def test_a_file_has_what_its_schema_allows_and_nothing_else(documents, kind, schema, namespace):
    assert list(faults(ET.fromstring(documents[kind]), schema, namespace)) == []


BROKEN = {
    "an element that is none": (b"<nodes>", b"<vertices/><nodes>", "no element"),
    "an attribute that is none": (
        b'mode="static">\n<attributes',
        b'mode="static" colour="red">\n<attributes',
        "colour",
    ),
    "another order": (b"<graph ", b"<graph/><meta/><graph ", "gexf has"),
    "a weight that is no number": (b'weight="1.0"', b'weight="None"', "could not convert"),
    "an edge without a source": (b' source="BLR"', b"", "lacks source"),
}


@pytest.mark.parametrize(("old", "new", "words"), BROKEN.values(), ids=BROKEN)
def test_the_check_finds_what_is_wrong(documents, old, new, words):
    assert old in documents["static"]
    try:
        told = list(faults(ET.fromstring(documents["static"].replace(old, new, 1)), GEXF, NAMESPACE))
    except ValueError as error:
        told = [str(error)]
    assert any(words in each for each in told)


@pytest.mark.parametrize("kind", ["static", "dynamic"])
def test_a_value_of_gexf_is_of_the_type_of_its_column(documents, kind):
    root = ET.fromstring(documents[kind])
    for of in ("node", "edge"):
        columns = {c.get("id"): c.get("type") for c in root.findall(f".//{G}attributes[@class='{of}']/{G}attribute")}
        values = [(v.get("for"), v.get("value")) for v in root.findall(f".//{G}{of}/{G}attvalues/{G}attvalue")]
        assert values
        assert [pair for pair in values if not GEXF_TYPES[columns[pair[0]]](pair[1])] == []
        assert not {"None", "null", "nan", "NaN"} & {value for _, value in values}


def test_a_value_of_graphml_is_of_the_type_of_its_key(documents):
    root = ET.fromstring(documents["graphml"])
    keys = {key.get("id"): (key.get("for"), key.get("attr.type")) for key in root.iter(f"{M}key")}
    for of in ("graph", "node", "edge"):
        values = [(data.get("key"), data.text or "") for data in root.findall(f".//{M}{of}/{M}data")]
        assert values
        assert {keys[key][0] for key, _ in values} == {of}
        assert [pair for pair in values if not GRAPHML_TYPES[keys[pair[0]][1]](pair[1])] == []


@pytest.mark.parametrize(
    ("kind", "prefix", "type_"), [("static", G, "kind"), ("dynamic", G, "kind"), ("graphml", M, None)]
)
def test_ids_are_unique_and_each_dyad_and_type_has_one_edge(documents, made, kind, prefix, type_):
    root = ET.fromstring(documents[kind])
    nodes, edges = list(root.iter(f"{prefix}node")), list(root.iter(f"{prefix}edge"))
    ids = [node.get("id") for node in nodes]
    assert len(set(ids)) == len(ids)
    assert len({edge.get("id") for edge in edges}) == len(edges) == len(made[0].edges)
    assert {edge.get(end) for edge in edges for end in ("source", "target")} <= set(ids)
    told = [edge.get(type_) if type_ else edge.find(f"{M}data[@key='e_type']").text for edge in edges]
    keys = [(edge.get("source"), edge.get("target"), name) for edge, name in zip(edges, told, strict=True)]
    assert len(set(keys)) == len(keys)


def test_times_are_told_in_a_dynamic_file_alone(documents):
    static, dynamic = (ET.fromstring(documents[kind]).find(f"{G}graph") for kind in ("static", "dynamic"))
    assert (static.get("mode"), static.get("timeformat"), static.get("timerepresentation")) == ("static", None, None)
    assert list(static.iter(f"{G}spell")) == []
    assert (dynamic.get("mode"), dynamic.get("timeformat"), dynamic.get("timerepresentation")) == (
        "dynamic", "date", "interval",
    )  # fmt: skip


def test_spells_lie_inside_the_time_of_the_graph_and_around_their_edges(documents, made):
    graph = ET.fromstring(documents["dynamic"]).find(f"{G}graph")
    first, last = graph.get("start"), graph.get("end")
    assert (first, last) == ("2031-01-01", "2032-02-29")
    for each in [*graph.iter(f"{G}spell"), *graph.findall(f".//{G}attvalue[@start]")]:
        assert first <= each.get("start") < each.get("end") <= last
    for edge, xml in zip(made[0].edges, graph.iter(f"{G}edge"), strict=True):
        held = [(spell.get("start"), spell.get("end")) for spell in xml.iter(f"{G}spell")]
        assert held == sorted(held)
        assert held[0][0] <= edge.first <= edge.last <= held[-1][1]


READ = {
    "static": lambda made: nx.read_gexf(io.BytesIO(made), version="1.3"),
    "dynamic": lambda made: nx.read_gexf(io.BytesIO(made), version="1.3"),
    "graphml": lambda made: nx.read_graphml(io.BytesIO(made), force_multigraph=True),
}


@pytest.mark.parametrize("kind", READ)
def test_networkx_reads_back_every_value(documents, made, kind):
    network, _, measures = made
    graph = READ[kind](documents[kind])
    nodes = {(n, d["label"], d["kind"], d["country"], d["pagerank"], d["community"]) for n, d in graph.nodes(data=True)}
    assert nodes == {(n.key, n.label, n.kind, n.country, *measures[n.key].values()) for n in network.nodes}
    found = sorted((a, b, d["weight"], *(d[name] for name in COLUMNS)) for a, b, d in graph.edges(data=True))
    assert found == expected(network)


def expected(network):
    return sorted(
        (e.source, e.target, e.weight, e.type, e.sign, *e.quads, e.goldstein, e.n_reports, e.first, e.last)
        for e in network.edges
    )


@pytest.mark.skipif(importlib.util.find_spec("igraph") is None, reason="python-igraph is not installed")
def test_igraph_reads_back_every_value_of_graphml(documents, made, tmp_path):
    import igraph

    (tmp_path / "net.graphml").write_bytes(documents["graphml"])
    graph = igraph.Graph.Read_GraphML(str(tmp_path / "net.graphml"))
    assert graph.is_directed()
    names = graph.vs["id"]
    assert dict(zip(names, graph.vs["label"], strict=True)) == {node.key: node.label for node in made[0].nodes}
    found = sorted(
        (names[e.source], names[e.target], e["weight"], *(e[name] for name in COLUMNS)) for e in graph.es
    )  # fmt: skip
    assert found == expected(made[0])
