"""From a reading to a draft of an event: who, to whom, about what, with which status. Nothing is merged yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec

from dragoman.codebook.entries import QUADS, Rule
from dragoman.language.tokens import Token
from dragoman.records import Count, Interval, Party, Place, Source, Status

from .match import Reading
from .predicates import find_predicate, lemma
from .scene import ARMED, Scene
from .status import status_of
from .tree import case_word, children, nominal_agents, subjects_or_patients

# Verbal acts whose inner act is told only as what they are about, not as a happening of its own.
ABSORBING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"})
SPOKEN = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
_PRIVATE = frozenset({"BUS", "EDU", "MED", "AGR", "CVL", "JRN", "UNK"})
# Types whose kinds have little in common: "the crackdown" is not the coup told before.
_DISTINCT = frozenset({"COERCE", "SANCTION"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
# Prepositions behind which a place may stand for the state that it lies in.
_PLACE_ROLES = frozenset({"in", "to", "from", "into", "at", "for", "obj", "on", "against", "near", "over", "of"})
# Roles in which a complement names whom it is done to.
_TOWARDS = ("obj", "with", "between", "to", "against", "on", "from", "for", "of", "into", "in")
_NO_RECIPIENT_OF_ITS_OWN = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE", "ACCUSE"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the learned scorers make of an act: the chances that the weigher gives its type, and that nothing happened.

    ``full`` is how sure the sentence scorer is of the type, where it was asked.
    """

    light: float
    none: float
    full: float | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """One mention of an act, coded.

    ``asserted``: the report itself says, in a main clause, that it happened. ``supposed``: the days of the news, where
    it is told as news and no words date it.
    """

    reading: Reading
    rule: Rule
    type: str
    mode: str | None
    about_type: str | None
    about_mode: str | None
    status: Status
    reciprocal: bool
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    borrowed: bool = False
    asserted: bool = False
    date: Interval | None = None
    supposed: Interval | None = None
    place: Place | None = None
    sources: tuple[Source, ...] = ()
    size: dict[str, tuple[Count, ...]] = field(default_factory=dict)
    weighed: Weighed | None = None

    @property
    def trigger(self) -> Token:
        """The word that names the act."""
        return self.reading.trigger

    @property
    def words(self) -> tuple[Token, ...]:
        """The words that time and place may hang on, nearest first."""
        predicate = self.reading.predicate
        carrier = (predicate.carrier,) if predicate.carrier is not None else ()
        return (predicate.trigger, *carrier)


def draft_of(reading: Reading, inner: Reading | None, told: Mapping[str, Draft], scene: Scene) -> Draft | None:
    """The draft of a reading, with ``inner`` the act it is about; None where nobody acts and nobody is acted on.

    ``told`` holds by type the last act with parties: "the attack" tells it again.
    """
    rule, predicate = reading.rule, reading.predicate
    actors = _parties(reading, rule.actor, scene)
    undergone = _undergone(reading, scene) if rule.type == "SUPPORT" else None
    recipients = (
        _without(_doers(undergone, scene), actors) if undergone else _others(reading, rule.recipient, actors, scene)
    )
    borrowed = not actors and not recipients
    if borrowed and rule.reciprocal:
        actors = _of_compounds(reading, scene)
    elif borrowed:
        recipients = _of_compounds(reading, scene)
    again = told.get(rule.id) or (told.get(rule.type) if rule.type not in _DISTINCT else None)
    if not actors and not recipients and again is not None and _is_told_again(reading, again):
        actors, recipients = again.actors, again.recipients
    if not actors and rule.type == "PROTEST" and predicate.pos == "n":
        actors = _crowd(reading, recipients, scene)
    if not recipients and rule.type in _NO_RECIPIENT_OF_ITS_OWN:
        recipients = _of_inner(reading, inner, actors, scene) or _without(_of_told(reading, inner, told, scene), actors)
    if not is_political(rule.type, (*actors, *recipients)):
        return None
    if not actors and "subj" in rule.actor and not (predicate.passive or predicate.pos == "n" or _is_thing(reading)):
        return None
    status = rule.status or status_of(predicate, scene.codebook.words)
    actors, recipients, reciprocal = _sides(rule, actors, recipients)
    about, about_mode = _about(reading, inner or _deed(reading, told, scene))
    code = scene.codebook.about.get((rule.type, about or ""))
    mode = rule.mode or (code.mode if code else None)
    return Draft(
        reading, rule, rule.type, mode, about, about_mode, status, reciprocal, actors, recipients, borrowed
    )  # fmt: skip


