"""Agent nouns: "Nigerian troops", "the spokeswoman of the Ministry of Foreign Affairs", "its security forces"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..records import PartyKind
from ..world import Agent
from ..world.spelling import singular
from . import anaphora
from .actor import Actor, Gender, entity
from .context import Context, Resolved
from .history import Seen
from .phrases import Phrase

Resolve = Callable[[Phrase, Context], Resolved]
ARMED = frozenset({"REB", "PRM", "PRE", "CRM", "UAF"})
_STATE_LIKE = frozenset({"country", "nation", "state", "side", "kingdom", "republic"})
_FORMER = "ELI"


def _is_official(seen: Seen) -> bool:
    return len(seen.actors) == 1 and seen.actors[0].sector == "GOV" and seen.actors[0].kind in {"person", "office"}


class Owner(NamedTuple):
    """Whose an agent is: the country, and for a body or person also the sector. ``state``: a state as such."""

    country: str | None
    sector: str | None
    state: bool
    actor: Actor | None


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
    owners = list(_owners(phrase, context, resolve))
    unowned = not owners or (agent.noun in _STATE_LIKE and not owners[0].state)
    if unowned and (taken := anaphora.taken_up(phrase, context)):
        return Resolved((taken,), "anaphor")
    if agent.noun in _STATE_LIKE or agent.noun in context.words.state_nouns:
        named = owners[:1] if not phrase.marks and context.text.tags[phrase.core] != "NNS" else []
        return Resolved(tuple(_as_state(owner, context) for owner in named if owner.country and owner.state), "agent")
    if _is_any_party(phrase, agent, owners, context):
        return Resolved((_actor(phrase, agent, None, context),), "agent")
    if _is_mere_word(phrase, agent, owners, context):
        return Resolved((), "agent")
    if (named := anaphora.holder_of(phrase, owners[0].country if owners else None, context)) is not None:
        return Resolved((named,), "anaphor")
    countries = _coordinated(phrase, context, resolve)
    first = owners[0] if owners else None
    actors = [_actor(phrase, agent, first, context)]
    actors += [_actor(phrase, agent, Owner(country, None, True, None), context) for country in countries]
    return Resolved(tuple(reversed(actors)), "agent")


def _owners(phrase: Phrase, context: Context, resolve: Resolve) -> Iterator[Owner]:
    """Whose the agent is, the surest first: what stands before the noun, what "of" names, where it is."""
    for inner in phrase.modifiers("pre", "poss", "of"):
        yield from _as_owner(inner, context, resolve)
    yield from (_owner(actor) for actor in _pronoun_owners(phrase, context)[:1])
    if sender := _sender(phrase, context):
        yield sender
    for inner in phrase.modifiers("in"):
        yield from (Owner(owner.country, None, True, None) for owner in _as_owner(inner, context, resolve))
    if country := _place_behind(phrase, context):
        yield Owner(country, None, True, None)


def _pronoun_owners(phrase: Phrase, context: Context) -> tuple[Actor, ...]:
    """Whom "his" or "its" before the noun stands for."""
    if phrase.det is None or phrase.det < 0 or context.text.tags[phrase.det] != "PRP$":
        return ()
    resolved = anaphora.resolve_pronoun(phrase.det, context)
    return resolved.actors if resolved else ()


def _as_owner(inner: Phrase, context: Context, resolve: Resolve) -> Iterator[Owner]:
    if inner.kind == "agent" and inner.agent and inner.agent.noun in context.words.quantities:
        return
    resolved = resolve(inner, context)
    yield from (_owner(actor) for actor in resolved.actors[:1])


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


def _place_behind(phrase: Phrase, context: Context) -> str | None:
    """The country of "rebels in Aleppo", by the gazetteer."""
    text, i = context.text, phrase.end
    if i + 1 >= len(text) or text.lower[i] not in {"in", "from", "near", "at"} or not text.is_name(i + 1):
        return None
    end = i + 1
    while end < len(text) and (text.is_name(end) or text.words[end] == "-"):
        end += 1
    return context.country_of(text.doc[i + 1 : end].text) if context.country_of else None


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


def _is_any_party(phrase: Phrase, agent: Agent, owners: list[Owner], context: Context) -> bool:
    """ "All parties": the sides of a dispute, whoever they are."""
    return agent.noun == "party" and context.text.tags[phrase.core] == "NNS" and not owners


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


def _actor(phrase: Phrase, agent: Agent, owner: Owner | None, context: Context) -> Actor:
    country = owner.country if owner else None
    sector = _sector(phrase, agent, owner, context)
    if country is None and not (owner and owner.actor) and sector != "UNK":
        country = _speaker_country(phrase, agent, context) or context.country(phrase, armed=sector in ARMED)
    many = phrase_is_plural(phrase, context)
    kind: PartyKind = ("people" if many else "person") if agent.kind in {"person", "people"} else agent.kind
    role = _role(phrase, agent, sector, context) if agent.kind in {"office", "person"} and not many else None
    noun = _noun(phrase, agent, context)
    whole = singular(noun) in context.words.whole or noun in context.words.whole
    key = entity(country, sector, None if whole and country and _plain(owner) else _key(noun, owner))
    where = owner.actor.name if owner and owner.actor and not owner.state else context.state_name(country)
    return Actor(
        f"{noun} of {where}" if where else noun, kind, country, sector, role, key, noun, _gender(phrase, context)
    )


def phrase_is_plural(phrase: Phrase, context: Context) -> bool:
    """Whether the noun is a plural ("members of parliament" is one too)."""
    return any(tag in {"NNS", "NNPS"} for tag in context.text.tags[phrase.first : phrase.core + 1])


def _speaker_country(phrase: Phrase, agent: Agent, context: Context) -> str | None:
    """ "The government" is that of the official who speaks, where the sentence itself does not name one country."""
    i, text = phrase.start, context.text
    definite = phrase.det is not None and phrase.det >= 0 and text.lower[phrase.det] == "the"
    if not definite or agent.noun not in context.words.whole or context.scene.only(text.sentence[i]):
        return None
    seen = context.history.salient(i, text.sentence[i], _is_official)
    return seen.actors[0].country if seen else None


def _plain(owner: Owner | None) -> bool:
    """Whether the owner is a state or speaks for one ("the president's government"), so that it adds nothing."""
    if owner is None or owner.state or owner.actor is None:
        return True
    return owner.actor.entity.count("/") == 1 or (
        owner.actor.sector == "GOV" and owner.actor.kind in {"person", "office"}
    )


def _key(noun: str, owner: Owner | None) -> str:
    """The last part of an entity: the noun, with the body it belongs to ("taliban spokesman")."""
    if owner and owner.actor and not owner.state:
        return noun if _plain(owner) else f"{owner.actor.entity.rpartition('/')[2]} {noun}"
    return noun


def _noun(phrase: Phrase, agent: Agent, context: Context) -> str:
    """The noun as a key: "Ministry of Foreign Affairs" and "foreign ministry" are one."""
    vague = [context.text.lower[i] for i in phrase.marks if context.text.lower[i] in context.words.vague]
    if vague:
        return f"{vague[0]} {agent.noun}"
    if phrase.field is None:
        for field, short in context.words.portfolios.items():
            if agent.noun in {f"ministry of {field}", f"{field} ministry"}:
                return f"{short} ministry"
        return agent.noun
    field = " ".join(context.text.lower[phrase.field[0] : phrase.field[1]])
    office = context.words.portfolios.get(field)
    if office and agent.noun in {"ministry", "minister"}:
        return f"{office} {agent.noun}"
    return f"{agent.noun} of {field}"


def _role(phrase: Phrase, agent: Agent, sector: str | None, context: Context) -> str:
    role = _noun(phrase, agent, context) if phrase.field else agent.role or agent.noun
    role = context.words.roles.get(role, role)
    if agent.noun == "counterpart":
        role = next((a.role for a in _possessors(phrase, context) if a.role), role)
    return f"former {role}" if sector == _FORMER and not role.startswith("former") else role


def _possessors(phrase: Phrase, context: Context) -> tuple[Actor, ...]:
    """Whose counterpart somebody is: "his", or "Lavrov's"."""
    named = tuple(
        a for inner in phrase.modifiers("poss") if id(inner) in context.done for a in context.done[id(inner)].actors
    )
    return named or _pronoun_owners(phrase, context)


def _sector(phrase: Phrase, agent: Agent, owner: Owner | None, context: Context) -> str | None:
    """The noun's sector, unless a word before it or the body it belongs to says otherwise."""
    marks = {context.text.lower[i] for i in phrase.marks}
    for mark in marks:
        changed = context.world.modifier_sector(mark)
        if changed and _applies(changed, agent):
            return changed
    if marks & context.words.vague and owner is None and agent.kind != "office":
        return "UNK"
    if _is_any_party(phrase, agent, [owner] if owner else [], context):
        return "UNK"
    if owner and owner.actor and not owner.state and agent.noun not in context.words.about_another:
        return owner.actor.sector if _follows(agent, owner.actor) else agent.sector
    return agent.sector


def _applies(sector: str, agent: Agent) -> bool:
    """A past office makes an elite of whoever held one; a side settles only nouns that do not say one."""
    if sector == _FORMER:
        return agent.kind in {"office", "person", "people"}
    return agent.weak == "owner" or agent.role == "spokesperson" or agent.kind in {"people", "group"}


def _follows(agent: Agent, owner: Actor) -> bool:
    """Whether the agent has its body's sector: spokespersons, leaders and members, and all of an armed group."""
    if owner.sector in ARMED:
        return agent.kind in {"person", "people", "office", "group"} and agent.sector != "CVL"
    if owner.sector is None:
        return agent.sector == "GOV" or agent.weak == "owner"
    if owner.kind in {"organisation", "group", "office"} or agent.weak == "owner":
        return (
            agent.weak == "owner"
            or agent.role in {"spokesperson", "chair", "secretary-general"}
            or agent.sector == "UNK"
        )
    return agent.role == "spokesperson"


def _gender(phrase: Phrase, context: Context) -> Gender | None:
    word = context.text.lower[phrase.core]
    return "f" if word in context.words.female else "m" if word in context.words.male else None
