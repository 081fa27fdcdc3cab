"""``dragoman network`` and ``dragoman map`` from the command line."""

import json

import networkx as nx
import pytest
from counted import event, report
from typer.testing import CliRunner

from dragoman.archive import Archive
from dragoman.cli.app import app
from dragoman.errors import AnalysisError, UsageError
from dragoman.records import Place

HRODNA = Place(name="Hrodna", country="BLR", lat=53.7, lon=23.8, span=None)
EVENTS = (
    event("e-1", "ASSAULT", "BLR/MIL > UKR/CVL", "2031-01-05", place=HRODNA),
    event("e-2", "ASSAULT", "BLR/MIL > UKR/CVL", "2031-02-05"),
    event("e-3", "CONSULT", "BLR/GOV > CHN/GOV", "2031-01-09", reciprocal=True),
    event("e-4", "AID", "CHN/GOV > KAZ/GOV", "2031-02-09"),
    event("e-5", "CONSULT", "FRA/GOV > KAZ/GOV", "2031-02-10", status="future"),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    archive = Archive.create(tmp_path_factory.mktemp("net") / "archive")
    archive.add([report("r-net", *EVENTS)])
    return archive.path


def ask(command, path, *words):
    """What a command prints, both streams; its error is raised."""
    result = CliRunner().invoke(app, [command, "--archive", path, *words], catch_exceptions=False)
    return result.output


def lines(output):
    return [line.split() for line in output.splitlines()]


def test_the_table_has_each_direction_and_no_plan(path):
    rows = lines(ask("network", path))
    assert ["BLR", "UKR", "0", "2", "0", "0", "0", "2", "-20.0", "2"] in rows
    assert ["CHN", "BLR", "1", "0", "1", "0", "0", "0", "1.0", "1"] in rows
    assert not [row for row in rows if "FRA" in row]
    assert [row for row in lines(ask("network", path, "--status", "future")) if "FRA" in row]


def test_only_what_is_near_an_actor(path):
    near = ask("network", path, "--around", "Kazakhstan")
    assert "CHN" in near
    assert "UKR" not in near
    assert "BLR" in ask("network", path, "--around", "KAZ", "--steps", "2")


def test_what_is_exposed_to_those_that_a_type_is_done_to(path):
    rows = lines(ask("network", path, "--exposed-to", "AID", "--steps", "2"))
    assert [(row[0], row[2], row[3]) for row in rows if row and row[0] in ("CHN", "BLR")] == [
        ("CHN", "1", "0.333"), ("BLR", "2", "0.333"),
    ]  # fmt: skip
    assert "UKR" not in [row[0] for row in rows if row]


def test_measures_are_told_and_written(path, tmp_path):
    assert "no three nodes are all related" in ask("network", path, "--measures")
    ask("network", path, "--measures", "--out", str(tmp_path / "net.gexf"))
    found = nx.read_gexf(tmp_path / "net.gexf", version="1.3")
    assert (found.nodes["CHN"]["label"], found.nodes["CHN"]["targets"], found.nodes["UKR"]["given"]) == ("China", 2, 0)


def test_a_file_with_the_months(path, tmp_path):
    ask("network", path, "--dynamic", "--out", str(tmp_path / "net.gexf"))
    assert 'start="2031-01-01" end="2031-02-28"' in (tmp_path / "net.gexf").read_text()


def test_two_times_are_compared(path, tmp_path):
    january = ("--since", "2031-01-05", "--until", "2031-01-31")
    february = ("--compare-since", "2031-02-01", "--compare-until", "2031-02-28")
    rows = {(row[0], row[1]): row for row in lines(ask("network", path, *january, *february)) if len(row) > 3}
    assert rows["CHN", "KAZ"][4] == "new"
    assert rows["CHN", "BLR"][4] == "gone"
    assert rows["BLR", "UKR"][4] == "same"
    ask("network", path, *january, *february, "--out", str(tmp_path / "change.json"))
    assert {each["change"] for each in json.loads((tmp_path / "change.json").read_text())} == {"new", "gone", "same"}


def test_the_events_behind_an_edge(path):
    told = ask("network", path, "--explain", "Belarus", "UKR")
    assert "BLR -> UKR: 2 events" in told
    assert "UKR -> BLR: 0 events" in told
    assert "e-1  2031-01-05  ASSAULT  reported" in told


def test_pictures_and_maps_have_their_numbers_beside_them(path, tmp_path):
    ask("network", path, "--out", str(tmp_path / "net.svg"), "--around", "BLR")
    ask("map", path, "--out", str(tmp_path / "arcs.svg"))
    ask("map", path, "--places", "--out", str(tmp_path / "places.svg"))
    for name in ("net", "arcs", "places"):
        assert (tmp_path / f"{name}.svg").read_text().startswith("<svg")
        assert len((tmp_path / f"{name}.csv").read_text().splitlines()) > 1
    assert "e-1" in ask("map", path, "--explain-place", "hrodna", "--out", str(tmp_path / "none.svg"))


WRONG = {
    "an actor nobody knows": (["--around", "Viktor Orbann"], AnalysisError, "near are Viktor Orbán"),
    "an actor of a filter nobody knows": (["--actor", "Viktor Orbann"], AnalysisError, "near are Viktor Orbán"),
    "an actor that does nothing": (
        ["--around", "PER"],
        AnalysisError,
        "Peru \\(PER\\) is in no edge.*the archive holds 5 events",
    ),
    "an empty time": (["--since", "2031-02-20", "--until", "2031-02-21"], AnalysisError, "no event|no two actors"),
    "before the archive": (["--since", "2029-01-01"], AnalysisError, "before the archive begins"),
    "a pair that does nothing": (["--explain", "FRA", "PER"], AnalysisError, "nothing to each other"),
    "no ties": (["--ties"], AnalysisError, "no standing relation"),
    "ties by type": (["--ties", "--type", "AID"], UsageError, "--since and --until"),
    "half a time": (["--compare-since", "2031-01-01"], UsageError, "--compare-until"),
    "another suffix": (["--out", "net.xlsx"], UsageError, "no suffix that is known"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_what_has_no_answer_says_why(case, path):
    words, error, said = case
    with pytest.raises(error, match=said):
        ask("network", path, *words)
