"""The map: places, states and pairs of states, their data, and the shapes they are drawn on."""

import csv
import io
import json

import pytest

from dragoman.workbench.looking.world import PairLine, features


def rows(client, query=""):
    return client.get(f"/map.json?{query}").json()["rows"]


def test_places_states_and_pairs_are_counted(desk):
    assert [(row["name"], row["units"], row["conflict"]) for row in rows(desk, "show=places")] == [
        ("Koro", 16, 16), ("Lake Town", 1, 1),
    ]  # fmt: skip
    assert [(row["country"], row["units"], row["net"]) for row in rows(desk, "show=states")] == [
        ("MLI", 16, -16), ("CHN", 1, -1),
    ]  # fmt: skip
    assert [(row["a"], row["b"], row["units"], row["net"]) for row in rows(desk, "show=pairs")] == [
        ("BLR", "CHN", 47, 45), ("MLI", "NER", 16, -16),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "found"), [("quad=3", ["CHN"]), ("until=2030-01-31", ["MLI"]), ("place=Lake+Town", ["CHN"])]
)
def test_a_filter_narrows_it_down(desk, query, found):
    assert [row["country"] for row in rows(desk, f"show=states&{query}")] == found


def test_the_picture_gets_all_layers_that_are_asked_for(desk):
    found = desk.get("/map.json").json()
    assert [len(found[name]) for name in ("places", "states", "arcs")] == [2, 2, 2]
    assert found["arcs"][0]["href"] == "/dyad/BLR/CHN"
    assert found["places"][0]["href"] == "/events?place=Koro&status=reported"
    some = desk.get("/map.json?layer=places&draw=1").json()
    assert [len(some[name]) for name in ("places", "states", "arcs")] == [1, 0, 0]


def test_what_is_behind_a_place_is_what_was_counted(desk):
    for row in desk.get("/map.json").json()["places"]:
        path, _, query = row["href"].partition("?")
        assert desk.get(f"{path}.json?{query}").json()["total"] == row["units"]


def test_the_whole_list_is_in_its_files(desk):
    lines = list(csv.DictReader(io.StringIO(desk.get("/map.csv?show=pairs&limit=1").text)))
    assert [line["a"] for line in lines] == ["BLR", "MLI"]


def test_geojson_has_every_layer(desk):
    answer = desk.get("/map.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    found = [(each["properties"]["layer"], each["geometry"] and each["geometry"]["type"])
             for each in json.loads(answer.content)["features"]]  # fmt: skip
    assert found == [("place", "Point")] * 2 + [("pair", "LineString")] * 2 + [("state", None)] * 2


def test_a_line_over_the_date_line_is_cut_there():
    pair = PairLine(a="NZL", b="CHL", a_name="", b_name="", units=1, cooperation=1, conflict=0, net=1)
    [line] = features((), (pair,), ())["features"]
    one, two = line["geometry"]["coordinates"]
    assert line["geometry"]["type"] == "MultiLineString"
    assert (abs(one[-1][0]), one[-1][0] + two[0][0], one[-1][1]) == (180.0, 0.0, two[0][1])
    assert all(abs(x) <= 180 for part in (one, two) for x, _ in part)


def test_shapes_are_kept_by_the_browser(desk):
    page = desk.get("/map").text
    address = page.partition('data-shapes="')[2].partition('"')[0]
    answer = desk.get(address)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.json()["type"] == "Topology"
    assert desk.get("/shapes/0123").status_code == 404


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("actor=FRA", 200, "Nothing to list: no events that are reported by FRA"),
        ("show=rivers", 400, "there are: places, states, pairs"),
        ("layer=rivers", 400, "there are: places, states, pairs"),
        ("draw=0", 400, "from 1 to 1,000"),
    ],
)
def test_where_there_is_nothing_the_page_tells_why(desk, query, status, words):
    answer = desk.get(f"/map?{query}")
    assert (answer.status_code, words in answer.text) == (status, True)


def test_the_page_says_that_boundaries_are_no_claim(desk):
    page = desk.get("/map").text
    assert "Boundaries are no claim" in page
    assert 'href="/about#boundaries"' in page
    assert 'id="boundaries"' in desk.get("/about").text


def test_events_or_occurrences_are_counted(open_at, tmp_path):
    from grouped import told

    from dragoman.archive import Archive

    archive = Archive.create(tmp_path / "archive")
    archive.add([told(f"a{n}", publisher=f"Paper {n}") for n in range(3)])
    archive.group()
    client = open_at(archive.path)
    for query, count in (("", 1), ("&unit=occurrences", 1), ("&unit=events", 3)):
        for show in ("places", "states"):
            assert [row["units"] for row in client.get(f"/map.json?show={show}{query}").json()["rows"]] == [count]
        network = client.get(f"/network.json?within=yes{query}").json()
        assert [row["weight"] for row in network["rows"]] == [count]
    assert ">events</th>" in client.get("/map?unit=events").text
    assert client.get("/map?unit=reports").status_code == 400
