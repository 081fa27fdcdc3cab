"""Inflections are undone, regular and irregular."""

import pytest

from dragoman.language.lemmas import base_forms, mend_lemmas
from trees import made


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("expelled", "expel"), ("escorted", "escort"), ("sided", "side"), ("mediating", "mediate"), ("lent", "lend"),
        ("massed", "mass"), ("vetoes", "veto"), ("denies", "deny"), ("denied", "deny"), ("shelling", "shell"),
        ("withdrew", "withdraw"), ("panicked", "panic"), ("raps", "rap"), ("freed", "free"),
    ],
)  # fmt: skip
def test_base_forms(word, base):
    assert base in base_forms(word)


@pytest.mark.parametrize(
    ("word", "tag", "read", "lemma"),
    [
        ("mediating", "VBG", "media", "mediate"),  # a known word, but none that the form is an inflection of
        ("expelled", "VBD", "expelle", "expel"),
        ("manoeuvres", "NNS", "manoeuvres", "manoeuvre"),
        ("gunmen", "NNS", "gunmen", "gunman"),
        ("visiting", "VBG", "visit", "visit"),
        ("Macron", "NNP", "Macron", "Macron"),
    ],
)
def test_a_lemma_that_is_none_of_the_form_is_mended(word, tag, read, lemma):
    pos = "VERB" if tag.startswith("V") else "NOUN"
    doc = made(words=[word], tags=[tag], pos=[pos], lemmas=[read])
    mend_lemmas(doc, {"media", "mediate", "expel", "manoeuvre", "manoeuvres", "gunman", "visit"})
    assert doc[0].lemma_ == lemma
