"""The words of the sentences that tell an event, cut short, and how alike those of two events are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from dragoman.records import Event
from dragoman.world import load_world

from .families import load_families

STEM = 5  # letters that stand for a word: "attac" for attack, attacks and attacked
SHORTEST = 4  # letters of a word that counts; three of a name
FEWEST = 5  # words below which two sentences are not compared
SAME, ALIKE, FAR = 0.7, 0.45, 0.2  # shares of the words of the shorter telling that stand in the other
REMEMBERED = 1 << 16  # words that are kept in memory as they count
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True, slots=True)
class Words:
    """``names`` are proper names but those of parties, states and days, ``content`` all words that tell something."""

    names: frozenset[str]
    content: frozenset[str]


NO_WORDS = Words(frozenset(), frozenset())


class Wording(IntEnum):
    """How alike two tellings are."""

    FAR = -1
    UNKNOWN = 0
    ALIKE = 1
    SAME = 2


def words_of(event: Event, text: str) -> Words:
    """The words of the sentences of an event's mentions; ``text`` is the text of the report.

    A name is a word with a capital that does not open its sentence. The names of the parties are left out, as parties
    are compared by themselves.
    """
    parties = [*event.actors, *event.recipients]
    known = [party.name if party.kind == "state" else f"{party.name} {party.text}" for party in parties]
    leave = {_stem(word) for words in known for word in _WORD.findall(words)}
    names: set[str] = set()
    content: set[str] = set()
    for start, end in {mention.sentence for mention in event.mentions}:
        words = [word for word in map(_read, _WORD.findall(text[start:end])) if not word.day]
        names.update(word.name for word in words[1:])
        content.update(word.content for word in words)
    return Words(frozenset(names - leave - _states() - {""}), frozenset(content - {""}))


def share_a_name(a: Words, b: Words) -> bool | None:
    """Whether two tellings share a name; None where one of them has none."""
    return bool(a.names & b.names) if a.names and b.names else None


def compare_words(a: Words, b: Words) -> Wording:
    """How alike two tellings are, by the overlap coefficient: the shared words over those of the shorter telling."""
    fewer = min(len(a.content), len(b.content))
    if fewer < FEWEST:
        return Wording.UNKNOWN
    share = len(a.content & b.content) / fewer
    if share < FAR:
        return Wording.FAR
    return Wording.SAME if share >= SAME else Wording.ALIKE if share >= ALIKE else Wording.UNKNOWN


class _Word(NamedTuple):
    """A word as it counts: whether it names a day, and its stem where it can be a name and where it tells something."""

    day: bool
    name: str
    content: str


@lru_cache(maxsize=REMEMBERED)
def _read(word: str) -> _Word:
    families, stem, lower = load_families(), _stem(word), word.lower()
    return _Word(
        day=lower in families.days,
        name=stem if word[0].isupper() and len(word) >= SHORTEST - 1 else "",
        content=stem if len(word) >= SHORTEST and lower not in families.common else "",
    )


def _stem(word: str) -> str:
    return word[:STEM].lower()


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    """The words of the names of states and peoples: two reports of one war share them whatever they tell."""
    names = [name for state in load_world().states for name in (state.name, *state.names, *state.demonyms)]
    return frozenset(_stem(word) for name in names for word in _WORD.findall(name))