def _is_thing(reading: Reading) -> bool:
    """Whether the pattern names its subject: "the crackdown extended to" has nobody who need be told."""
    return any(
        c.role == "subj" and c.wanted and not all(f[0] == "%" for f in c.fillers) for c in reading.pattern.constraints
    )


def _about(reading: Reading, inner: Reading | None) -> tuple[str | None, str | None]:
    """Type and mode of what an act is about; where a pattern names the inner word, its rule's own word goes first."""
    rule = reading.rule
    if inner is None or (rule.about_type is not None and inner.trigger.i in reading.consumed):
        return rule.about_type, rule.about_mode
    return inner.rule.type, inner.rule.mode


def is_political(type_: str, parties: tuple[Party, ...]) -> bool:
    """Whether anybody is named, but for conflict somebody of politics: two firms that agree are business."""
    if QUADS[type_] == 4 or type_ == "ACCUSE":
        return bool(parties)
    return any(p.sector not in _PRIVATE or (p.country is not None and p.sector != "BUS") for p in parties)


def _crowd(reading: Reading, against: tuple[Party, ...], scene: Scene) -> tuple[Party, ...]:
    """Who protests where only the protest is named: people of the country it is in, or whose rulers it is against."""
    trigger = reading.trigger
    places = [scene.state_at(t) for role in ("in", "across", "at", "around") for t in reading.predicate.roles.get(role)]
    states = [p.country for p in places if p is not None] + [p.country for p in against if p.sector in {"GOV", "ELI"}]
    state = scene.world.state(states[0]) if states and states[0] else None
    if state is None:
        return ()
    span = (trigger.idx, trigger.idx + len(trigger))
    crowd = Party(
        name=f"protesters of {state.name}", text=trigger.text, span=span, kind="people", country=state.iso3,
        sector="CVL", role=None, entity=f"{state.iso3}/CVL/protester",
    )  # fmt: skip
    return (crowd,)


def _is_told_again(reading: Reading, again: Draft) -> bool:
    """Whether words that name nobody take up an act: "the attack", or "the rocket fell" after its launch."""
    predicate = reading.predicate
    if predicate.pos == "n":
        return is_definite(predicate.trigger)
    things = predicate.roles.get("subj")
    return again.rule.id == reading.rule.id and bool(things) and all(map(is_definite, things))


def is_definite(trigger: Token) -> bool:
    """Whether a bare noun points back: "the attack", "this launch", "such acts"."""
    return trigger.pos_ == "NOUN" and any(t.lower_ in _DEFINITE for t in children(trigger, "det", "amod", "det:predet"))


def _of_told(reading: Reading, inner: Reading | None, told: Mapping[str, Draft], scene: Scene) -> tuple[Party, ...]:
    """Who is blamed for "the attack": whoever did the one told last."""
    if reading.rule.type != "ACCUSE":
        return ()
    if inner is not None:
        last = told.get(inner.rule.type)
        return last.actors if last is not None else ()
    named = {lemma(t) for t in reading.predicate.roles.get("obj") if is_definite(t)}
    for draft in told.values():  # "condemned the test", where only "missile test" is in the lexicon
        if lemma(draft.trigger) in named:
            return draft.actors
    deed = _deed_of(reading, told, scene)
    return deed.actors if deed is not None else ()


def _deed(reading: Reading, told: Mapping[str, Draft], scene: Scene) -> Reading | None:
    deed = _deed_of(reading, told, scene) if reading.rule.type == "ACCUSE" and not reading.rule.about_type else None
    return deed.reading if deed is not None else None


