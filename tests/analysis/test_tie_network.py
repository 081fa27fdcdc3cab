"""The network of standing relations, of reports that were coded and put into a small archive."""

from __future__ import annotations

import csv
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from dragoman.analysis.edges import RELATION_SIGNS
from dragoman.analysis.networks import tie_network
from dragoman.archive import Archive
from dragoman.cli import main
from dragoman.pipeline import Coder
from dragoman.records import Published, Report

TOLD = (
    # published, what the report says
    ("2030-02-01", "Turkey is a close ally of Azerbaijan. Niger borders Nigeria."),
    ("2030-03-01", "Azerbaijan is an ally of Turkey."),
    ("2030-04-01", "Lesotho is economically dependent on South Africa. Ethiopia is at war with Eritrea."),
    ("2030-05-01", "Serbia does not recognise Kosovo. Japan recognises Kosovo."),
    (
        "2030-06-01",
        "Turkey has occupied the north of Cyprus since 1974. Gabon, a former ally of Togo, holds elections.",
    ),
)
NOW = {
    ("AZE", "TUR", "alliance", 1, 2), ("NER", "NGA", "border", 0, 1), ("LSO", "ZAF", "dependence", 0, 1),
    ("ERI", "ETH", "war", -1, 1), ("JPN", "XKX", "recognition", 1, 1), ("TUR", "CYP", "occupation", -1, 1),
}  # fmt: skip
PAST = ("GAB", "TGO", "alliance", 1, 1)
DENIED = ("SRB", "XKX", "recognition")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    """An archive of the reports."""
    coder = Coder()
    reports = [
        Report(
            report=f"r-{n}", text=text, language="en",
            published=Published(start=day, end=day, precision="day", basis="given", why=""),
        )
        for n, (day, text) in enumerate(TOLD)
    ]  # fmt: skip
    made = Archive.create(tmp_path_factory.mktemp("ties") / "archive")
    made.add(coder.code_many(reports))
    return made


def edges(network):
    return {(e.source, e.target, e.type, e.sign, e.weight) for e in network.edges}


def relations(found):
    return {each[:3] for each in found}


def test_the_reports_tell_the_ties_that_these_tests_are_about(archive):
    rows = archive.sql("select a.country as a, b.country as b, relation, past, negated from ties").to_pylist()
    told = {(row["a"], row["b"], row["relation"]) for row in rows}
    assert {(a, b, what) for a, b, what, *_ in NOW} <= told | {(b, a, what) for a, b, what in told}
    assert [(row["a"], row["b"]) for row in rows if row["negated"]] == [DENIED[:2]]
    assert [(row["a"], row["b"]) for row in rows if row["past"]] == [PAST[:2]]


def test_every_tie_that_holds_is_an_edge_weighted_by_its_reports(archive):
    assert edges(tie_network(archive.connection())) - {(*DENIED, 1, 1)} == NOW


def test_a_tie_that_a_report_denies_is_no_edge(archive):
    assert DENIED not in relations(edges(tie_network(archive.connection())))


TIMES = {
    "past ones count with a time": ({"until": "2030-12-31"}, {PAST}, set()),
    "one that began later is left out": ({"until": "1960-01-01"}, set(), {("TUR", "CYP", "occupation", -1, 1)}),
    "one that began before holds on": ({"since": "2000-01-01"}, {("TUR", "CYP", "occupation", -1, 1)}, set()),
}


@pytest.mark.parametrize(("time", "there", "gone"), TIMES.values(), ids=TIMES)
def test_a_time_leaves_out_what_did_not_hold_in_it(archive, time, there, gone):
    found = edges(tie_network(archive.connection(), **time))
    assert there <= found
    assert not gone & found


READERS = {"gexf": lambda path: nx.read_gexf(path, version="1.3"), "graphml": nx.read_graphml}


@pytest.mark.parametrize("suffix", READERS)
def test_a_file_of_ties_has_relations_signs_and_reports(archive, tmp_path, suffix, monkeypatch, capsys):
    out = tmp_path / f"ties.{suffix}"
    monkeypatch.setattr("sys.argv", ["dragoman", "network", "--archive", archive.path, "--ties", "--out", str(out)])
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code, capsys.readouterr().err
    graph = READERS[suffix](out)
    assert graph.is_directed()
    found = {(a, b, d["type"], d["sign"], d["weight"]) for a, b, d in graph.edges(data=True)}
    assert found - {(*DENIED, 1, 1)} == NOW
    assert graph.nodes["TUR"]["label"] == "Turkey"
    assert {d["sign"] for *_, d in graph.edges(data=True) if d["type"] in ("border", "dependence")} == {0}


def test_a_picture_of_ties_has_every_pair_in_its_table(archive, tmp_path, monkeypatch, capsys):
    out = tmp_path / "ties.svg"
    monkeypatch.setattr("sys.argv", ["dragoman", "network", "--archive", archive.path, "--ties", "--out", str(out)])
    with pytest.raises(SystemExit):
        main()
    capsys.readouterr()
    assert ET.parse(out).getroot().tag.endswith("svg")
    rows = list(csv.DictReader(out.with_suffix(".csv").open(encoding="utf8")))
    drawn = {frozenset((row["a"], row["b"])): row["drawn_as"] for row in rows}
    assert {pair: drawn[pair] for pair in map(frozenset, (("TUR", "AZE"), ("ETH", "ERI"), ("NER", "NGA")))} == {
        frozenset(("TUR", "AZE")): "cooperation", frozenset(("ETH", "ERI")): "conflict",
        frozenset(("NER", "NGA")): "both alike",
    }  # fmt: skip


def test_every_relation_with_a_sign_is_one_that_ties_have():
    from typing import get_args

    from dragoman.records import Relation

    assert set(RELATION_SIGNS) <= set(get_args(Relation))
