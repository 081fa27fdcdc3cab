"""What is said of one happening: by how many, independent of each other, and where they disagree."""

import pytest
from happenings import told

from dragoman.errors import UsageError
from dragoman.occurrences.disagreements import disagreements
from dragoman.occurrences.independence import independent
from dragoman.occurrences.summary import summary
from dragoman.occurrences.told import Placed

# what reports a, b and c have, the groups that count once
DEPENDENT = [
    ([{}, {}, {}], ["a", "b", "c"]),
    ([{"publisher": "Dune Post"}, {"publisher": "dune post"}, {"publisher": "Reef News"}], ["ab", "c"]),
    ([{"copy_group": "g"}, {"copy_group": "h"}, {"copy_group": "g"}], ["ac", "b"]),
    ([{"sources": ("army",)}, {"sources": ("army",)}, {"sources": ("rebels",)}], ["ab", "c"]),
    ([{"sources": ("army",)}, {"sources": ("army", "witness")}, {"sources": ("witness", "rebels")}], ["ab", "c"]),
    ([{"sources": ("army",)}, {}, {}], ["a", "b", "c"]),  # who tells it on their own account rest on nobody
    ([{"copy_group": "g"}, {"copy_group": "g", "publisher": "Dune Post"}, {"publisher": "Dune Post"}], ["abc"]),
]


@pytest.mark.parametrize(("reports", "groups"), DEPENDENT)
def test_independent(reports, groups):
    members = [told(f"e-{name}", report=name, **fields) for name, fields in zip("abc", reports, strict=True)]
    assert ["".join(group) for group in independent(members)] == groups


# what two reports tell, the field in which they disagree and the versions; None where both can be true
DISAGREE = [
    ({"dead": 3}, {"dead": 5}, ("size.dead", ["3", "5"])),
    ({"dead": 3}, {"dead": 3}, None),
    ({}, {"status": "negated"}, ("status", ["negated", "reported"])),
    ({"when": "2031-05-06"}, {"when": "2031-05-07"}, ("date", ["2031-05-06", "2031-05-07"])),
    ({"when": "2031-05-06"}, {"when": "2031-05-05..2031-05-06"}, None),
    ({"town": "Omdurman"}, {"town": "Nyala"}, ("place", ["Nyala", "Omdurman"])),
    ({"town": "Omdurman"}, {"town": "SDN"}, None),
    ({"sides": "SDN/MIL > SDN/CVL"}, {"sides": "SDN/REB > SDN/CVL"}, ("actors", ["SDN", "SDN"])),
    ({"sides": "SDN/MIL > SDN/CVL"}, {"sides": "SDN/GOV > SDN/GOV"}, None),
    ({"what": "ASSAULT/drone"}, {"what": "ASSAULT/explosives"}, ("mode", ["drone", "explosives"])),
]


@pytest.mark.parametrize(("a", "b", "expected"), DISAGREE)
def test_disagreements(a, b, expected):
    found = [
        (one.field, [version.value for version in one.versions])
        for one in disagreements([told("e-1", **a), told("e-2", **b)])
    ]
    assert found == ([expected] if expected else [])


def test_versions_name_their_reports():
    [found] = disagreements([told("e-1", dead=3), told("e-2", dead=5), told("e-3", dead=5)])
    assert [(version.value, version.reports) for version in found.versions] == [
        ("5", ("r-e-2", "r-e-3")),
        ("3", ("r-e-1",)),
    ]


def test_summary_gives_what_most_say():
    members = [
        told("e-1", "ASSAULT/drone", "SDN/MIL > SDN/CVL", town="SDN", dead=3, published="2031-05-07"),
        told("e-2", "ASSAULT", "SDN/MIL > SDN/CVL", town="Omdurman", dead=5, published="2031-05-08"),
        told("e-3", "ASSAULT/drone", "SDN/MIL/omar-hassan! >", dead=5, published="2031-05-09"),
        told("e-4", "ASSAULT", "> SDN/CVL ETH/CVL", when="2031-05-07", status="negated", published="2031-05-08"),
    ]
    found = summary([Placed(one, "o-1") for one in reversed(members)])
    assert (found.occurrence, found.n_reports, found.n_independent) == ("o-1", 4, 4)
    assert (found.first_published, found.last_published) == ("2031-05-07", "2031-05-09")
    assert (found.type, found.mode, found.status) == ("ASSAULT", "drone", "reported")
    assert [party.entity for party in found.actors] == ["SDN/MIL/omar-hassan"]
    assert [party.entity for party in found.recipients] == ["SDN/CVL"]
    assert found.date.start == "2031-05-06"
    assert found.place.name == "Omdurman"
    [dead] = found.size
    assert (dead.kind, dead.usual.low, dead.least, dead.most) == ("dead", 5, 3, 5)
    assert [one.field for one in found.disagreements] == ["status", "date", "size.dead"]


@pytest.mark.parametrize("ids", [[], ["o-1", "o-2"]])
def test_summary_takes_one_occurrence(ids):
    with pytest.raises(UsageError, match="one occurrence"):
        summary([Placed(told(f"e-{i}"), name) for i, name in enumerate(ids)])
