"""To whom an act goes, and who did it, where the words of its roles do not say but the clauses around do.

Who denies answers whoever accused him, who threatens something "should Chad sign" threatens Chad, who shoots "to hold
back a crowd" shoots at the crowd, and those hit "when the patrol opened fire" were hit by the patrol.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dragoman.codebook.entries import QUADS
from dragoman.language.tokens import Token
from dragoman.records import Party

from .drafts import Draft, is_definite
from .match import Reading, read_token
from .predicates import lemma
from .roles import verb_roles
from .scene import ARMED, Scene
from .tree import VERBAL, children, subjects_or_patients

# What each verbal act answers, where somebody told before did that to its actor.
_ANSWERED = {
    "REJECT": frozenset({"ACCUSE", "REQUEST", "AGREE", "THREATEN"}),
    "AGREE": frozenset({"REQUEST"}),
    "CONCEDE": frozenset({"REQUEST", "THREATEN", "PROTEST"}),
}
_DROPPED = frozenset({"reject-cancel-meeting"})
_DENIALS = frozenset({"reject-deny"})
_CHARGES = frozenset({"ACCUSE", "THREATEN"})
_NEAR = 150  # words between an act and its answer
_CONDITIONS = frozenset({"if", "unless", "until", "once"})
# What one side does and another may praise it for.
_YIELDING = frozenset({"RETREAT", "CONCEDE", "AID", "SANCTION"})
_TIMES = frozenset({"when", "as", "after"})
_BORDERS = frozenset({"enter", "leave", "return", "travel", "visit"})
_FORCE = frozenset({"ASSAULT", "COERCE"})
_ABOUT = ("about", "over", "against", "of")


def addressed(draft: Draft, before: Sequence[Draft], scene: Scene) -> Draft:
    """The draft with the sides that the clauses around give it. ``before`` are the drafts told before, in order."""
    if not draft.actors:
        return replace(draft, actors=_but((*_attackers(draft, scene), *_hosts(draft, scene)), draft))
    if draft.type == "ACCUSE" and draft.recipients:
        return replace(draft, recipients=_accused(draft, before, scene) or draft.recipients)
    if draft.recipients or draft.reciprocal:
        return draft
    found = _but(_bound(draft, scene), draft) or _but(_aimed_at(draft, scene), draft)
    told = _awaited(draft, before) if draft.rule.id in _DROPPED else _answered(draft, before)
    return replace(draft, recipients=found or told or _praised(draft, before, scene))


def _but(parties: Iterable[Party], draft: Draft) -> tuple[Party, ...]:
    """These parties, each once, without those who act."""
    acting = {p.entity for p in draft.actors}
    return tuple({p.entity: p for p in parties if p.entity not in acting}.values())


def _clauses(draft: Draft) -> Iterator[Token]:
    """The clauses that hang on an act, on what it is about and on the act beside it."""
    roles = draft.reading.predicate.roles
    for head in (draft.reading.predicate.clause, *roles.get("comp")):
        yield from (child for child in head.children if child.dep_ in {"advcl", "xcomp", "acl", "conj"})


def _bound(draft: Draft, scene: Scene) -> Iterator[Party]:
    """Whom a promise or a threat binds: who has to do something for it, or must not ("if the drivers go back")."""
    if draft.type not in {"AGREE", "THREATEN"}:
        return
    for clause in _clauses(draft):
        if clause.dep_ != "advcl" or not _is_condition(clause):
            continue
        read = read_token(clause, scene)
        if draft.type == "AGREE" and isinstance(read, Reading) and QUADS[read.rule.type] == 4:
            continue  # "promised to help if Chad attacks" promises Chad nothing
        yield from (p for t in subjects_or_patients(clause) for p in scene.parties_of(t))


def _is_condition(clause: Token) -> bool:
    """Whether a clause states a condition, with its word or turned round: "should Chad sign"."""
    marks = {t.lower_ for t in children(clause, "mark", "advmod")}
    turned = [t for t in children(clause, "aux") if t.lower_ == "should"]
    own = children(clause, "nsubj", "nsubj:pass")
    return bool(marks & _CONDITIONS) or bool(turned and own and turned[0].i < own[0].i)


def _aimed_at(draft: Draft, scene: Scene) -> Iterator[Party]:
    """Whom force or a protest is aimed at: the object of its purpose, or the crowd whose doing it meets."""
    if draft.reading.predicate.pos != "v" or draft.type not in _FORCE | {"PROTEST"}:
        return
    for clause in _clauses(draft):
        marks = {t.lower_ for t in children(clause, "mark", "advmod")}
        if clause.dep_ == "advcl" and ("to" in marks or clause.tag_ == "VBG"):
            yield from _acted_on(clause, draft, scene)
        elif draft.type == "ASSAULT" and clause.dep_ == "advcl" and marks & _TIMES:
            met = (p for t in subjects_or_patients(clause) for p in scene.parties_of(t))
            yield from (p for p in met if p.kind in {"people", "group"} and p.sector not in ARMED)


def _acted_on(clause: Token, draft: Draft, scene: Scene) -> Iterator[Party]:
    """Whom a purpose clause acts on; of a protest's demand also who is to do what it asks."""
    asked = children(clause, "ccomp") if draft.type == "PROTEST" else []
    for token in (*verb_roles(clause).get("obj"), *(t for c in asked for t in subjects_or_patients(c))):
        yield from scene.parties_of(token)


