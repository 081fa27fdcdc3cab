"""From phrases to actors: who is meant by a name, a title with a name, a state, a body."""

from __future__ import annotations

import msgspec

from dragoman.records import PartyKind
from dragoman.world import BODIES, Group, Metonym, Officeholder, Organisation, Outlet, State, World
from dragoman.world.entries import in_force

from .actor import Actor, entity, state_actor
from .agents import resolve_agent
from .context import Context, Resolved
from .describing import ARMED
from .people import Person, current, role_of
from .phrases import Phrase
from .words import Words

_HEADS = frozenset({"president", "prime-minister", "chancellor", "supreme-leader", "crown-prince"})
_NOBODY = Resolved((), "name")


def resolve(phrase: Phrase, context: Context) -> Resolved:
    """Who the phrase stands for; settled once and remembered."""
    if id(phrase) not in context.done:
        context.done[id(phrase)] = _NOBODY  # a phrase that leads back to itself stands for nobody
        context.done[id(phrase)] = _resolve(phrase, context)
    return context.done[id(phrase)]


def _resolve(phrase: Phrase, context: Context) -> Resolved:
    if phrase.kind in {"state", "capital", "demonym"}:
        return _resolve_state(phrase, context)
    if phrase.kind == "agent":
        return resolve_agent(phrase, context, resolve)
    if phrase.kind == "body":
        return _resolve_body(phrase, context)
    return _resolve_name(phrase, context)


def _resolve_state(phrase: Phrase, context: Context) -> Resolved:
    states = {e.iso3: e for e in phrase.entries() if isinstance(e, State)}
    if len(states) > 1:
        states = {s.iso3: s for s in states.values() if in_force(s.start, s.end, context.day)} or states
    state = states[context.scene.likeliest(states)]
    actor = state_actor(state, context.world.controller(state.iso3))
    how = {"state": "name", "capital": "metonym", "demonym": "demonym"}[phrase.kind]
    if context.usages.get(id(phrase)) == "people":
        actor = Actor(
            f"people of {state.name}", "people", actor.country, "CVL", None, entity(actor.country, "CVL"), "people"
        )
    return Resolved((actor,), how)  # type: ignore[arg-type]


def _resolve_body(phrase: Phrase, context: Context) -> Resolved:
    entries = phrase.entries()
    groups = [entry for entry in entries if isinstance(entry, Group)]
    if groups:
        entry = _group(groups, context)
        return Resolved(
            (
                Actor(
                    entry.name,
                    "group",
                    entry.country,
                    entry.sector,
                    None,
                    entity(entry.country, entry.sector, entry.name),
                ),
            ),
            "name",
        )
    metonym = next((entry for entry in entries if isinstance(entry, Metonym)), None)
    if metonym:
        return Resolved((_metonym(metonym, context),), "metonym")
    bodies = [entry for entry in entries if isinstance(entry, Organisation | Outlet)]
    return Resolved(tuple(_organisation(_likeliest(bodies, phrase, context), context) for _ in bodies[:1]), "name")


def _group(groups: list[Group], context: Context) -> Group:
    """Of several groups of one name, or rows of one, that of the report's countries, then the one of the day."""
    likeliest = context.scene.likeliest(dict.fromkeys(group.country for group in groups))
    groups = [group for group in groups if group.country == likeliest]
    return next((g for g in groups if context.day and in_force(g.start, g.end, context.day)), groups[-1])


def _metonym(metonym: Metonym, context: Context) -> Actor:
    country = metonym.country
    state = context.world.state(country)
    if state and metonym.sector == "GOV":
        return state_actor(state, context.world.controller(country))
    return Actor(
        metonym.name, "organisation", country, metonym.sector, None, entity(country, metonym.sector, metonym.name)
    )


def _likeliest(bodies: list[Organisation | Outlet], phrase: Phrase, context: Context) -> Organisation | Outlet:
    """Of several bodies of one name, that of the demonym before it, else of the country the report speaks of most."""
    owners = {a.country for inner in phrase.modifiers("pre", "poss") for a in resolve(inner, context).actors}
    for body in bodies:
        if body.country in owners:
            return body
    return max(bodies, key=lambda body: context.scene.weights.get(body.country or "", 0.0))


