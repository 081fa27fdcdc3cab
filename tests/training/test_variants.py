"""Variants of marked sentences keep their marks on the right words."""

import random

import pytest

pytest.importorskip("torch", reason="training is tested where its libraries are")

from dragoman.coding import Marked
from variants import Pools, pools, variant

TEXT = "Chad accused Libya of moving posts on the border, and officials in Tunis looked on."
SENTENCE = Marked(TEXT, (0, 4), (13, 18))
OTHERS = Pools(["The Kingdom of Tonga"], ["Fiji"], ["Rain fell over the whole of the northern valley."])


def _all(seeds=200):
    return [variant(SENTENCE, OTHERS, random.Random(seed)) for seed in range(seeds)]


def test_the_marks_stand_on_a_party_in_every_variant():
    found = {(v.text[slice(*v.source)], v.text[slice(*v.target)]) for v in _all()}
    assert found == {("Chad", "Libya"), ("The Kingdom of Tonga", "Fiji")}


def test_some_stay_as_they_are_some_get_a_neighbour_before_or_behind():
    texts = {v.text for v in _all() if v.text[slice(*v.source)] == "Chad"}
    assert TEXT in texts
    assert any(text.endswith(TEXT) and text != TEXT for text in texts)
    assert any(text.startswith(TEXT) and text != TEXT for text in texts)
    assert any(", while Rain" in text for text in texts)


def test_a_party_that_is_no_name_is_not_replaced():
    sentence = Marked("the rebels freed twelve hostages", (0, 10), (17, 32))
    assert {variant(sentence, OTHERS, random.Random(seed)).text[:10] for seed in range(50) if seed} >= {"the rebels"}
    assert all("Tonga" not in variant(sentence, OTHERS, random.Random(seed)).text for seed in range(50))


def test_the_pools_hold_names_only():
    found = pools([SENTENCE, Marked("the rebels freed twelve hostages", (0, 10), (17, 32))])
    assert (found.sources, found.targets, found.sentences) == (["Chad"], ["Libya"], [TEXT])
