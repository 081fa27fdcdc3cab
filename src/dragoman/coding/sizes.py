"""Numbers that the text gives for an act: dead, injured, arrested, troops."""

from __future__ import annotations

import re

from spacy.tokens import Token

from dragoman.records import Count

from .match import Reading
from .predicates import find_predicate, lemma
from .scene import Scene
from .tree import VERBAL, children

_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: n for n, word in enumerate([*_ONES, *_TEENS], start=1)} | {
    word: 10 * n for n, word in enumerate(_TENS, start=2)
}
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
# Round words give a lower bound only.
_VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000, "dozen": 12}
_AT_LEAST = frozenset(
    ["least", "over", "than", "more", "nearly", "almost", "about", "around", "some", "up", "approximately"]
)


def sizes_of(reading: Reading, scene: Scene) -> dict[str, Count]:
    """The counts of a reading by what they count; the word list ``size`` says which verbs count what."""
    lists = scene.codebook.words["size"]
    found: dict[str, Count] = {}
    clauses = [reading.trigger, *[c for c in children(reading.trigger, "advcl", "conj", "acl") if c.pos_ in VERBAL]]
    if reading.predicate.carrier is not None:
        clauses += [c for c in children(reading.predicate.carrier, "advcl", "conj") if c.pos_ in VERBAL]
    for clause in clauses:
        kind = next((name for name, verbs in lists.items() if lemma(clause) in verbs), None)
        predicate = find_predicate(clause, scene.codebook.words["light"], scene.is_party) if kind else None
        if kind is None or predicate is None:
            continue
        roles = ("subj",) if kind == "dead" and lemma(clause) in {"die", "perish"} else ("obj", "of")
        for token in (t for role in roles for t in predicate.roles.get(role)):
            if count := count_of(token):
                found.setdefault(kind, count)
    return found


def count_of(noun: Token) -> Count | None:
    """The number that a noun phrase gives ("at least 12 soldiers", "dozens of people"), None without one."""
    number = next((c for c in children(noun, "nummod")), None)
    if number is None and (noun.like_num or noun.lower_ in _VAGUE):
        number = noun
    if number is None:
        return None
    value = number_value(number)
    if value is None:
        return None
    start, end = number.left_edge, number.right_edge if number.i != noun.i else noun
    phrase = number.doc[start.i : end.i + 1]
    hedges = {t.lower_ for t in phrase} & _AT_LEAST
    exact = not hedges and noun.lower_ not in _VAGUE
    high = value if exact else None
    return Count(low=value, high=high, exact=exact, text=phrase.text, span=(phrase.start_char, phrase.end_char))


def number_value(token: Token) -> int | None:
    """The value of a number in digits or words; None where it is none."""
    if token.lower_ in _VAGUE:
        return _VAGUE[token.lower_]
    digits = re.sub(r"[,\s]", "", token.text)
    value = int(digits) if digits.isdecimal() and len(digits) < 13 else _in_words(token.lower_)
    if value is None:
        return None
    for other in token.children:
        if other.lower_ in _SCALES and other.dep_ in {"compound", "flat", "nummod"}:
            value *= _SCALES[other.lower_]
    return value


def _in_words(word: str) -> int | None:
    parts = word.split("-")
    if all(part in _WORDS for part in parts):
        return sum(_WORDS[part] for part in parts)
    return _SCALES.get(word)