def _organisation(body: Organisation | Outlet, context: Context) -> Actor:
    if isinstance(body, Outlet):
        country = context.world.controller(body.country) if body.state_run else None
        return Actor(body.name, "organisation", country, "JRN", None, entity(country, "JRN", body.name))
    country = body.code or context.world.controller(body.country or "")
    sector = None if country in {"IGO", "UNO", "EUR"} else body.sector
    return Actor(body.name, "organisation", country, sector, None, entity(country, sector, body.name))


def _resolve_name(phrase: Phrase, context: Context) -> Resolved:
    how = "title" if phrase.title else "name"
    person = context.people.of(phrase)
    if person is None and phrase.organisation:
        return _resolve_own_name(phrase, context)
    if person is not None:
        best = _telling_phrase(person, phrase)
        if best is not phrase and not phrase.title:
            told = resolve(best, context)
            if told.actors:
                return Resolved(told.actors, "name")
        return Resolved((_person(person, phrase, context),), how)  # type: ignore[arg-type]
    holders = _by_surname(phrase, context)
    if holders:
        return Resolved((_officeholder(holders, phrase, context),), how)  # type: ignore[arg-type]
    if phrase.title or phrase.modifiers("poss"):
        return _resolve_titled(phrase, context)
    return _resolve_own_name(phrase, context)


def _telling_phrase(person: Person, phrase: Phrase) -> Phrase:
    """The mention that says most about a person: the first with a title."""
    return next((p for p in person.phrases if p.title), phrase)


def _person(person: Person, phrase: Phrase, context: Context) -> Actor:
    if person.terms:
        return _officeholder(person.terms, phrase, context)
    described = resolve(phrase.title, context).actors if phrase.title else ()
    described = described or tuple(a for inner in phrase.modifiers("poss") for a in resolve(inner, context).actors)
    return _named(person.name, described[0] if described else None, bool(phrase.title))


def _named(name: str, described: Actor | None, titled: bool) -> Actor:
    if described is None:
        return Actor(name, "person", None, None, None, entity(None, None, name))
    sector = described.sector
    return Actor(
        name, "person", described.country, sector, described.role if titled else None,
        entity(described.country, sector, name), None, described.gender,
    )  # fmt: skip


def _officeholder(terms: tuple[Officeholder, ...], phrase: Phrase, context: Context) -> Actor:
    """A person of the table: the title in the text goes first, then the office held on the day."""
    title = resolve(phrase.title, context).actors[:1] if phrase.title else ()
    fitting = [t for t in terms if title and role_of(t) == title[0].role]
    term = current(fitting, context.day) or current(terms, context.day)
    known = term or max(terms, key=lambda t: t.start or "")
    country = known.country if known.country in BODIES else context.world.controller(known.country)
    gender = title[0].gender if title else None
    sector: str | None
    role: str | None
    if title and title[0].role and term is None and title[0].sector == "GOV" and _is_called_former(fitting, context):
        sector, role = "ELI", f"former {title[0].role}"  # a title that is courtesy, or of the time told of
    elif title and title[0].role and (term is None or title[0].sector in ARMED | {"ELI", "OPP"}):
        sector, role = title[0].sector, title[0].role
    elif term is None:
        past = context.day is not None and any(t.end and t.end < context.day for t in terms)
        sector, role = ("ELI" if past else None), (f"former {role_of(known)}" if past else None)
    else:
        sector, role = sector_of(term, context.day, context.world, context.words), role_of(term)
    if country in BODIES and sector == "GOV":
        sector = None
    return Actor(known.name, "person", country, sector, role, entity(country, sector, known.name), None, gender)


def _is_called_former(terms: list[Officeholder], context: Context) -> bool:
    """Whether an office is over by the table and the report says so of one who held it: "the ousted president"."""
    if context.day is None or not terms or not all(t.end and t.end < context.day for t in terms):
        return False
    nouns = {role_of(t).rpartition(" ")[2] for t in terms}
    lost = [i for i, word in enumerate(context.text.lower) if context.world.modifier_sector(word) == "ELI"]
    return any(nouns & set(context.text.lower[i + 1 : i + 4]) for i in lost)


