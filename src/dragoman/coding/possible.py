"""Whether a sentence can hold an act or a tie at all, told from its words alone, before anything is parsed.

What the lexicon asks of a parsed sentence is turned into what must stand in the raw one: a word that may be a form of
the trigger, the prepositions of the roles, a word for each role that names some, and somebody of the kind asked for.
It is a necessary condition but for one thing, which is measured: a named word stands at most ``NEAR`` words away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from dragoman.codebook import Codebook
from dragoman.codebook.entries import NOUN, QUADS, VERB, Pattern, Rule, TieRule
from dragoman.language.lemmas import base_forms, irregular

NEAR = 10  # words between a trigger and a word that its pattern names
POLITICAL = "political"  # what a party must be for the types in which nobody else can act
# Roles that no preposition of their own leads to; "to" and "with" can be filled without one.
_FREE = frozenset({
    "subj", "obj", "iobj", "comp", "mod", "compound", "poss", "around", "to", "with", "subj_of", "case", "head",
    "holder", "held", "maker", "pair", "does", "mark", "share", "thing", "owner", "next",
})  # fmt: skip
_ANYBODY = frozenset({"ACCUSE", "RETREAT"})  # beside the hostile acts (``drafts.is_political``)
# Behind these an uninflected word is no verb: "the back", "a second hit".
_NO_VERB_BEHIND = frozenset({
    "the", "a", "an", "this", "these", "those", "my", "your", "his", "her", "its", "our", "their", "every", "each",
    "no", "any", "some", "another", "first", "second", "third", "last", "next", "own", "same", "other", "few", "many",
    "several", "new",
})  # fmt: skip
_NUMBERS = frozenset({
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen",
    "dozens", "hundred", "hundreds", "thousand", "thousands", "million", "millions",
})  # fmt: skip


class Skim(NamedTuple):
    """A raw sentence: its words as written and in lower case, and for each who is named what tests he can pass."""

    words: Sequence[str]
    lower: Sequence[str]
    named: Sequence[frozenset[str]]


class _Asked(NamedTuple):
    """What a pattern asks of a raw sentence, beside the first part of its trigger."""

    rest: frozenset[str]
    pos: str
    roles: frozenset[str]
    near: tuple[frozenset[str], ...]
    tests: tuple[frozenset[str], ...]


class Possible:
    """The lexicon of a codebook as conditions on raw sentences."""

    def __init__(self, codebook: Codebook) -> None:
        found: dict[str, dict[_Asked, None]] = defaultdict(dict)
        coded = ((word, pos, *pair) for (word, pos), pairs in codebook.lexicon.items() for pair in pairs)
        tied = ((word, pos, *pair) for (word, pos), pairs in codebook.ties.items() for pair in pairs)
        rows: Iterable[tuple[str, str, Pattern, Rule | TieRule]] = chain(coded, tied)
        for word, pos, pattern, rule in rows:
            first, *rest = word.split("_")
            found[first][_asked(pattern, frozenset(rest), pos, rule)] = None
        self._asked: Mapping[str, tuple[_Asked, ...]] = {first: tuple(asked) for first, asked in found.items()}
        self._parts = lru_cache(maxsize=50_000)(self._parts_of)  # one dictionary look-up a word of a report

    def triggers(self, lower: Sequence[str]) -> list[tuple[int, str]]:
        """Which words may be forms of the first part of a trigger: their places, and the part."""
        return [(i, base) for i, word in enumerate(lower) for base in self._parts(word)]

    def _parts_of(self, word: str) -> tuple[str, ...]:
        return tuple(base for base in bases(word) if base in self._asked)

    def holds(self, skim: Skim, triggers: Iterable[tuple[int, str]]) -> bool:
        """Whether some pattern of one of these triggers may hold in the sentence, and whoever is named act in it."""
        if not skim.named:
            return False
        said = frozenset[str]().union(*map(bases, skim.lower))
        return any(_may_hold(asked, i, base, said, skim) for i, base in triggers for asked in self._asked[base])


@lru_cache(maxsize=50_000)
def bases(word: str) -> frozenset[str]:
    """What a word in lower case may be a form of, comparison of adjectives included."""
    found = set(base_forms(word))
    for ending in ("er", "est"):
        if word.endswith(ending):
            found |= {word[: -len(ending)], word[: 1 - len(ending)]}
    return frozenset(found)


def _asked(pattern: Pattern, rest: frozenset[str], pos: str, rule: Rule | TieRule) -> _Asked:
    wanted = [c for c in pattern.constraints if c.wanted]
    named = [c.fillers for c in wanted if c.fillers]
    tests = [frozenset(f[1:] for f in fillers) for fillers in named if all(f[0] == "%" for f in fillers)]
    near = [_parts(fillers) for fillers in named if not any(f[0] == "%" for f in fillers)]
    if isinstance(rule, TieRule) or not (QUADS[rule.type] == 4 or rule.type in _ANYBODY):
        tests.append(frozenset({POLITICAL}))
    roles = frozenset(c.role for c in wanted) - _FREE
    return _Asked(rest, pos, roles, tuple(near), tuple(tests))


def _parts(fillers: Iterable[str]) -> frozenset[str]:
    """The first and the last word of each filler."""
    return frozenset(part for filler in fillers for part in (filler.partition("_")[0], filler.rpartition("_")[2]))


def _may_hold(asked: _Asked, i: int, base: str, said: frozenset[str], skim: Skim) -> bool:
    if not (asked.rest <= said and asked.roles <= said) or any(map(said.isdisjoint, asked.near)):
        return False
    if not (asked.rest or _may_be(asked.pos, i, base, skim.lower)):
        return False
    around = skim.lower[max(i - NEAR, 0) : i + NEAR + 1] if asked.near else ()
    if not all(any(not near.isdisjoint(bases(word)) for word in around) for near in asked.near):
        return False
    return all(_somebody(test, skim) for test in asked.tests)


def _may_be(pos: str, i: int, base: str, lower: Sequence[str]) -> bool:
    """Whether the word at a place can be that part of speech of its base."""
    form = lower[i]
    if pos == VERB:
        return not (i and lower[i - 1] in _NO_VERB_BEHIND and form in {base, f"{base}s", f"{base}es"})
    if pos == NOUN:
        return form == base or form.endswith("s") or form in irregular() or form.endswith("men")
    return form == base or form.endswith(("er", "est"))


def _somebody(tests: frozenset[str], skim: Skim) -> bool:
    if "infinitive" in tests:
        return True  # only the tree tells
    if "place" in tests:
        return any(word[0].isupper() for word in skim.words[1:])
    if "number" in tests:
        return any(word[0].isdigit() or word in _NUMBERS for word in skim.lower)
    return any(not tests.isdisjoint(passed) for passed in skim.named)
