"""From the head of a phrase to the place that the phrase names, with a parse made by hand and without one."""

import pytest

from dragoman.places import find_places, locate
from trees import made, plain


def at(doc, word):
    return next(token for token in doc if token.text == word)


UNPARSED = [
    ("The leaders met in Samarkand, Uzbekistan, in autumn.", "Samarkand", "Samarkand, Uzbekistan"),
    ("The leaders met in Samarkand, Uzbekistan, in autumn.", "Uzbekistan", "Samarkand, Uzbekistan"),
    ("Clashes erupted in the city of Kherson.", "city", "Kherson"),
    ("The strike hit the port city of Odesa.", "city", "Odesa"),
    ("A blast hit Kyiv's outskirts.", "outskirts", "Kyiv"),
    ("Troops gathered at the border with Poland.", "border", "Poland"),
    ("Crowds marched in the Georgian capital, Tbilisi.", "capital", "Tbilisi"),
    ("A ship was seized in the South China Sea.", "Sea", "South China Sea"),
    ("He spoke at a summit in Vilnius, Lithuania.", "summit", "Vilnius, Lithuania"),
    ("They met in the capital.", "capital", None),
    ("He is the president of Belarus.", "president", None),
    ("Fighting went on in Zorbaville.", "Zorbaville", None),
]


@pytest.mark.parametrize(("text", "head", "expected"), UNPARSED)
def test_without_a_parse(text, head, expected):
    doc = plain(text)
    place = locate(doc, at(doc, head))
    assert (place.name if place else None) == expected


def test_with_a_parse_the_place_must_hang_on_the_noun():
    words = ["She", "gave", "a", "statement", "to", "reporters", "in", "Minsk", "."]
    heads, deps = [1, 1, 3, 1, 5, 1, 7, 1, 1], ["nsubj", "ROOT", "det", "obj", "case", "obl", "case", "obl", "punct"]
    doc = made(words=words, heads=heads, deps=deps)
    assert locate(doc, doc[3]) is None
    heads[7] = 3
    doc = made(words=words, heads=heads, deps=[*deps[:7], "nmod", "punct"])
    place = locate(doc, doc[3])
    assert place is not None
    assert place.name == "Minsk"


def test_given_mentions_are_used():
    doc = plain("They met in Minsk.")
    assert locate(doc, at(doc, "Minsk"), mentions=()) is None
    assert locate(doc, at(doc, "Minsk"), mentions=find_places(doc)).country == "BLR"