def _deed_of(reading: Reading, told: Mapping[str, Draft], scene: Scene) -> Draft | None:
    """The act that "the move", "such provocations" or "the test" stands for: the hostile one told last."""
    words = scene.codebook.words["embedding"]["deeds"]
    meant = [t for t in reading.predicate.roles.get("obj") if lemma(t) in words and is_definite(t)]
    hostile = [draft for draft in told.values() if QUADS[draft.type] == 4]
    return max(hostile, key=lambda draft: draft.trigger.i, default=None) if meant else None


def _undergone(reading: Reading, scene: Scene) -> list[Token]:
    """What is praised where it is something done to those whom its "of" names: "welcomed the release of the crew"."""
    words = scene.codebook.words["embedding"]["undergone"]
    return [t for t in reading.predicate.roles.get("obj") if lemma(t) in words]


def _doers(deeds: list[Token], scene: Scene) -> tuple[Party, ...]:
    """Who did these deeds as far as they are praised for it: not armed groups."""
    doers = (p for deed in deeds for t in nominal_agents(deed) for p in scene.parties_of(t))
    return tuple(p for p in doers if p.sector not in ARMED)


def _parties(reading: Reading, roles: tuple[str, ...], scene: Scene) -> tuple[Party, ...]:
    """The parties of the first of these roles that holds any; behind a preposition a place stands for its state."""
    held, deeds = reading.predicate.roles, scene.codebook.words["embedding"]["deeds"]
    for role in roles:
        found: dict[str, Party] = {}
        for token in held.get(role):
            if reading.rule.type == "ACCUSE" and lemma(token) in deeds and not scene.parties.at(token):
                found.update((p.entity, p) for p in _culprits(token, scene))
                continue
            filling = scene.parties_of(token) if reading.rule.type == "PROTEST" else _of_role(token, role, scene)
            for party in (*filling, *scene.beside(token, whole=role in {"between", "subj"})):
                flown_over = role == "over" and reading.rule.type == "MOBILIZE"
                found.setdefault(party.entity, _below(party) if flown_over else party)
        if found:
            return tuple(found.values())
    return ()


def _others(reading: Reading, roles: tuple[str, ...], actors: tuple[Party, ...], scene: Scene) -> tuple[Party, ...]:
    """The parties in these roles but for the actors; an object that only is the actor's own thing names nobody else.

    "Reaffirmed its backing for Mali" is towards Mali.
    """
    found = _without(_parties(reading, roles, scene), actors)
    things = reading.predicate.roles.get("obj")
    if (
        found
        or not actors
        or "obj" not in roles
        or any(map(scene.is_party, things))
        or not _parties(reading, ("obj",), scene)
    ):
        return found
    own = {(p.country, p.sector) for p in actors}
    behind = _parties(reading, tuple(role for role in roles if role != "obj"), scene)
    return tuple(p for p in _without(behind, actors) if (p.country, p.sector) not in own)


def _culprits(deed: Token, scene: Scene) -> tuple[Party, ...]:
    """Whose a deed is that somebody condemns: of "the attack on Ghana" not Ghana's."""
    before = [t for t in deed.lefts if t.dep_.startswith(("amod", "compound", "nmod:desc"))]
    behind = [t for t in children(deed, "nmod", "obl") if case_word(t) == "from"]
    owners = nominal_agents(deed) or [t for t in before if scene.is_party(t)] or behind
    return tuple(p for t in owners for p in scene.parties_of(t))


def _of_role(token: Token, role: str, scene: Scene) -> tuple[Party, ...]:
    if role == "comp":
        return tuple(p for doer in subjects_or_patients(token) for p in scene.parties_of(doer))
    if parties := scene.parties_of(token):
        return parties
    host = scene.state_at(token) if role in _PLACE_ROLES else None
    return (host,) if host is not None else ()


def _below(party: Party) -> Party:
    """A state that something flies over is a country, not its government."""
    return msgspec.structs.replace(party, sector=None, entity=str(party.country)) if party.kind == "state" else party


