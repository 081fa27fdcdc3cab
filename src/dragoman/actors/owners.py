"""Whose an agent is: the state, body or person that an agent noun belongs to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from . import anaphora
from .actor import Actor
from .context import Context, Resolved
from .history import Seen
from .phrases import Phrase

Resolve = Callable[[Phrase, Context], Resolved]


class Owner(NamedTuple):
    """Whose an agent is: the country, and for a body or person also the sector. ``state``: a state as such."""

    country: str | None
    sector: str | None
    state: bool
    actor: Actor | None


def owners_of(phrase: Phrase, context: Context, resolve: Resolve) -> Iterator[Owner]:
    """Whose the agent is, the surest first: what stands before the noun, what "of" names, where it is."""
    for inner in phrase.modifiers("pre", "poss", "of"):
        yield from _as_owner(inner, context, resolve)
    yield from (_owner(actor) for actor in pronoun_owners(phrase, context)[:1])
    if sender := _sender(phrase, context):
        yield sender
    for inner in phrase.modifiers("in"):
        yield from (Owner(owner.country, None, True, None) for owner in _as_owner(inner, context, resolve))
    if country := _place_behind(phrase, context):
        yield Owner(country, None, True, None)
    if speaks_for := _spoken_for(phrase, context):
        yield speaks_for


def pronoun_owners(phrase: Phrase, context: Context) -> tuple[Actor, ...]:
    """Whom "his", "its" or "whose" before the noun stands for."""
    if phrase.det is None or phrase.det < 0:
        return ()
    if context.text.tags[phrase.det] == "WP$":
        return _whose(phrase.det, context)
    if context.text.tags[phrase.det] != "PRP$":
        return ()
    resolved = anaphora.resolve_pronoun(phrase.det, context)
    return resolved.actors if resolved else ()


def _whose(i: int, context: Context) -> tuple[Actor, ...]:
    """Whom the relative clause of this word hangs on, else what stands right before its comma."""
    clause = next((a for a in context.text.doc[i].ancestors if a.dep_ in {"acl:relcl", "acl"} and a.head.i < i), None)
    seen = context.history.covering(clause.head.i) if clause is not None else None
    seen = seen or (context.history.covering(i - 2) if context.text.words[i - 1] == "," else None)
    return seen.actors if seen else ()


def _as_owner(inner: Phrase, context: Context, resolve: Resolve) -> Iterator[Owner]:
    if inner.kind == "agent" and inner.agent and inner.agent.noun in context.words.quantities:
        return
    resolved = resolve(inner, context)
    yield from (_owner(actor) for actor in resolved.actors[:1] if actor.country or actor.sector)


def _owner(actor: Actor) -> Owner:
    return Owner(actor.country, actor.sector, actor.kind == "state", actor)


def _sender(phrase: Phrase, context: Context) -> Owner | None:
    """Who has or sends the troops: the subject of "deploy", or whom a verb makes do so ("forced it to divert")."""
    text, agent = context.text, phrase.agent
    if agent is None or agent.sector != "MIL" or phrase.det is not None:
        return None
    verb = text.doc[text.heads[text.head_of(phrase.start, phrase.end, phrase.core)]]
    if verb.lower_ not in context.words.deploying or verb.i > phrase.start:
        return None
    labels, governor = ({"obj", "iobj"}, verb.head) if verb.dep_ == "xcomp" else ({"nsubj"}, verb)
    for doer in (child for child in governor.children if child.dep_ in labels and child.i < phrase.start):
        seen = context.history.covering(doer.i)
        if seen and seen.actors[0].country:
            return Owner(seen.actors[0].country, None, True, None)
    return None


def _spoken_for(phrase: Phrase, context: Context) -> Owner | None:
    """Whom "a spokesman said" speaks for: the body or state that the sentence, or one before, is about."""
    agent, text = phrase.agent, context.text
    definite = phrase.det is not None and phrase.det >= 0 and text.lower[phrase.det] in {"the", "this", "that"}
    if agent is None or agent.role != "spokesperson" or " " in agent.noun or definite:
        return None
    seen = context.history.salient(phrase.start, text.sentence[phrase.start], _can_have_a_voice)
    return _owner(seen.actors[0]) if seen else None


def _can_have_a_voice(seen: Seen) -> bool:
    return len(seen.actors) == 1 and seen.subject and seen.actors[0].kind in {"state", "organisation", "group"}


def _place_behind(phrase: Phrase, context: Context) -> str | None:
    """The country of "rebels in Aleppo", by the gazetteer."""
    text, i = context.text, phrase.end
    if i + 1 >= len(text) or text.lower[i] not in {"in", "from", "near", "at"} or not text.is_name(i + 1):
        return None
    return context.places.get(i + 1)
