"""The two sides of an act as the clauses around it give them, over invented sentences."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.pipeline import Coder
from dragoman.records import Party, Report

# Text, type of the event, countries of its actors and of its recipients.
SIDES = [
    # a thing's owner acts where the passive names nobody; the phrases behind "by" belong to the thing
    ("A visit by the French president to Fiji was shelved.", "REJECT", "FRA", "FJI"),
    ("Talks between Chad and Niger have been postponed.", "REJECT", "NER,TCD", "NER,TCD"),
    ("Iceland's ambassador in Bonn was called home last night.", "SANCTION", "ISL", "DEU"),
    # the indirect object is the addressee
    ("Kyrgyzstan handed the Tajik ambassador a note of protest on Saturday.", "ACCUSE", "KGZ", "TJK"),
    # a role that only names the actor again is no other side
    ("Ghana reaffirmed its backing for Mali.", "SUPPORT", "GHA", "MLI"),
    # crowds come to those whom they are against, but a town is none
    ("Kenyan students rallied outside the Chinese consulate.", "PROTEST", "KEN", "CHN"),
    ("Kenyan workers marched to Nairobi.", "PROTEST", "KEN", ""),
    # complaints
    ("Nepalese rebels complain of arrests by the army.", "ACCUSE", "NPL", "NPL"),
    ("Cyprus complained to the United Nations about Turkish raids.", "ACCUSE", "CYP", "TUR"),
    # who is bound by a threat
    ("Kenyan farmers threatened to withhold their taxes should Uganda sign the treaty.", "THREATEN", "KEN", "UGA"),
    # answers
    ("Chad accused Sudan of arming rebels. The Sudanese government denied it.", "REJECT", "SDN", "TCD"),
    ("Kenya asked Uganda for help. Uganda refused to send any.", "REJECT", "UGA", "KEN"),
    # the state that bars somebody from itself
    ("A former Bolivian president has been barred from entering Peru.", "COERCE", "PER", "BOL"),
]


@cache
def coder() -> Coder:
    return Coder(rules_only=True)


def _countries(parties: tuple[Party, ...]) -> set[str]:
    return {p.country for p in parties if p.country}


@pytest.mark.parametrize(("text", "type_", "actors", "recipients"), SIDES)
def test_the_sides_of_an_act(text: str, type_: str, actors: str, recipients: str) -> None:
    event = next(e for e in coder().code(Report(report="r", text=text, language="en")).events if e.type == type_)
    both = _countries(event.actors) | _countries(event.recipients)
    if event.reciprocal:
        assert both == set(actors.split(",")) | set(recipients.split(","))
    else:
        assert (_countries(event.actors), _countries(event.recipients)) == (
            set(filter(None, actors.split(","))),
            set(filter(None, recipients.split(","))),
        )
