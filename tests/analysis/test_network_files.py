"""Networks as files: read back by networkx, checked against what the formats ask for."""

import csv
import io
import json
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from small_networks import edge, network

from dragoman.analysis.gexf import NAMESPACE, gexf, spells
from dragoman.analysis.graphml import graphml
from dragoman.analysis.writing_graphs import GRAPH_SUFFIXES, edge_csv, graph_json, write_graph
from dragoman.errors import InputError, UsageError

NS = {"g": NAMESPACE}
TWO = network(
    edge("AAA > BBB", 3, 1, goldstein=9.5, n_reports=5, first="2031-01-04", last="2031-05-06"),
    edge("AAA > BBB", 1, 4), edge("BBB > AAA", 2, 1), edge("CCC > CCC", 1, 3),
    about='what "AAA" & <others> did',
)  # fmt: skip
MEASURES = {node: {"pagerank": 0.25, "community": n} for n, node in enumerate(("AAA", "BBB", "CCC"))}
MONTHS = {
    ("AAA", "BBB", "verbal cooperation"): {"2031-01": 1, "2031-02": 1, "2031-05": 1},
    ("AAA", "BBB", "material conflict"): {"2031-12": 1},
    ("BBB", "AAA", "verbal cooperation"): {"2032-02": 2},
    ("CCC", "CCC", "verbal conflict"): {"2031-03": 1},
}
READERS = {
    "gexf": lambda: nx.read_gexf(io.BytesIO(gexf(TWO, measures=MEASURES)), version="1.3"),
    "dynamic gexf": lambda: nx.read_gexf(io.BytesIO(gexf(TWO, measures=MEASURES, months=MONTHS)), version="1.3"),
    "graphml": lambda: nx.read_graphml(io.BytesIO(graphml(TWO, MEASURES)), force_multigraph=True),
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_networkx_reads_back_every_node_and_edge(read):
    made = read()
    assert made.is_directed()
    assert made.is_multigraph()
    assert set(made) == {"AAA", "BBB", "CCC"}
    assert made.nodes["BBB"]["label"] == "Bbb"
    assert (made.nodes["BBB"]["kind"], made.nodes["BBB"]["pagerank"], made.nodes["BBB"]["community"]) == (
        "state",
        0.25,
        1,
    )
    found = sorted((a, b, data["type"], data["weight"], data["sign"]) for a, b, data in made.edges(data=True))
    assert found == sorted((e.source, e.target, e.type, e.weight, e.sign) for e in TWO.edges)
    [first] = [data for *_, data in made.edges(data=True) if data["first"] == "2031-01-04"]
    assert (first["goldstein"], first["n_reports"], first["quad1"]) == (9.5, 5, 3)


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_nothing_that_was_read_back_is_null(read):
    made = read()
    for *_, data in [*made.nodes(data=True), *made.edges(data=True)]:
        assert None not in data.values()
        assert all(value is not None for value in data.values())


def test_gexf_keeps_parallel_edges_apart_by_kind_and_id():
    edges = ET.fromstring(gexf(TWO)).findall(".//g:edge", NS)
    keys = [(each.get("source"), each.get("target"), each.get("kind")) for each in edges]
    assert len(set(keys)) == len(keys) == 4
    assert len({each.get("id") for each in edges}) == 4


def test_every_value_of_gexf_has_a_column_that_is_declared():
    for made in (gexf(TWO, measures=MEASURES), gexf(TWO, measures=MEASURES, months=MONTHS)):
        root = ET.fromstring(made)
        for of in ("node", "edge"):
            declared = [each.get("id") for each in root.findall(f".//g:attributes[@class='{of}']/g:attribute", NS)]
            assert len(declared) == len(set(declared))
            used = {each.get("for") for each in root.findall(f".//g:{of}/g:attvalues/g:attvalue", NS)}
            assert used
            assert used <= set(declared)


def test_each_edge_and_node_of_a_dynamic_file_has_its_months():
    root = ET.fromstring(gexf(TWO, months=MONTHS))
    graph = root.find("g:graph", NS)
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    held = {
        (each.get("source"), each.get("kind")): [(s.get("start"), s.get("end")) for s in each.findall(".//g:spell", NS)]
        for each in root.findall(".//g:edge", NS)
    }
    assert held["AAA", "verbal cooperation"] == [("2031-01-01", "2031-02-28"), ("2031-05-01", "2031-05-31")]
    assert held["BBB", "verbal cooperation"] == [("2032-02-01", "2032-02-29")]
    assert all(start < end for spells_ in held.values() for start, end in spells_)
    node = root.find(".//g:node[@id='BBB']", NS)
    assert [s.get("start") for s in node.findall(".//g:spell", NS)] == [
        "2031-01-01", "2031-05-01", "2031-12-01", "2032-02-01",
    ]  # fmt: skip
    units = root.findall(".//g:edge[@id='0']//g:attvalue[@start]", NS)
    assert [(each.get("value"), each.get("start"), each.get("end")) for each in units] == [
        ("1", "2031-01-01", "2031-01-31"), ("1", "2031-02-01", "2031-02-28"), ("1", "2031-05-01", "2031-05-31"),
    ]  # fmt: skip


SPELLS = {
    "one month": (["2031-04"], [("2031-04-01", "2031-04-30")]),
    "over a new year": (["2032-01", "2031-12"], [("2031-12-01", "2032-01-31")]),
    "a gap of a year": (["2031-01", "2032-01"], [("2031-01-01", "2031-01-31"), ("2032-01-01", "2032-01-31")]),
    "one month twice": (["2031-04", "2031-04"], [("2031-04-01", "2031-04-30")]),
    "none": ([], []),
}


@pytest.mark.parametrize("case", SPELLS.values(), ids=SPELLS)
def test_months_that_follow_each_other_are_one_spell(case):
    months, found = case
    assert spells(months) == found


def test_a_control_character_in_a_name_does_not_break_a_file():
    odd = network(edge("AAA > BBB"), about="a\x00b\x0bc")
    assert ET.fromstring(gexf(odd)).find(".//g:description", NS).text == "a b c"
    assert nx.read_graphml(io.BytesIO(graphml(odd))).number_of_edges() == 1


def test_a_csv_has_one_line_for_each_edge():
    rows = list(csv.DictReader(io.StringIO(edge_csv(TWO).decode())))
    assert [(row["Source"], row["Target"], row["type"], float(row["Weight"])) for row in rows] == [
        (e.source, e.target, e.type, e.weight) for e in TWO.edges
    ]
    assert rows[0]["Source label"] == "Aaa"


def test_json_tells_nodes_edges_and_measures():
    made = json.loads(graph_json(TWO, MEASURES))
    assert made["about"] == TWO.about
    assert [each["source"] for each in made["edges"]] == ["AAA", "AAA", "BBB", "CCC"]
    assert made["measures"]["AAA"] == {"pagerank": 0.25, "community": 0}


@pytest.mark.parametrize("suffix", GRAPH_SUFFIXES)
def test_the_suffix_picks_the_format(suffix, tmp_path):
    path = tmp_path / f"net{suffix}"
    write_graph(TWO, path, measures=MEASURES)
    begins = {".gexf": b"<?xml", ".graphml": b"<?xml", ".csv": b"Source,", ".json": b"{"}
    assert path.read_bytes().startswith(begins[suffix])


def test_the_same_network_gives_the_same_bytes():
    for make in (gexf, graphml, edge_csv, graph_json):
        assert make(TWO) == make(TWO)


WRONG = {
    "another suffix": ("net.xlsx", {}, UsageError, r"net.xlsx.*\.gexf, \.graphml"),
    "months without times": ("net.graphml", {"months": MONTHS}, UsageError, "name the file net.gexf"),
    "a folder that is not there": ("no/net.csv", {}, InputError, "cannot be written"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_a_file_that_cannot_be_written_says_why(case, tmp_path):
    name, more, error, words = case
    with pytest.raises(error, match=words):
        write_graph(TWO, tmp_path / name, **more)
