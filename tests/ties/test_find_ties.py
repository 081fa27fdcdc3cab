"""What the ties of whole texts look like: who is meant, since when, and one tie for many mentions."""

from __future__ import annotations

import pytest

from dragoman.pipeline import Coder
from dragoman.reading.assembling import of_sentence


@pytest.fixture(scope="module")
def coder():
    return Coder(rules_only=True)


CASES = [
    # a text, and its ties: sides with the relation, since, until, and whether past or denied
    (
        "Peru has been an ally of Chile since 1998. Lima, an ally of Santiago, closed the road.",
        [("PER/GOV", "alliance", "CHL/GOV", "1998", None, "holds")],
    ),
    (
        "Fighting between government troops and Russian-backed separatists has eased in Ukraine.",
        [("RUS/GOV", "support", "UKR/REB/donbas-separatists", None, None, "holds")],
    ),
    (
        "Estonia, a NATO member which borders Russia, called up reservists.",
        [
            ("EST/GOV", "membership", "IGO/north-atlantic-treaty-organization", None, None, "holds"),
            ("EST/GOV", "border", "RUS/GOV", None, None, "holds"),
        ],
    ),
    (
        "Serbia has never recognised Kosovo. Honduras no longer recognises Taiwan.",
        [
            ("SRB/GOV", "recognition", "XKX/GOV", None, None, "denied"),
            ("HND/GOV", "recognition", "TWN/GOV", None, None, "past"),
        ],
    ),
    ("Japan occupied Malaysia until 1945.", [("JPN/GOV", "occupation", "MYS/GOV", None, "1945", "past")]),
    ("Russia occupied the town of Izium in Ukraine on Monday.", []),
    (
        "Estonia joined the European Union in 2004.",
        [
            ("EST/GOV", "membership", "EUR/european-union", "2004", None, "holds"),
        ],
    ),
    ("Estonia joined the European Union on Monday.", []),
    ("Honduras cut ties with Taiwan in 2023.", [("HND/GOV", "recognition", "TWN/GOV", None, "2023", "past")]),
    ("Colombia fought the rebels on Monday.", []),
    ("Shots fell on the Kyrgyz-Tajik border.", [("KGZ/GOV", "border", "TJK/GOV", None, None, "holds")]),
    (
        "Kenya met Uganda in talks on the lake. The neighbours have been feuding for years.",
        [("KEN/GOV", "rivalry", "UGA/GOV", None, None, "holds")],
    ),
    (
        "Cyprus closed the crossing on Monday. Turkey keeps 30,000 troops on the island.",
        [("TUR/GOV", "occupation", "CYP/GOV", None, None, "holds")],
    ),
    (
        "Maoist rebels burned a post in Nepal. The government of Nepal sent troops after the rebels."
        " Some 900 people have died since the insurgency began.",
        [("NPL/GOV", "war", "NPL/REB/nepalese-maoists", None, None, "holds")],
    ),
    ("Chad accused Sudan of arming rebels.", []),
    ("Kenya fears that Uganda will be an enemy of Rwanda.", []),
]


@pytest.mark.parametrize(("text", "ties"), CASES)
def test_the_ties_of_a_text(coder, text, ties):
    found = coder.code(of_sentence(text)).ties
    assert [
        (t.a.entity, t.relation, t.b.entity, t.since, t.until, "past" if t.past else "denied" if t.negated else "holds")
        for t in found
    ] == ties


def test_two_mentions_make_one_tie(coder):
    [tie] = coder.code(of_sentence(CASES[0][0])).ties
    assert [mention.trigger for mention in tie.mentions] == ["ally", "ally"]
