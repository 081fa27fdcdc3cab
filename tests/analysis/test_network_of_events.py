"""The network of coded reports that can be counted by hand."""

import pytest
from counted import event, report, viewed

from dragoman.analysis.gexf import gexf
from dragoman.analysis.labels import label, nodes_of
from dragoman.analysis.networks import NetworkQuestion, events_between, network_of, recipients_of
from dragoman.archive import filter_of
from dragoman.errors import AnalysisError

REPORTS = (
    report("r-1", event("e-1", "ASSAULT", "BLR/MIL > CHN/GOV", "2031-05-06"), event("e-4", "AID", "UNO > BLR", None)),
    report("r-2", event("e-2", "ASSAULT/drone", "BLR/GOV > CHN/CVL", "2031-05-06")),
    report("r-3", event("e-3", "CONSULT", "BLR KAZ > CHN", "2031-07-01", reciprocal=True),
           event("e-5", "ACCUSE", "-/lake-guard > BLR/MIL", "2031-06-30"),
           event("e-6", "ACCUSE", "CHN >", "2031-05-01")),
)  # fmt: skip
HAPPENING = {"o-1": "e-1 e-2"}


def edges(**more):
    """The edges as "source > target type": (units, reports)."""
    made, _ = network_of(viewed(*REPORTS, happenings=HAPPENING), NetworkQuestion(asked=filter_of(), **more))
    return {f"{e.source} > {e.target} {e.type}": (e.weight, e.n_reports) for e in made.edges}


TALKS = {
    f"{a} > {b} verbal cooperation": (1, 1) for a, b in (("BLR", "CHN"), ("CHN", "BLR"), ("KAZ", "CHN"), ("CHN", "KAZ"))
}
REST = {"UNO > BLR material cooperation": (1, 1), "-/lake-guard > BLR verbal conflict": (1, 1)}


def test_an_occurrence_is_one_unit_told_by_two_reports():
    assert edges() == {"BLR > CHN material conflict": (1, 2), **TALKS, **REST}


def test_events_are_units_each():
    assert edges(unit="events")["BLR > CHN material conflict"] == (2, 2)


def test_an_edge_may_be_of_an_event_type():
    found, _ = network_of(viewed(*REPORTS), NetworkQuestion(asked=filter_of(), by="type", unit="events"))
    signs = {(e.source, e.target, e.type): e.sign for e in found.edges}
    assert signs["BLR", "CHN", "ASSAULT"] == -1
    assert signs["UNO", "BLR", "AID"] == 1


def test_a_level_tells_what_a_node_is():
    assert "UNO > BLR material cooperation" in edges(level="sector")
    assert edges(level="sector", unit="events")["BLR/MIL > CHN/GOV material conflict"] == (1, 1)


def test_the_sums_and_days_of_an_edge():
    made, months = network_of(viewed(*REPORTS), NetworkQuestion(asked=filter_of(), unit="events"))
    [found] = [e for e in made.edges if e.type == "material conflict"]
    assert (found.goldstein, found.quads, found.first, found.last) == (-20.0, (0, 0, 0, 2), "2031-05-06", "2031-05-06")
    assert (months, made.undated) == ({}, 0)


def test_with_times_what_has_no_day_is_left_out_and_counted():
    made, months = network_of(viewed(*REPORTS), NetworkQuestion(asked=filter_of(), unit="events", dated=True))
    assert made.undated == 1
    assert "UNO" not in {node.key for node in made.nodes}
    assert months["BLR", "CHN", "material conflict"] == {"2031-05": 2}
    assert set(months) == {(e.source, e.target, e.type) for e in made.edges}
    assert b"<spell" in gexf(made, months=months)


def test_every_edge_can_be_traced_to_its_events():
    con = viewed(*REPORTS, happenings=HAPPENING)
    assert events_between(con, NetworkQuestion(asked=filter_of()), "BLR", "CHN") == ["e-1", "e-2", "e-3"]
    assert events_between(con, NetworkQuestion(asked=filter_of()), "CHN", "UNO") == []


def test_who_is_acted_on_by_a_type():
    assert recipients_of(viewed(*REPORTS), NetworkQuestion(asked=filter_of(), unit="events"), "ACCUSE") == ["BLR"]


EMPTY = {
    "before the archive": {"until": "2030-01-01"},
    "an actor that does nothing": {"actor": "FRA"},
    "an act towards nobody": {"actor": "CHN", "type": "ACCUSE"},
}


@pytest.mark.parametrize("given", EMPTY.values(), ids=EMPTY)
def test_an_empty_network_says_what_the_archive_holds(given):
    with pytest.raises(AnalysisError, match=r"no two actors in events .*6 events, dated 2031-05-01 to 2031-07-01"):
        network_of(viewed(*REPORTS), NetworkQuestion(asked=filter_of(**given)))


LABELS = {
    "BLR": "Belarus", "UNO": "United Nations", "BLR/MIL": "Belarus/MIL", "-/lake-guard": "Lake Guard",
    "BLR/GOV/jane-doe": "Jane Doe (Belarus)", "REB": "REB",
}  # fmt: skip


@pytest.mark.parametrize("key", LABELS)
def test_the_name_of_a_node(key):
    assert label(key) == LABELS[key]


def test_the_kind_and_state_of_a_node():
    found = {node.key: (node.kind, node.country) for node in nodes_of([*LABELS, "BLR"])}
    assert found == {
        "BLR": ("state", "BLR"), "UNO": ("body", ""), "BLR/MIL": ("sector", "BLR"), "-/lake-guard": ("entity", ""),
        "BLR/GOV/jane-doe": ("entity", "BLR"), "REB": ("entity", ""),
    }  # fmt: skip
