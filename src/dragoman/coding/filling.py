"""Who did it, where the act's own words do not say but the report does.

The police who tell of an arrest made it, captors let their captives go, the one court of a report fines as it
sentences, and what a speaker says that others ought to do is asked of them.
"""

from __future__ import annotations

from dataclasses import replace

import msgspec

from dragoman.codebook.entries import QUADS
from dragoman.records import Party, Source

from .apart import goes_back
from .drafts import Draft
from .predicates import lemma
from .tree import VERBAL, children

# Bodies that arrest, search and try: what they tell in the passive they did themselves.
_ENFORCING = frozenset({"COP", "JUD", "MIL", "SPY"})
_OFFICE = frozenset({"political_institutions"})
_OUGHT = frozenset({"should", "must", "ought"})
_OUGHT_VERBS = frozenset({"need", "have"})


def filled(drafts: list[Draft]) -> list[Draft]:
    """The drafts with the actors that the rest of the report gives them."""
    return [_in_office(_tried(_released(_enforced(draft, drafts), drafts), drafts)) for draft in drafts]


def _enforced(draft: Draft, drafts: list[Draft]) -> Draft:
    """ "Two men had been arrested, police said": the police arrested them; so did those who broke up their march."""
    if draft.type != "COERCE" or draft.actors or not draft.reading.predicate.passive:
        return draft
    doers = tuple(_as_party(s) for s in draft.sources if s.sector in _ENFORCING and s.kind != "person")
    if not doers and draft.mode == "arrest":
        sentence = draft.trigger.sent
        near = [
            d for d in drafts if sentence.start <= d.trigger.i < draft.trigger.i and d.type in {"ASSAULT", "COERCE"}
        ]
        doers = tuple(p for d in near for p in d.actors if p.sector in _ENFORCING and p.kind != "person")
    return replace(draft, actors=doers[:1]) if doers else draft


def _released(draft: Draft, drafts: list[Draft]) -> Draft:
    """Captives who "were released" were let go by those who, the report says, took them."""
    if draft.type != "RETREAT" or draft.mode != "release" or draft.actors or not draft.recipients:
        return draft
    taken = [d for d in drafts if d.actors and (d.type, d.mode) in {("ASSAULT", "abduct"), ("COERCE", "arrest")}]
    takers = {p.entity: p for d in taken if _people(d) & _people(draft) for p in d.actors}
    return replace(draft, actors=tuple(takers.values())) if len(takers) == 1 else draft


def _tried(draft: Draft, drafts: list[Draft]) -> Draft:
    """Who "was fined" was so by the one court that the report tells of, and on the day of its ruling."""
    if (draft.type, draft.mode) != ("SANCTION", "convict") or draft.actors:
        return draft
    rulings = [d for d in drafts if (d.type, d.mode) == ("SANCTION", "convict")]
    courts = {p.entity: p for d in rulings for p in d.actors if p.sector == "JUD"}
    same = {p.country for p in courts.values()} & {p.country for p in draft.recipients}
    if len(courts) != 1 or not same:
        return draft
    days = {(d.date.start, d.date.end): d.date for d in rulings if d.date and d.actors and not goes_back(d)}
    day = next(iter(days.values())) if len(days) == 1 and not goes_back(draft) else None
    return replace(draft, actors=tuple(courts.values()), date=draft.date or day)


def _in_office(draft: Draft) -> Draft:
    """Whoever is thrown out of office held it until then, though he is a former ruler by now."""
    if draft.type not in {"COERCE", "SANCTION"} or not set(draft.rule.contexts) & _OFFICE or draft.mode == "convict":
        return draft
    held = tuple(_as_ruler(p) if p.sector == "ELI" else p for p in draft.recipients)
    return replace(draft, recipients=held)


def _as_ruler(party: Party) -> Party:
    """The party as a member of the government."""
    return msgspec.structs.replace(party, sector="GOV", entity=party.entity.replace("/ELI", "/GOV", 1))


def _people(draft: Draft) -> set[tuple[str | None, str | None]]:
    return {(p.country, p.sector) for p in draft.recipients}


def _as_party(source: Source) -> Party:
    return Party(**{name: getattr(source, name) for name in Party.__struct_fields__})


def asked(draft: Draft) -> Draft:
    """What a speaker says that others should or must do is asked of them: REQUEST about that act."""
    speakers = tuple(_as_party(s) for s in draft.sources if s.sector != "JRN")[:1]
    if not speakers or not draft.actors or draft.type in {"REQUEST", "ACCUSE", "PROTEST"} or not _ought(draft):
        return draft
    if QUADS[draft.type] == 4 or any(p.country == speakers[0].country for p in draft.actors) or draft.reciprocal:
        return draft
    return replace(
        draft,
        type="REQUEST",
        mode={"RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet", "AID": "assist", "SUPPORT": "assist"}.get(
            draft.type
        ),
        about_type=draft.type,
        about_mode=draft.mode,
        status="reported",
        actors=speakers,
        recipients=draft.actors,
        sources=draft.sources[1:],
    )


def _ought(draft: Draft) -> bool:
    clause = draft.reading.predicate.clause
    if any(t.lower_ in {"not", "n't", "n’t", "never"} for t in children(clause, "advmod")):
        return False
    if any(t.lower_ in _OUGHT for t in children(clause, "aux")):
        return not children(clause, "mark")
    head = clause.head
    return (
        clause.dep_ == "xcomp" and head.pos_ in VERBAL and lemma(head) in _OUGHT_VERBS and head.tag_ in {"VBZ", "VBP"}
    )
