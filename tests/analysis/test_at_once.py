"""Occurrences in one statement are those that ``units`` gives."""

import pytest
from counted import event, report, viewed

from dragoman.analysis.at_once import at_once
from dragoman.analysis.networks import NetworkQuestion, months_between
from dragoman.analysis.units import units
from dragoman.archive import filter_of

# In o-1 most reports say BLR assaults CHN; one says it is planned, one that it was in May, one tells an accusation.
REPORTS = (
    report("r-1", event("e-1", "ASSAULT", "BLR/MIL > CHN/GOV", "2031-05-06"), event("e-9", "AID", "UNO > BLR", None)),
    report("r-2", event("e-2", "ASSAULT/drone", "BLR/GOV > CHN/CVL", "2031-05-06", status="future")),
    report("r-3", event("e-3", "ACCUSE", "BLR/MIL > CHN/GOV", "2031-06-02")),
    report("r-4", event("e-4", "ASSAULT", "BLR/MIL > CHN", "2031-05-06", status="negated"),
           event("e-5", "CONSULT", "BLR KAZ > CHN", "2031-07-01", reciprocal=True)),
    report("r-5", event("e-6", "CONSULT", "KAZ >", "2031-07-03"),
           event("e-7", "AID", "CHN/GOV > KAZ/GOV", "2031-07-09")),
)  # fmt: skip
HAPPENING = {"o-1": "e-1 e-2 e-3 e-4"}
ASKED = {
    "everything": {},
    "a status": {"status": "reported"},
    "a status and a class": {"status": "reported", "quad": 4},
    "a class": {"quad": 3},
    "a type and a class": {"type": "ASSAULT", "quad": 4},
    "days": {"since": "2031-06-01", "until": "2031-07-02"},
    "a status and days": {"status": "negated", "since": "2031-05-01", "until": "2031-05-31"},
    "an actor": {"actor": "BLR/MIL"},
    "a dyad and a type": {"dyad": "CHN-BLR", "type": "ACCUSE"},
    "nothing that is there": {"actor": "FRA"},
}


@pytest.fixture(scope="module")
def con():
    return viewed(*REPORTS, happenings=HAPPENING)


@pytest.mark.parametrize("level", ["country", "sector", "entity"])
@pytest.mark.parametrize("given", ASKED.values(), ids=ASKED)
def test_pairs_and_members_are_those_of_units(con, given, level):
    asked = filter_of(**given)
    found = at_once(con, asked, level=level)
    columns = "unit, actor, recipient, type, quad, status, day, n_reports"
    with units(con, asked, level=level) as made:
        pairs = con.execute(f"select {columns} from {made.pairs} order by all").fetchall()
        members = con.execute(f"select unit, event from {made.members} order by all").fetchall()
        undated = made.n_undated
    assert con.execute(f"select {columns} from {found.pairs} order by all", found.values).fetchall() == pairs
    assert con.execute(f"select unit, event from {found.members} order by all", found.values).fetchall() == members
    assert found.n_undated(con) == undated


def test_months_are_those_of_the_edges_that_are_asked_for(con):
    question = NetworkQuestion(asked=filter_of())
    assert months_between(con, question, {("CHN", "KAZ"), ("UNO", "BLR")}) == {
        ("CHN", "KAZ", "verbal cooperation"): {"2031-07": 1.0},
        ("CHN", "KAZ", "material cooperation"): {"2031-07": 1.0},
    }
    assert months_between(con, question, set()) == {}
