"""Whose the government, the police and the minister are: the report's own country, and what moves it."""

from __future__ import annotations

import pytest

from dragoman.actors import find_parties
from dragoman.language import load, parse
from dragoman.records import Published


@pytest.fixture(scope="module")
def nlp():
    return load()


def country(nlp, text, words, places=None):
    doc = parse(nlp, text)
    named = {t.i: places[t.text] for t in doc if places and t.text in places}
    published = Published(start="2005-03-02", end="2005-03-02", precision="day", basis="given", why="")
    found = [m.party.country for m in find_parties(doc, published, places=named).mentions if m.party.text == words]
    return found[-1] if found else "-"


CASES = [
    ("dateline", "LUSAKA, March 2 (Agency) - The police said weapons had come from Angola.", "The police", "ZMB"),
    (
        "opening",
        "Peru and Chile quarrelled. In Santiago, the Foreign Ministry rejected it.",
        "the Foreign Ministry",
        "CHL",
    ),
    ("headline", "Ghana waits\n\nTogo and Benin agreed. The government said nothing.", "The government", "GHA"),
    ("whose", "Kenya criticised Norway, whose ambassador left.", "whose ambassador", "NOR"),
    ("title", "Mali welcomed Secretary of State Jane Doe.", "Secretary of State Jane Doe", "USA"),
    ("suffix", "Chad's President Paul Obani III spoke. Later Mr. Obani left.", "Mr. Obani", "TCD"),
    ("group", "KATHMANDU, March 2 (Agency) - The Maoists attacked a post in Nepal.", "The Maoists", "NPL"),
]


@pytest.mark.parametrize(("text", "words", "code"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_country_is_the_report_s_own(nlp, text, words, code):
    assert country(nlp, text, words) == code


def test_a_town_of_the_gazetteer_says_whose_the_police_are(nlp):
    assert country(nlp, "In Arequipa, the police stopped a bus.", "the police", {"Arequipa": "PER"}) == "PER"
