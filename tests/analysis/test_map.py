"""The map: its shapes, its lines, its pictures."""

import csv
import hashlib
import json
import math
from xml.etree import ElementTree as ET

import msgspec
import pytest
from counted import event, report, viewed
from small_networks import edge, network

from dragoman.analysis.drawing import draw
from dragoman.analysis.great_circles import great_circle
from dragoman.analysis.labels import nodes_of
from dragoman.analysis.network_pictures import network_picture
from dragoman.analysis.networks import NetworkQuestion
from dragoman.analysis.shapes import SHIPPED, atlas, load_shapes
from dragoman.analysis.world_map import arc_map, place_map, places_of
from dragoman.archive import filter_of
from dragoman.errors import AnalysisError, InputError, UsageError
from dragoman.records import Place

SVG = "{http://www.w3.org/2000/svg}"


def test_the_shapes_are_those_that_were_taken():
    assert hashlib.sha256(SHIPPED.read_bytes()).hexdigest() == atlas()["sha256"]
    assert {"package", "version", "licence", "licence_text", "homepage"} <= set(atlas())


@pytest.mark.parametrize("code", ["XKX", "PSE", "TWN", "ESH", "SOL", "CYN", "AUS", "SSD", "FRA", "RUS"])
def test_a_state_has_a_shape(code):
    assert code in load_shapes().middles


# Roughly where somebody looks for the state: longitude and latitude.
MIDDLES = {
    "FRA": (2.5, 46.5),
    "AUS": (134, -25),
    "BRA": (-53, -11),
    "USA": (-99, 40),
    "RUS": (96, 62),
    "XKX": (21, 42.5),
}


@pytest.mark.parametrize("code", MIDDLES)
def test_the_middle_of_a_state_is_in_its_largest_part(code):
    lon, lat = load_shapes().middles[code]
    assert math.dist((lon, lat), MIDDLES[code]) < 4


def topology(**more):
    square = [[0, 0], [4, 0], [0, 2], [-4, 0], [0, -2]]
    shape = {"type": "Polygon", "arcs": [[0]], "properties": {"a3": "AAA"}}
    made = {
        "type": "Topology", "transform": {"scale": [1, 1], "translate": [10, 20]}, "arcs": [square],
        "objects": {"all": {"type": "GeometryCollection", "geometries": [shape]}},
    }  # fmt: skip
    return made | more


def test_shapes_of_another_file(tmp_path):
    path = tmp_path / "own.json"
    path.write_text(json.dumps(topology()))
    found = load_shapes(path)
    assert (found.middles, found.feature, found.credit) == ({"AAA": (12.0, 21.0)}, "all", "Shapes: own.json")


NO_CODE = {"x": {"geometries": [{"type": "Polygon", "arcs": [[0]], "properties": {}}]}}
BAD = {
    "no JSON": "<svg>", "no topology": "[]", "no a3": json.dumps(topology(objects=NO_CODE)),
    "a shape without its line": json.dumps(topology(arcs=[])),
}  # fmt: skip


@pytest.mark.parametrize("words", BAD.values(), ids=BAD)
def test_a_file_without_shapes_is_refused(words, tmp_path):
    path = tmp_path / "bad.json"
    path.write_text(words)
    with pytest.raises(InputError, match="no TopoJSON file of states"):
        load_shapes(path)


def test_a_great_circle_along_the_equator_keeps_to_it():
    found = great_circle((10, 0), (40, 0), step=10)
    assert [(round(lon, 9), round(lat, 9)) for lon, lat in found] == [(10, 0), (20, 0), (30, 0), (40, 0)]


def test_a_great_circle_goes_towards_the_pole():
    # Two points at 45 degrees north, 90 degrees apart: in the middle tan(lat) = 1 / cos(45).
    [_, middle, _] = great_circle((0, 45), (90, 45), step=30)
    assert middle == pytest.approx((45, math.degrees(math.atan(math.sqrt(2)))))


def test_a_great_circle_crosses_the_date_line_the_short_way():
    assert all(abs(lon) > 169 for lon, _ in great_circle((170, 10), (-170, 10)))


def test_opposite_points_are_joined_over_the_pole():
    assert max(lat for _, lat in great_circle((0, 0), (180, 0))) == 90
    assert great_circle((5, 5), (5, 5)) == [(5, 5), (5, 5)]


