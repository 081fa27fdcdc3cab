"""The network: its edges, what is drawn of them, measures, exposure, change, and what is said where nothing is."""

import csv
import io

import pytest


def edges(client, query=""):
    """The rows of the network: "source > target type": weight."""
    rows = client.get(f"/network.json?limit=1000&{query}").json()["rows"]
    return {f"{row['source']} > {row['target']} {row['type']}": row["weight"] for row in rows}


TALKS, ACCUSED = "BLR > CHN verbal cooperation", "CHN > BLR verbal conflict"
ALL = {
    TALKS: 46, "MLI > NER material conflict": 16, ACCUSED: 1, "UNO > NER material cooperation": 2,
    "UNO > SDN material cooperation": 2, "-/lake-guard > MLI verbal conflict": 1,
}  # fmt: skip
ASKED = {
    "everything": ("", ALL),
    "with what an actor does to itself": ("within=yes", {**ALL, "MLI > MLI material conflict": 1}),
    "a least weight": ("weight=3", {TALKS: 46, "MLI > NER material conflict": 16}),
    "a class": ("quad=3", {ACCUSED: 1, "-/lake-guard > MLI verbal conflict": 1}),
    "plans": ("status=future", {TALKS: 1}),
    "a time": ("since=2030-01-01&until=2030-01-31", {TALKS: 2, "MLI > NER material conflict": 1}),
    "around an actor": ("around=Belarus", {TALKS: 46, ACCUSED: 1}),
    "by type": ("by=type&actor=BLR", {"BLR > CHN CONSULT": 45, "BLR > CHN AGREE": 1}),
    "a level that an actor asks for": ("around=MLI/MIL", {
        "MLI/MIL > NER/CVL material conflict": 16, "-/lake-guard > MLI/MIL verbal conflict": 1}),
    "entities": ("level=entity&type=AGREE", {"BLR/GOV/jane-doe > CHN/GOV/li-wen verbal cooperation": 1}),
    "standing relations": ("edges=ties", {"BLR > CHN alliance": 1}),
}  # fmt: skip


@pytest.mark.parametrize("case", ASKED.values(), ids=ASKED)
def test_a_network_has_the_edges_that_are_asked_for(desk, case):
    query, expected = case
    assert edges(desk, query) == expected


@pytest.mark.parametrize("case", ASKED.values(), ids=ASKED)
def test_the_whole_of_it_is_in_its_files(desk, case):
    query, expected = case
    lines = csv.DictReader(io.StringIO(desk.get(f"/network.csv?limit=1&{query}").text))
    assert {f"{line['source']} > {line['target']} {line['type']}": int(line["weight"]) for line in lines} == expected


def test_the_picture_gets_the_weightiest_with_their_months(desk):
    found = desk.get("/network.json?draw=1").json()
    [edge] = found["edges"]
    assert (edge["source"], edge["target"], edge["sign"], edge["weight"]) == ("BLR", "CHN", 1, 46)
    assert edge["months"]["2031-01"] == 14
    assert sum(edge["months"].values()) == 45  # one has no date
    assert edge["href"] == "/dyad/BLR/CHN"
    assert {node["key"]: node["kind"] for node in found["nodes"]} == {"BLR": "state", "CHN": "state"}
    assert "The 1 weightiest of 6 edges: capped at 1" in desk.get("/network?draw=1").text


def test_a_link_to_a_dyad_keeps_what_is_asked_for(desk):
    found = desk.get("/network.json?actor=BLR&since=2030-02-01&type=CONSULT&weight=2").json()
    assert found["edges"][0]["href"] == "/dyad/BLR/CHN?type=CONSULT&since=2030-02-01"


def test_the_table_is_cut_and_says_so(desk):
    page = desk.get("/network?limit=2").text
    assert '2 of 6, capped at 2; <a href="/network.csv?limit=2" data-plain>all of them</a>' in page
    assert "Within an actor: 1 occurrence (" in page


def test_gexf_has_the_measures_and_the_months(desk):
    answer = desk.get("/network.gexf")
    assert answer.headers["content-type"] == "application/gexf+xml"
    assert 'mode="dynamic"' in answer.text
    assert 'title="betweenness"' in answer.text
    assert answer.text.count("<edge id=") == 6
    assert 'mode="static"' in desk.get("/network.gexf?edges=ties").text


SHOWN = {
    "actors": ("show=actors", "How central each actor is", {"MLI", "NER", "BLR", "CHN", "UNO", "SDN", "-/lake-guard"}),
    "exposure": ("exposed_to=UNO&steps=1", "Exposed to <code>UNO</code>", {"NER", "SDN"}),
    "exposure to what a type is done to": ("exposed_to=AID", "Exposed to <code>NER</code>, <code>SDN</code>", {"UNO"}),
}


@pytest.mark.parametrize("case", SHOWN.values(), ids=SHOWN)
def test_actors_are_measured(desk, case):
    query, words, nodes = case
    assert words in desk.get(f"/network?{query}").text
    assert {row["node"] for row in desk.get(f"/network.json?{query}").json()["rows"]} == nodes


def test_triads_are_counted(desk):
    assert "No three actors are all related with a sign" in desk.get("/network?show=balance").text


def test_two_times_are_compared(desk):
    query = "since=2030-01-01&until=2030-12-31&compare_since=2031-01-01&compare_until=2031-04-30"
    rows = desk.get(f"/network.json?{query}").json()["rows"]
    found = {f"{row['source']} > {row['target']}": (row["change"], row["before"], row["after"]) for row in rows}
    assert found["BLR > CHN"] == ("stronger", 25, 20)
    assert found["UNO > NER"] == ("gone", 2, 0)
    assert "From 2030-01-01 to 2030-12-31 (365 days)" in desk.get(f"/network?{query}").text


WRONG = {
    "nothing that is there": ("actor=FRA", 200, "No edge between two actors in events that are reported by FRA"),
    "a weight that no edge has": ("weight=900", 200, "No edge of 900 or more"),
    "an actor without an edge": ("around=FRA", 200, "FRA is in no edge of this network"),
    "exposure to one who is not there": ("exposed_to=FRA", 200, "no such actor is in an edge"),
    "an actor nobody knows": ("around=Belaruss", 400, "near are"),
    "a level": ("level=person", 400, "there are: country, sector, entity"),
    "a weight": ("weight=0", 400, "from 1 to 1,000,000"),
    "ties of a type": ("edges=ties&type=AID", 400, "standing relations have no event"),
    "times that share days": (
        "since=2030-01-01&until=2030-06-30&compare_since=2030-06-01&compare_until=2030-07-01", 400, "share days"),
    "a day to compare with": (
        "since=2030-01-01&until=2030-06-30&compare_since=soon&compare_until=2030-07-01", 400, "write it as YYYY-MM-DD"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_where_there_is_nothing_the_page_tells_why(desk, case):
    query, status, words = case
    answer = desk.get(f"/network?{query}")
    assert (answer.status_code, words in answer.text) == (status, True)


def test_too_large_a_network_is_not_measured_but_says_how_to_make_it_smaller(desk, dealings, open_at, monkeypatch):
    monkeypatch.setattr("dragoman.workbench.pages.network.MEASURED", 3)
    monkeypatch.setattr("dragoman.workbench.looking.network.MEASURED", 3)
    page = open_at(dealings).get("/network?show=actors").text
    assert "6 edges are more than are measured here" in page
    assert "Ask for a weight of 3 or more" in page
