"""Agent nouns: "Nigerian troops", "the spokeswoman of the Ministry of Foreign Affairs", "its security forces"."""

from __future__ import annotations

from dragoman.world import Agent

from . import anaphora
from .actor import Actor, entity
from .context import Context, Resolved
from .describing import describe, is_any_party
from .owners import Owner, Resolve, owners_of
from .phrases import Phrase

_STATE_LIKE = frozenset({"country", "nation", "state", "side", "kingdom", "republic"})


def resolve_agent(phrase: Phrase, context: Context, resolve: Resolve) -> Resolved:
    """The actors of an agent phrase: one, or one for each coordinated demonym."""
    agent = phrase.agent
    if agent is None or agent.noun in context.words.relational:
        return Resolved((), "agent")
    if agent.noun in context.words.international:
        return Resolved(
            (Actor(agent.noun, "group", "IGO", None, None, entity("IGO", None, agent.noun), agent.noun),), "agent"
        )
    if several := anaphora.counted(phrase, context):
        return several
    owners = list(owners_of(phrase, context, resolve))
    unowned = not owners or (agent.noun in _STATE_LIKE and not owners[0].state)
    if unowned and (taken := anaphora.taken_up(phrase, context)):
        return Resolved((taken,), "anaphor")
    if agent.noun in _STATE_LIKE or agent.noun in context.words.state_nouns:
        named = owners[:1] if not phrase.marks and context.text.tags[phrase.core] != "NNS" else []
        return Resolved(tuple(_as_state(owner, context) for owner in named if owner.country and owner.state), "agent")
    if is_any_party(phrase, agent, owners, context):
        return Resolved((describe(phrase, agent, None, context),), "agent")
    if _is_mere_word(phrase, agent, owners, context):
        return Resolved((), "agent")
    holder = anaphora.holder_of(phrase, owners[0].country if owners else None, context)
    if holder is not None:
        return Resolved((holder,), "anaphor")
    countries = _coordinated(phrase, context, resolve)
    first = owners[0] if owners else None
    actors = [describe(phrase, agent, first, context)]
    actors += [describe(phrase, agent, Owner(country, None, True, None), context) for country in countries]
    return Resolved(tuple(reversed(actors)), "agent")


def _coordinated(phrase: Phrase, context: Context, resolve: Resolve) -> list[str]:
    """The countries of the other demonyms: "German" in "German and Afghan forces"."""
    return [
        actor.country
        for inner in phrase.modifiers("and")
        for actor in resolve(inner, context).actors[:1]
        if actor.country is not None
    ]


def _as_state(owner: Owner, context: Context) -> Actor:
    name = context.state_name(owner.country) or ""
    return Actor(name, "state", owner.country, "GOV", None, entity(owner.country, "GOV"))


def _is_mere_word(phrase: Phrase, agent: Agent, owners: list[Owner], context: Context) -> bool:
    """A weak noun without an owner, or one that only describes the next noun ("a leadership struggle")."""
    text, behind = context.text, phrase.end
    describes = (
        behind < len(text)
        and text.tags[behind] in {"NN", "NNS"}
        and text.sentence[behind] == text.sentence[phrase.core]
    )
    if (
        describes
        and (agent.weak or agent.kind in {"person", "people"})
        and text.deps[phrase.core] in {"compound", "amod", "nmod", ""}
    ):
        return True
    if owners:
        return False
    if agent.equipment or agent.noun in context.words.needs_owner:
        return True
    return agent.weak == "needs" or (agent.weak == "doubtful" and agent.kind not in {"people", "person"})