NET = network(
    edge("BLR > CHN", 9, 1), edge("CHN > BLR", 1, 4), edge("RUS > UKR", 30, 4), edge("UNO > UKR", 2, 2),
    about="events since 2031-01-01",
)  # fmt: skip
NET = msgspec.structs.replace(NET, nodes=nodes_of(node.key for node in NET.nodes))


def texts(svg):
    return " ".join("".join(each.itertext()) for each in ET.fromstring(svg).iter(f"{SVG}text"))


def test_the_map_of_arcs_shows_states_and_says_who_is_not_on_it(tmp_path):
    twin = draw(arc_map(NET, load_shapes()), tmp_path / "map.svg")
    words = texts((tmp_path / "map.svg").read_text())
    for word in (
        "BLR",
        "CHN",
        "RUS",
        "UKR",
        "not on the map: United Nations",
        "Boundaries are no claim",
        "Natural Earth",
    ):
        assert word in words
    rows = list(csv.DictReader(twin.open()))
    assert [(row["a"], row["b"], float(row["units"]), row["drawn_as"]) for row in rows] == [
        ("RUS", "UKR", 30, "conflict"), ("BLR", "CHN", 10, "cooperation"),
    ]  # fmt: skip


def test_the_map_of_places_counts_a_happening_once(tmp_path):
    koro = Place(name="Koro", country="MLI", lat=12.0, lon=-3.0, span=None)
    gao = Place(name="Gao", country="MLI", lat=16.3, lon=0.0, span=None)
    con = viewed(
        report("r-1", event("e-1", "ASSAULT", "MLI > NER", "2031-05-06", place=koro)),
        report("r-2", event("e-2", "ASSAULT", "MLI > NER", "2031-05-06", place=koro),
               event("e-3", "AID", "NER > MLI", "2031-05-07", place=gao), event("e-4", "AID", "NER > MLI", None)),
        happenings={"o-1": "e-1 e-2"},
    )  # fmt: skip
    found = places_of(con, NetworkQuestion(asked=filter_of()))
    assert [(each.name, each.units, each.conflict) for each in found] == [("Gao", 1, 0), ("Koro", 1, 1)]
    draw(place_map(found, load_shapes(), "all"), tmp_path / "map.png")
    assert (tmp_path / "map.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(AnalysisError, match="no place to draw in events by FRA; the archive holds 4 events"):
        places_of(con, NetworkQuestion(asked=filter_of(actor="FRA")))


def test_a_picture_of_the_whole_names_every_node_and_has_a_table(tmp_path):
    twin = draw(network_picture(NET), tmp_path / "net.svg")
    words = texts((tmp_path / "net.svg").read_text())
    assert all(node.label in words for node in NET.nodes)
    assert {float(row["units"]) for row in csv.DictReader(twin.open())} == {10, 30, 2}


def test_a_picture_of_one_state_has_those_near_it():
    one = network_picture(NET, around="UNO", steps=1)
    assert [(row["a"], row["b"]) for row in one.rows] == [("UKR", "UNO")]
    two = network_picture(NET, around="UNO", steps=2)
    assert [(row["a"], row["b"]) for row in two.rows] == [("RUS", "UKR"), ("UKR", "UNO")]


def test_the_same_network_gives_the_same_picture():
    assert network_picture(NET) == network_picture(NET)


def test_nodes_that_are_left_out_are_counted():
    many = network(*(edge(f"HUB > N{n:02}", n + 1) for n in range(20)))
    made = network_picture(many, shown=6)
    assert len(made.rows) == 5
    assert "15 others are not drawn" in json.dumps(made.chart["title"])


def test_a_page_stands_alone(tmp_path):
    draw(network_picture(NET), tmp_path / "net.html")
    assert 'src="http' not in (tmp_path / "net.html").read_text()


NONE = {
    "a node that is not there": (lambda: network_picture(NET, around="QQQ"), AnalysisError, "QQQ is in no edge"),
    "only what a node does to itself": (lambda: network_picture(network(edge("AAA > AAA"))), AnalysisError, "own side"),
    "nobody on the map": (lambda: arc_map(network(edge("QQQ > RRR")), load_shapes()), AnalysisError, "no two states"),
    "another suffix": (lambda: draw(network_picture(NET), SHIPPED.with_suffix(".gif")), UsageError, "suffix"),
}


@pytest.mark.parametrize("case", NONE.values(), ids=NONE)
def test_there_are_no_empty_pictures(case):
    ask, error, words = case
    with pytest.raises(error, match=words):
        ask()
