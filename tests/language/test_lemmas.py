"""Inflections are undone, regular and irregular."""

import pytest

from dragoman.language.lemmas import base_forms


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