def _attackers(draft: Draft, scene: Scene) -> Iterator[Party]:
    """Who hit those who "were shot when a patrol opened fire"."""
    if draft.type != "ASSAULT" or not draft.reading.predicate.passive:
        return
    hit = {p.entity for p in draft.recipients}
    for clause in _clauses(draft):
        if clause.dep_ == "advcl" and clause.pos_ in VERBAL and _TIMES & {t.lower_ for t in clause.children}:
            named = (p for t in children(clause, "nsubj") for p in scene.parties.at(t))
            yield from (p for p in named if p.sector in ARMED and p.entity not in hit)


def _hosts(draft: Draft, scene: Scene) -> Iterator[Party]:
    """Who bars somebody "from entering Chad", or lets nobody leave it: its state."""
    if draft.type != "COERCE" or not draft.reading.predicate.passive:
        return
    for clause in _clauses(draft):
        if lemma(clause) in _BORDERS:
            roles = verb_roles(clause)
            places = [t for role in ("obj", "to", "into", "from") for t in roles.get(role)]
            hosts = [scene.state_at(t) for t in places]
            yield from (p for p in hosts if p is not None and p.entity not in {q.entity for q in draft.recipients})


def _answered(draft: Draft, before: Sequence[Draft]) -> tuple[Party, ...]:
    """Whoever asked, accused, offered or threatened the actor last, where the act is an answer to that."""
    kinds = _ANSWERED.get(draft.type, frozenset())
    near = [d for d in reversed(before) if d.type in kinds and draft.trigger.i - d.trigger.i < _NEAR]
    for other in near:
        if other.status != "negated" and _meets(other, draft):
            return _but(other.actors, draft)
    if draft.rule.id in _DENIALS:  # who denies something answers a charge, though it may name nobody
        charges = (d for d in near if d.type in _CHARGES and not d.recipients)
        return next((found for d in charges if (found := _but(d.actors, draft))), ())
    return ()


def _awaited(draft: Draft, before: Sequence[Draft]) -> tuple[Party, ...]:
    """Who waits in vain for "his trip": whom its maker was to meet, as told before."""
    acting = {p.entity for p in draft.actors}
    planned = (d for d in reversed(before) if d.type == "CONSULT" or d.about_type == "CONSULT")
    shared = (d for d in planned if acting & {p.entity for p in d.actors})
    return next((found for d in shared if (found := _but(d.recipients, draft))), ())


def _meets(other: Draft, draft: Draft) -> bool:
    """Whether an act was done to the actors of another; within one country the sector has to be theirs too."""
    doers = {p.country for p in other.actors}
    if not _but(other.actors, draft):
        return False
    return any(
        p.entity == a.entity or (a.country is not None and p.country == a.country and _same(p, a, doers))
        for a in draft.actors
        for p in other.recipients
    )


def _same(one: Party, other: Party, doers: set[str | None]) -> bool:
    return one.sector == other.sector or one.country not in doers


def _praised(draft: Draft, before: Sequence[Draft], scene: Scene) -> tuple[Party, ...]:
    """Whose deed "the drills" or "the ruling" is that somebody condemns or hails: the last of that type told before.

    Nobody alone is praised for talks or a treaty, and "the raid on Chad" need not be the one told last.
    """
    if draft.type not in {"ACCUSE", "SUPPORT"}:
        return ()
    roles = draft.reading.predicate.roles
    named = [t for role in ("obj", *draft.rule.about) for t in roles.get(role) if is_definite(t)]
    bare = {lemma(t) for t in named if not children(t, "nmod", "nmod:poss", "acl", "acl:relcl", "compound")}
    types = {rule.type for word in bare for _, rule in scene.codebook.lexicon.get((word, "n"), ())}
    types &= _YIELDING if draft.type == "SUPPORT" else {type_ for type_ in types if QUADS[type_] == 4}
    start, own = draft.trigger.sent.start, {p.country for p in draft.actors}
    deeds = [d for d in reversed(before) if d.type in types and start - _NEAR < d.trigger.i < start]
    deeds.sort(key=lambda deed: any(p.country in own for p in deed.actors))  # of two, the one of another country
    return next((found for d in deeds if (found := _but(d.actors, draft))), ())


def _accused(draft: Draft, before: Sequence[Draft], scene: Scene) -> tuple[Party, ...]:
    """Against whom a complaint to a court or an organisation is, where only that is named as its other side."""
    roles = draft.reading.predicate.roles
    told = {p.entity for t in roles.get("to") for p in scene.parties_of(t)}
    if not all(p.entity in told and _judges(p) for p in draft.recipients):
        return ()
    named = [p for role in _ABOUT for t in roles.get(role) for p in scene.parties_of(t)]
    found = tuple(p for p in _but(named, draft) if p.entity not in told)
    if found:
        return found
    suffered = (d for d in reversed(before) if QUADS[d.type] == 4 and _meets(d, draft))
    return next((_but(d.actors, draft) for d in suffered), ())


def _judges(party: Party) -> bool:
    return party.sector == "JUD" or (party.kind == "organisation" and party.country in {None, "IGO", "UNO"})
