"""Which pairs of events can tell one happening, and which field bars it."""

import pytest
from happenings import told

from dragoman.occurrences.blocking import keys, sought
from dragoman.occurrences.compatible import NEEDED, compare

MEETING = {"what": "CONSULT", "sides": "EGY/GOV/foreign-minister > TUR/GOV", "reciprocal": True}
URGING = {"what": "REQUEST", "sides": "IND/GOV > BGD/GOV"}

# what the first report tells, what the second tells otherwise
ONE = [
    ({}, {}),
    ({"town": "Omdurman"}, {"when": "2031-05-07", "town": "Omdurman"}),  # a day later
    ({"dead": 5}, {"dead": 5, "sides": "SDN/GOV > SDN/GOV"}),  # the army and the state, the people and the state
    ({"dead": 3}, {"dead": 12}),  # numbers bar nothing
    ({"what": "ASSAULT/aerial"}, {"what": "ASSAULT/explosives"}),
    ({"town": "Omdurman"}, {"town": "Khartoum"}),  # one agglomeration
    ({"town": "Omdurman"}, {"town": "SDN"}),
    ({"town": "Omdurman", "dead": 4}, {"town": "Omdurman", "dead": 4, "status": "negated"}),  # told in dispute
    (MEETING, MEETING | {"sides": "TUR/GOV > EGY/GOV"}),
    (MEETING, MEETING | {"sides": "EGY/GOV/foreign-minister TUR/GOV >"}),
    ({"what": "AGREE", "about": "RETREAT", "sides": "COL/GOV > COL/REB"},
     {"what": "CONCEDE", "about": "RETREAT", "sides": "COL/GOV > COL/REB"}),
    ({"what": "SANCTION/convict", "sides": "PER/JUD > PER/ELI/ana-salas!"},
     {"what": "SANCTION/convict", "sides": "> PER/ELI/ana-salas!"}),
    ({"sides": "SDN/MIL > /juan-vidal!"}, {"sides": "SDN/MIL > SDN/CVL/juan-vidal!"}),
]  # fmt: skip

# the same, and what bars it
TWO = [
    ({}, {"what": "COERCE/arrest"}, "type"),
    ({"what": "ACCUSE"}, {"what": "REJECT"}, "type"),
    ({"what": "COERCE/arrest"}, {"what": "COERCE/deport"}, "type"),
    ({"what": "ASSAULT/sexual"}, {"what": "ASSAULT/aerial"}, "type"),
    ({"what": "AGREE", "about": "AID"}, {"what": "CONCEDE", "about": "RETREAT"}, "type"),
    ({}, {"status": "future"}, "status"),
    ({"status": "future"}, {"status": "hypothetical"}, "status"),
    ({"what": "SANCTION/expel", "sides": "MLI/GOV > FRA/GOV"}, {"what": "SANCTION/expel", "sides": "FRA/GOV > MLI/GOV"},
     "parties"),
    ({"sides": "SDN/MIL > SDN/CVL"}, {"sides": "SDN/REB > SDN/CVL"}, "parties"),
    ({"sides": "SDN/MIL >"}, {"sides": "> SDN/CVL"}, "parties"),  # nothing shared
    (URGING, URGING | {"sides": "IND/GOV > LKA/GOV"}, "parties"),
    (MEETING, MEETING | {"sides": "EGY/GOV/president > TUR/GOV"}, "parties"),
    ({"what": "SANCTION/convict", "sides": "> PER/ELI/ana-salas!"},
     {"what": "SANCTION/convict", "sides": "> PER/ELI/luis-rojas!"}, "parties"),
    ({"sides": "IGO/red-union > SDN/CVL"}, {"sides": "IGO/blue-pact > SDN/CVL"}, "parties"),
    ({}, {"when": "2031-05-13"}, "date"),
    ({"when": "2031-05-06"}, {"when": None, "published": "2031-05-02"}, "date"),  # told before it happened
    ({"town": "Omdurman"}, {"town": "Nyala"}, "place"),
    ({"report": "r-1"}, {"report": "r-1"}, "report"),
]  # fmt: skip

# nothing bars these, and too little speaks for them
WEAK = [
    (URGING | {"when": None}, URGING | {"when": None, "published": "2031-05-15"}),
    (URGING | {"about": "RETREAT"}, URGING | {"about": "AID", "when": "2031-05-07"}),
    ({"names": "kharkiv"}, {"names": "odesa", "content": "missiles struck town killed people"}),
    ({"story": "s-1", "names": "beni"}, {"story": "s-2", "names": "bunia"}),
    (
        {"story": "s-1", "names": "beni", "content": "rebels raided village night killed farmers"},
        {"story": "s-1", "names": "bunia", "content": "rebels raided village night killed farmers"},
    ),
]


def pair(a, b):
    return told("e-1", **a), told("e-2", **b)


@pytest.mark.parametrize(("a", "b"), ONE)
def test_one_happening(a, b):
    found = compare(*pair(a, b))
    assert found.barred is None
    assert found.points >= NEEDED


@pytest.mark.parametrize(("a", "b", "field"), TWO)
def test_two_happenings(a, b, field):
    found = compare(*pair(a, b))
    assert found.barred == field


@pytest.mark.parametrize(("a", "b"), WEAK)
def test_too_little(a, b):
    found = compare(*pair(a, b))
    assert found.barred is None
    assert found.points < NEEDED


@pytest.mark.parametrize(("a", "b"), [*ONE, *((a, b) for a, b, _ in TWO), *WEAK])
def test_the_order_of_two_makes_no_difference(a, b):
    one, two = pair(a, b)
    assert compare(one, two) == compare(two, one)


@pytest.mark.parametrize(("a", "b"), ONE)
def test_what_is_joined_shares_a_key(a, b):
    one, two = pair(a, b)
    assert keys(one) & sought(two)
    assert keys(two) & sought(one)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({}, {"what": "COERCE"}),
        ({}, {"when": "2031-07-01"}),
        (URGING, URGING | {"sides": "IND/GOV > LKA/GOV"}),
        ({"when": "2031-01-01..2031-12-31"}, {}),  # a year is looked up in its story only
    ],
)
def test_keys_tell_apart(a, b):
    one, two = pair(a, b)
    assert not keys(one) & sought(two)


def test_fields_that_agree():
    a, b = pair(*[{"town": "Omdurman", "dead": 9, "story": "s", "names": "souk", "content": "a b c d e f"}] * 2)
    assert compare(a, b).on == ("type", "parties", "date", "place", "number", "story", "names", "words")


def test_a_wrong_side_is_forgiven_in_one_story_only():
    for story, barred in ((None, "parties"), ("s-1", None)):
        a, b = pair(URGING | {"story": story}, URGING | {"sides": "IND/GOV > LKA/GOV", "story": story})
        assert compare(a, b).barred == barred
