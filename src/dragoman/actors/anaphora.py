"""Pronouns ("it", "his"), definite nouns ("the ministry", "the group") and counted ones ("the two leaders")."""

from __future__ import annotations

from collections.abc import Callable

from ..world.spelling import singular
from .actor import Actor, entity
from .context import Context, Resolved
from .history import Seen
from .phrases import Phrase

_GROUPS = frozenset({"REB", "PRM", "PRE", "CRM", "UAF", "OPP"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_PERSONAL = frozenset({"person", "office"})


def resolve_pronoun(i: int, context: Context) -> Resolved | None:
    """Whom the pronoun at this token stands for, where that is clear."""
    word, words = context.text.lower[i], context.words
    if context.text.deps[i] == "expl":
        return None
    if word in words.he:
        gender = "f" if word in words.female else "m"
        fits = _fits(lambda a: a.kind in _PERSONAL and a.gender in {gender, None})
    elif word in words.it:
        fits = _fits(lambda a: a.kind in {"state", "organisation", "group"})
    elif word in words.they:
        fits = _fits_plural
    else:
        return None
    seen = context.history.salient(i, context.text.sentence[i], fits)
    return Resolved(seen.actors, "pronoun") if seen else None


def _fits(single: Callable[[Actor], bool]) -> Callable[[Seen], bool]:
    return lambda seen: len(seen.actors) == 1 and not seen.plural and single(seen.actors[0])


def _fits_plural(seen: Seen) -> bool:
    return seen.plural or (len(seen.actors) == 1 and seen.actors[0].kind in {"group", "people"})


def counted(phrase: Phrase, context: Context) -> Resolved | None:
    """"the two leaders", "both countries": as many of the last persons or states as the number says."""
    text, words = context.text, context.words
    before = [text.lower[i] for i in range(phrase.start, phrase.first)]
    number = next((words.numbers[word] for word in before if word in words.numbers), 0)
    noun = text.lower[phrase.core]
    if not number or phrase.modifiers("pre", "poss", "of", "and"):
        return None
    if noun in words.many_leaders:
        found = context.history.distinct(number, lambda a: a.entity if a.kind in _PERSONAL else None)
        if len(found) < number:
            found = context.history.distinct(number, lambda a: a.country)
    elif noun in words.many_states:
        found = context.history.distinct(number, lambda a: a.country)
        found = tuple(_state(actor, context) for actor in found)
    else:
        return None
    return Resolved(found, "anaphor") if len(found) == number else Resolved((), "anaphor")


def _state(actor: Actor, context: Context) -> Actor:
    state = context.world.state(actor.country or "")
    if state is None:
        return actor
    return Actor(state.name, "state", actor.country, "GOV", None, entity(actor.country, "GOV"))


def taken_up(phrase: Phrase, context: Context) -> Actor | None:
    """The earlier actor that a definite noun without a country of its own takes up."""
    agent, text = phrase.agent, context.text
    if agent is None or phrase.det is None or phrase.det < 0 or text.lower[phrase.det] not in _DEFINITE:
        return None
    last, noun = context.history.last, agent.noun
    if noun in context.words.state_nouns:
        return last(lambda a: a.kind == "state") or _state_of(last(lambda a: a.country is not None), context)
    if noun in context.words.group_nouns and agent.weak:
        return last(lambda a: a.kind in {"organisation", "group"} and a.noun is None)
    if agent.sector in _GROUPS:
        return last(lambda a: a.sector in _GROUPS and a.noun is None and a.kind in {"group", "organisation"}) or last(_same(noun))
    if agent.kind in {"office", "person"}:
        role = context.words.roles.get(agent.role or noun, agent.role or noun)
        return last(lambda a: a.kind in _PERSONAL and _role_fits(a, role))
    if agent.kind in {"organisation", "group"} and text.tags[phrase.core] not in {"NNS"}:
        return last(_same(noun)) or last(lambda a: a.sector == agent.sector and a.kind == agent.kind and bool(a.noun) and _body(noun) == _body(a.noun or ""))
    return last(_same(noun))


def _state_of(actor: Actor | None, context: Context) -> Actor | None:
    return _state(actor, context) if actor and context.world.state(actor.country or "") else None


def _same(noun: str) -> Callable[[Actor], bool]:
    """An actor named by the same noun, or by one that ends in it ("the ministry" after "foreign ministry")."""
    last = singular(noun)
    return lambda a: bool(a.noun) and (singular(a.noun or "") == last or (a.noun or "").endswith(" " + noun))


def _role_fits(actor: Actor, role: str) -> bool:
    return bool(actor.role) and (actor.role == role or (actor.role or "").endswith(" " + role)) and not (actor.role or "").startswith("vice")


def _body(noun: str) -> str:
    """Nouns that stand for one body: "army" and "military"."""
    return {"army": "military", "armed forces": "military", "regime": "government", "administration": "government"}.get(noun, noun)
