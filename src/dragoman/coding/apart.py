"""Words that keep two acts of one kind apart: "had already been", "was also", "after it tested", "two other men"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dragoman.language.tokens import Token

from .drafts import Draft
from .tree import children

_EARLIER = frozenset({"already", "earlier", "previously", "before"})
_BESIDES = frozenset({"also", "additionally", "separately"})
_SEQUENCE = frozenset({"after", "before", "since"})
_OTHERS = re.compile(r"\b(?:other|others|another|additional)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of a draft that may keep it apart from another, the same for many.

    ``besides``: "also" adds it to the acts before; ``others``: it is of "two other men".
    """

    back: bool
    besides: bool
    lemma: str
    pattern: str
    whom: frozenset[str]
    others: bool


@dataclass(slots=True)
class Told:
    """How the drafts of one happening are told: a new one is compared with one of each telling, not with every draft.

    Of each telling the first and the last place count, of the drafts of each sentence all.
    """

    _places: dict[Telling, tuple[int, int]] = field(default_factory=dict)
    _by_sentence: dict[int, list[Token]] = field(default_factory=dict)

    def add(self, trigger: Token, telling: Telling, sentence: int) -> None:
        """Take in a draft of the happening by its trigger, its telling and the number of its sentence."""
        i = trigger.i
        first, last = self._places.get(telling, (i, i))
        self._places[telling] = min(first, i), max(last, i)
        self._by_sentence.setdefault(sentence, []).append(trigger)

    def apart(self, trigger: Token, telling: Telling, sentence: int) -> bool:
        """Whether the words say of one of these drafts and another, of the same type, that they are two happenings."""
        i = trigger.i
        for other, (first, last) in self._places.items():
            if telling.back != other.back or _of_others(telling, other):
                return True
            # Words that the same pattern reads add no act: "also fined" tells "the fine" again.
            added = (telling.besides and first < i) or (other.besides and last > i)
            if added and telling.lemma != other.lemma and telling.pattern != other.pattern:
                return True
        return any(_in_sequence(trigger, other) for other in self._by_sentence.get(sentence, ()))


def telling_of(draft: Draft) -> Telling:
    """How a draft is told."""
    whom = frozenset(party.text.lower() for party in draft.recipients)
    besides = any(t.lower_ in _BESIDES for t in children(draft.reading.predicate.clause, "advmod"))
    return Telling(
        back=goes_back(draft),
        besides=besides,
        lemma=draft.trigger.lemma_,
        pattern=draft.reading.pattern.source,
        whom=whom,
        others=any(_OTHERS.search(text) for text in whom),
    )


def goes_back(draft: Draft) -> bool:
    """ "Had already been sentenced": an act before the one that is the news."""
    clause = draft.reading.predicate.clause
    words = {t.lower_ for t in children(clause, "aux", "advmod")}
    return "had" in words and bool(words & _EARLIER)


def _in_sequence(one: Token, other: Token) -> bool:
    """ "Fired a rocket days after it fired one": one of them lies in a clause of time beside the other."""
    return one.i != other.i and (_behind_time(one, other) or _behind_time(other, one))


def _behind_time(token: Token, outer: Token) -> bool:
    path = [token, *token.ancestors]
    common = {outer.i, *(t.i for t in outer.ancestors)}
    inner = [t for t in path if t.i not in common]
    return any(m.lower_ in _SEQUENCE for t in inner for m in children(t, "mark"))


def _of_others(one: Telling, other: Telling) -> bool:
    """ "Two other men" are not those told of before."""
    return bool(one.whom and other.whom) and not one.whom & other.whom and (one.others or other.others)