def _without(parties: tuple[Party, ...], others: tuple[Party, ...]) -> tuple[Party, ...]:
    taken = {p.entity for p in others}
    return tuple(p for p in parties if p.entity not in taken)


def _of_compounds(reading: Reading, scene: Scene) -> tuple[Party, ...]:
    """The parties that a bare noun names before it: "the Iran talks"."""
    tokens = reading.predicate.roles.get("compound")
    return tuple({p.entity: p for token in tokens for p in scene.parties.at(token)}.values())


def _of_inner(reading: Reading, inner: Reading | None, actors: tuple[Party, ...], scene: Scene) -> tuple[Party, ...]:
    """A verbal act without an addressee is towards whom its inner act is done to; an accusation towards who does it."""
    complement = _without(_of_complement(reading, scene), actors)
    if inner is None:
        return complement
    done_to = _without(_parties(inner, inner.rule.recipient, scene), actors)
    doers = _without(_parties(inner, inner.rule.actor, scene), actors)
    first, second = (doers, done_to) if reading.rule.type in {"ACCUSE", "REQUEST"} else (done_to, doers)
    if reading.rule.type == "ACCUSE" and QUADS[inner.rule.type] == 4 and not doers:
        return ()  # who deplores an attack holds nothing against whom it hit
    if reading.rule.type == "CONCEDE":
        return done_to  # "ordered its troops to withdraw" gives way to others than its troops
    return first or second or complement


def _of_complement(reading: Reading, scene: Scene) -> tuple[Party, ...]:
    """Whom a complement that the lexicon cannot read is done to."""
    light = scene.codebook.words["light"]
    for token in (t for role in ("comp", *reading.rule.about) for t in reading.predicate.roles.get(role)):
        predicate = find_predicate(token, light, scene.is_party)
        if predicate is None:
            continue
        for role in _TOWARDS:  # "access to Gaza" is asked of who rules there, "elections in Mali" of nobody yet
            named = predicate.roles.get(role)
            if found := {
                p.entity: p for t in named for p in (scene.parties_of(t) if role == "in" else _of_role(t, role, scene))
            }:
                return tuple(found.values())
    return ()


def _sides(
    rule: Rule, actors: tuple[Party, ...], recipients: tuple[Party, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...], bool]:
    """Two parties that act together and on nobody else stand on the two sides of a reciprocal act."""
    both = QUADS[rule.type] == 4 and len({p.span for p in actors}) == 1  # "both sides" act against each other
    together = bool(rule.collective or rule.reciprocal or both)
    if rule.reciprocal and not actors and len(recipients) > 1:
        actors, recipients = recipients, ()  # "talks between Chad and Niger": all who take part act
    if together and len(actors) == 2 and not recipients:
        return actors[:1], actors[1:], True
    return actors, recipients, rule.reciprocal or (together and len(actors) > 1 and not recipients)


def inner_of(reading: Reading, readings: dict[int, Reading], scene: Scene) -> Reading | None:
    """The reading of what a verbal act is about, looked for in the roles that its rule names."""
    passing = scene.codebook.words["embedding"]["transparent"]
    for role in reading.rule.about:
        for token in reading.predicate.roles.get(role):
            found = _reading_at(token, readings, passing, depth=0)
            if found is not None and found.trigger.i != reading.trigger.i:
                return found
    return None


def _reading_at(token: Token, readings: dict[int, Reading], passing: frozenset[str], *, depth: int) -> Reading | None:
    """The reading of a word, of the noun it carries, or of the act it only introduces ("continue to support")."""
    if token.i in readings:
        return readings[token.i]
    for child in children(token, "obj", "nsubj:pass"):
        carried = readings.get(child.i)
        if carried is not None and carried.predicate.carrier is not None and carried.predicate.carrier.i == token.i:
            return carried
    if depth < 3:
        for child in children(token, "xcomp", "ccomp", "acl", "conj", "advcl"):
            if child.dep_ in {"xcomp", "ccomp"} or lemma(token) in passing or child.dep_ == "conj":
                found = _reading_at(child, readings, passing, depth=depth + 1)
                if found is not None:
                    return found
    return None