def sector_of(term: Officeholder, day: str | None, world: World, words: Words) -> str:
    """The sector of an office: that of the armed group or party whose office it is, else the office's own."""
    body = world.find(term.body, day) if term.body else ()
    sectors = [entry.sector for entry in body if isinstance(entry, Group | Organisation) and entry.sector]
    return sectors[0] if sectors else words.office_sectors.get(term.office, "GOV")


def _by_surname(phrase: Phrase, context: Context) -> tuple[Officeholder, ...]:
    """An officeholder by surname alone: with a title or a country before it, or if the report speaks of his country."""
    if phrase.kind != "name" or phrase.organisation:
        return ()
    holders = context.world.known_as(context.people.forms(phrase))
    before = resolve(phrase.title, context).actors if phrase.title else ()
    owners = {a.country for inner in phrase.modifiers("poss") for a in resolve(inner, context).actors}
    if phrase.title:
        roles = {a.role for a in before}
        holders = tuple(h for h in holders if role_of(h) in roles or f"former {role_of(h)}" in roles)
        stated = {a.country for a in before if a.country and phrase.title.mods}
        holders = tuple(h for h in holders if not stated or h.country in stated)
    elif owners:
        holders = tuple(h for h in holders if h.country in owners)
    else:
        near = tuple(
            h for h in holders if context.scene.speaks_of(h.country) and in_force(h.start, h.end, context.day or "9999")
        )
        holders = near or _heads(holders, phrase, context)
    serving = tuple(h for h in holders if in_force(h.start, h.end, context.day)) or holders
    names = {h.name for h in serving}
    return tuple(h for h in holders if h.name in names) if len(names) == 1 else ()


def _heads(holders: tuple[Officeholder, ...], phrase: Phrase, context: Context) -> tuple[Officeholder, ...]:
    """Heads of state and government named by surname alone ("Macron", "Putin") where the model sees a person.

    With a publication day those in office on it, without one those of this century.
    """
    if context.text.doc[phrase.core].ent_type_ not in {"PERSON", "PER"}:
        return ()
    heads = (h for h in holders if h.office in _HEADS and h.body is None)
    if context.day is not None:
        return tuple(h for h in heads if in_force(h.start, h.end, context.day))
    return tuple(h for h in heads if h.end is None or h.end >= "2000")


def _resolve_titled(phrase: Phrase, context: Context) -> Resolved:
    """An unknown name with a title or an owner: a person, or a group or organisation of that description."""
    described = resolve(phrase.title, context).actors if phrase.title else ()
    described = described or tuple(a for inner in phrase.modifiers("poss") for a in resolve(inner, context).actors)
    if not described:
        return _NOBODY
    first, name = described[0], _printed(phrase, context)
    if not phrase.organisation and not (phrase.title and first.kind in {"group", "organisation"}):
        return Resolved((_named(name, first, bool(phrase.title)),), "title" if phrase.title else "name")
    key = entity(first.country, first.sector, name)
    return Resolved((msgspec.structs.replace(first, name=name, role=None, noun=None, entity=key),), "title")


def _resolve_own_name(phrase: Phrase, context: Context) -> Resolved:
    """A name that nothing describes: part of a body ("the Duma's Defence Committee"), or a name the model has found."""
    name = _printed(phrase, context)
    owners = [a for inner in phrase.modifiers("poss", "pre", "of") for a in resolve(inner, context).actors]
    if phrase.organisation and owners:
        owner = owners[0]
        key = entity(owner.country, owner.sector, name)
        return Resolved((Actor(name, "organisation", owner.country, owner.sector, None, key),), "name")
    label = context.text.doc[phrase.core].ent_type_
    if label not in {"PERSON", "PER", "ORG"} or " " not in name:
        return _NOBODY  # one unknown word is a people, a place or an error as often as an actor
    kind: PartyKind = "organisation" if label == "ORG" else "person"
    return Resolved((Actor(name, kind, None, None, None, entity(None, None, name)),), "name")


def _printed(phrase: Phrase, context: Context) -> str:
    start, end = phrase.name or (phrase.first, phrase.end)
    return " ".join(context.text.doc[start:end].text.split())
