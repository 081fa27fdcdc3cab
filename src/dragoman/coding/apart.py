"""Words that keep two acts of one kind apart: "had already been", "was also", "after it tested", "two other men"."""

from __future__ import annotations

import re

from spacy.tokens import Token

from .drafts import Draft
from .tree import children

_EARLIER = frozenset({"already", "earlier", "previously", "before"})
_BESIDES = frozenset({"also", "additionally", "separately"})
_SEQUENCE = frozenset({"after", "before", "since"})
_OTHERS = re.compile(r"\b(?:other|others|another|additional)\b", re.IGNORECASE)


def told_apart(one: Draft, other: Draft) -> bool:
    """Whether the words say that these two drafts of one type are two happenings."""
    first, second = sorted((one, other), key=lambda draft: draft.trigger.i)
    if goes_back(one) != goes_back(other) or _in_sequence(one, other):
        return True
    return _adds(first, second) or _of_others(one, other)


def goes_back(draft: Draft) -> bool:
    """ "Had already been sentenced": an act before the one that is the news."""
    clause = draft.reading.predicate.clause
    words = {t.lower_ for t in children(clause, "aux", "advmod")}
    return "had" in words and bool(words & _EARLIER)


def _adds(first: Draft, second: Draft) -> bool:
    """ "Was also fined" adds another act to those told before; so do no words that the same pattern reads."""
    clause = second.reading.predicate.clause
    besides = any(t.lower_ in _BESIDES for t in children(clause, "advmod"))
    return besides and first.trigger.lemma_ != second.trigger.lemma_ and first.reading.pattern != second.reading.pattern


def _in_sequence(one: Draft, other: Draft) -> bool:
    """ "Fired a rocket days after it fired one": one of them lies in a clause of time beside the other."""
    if one.trigger.i == other.trigger.i or one.trigger.sent.start != other.trigger.sent.start:
        return False
    return any(_behind_time(a.trigger, b.trigger) for a, b in ((one, other), (other, one)))


def _behind_time(token: Token, outer: Token) -> bool:
    path = [token, *token.ancestors]
    common = {outer.i, *(t.i for t in outer.ancestors)}
    inner = [t for t in path if t.i not in common]
    return any(m.lower_ in _SEQUENCE for t in inner for m in children(t, "mark"))


def _of_others(one: Draft, other: Draft) -> bool:
    """ "Two other men" are not those told of before."""
    texts = [{p.text.lower() for p in draft.recipients} for draft in (one, other)]
    return (
        bool(texts[0] and texts[1])
        and not texts[0] & texts[1]
        and any(_OTHERS.search(text) for side in texts for text in side)
    )
