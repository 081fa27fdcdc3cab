"""What an agent noun says of an actor: country, sector, role, kind, name and key."""

from __future__ import annotations

from dragoman.records import PartyKind
from dragoman.world import Agent
from dragoman.world.spelling import singular

from .actor import Actor, Gender, entity
from .context import Context
from .history import Seen
from .owners import Owner, pronoun_owners
from .phrases import Phrase

ARMED = frozenset({"REB", "PRM", "PRE", "CRM", "UAF"})
_FORMER = "ELI"


def describe(phrase: Phrase, agent: Agent, owner: Owner | None, context: Context) -> Actor:
    """The actor that an agent noun with this owner names; without an owner the report settles the country."""
    country = owner.country if owner else None
    sector = _sector(phrase, agent, owner, context)
    if country is None and not (owner and owner.actor) and sector != "UNK":
        country = context.words.titles.get(agent.noun) or _speaker_country(phrase, agent, context)
        country = country or context.country(phrase, armed=sector in ARMED)
    many = _is_plural(phrase, context)
    kind: PartyKind = ("people" if many else "person") if agent.kind in {"person", "people"} else agent.kind
    role = _role(phrase, agent, sector, context) if agent.kind in {"office", "person"} and not many else None
    noun = _noun(phrase, agent, context)
    whole = singular(noun) in context.words.whole or noun in context.words.whole
    key = entity(country, sector, None if whole and country and _plain(owner) else _key(noun, owner))
    where = owner.actor.name if owner and owner.actor and not owner.state else context.state_name(country)
    return Actor(
        f"{noun} of {where}" if where else noun, kind, country, sector, role, key, noun, _gender(phrase, context)
    )


def is_any_party(phrase: Phrase, agent: Agent, owners: list[Owner], context: Context) -> bool:
    """ "All parties": the sides of a dispute, whoever they are."""
    return agent.noun == "party" and context.text.tags[phrase.core] == "NNS" and not owners


def _is_plural(phrase: Phrase, context: Context) -> bool:
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


def _is_official(seen: Seen) -> bool:
    return len(seen.actors) == 1 and seen.actors[0].sector == "GOV" and seen.actors[0].kind in {"person", "office"}


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
    return named or pronoun_owners(phrase, context)


def _sector(phrase: Phrase, agent: Agent, owner: Owner | None, context: Context) -> str | None:
    """The noun's sector, unless a word before it or the body it belongs to says otherwise."""
    marks = {context.text.lower[i] for i in phrase.marks}
    for mark in marks:
        changed = context.world.modifier_sector(mark)
        if changed and _applies(changed, agent):
            return changed
    if marks & context.words.vague and owner is None and agent.kind != "office":
        return "UNK"
    if is_any_party(phrase, agent, [owner] if owner else [], context):
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
